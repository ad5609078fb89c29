"""The words of a site, cut into shards: with their places, and alone for what is misspelt. Each edit changes those before it."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from hortus.search.pack import in_utf16_order, read_list
from hortus.search.places import Placed, change, gather, slots_of
from hortus.search.shards import Begins, Item, Shard, cut, find_shard

_LEAST_SHARD = 2048  # characters
_MOST_SHARDS = 8192
_GROUP = (
    3000  # characters of a file of `spelling/`, but words that begin with the same two letters stay together
)
_FACETS = "#/"  # the first characters of what is no word but a tag or a folder


def change_words(
    shards: tuple[Shard, ...], gone: Iterable[Placed], come: Iterable[Placed]
) -> tuple[tuple[Shard, ...], set[str], set[str]]:
    """(the shards of words, the words that are new, those that are no more)."""
    added, removed = gather(come), slots_of(gone)
    touched = defaultdict[int, list[bytes]](list)
    find = find_shard(shards)
    for key in added.keys() | removed.keys():
        touched[find(key.decode("utf-8", "surrogatepass"))].append(key)
    edited: dict[int, dict[str, str]] = {}
    appeared, vanished = set[str](), set[str]()
    total = size = sum(shard.size for shard in shards)
    for number, keys in touched.items():
        entries = edited[number] = dict(read_list(shards[number].content)) if shards else {}
        for key in keys:
            word = key.decode("utf-8", "surrogatepass")
            places = entries.pop(word, "")
            changed = change(places, removed.get(key, ()), added.pop(key, b"").decode())
            total += (len(word) + len(changed) if changed else 0) - (len(word) + len(places) if places else 0)
            if changed:
                entries[word] = changed
            if not (changed and places):
                (appeared if changed else vanished).add(word)
    target = _shard_size(total)
    if target != _shard_size(size):
        for number, shard in enumerate(shards):
            edited.setdefault(number, dict(read_list(shard.content)))
    items = {number: _entries(entries) for number, entries in edited.items()}
    return cut("words", shards, items, _read_words, _begins_words(target)), appeared, vanished


def _read_words(shard: Shard) -> Iterator[Item]:
    return _entries(dict(read_list(shard.content)))


def _entries(entries: dict[str, str]) -> Iterator[Item]:
    """The words in order. None is left in `entries`: there may be very many."""
    for word in in_utf16_order(entries):
        places = entries.pop(word)
        yield Item(word, len(word) + len(places), (f"{word},{places}",))


def _begins_words(target: int) -> Begins:
    """Cut where the words themselves say so, each the likelier the longer its entry is: what is added to one shard does
    not move the borders of the others. None ends before it is worth a file, and then soon: a question meets the long ones
    most often, so they should differ little.
    """
    least = target * 5 // 8

    def begins(size: int, word: str, length: int) -> bool:
        chance = 2.5 * (1 << length.bit_length()) / target
        return size >= least and zlib.crc32(word.encode("utf-8", "replace")) / 2**32 < chance

    return begins


def _shard_size(total: int) -> int:
    """Characters of a shard: few, so that a question needs little, but not so few that a site has too many files."""
    return max(_LEAST_SHARD, 1 << (total // _MOST_SHARDS).bit_length())


def change_spelling(shards: tuple[Shard, ...], come: set[str], gone: set[str]) -> tuple[Shard, ...]:
    touched = defaultdict[int, list[str]](list)
    find = find_shard(shards, 2)
    for word in come | gone:
        if word[0] not in _FACETS:
            touched[find(word)].append(word)
    items: dict[int, Iterator[Item]] = {}
    for number, words in touched.items():
        before = {word for word, _ in read_list(shards[number].content)} if shards else set[str]()
        items[number] = _groups(in_utf16_order(before.difference(words) | come.intersection(words)))
    return cut("spelling", shards, items, _read_spelling, _begins_spelling)


def _read_spelling(shard: Shard) -> Iterator[Item]:
    return _groups([word for word, _ in read_list(shard.content)])


def _groups(words: Iterable[str]) -> Iterator[Item]:
    for _, group in groupby(words, key=lambda word: word[:2]):
        same = list(group)
        yield Item(same[0], sum(map(len, same)), same)


def _begins_spelling(size: int, _: str, length: int) -> bool:
    return size + length > _GROUP
