"""OpenSearch: the body that creates an index, files for its bulk API, and a stored search with our weights."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from hortus.search.document import Document
from hortus.search.export.lines import files, line, whole
from hortus.search.export.record import WEIGHTS, record

# Lucene refuses a document with a term above 32,766 bytes.
_KEYWORD = {"type": "keyword", "ignore_above": 1024}
_INDEX = {
    "mappings": {
        "dynamic": "strict",
        "properties": {
            "path": _KEYWORD,
            "anchor": {"type": "keyword", "index": False, "doc_values": False},
            "title": {"type": "text"},
            "heading": {"type": "text"},
            "crumbs": {"type": "text"},
            "tags": _KEYWORD,
            "aliases": {"type": "text"},
            "language": _KEYWORD,
            "date": {"type": "date"},
            "text": {"type": "text"},
            **{name: {"type": "text", "analyzer": "whitespace"} for name in WEIGHTS},
        },
    }
}
_WORDS = {"query": "{{words}}", "fields": [f"{name}^{weight}" for name, weight in WEIGHTS.items()]}
# `query` is what was typed, `words` the same cut by our rules. A word typed wrong counts a tenth; a phrase moves up.
_SEARCH = {
    "query": {
        "bool": {
            "should": [
                {"multi_match": {**_WORDS, "type": "most_fields"}},
                {"multi_match": {**_WORDS, "type": "most_fields", "fuzziness": "AUTO:4,9", "boost": 0.1}},
                {"multi_match": {"query": "{{query}}", "type": "phrase", "fields": ["heading^3", "text"]}},
            ]
        }
    },
    "highlight": {
        "fields": {"heading": {}, "text": {}},
        "highlight_query": {"multi_match": {"query": "{{query}}", "fields": ["heading", "text"]}},
    },
    "_source": {"excludes": list(WEIGHTS)},
}
_SCRIPT = {"script": {"lang": "mustache", "source": json.dumps(_SEARCH)}}


def opensearch(documents: Iterable[Document]) -> Iterator[tuple[str, bytes]]:
    yield "index.json", whole(_INDEX)
    yield "search.json", whole(_SCRIPT)
    yield from files("bulk-{:05}.ndjson", map(_entry, documents))


def _entry(document: Document) -> bytes:
    """What is to be done, and the document to do it with; the index is named in the address they are sent to."""
    fields = record(document, document.date.isoformat() if document.date else None)
    return line({"index": {"_id": fields.pop("id")}}) + line(fields)
