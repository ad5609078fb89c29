"""Why a section was found, where that is not plain in its text. `static/_js/reason.js` is its twin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from hortus.search.section import Section
from hortus.search.spelled import distance
from hortus.search.ways import Group
from hortus.search.words import fold, heading_words, tokens
from hortus.text import Span

Why = Literal["heading", "alias", "tag", "code", "math", "correction"]

_FAR = 4  # letters: all that is farther off is equally far


def why_of(section: Section, words: frozenset[str], groups: Sequence[Group]) -> tuple[Why, ...]:
    """Where the `words` that led to a section stand in it, and whether they are what was typed."""
    why = list[Why]()

    def has(name: str) -> bool:
        return not words.isdisjoint(heading_words(name))

    if has(section.heading if section.anchor else section.title):
        why.append("heading")
    elif not section.anchor and any(map(has, section.aliases)):
        why.append("alias")
    if any(map(has, section.tags)):
        why.append("tag")
    kinds = {
        _kind_at(token.start, section.spans)
        for token in tokens(section.text)
        if not words.isdisjoint(token.words)
    }
    if kinds and "text" not in kinds:
        why += [kind for kind in ("code", "math") if kind in kinds]
    if any(_is_corrected(group, words) for group in groups):
        why.append("correction")
    return tuple(why)


def corrections(
    groups: Sequence[Group], found: Sequence[tuple[Section, frozenset[str]]]
) -> tuple[tuple[str, str], ...]:
    """The words that no note has as they were typed, and how the sections `found` have them: of several ways to write them the
    nearest.
    """
    written = list[tuple[str, str]]()
    for group in groups:
        if group.is_known:
            continue
        typed, wanted = fold(group.typed), {word for way in group.ways for word in way.words}
        off = {
            token.raw: distance(typed, fold(token.raw), _FAR)
            for section, words in found
            for token in tokens(f"{section.title} {section.heading} {section.text}")
            if wanted & words & {*token.words}
        }
        if off:
            written.append((group.typed, min(off, key=lambda raw: off[raw])))
    return tuple(written)


def _kind_at(at: int, spans: Sequence[Span]) -> str:
    return next((kind for start, end, kind in spans if start <= at < end), "text")


def _is_corrected(group: Group, words: frozenset[str]) -> bool:
    """Whether a section with `words` answers a group only in another spelling."""
    answering = [way for way in group.ways if not words.isdisjoint(way.words)]
    return bool(answering) and all(way.how in {"near", "meant"} for way in answering)
