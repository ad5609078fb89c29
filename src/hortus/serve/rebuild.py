"""Building again and again: how the last build went, what came of each page, and a build that a newer edit overtakes."""

from __future__ import annotations

import datetime
import hashlib
import sqlite3
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal

from hortus.ahead import Ahead
from hortus.build import build
from hortus.checking import Checked, check
from hortus.config import ConfigError
from hortus.ledger import Books, OwnBooks, listed
from hortus.memo import Memo
from hortus.model import Problem, Report
from hortus.report import describe
from hortus.request import Request, UsageError, ledger_path, now
from hortus.selection import Selection

_MOST_OVERTAKEN = 3  # in a row: what is saved without a pause must not keep the page from ever being fresh
_MOST_NAMESAKES = 100  # `index.md` in every folder of a large garden that was moved as a whole
_LATE = 0.2  # seconds: what is due then has come
_MOST_FILES = 500  # that open pages are told of; they are of the latest builds

Tell = Callable[[Report, float], None]
Phase = Literal["building", "ready", "stopped"]


class Overtaken(Exception):  # noqa: N818  (no error: it unwinds a build that is not wanted any more)
    """A newer edit was seen while a build was under way."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A problem as the page shows it; `page` is the path of the page it is about, "" for all."""

    page: str
    text: str


@dataclass(frozen=True, slots=True)
class State:
    """What open pages are told: what is going on, and the problems. `stopped` is the last good site."""

    phase: Phase
    problems: tuple[Shown, ...] = ()


