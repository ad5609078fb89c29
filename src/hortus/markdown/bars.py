"""Tables as kramdown has them beside GitHub's: without a head, and with `+` in the lines that part their rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

_LINE = re.compile(r"\|[ \t:+=|-]*[-=][ \t:+=|-]*")
_ROW = re.compile(r"\|.*\|")
_PARTS = re.compile(r"[|+]")


def read_bars(state: StateBlock, start: int, end: int) -> bool:
    """Push the table that begins on the line `start` and whose rows each stand between two bars; False when there is none."""
    rows = list(_rows(state, start, end))
    if not any(cells for _, cells, _ in rows):
        return False
    state.line = rows[-1][0] + 1
    lines = [index for index, (_, cells, _) in enumerate(rows) if cells is None]
    head = next((index for index in lines if index), 0)  # a line above all rows only frames them
    sides = next((sides for _, cells, sides in rows if cells is None), [])
    columns = max(len(cells) for _, cells, _ in rows if cells)
    _open(state, "table", [start, state.line])
    for name, cell, group in (("thead", "th", rows[:head]), ("tbody", "td", rows[head:])):
        if any(cells for _, cells, _ in group):
            _open(state, name)
            for number, cells, _ in group:
                if cells:
                    _push_row(state, number, cells + [""] * (columns - len(cells)), sides, cell)
            _close(state, name)
    _close(state, "table")
    return True


def _rows(state: StateBlock, start: int, end: int) -> Iterator[tuple[int, list[str] | None, list[str]]]:
    """The number of each line, its cells, and to which side those of each column stand; no cells, and sides, where it parts rows."""
    for number in range(start, end):
        text = state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].strip()
        if state.sCount[number] < state.blkIndent or state.is_code_block(number):
            return
        if _LINE.fullmatch(text):
            yield number, None, [_side(part.strip()) for part in _PARTS.split(text.strip("|"))]
        elif _ROW.fullmatch(text):
            yield number, [cell.strip() for cell in escapedSplit(text)[1:-1]], []
        else:
            return


def _side(part: str) -> str:
    begins, ends = part.startswith(":"), part.endswith(":") and len(part) > 1
    return "center" if begins and ends else "right" if ends else "left" if begins else ""


def _push_row(state: StateBlock, number: int, cells: list[str], sides: list[str], name: str) -> None:
    _open(state, "tr", [number, number + 1])
    for column, cell in enumerate(cells):
        opening = _open(state, name)
        if column < len(sides) and sides[column]:
            opening.attrs = {"style": f"text-align:{sides[column]}"}
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = cell, [number, number + 1], []
        _close(state, name)
    _close(state, "tr")


def _open(state: StateBlock, name: str, lines: list[int] | None = None) -> Token:
    token = state.push(f"{name}_open", name, 1)
    token.map = lines
    return token


def _close(state: StateBlock, name: str) -> None:
    state.push(f"{name}_close", name, -1)
