"""What checks look at: the linked whole, with the sources that it was made of and the text of each page."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from hortus.frontmatter import decode
from hortus.instructions.code import without_code
from hortus.model import Counts, Face, Hole, Page, Problem, Section, Site, Source
from hortus.text import CODE, END, MATH, nfc

_HEAD = 4_000  # characters at the beginning of a note in which its front matter is looked for
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_SHOWN_PLACES = 5
_SPAN = re.compile(f"[{CODE}{MATH}][^{END}]*{END}")

Place = tuple[int, int]  # line and column, from 1; (0, 0) is the whole file


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a published note. `shows` tells that something else than words is in it: a film, a frame, a drawing."""

    sections: tuple[Section, ...]
    counts: Counts
    shows: bool


@dataclass(frozen=True)
class Garden:
    """Paths are those in the folder of notes. `faces` are those of all notes, of those that are not published too;
    `texts` are those of the published ones. `others` are files that are no notes and may name one: style sheets, pages, settings.
    Of `files` those `beside` lie in folders that are no part of the notes.
    """

    site: Site
    faces: Mapping[str, Face]
    sources: Mapping[str, Source]
    places: Mapping[str, tuple[Place, ...]]
    texts: Mapping[str, Text]
    files: tuple[str, ...]
    beside: frozenset[str]
    others: tuple[Source, ...]
    now: datetime.datetime
    _decoded: dict[str, str] = field(default_factory=dict)
    _parted: dict[str, list[str]] = field(
        default_factory=dict
    )  # the lines of the note that was looked at last

    @property
    def pages(self) -> tuple[Page, ...]:
        """All that are published, those too that no list has."""
        return self.site.every_page

    @cached_property
    def indexes(self) -> frozenset[str]:
        """The notes that are the page of a folder."""
        return frozenset(folder.page.note.path for folder in self.site.folders if folder.page)

    def source(self, path: str) -> str:
        """A note as it is written."""
        if path not in self._decoded:
            self._decoded[path] = decode(path, self.sources[path].data)[0]
        return self._decoded[path]

    def lines(self, path: str) -> list[str]:
        if path not in self._parted:
            self._parted.clear()
            self._parted[path] = self.source(path).split("\n")
        return self._parted[path]

    def holes(self, page: Page) -> Iterator[tuple[Hole, Place]]:
        return zip(page.note.holes, self.places[page.note.path], strict=True)

    def find(self, path: str, words: str) -> Place:
        """Where `words` stand first in the note at `path`, outside of blocks of code."""
        lines = [(number, line) for number, line in self.prose(path) if words in line]
        bare = ((number, without_code(line)) for number, line in lines)
        found = [(number, line) for number, line in bare if words in line] or lines
        return next(((number, line.index(words) + 1) for number, line in found), (0, 0))

    def prose(self, path: str) -> Iterator[tuple[int, str]]:
        """The lines of the note at `path` that are in no block of code, with their numbers."""
        if path.endswith(".ipynb"):  # its text stands in the cells, as JSON
            return
        fence = ""
        for number, line in enumerate(self.lines(path), 1):
            if found := _FENCE.match(line):
                mark = found[1]
                if not fence:
                    fence = mark
                elif mark.startswith(fence) and not line[found.end() :].strip():
                    fence = ""
            elif not fence:
                yield number, line

    def find_key(self, path: str, keys: tuple[str, ...]) -> tuple[Place, str]:
        """Where one of `keys` stands in the front matter of the note at `path`, and which."""
        begins = rf"[\"']?({'|'.join(keys)})[\"']?\s*[:=]"
        lines = self.source(path)[:_HEAD].split("\n")
        if not lines[0].strip().startswith(("---", "+++", "{")):
            return (0, 0), ""
        for number, line in enumerate(lines, 1):
            if number > 1 and line.strip() in {"---", "+++", "..."}:
                break
            if found := re.match(begins, line.strip(), re.IGNORECASE):
                return (number, 1), found[1].lower()
        return (0, 0), ""

    def tag(self, path: str, name: str) -> Place:
        """Where a note has its tag `name`."""
        found = self.find(path, f"#{name}")
        if found[0]:
            return found
        for number, line in enumerate(self.source(path)[:_HEAD].split("\n"), 1):
            if hit := re.search(rf"(?<![\w\-/]){re.escape(name)}(?![\w\-/])", line):
                return number, hit.start() + 1
        return 0, 0


def without_spans(text: str) -> str:
    """The text of a section, with one sign for each formula and piece of code in it."""
    return _SPAN.sub("\ufffc", text)


def warn(code: str, message: str, path: str, place: Place = (0, 0), hint: str = "") -> Problem:
    return Problem("warning", code, message, path, *place, hint)


def listed(places: list[str]) -> str:
    """`a.md:3, b.md:7 and 4 more`."""
    shown = ", ".join(islice(places, _SHOWN_PLACES))
    more = len(places) - _SHOWN_PLACES
    return f"{shown} and {more} more" if more > 0 else shown


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def fold(name: str) -> str:
    return nfc(name).casefold()
