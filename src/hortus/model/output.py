"""What is written, and what is told of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from hortus.model.kept import Kept
from hortus.model.site import Hidden, ImageCounts, LinkCounts
from hortus.model.source import Problem


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that is copied as it is. `key` is the digest of its bytes; `width` and `height` are 0 unless a picture."""

    key: bytes
    path: str
    width: int
    height: int
    file: Path = field(compare=False)
    is_photograph: bool = False  # by what is in it
    is_page: bool = False  # in HTML, with front matter


@dataclass(frozen=True, slots=True)
class Images:
    """How pictures are to be made lighter: the format and the widths in pixels, narrowest first, besides the picture's own."""

    format: str
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lighter:
    """A picture in a lighter file: its path in the site, its width, the type of the file."""

    path: str
    width: int
    type: str
    data: Kept[bytes]


@dataclass(frozen=True, slots=True)
class Lightened:
    """The lighter files of one picture, narrowest first; it `is_broken` when it cannot be read."""

    pictures: tuple[Lighter, ...]
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class Copy:
    """Content of an output that is not rendered but copied from `file`, whose bytes have the digest `key`; of a photograph that
    `is_cut` only the picture, without what is told of it.
    """

    key: bytes
    file: Path
    is_cut: bool = False


Content = bytes | Copy


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the site, and everything that decides its bytes: `render` of exactly these `inputs`."""

    path: str
    render: Callable[..., Content]
    inputs: tuple[object, ...]


Engine = Literal["opensearch", "typesense", "meilisearch"]


@dataclass(frozen=True, slots=True)
class SearchExport:
    """What was written for a search server: the folder, how many documents there are in it, and its files."""

    engine: Engine
    path: str
    documents: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    notes: int = 0
    parsed: int = 0
    published: int = 0
    hidden: Hidden = field(default_factory=Hidden)
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    formulas: tuple[int, int] = (0, 0)
    links: LinkCounts = field(default_factory=LinkCounts)
    images: ImageCounts = field(default_factory=ImageCounts)
    problems: tuple[Problem, ...] = ()
    is_stopped: bool = False  # something kept all from being written
    places: tuple[tuple[str, str], ...] = ()  # path of a note, as in its problems → path of its page
    search_export: SearchExport | None = None  # what was asked for, unless the site was not published
    watched: tuple[tuple[str, str, str], ...] = ()  # what was read, as `again` has it
    until: datetime.datetime | None = None  # when the next note is due to be published

    @property
    def is_published(self) -> bool:
        """No error kept something out of the site."""
        return not any(problem.severity == "error" for problem in self.problems)
