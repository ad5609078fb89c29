"""The sections of a note → passages: its words with their places, and what the browser shows of it. Pure, one note at a time."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from hortus.memo import digest
from hortus.model import Passage
from hortus.pickles import keep
from hortus.search.document import Document
from hortus.search.pack import LENGTHS, Mark, in_utf16_order, length_class, write_marks
from hortus.search.words import count_words, fold, heading_words
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
    if len(document.text) <= _MOST_TEXT:
        yield document
        return
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
    fields = [
        _Field(where, section, _field_words(document, where))
        for where in range(len(FIELDS))
        for section, document in enumerate(documents)
    ]
    marks = _marks(fields)
    # A tag or a folder stands in the first passage of a note as if in its title: it stands for the note.
    marks |= dict.fromkeys(_facets(documents[0]), write_marks(((1 if number else 0, 0, 1, 0),)))
    words = in_utf16_order(marks)
    written = " ".join(map(",".join, zip(words, map(marks.__getitem__, words), strict=True)))
    fragment = _fragment(documents)
    lengths = [0] * len(FIELDS)
    for part in fields:
        lengths[part.where] += LENGTHS[part.length] if part.words else 0
    return Passage(
        key=key,
        name=f"{documents[0].path}#{number}" if number else documents[0].path,
        sections=len(documents),
        lengths=(lengths[0], lengths[1], lengths[2]),
        size=len(fragment),
        words=keep(digest(key, "words"), written),
        fragment=keep(digest(fragment), fragment),
    )


class _Field:
    """A field of a section: how often each word stands in it."""

    def __init__(self, where: int, section: int, words: Mapping[str, int]) -> None:
        self.where, self.section, self.words = where, section, words
        self.length = length_class(sum(words.values()))


def _marks(fields: list[_Field]) -> dict[str, str]:
    """The places of each word. Most words stand in one field, and there as often as many others: what is written of those
    is written once.
    """
    marks: dict[str, str] = {}
    meant: dict[str, tuple[Mark, ...]] = {}  # what is written → the places that it says
    several: dict[str, tuple[Mark, ...]] = {}
    for part in fields:
        places = {
            times: ((part.where, part.section, times, part.length),) for times in set(part.words.values())
        }
        for word in marks.keys() & part.words.keys():
            several[word] = (several.get(word) or meant[marks[word]]) + places[part.words[word]]
        written = {times: write_marks(place) for times, place in places.items()}
        meant.update((written[times], place) for times, place in places.items())
        marks.update(zip(part.words, map(written.__getitem__, part.words.values()), strict=True))
    return marks | {word: write_marks(places) for word, places in several.items()}


def _field_words(document: Document, where: int) -> Mapping[str, int]:
    """The words of a field, and how often each stands there. At the top of a note its other names are titles too, and what
    its file is called beyond them; below, its title is what stands above.
    """
    is_top = not document.anchor
    if where == 0:
        titled = heading_words(
            " \n ".join([document.title, *document.aliases]) if is_top else document.heading
        )
        named = heading_words(name_of(document.path)) if is_top else []
        return Counter([*titled, *(word for word in named if word not in titled)])
    if where == 2:
        return count_words(document.text)
    above = [] if is_top else [document.title, *document.headings]
    return Counter(heading_words(" \n ".join([*above, *document.folders, *document.tags])))


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