class Builder:
    """Calls `build` whenever it is told to, one at a time, and remembers what came of it.

    `remember` opens the memo, and again when that is lost with the folder. `fault` is why the very first build, before
    which there is no site to show, could not be made at all.
    """

    def __init__(
        self,
        request: Request,
        remember: Callable[[], Memo],
        tell: Tell,
        say: Callable[[str], None],
        open_pages: Callable[[], frozenset[str]] = frozenset,
        shown: Callable[[], None] = lambda: None,
    ) -> None:
        self._request, self._remember, self._tell, self._say = request, remember, tell, say
        self._memo: Memo | None = None
        is_own = request.output.is_relative_to(request.cache)
        self._books = (OwnBooks if is_own else Books)(ledger_path(request))
        self._lock = threading.Lock()  # of the memo: it is asked for findings while nothing is built
        self._edits = self._overtaken = self._done = 0
        self._is_ending = False
        self._problems: tuple[Problem, ...] | None = None  # as last printed
        self._places: dict[str, str] = {}
        self._marks: dict[str, str] = {}
        self._shown = shown
        self._ahead: dict[str, bytes] = {}  # pages as they are going to be, by their paths
        self._looked_at = Ahead(open_pages, lambda: self.paths, self._show)
        self._until: datetime.datetime | None = None  # when a note is due to be published, or hidden
        self.state = State("building")
        self.fault: Exception | None = None
        self.paths: frozenset[str] = listed(request.output)
        self.moved: dict[str, str] = {}  # path of a page that is gone → where its note is now
        self.files: dict[str, int] = {}  # path of a file that is no page → number of the build that wrote it

    @property
    def has_built(self) -> bool:
        return self._done > 0

    def overtake(self) -> None:
        """There is a newer edit: a build that is under way ends as soon as it can, unless too many did so before."""
        self._edits += 1

    def end(self) -> None:
        """No build is wanted any more."""
        self._is_ending = True

    def close(self) -> None:
        with suppress(OSError):
            self._books.close()
        if self._memo is not None:
            self._memo.close()
            self._memo = None

    def begin(self) -> None:
        """Say that a build is about to be made."""
        self.state = replace(self.state, phase="building")

    def build(self) -> bool:
        """Whether a build was made to its end, and not overtaken."""
        edits, began = self._edits, time.perf_counter()
        must_end = self._overtaken >= _MOST_OVERTAKEN

        def go_on(*_: object) -> None:
            if self._is_ending or (edits != self._edits and not must_end):
                raise Overtaken

        try:
            with self._lock:
                report = self._build(go_on)
        except Overtaken:
            self._overtaken += 1
            return False
        except ConfigError as error:
            self._fail(error, [text for problem in error.problems for text in self._lines(problem)])
        except (UsageError, OSError, sqlite3.Error) as error:
            self._fail(error, [f"error: {error}"])
        except Exception as error:  # noqa: BLE001  (the server goes on, whatever is wrong with one build)
            self._fail(error, [f"error: Hortus itself failed: {type(error).__name__}: {error}"])
        else:
            # A build that changed nothing says nothing: what is printed may go to a file that is watched.
            if report.written or report.removed or report.problems != self._problems:
                self._tell(report, time.perf_counter() - began)
            self._publish(report)
        self._overtaken = 0
        self._done += 1
        return True

    def check(self) -> Checked:
        """What may be wrong with the notes as they are now. Raises what `check` raises."""
        with self._lock:
            self._memo = self._memo or self._remember()
            return check(replace(self._request, selection=self._now()), self._memo)

    def due(self) -> float | None:
        """In how many seconds there is to be another site though nothing is edited; None for never."""
        return max((self._until - now()).total_seconds(), 0) + _LATE if self._until else None

    def page(self, path: str) -> bytes:
        """The page at `path`; nothing when it cannot be had."""
        try:
            return self._ahead.get(path) or (self._request.output / path).read_bytes()
        except OSError:
            return b""

    def mark(self, path: str) -> str:
        """Tells the page at `path` from an earlier one there; "" when there is none."""
        if path not in self.paths:
            return ""
        if path in self._ahead:
            return mark_of(self._ahead[path])
        marks = self._marks  # a build that ends meanwhile puts others in their place
        if path not in marks:
            try:
                marks[path] = mark_of((self._request.output / path).read_bytes())
            except OSError:
                return ""
        return marks[path]

    def _show(self, path: str, page: bytes) -> None:
        """Show a page before it is published, if there is another one now."""
        if self.mark(path) not in {"", mark_of(page)}:
            self._ahead = {**self._ahead, path: page}
            self._shown()

    def _now(self) -> Selection:
        return replace(self._request.selection, now=now())

    def _build(self, progress: Callable[[str, int, int], None]) -> Report:
        request = replace(self._request, selection=self._now())
        if not request.cache.is_dir():  # it may have gone with the whole folder
            self.close()
        self._memo = self._memo or self._remember()
        try:
            return build(request, self._memo, progress, self._books, self._looked_at)
        except sqlite3.Error as error:
            if "locked" in str(error):
                raise
            self.close()  # another one may stand in its place by now
            self._memo = self._remember()
            return build(request, self._memo, progress, self._books, self._looked_at)

    def _publish(self, report: Report) -> None:
        self._until = report.until
        places = dict(report.places)
        problems = tuple(
            Shown(
                "" if problem.severity == "error" else places.get(problem.path, "-"),
                "\n".join(self._lines(problem)),
            )
            for problem in report.problems
        )
        changed = {*report.written, *report.removed}
        self._marks = {path: mark for path, mark in list(self._marks.items()) if path not in changed}
        self._ahead = {}
        if report.written or report.removed:
            self.paths = self._books.paths
        if not report.is_stopped:
            known = {**self.moved, **moves(self._places, places)}
            self.moved = {path: to for path, to in known.items() if path not in self.paths}
            self._places = places
        self._note_files(report.written)
        self._problems = report.problems
        self.state = State("ready" if report.is_published else "stopped", problems)

    def _note_files(self, written: tuple[str, ...]) -> None:
        if not self._done:  # the first build writes all, and nobody has seen them yet
            return
        named = [path for path in written if not path.endswith(".html") and not path.startswith("search/")]
        files = {**self.files, **dict.fromkeys(named, self._done)}
        self.files = dict(sorted(files.items(), key=lambda item: item[1])[-_MOST_FILES:])

    def _fail(self, error: Exception, texts: list[str]) -> None:
        self._ahead = {}
        if not self._done:
            self.fault = error
            return
        shown = Shown("", "\n".join(texts))
        if self.state.problems != (shown,):
            for text in texts:
                self._say(text)
        self._problems = None
        self.state = State("stopped", (shown,))

    def _lines(self, problem: Problem) -> list[str]:
        return describe(problem, self._request.folder)


def mark_of(page: bytes) -> str:
    return hashlib.blake2b(page, digest_size=8).hexdigest()


def moves(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Where the notes of pages that are gone are now: path of the page → path of the new one, "" if that cannot be told.

    Both map notes to their pages. A note that went is the one that came with most of its path, or the only one that did.
    """
    moved = {before[note]: after[note] for note in before if note in after and before[note] != after[note]}
    gone = [note for note in before if note not in after]
    new = [note for note in after if note not in before]
    named: dict[str, list[str]] = {}
    for note in new:
        named.setdefault(note.rpartition("/")[2], []).append(note)
    for note in gone:
        found = _nearest(note, named.get(note.rpartition("/")[2], []))
        found = new if not found and len(gone) == len(new) == 1 else found
        moved[before[note]] = after[found[0]] if len(found) == 1 else ""
    return moved


def _nearest(note: str, others: list[str]) -> list[str]:
    """Those of `others`, called as `note` is, that share most of the folders around it."""
    if len(others) > _MOST_NAMESAKES:
        return []
    shared = {other: _common_end(note, other) for other in others}
    return [other for other in others if shared[other] == max(shared.values())]


def _common_end(one: str, other: str) -> int:
    """How many names the two paths share, from the last."""
    pairs = zip(reversed(one.split("/")), reversed(other.split("/")), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
