"""A note and what its text is made of."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Literal

from hortus.model.kept import Kept
from hortus.model.source import Problem


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
    """A heading and the text under it up to the next heading; the text before the first has no anchor. `text` is plain, with
    marks where code and formulas stand (`text.parted` takes them out).
    """

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Hole: a link to something in the folder opens here. `target` is as written, decoded, without `#anchor`.

    `attributes` are further ones of the element, as HTML. If it `says_title`, that of the note, or the words of the block, stand in place of its text.
    """

    target: str
    anchor: str
    wiki: bool
    line: int = field(compare=False)
    column: int = field(compare=False)
    attributes: str = ""
    says_title: bool = False


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
    line: int = field(compare=False)
    column: int = field(compare=False)
    attributes: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """Hole inside an attribute: the address of a file of the folder."""

    target: str
    line: int = field(compare=False)
    column: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Inset:
    """The address, inside an attribute, of a picture or a sound that the note itself holds: the file `name` among the site's
    insets. `width` and `height` are its own, in CSS pixels, or 0.
    """

    name: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class InsetFile:
    """What an Inset of that name shows. The name is made of the digest of `data`, so that it stands for it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Embed:
    """Hole: another note, or one section of it, shown in place."""

    target: str
    anchor: str
    text: str
    line: int = field(compare=False)
    column: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Tag:
    """Hole: a tag in the text, `#name`."""

    name: str


Hole = Link | Image | File | Embed | Tag
Piece = str | Heading | HeadingEnd | Block | BlockEnd | Link | LinkEnd | Image | File | Inset | Embed | Tag


Finder = Literal["engines", "sitemap", "search"]  # search engines, lists for them, the search of the site


@dataclass(frozen=True, slots=True)
class Meta:
    """Front matter, understood. `extra` keeps what Hortus does not know, as pairs of strings, for templates."""

    title: str = ""
    date: datetime.datetime | None = None
    updated: datetime.datetime | None = None
    release: datetime.datetime | None = None  # not to be published before
    expiry: datetime.datetime | None = None  # not to be published after
    timezone: str = ""  # of dates that name none: `Asia/Shanghai`
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()  # those of the tags that are written so; in some addresses
    branches: tuple[tuple[str, ...], ...] = ()  # the same, where each lies in that before it
    aliases: tuple[str, ...] = ()
    summary: str = ""
    language: str = ""
    slug: str = ""
    permalink: str = ""
    order: float | None = None
    pinned: bool = False
    series: str = ""
    part: float | None = None  # of the series
    numbered: bool | None = None  # whether its headings are, where it says so itself
    comments: bool = True
    draft: bool = False
    private: bool = False
    chosen: bool = False  # it says `publish: true`
    unlisted: bool = False  # it has a page, and nothing leads there but links that somebody wrote
    unfound_by: tuple[Finder, ...] = ()
    moved: str = ""  # the address that its page leads to, instead of its text
    macros: tuple[tuple[str, str], ...] = ()  # of its formulas, as in Dialect
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def moments(self) -> tuple[datetime.datetime, ...]:
        """Those from and until which it may be published."""
        return tuple(date for date in (self.date, self.release, self.expiry) if date is not None)


@dataclass(frozen=True, slots=True)
class Counts:
    """What a note holds, for its meta line and for the report."""

    words: int = 0
    minutes: int = 0
    formulas: int = 0
    failed_formulas: int = 0
    diagrams: int = 0


@dataclass(frozen=True, slots=True)
class Extent:
    """How much the file of a note holds: its lines, those of them that are not empty, and its bytes. Of a notebook, whose lines
    nobody has written, only the bytes count.
    """

    lines: int = 0
    filled: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """One source and its meaning. `key` is the digest of all it was made from and stands for the rest.

    `title` is plain text; `title_html` is the same with formulas, "" when there are none in it. `insets` are the files that it
    holds; they are kept apart from the rest when it is remembered. `told` is how many characters at the end of the source are
    its body, if nothing is in them that the page does not show; else 0.
    """

    key: bytes
    path: str = field(compare=False)
    title: str = field(compare=False)
    title_html: str = field(compare=False)
    meta: Meta = field(compare=False)
    body: tuple[Piece, ...] = field(compare=False)
    headings: tuple[Heading, ...] = field(compare=False)
    sections: tuple[Section, ...] = field(compare=False)
    anchors: frozenset[str] = field(compare=False)
    summary: str = field(compare=False)
    description: str = field(compare=False)
    counts: Counts = field(compare=False)
    problems: tuple[Problem, ...] = field(compare=False)
    insets: tuple[InsetFile, ...] = field(compare=False, default=())
    told: int = field(compare=False, default=0)
    extent: Extent = field(compare=False, default_factory=Extent)

    @property
    def holes(self) -> tuple[Hole, ...]:
        """The links, pictures and embeds of the body, in order."""
        return tuple(piece for piece in self.body if isinstance(piece, Hole))


@dataclass(frozen=True, slots=True)
class Face:
    """A note as the rest of the site sees it: all that links, lists and places look at. `key` is the digest of it, so that an
    edit which changes nothing of it changes no other page. `shown` are the anchors of what can be embedded alone, `blocks` the words
    of named blocks, by their anchors.

    Where in its source a hole stands is not part of it.
    """

    key: bytes
    path: str = field(compare=False)
    title: str = field(compare=False)
    title_html: str = field(compare=False)
    meta: Meta = field(compare=False)
    headings: tuple[Heading, ...] = field(compare=False)
    anchors: frozenset[str] = field(compare=False)
    shown: frozenset[str] = field(compare=False)
    holes: tuple[Hole, ...] = field(compare=False)
    summary: str = field(compare=False)
    has_diagrams: bool = field(compare=False)
    blocks: tuple[tuple[str, str], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A source that was parsed, and of the note what every build needs. `places` are the lines and columns of its holes,
    `dates` those before which it is not published, `contexts` the HTML of the sentence around each hole that is a link; `told`
    is as in the note.
    """

    path: str
    face: Kept[Face]
    note: Kept[Note]
    counts: Counts
    dates: tuple[datetime.datetime, ...]
    places: tuple[tuple[int, int], ...]
    contexts: tuple[str, ...]
    problems: tuple[Problem, ...]
    insets: tuple[tuple[str, Kept[InsetFile]], ...] = ()  # by their names
    told: int = 0
