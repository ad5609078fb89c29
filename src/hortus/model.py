"""The values that flow through Hortus, each complete when it is made and never changed after.

Only str, bytes, bool, int, float, dates, tuples and these dataclasses appear in them, so that any of them can be
digested (`memo.digest`). A field with `compare=False` does not count there: equal values have equal digests, and
equal digests stand for equal bytes on the page.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: its path inside the folder of notes, parted by `/`, and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Problem:
    """A message for the author. `line` and `column` count from 1; 0 means the whole file or the whole line."""

    severity: Severity
    code: str
    message: str
    path: str = ""
    line: int = 0
    column: int = 0
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the notes of a folder are to be read, where programs differ.

    `macros` are pairs of a TeX command, without its backslash, and what it stands for.
    """

    breaks: bool = False  # a line break within a paragraph is shown as one
    hashtags: bool = True  # `#word` is a tag
    emoji: bool = False  # `:name:` is one
    text_first: bool = False  # `[[text|target]]` and not `[[target|text]]`
    containers: bool = True  # `!!! note`, `=== "tab"` and `:::`, where they have their shape
    html: Literal["safe", "trusted"] = "safe"
    macros: tuple[tuple[str, str], ...] = ()
    numbering: bool = False  # display formulas are numbered as in LaTeX
    displays_in_text: bool = (
        True  # `$$x$$` within a sentence is a display; for kramdown it is part of the sentence
    )


# --- A note and what its text is made of ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the note itself (not of a quotation in it) opens here; its content follows in the body.

    `html` is that content without links and pictures, `text` the plain words.
    """

    level: int
    anchor: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class HeadingEnd:
    """The open heading closes here."""

    level: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Block:
    """A block with a name of its own begins here; `anchor` is that name with `^` before it."""

    anchor: str


@dataclass(frozen=True, slots=True)
class BlockEnd:
    """The named block ends here."""

    anchor: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the plain text under it up to the next heading; the text before the first has no anchor."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Hole: a link to something in the folder opens here. `target` is as written, decoded, without `#anchor`.

    `attributes` are further ones of the element, as HTML.
    """

    target: str
    anchor: str
    wiki: bool
    line: int
    column: int
    attributes: str = ""


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """Hole: the innermost open Link closes here."""


@dataclass(frozen=True, slots=True)
class Image:
    """Hole: a picture of the folder. `width` and `height` are the author's own, in CSS pixels, or 0.

    `attributes` are further ones of the element, as HTML.
    """

    target: str
    alt: str
    title: str
    width: int
    height: int
    wiki: bool
    line: int
    column: int
    attributes: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """Hole inside an attribute: the address of a file of the folder."""

    target: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Embed:
    """Hole: another note, or one section of it, shown in place."""

    target: str
    anchor: str
    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Tag:
    """Hole: a tag in the text, `#name`."""

    name: str


Hole = Link | Image | File | Embed | Tag
Piece = str | Heading | HeadingEnd | Block | BlockEnd | Link | LinkEnd | Image | File | Embed | Tag


@dataclass(frozen=True, slots=True)
class Meta:
    """Front matter, understood. `extra` keeps what Hortus does not know, as pairs of strings, for templates."""

    title: str = ""
    date: datetime.datetime | None = None
    updated: datetime.datetime | None = None
    release: datetime.datetime | None = None  # not to be published before
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    summary: str = ""
    language: str = ""
    slug: str = ""
    permalink: str = ""
    order: float | None = None
    draft: bool = False
    private: bool = False
    macros: tuple[tuple[str, str], ...] = ()  # of its formulas, as in Dialect
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """What a note holds, for its meta line and for the report."""

    words: int = 0
    minutes: int = 0
    formulas: int = 0
    failed_formulas: int = 0
    diagrams: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """One source and its meaning. `key` is the digest of all it was made from and stands for the rest."""

    key: bytes
    path: str = field(compare=False)
    title: str = field(compare=False)
    meta: Meta = field(compare=False)
    body: tuple[Piece, ...] = field(compare=False)
    headings: tuple[Heading, ...] = field(compare=False)
    sections: tuple[Section, ...] = field(compare=False)
    anchors: frozenset[str] = field(compare=False)
    summary: str = field(compare=False)
    description: str = field(compare=False)
    counts: Counts = field(compare=False)
    problems: tuple[Problem, ...] = field(compare=False)

    @property
    def holes(self) -> tuple[Hole, ...]:
        """The links, pictures and embeds of the body, in order."""
        return tuple(piece for piece in self.body if isinstance(piece, Hole))


