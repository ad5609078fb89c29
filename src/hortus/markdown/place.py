"""Where in the file the things inside a paragraph stand: line and column for links, pictures and formulas."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from hortus.instructions.code import without_code
from hortus.markdown.collector import collector
from hortus.markdown.quotation import written

_PLACED = frozenset({"link_open", "image", "wikilink", "embed", "math_inline", "math_display", "html_inline"})


_ESCAPED_BAR = re.compile(r"\\\|")


def place_plugin(md: MarkdownIt) -> None:
    md.core.ruler.push("place", _place)


def _place(state: StateCore) -> None:
    first_line = collector(state.env).first_line
    source = written(state)
    lines = source.split("\n")
    footnotes = _Footnotes(source)
    for token in state.tokens:
        if token.type == "inline" and token.children:
            row = token.map[0] if token.map else footnotes.row(token.content)
            if row >= 0 and any(map(_has_place, token.children)):
                _place_children(token, _Text(token, lines, row), first_line)
        elif token.type == "math_block" and token.map:
            token.meta["column"] = max(lines[token.map[0]].find(token.markup), 0) + 1


def _has_place(token: Token) -> bool:
    return token.type in _PLACED or "offset" in token.meta


class _Footnotes:
    """Where those stand that are written within a line: markdown-it does not say. They come in the order of the text."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.position = self.rows = 0

    def row(self, content: str) -> int:
        """The row where the next one begins, -1 from the first on that is not found."""
        found = self.source.find(f"^[{content}]", self.position) if self.position >= 0 else -1
        if found >= 0:
            self.rows += self.source.count("\n", self.position, found)
        self.position = found
        return self.rows if found >= 0 else -1


class _Text:
    """The text of an inline token, and where in the file each of its lines begins."""

    def __init__(self, token: Token, lines: list[str], first_row: int) -> None:
        self.first_row = first_row
        self.lines = lines
        self.rows = token.content.split("\n")
        self.ends = list(accumulate(len(row) + 1 for row in self.rows))
        self.cell = int(token.meta.get("column", -1))
        self.known = dict[int, tuple[int, list[int]]]()

    def place(self, offset: int) -> tuple[int, int]:
        """(row in the file, column counted from 0) of a character of the text."""
        number = bisect_right(self.ends, offset)
        if number not in self.known:
            self.known[number] = self._begin(number)
        begin, lost = self.known[number]
        inner = offset - (self.ends[number - 1] if number else 0)
        return self.first_row + number, begin + inner + bisect_left(lost, inner)

    def _begin(self, number: int) -> tuple[int, list[int]]:
        """(the column where a line of the text begins, before which of its characters a backslash is lost)."""
        row = self.first_row + number
        if row >= len(self.lines) or number >= len(self.rows):
            return 0, []
        line, text = self.lines[row], self.rows[number].rstrip()
        if self.cell < 0:
            return max(line.rfind(text), 0), []
        if (found := line.find(text, self.cell)) >= 0:
            return found, []
        begin = len(line) - len(line[self.cell :].lstrip())
        escaped = _ESCAPED_BAR.finditer(line, begin)
        return begin, [found.start() - begin - count for count, found in enumerate(escaped)]


def _place_children(inline: Token, text: _Text, first_line: int) -> None:
    row, column = text.first_row, max(text.cell, 0)
    children = inline.children or []
    for number, child in enumerate(children):
        if "offset" in child.meta:
            row, column = text.place(child.meta["offset"])
            child.meta["line"], child.meta["column"] = row + first_line, column + 1
            row, column = text.place(child.meta["end"])
        elif child.type in {"softbreak", "hardbreak", "linejoin"} or child.content == "\n":
            row, column = row + 1, 0
        elif child.type in _PLACED:
            marks = _marks(children, number)
            line = text.lines[row] if row < len(text.lines) else ""
            bare = without_code(line)
            tried = (
                max(bare.find(mark, column), -1 if "`" not in mark else line.find(mark, column))
                for mark in marks
            )
            found = next((at for at in tried if at >= 0), -1)
            child.meta["line"], child.meta["column"] = row + first_line, max(found, column) + 1
            column = max(found, column) + 1
            if child.type in {"wikilink", "embed"} and found >= 0:
                column = max(text.lines[row].find("]]", column), column)  # its second bracket begins no link
            row += child.content.count("\n") if child.type == "html_inline" else 0


def _marks(children: list[Token], number: int) -> Iterator[str]:
    """What one of them begins with in the source, the surest first: not every `[` begins a link."""
    token = children[number]
    if token.type == "link_open" and token.markup != "autolink":
        words, after = _begin(children, number + 1)
        if words and children[after].type == "link_close":
            yield from (f"[{words}](", f"[{words}][")
        if words:
            yield f"[{words}"
    yield _mark(token)


def _begin(children: list[Token], number: int) -> tuple[str, int]:
    """(the signs and the first words of the text of a link, the number of the token behind them)."""
    signs = ""
    while children[number].type in {"em_open", "strong_open", "s_open"}:
        signs, number = signs + children[number].markup, number + 1
    token = children[number]
    ticks = token.markup if token.type == "code_inline" else ""
    is_word = token.type in {"text", "code_inline"}
    return (f"{signs}{ticks}{token.content}{ticks}" if is_word else "", number + 1)


def _mark(token: Token) -> str:
    """What the token begins with."""
    if token.type == "link_open":
        return "<" if token.markup == "autolink" else "["
    if token.type == "image":
        return "!["
    if token.type == "html_inline":
        return token.content.partition("\n")[0]
    return token.markup


def line(token: Token) -> int:
    return int(token.meta.get("line", 0))


def column(token: Token) -> int:
    return int(token.meta.get("column", 0))
