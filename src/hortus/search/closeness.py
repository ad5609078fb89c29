"""How near the words of a question stand together in a section. `static/_js/closeness.js` is its twin."""

from __future__ import annotations

from hortus.search.passage import name_of
from hortus.search.query import Query, squeeze, stands_in
from hortus.search.section import Section
from hortus.search.ways import Group
from hortus.search.words import Token, tokens

_IS_TITLE, _IS_HEADING, _IN_HEADING, _IN_TEXT, _IN_TEXT_TIGHT = 1.5, 1.0, 0.8, 0.5, 0.4
_TIGHT = 4  # characters of a question that is also looked for without its spaces


def closeness(section: Section, query: Query, groups: list[Group]) -> float:
    """As a heading, in one, or side by side in the text: 0 to 1.5, to be taken times the best score of all sections."""
    if not section.anchor and _in_name(section.title, groups) == _IS_HEADING:
        return _IS_TITLE
    names = [section.heading] if section.anchor else [section.title, *section.aliases, name_of(section.path)]
    best = max(_in_name(name, groups) for name in names)
    if section.anchor and best < _IS_HEADING and not _answered(section.title, groups)[0]:
        above, below = (
            _answered(f"{section.title} {section.heading}", groups),
            _answered(section.heading, groups),
        )
        best = _IS_HEADING if above[0] and below[1] == 1 else best
    if best == _IS_HEADING or len(query.plain) < 2:
        return best
    text = squeeze(section.text)
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
