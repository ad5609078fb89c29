"""`check`: the plan of a build, and what may be wrong with it. Nothing is written into the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hortus import problems
from hortus.checks import CHECKS, Garden, Text, misspelt, told_together
from hortus.leaking import find_leaks
from hortus.memo import Memo
from hortus.model import Inset, Note, Problem, Source
from hortus.pickles import DamagedError
from hortus.plan import Plan, make_plan
from hortus.request import Request, beside, configure
from hortus.theme import Theme

_NAMING = (".html", ".css", ".scss", ".sass", ".less", ".js", ".json", ".yaml", ".yml", ".toml", ".canvas", ".base", ".xml", ".txt", ".org", ".rst", ".tex")  # fmt: skip
_LARGEST = 1_000_000  # bytes of a file that is read for the names in it
_SHOWING = ("<iframe", "<video", "<audio", "<svg", "<object", "<img", "<embed", "<math")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for besides what always is."""

    spelling: bool = False
    leaks: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings, in the order of the files; how many notes there are, and where each published one is in the site."""

    findings: tuple[Problem, ...]
    notes: int
    places: tuple[tuple[str, str], ...]
    theme: Theme | None


def check(request: Request, memo: Memo, wanted: Wanted = Wanted()) -> Checked:
    """What is wrong with the folder. Raises UsageError and ConfigError."""
    with memo:
        try:
            return _check(request, memo, wanted)
        except DamagedError:
            memo.forget()
            return _check(request, memo, wanted)


def _check(request: Request, memo: Memo, wanted: Wanted) -> Checked:
    plan = make_plan(request, memo)
    garden = open_garden(request, plan)
    checks = (*CHECKS, misspelt) if wanted.spelling else CHECKS
    own = problems.below((finding for one in checks for finding in one(garden)), plan.prefix)
    together = {(plan.prefix + path, place, message) for path, place, message in told_together(garden)}
    of_build = (
        problem
        for problem in plan.problems
        if (problem.path, (problem.line, problem.column), problem.message) not in together
    )
    stopped = (plan.stopped,) if plan.stopped else ()
    leaks = find_leaks(request, memo, plan) if wanted.leaks and not plan.stopped else ()
    every = dict.fromkeys((*stopped, *leaks, *of_build, *own))
    ordered = sorted(every, key=lambda finding: (finding.path, finding.line, finding.column))
    places = tuple((plan.prefix + page.note.path, page.path) for page in plan.site.every_page)
    return Checked(tuple(ordered), len(plan.notes), places, plan.theme)


def open_garden(request: Request, plan: Plan) -> Garden:
    """What the checks look at."""
    config, folder, _ = configure(request)
    files = plan.found.files
    is_all_here = not beside(request, config)
    return Garden(
        site=plan.site,
        faces={item.path: item.face.value() for item in plan.notes},
        sources={source.path: source for source in plan.found.notes},
        places={item.path: item.places for item in plan.notes},
        texts={
            page.note.path: _text(plan.contents.notes[page.note.path].value())
            for page in plan.site.every_page
        },
        files=files,
        beside=frozenset(() if is_all_here else (path for path in files if not (folder / path).is_file())),
        others=tuple(_others(request.folder, folder, files)),
        now=request.selection.now,
    )


def _text(note: Note) -> Text:
    shows = any(
        isinstance(piece, Inset) or (isinstance(piece, str) and any(mark in piece for mark in _SHOWING))
        for piece in note.body
    )
    return Text(note.sections, note.counts, shows)


# What was found before names notes and files, and uses none.
_FINDINGS = re.compile(rb'"[^"\n]*\bsarif-|\[\s*\{\s*"path":[^\n]*\s*(?:"(?:line|col)":[^\n]*\s*)*"code":')
_HEAD = 4096


def _others(site: Path, folder: Path, files: tuple[str, ...]) -> Iterator[Source]:
    """The files that may name a picture: those among the notes, and those of the site beside them."""
    own = [
        *(file for file in sorted(site.iterdir()) if site != folder),
        *(file for name in ("templates", "static") for file in (site / name).rglob("*")),
    ]
    for file in (*(folder / path for path in files if path.lower().endswith(_NAMING)), *own):
        try:
            if file.is_file() and file.suffix in _NAMING and file.stat().st_size <= _LARGEST:
                data = file.read_bytes()
                if not _FINDINGS.search(data, 0, _HEAD):
                    yield Source(file.as_posix(), data)
        except OSError:
            continue
