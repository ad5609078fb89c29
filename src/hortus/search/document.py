"""What search knows of a site: one document for each section of each published note."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from hortus.model import Heading, Page, Section, Site

_TITLE_ONLY = (Section("", "", ""),)  # a note without text is found by its title


@dataclass(frozen=True, slots=True)
class Document:
    """One section of a note: the unit of search.

    `path` is that of its page, `title` that of the note. `headings` are those above its own within the note, `folders`
    the titles of those above the note, both outermost first. Tags and aliases are the whole note's.
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


def documents(site: Site) -> Iterator[Document]:
    """Every section of every published note, in the site's order. A note without text still has one."""
    for page in site.pages:
        yield from _of_page(page)


def _of_page(page: Page) -> Iterator[Document]:
    note = page.note
    above = _parents(note.headings)
    for section in note.sections or _TITLE_ONLY:
        yield Document(
            path=page.path,
            anchor=section.anchor,
            title=note.title,
            heading=section.heading,
            headings=above.get(section.anchor, ()),
            folders=tuple(crumb.title for crumb in page.crumbs),
            tags=tuple(tag.name for tag in page.tags),
            aliases=note.meta.aliases,
            language=note.meta.language,
            date=note.meta.date,
            text=section.text,
        )


def _parents(headings: tuple[Heading, ...]) -> dict[str, tuple[str, ...]]:
    """The texts of the headings above each, by its anchor. A skipped level is no parent."""
    parents: dict[str, tuple[str, ...]] = {}
    opened = list[Heading]()
    for heading in headings:
        while opened and opened[-1].level >= heading.level:
            opened.pop()
        parents[heading.anchor] = tuple(parent.text for parent in opened)
        opened.append(heading)
    return parents
