"""The terminal: what is printed, where, in which colours, and the exit status for each thing that can go wrong."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from hortus.commands.ask import Reply
    from hortus.model import Problem, Report

FAILED, WRONG, INTERRUPTED = 1, 2, 130
_SHOWN_WARNINGS = 20
_REFRESH = 0.1  # seconds


class Errors:
    """Turns what can go wrong into a message and an exit status. Never a traceback, unless asked for."""

    def __init__(self, folder: Path, *, debug: bool) -> None:
        self._folder, self._debug = folder, debug

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None or isinstance(error, SystemExit | click.ClickException):
            return
        if self._debug:
            import traceback

            traceback.print_exception(error)
        if isinstance(error, KeyboardInterrupt):
            sys.exit(INTERRUPTED)
        sys.exit(print_error(error, self._folder))


def print_error(error: BaseException, folder: Path) -> int:
    """Print what happened; the exit status for it."""
    import sqlite3

    from hortus.config import ConfigError
    from hortus.pickles import DamagedError
    from hortus.request import UsageError
    from hortus.theme import ThemeError
    from hortus.work import ClusterError

    match error:
        case ConfigError():
            for problem in error.problems:
                _print_problem(problem, folder)
            return WRONG
        case UsageError():
            say(f"error: {error}")
            return WRONG
        case ClusterError() | DamagedError():
            say(f"error: {error}")
            return FAILED
        case sqlite3.OperationalError() if "locked" in str(error):
            say("error: another build of this folder is still running; try again when it is done")
            return FAILED
        case sqlite3.Error():
            say(
                f"error: the cache cannot be used: {error}; --clean makes a new one, --cache-dir takes another place"
            )
            return FAILED
        case ThemeError():
            _print_problem(error.problem, folder)
            return FAILED
        case BrokenPipeError():
            return FAILED
        case OSError():
            where = f"{error.filename}: " if error.filename else ""
            is_cache = ".hortus" in Path(str(error.filename)).parts
            hint = "; --cache-dir takes another place for what is remembered" if is_cache else ""
            say(f"error: {where}{error.strerror or error}{hint}")
            return FAILED
        case _:
            say(f"error: Hortus itself failed: {type(error).__name__}: {error}")
            say("  = this is a fault of Hortus; run it again with --debug and report what it prints")
            return FAILED


def print_json(value: object) -> None:
    """One JSON value, in the letters it is made of where the terminal has them."""
    is_unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    print(json.dumps(value, ensure_ascii=not is_unicode, indent=2))


def print_report(report: Report, seconds: float, folder: Path, *, quiet: bool, verbose: bool) -> None:
    from hortus.report import hidden_sentence, sentence

    errors = [problem for problem in report.problems if problem.severity == "error"]
    warnings = [] if quiet else [problem for problem in report.problems if problem.severity == "warning"]
    shown = warnings if verbose else warnings[:_SHOWN_WARNINGS]
    for problem in [*errors, *shown]:
        _print_problem(problem, folder)
    if len(shown) < len(warnings):
        say(f"… and {len(warnings) - len(shown)} more warnings; -v shows them all")
    if report.is_stopped:
        say("error: nothing was published; the site is as it was")
    if not quiet:
        print(sentence(report, seconds), flush=True)
        if hidden := hidden_sentence(report.hidden):
            print(hidden, flush=True)
        if report.is_published and not report.notes:
            print(f"there are no notes in {folder}: they are files .md, .markdown and .ipynb", flush=True)


class _Captured(io.StringIO):
    """Takes what is printed, in colours."""

    encoding = sys.stdout.encoding

    def isatty(self) -> bool:
        return True


def printed(write: Callable[[], None]) -> tuple[str, str]:
    """What `write` prints: (on the standard output, on that for errors)."""
    with redirect_stdout(_Captured()) as out, redirect_stderr(_Captured()) as error:
        write()
    return out.getvalue(), error.getvalue()


def print_export(report: Report) -> None:
    """Where the files for the search server are."""
    from hortus.report import export_sentence

    export = report.search_export
    say(export_sentence(export) if export else "no search export was written: the site has errors")


def print_hits(reply: Reply, most: int, *, as_json: bool) -> None:
    """What was found, best first: where it stands, and the part of the text that says why."""
    from hortus.commands.hits import as_hits, describe_hit

    answer = reply.answer
    if as_json:
        print_json(as_hits(answer, most))
        return
    for typed, found in answer.corrections:
        say(f"no note has “{typed}”; this is what is found for “{found}”")
    for typed in answer.missing:
        say(f"no note has “{typed}”")
    for hit in answer.hits[:most]:
        name, place, text, marks = describe_hit(
            hit, reply.files[hit.section.path], shutil.get_terminal_size().columns - 2
        )
        _print(click.style(name, bold=True))
        _print("  " + click.style(place, fg="green"))
        if text:
            _print("  " + _marked(text, marks))
    if not answer.hits:
        say("nothing found" + (f"; “{answer.without[0]}” finds something" if answer.without else ""))


def _marked(text: str, marks: list[tuple[int, int]]) -> str:
    parts, end = list[str](), 0
    for start, stop in marks:
        parts += [text[end:start], click.style(text[start:stop], fg="yellow", bold=True)]
        end = stop
    return "".join([*parts, text[end:]])


def print_lines(lines: Iterable[str]) -> None:
    from hortus.report import CONTROL

    for line in lines:
        _print(CONTROL.sub("\N{REPLACEMENT CHARACTER}", line))


def _print(line: str) -> None:
    """A line of the result; colours as in `say`."""
    click.echo(line, color=False if os.environ.get("NO_COLOR") else None)


def _print_problem(problem: Problem, folder: Path) -> None:
    for line in _styled(problem, folder):
        say(line)


def print_finding(finding: Problem, folder: Path) -> None:
    """A finding as a result, with its code."""
    for line in _styled(finding, folder, f" [{finding.code}]"):
        _print(line)


def _styled(problem: Problem, folder: Path, code: str = "") -> Iterator[str]:
    from hortus.report import describe

    is_there = folder == Path() or problem.path.startswith("/")
    prefix = "" if is_there else f"{folder.as_posix().rstrip('/')}/"
    first, *rest = describe(problem, folder, prefix)
    colour = "red" if problem.severity == "error" else "yellow"
    head, mark, tail = first.partition(f"{problem.severity}:")
    yield click.style(head, bold=True) + click.style(mark, fg=colour) + tail + code
    for line in rest:
        yield click.style(line, dim=True)


def say(line: str) -> None:
    """A message for the person at the terminal; colours only there, and not where NO_COLOR is set (no-color.org)."""
    click.echo(line, err=True, color=False if os.environ.get("NO_COLOR") else None)


class Steps:
    """How long each step of a build took, as its progress tells: [(name, seconds)]."""

    def __init__(self, began: float) -> None:
        self.taken = list[tuple[str, float]]()
        self._step, self._since = "Loading", began

    def watching(self, progress: Callable[[str, int, int], None]) -> Callable[[str, int, int], None]:
        """`progress`, listened to."""

        def told(step: str, done: int, total: int) -> None:
            self._begin(step)
            progress(step, done, total)

        return told

    def end(self) -> None:
        self._begin("")

    def _begin(self, step: str) -> None:
        if step != self._step:
            now = time.perf_counter()
            self.taken.append((self._step, now - self._since))
            self._step, self._since = step, now


def print_steps(steps: Steps) -> None:
    """A line for each step of a build: milliseconds, and the share of the whole."""
    whole = sum(seconds for _, seconds in steps.taken)
    for name, seconds in steps.taken:
        say(f"{seconds * 1000:9.1f} ms {seconds / whole:5.0%}  {name}")


class Progress:
    """A bar on the terminal for what takes long; nothing elsewhere."""

    def __init__(self, *, quiet: bool) -> None:
        self._shows = not quiet and sys.stderr.isatty()
        self._bar: Any = None
        self._shown = 0.0
        self._began = time.perf_counter()

    def __enter__(self) -> Callable[[str, int, int], None]:
        return self._update if self._shows else lambda step, done, total: None

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def _update(self, step: str, done: int, total: int) -> None:
        if self._bar is None:
            if time.perf_counter() - self._began < 0.5 or total < 2:
                return
            from rich.console import Console
            from rich.progress import Progress as Bar

            # Without a thread of its own, beside which no process could be forked.
            self._bar = Bar(console=Console(stderr=True), transient=True, auto_refresh=False)
            self._bar.start()
            self._tasks: dict[str, Any] = {}
        if total < 2:
            return
        if step not in self._tasks:
            self._tasks[step] = self._bar.add_task(step, total=total)
        self._bar.update(self._tasks[step], completed=done, total=total)
        if time.perf_counter() - self._shown > _REFRESH:
            self._shown = time.perf_counter()
            self._bar.refresh()
