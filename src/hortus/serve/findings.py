"""The page that tells, under `hortus serve`, what may be wrong with the notes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hortus.checking import Checked
from hortus.model import Problem
from hortus.report import describe
from hortus.theme import Chrome, ThemeError

_ROOT = "../"  # the page is at /_hortus/check
_NO_THEME = Problem("error", "theme", "the site's templates cannot be used")


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding as the page shows it: where in the file, what, and the line itself."""

    place: str
    message: str
    code: str
    excerpt: str
    hint: str


@dataclass(frozen=True, slots=True)
class Findings:
    """Those of one file; `page` is where it is in the site, "" when it is not published."""

    path: str
    page: str
    findings: tuple[Finding, ...]


def render_findings(checked: Checked, folder: Path) -> bytes:
    """`folder` is where the paths of the findings begin. Raises ThemeError."""
    if checked.theme is None:
        raise ThemeError(next((found for found in checked.findings if found.severity == "error"), _NO_THEME))
    places = dict(checked.places)
    files = dict[str, list[Finding]]()
    for problem in checked.findings:
        files.setdefault(problem.path, []).append(_finding(problem, folder))
    shown = tuple(Findings(path, places.get(path, ""), tuple(found)) for path, found in files.items())
    chrome: Chrome = checked.theme.chrome
    return checked.theme.template("check.html").render(
        _ROOT, site=chrome, files=shown, total=len(checked.findings)
    )


def _finding(problem: Problem, folder: Path) -> Finding:
    lines = [line for line in describe(problem, folder)[1:] if not line.startswith("  = ")]
    place = ":".join(str(number) for number in (problem.line, problem.column) if number)
    return Finding(place, problem.message, problem.code, "\n".join(lines), problem.hint)
