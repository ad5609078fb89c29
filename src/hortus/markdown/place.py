"""Where in the file the things inside a paragraph stand: line and column for links, pictures and formulas."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from hortus.markdown.collector import collector

_PLACED = frozenset({"link_open", "image", "wikilink", "embed", "math_inline", "math_display"})


def place_plugin(md: MarkdownIt) -> None:
    md.core.ruler.push("place", _place)


def _place(state: StateCore) -> None:
    first_line = collector(state.env).first_line
    lines = state.src.split("\n")
    for token in state.tokens:
        if token.type == "inline" and token.map and token.children:
            _place_children(token, _Text(token, lines), first_line)
        elif token.type == "math_block" and token.map:
            token.meta["column"] = max(lines[token.map[0]].find(token.markup), 0) + 1


class _Text:
    """The text of an inline token, and where in the file each of its lines begins."""

    def __init__(self, token: Token, lines: list[str]) -> None:
        self.first_row = token.map[0] if token.map else 0
        self.lines = lines
        self.content = token.content
        self.rows = token.content.split("\n")
        self.ends = list(accumulate(len(row) + 1 for row in self.rows))
        self.cell = int(token.meta.get("column", -1))

    def place(self, offset: int) -> tuple[int, int]:
        """(row in the file, column counted from 0) of a character of the text."""
        number = bisect_right(self.ends, offset)
        begin = self.ends[number - 1] if number else 0
        row, text = self.first_row + number, self.rows[number] if number < len(self.rows) else ""
        if row >= len(self.lines):
            return row, 0
        return row, self._begin(self.lines[row], text) + offset - begin

    def _begin(self, line: str, text: str) -> int:
        """Where the text stands in its line: at the end, unless it is a cell's."""
        text = text.rstrip()
        if self.cell < 0:
            return max(line.rfind(text), 0)
        found = line.find(text, self.cell)
        if found >= 0:
            return found
        return len(line) - len(line[self.cell :].lstrip())  # an escaped bar has lost its backslash


def _place_children(inline: Token, text: _Text, first_line: int) -> None:
    row, column = text.first_row, max(text.cell, 0)
    for child in inline.children or ():
        if "offset" in child.meta:
            row, column = text.place(child.meta["offset"])
            child.meta["line"], child.meta["column"] = row + first_line, column + 1
            row, column = text.place(child.meta["end"])
        elif child.type in {"softbreak", "hardbreak"}:
            row, column = row + 1, 0
        elif child.type in _PLACED:
            found = text.lines[row].find(_mark(child), column) if row < len(text.lines) else -1
            child.meta["line"], child.meta["column"] = row + first_line, max(found, column) + 1
            column = max(found, column) + 1


def _mark(token: Token) -> str:
    """What the token begins with in the source."""
    if token.type == "link_open":
        return "<" if token.markup == "autolink" else "["
    if token.type == "image":
        return "!["
    return token.markup


def line(token: Token) -> int:
    return int(token.meta.get("line", 0))


def column(token: Token) -> int:
    return int(token.meta.get("column", 0))
