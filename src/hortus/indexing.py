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
from hortus.search.index import lay_out, make_index
from hortus.search.passage import Entry, make_passages

Run = Callable[[Callable[..., Any], Sequence[tuple[object, ...]]], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class _Whole:
    """All that is indexed; `key` is the digest of it."""

    key: bytes
    contents: Callable[[], Mapping[str, str]] = field(compare=False)


def make_index_files(site: Site, memo: Memo, run: Run) -> tuple[IndexFile, ...]:
    entries = [(_entry(page),) for page in site.pages]

    @cache
    def contents() -> Mapping[str, str]:
        passages: list[tuple[Passage, ...]] = memo.map(make_passages, entries, run)[0]
        return lay_out(make_index([passage for of_note in passages for passage in of_note]))

    whole = _Whole(digest(tuple(entry.key for (entry,) in entries)), contents)
    listed: list[tuple[tuple[str, bytes], ...]] = memo.map(list_files, [(whole,)], _here)[0]
    return tuple(IndexFile(key, path, contents) for path, key in listed[0])


def list_files(whole: _Whole) -> tuple[tuple[str, bytes], ...]:
    """The path of each file, and the digest of its content."""
    return tuple((path, digest(content)) for path, content in whole.contents().items())


def _here(function: Callable[..., Any], arguments: Sequence[tuple[object, ...]]) -> Iterable[Any]:
    return (function(*inputs) for inputs in arguments)


def _entry(page: Page) -> Entry:
    above = (tuple(crumb.title for crumb in page.crumbs), tuple(tag.name for tag in page.tags))
    return Entry(digest(page.note.key, page.path, above), tuple(documents_of(page)))
