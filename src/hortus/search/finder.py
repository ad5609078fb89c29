"""A question → the sections that answer it, with their texts. `static/_js/engine.js` is its twin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from hortus.search.passage import name_of
from hortus.search.plan import Group, make_plan
from hortus.search.query import Query, read_query, squeeze, stands_in
from hortus.search.rank import Found, State, below, rank, rounded, slots_of
from hortus.search.spelled import distance
from hortus.search.store import Store
from hortus.search.words import Token, fold, heading_words, tokens
from hortus.text import Span, parted

Why = Literal["heading", "alias", "tag", "code", "math", "correction"]

_SECTIONS = 3  # of one note
_MOST_TAKEN = 8  # of one passage, to be ranked anew
_MOST_READ = 60  # passages that are read to find a phrase in them
_PASSAGES = 3  # that are read for each note that is wanted, because one note may have many
# How near the words of the question stand together, as a share of the best score.
_IS_TITLE, _IS_HEADING, _IN_HEADING, _IN_TEXT, _IN_TEXT_TIGHT = 1.5, 1.0, 0.8, 0.5, 0.4
_MOST_TRIED = 4
_FAR = 4  # letters: all that is farther off is equally far
_MOST_CHUNKS = 16  # pieces of a question of which one may be the one too many
_FIRST = 2  # passages that a page shows before it has the others
_TIGHT = 4  # characters of a question that is also looked for without its spaces


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that answers. `words` are those of the index that led to it."""

    path: str
    anchor: str
    title: str
    heading: str
    folders: tuple[str, ...]
    tags: tuple[str, ...]
    aliases: tuple[str, ...]
    text: str
    score: float
    words: frozenset[str]
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """`hits` are the best sections, up to three of a note; `notes` and `sections` how many there are in all; `corrections`
    the words that were found only in another spelling, as (typed, found); `missing` those that no note has in any; `without`
    the questions with one piece left out that find something, when this one finds nothing.
    """

    hits: tuple[Hit, ...]
    notes: int
    sections: int
    corrections: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


def search(text: str, store: Store, notes: int = 10) -> Answer:
    """The answer with hits in up to so many notes."""
    query = _asked(text, store)
    found, groups = _find(query, store)
    hits, missed = _read(query, found, groups, store, notes)
    if not hits:
        return Answer((), 0, 0, without=tuple(_without(query, store)))
    passages = len({item.section[0] for item in found})
    missing = tuple(group.typed for group in groups if not group.ways and group.presence != "not")
    counts = passages - missed[0], len(found) - missed[1]
    return Answer(tuple(hits), *counts, _corrections(groups, hits), missing)


def _asked(text: str, store: Store) -> Query:
    """What is asked for. `#include` asks for a tag only where a note has it."""
    query = read_query(text)
    tags = [item for item in query.filters if item.typed.lstrip("+-").startswith("#")]
    return query if all(slots_of(item, store) for item in tags) else read_query(text, has_tags=False)


def _find(query: Query, store: Store) -> tuple[list[Found], list[Group]]:
    groups = make_plan(query, store)
    return rank(query, groups, store), groups


def _read(
    query: Query, found: list[Found], groups: list[Group], store: Store, notes: int
) -> tuple[list[Hit], tuple[int, int]]:
    """(the best hits, best first; how many passages were read that make no further note, and how many sections were that
    have no phrase of the query).

    Those of the best passages are ranked anew by how near the words of the question stand together: the first two by
    themselves, because a page shows them before it has the others.
    """
    hits = list[tuple[State, int, Hit]]()
    kept = set[str]()
    read: dict[int, str] = {}
    missed = 0
    most = max(_PASSAGES * notes, _MOST_READ if query.phrases else 0)
    top = found[0].score if found else 0
    for item, count in _counted(found):
        slot = item.section[0]
        if count > _MOST_TAKEN or (len(kept) >= notes and read.get(slot) not in kept):
            continue
        if slot not in read and len(read) >= most:
            continue
        hit = _hit(item, groups, store)
        read[slot] = hit.path
        said = squeeze(f"{hit.heading or hit.title} \n {hit.text}")
        if not all(stands_in(phrase, said) for phrase in query.phrases):
            missed += 1
            continue
        kept.add(hit.path)
        ranked = replace(hit, score=rounded(hit.score + top * _closeness(hit, query, groups)))
        hits.append((item.state, slot, ranked))
    firsts = list(dict.fromkeys(slot for _, slot, _ in hits))[:_FIRST]
    highest = below((hit.score, state) for state, _, hit in hits)
    capped = [
        (slot not in firsts, replace(hit, score=min(hit.score, highest)) if state == "misspelt" else hit)
        for state, slot, hit in hits
    ]
    capped.sort(key=lambda pair: (pair[0], -pair[1].score))
    return _distinct(hit for _, hit in capped), (len(read) - len(kept), missed)


def _counted(found: list[Found]) -> Iterator[tuple[Found, int]]:
    """Each with its number among those of its passage, from 1."""
    counts = Counter[int]()
    for item in found:
        counts[item.section[0]] += 1
        yield item, counts[item.section[0]]


def _distinct(hits: Iterable[Hit]) -> list[Hit]:
    """Up to three sections of a note; of one that was too long for one document only the best part."""
    best: dict[tuple[str, str], Hit] = {}
    counts = Counter[str]()
    for hit in hits:
        if (hit.path, hit.anchor) not in best and counts[hit.path] < _SECTIONS:
            counts[hit.path] += 1
            best[hit.path, hit.anchor] = hit
    return list(best.values())


