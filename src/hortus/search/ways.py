"""A word that is asked for → the ways in which sections may answer it. `static/_js/ways.js` is its twin.

It is looked up as it is, in its parts, as the beginning of longer words, and in other spellings: what the reader misspelt, and
what the notes did. Nothing of code or of short words is taken for anything else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from hortus.search.pack import units
from hortus.search.query import Asked, Presence
from hortus.search.spelled import is_ending, misspelt
from hortus.search.store import Store
from hortus.search.words import stem_of

How = Literal["exact", "part", "joined", "begun", "near", "meant"]

MOST_ASKED = 64  # words of a question, and pairs of a run of Chinese: more is a page that was pasted
_PART, _SPLIT, _BEGUN, _NEAR = 0.5, 0.6, 0.5, 0.35
_MEANT = (0.5, 0.5, 0.25)  # by how many letters are wrong
_MOST_BEGUN = 24
_MOST_SHARDS = 4
_MOST_TRIED, _MOST_MEANT = 6, 4
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_FEW = 3  # places that a misspelling may have, however rare the word itself is
_RARE = 8  # places of a word; of rarer ones misspellings are looked for among all words
_ALPHABETIC = re.compile(r"[a-z\u00df-\u024f\u0370-\u06ff0-9]{4,20}\Z")
_NO_DIGIT = re.compile(r"[^0-9]+")
_ALL = (0, 1, 2)


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a section may answer a word: it has all of `words` (or, with `is_share`, a share of them)."""

    words: tuple[str, ...]
    weight: float
    how: How
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """All the ways to answer one word that is asked for, in which fields, and its weight among the others."""

    typed: str
    ways: tuple[Way, ...]
    weight: float
    presence: Presence = "may"
    fields: tuple[int, ...] = _ALL
    boost: float = 1

    @property
    def is_known(self) -> bool:
        """Whether the notes have the word as it was typed, or what it may be the beginning of."""
        return any(way.how not in {"near", "meant"} for way in self.ways)


def group_of(asked: Asked, joined: tuple[Way, ...], store: Store, *, is_alone: bool = False) -> Group:
    if asked.is_phrase:
        return Group(asked.typed, (Way(asked.words[:MOST_ASKED], 1, "exact"),), 0, "not")
    if asked.presence == "not" and store.count(asked.flag):
        asked = replace(asked, words=(asked.flag,), kind="code", presence="may")
    ways = (
        _cjk_ways(asked, store) if asked.kind == "cjk" else [*_ways(asked, store, is_alone=is_alone), *joined]
    )
    fields = (0,) if asked.in_title else _ALL
    return Group(asked.typed, tuple(ways), weigh(ways, store), asked.presence, fields)


def weigh(ways: Sequence[Way], store: Store) -> float:
    exact = [way for way in ways if way.how == "exact"] or ways
    count = max((store.count(word) for way in exact for word in way.words), default=0)
    return math.log(1 + store.sections / (count + 0.5))


def _cjk_ways(asked: Asked, store: Store) -> list[Way]:
    if len(asked.raw) == 1:
        return [Way((word,), 1, "exact") for word in store.beginning(asked.raw, _MOST_SHARDS)[:_MOST_BEGUN]]
    pairs = tuple(word for word in asked.words if len(word) > 1)[:MOST_ASKED]
    return [Way(pairs, 1, "exact", is_share=True)] if any(map(store.count, pairs)) else []


def _ways(asked: Asked, store: Store, *, is_alone: bool) -> list[Way]:
    whole, parts = asked.words[0], asked.words[1:]
    is_known = store.count(whole) > 0
    ways = [Way((whole,), 1, "exact")] if is_known else []
    if asked.presence == "not":
        return ways
    # What the notes have just so is not taken apart, but for a word with a hyphen among others, which may be written without.
    is_loose = asked.kind == "joined" and "-" in asked.raw and not is_alone
    if parts and (not is_known or is_loose) and all(map(store.count, parts)):
        ways.append(Way(parts, _PART, "part"))
    raw = asked.raw if asked.kind != "joined" or "-" in whole else asked.raw.replace("-", "")
    if asked.is_open and not (is_known and asked.kind == "code"):
        ways += _begun(raw, whole, store)
        if raw != asked.raw and not is_known:
            ways += _last_begun(asked.raw, parts, store)
    if asked.kind == "code" or not _ALPHABETIC.match(raw):
        return ways
    if is_known:
        return ways + _near(raw, whole, store)
    return ways + _split(raw, store) + _meant(raw, store)


