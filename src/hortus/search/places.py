"""The places of words over passages: gathered, and changed where passages come and go."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate, chain

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


def change(places: str, gone: Iterable[int], come: str) -> str:
    """`places` without those in the passages of the slots `gone`, and with those of `come`."""
    if not places:
        return come
    slots, gaps, marks = _parted(places)
    slots_come, _, marks_come = _parted(come)
    for slot, mark in {**dict.fromkeys(gone, ""), **dict(zip(slots_come, marks_come, strict=True))}.items():
        at = bisect_left(slots, slot)
        is_there = at < len(slots) and slots[at] == slot
        if is_there and mark:
            marks[at] = mark
            continue
        if is_there:
            del slots[at], gaps[at], marks[at]
        else:
            slots.insert(at, slot)
            gaps.insert(at, "")
            marks.insert(at, mark)
        for moved in range(at, min(at + 2, len(slots))):
            gaps[moved] = _write_gap(slots[moved] - (slots[moved - 1] if moved else -1) - 1)
    return "".join(chain.from_iterable(zip(gaps, marks, strict=True)))


def _parted(places: str) -> tuple[list[int], list[str], list[str]]:
    """(the slots of the passages, the gaps between them as they are written, the marks of each)."""
    found = _POSTING.findall(places)
    gaps, marks = [gap for gap, _ in found], [mark for _, mark in found]
    return list(accumulate(map(_read_step, gaps), initial=-1))[1:], gaps, marks


def difference(before: str, after: str) -> tuple[str, str]:
    """(the words with their places that are no more, those that are new) of one passage."""
    old, new = before.split(" ") if before else [], after.split(" ") if after else []
    return " ".join(set(old).difference(new)), " ".join(set(new).difference(old))


@lru_cache(maxsize=20_000)
def _write_gap(gap: int) -> str:
    return write_number(gap)


@lru_cache(maxsize=20_000)
def _read_step(gap: str) -> int:
    return read_number(gap, 0)[0] + 1
