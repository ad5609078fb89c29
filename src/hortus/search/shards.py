"""A sorted list of words cut into shards, and cut anew only where it changes.

Where a shard begins depends on nothing but the size of the shard before it and what it begins with itself. So what is cut
after an edit falls in with what was cut before it, as soon as one border is the same, and the rest is taken over as it is.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import NamedTuple

from hortus.search.pack import units, write_list

_MARK = 36**4


class Item(NamedTuple):
    """What stays together: the first of its words, its size, and its lines in a shard."""

    first: str
    size: int
    lines: Sequence[str]


Begins = Callable[
    [int, str, int], bool
]  # size of the shard so far, first word and size of an item → whether a new one begins


@dataclass(frozen=True, slots=True)
class Shard:
    """One file of a list. `start` is the shortest beginning of its first word that comes after `before`, the last of the shard
    before it; `head` is the size of its first item.
    """

    start: str
    before: str
    first: str
    last: str
    head: int
    size: int
    content: str
    mark: str
    path: str
    draw: int  # a number drawn by `start`: says where the list of all shards is cut


def find_shard(shards: Sequence[Shard], length: int | None = None) -> Callable[[str], int]:
    """A function that says in which shard a word is, or would be; `length` characters of a word decide."""
    if not shards:
        return lambda word: 0
    keys = [units(shard.first[:length]) for shard in shards]
    return lambda word: max(bisect_right(keys, units(word[:length])) - 1, 0)


def cut(
    folder: str,
    shards: Sequence[Shard],
    edited: Mapping[int, Iterable[Item]],
    read: Callable[[Shard], Iterable[Item]],
    begins: Begins,
) -> tuple[Shard, ...]:
    """The shards of `folder` after an edit: `edited` has the items of those that it touches. Without `shards`, the items of 0
    are all there are.
    """
    made = list[Shard]()
    before = ""
    for part in _parts(shards, edited, read, begins):
        shard = part if isinstance(part, Shard) else _shard(part)
        if not shard.path or shard.before != before:
            start = _shortest_between(before, shard.first) if made else ""
            draw = zlib.crc32(f"list {start}".encode("utf-8", "replace"))
            shard = replace(
                shard, start=start, before=before, path=name(folder, start, shard.mark), draw=draw
            )
        made.append(shard)
        before = shard.last
    return tuple(made)


def _parts(
    shards: Sequence[Shard],
    edited: Mapping[int, Iterable[Item]],
    read: Callable[[Shard], Iterable[Item]],
    begins: Begins,
) -> Iterator[Shard | list[Item]]:
    """What stands between two borders: shards as they were, or items."""
    part: Shard | list[Item] | None = None
    size = 0
    for at in range(len(shards) or len(edited)):
        items = edited.get(at)
        if items is None:
            shard = shards[at]
            if part is None or part is shards[at - 1] or begins(size, shard.first, shard.head):
                if part is not None:
                    yield part
                part, size = shard, shard.size
                continue
            items = read(shard)
        for item in items:
            if part is None or begins(size, item.first, item.size):
                if part is not None:
                    yield part
                part, size = [], 0
            elif isinstance(part, Shard):
                part = list(read(part))
            part.append(item)
            size += item.size
    if part is not None:
        yield part


def _shard(items: list[Item]) -> Shard:
    content = write_list(line for item in items for line in item.lines)
    last = items[-1].lines[-1].partition(",")[0]
    size = sum(item.size for item in items)
    return Shard("", "", items[0].first, last, items[0].size, size, content, mark(content), "", 0)


def _shortest_between(last: str, first: str) -> str:
    """The shortest beginning of `first` that comes after `last`."""
    shared = next(
        (at for at, (one, other) in enumerate(zip(last, first, strict=False)) if one != other), len(last)
    )
    return first[: shared + 1]


def name(folder: str, start: str, mark: str) -> str:
    """The path of a file: another start, or another content, gives another."""
    return f"{folder}/{base36(hash32(start))}-{mark}.js"


def mark(content: str) -> str:
    """Four characters that tell one content from another."""
    hashed = blake2b(content.encode("utf-8", "replace"), digest_size=8).digest()
    return base36(int.from_bytes(hashed) % _MARK).rjust(4, "0")


def hash32(text: str) -> int:
    """FNV-1a over the code points of `text`, 32 bits: the browser has it too, and so the names of the files need not be listed."""
    value = 0x811C9DC5
    for character in text:
        value = (value ^ ord(character)) * 0x01000193 & 0xFFFFFFFF
    return value


def base36(number: int) -> str:
    written = ""
    while number:
        number, digit = divmod(number, 36)
        written = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + written
    return written or "0"