def _begun(raw: str, whole: str, store: Store) -> list[Way]:
    """Words that begin as typed; and stems that what is typed goes beyond, as `delega` goes beyond that of `delegate`."""
    if len(raw) < 3:
        return []
    found = [word for word in store.beginning(raw, _MOST_SHARDS) if word != whole]
    found.sort(key=lambda word: (-store.count(word), units(word)))
    ways = [
        Way((word,), _BEGUN * (0.5 + 0.5 * len(raw) / len(word)), "begun") for word in found[:_MOST_BEGUN]
    ]
    stems = [raw[:-cut] for cut in range(1, 5) if len(raw) - cut >= 3 and is_ending(raw[-cut:])]
    return ways + [Way((stem,), _BEGUN, "begun") for stem in stems if stem != whole and store.count(stem)]


def _last_begun(raw: str, parts: tuple[str, ...], store: Store) -> list[Way]:
    """`github-acti` where the notes have `github actions`."""
    first = parts[:-1]
    if not first or not all(map(store.count, first)):
        return []
    return [replace(way, words=(*first, *way.words)) for way in _begun(raw.rpartition("-")[2], "", store)]


def _near(raw: str, whole: str, store: Store) -> list[Way]:
    """What the notes may have misspelt: a rarer word one letter off. It counts as little as the word itself is rare."""
    count = store.count(whole)
    if len(raw) < 5:
        return []
    among = store.spellings(raw[:2]) if count < _RARE else store.beside(whole)
    found = _alike(raw, among, 1, 1)[:_MOST_TRIED]
    rarer = [word for _, word in found if word != whole and store.count(word) <= max(_FEW, count // 3)]
    return [
        Way((word,), _NEAR * min(1, idf(count, store) / idf(store.count(word), store)), "near")
        for word in rarer
    ]


def _meant(raw: str, store: Store) -> list[Way]:
    """What the reader may have misspelt: words one letter off or, of a long word, two."""
    if raw not in store.meant:
        store.meant[raw] = _likeliest(raw, store)
    return [Way((word,), _MEANT[off], "meant") for off, word in store.meant[raw]]


def _likeliest(raw: str, store: Store) -> list[tuple[int, str]]:
    most = 2 if len(raw) > 7 else 1
    found = _alike(raw, _spellings([raw[:2], raw[1] + raw[0], raw[0] + raw[2], raw[1:3]], store), 0, most)
    if not found:  # the first letter may be missing or wrong
        found = _alike(
            raw, _spellings([first + second for second in raw[:2] for first in _ALPHABET], store), 0, 1
        )
    nearest = [pair for pair in found if pair[0] == found[0][0]][:_MOST_TRIED]
    nearest.sort(key=lambda pair: (-store.count(pair[1]), units(pair[1])))
    return nearest[:_MOST_MEANT]


def _spellings(starts: list[str], store: Store) -> dict[str, None]:
    return dict.fromkeys(word for start in starts for word in store.spellings(start))


def _alike(raw: str, among: Iterable[str], least: int, most: int) -> list[tuple[int, str]]:
    """(letters off, word) of those of `among` that are between `least` and `most` letters off, the nearest first. A digit is
    never taken for another.
    """
    digits = _NO_DIGIT.sub("", raw)
    found = [
        (misspelt(raw, word, most), word)
        for word in among
        if _ALPHABETIC.match(word) and _NO_DIGIT.sub("", word) == digits
    ]
    near = [pair for pair in found if least <= pair[0] <= most]
    return sorted(near, key=lambda pair: (pair[0], abs(len(pair[1]) - len(raw)), units(pair[1])))


def _split(raw: str, store: Store) -> list[Way]:
    """`backpropagation` where the notes have `back propagation`."""
    known = set(store.spellings(raw[:2]))
    for at in range(len(raw) - 3, 2, -1):
        first, second = stem_of(raw[:at]), stem_of(raw[at:])
        if first in known and store.count(second) and store.count(first):
            return [Way((first, second), _SPLIT, "joined")]
    return []


def idf(count: int, store: Store) -> float:
    """How much a word in so many places says; as lunr has it."""
    return math.log(1 + abs((store.sections - count + 0.5) / (count + 0.5)))
