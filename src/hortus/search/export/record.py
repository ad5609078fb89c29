"""A document as every engine takes it: for showing, its plain texts; for searching, the same as our own words."""

from __future__ import annotations

import hashlib

from hortus.search.document import Document
from hortus.search.words import heading_words, words
from hortus.text import parted

Value = str | int | list[str]
Record = dict[str, Value]

# The fields that hold our words, parted by spaces, and how much a match in each counts.
WEIGHTS = {"heading_words": 3, "crumbs_words": 1, "text_words": 1}
# The fields with the plain texts, for showing and marking, and for queries that were not cut as ours are.
PLAIN = ("heading", "title", "crumbs", "tags", "aliases", "text")
# What an answer shows: all but our words.
SHOWN = ("id", "path", "anchor", *PLAIN, "language", "date")


def record(document: Document, date: str | int | None) -> Record:
    """The fields of `document`; `date` is its date as the engine has it. What is unknown is left out."""
    text, _ = parted(document.text)
    title = [document.title] if document.heading else []
    crumbs = [*document.folders, *title, *document.headings]
    fields: dict[str, Value | None] = {
        "id": identity(document),
        "path": document.path,
        "anchor": document.anchor,
        "title": document.title,
        "heading": document.heading,
        "crumbs": crumbs,
        "tags": list(document.tags),
        "aliases": list(document.aliases),
        "language": document.language or None,
        "date": date,
        "text": text,
        "heading_words": _joined(document.heading or document.title),
        "crumbs_words": _joined(*crumbs, *document.tags, *document.aliases),
        "text_words": " ".join(words(text)),
    }
    return {name: value for name, value in fields.items() if value is not None}


def identity(document: Document) -> str:
    """What the document is called in the engine: the same at each build, as long as its address is."""
    address = f"{document.path}#{document.anchor}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(address, digest_size=16).hexdigest()


def _joined(*texts: str) -> str:
    return " ".join(word for text in texts for word in heading_words(text))
