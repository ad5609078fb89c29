"""A look: templates and static files between the default theme and the owner's own. `look:` in `hortus.yaml` names one that is
shipped, or the folder of one's own.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from hortus.config import NAME
from hortus.model import Problem

_SHIPPED = "templates/_looks"  # in the default theme
_PARTS = ("templates", "static")
_KEY = re.compile(r"""["']?look["']?\s*:""")


class LookError(Exception):
    """There is no such look; `problem` says which there are."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def own_look(site: Path, name: str) -> Path | None:
    """The folder that `name` means for the site in the folder `site`; None for the name of one that is shipped."""
    return site / name if "/" in name else None


def find_look(site: Path, theme: Path, name: str) -> Path | None:
    """The folder of the look `name` for the site in the folder `site`; None without a name. Raises LookError."""
    if own := own_look(site, name):
        if what := _what_is_wrong(own, site):
            raise LookError(_problem(site, f"`look` names the folder `{name}`, which {what}"))
        return own
    shipped = sorted(folder.name for folder in (theme / _SHIPPED).iterdir() if folder.is_dir())
    if not name or name in shipped:
        return theme / _SHIPPED / name if name else None
    near = difflib.get_close_matches(name.lower(), shipped, n=1)
    known = ", ".join(shipped)
    if any((site / name / part).is_dir() for part in _PARTS):
        hint = f"a folder is written ./{name}"
    else:
        hint = f"did you mean `{near[0]}`?" if near else f"there are {known}; a folder is written ./{name}"
    raise LookError(_problem(site, f"there is no look `{name}`", hint))


def _what_is_wrong(look: Path, site: Path) -> str:
    """Why a folder can be no look; "" when it can."""
    if not look.is_dir():
        return "is not there"
    if site.resolve().is_relative_to(look.resolve()):
        return "the site itself lies in"
    return "" if any((look / part).is_dir() for part in _PARTS) else "holds no `templates/` and no `static/`"


def _problem(site: Path, message: str, hint: str = "") -> Problem:
    lines = (site / NAME).read_text("utf-8-sig").splitlines()
    line = next((number for number, text in enumerate(lines, 1) if _KEY.match(text)), 0)
    return Problem("error", "look", message, NAME, line, 1 if line else 0, hint)