# --- The linked whole ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ref:
    """A page as its neighbours show it: where it is, by its path in the site, and what it is called."""

    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A note as lists show it."""

    path: str
    title: str
    summary: str
    date: datetime.datetime | None
    tags: tuple[TagRef, ...]
    language: str


@dataclass(frozen=True, slots=True)
class TagRef:
    """A tag as pages show it."""

    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads. A missing target is shown as such; a hidden one is plain text."""

    state: Literal["note", "file", "missing", "hidden"]
    path: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """The file an image shows, by its path inside the folder of notes; "" when there is none."""

    path: str


@dataclass(frozen=True, slots=True)
class Embedded:
    """A note shown inside another: what is embedded, and what fills its holes in turn."""

    ref: Ref
    note: Note
    anchor: str
    fill: Fill


@dataclass(frozen=True, slots=True)
class NotEmbedded:
    """An embed that shows nothing of its target, and why."""

    reason: Literal["missing", "hidden", "file", "link"]
    target: Target


Filling = Target | Picture | Embedded | NotEmbedded | TagRef
Fill = tuple[Filling, ...]  # one for each hole of the note, in order


@dataclass(frozen=True, slots=True)
class Page:
    """A note placed in the site, with its neighbours."""

    path: str
    note: Note
    tags: tuple[TagRef, ...]
    crumbs: tuple[Ref, ...]
    fill: Fill
    backlinks: tuple[Ref, ...]
    previous: Ref | None
    next: Ref | None


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
    """One tag and its notes, newest first."""

    path: str
    name: str
    notes: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old or other address of a note: a page at `path` that leads to `target`."""

    path: str
    target: str
    title: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """How many notes are kept out of the site, by reason."""

    draft: int = 0
    future: int = 0
    private: int = 0
    ignored: int = 0


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
    """The linked whole: everything that is published, and nothing else.

    `assets` maps the path of a file in the folder of notes to its path in the site.
    """

    pages: tuple[Page, ...]
    folders: tuple[Folder, ...]
    terms: tuple[Term, ...]
    recent: tuple[Entry, ...]
    redirects: tuple[Redirect, ...]
    assets: tuple[tuple[str, str], ...]
    hidden: Hidden
    links: LinkCounts
    images: ImageCounts
    problems: tuple[Problem, ...]


# --- What is written -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that is copied as it is. `key` is the digest of its bytes; `width` and `height` are 0 unless a picture."""

    key: bytes
    path: str
    width: int
    height: int
    file: Path = field(compare=False)


@dataclass(frozen=True, slots=True)
class Copy:
    """Content of an output that is not rendered but copied from `file`, whose bytes have the digest `key`."""

    key: bytes
    file: Path


Content = bytes | Copy


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the site, and everything that decides its bytes: `render` of exactly these `inputs`."""

    path: str
    render: Callable[..., Content]
    inputs: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    notes: int = 0
    parsed: int = 0
    published: int = 0
    hidden: Hidden = Hidden()
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    formulas: tuple[int, int] = (0, 0)
    links: LinkCounts = LinkCounts()
    images: ImageCounts = ImageCounts()
    problems: tuple[Problem, ...] = ()
    is_stopped: bool = False  # something kept all from being written
    places: tuple[tuple[str, str], ...] = ()  # path of a note, as in its problems → path of its page

    @property
    def is_published(self) -> bool:
        """No error kept something out of the site."""
        return not any(problem.severity == "error" for problem in self.problems)