def _hit(found: Found, groups: list[Group], store: Store) -> Hit:
    path, title, folders, tags, aliases, sections = store.fragment(found.section[0])
    anchor, heading, text = sections[found.section[1]]
    plain, spans = parted(text)
    why = _why(found, groups, "" if anchor else title, heading, aliases, tags, plain, spans)
    return Hit(
        path,
        anchor,
        title,
        heading,
        tuple(folders),
        tuple(tags),
        tuple(aliases),
        plain,
        found.score,
        found.words,
        why,
    )


def _closeness(hit: Hit, query: Query, groups: list[Group]) -> float:
    """How near the words of the question stand together: as a heading, in one, or side by side in the text."""
    if not hit.anchor and _in_name(hit.title, groups) == _IS_HEADING:
        return _IS_TITLE
    names = [hit.heading] if hit.anchor else [hit.title, *hit.aliases, name_of(hit.path)]
    best = max(_in_name(name, groups) for name in names)
    if hit.anchor and best < _IS_HEADING and not _answered(hit.title, groups)[0]:
        above, below = _answered(f"{hit.title} {hit.heading}", groups), _answered(hit.heading, groups)
        best = _IS_HEADING if above[0] and below[1] == 1 else best
    if best == _IS_HEADING or len(query.plain) < 2:
        return best
    text = squeeze(hit.text)
    tight = query.plain.replace(" ", "")
    if stands_in(query.plain, text):
        return max(best, _IN_TEXT)
    return max(best, _IN_TEXT_TIGHT if len(tight) >= _TIGHT and tight in text.replace(" ", "") else 0)


def _in_name(name: str, groups: list[Group]) -> float:
    is_full, share = _answered(name, groups)
    return 0 if not is_full else _IS_HEADING if share == 1 else _IN_HEADING * (0.5 + 0.5 * share)


def _answered(name: str, groups: list[Group]) -> tuple[bool, float]:
    """(whether `name` answers every group, how much of it they take up)."""
    found = tokens(name)
    telling = [token for token in found if not token.is_stop] or found
    units = [unit for token in telling for unit in _units(token)]
    present = {word for unit in units for word in unit}
    wanted = [group for group in groups if group.presence != "not"]
    is_full = bool(wanted) and all(
        any(present.issuperset(way.words) for way in group.ways) for group in wanted
    )
    words = {word for group in wanted for way in group.ways for word in way.words}
    return is_full, sum(not words.isdisjoint(unit) for unit in units) / len(units) if units else 0


def _units(token: Token) -> list[tuple[str, ...]]:
    """What counts as one word of a name: a token with its parts, or a pair of Chinese characters."""
    if token.kind != "cjk" or len(token.words) < 2:
        return [token.words]
    return [(pair,) for pair in token.words[:-1]]


def _why(
    found: Found,
    groups: list[Group],
    title: str,
    heading: str,
    aliases: Sequence[str],
    tags: Sequence[str],
    text: str,
    spans: Sequence[Span],
) -> tuple[Why, ...]:
    """Where the words stand, when it is not plain in the text."""
    why = list[Why]()

    def has(name: str) -> bool:
        return not found.words.isdisjoint(heading_words(name))

    if has(title or heading):
        why.append("heading")
    elif title and any(map(has, aliases)):
        why.append("alias")
    if any(map(has, tags)):
        why.append("tag")
    kinds = {
        _kind_at(token.start, spans) for token in tokens(text) if not found.words.isdisjoint(token.words)
    }
    if kinds and "text" not in kinds:
        why += [kind for kind in ("code", "math") if kind in kinds]
    if any(is_corrected(group, found.words) for group in groups):
        why.append("correction")
    return tuple(why)


def _kind_at(at: int, spans: Sequence[Span]) -> str:
    return next((kind for start, end, kind in spans if start <= at < end), "text")


def is_corrected(group: Group, words: frozenset[str]) -> bool:
    """Whether a section with `words` answers a group only in another spelling."""
    answering = [way for way in group.ways if not words.isdisjoint(way.words)]
    return bool(answering) and all(way.how in {"near", "meant"} for way in answering)


def _corrections(groups: list[Group], hits: Sequence[Hit]) -> tuple[tuple[str, str], ...]:
    """The words that no note has as they were typed, and how the hits have them: of several ways to write them the nearest."""
    found = list[tuple[str, str]]()
    for group in groups:
        if group.is_known:
            continue
        typed, wanted = fold(group.typed), {word for way in group.ways for word in way.words}
        written = {
            token.raw: distance(typed, fold(token.raw), _FAR)
            for hit in hits
            for token in tokens(f"{hit.title} {hit.heading} {hit.text}")
            if wanted & hit.words & {*token.words}
        }
        if written:
            found.append((group.typed, min(written, key=lambda raw: written[raw])))
    return tuple(found)


def _without(query: Query, store: Store) -> Iterator[str]:
    """The questions with one piece left out, or without its quotes, that find something."""
    if len(query.chunks) > _MOST_CHUNKS:
        return
    tried = dict[str, None]()
    for number, chunk in enumerate(query.chunks):
        if chunk.startswith(('"', "\u201c")):
            tried[
                " ".join([*query.chunks[:number], chunk.strip('"\u201c\u201d'), *query.chunks[number + 1 :]])
            ] = None
    for number in range(len(query.chunks) if len(query.chunks) > 1 else 0):
        tried[" ".join([*query.chunks[:number], *query.chunks[number + 1 :]])] = None
    for text in list(tried)[:_MOST_TRIED]:
        asked = _asked(text, store)
        found, groups = _find(asked, store)
        if _read(asked, found, groups, store, 1)[0]:
            yield text
