"""The sections of a note → passages: its words with their places, and what the browser shows of it. Pure, one note at a time."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from hortus.memo import digest
from hortus.model import Passage
from hortus.search.document import Document
from hortus.search.pack import LENGTHS, in_utf16_order, length_class, write_marks
from hortus.search.words import fold, heading_words, words
from hortus.text import CODE, END, MATH

FIELDS = ("title", "crumbs", "body")

_MOST_SECTIONS = 64
_MOST_TEXT = 6_000  # characters: a long note is shown from the part that answers, and not fetched whole

_NO_TERM = str.maketrans(' ,"\\', "----")  # what parts the words of the index cannot stand in them


@dataclass(frozen=True, slots=True)
class Entry:
    """The documents of one note. `key` is the digest of all they were made from."""

    key: bytes
    documents: tuple[Document, ...] = field(compare=False)


def make_passages(entry: Entry) -> tuple[Passage, ...]:
    """The passages of one note, in order."""
    return tuple(
        _passage(documents, number, digest(entry.key, number))
        for number, documents in enumerate(_parted(entry.documents))
    )


def _parted(documents: tuple[Document, ...]) -> Iterator[list[Document]]:
    part, size = list[Document](), 0
    for document in (piece for whole in documents for piece in _pieces(whole)):
        if part and (len(part) == _MOST_SECTIONS or size + len(document.text) > _MOST_TEXT):
            yield part
            part, size = [], 0
        part.append(document)
        size += len(document.text)
    yield part


def _pieces(document: Document) -> Iterator[Document]:
    """A section that is too long for one passage, cut where a line of it ends, or a word."""
    text = document.text
    while len(text) > _MOST_TEXT:
        half = _MOST_TEXT // 2
        cut = max(text.rfind("\n", half, _MOST_TEXT), text.rfind(" ", half, _MOST_TEXT)) + 1 or _MOST_TEXT
        yield replace(document, text=_balanced(text[:cut]))
        text = _reopened(text, cut)
    yield replace(document, text=text)


def _balanced(text: str) -> str:
    """With the mark of what is open at the end closed."""
    return text + END if max(text.rfind(CODE), text.rfind(MATH)) > text.rfind(END) else text


def _reopened(text: str, cut: int) -> str:
    """What follows the cut, with the mark of what it cuts through."""
    opened = max(text.rfind(CODE, 0, cut), text.rfind(MATH, 0, cut))
    is_open = opened > text.rfind(END, 0, cut)
    return (text[opened] if is_open else "") + text[cut:]


def _passage(documents: list[Document], number: int, key: bytes) -> Passage:
    marks: dict[str, list[tuple[int, int, int, int]]] = {}
    lengths = [0, 0, 0]
    for where in range(len(FIELDS)):
        for section, document in enumerate(documents):
            found = _field_words(document, where)
            length = length_class(len(found))
            lengths[where] += LENGTHS[length] if found else 0
            for word, times in Counter(found).items():
                marks.setdefault(word, []).append((where, section, times, length))
    for facet in _facets(documents[0]):
        marks[facet] = [
            (1 if number else 0, 0, 1, 0)
        ]  # the first passage of a note as if in its title: it stands for the note
    listed = (f"{word},{write_marks(marks[word])}" for word in in_utf16_order(marks))
    return Passage(
        key=key,
        name=f"{documents[0].path}#{number}" if number else documents[0].path,
        sections=len(documents),
        lengths=(lengths[0], lengths[1], lengths[2]),
        words=" ".join(listed),
        fragment=_fragment(documents),
    )


def _field_words(document: Document, where: int) -> list[str]:
    """The words of a field. At the top of a note its other names are titles too, and what its file is called beyond them; below,
    its title is what stands above.
    """
    is_top = not document.anchor
    if where == 0:
        titled = heading_words(
            " \n ".join([document.title, *document.aliases]) if is_top else document.heading
        )
        named = heading_words(name_of(document.path)) if is_top else []
        return [*titled, *(word for word in named if word not in titled)]
    if where == 2:
        return words(document.text)
    above = [] if is_top else [document.title, *document.headings]
    return heading_words(" \n ".join([*above, *document.folders, *document.tags]))


def name_of(path: str) -> str:
    """What the file of a note is called, as words: links call the note so, and who wrote it remembers it by that."""
    folder, _, file = path.removesuffix(".html").rpartition("/")
    name = folder.rpartition("/")[2] if file == "index" else file
    return name.replace("-", " ").replace("_", " ")


def _facets(document: Document) -> set[str]:
    """What `tag:` and `folder:` look for: words that no text has. A folder is asked for as the site's addresses or as its
    page calls it.
    """
    tags = {f"#{term}" for tag in document.tags for term in _ancestors(facet(tag))}
    address = facet(document.path.rpartition("/")[0])
    titles = "/".join(facet(title.replace("/", "-")) for title in document.folders)
    named = [name.split("/") for name in {address, titles} if name]
    inner = ("/".join(parts[at:]) for parts in named for at in range(len(parts)))
    return tags | {f"/{term}" for folders in inner for term in _ancestors(folders)}


def facet(name: str) -> str:
    """The name of a tag or of a folder as it stands in the index."""
    return fold(name).strip("/#").translate(_NO_TERM)


def _ancestors(name: str) -> Iterator[str]:
    """`a/b/c` is found by itself and as part of `a` and of `a/b`."""
    parts = name.split("/")
    return ("/".join(parts[: count + 1]) for count in range(len(parts)))


def _fragment(documents: list[Document]) -> str:
    first = documents[0]
    sections = [[item.anchor, item.heading, item.text] for item in documents]
    return literal([first.path, first.title, first.folders, first.tags, first.aliases, sections])


def literal(value: object) -> str:
    """`value` as a literal of JavaScript."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
