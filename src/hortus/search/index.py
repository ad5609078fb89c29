"""Sections → the Lunr index of the site, as one script that registers itself, so that it loads from disk as well."""

from __future__ import annotations

import json
from dataclasses import dataclass

from lunr.builder import Builder

from hortus.search.words import words

# A match in a heading counts for more; ten, a common choice, lets headings drown what a note says.
_BOOSTS = {"title": 3, "crumbs": 1, "body": 1}


@dataclass(frozen=True, slots=True)
class Document:
    """One section of a note: the unit of search. `path` is that of its page, `crumbs` what stands above it."""

    path: str
    anchor: str
    note: str
    heading: str
    crumbs: str
    text: str


def index_script(documents: tuple[Document, ...]) -> bytes:
    """The script that hands the index and the texts to the search in the page."""
    builder = Builder()
    builder.ref("id")
    for name, boost in _BOOSTS.items():
        builder.field(name, boost=boost)
    for number, document in enumerate(documents):
        # A ref that looks like a whole number would be sorted to the front by JavaScript.
        title = document.heading or document.note
        fields = {"title": words(title), "crumbs": words(document.crumbs), "body": words(document.text)}
        builder.add({"id": f"s{number}", **fields})
    index = builder.build().serialize() if documents else None
    if index:
        # lunr.js wants its terms in the order of UTF-16, which differs from Python's above U+FFFF.
        index["invertedIndex"].sort(key=lambda entry: entry[0].encode("utf-16-be"))
    texts = [[item.path, item.anchor, item.note, item.heading, item.text] for item in documents]
    data = json.dumps({"index": index, "sections": texts}, ensure_ascii=False, separators=(",", ":"))
    # U+2028 and U+2029 end a line in scripts of old browsers; `</` would end a script element.
    data = data.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
    return f'hortusSearch.data("index.js",{data})\n'.encode("utf-8", "replace")
