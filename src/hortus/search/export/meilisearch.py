"""Meilisearch: the settings of an index, with our weights as the order of its fields, and files of documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hortus.search.document import Document
from hortus.search.export.lines import files, line, whole
from hortus.search.export.record import PLAIN, SHOWN, WEIGHTS, record

_SETTINGS = {
    # A field counts for more than those behind it.
    "searchableAttributes": [*WEIGHTS, *PLAIN],
    "displayedAttributes": list(SHOWN),
    "filterableAttributes": ["path", "tags", "language"],
    "sortableAttributes": ["date"],
    # Else `--no-ff` would be `no` and `ff`. A full stop stays out: it would cling to the words of the texts.
    "nonSeparatorTokens": ["-", "_", "+", "#", "@"],
}


def meilisearch(documents: Iterable[Document]) -> Iterator[tuple[str, bytes]]:
    yield "settings.json", whole(_SETTINGS)
    yield from files("documents-{:05}.ndjson", map(_entry, documents))


def _entry(document: Document) -> bytes:
    """One line; a date is in seconds since 1970, for Meilisearch sorts by numbers."""
    return line(record(document, int(document.date.timestamp()) if document.date else None))
