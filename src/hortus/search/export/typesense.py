"""Typesense: the schema of a collection, files for its import, and a preset with our weights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hortus.search.document import Document
from hortus.search.export.lines import files, line, whole
from hortus.search.export.record import WEIGHTS, record

_COLLECTION = {
    "name": "hortus",
    "fields": [
        {"name": "path", "type": "string", "facet": True},
        {"name": "anchor", "type": "string", "index": False, "optional": True},
        {"name": "title", "type": "string"},
        {"name": "heading", "type": "string"},
        {"name": "crumbs", "type": "string[]"},
        {"name": "tags", "type": "string[]", "facet": True},
        {"name": "aliases", "type": "string[]"},
        {"name": "language", "type": "string", "facet": True, "optional": True},
        {"name": "date", "type": "int64", "optional": True},
        {"name": "text", "type": "string"},
        *({"name": name, "type": "string"} for name in WEIGHTS),
    ],
    # Else `--no-ff` would be `noff` and `C++` be `c`. A full stop stays out: it would cling to the words of the texts.
    "symbols_to_index": ["-", "_", "+", "#", "@"],
}
_PRESET = {
    "value": {
        "query_by": ",".join(WEIGHTS),
        "query_by_weights": ",".join(map(str, WEIGHTS.values())),
        "num_typos": "1",
        "exclude_fields": ",".join(WEIGHTS),
        "highlight_fields": "heading,text",
    }
}


def typesense(documents: Iterable[Document]) -> Iterator[tuple[str, bytes]]:
    yield "collection.json", whole(_COLLECTION)
    yield "preset.json", whole(_PRESET)
    yield from files("documents-{:05}.jsonl", map(_entry, documents))


def _entry(document: Document) -> bytes:
    """One line; a date is in seconds since 1970."""
    return line(record(document, int(document.date.timestamp()) if document.date else None))
