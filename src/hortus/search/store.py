"""The files of an index, read as they are wanted. `static/_js/store.js` is its twin."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any

from hortus.search.index import MANIFEST, TEXTS, base36, hash32
from hortus.search.pack import Place, read_list, read_places, units

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
        self._words = _Cut("words", manifest["words"])
        self._spelling = _Cut("spelling", manifest["spelling"])
        self._shards: dict[int, dict[str, str]] = {}
        self._places: dict[str, list[Place]] = {}

    def places(self, word: str) -> list[Place]:
        """Where `word` stands, by slot; empty when no note has it."""
        if word not in self._places:
            packed = self._shard(self._words.find(word)).get(word, "")
            self._places[word] = list(read_places(packed))
        return self._places[word]

    def count(self, word: str) -> int:
        """In how many fields of sections `word` stands."""
        return len(self.places(word))

    def beginning(self, start: str, most: int = 0) -> list[str]:
        """The words that begin with `start`, in order; of so many shards at most, if a number is given."""
        first, last = self._words.find(start), self._words.find(start + "\uffff")
        shards = range(first, min(last, first + most - 1 if most else last) + 1)
        return [word for number in shards for word in self._shard(number) if word.startswith(start)]

    def beside(self, word: str) -> list[str]:
        """The words in the shard of `word`."""
        return list(self._shard(self._words.find(word)))

    def is_beside(self, word: str, other: str) -> bool:
        """Whether both are, or would be, in one shard."""
        return self._words.find(word) == self._words.find(other)

    def spellings(self, start: str) -> list[str]:
        """Words of the notes, among them all that begin with the two letters `start`."""
        if not self._spelling.starts:
            return []
        return [word for word, _ in read_list(self._data(self._spelling.name(self._spelling.find(start))))]

    def every_word(self) -> Iterator[str]:
        for number in range(len(self._spelling.starts)):
            yield from (word for word, _ in read_list(self._data(self._spelling.name(number))))

    def fragment(self, slot: int) -> Any:
        """What is known of the sections of a passage: path, title, folders, tags, aliases, sections."""
        name = f"notes/{base36(slot)}.js"
        return self._load(TEXTS)[name] if self._whole else self._load(name)

    def _shard(self, number: int) -> dict[str, str]:
        if number < 0:
            return {}
        if number not in self._shards:
            self._shards[number] = dict(read_list(self._data(self._words.name(number))))
        return self._shards[number]

    def _data(self, name: str) -> str:
        data = self._files.get(name)
        return str(self._load(name)) if data is None else data


class _Cut:
    """How a list of words is cut into files."""

    def __init__(self, folder: str, listed: list[str]) -> None:
        self.starts = [word for word, _ in read_list(listed[0])]
        self._folder = folder
        self._keys = [units(start) for start in self.starts]
        self._marks = [listed[1][at : at + _MARK] for at in range(0, len(listed[1]), _MARK)]

    def find(self, word: str) -> int:
        """The number of the file that has `word` if any has; -1 when there is none."""
        return bisect_right(self._keys, units(word)) - 1

    def name(self, number: int) -> str:
        return f"{self._folder}/{base36(hash32(self.starts[number]))}-{self._marks[number]}.js"
