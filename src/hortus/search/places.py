"""The places of words over passages: gathered, and changed where passages come and go."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from hortus.search.pack import A_MARK, A_NUMBER, THE_LAST_MARK, read_number, write_number

Placed = tuple[int, str]  # the slot of a passage, and words with their places in it

_POSTING = re.compile(f"({A_NUMBER})((?:{A_MARK})*{THE_LAST_MARK})")
_FAR = 4096
_GAPS = tuple(write_number(gap).encode() for gap in range(_FAR))


def gather(placed: Iterable[Placed]) -> dict[bytes, bytearray]:
    """The places of every word over passages in the order of their slots, both as bytes: there are very many."""
    places: dict[bytes, bytearray] = {}
    before: dict[bytes, int] = {}
    for slot, words in placed:
        first = write_number(slot).encode()
        for entry in words.encode("utf-8", "surrogatepass").split(b" ") if words else ():
            word, _, marks = entry.partition(b",")
            if word in before:
                gap = slot - before[word] - 1
                of_word = places[word]
                of_word += _GAPS[gap] if gap < _FAR else write_number(gap).encode()
                of_word += marks
            else:
                places[word] = bytearray(first + marks)
            before[word] = slot
    return places


def slots_of(placed: Iterable[Placed]) -> dict[bytes, list[int]]:
    """The slots of the passages that each word is in."""
    slots: dict[bytes, list[int]] = {}
    for slot, words in placed:
        for entry in words.encode("utf-8", "surrogatepass").split(b" ") if words else ():
            slots.setdefault(entry.partition(b",")[0], []).append(slot)
    return slots


def change(places: str, gone: Collection[int], come: str) -> str:
    """`places` without those in the passages of the slots `gone`, and with those of `come`."""
    if not places:
        return come
    kept = by_slot(places)
    for slot in gone:
        del kept[slot]
    kept |= by_slot(come)
    written, before = list[str](), -1
    for slot in sorted(kept):
        written += write_gap(slot - before - 1), kept[slot]
        before = slot
    return "".join(written)


def by_slot(places: str) -> dict[int, str]:
    """The marks of each passage."""
    found: dict[int, str] = {}
    slot = -1
    for gap, marks in _POSTING.findall(places):
        slot += read_gap(gap) + 1
        found[slot] = marks
    return found


def difference(before: str, after: str) -> tuple[str, str]:
    """(the words with their places that are no more, those that are new) of one passage."""
    old, new = before.split(" ") if before else [], after.split(" ") if after else []
    return " ".join(set(old).difference(new)), " ".join(set(new).difference(old))


@lru_cache(maxsize=20_000)
def write_gap(gap: int) -> str:
    return write_number(gap)


@lru_cache(maxsize=20_000)
def read_gap(written: str) -> int:
    return read_number(written, 0)[0]
