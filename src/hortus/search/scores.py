"""What Lunr says of sections, computed as it does. `static/_js/scores.js`, its twin, asks lunr.js itself.

The score of a section is, over its fields, the dot product of the query and the field, by the length of the query, where a word
of a field weighs idf · (k1 + 1) · tf / (k1 · (1 - b + b · length / average) + tf), times the boost of the field, rounded to
thousandths (BM25; lunr.Builder).
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from hortus.search.pack import LENGTHS
from hortus.search.section import Ref
from hortus.search.store import Store
from hortus.search.ways import Group, idf

# Of title, crumbs, body. Ten for a title, a common choice, lets headings drown what a note says.
BOOSTS = (3, 1, 1)
_K1, _B = 1.2, 0.75


def scores_of(groups: list[Group], store: Store) -> dict[Ref, float]:
    """Lunr's score of each section."""
    asked: list[dict[str, float]] = [{}, {}, {}]
    for (word, fields), boost in _boosts(groups).items():
        if store.count(word):
            for field in fields:
                asked[field][word] = asked[field].get(word, 0) + boost
    scores: dict[Ref, float] = {}
    for field, query in enumerate(asked):
        dots: dict[Ref, float] = {}
        for word in sorted(query):
            rarity = idf(store.count(word), store)
            for place in store.places(word):
                if place.field == field:
                    ref = place.slot, place.section
                    dots[ref] = dots.get(ref, 0) + query[word] * weight(
                        rarity, place.times, place.length, field, store
                    )
        length = math.sqrt(sum(boost * boost for boost in query.values()))
        for ref, dot in dots.items():
            scores[ref] = scores.get(ref, 0) + dot / length
    return scores


def _boosts(groups: Iterable[Group]) -> dict[tuple[str, tuple[int, ...]], float]:
    """How much each word counts in which fields: what its best way does."""
    found: dict[tuple[str, tuple[int, ...]], float] = {}
    for group in groups:
        for way in group.ways:
            for word in way.words:
                key = word, group.fields
                found[key] = max(found.get(key, 0), way.weight * group.boost)
    return found


def weight(rarity: float, times: int, length: int, field: int, store: Store) -> float:
    norm = _K1 * (1 - _B + _B * (LENGTHS[length] / (store.average[field] or 1)))
    return math.floor(rarity * ((_K1 + 1) * times) / (norm + times) * BOOSTS[field] * 1000 + 0.5) / 1000
