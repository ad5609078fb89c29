"""The site's documents as files that a search server takes in: its schema, and the documents in its bulk format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from hortus.model import Engine
from hortus.search.document import Document
from hortus.search.export.meilisearch import meilisearch
from hortus.search.export.opensearch import opensearch
from hortus.search.export.typesense import typesense

File = tuple[str, bytes]  # its name and what is in it

EXPORTS: Mapping[Engine, Callable[[Iterable[Document]], Iterator[File]]] = {
    "opensearch": opensearch,
    "typesense": typesense,
    "meilisearch": meilisearch,
}
