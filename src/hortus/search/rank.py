"""A plan → the sections that answer it, best first. `static/_js/rank.js` is its twin.

A score of Lunr's counts by the square of the share of the query that the section answers: to answer all of it is better than to
answer one word loudly.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from hortus.search.query import Filter, Query
from hortus.search.scores import scores_of
from hortus.search.section import Ref
from hortus.search.store import Store
from hortus.search.ways import Group, Way

_WHOLE = 0.5  # how well a word must be answered for it to count as there
_LEAST = 0.3  # of the best share of the query; what answers less is no answer

State = Literal["whole", "partial", "misspelt"]


@dataclass(frozen=True, slots=True)
class Found:
    """A section, its score, and the words of the index that it has. `state` tells whether it has all that is asked for as it
    was typed, or something only as the notes misspell it.
    """

    ref: Ref
    score: float
    words: frozenset[str]
    state: State

    @property
    def slot(self) -> int:
        """Of its passage."""
        return self.ref[0]


def rank(query: Query, groups: list[Group], store: Store) -> list[Found]:
    """Sections that answer, best first. None that has a word misspelt comes before one that has all as they were typed."""
    wanted = [group for group in groups if group.presence != "not"]
    present = _present(groups, store)
    allowed = [slots_of(item, store) for item in query.filters]
    if not wanted:
        return _tops(query, allowed, store)
    bases = scores_of(wanted, store)
    total = sum(group.weight for group in wanted)
    found = list[tuple[float, Found]]()
    for ref, base in bases.items():
        has = present[ref]
        if not _is_allowed(ref, has, groups, query.filters, allowed):
            continue
        shares = [_share(group, has) for group in wanted]
        cover = sum(group.weight * share for group, (share, _) in zip(wanted, shares, strict=True)) / total
        if cover > 0:
            found.append((cover, Found(ref, rounded(base * cover * cover), frozenset(has), _state(shares))))
    best = max((cover for cover, _ in found), default=0)
    kept = [item for cover, item in found if cover >= _LEAST * best]
    highest = below([(item.score, item.state) for item in kept])
    capped = [
        replace(item, score=min(item.score, highest)) if item.state == "misspelt" else item for item in kept
    ]
    return sorted(capped, key=lambda item: (-item.score, item.ref))


def below(scored: Iterable[tuple[float, State]]) -> float:
    """What the score of a misspelt section must not exceed: a little less than the least of those that have all."""
    return rounded(min((score for score, state in scored if state == "whole"), default=math.inf) * 0.999)


def _state(shares: list[tuple[float, bool]]) -> State:
    if any(is_near for _, is_near in shares):
        return "misspelt"
    return "whole" if all(share >= _WHOLE for share, _ in shares) else "partial"


def _present(groups: list[Group], store: Store) -> dict[Ref, dict[str, int]]:
    """For each section the words of the plan that it has, and the fields, as bits."""
    present: dict[Ref, dict[str, int]] = {}
    for word in sorted({word for group in groups for way in group.ways for word in way.words}):
        for place in store.places(word):
            has = present.setdefault((place.slot, place.section), {})
            has[word] = has.get(word, 0) | 1 << place.field
    return present


def _share(group: Group, has: dict[str, int]) -> tuple[float, bool]:
    """(how well a section that `has` these words answers, whether by a misspelling in the notes)."""
    best, is_near = 0.0, False
    for way in group.ways:
        share = _way_share(way, group, has)
        if share > best:
            best, is_near = share, way.how == "near"
    return min(best, 1), is_near


def _way_share(way: Way, group: Group, has: dict[str, int]) -> float:
    count = sum(any(has.get(word, 0) >> field & 1 for field in group.fields) for word in way.words)
    if count < len(way.words) and not way.is_share:
        return 0
    return way.weight * count / len(way.words)


def _is_allowed(
    ref: Ref,
    has: dict[str, int],
    groups: list[Group],
    filters: tuple[Filter, ...],
    allowed: list[set[int]],
) -> bool:
    for item, slots in zip(filters, allowed, strict=True):
        if (ref[0] in slots) == item.is_not:
            return False
    for group in groups:
        if group.presence == "may":
            continue
        is_there = any(_way_share(way, group, has) >= way.weight for way in group.ways)
        if is_there != (group.presence == "must"):
            return False
    return True


def slots_of(item: Filter, store: Store, *, only_first: bool = False) -> set[int]:
    """The passages of the notes that a filter names, or the first of each; while its name is typed, of all that begin so."""
    found = [item.term] if store.count(item.term) or not item.is_open else store.beginning(item.term, 1)
    places = (place for word in found for place in store.places(word))
    return {place.slot for place in places if not (only_first and place.field)}


def _tops(query: Query, allowed: list[set[int]], store: Store) -> list[Found]:
    """Without a word that is asked for, the notes that pass the filters."""
    wanted = [slots for item, slots in zip(query.filters, allowed, strict=True) if not item.is_not]
    if not wanted:
        return []
    named = next(item for item in query.filters if not item.is_not)
    kept = set.intersection(*wanted, slots_of(named, store, only_first=True))
    for item, slots in zip(query.filters, allowed, strict=True):
        kept -= slots if item.is_not else set()
    return [Found((slot, 0), 0, frozenset(), "whole") for slot in sorted(kept)]


def rounded(score: float) -> float:
    """To five decimals: what differs by less is equal, in Python as in JavaScript."""
    if score == math.inf:
        return score
    return math.floor(score * 1e5 + 0.5) / 1e5
