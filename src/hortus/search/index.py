"""Passages → the files of the index, cut so that an edit changes few of them and a question needs few of them.

`words/` holds the words of all notes with their places, sorted and cut into shards; `spelling/` the words alone, for what
is misspelt; `notes/` the texts, one file for each passage. `index.js` says how they are cut and what they are called.
No file but that one holds a number about the whole site: weights are computed where the question is asked. Of many files the
list stands in files of its own (`list/`), so that no question needs all of it. On a small site `index.js`
holds all words, and one more file all texts.

An index is made by changing another, the first by changing the empty one: what a passage that came or went has to do with is
made, and the rest is taken over.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from hashlib import blake2b

from hortus.memo import digest
from hortus.model import Kept, Passage
from hortus.search.pack import write_list
from hortus.search.passage import literal
from hortus.search.places import Placed, difference
from hortus.search.shards import Shard, base36, mark, name
from hortus.search.vocabulary import change_spelling, change_words

MANIFEST = "index.js"
TEXTS = "notes.js"

_SMALL_WORDS = 64_000  # characters; as much is fetched for two or three shards and what belongs to them
_SMALL_TEXTS = 48_000
_NEAR = 0.02  # of the passages: so many, counted as they were and as they are, may differ
_LISTED = 64  # of more files the list is cut into lists itself, and the first names those


@dataclass(frozen=True, slots=True)
class File:
    """A file of the index: `key` is the digest of its script, and `data` what that registers, a literal or a text to be made one."""

    key: bytes
    path: str = field(compare=False)
    data: str = field(compare=False)
    is_literal: bool = field(compare=False)

    def script(self) -> str:
        return _script(self.path, self.data, is_literal=self.is_literal)


@dataclass(frozen=True, slots=True)
class Text:
    """The file of a passage that has one of its own: what the browser is told of its sections, fetched when it is written."""

    path: str
    fragment: Kept[str]

    @property
    def key(self) -> bytes:
        return self.fragment.key

    def script(self) -> str:
        return _script(self.path, self.fragment.value(), is_literal=True)


def _script(path: str, data: str, *, is_literal: bool) -> str:
    return f"hortusSearch.data({literal(path)},{data if is_literal else literal(data)})\n"


def _file(path: str, data: str, *, is_literal: bool) -> File:
    return File(digest(_script(path, data, is_literal=is_literal)), path, data, is_literal)


@dataclass(frozen=True, slots=True)
class Index:
    """The files of the index by their paths in `search/`, and what is wanted to make another from it: passages, their slots and
    their texts by name, the slots in order; and how the words are cut.
    """

    passages: Mapping[str, Passage]
    slots: Mapping[str, int]
    texts: Mapping[str, Text]
    words: tuple[Shard, ...]
    spelling: tuple[Shard, ...]
    files: Mapping[str, File | Text]


EMPTY = Index({}, {}, {}, (), (), {})


def make_index(passages: Sequence[Passage], before: Index = EMPTY) -> Index:
    """The index of `passages`. What `before` is the index of does not matter, but the nearer it is, the less is to be done."""
    named = {passage.name: passage for passage in passages}
    slots = before.slots if named.keys() == before.slots.keys() else _slots(passages)
    changed = [name for name, passage in named.items() if not _is_same(passage, before.passages.get(name))]
    if slots is not before.slots:
        changed += [name for name, slot in before.slots.items() if slots.get(name, slot) != slot]
        changed = list(dict.fromkeys(changed))
    if len(changed) > len(passages) / 2 and before is not EMPTY:
        return make_index(passages, EMPTY)
    left = [name for name in before.slots if name not in named]
    gone, come = _moved(before, [*left, *changed], named, slots, changed)
    words, appeared, vanished = change_words(before.words, gone, come)
    spelling = change_spelling(before.spelling, appeared, vanished)
    texts = {name: text for name, text in before.texts.items() if name in named}
    texts |= {name: _text(slots[name], named[name]) for name in changed}
    files = _lay_out(named, slots, texts, words, spelling, before.files)
    return Index(named, slots, texts, words, spelling, files)


# What another process needs of an index to make the next one of it: (name, key, slot, words) of the passages, in order of their
# slots, the shards, and the keys of their files by path.
Remains = tuple[
    tuple[tuple[str, bytes, int, Kept[str]], ...],
    tuple[tuple[object, ...], ...],
    tuple[tuple[object, ...], ...],
    tuple[tuple[str, bytes], ...],
]


def remains_of(index: Index) -> Remains:
    passages = tuple(
        (name, index.passages[name].key, slot, index.passages[name].words)
        for name, slot in index.slots.items()
    )
    words, spelling = (tuple(map(_fields, shards)) for shards in (index.words, index.spelling))
    paths = [shard.path for shard in (*index.words, *index.spelling)]
    return (
        passages,
        words,
        spelling,
        tuple((path, index.files[path].key) for path in paths if path in index.files),
    )


def revive(remains: Remains, passages: Sequence[Passage]) -> Index:
    """The index that something remains of, as far as that of `passages` can be made from it: texts that have changed are left out."""
    named = {passage.name: passage for passage in passages}
    before, words, spelling, keys = remains
    slots = {name: slot for name, _, slot, _ in before}
    same = {name: named[name] for name, key, *_ in before if name in named and named[name].key == key}
    others = {
        name: Passage(key, name, 0, (0, 0, 0), 0, of_passage, Kept(b"", str))
        for name, key, _, of_passage in before
        if name not in same
    }
    shards = [tuple(Shard(*parts) for parts in cuts) for cuts in (words, spelling)]  # type: ignore[arg-type]
    contents = {shard.path: shard.content for shard in (*shards[0], *shards[1])}
    files = {path: File(key, path, contents[path], is_literal=False) for path, key in keys}
    texts = {name: _text(slot, same[name]) for name, _, slot, _ in before if name in same}
    return Index(same | others, slots, texts, shards[0], shards[1], files)


def is_near(remains: Remains, index: Index) -> bool:
    """Whether the next index can as well be made from `remains` as from `index`: hardly any passage is another."""
    same = sum(
        1 for name, key, *_ in remains[0] if name in index.passages and index.passages[name].key == key
    )
    return len(remains[0]) + len(index.passages) - 2 * same <= len(index.passages) * _NEAR


def _fields(shard: Shard) -> tuple[object, ...]:
    return tuple(getattr(shard, item.name) for item in fields(shard))


def _is_same(passage: Passage, before: Passage | None) -> bool:
    return passage is before or (before is not None and passage.key == before.key)


def _slots(passages: Sequence[Passage]) -> dict[str, int]:
    names = [passage.name for passage in passages]
    return dict(sorted(zip(names, assign_slots(names), strict=True), key=lambda pair: pair[1]))


def assign_slots(names: Sequence[str]) -> list[int]:
    """A number for each passage that hardly ever changes when others come and go: it is drawn from its name, and the next
    free one is taken when that is taken. Twice as many are there as are needed.
    """
    size = 1 << max(2 * len(names) - 1, 1).bit_length()
    home = {name: _draw(name) % size for name in names}
    slots: dict[str, int] = {}
    taken = set[int]()
    for passage in sorted(names, key=lambda name: (home[name], name)):
        slot = home[passage]
        while slot in taken:
            slot = (slot + 1) % size
        taken.add(slot)
        slots[passage] = slot
    return [slots[passage] for passage in names]


@lru_cache(maxsize=100_000)
def _draw(name: str) -> int:
    return int.from_bytes(blake2b(name.encode("utf-8", "replace"), digest_size=8).digest())


def _moved(
    before: Index, left: list[str], named: Mapping[str, Passage], slots: Mapping[str, int], changed: list[str]
) -> tuple[Iterator[Placed], Iterator[Placed]]:
    """(words that no more stand where they stood, words that now stand where they did not), by slot. They are fetched one
    passage after the other: there may be very many.
    """
    gone = {
        (before.slots[name], name): before.passages[name].words.value for name in left if name in before.slots
    }
    come = {(slots[name], name): named[name].words.value for name in changed}
    stayed = {place: difference(gone[place](), come[place]()) for place in gone.keys() & come.keys()}
    return (
        ((place[0], stayed[place][0] if place in stayed else gone[place]()) for place in gone),
        ((place[0], stayed[place][1] if place in stayed else come[place]()) for place in sorted(come)),
    )


def _text(slot: int, passage: Passage) -> Text:
    return Text(f"notes/{base36(slot)}.js", passage.fragment)


def _lay_out(
    passages: Mapping[str, Passage],
    slots: Mapping[str, int],
    texts: Mapping[str, Text],
    words: tuple[Shard, ...],
    spelling: tuple[Shard, ...],
    before: Mapping[str, File | Text],
) -> dict[str, File | Text]:
    """The files of the index. What is as it was `before` is taken over."""
    ordered = [texts[name] for name in slots]
    is_whole = sum([passage.size for passage in passages.values()]) <= _SMALL_TEXTS
    is_small = sum([len(shard.content) for shard in words]) <= _SMALL_WORDS
    of_words, more = _listed("words", words)
    of_spelling, most = _listed("spelling", spelling)
    contents = {shard.path: shard.content for shard in (*words, *spelling)} | more | most
    manifest = {
        "sections": sum([passage.sections for passage in passages.values()]),
        "lengths": list(
            map(sum, zip((0, 0, 0), *[passage.lengths for passage in passages.values()], strict=True))
        ),
        "words": of_words,
        "spelling": of_spelling,
        "texts": mark("".join([f"{text.path} {text.fragment.key.hex()}" for text in ordered])),
        "whole": is_whole,
        "files": contents if is_small else {},
    }
    together = (
        ",".join(f"{literal(text.path)}:{text.fragment.value()}" for text in ordered) if is_whole else ""
    )
    files = [_file(TEXTS, f"{{{together}}}", is_literal=True)] if is_whole else ordered
    apart = [] if is_small else [_kept(path, content, before) for path, content in contents.items()]
    index = _file(MANIFEST, literal(manifest), is_literal=True)
    return {file.path: file for file in (*files, *apart, index)}


def _kept(path: str, content: str, before: Mapping[str, File | Text]) -> File:
    file = before.get(path)
    if isinstance(file, File) and file.data == content:
        return file
    return _file(path, content, is_literal=False)


def _listed(folder: str, shards: tuple[Shard, ...]) -> tuple[list[object], dict[str, str]]:
    """(the list of `shards` as the manifest has it, the files of the list itself when it is cut too).

    It is cut where the starts themselves say so, into about as many lists as each has entries.
    """
    if len(shards) <= _LISTED:
        return [_list(*_named(shards)), 0], {}
    chance = 2**32 / 2 ** round(math.log2(len(shards)) / 2)
    groups = list[list[Shard]]()
    for shard in shards:
        if not groups or shard.draw < chance:
            groups.append([])
        groups[-1].append(shard)
    contents = [_list(*_named(group)) for group in groups]
    firsts, marks = tuple(group[0].start for group in groups), tuple(mark(content) for content in contents)
    named = zip(firsts, marks, contents, strict=True)
    return [_list(firsts, marks), 1], {
        name(f"{folder}/list", start, marked): text for start, marked, text in named
    }


def _named(shards: Sequence[Shard]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(shard.start for shard in shards), tuple(shard.mark for shard in shards)


@lru_cache(maxsize=1024)
def _list(starts: tuple[str, ...], marks: tuple[str, ...]) -> str:
    return f"{write_list(starts)},{''.join(marks)}"
