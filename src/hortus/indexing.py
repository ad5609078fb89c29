"""Site → the files of its search index. The words of a note are remembered, and so is the list of the files: only when one
of them is to be written anew are they made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from hortus.memo import Memo, digest
from hortus.model import Kept, Note, Page, Passage, Site
from hortus.outputs import IndexFile
from hortus.search.document import Document, documents_of
from hortus.search.index import lay_out, make_index
from hortus.search.passage import Entry, make_passages
from hortus.work import Run, here


@dataclass(frozen=True, slots=True)
class _Whole:
    """All that is indexed; `key` is the digest of it."""

    key: bytes
    contents: Callable[[], Mapping[str, str]] = field(compare=False)


def make_index_files(
    site: Site, notes: Mapping[str, Kept[Note]], memo: Memo, run: Run
) -> tuple[IndexFile, ...]:
    entries = [(_placed(page, notes),) for page in site.pages]

    @cache
    def contents() -> Mapping[str, str]:
        passages: list[tuple[Passage, ...]] = memo.map(cut, entries, run)[0]
        return lay_out(make_index([passage for of_note in passages for passage in of_note]))

    whole = _Whole(digest(tuple(entry.key for (entry,) in entries)), contents)
    listed: list[tuple[tuple[str, bytes], ...]] = memo.map(list_files, [(whole,)], here)[0]
    return tuple(IndexFile(key, path, contents) for path, key in listed[0])


def list_files(whole: _Whole) -> tuple[tuple[str, bytes], ...]:
    """The path of each file, and the digest of its content."""
    return tuple((path, digest(content)) for path, content in whole.contents().items())


@dataclass(frozen=True, slots=True)
class _Placed:
    """A note to be cut into passages, and what is indexed of its place. `key` is the digest of all that."""

    key: bytes
    note: Kept[Note] = field(compare=False)
    path: str = field(compare=False)
    folders: tuple[str, ...] = field(compare=False)
    tags: tuple[str, ...] = field(compare=False)

    def documents(self) -> tuple[Document, ...]:
        return tuple(documents_of(self.note.value(), self.path, self.folders, self.tags))


def documents(site: Site, notes: Mapping[str, Kept[Note]]) -> Iterator[Document]:
    """Every section of every published note, in the site's order."""
    for page in site.pages:
        yield from _placed(page, notes).documents()


def cut(placed: _Placed) -> tuple[Passage, ...]:
    """The passages of one note."""
    return make_passages(Entry(placed.key, placed.documents()))


def _placed(page: Page, notes: Mapping[str, Kept[Note]]) -> _Placed:
    folders, tags = tuple(crumb.title for crumb in page.crumbs), tuple(tag.name for tag in page.tags)
    note = notes[page.note.path]
    return _Placed(digest(note.key, page.path, folders, tags), note, page.path, folders, tags)
