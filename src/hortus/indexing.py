"""Site → the files of its search index. The words of a note are remembered, and so is the list of the files: only when one
of them is to be written anew are they made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from hortus.memo import Memo, digest
from hortus.model import Page, Passage, Site
from hortus.outputs import IndexFile
from hortus.search.document import documents_of
from hortus.search.index import EMPTY, File, make_index
from hortus.search.passage import Entry, make_passages

Run = Callable[[Callable[..., Any], Sequence[tuple[object, ...]]], Iterable[Any]]


class Indexer:
    """Makes one index after another, each from the last: an edit costs what it changes. The results are those of making each
    from nothing.
    """

    def __init__(self) -> None:
        self._index = EMPTY
        self._entries: dict[tuple[object, ...], Entry] = {}

    def files(self, passages: Sequence[Passage]) -> Mapping[str, File]:
        self._index = make_index(passages, self._index)
        return self._index.files

    def entries(self, pages: Iterable[Page]) -> list[Entry]:
        made: dict[tuple[object, ...], Entry] = {}
        for page in pages:
            above = (tuple(crumb.title for crumb in page.crumbs), tuple(tag.name for tag in page.tags))
            parts = (page.note.key, page.path, above)
            made[parts] = self._entries.get(parts) or Entry(digest(*parts), tuple(documents_of(page)))
        self._entries = made
        return list(made.values())


@dataclass(frozen=True, slots=True)
class _Whole:
    """All that is indexed; `key` is the digest of it."""

    key: bytes
    contents: Callable[[], Mapping[str, File]] = field(compare=False)


def make_index_files(site: Site, memo: Memo, run: Run, indexer: Indexer) -> tuple[IndexFile, ...]:
    entries = indexer.entries(site.pages)

    @cache
    def contents() -> Mapping[str, File]:
        passages: list[tuple[Passage, ...]] = memo.map(make_passages, [(entry,) for entry in entries], run)[0]
        return indexer.files([passage for of_note in passages for passage in of_note])

    whole = _Whole(digest(tuple(entry.key for entry in entries)), contents)
    listed: list[tuple[tuple[str, bytes], ...]] = memo.map(list_files, [(whole,)], _here)[0]
    return tuple(IndexFile(key, path, contents) for path, key in listed[0])


def list_files(whole: _Whole) -> tuple[tuple[str, bytes], ...]:
    """The path of each file, and the digest of its content."""
    return tuple((path, file.key) for path, file in whole.contents().items())


def _here(function: Callable[..., Any], arguments: Sequence[tuple[object, ...]]) -> Iterable[Any]:
    return (function(*inputs) for inputs in arguments)
