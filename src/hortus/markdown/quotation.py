"""Quotations that leave out their `>` within a formula: the formula's lines belong to them all the same."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_QUOTED = re.compile(r" {0,3}(?:>[ \t]?)+")
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_DOLLARS = re.compile(r"(?<!\\)\$\$")
_MAX_LINES = 50


def quotation_plugin(md: MarkdownIt) -> None:
    md.core.ruler.before("block", "quotation", _mark_quotations)


def written(state: StateCore) -> str:
    """The note's text as its author wrote it."""
    return str(state.env.get("written", state.src))


def _mark_quotations(state: StateCore) -> None:
    state.env["written"] = state.src
    state.src = _with_marks(state.src)


def _with_marks(text: str) -> str:
    """`text` with the marks put in where a display that opens in a quotation goes on without them."""
    if "$$" not in text or ">" not in text:
        return text
    lines = text.split("\n")
    fence = ""
    row = 0
    while row < len(lines):
        line = lines[row]
        if (found := _FENCE.match(line)) and (not fence or found[1].startswith(fence)):
            fence = "" if fence else found[1]
        elif not fence and "$$" in line and (quoted := _QUOTED.match(line)) and _opens(line):
            row = _mend(lines, row, quoted[0])
        row += 1
    return "\n".join(lines)


def _opens(line: str) -> bool:
    """Whether a display is still open at the end of the line."""
    return len(_DOLLARS.findall(_CODE.sub("", line))) % 2 == 1


def _mend(lines: list[str], first: int, mark: str) -> int:
    """Mark the lines of the display that opens on line `first`; the last line that was looked at."""
    row = first + 1
    while row < len(lines) and row - first <= _MAX_LINES and lines[row].strip():
        if _DOLLARS.search(lines[row]):
            for inner in range(first + 1, row + 1):
                if not _QUOTED.match(lines[inner]):
                    lines[inner] = mark + lines[inner]
            return row
        row += 1
    return first
