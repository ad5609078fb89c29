"""Site → the files of its search index. The words of a note are remembered, and so is the list of the files: only when one
of them is to be written anew are they made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from weakref import WeakKeyDictionary, ref

from hortus.memo import Memo, digest
from hortus.model import Kept, Note, Page, Passage, Site
from hortus.outputs import IndexFile
from hortus.pickles import DamagedError
from hortus.search.document import Document, documents_of
from hortus.search.index import EMPTY, File, Text, is_near, make_index, remains_of, revive
from hortus.search.passage import Entry, make_passages
from hortus.work import Run, here


@dataclass(frozen=True, slots=True)
class Placed:
    """A note to be cut into passages, and what is indexed of its place. `key` is the digest of all that."""

    key: bytes
    note: Kept[Note] = field(compare=False)
    path: str = field(compare=False)
    folders: tuple[str, ...] = field(compare=False)
    tags: tuple[str, ...] = field(compare=False)

    def documents(self) -> tuple[Document, ...]:
        return tuple(documents_of(self.note.value(), self.path, self.folders, self.tags))


class Indexer:
    """Makes one index after another, each from the last, the first from that of another process: an edit costs what it changes.
    The results are those of making each from nothing.
    """

    def __init__(self, memo: Memo) -> None:
        self._index = EMPTY
        self._memo = ref(memo)
        self._placed: dict[str, tuple[Page, Placed]] = {}

    def place(self, pages: Iterable[Page], notes: Mapping[str, Kept[Note]]) -> list[Placed]:
        """The notes in their places; what is as it was is the very same."""
        before, self._placed = self._placed, {}
        for page in pages:
            known = before.get(page.path)
            is_same = known is not None and known[0] is page and known[1].note == notes[page.note.path]
            self._placed[page.path] = known if known and is_same else (page, _place(page, notes))
        return [placed for _, placed in self._placed.values()]

    def files(self, passages: Sequence[Passage]) -> Mapping[str, File | Text]:
        memo = self._memo()
        remains = memo.last(_LAST) if memo and self._index is EMPTY else None
        before = revive(remains, passages) if remains else self._index
        try:
            self._index = make_index(passages, before)
        except DamagedError:  # words of a passage that is no more were forgotten meanwhile
            self._index = make_index(passages)
        if memo and not (remains and is_near(remains, self._index)):
            memo.keep_last(_LAST, lambda: remains_of(self._index))
        return self._index.files


_LAST = "index"  # what the memo calls the one that was made last

# What the last build with a memo left for the next one.
_indexers = WeakKeyDictionary[Memo, Indexer]()


@dataclass(frozen=True, slots=True)
class _Whole:
    """All that is indexed; `key` is the digest of it."""

    key: bytes
    contents: Callable[[], Mapping[str, File | Text]] = field(compare=False)


def make_index_files(
    site: Site, notes: Mapping[str, Kept[Note]], memo: Memo, run: Run
) -> tuple[IndexFile, ...]:
    indexer = _indexers.setdefault(memo, Indexer(memo))
    placed = indexer.place(_searched(site), notes)

    @cache
    def contents() -> Mapping[str, File | Text]:
        passages: list[tuple[Passage, ...]] = memo.map(cut, [(item,) for item in placed], run)[0]
        return indexer.files([passage for of_note in passages for passage in of_note])

    whole = _Whole(digest(tuple(item.key for item in placed)), contents)
    listed: list[tuple[tuple[str, bytes], ...]] = memo.map(list_files, [(whole,)], here)[0]
    return tuple(IndexFile(key, path, contents) for path, key in listed[0])


def cut(placed: Placed) -> tuple[Passage, ...]:
    """The passages of one note."""
    return make_passages(Entry(placed.key, placed.documents()))


def list_files(whole: _Whole) -> tuple[tuple[str, bytes], ...]:
    """The path of each file, and the digest of its content."""
    return tuple((path, file.key) for path, file in whole.contents().items())


def documents(site: Site, notes: Mapping[str, Kept[Note]]) -> Iterator[Document]:
    """Every section of every published note, in the site's order."""
    for page in _searched(site):
        yield from _place(page, notes).documents()


def _searched(site: Site) -> Iterator[Page]:
    return (page for page in site.pages if "search" not in page.note.meta.unfound_by)


def _place(page: Page, notes: Mapping[str, Kept[Note]]) -> Placed:
    folders, tags = tuple(crumb.title for crumb in page.crumbs), tuple(tag.name for tag in page.tags)
    note = notes[page.note.path]
    return Placed(digest(note.key, page.path, folders, tags), note, page.path, folders, tags)
