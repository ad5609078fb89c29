"""The files of an index, read as they are wanted. `static/_js/store.js` is its twin."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any

from hortus.search.index import MANIFEST, TEXTS
from hortus.search.pack import Place, read_list, read_places, units
from hortus.search.shards import base36, name

Load = Callable[[str], Any]  # the path of a file in `search/` → what it registers

_MARK = 4  # characters


class Store:
    """Words with their places, spellings and texts, each file read once."""

    def __init__(self, load: Load) -> None:
        manifest = load(MANIFEST)
        self.sections: int = manifest["sections"]
        self.average = [total / (self.sections or 1) for total in manifest["lengths"]]
        self._load = load
        self._whole: bool = manifest["whole"]
        self._files: dict[str, str] = manifest["files"]
        self._words = _Cut("words", manifest["words"], self._data)
        self._spelling = _Cut("spelling", manifest["spelling"], self._data)
        self._shards: dict[str, dict[str, str]] = {}
        self._places: dict[str, list[Place]] = {}
        self._spellings: dict[str, list[str]] = {}
        self.meant: dict[
            str, list[tuple[int, str]]
        ] = {}  # a word that no note has → (letters off, word), the likeliest first

    def places(self, word: str) -> list[Place]:
        """Where `word` stands, by slot; empty when no note has it."""
        if word not in self._places:
            self._places[word] = list(read_places(self._shard(word).get(word, "")))
        return self._places[word]

    def count(self, word: str) -> int:
        """In how many fields of sections `word` stands."""
        return len(self.places(word))

    def beginning(self, start: str, most: int | None = None) -> list[str]:
        """The words that begin with `start`, in order; of so many shards at most."""
        paths = self._words.between(start, start + "\uffff")[:most]
        return [word for path in paths for word in self._read(path) if word.startswith(start)]

    def beside(self, word: str) -> list[str]:
        """The words in the shard of `word`."""
        return list(self._shard(word))

    def is_beside(self, word: str, other: str) -> bool:
        """Whether both are, or would be, in one shard."""
        return self._words.between(word, word) == self._words.between(other, other)

    def spellings(self, start: str) -> list[str]:
        """Words of the notes, among them all that begin with the two letters `start`."""
        return [word for path in self._spelling.between(start, start) for word in self._spelled(path)]

    def every_word(self) -> Iterator[str]:
        for path in self._spelling.between("", "\uffff"):
            yield from self._spelled(path)

    def fragment(self, slot: int) -> Any:
        """What is known of the sections of a passage: path, title, folders, tags, aliases, sections."""
        path = f"notes/{base36(slot)}.js"
        return self._load(TEXTS)[path] if self._whole else self._load(path)

    def _shard(self, word: str) -> dict[str, str]:
        paths = self._words.between(word, word)
        return self._read(paths[0]) if paths else {}

    def _read(self, path: str) -> dict[str, str]:
        if path not in self._shards:
            self._shards[path] = dict(read_list(self._data(path)))
        return self._shards[path]

    def _spelled(self, path: str) -> list[str]:
        if path not in self._spellings:
            self._spellings[path] = [word for word, _ in read_list(self._data(path))]
        return self._spellings[path]

    def _data(self, path: str) -> str:
        data = self._files.get(path)
        return str(self._load(path)) if data is None else data


class _Cut:
    """How a list of words is cut into files; the list itself may be cut, and is then read as it is wanted."""

    def __init__(self, folder: str, listed: tuple[str, int], data: Callable[[str], str]) -> None:
        packed, _, marks = listed[0].partition(",")
        starts = [word for word, _ in read_list(packed)] if marks else []
        self._keys = [units(start) for start in starts]
        inner = f"{folder}/list" if listed[1] else folder
        self._paths = [
            name(inner, start, marks[at * _MARK : at * _MARK + _MARK]) for at, start in enumerate(starts)
        ]
        self._folder, self._level, self._data = folder, listed[1], data
        self._parts: dict[str, _Cut] = {}

    def between(self, first: str, last: str) -> list[str]:
        """The files that have what words there are from `first` to `last`, in order; one at least, if there is any."""
        begin = max(bisect_right(self._keys, units(first)) - 1, 0)
        found = self._paths[begin : bisect_right(self._keys, units(last))]
        if not self._level:
            return found
        return [path for part in found for path in self._part(part).between(first, last)]

    def _part(self, path: str) -> _Cut:
        if path not in self._parts:
            self._parts[path] = _Cut(self._folder, (self._data(path), 0), self._data)
        return self._parts[path]
