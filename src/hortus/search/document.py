"""What search knows of a site: one document for each section of each published note."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from hortus.model import Heading, Note, Section
from hortus.text import nfc

_TOP = Section("", "", "")  # every note is found by its title, though no text stands below it


@dataclass(frozen=True, slots=True)
class Document:
    """One section of a note: the unit of search.

    `path` is that of its page, `title` that of the note. `headings` are those above its own within the note, `folders`
    the titles of those above the note, both outermost first. Tags and aliases are the whole note's. `text` is marked as that of a section is.
    All but the address is composed: 한 is one character, though its note may have it as three.
    """

    path: str
    anchor: str
    title: str
    heading: str
    headings: tuple[str, ...]
    folders: tuple[str, ...]
    tags: tuple[str, ...]
    aliases: tuple[str, ...]
    language: str
    date: datetime.datetime | None
    text: str


def documents_of(
    note: Note, path: str, folders: tuple[str, ...], tags: tuple[str, ...]
) -> Iterator[Document]:
    """Every section of a note with its page at `path`. The first is always its top, from the title to the first heading,
    though it be empty.
    """
    above = _parents(note.headings)
    for section in _from_the_top(note):
        yield Document(
            path=path,
            anchor=section.anchor,
            title=nfc(note.title),
            heading=nfc(section.heading),
            headings=above.get(section.anchor, ()),
            folders=folders,
            tags=tuple(map(nfc, tags)),
            aliases=tuple(map(nfc, note.meta.aliases)),
            language=note.meta.language,
            date=note.meta.date,
            text=nfc(section.text),
        )


def _from_the_top(note: Note) -> Iterator[Section]:
    """The sections, the first without a heading. What its author says of a note in front matter is part of that one: lists
    show it, and what is shown is found.
    """
    has_top = bool(note.sections) and not note.sections[0].anchor
    top, *others = note.sections if has_top else (_TOP, *note.sections)
    said = "" if not note.meta.summary or note.description in top.text else note.description
    yield replace(top, text="\n".join(filter(None, (said, top.text)))) if said else top
    yield from others


def _parents(headings: tuple[Heading, ...]) -> dict[str, tuple[str, ...]]:
    """The texts of the headings above each, by its anchor. A skipped level is no parent."""
    parents: dict[str, tuple[str, ...]] = {}
    opened = list[Heading]()
    for heading in headings:
        while opened and opened[-1].level >= heading.level:
            opened.pop()
        parents[heading.anchor] = tuple(nfc(parent.text) for parent in opened)
        opened.append(heading)
    return parents
