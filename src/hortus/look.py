"""A look: templates and static files between the default theme and the owner's own. `look:` in `hortus.yaml` names one that is
shipped, or the folder of one's own.
"""

from __future__ import annotations

import difflib
from pathlib import Path

from hortus.config import NAME
from hortus.model import Problem

_SHIPPED = "templates/_looks"  # in the default theme


class LookError(Exception):
    """There is no such look; `problem` says which there are."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def find_look(site: Path, theme: Path, name: str) -> Path | None:
    """The folder of the look `name` for the site in the folder `site`; None without a name. Raises LookError."""
    if not name:
        return None
    if "/" in name:
        folder = site / name
        if folder.is_dir():
            return folder
        raise LookError(_problem(f"`look` names the folder `{name}`, which is not there"))
    shipped = sorted(folder.name for folder in (theme / _SHIPPED).iterdir() if folder.is_dir())
    if name in shipped:
        return theme / _SHIPPED / name
    near = difflib.get_close_matches(name, shipped, n=1)
    hint = (
        f"did you mean `{near[0]}`?"
        if near
        else f"there are {', '.join(shipped)}; a folder is written ./{name}"
    )
    raise LookError(_problem(f"there is no look `{name}`", hint))


def _problem(message: str, hint: str = "") -> Problem:
    return Problem("error", "look", message, NAME, 0, 0, hint)
