"""The linked whole: notes placed in the site, with all their neighbours."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Literal

from hortus.model.graph import Graph
from hortus.model.note import Face
from hortus.model.source import Problem


@dataclass(frozen=True, slots=True)
class Ref:
    """A page as its neighbours show it: where it is, by its path in the site, and what it is called."""

    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Backlink:
    """A page that links here or embeds this, and from where: the numbers of the holes of the note at `note`."""

    ref: Ref
    note: str = field(compare=False)
    holes: tuple[int, ...] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Related:
    """A note about the same as another, and what both have: names of tags, words, titles of notes that both link to."""

    ref: Ref
    tags: tuple[str, ...]
    words: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """The series of a note: its parts in order, of which the note is that with this `number`, from 1."""

    name: str
    number: int
    parts: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A note as lists show it. `key` is the digest of all that and stands for it: it is in many of them.

    Where `date` is that of its last change, `since` is that of its first.
    """

    key: bytes
    path: str = field(compare=False)
    title: str = field(compare=False)
    summary: str = field(compare=False)
    date: datetime.datetime | None = field(compare=False)
    tags: tuple[TagRef, ...] = field(compare=False)
    language: str = field(compare=False)
    since: datetime.datetime | None = field(compare=False)


@dataclass(frozen=True, slots=True)
class TagRef:
    """A tag as pages show it."""

    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads. A missing target is shown as such; a hidden one is plain text. `title` stands in place of its own text."""

    state: Literal["note", "file", "missing", "hidden"]
    path: str = ""
    anchor: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """The file an image shows, by its path inside the folder of notes; "" when there is none."""

    path: str


@dataclass(frozen=True, slots=True)
class Embedded:
    """A note shown inside another: what is embedded, and what fills its holes in turn. From `anchor` it is shown up to the end of
    the heading or block `until`, "*" for that of the note, "" for its own.
    """

    ref: Ref
    note: Face
    anchor: str
    fill: Fill
    until: str = ""


@dataclass(frozen=True, slots=True)
class NotEmbedded:
    """An embed that shows nothing of its target, and why."""

    reason: Literal["missing", "hidden", "file", "link"]
    target: Target


Filling = Target | Picture | Embedded | NotEmbedded | TagRef
Fill = tuple[Filling, ...]  # one for each hole of the note, in order


@dataclass(frozen=True, slots=True)
class Page:
    """A note placed in the site, with its neighbours. `key` is the digest of all that and stands for it, `fill_key` that of
    `fill` alone.

    `twin` is where its text as Markdown is, `card` where the picture drawn for it is; `cover` is the picture that its author
    chose: its path in the site, an address elsewhere, or "". It `is_open` when all that its links and embeds name is published.

    `date` and `updated` are what the note itself says, or else what git does.
    """

    key: bytes
    path: str = field(compare=False)
    note: Face = field(compare=False)
    fill_key: bytes = field(compare=False)
    fill: Fill = field(compare=False)
    tags: tuple[TagRef, ...] = field(compare=False)
    crumbs: tuple[Ref, ...] = field(compare=False)
    links: tuple[Ref, ...] = field(compare=False)
    backlinks: tuple[Backlink, ...] = field(compare=False)
    related: tuple[Related, ...] = field(compare=False)
    previous: Ref | None = field(compare=False)
    next: Ref | None = field(compare=False)
    cover: str = field(compare=False)
    twin: str = field(compare=False)
    card: str = field(compare=False)
    is_open: bool = field(compare=False)
    date: datetime.datetime | None = field(compare=False)
    updated: datetime.datetime | None = field(compare=False)
    series: Series | None = field(compare=False)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of notes: its index page, by `path`; `page` is the note that stands there, if one does."""

    path: str
    name: str
    title: str
    page: Page | None
    crumbs: tuple[Ref, ...]
    folders: tuple[FolderRef, ...]
    notes: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class FolderRef:
    """A folder as lists show it; `count` is of all the notes below it."""

    path: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Term:
    """One tag, those above it, those right below it with the numbers of their notes, and its notes, newest first. `feed` is
    where its feed is; "" when no note of it has a date.
    """

    path: str
    name: str
    above: tuple[TagRef, ...]
    inner: tuple[tuple[TagRef, int], ...]
    notes: tuple[Entry, ...]
    feed: str


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old or other address: a page at `path` that leads to the page `target`, or to an address elsewhere."""

    path: str
    target: str
    title: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """How many notes are kept out of the site, by reason; `unread` are those of other kinds, by the endings of their names."""

    draft: int = 0
    future: int = 0
    private: int = 0
    ignored: int = 0
    unread: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a hole of the note at `path`: the one of that number."""

    code: str
    message: str
    path: str
    hole: int
    hint: str


@dataclass(frozen=True, slots=True)
class LinkCounts:
    total: int = 0
    missing: int = 0
    ambiguous: int = 0


@dataclass(frozen=True, slots=True)
class ImageCounts:
    total: int = 0
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Site:
    """The linked whole: everything that is published, and nothing else. `unlisted` are pages that nothing else tells of.

    `assets` maps the path of a file in the folder of notes to its path in the site, `prints` that of the page of a folder or a
    tag to the path where all its notes are on one page for paper, if there are such pages.
    """

    pages: tuple[Page, ...]
    folders: tuple[Folder, ...]
    terms: tuple[Term, ...]
    recent: tuple[Entry, ...]
    pinned: tuple[Entry, ...]
    redirects: tuple[Redirect, ...]
    assets: tuple[tuple[str, str], ...]
    hidden: Hidden
    links: LinkCounts
    images: ImageCounts
    problems: tuple[Problem, ...]
    faults: tuple[Fault, ...]
    prints: tuple[tuple[str, str], ...]
    graph: Graph
    unlisted: tuple[Page, ...] = ()

    @property
    def every_page(self) -> tuple[Page, ...]:
        return (*self.pages, *self.unlisted)
