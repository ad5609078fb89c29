"""Where the parts of TeX begin and end: commands, groups, environments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

COMMAND = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_MARK = re.compile(r"\\.|[{}]", re.DOTALL)
_ENVIRONMENT = re.compile(r"\\(?:(begin|end)(?![A-Za-z])\s*\{([^{}]*)\}|.)", re.DOTALL)
_SPACE = re.compile(r"\s*")


def command_names(tex: str) -> set[str]:
    r"""The commands in `tex`, without their backslash: `{"alpha", "\\", ","}`."""
    return set(COMMAND.findall(tex))


def group_end(tex: str, start: int) -> int:
    """Just past the group whose `{` stands at `start`, or -1."""
    depth = 0
    for found in _MARK.finditer(tex, start):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
            if depth <= 0:
                return found.end()
    return -1


def skip_space(tex: str, start: int) -> int:
    found = _SPACE.match(tex, start)
    return found.end() if found else start


def read_group(tex: str, start: int) -> tuple[str, int] | None:
    """(content, end) of the group that follows at `start`, spaces aside."""
    opening = skip_space(tex, start)
    end = group_end(tex, opening) if tex.startswith("{", opening) else -1
    return (tex[opening + 1 : end - 1], end) if end > 0 else None


def read_argument(tex: str, start: int) -> tuple[str, int] | None:
    """(content, end) of the argument that follows at `start`: a group, a command or one character."""
    if found := read_group(tex, start):
        return found
    at = skip_space(tex, start)
    if at >= len(tex) or tex[at] in "{}":
        return None
    command = COMMAND.match(tex, at)
    end = command.end() if command else at + 1
    return tex[at:end], end


def replace_command(tex: str, name: str, build: Callable[[str], str], *, star: str = "") -> str:
    r"""`tex` with each `\name{content}` as `build(content)`, inner ones first; one without its group stays."""
    for found in reversed([found for found in COMMAND.finditer(tex) if found[1] == name]):
        start = found.end()
        if star:
            if not tex.startswith(star, start):
                continue
            start += len(star)
        if group := read_group(tex, start):
            tex = tex[: found.start()] + build(group[0]) + tex[group[1] :]
    return tex


def environments(tex: str) -> Iterator[tuple[int, int, str, str]]:
    r"""(start, end, "begin" or "end", name) of each `\begin{name}` and `\end{name}`."""
    for found in _ENVIRONMENT.finditer(tex):
        if found[1]:
            yield found.start(), found.end(), found[1], found[2].strip()


def split_rows(tex: str) -> list[str]:
    r"""`tex` parted at the `\\` that stand in no group and no environment."""
    rows, depth, start = list[str](), 0, 0
    for found in _ROW_MARK.finditer(tex):
        mark = found[0]
        if mark == "{" or found[1] == "begin":
            depth += 1
        elif mark == "}" or found[1] == "end":
            depth -= 1
        elif found[2] is not None and depth <= 0:
            rows.append(tex[start : found.start()])
            start = found.end()
    return [*rows, tex[start:]]


def count_cells(row: str) -> int:
    """How many cells a row has: one more than `&` in no group and no environment."""
    cells, depth = 1, 0
    for found in _CELL_MARK.finditer(row):
        mark = found[0]
        if mark == "&":
            cells += depth <= 0
        elif mark == "{" or found[1] == "begin":
            depth += 1
        elif mark == "}" or found[1] == "end":
            depth -= 1
    return cells


_CELL_MARK = re.compile(r"\\(?:(begin|end)(?![A-Za-z]))|\\.|[{}&]", re.DOTALL)
_ROW_MARK = re.compile(
    r"(?:\\(begin|end)(?![A-Za-z]))|(\\\\(?:\s*\[[^\[\]\\&{}]{0,20}\]|\*)?)|\\.|[{}]", re.DOTALL
)
