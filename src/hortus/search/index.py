"""Passages → the files of the index, cut so that an edit changes few of them and a question needs few of them.

`words/` holds the words of all notes with their places, sorted and cut into shards; `spelling/` the words alone, for what
is misspelt; `notes/` the texts, one file for each passage. `index.js` says how they are cut and what they are called.
No file but that one holds a number about the whole site: weights are computed where the question is asked. Of many files the
list stands in files of its own (`list/`), so that no question needs all of it. On a small site `index.js`
holds all words, and one more file all texts.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby

from hortus.model import Passage
from hortus.search.pack import in_utf16_order, write_list, write_number
from hortus.search.passage import literal

MANIFEST = "index.js"
TEXTS = "notes.js"

_SMALL_WORDS = 64_000  # characters; as much is fetched for two or three shards and what belongs to them
_SMALL_TEXTS = 48_000
_LEAST_SHARD = 2048  # characters
_MOST_SHARDS = 4096
_LISTED = 64  # of more files the list is cut into lists itself, and the first names those
_GROUP = (
    3000  # characters of a file of `spelling/`, but words that begin with the same two letters stay together
)
_FACETS = "#/"  # the first characters of what is no word but a tag or a folder


@dataclass(frozen=True, slots=True)
class Cut:
    """A sorted list of words cut into files: where each begins, the mark of its content, and the content."""

    folder: str
    starts: tuple[str, ...]
    marks: tuple[str, ...]
    contents: tuple[str, ...]

    def files(self) -> dict[str, str]:
        named = zip(self.starts, self.marks, self.contents, strict=True)
        return {name(self.folder, start, mark): content for start, mark, content in named}


def name(folder: str, start: str, mark: str) -> str:
    """The path of a file: another start, or another content, gives another."""
    return f"{folder}/{base36(hash32(start))}-{mark}.js"


@dataclass(frozen=True, slots=True)
class Index:
    """What the files of the index hold, before they are laid out. `slots` are those of the passages, in order."""

    passages: tuple[Passage, ...]
    slots: tuple[int, ...]
    words: Cut
    spelling: Cut


def make_index(passages: Sequence[Passage]) -> Index:
    placed = sorted(
        zip(assign_slots([passage.name for passage in passages]), passages, strict=True),
        key=lambda pair: pair[0],
    )
    entries = _merged(placed)
    terms = in_utf16_order(entries)
    return Index(
        passages=tuple(passage for _, passage in placed),
        slots=tuple(slot for slot, _ in placed),
        words=_cut_words([(term, entries[term]) for term in terms]),
        spelling=_cut_spelling([term for term in terms if term[0] not in _FACETS]),
    )


def assign_slots(names: Sequence[str]) -> list[int]:
    """A number for each passage that hardly ever changes when others come and go: it is drawn from its name, and the next
    free one is taken when that is taken. Twice as many are there as are needed.
    """
    size = 1 << max(2 * len(names) - 1, 1).bit_length()
    home = {
        name: int.from_bytes(blake2b(name.encode("utf-8", "replace"), digest_size=8).digest()) % size
        for name in names
    }
    slots: dict[str, int] = {}
    taken = set[int]()
    for name in sorted(names, key=lambda name: (home[name], name)):
        slot = home[name]
        while slot in taken:
            slot = (slot + 1) % size
        taken.add(slot)
        slots[name] = slot
    return [slots[name] for name in names]


def _merged(placed: list[tuple[int, Passage]]) -> dict[str, str]:
    """The places of every word over all passages."""
    places: dict[str, list[str]] = {}
    before: dict[str, int] = {}
    for slot, passage in placed:
        for entry in passage.words.split(" ") if passage.words else ():
            word, _, marks = entry.partition(",")
            written = write_number(slot - before.get(word, -1) - 1) + marks
            before[word] = slot
            if word in places:
                places[word].append(written)
            else:
                places[word] = [written]
    return {word: "".join(written) for word, written in places.items()}


def _cut_words(entries: list[tuple[str, str]]) -> Cut:
    """Cut where the words themselves say so, each the likelier the longer its entry is: what is added to one shard does
    not move the borders of the others.
    """
    target = _shard_size(sum(len(word) + len(places) for word, places in entries))
    parts = list[list[str]]()
    size = 0
    for word, places in entries:
        length = 1 << (len(word) + len(places)).bit_length()
        if (
            not parts
            or size > 4 * target
            or (size and zlib.crc32(word.encode("utf-8", "replace")) / 2**32 < length * 0.75 / target)
        ):
            parts.append([])
            size = 0
        parts[-1].append(f"{word},{places}")
        size += len(word) + len(places)
    return _cut("words", parts)


def _shard_size(total: int) -> int:
    """Characters of a shard: few, so that a question needs little, but not so few that a site has too many files."""
    return max(_LEAST_SHARD, 1 << (total // _MOST_SHARDS).bit_length())


def _cut_spelling(words: list[str]) -> Cut:
    parts = list[list[str]]()
    size = 0
    for _, group in groupby(words, key=lambda word: word[:2]):
        same = list(group)
        length = sum(len(word) for word in same)
        if not parts or size + length > _GROUP:
            parts.append([])
            size = 0
        parts[-1] += same
        size += length
    return _cut("spelling", parts)


def _cut(folder: str, parts: list[list[str]]) -> Cut:
    contents = tuple(write_list(part) for part in parts)
    firsts, lasts = (
        [part[0].partition(",")[0] for part in parts],
        [part[-1].partition(",")[0] for part in parts],
    )
    starts = ["", *(_shortest_between(last, first) for last, first in zip(lasts, firsts[1:], strict=False))][
        : len(parts)
    ]
    return Cut(folder, tuple(starts), tuple(_mark(content) for content in contents), contents)


def _shortest_between(last: str, first: str) -> str:
    """The shortest beginning of `first` that comes after `last`."""
    shared = next(
        (at for at, (one, other) in enumerate(zip(last, first, strict=False)) if one != other), len(last)
    )
    return first[: shared + 1]


def lay_out(index: Index) -> dict[str, str]:
    """The files of the index: path in `search/` → content."""
    texts = {
        f"notes/{base36(slot)}.js": passage.fragment
        for slot, passage in zip(index.slots, index.passages, strict=True)
    }
    version = _mark("".join(texts.values()))
    is_whole = sum(map(len, texts.values())) <= _SMALL_TEXTS
    if is_whole:
        texts = {TEXTS: f"{{{','.join(f'{literal(path)}:{text}' for path, text in texts.items())}}}"}
    named = index.words.files() | index.spelling.files()
    is_small = sum(map(len, index.words.contents)) <= _SMALL_WORDS
    words, lists = _listed(index.words)
    spelling, more_lists = _listed(index.spelling)
    manifest = {
        "sections": sum(passage.sections for passage in index.passages),
        "lengths": [sum(passage.lengths[where] for passage in index.passages) for where in range(3)],
        "words": words,
        "spelling": spelling,
        "texts": version,
        "whole": is_whole,
        "files": named | lists | more_lists if is_small else {},
    }
    apart = (
        {} if is_small else {path: literal(content) for path, content in (named | lists | more_lists).items()}
    )
    files = texts | apart | {MANIFEST: literal(manifest)}
    return {path: f"hortusSearch.data({literal(path)},{text})\n" for path, text in files.items()}


def _listed(cut: Cut) -> tuple[list[object], dict[str, str]]:
    """(the list of the files of `cut` as the manifest has it, the files of the list itself when it is cut too).

    It is cut where the starts themselves say so, into about as many lists as each has entries.
    """
    if len(cut.starts) <= _LISTED:
        return [_list(cut.starts, cut.marks), 0], {}
    chance = 2**32 / 2 ** round(math.log2(len(cut.starts)) / 2)
    groups = list[tuple[list[str], list[str]]]()
    for start, mark in zip(cut.starts, cut.marks, strict=True):
        if not groups or zlib.crc32(f"list {start}".encode("utf-8", "replace")) < chance:
            groups.append(([], []))
        groups[-1][0].append(start)
        groups[-1][1].append(mark)
    contents = [_list(starts, marks) for starts, marks in groups]
    firsts, marks = [starts[0] for starts, _ in groups], [_mark(content) for content in contents]
    named = zip(firsts, marks, contents, strict=True)
    return [_list(firsts, marks), 1], {
        name(f"{cut.folder}/list", start, mark): text for start, mark, text in named
    }


def _list(starts: Sequence[str], marks: Sequence[str]) -> str:
    return f"{write_list(starts)},{''.join(marks)}"


def _mark(content: str) -> str:
    """Four characters that tell one content from another."""
    return base36(int.from_bytes(blake2b(content.encode("utf-8", "replace"), digest_size=8).digest()))[
        -4:
    ].rjust(4, "0")


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
