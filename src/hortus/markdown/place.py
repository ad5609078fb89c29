"""Where in the file the things inside a paragraph stand: line and column for links, pictures and formulas."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from hortus.markdown.collector import collector

_PLACED = frozenset({"link_open", "image", "wikilink", "embed", "math_inline", "math_display", "html_inline"})


def place_plugin(md: MarkdownIt) -> None:
    md.core.ruler.push("place", _place)


def _place(state: StateCore) -> None:
    first_line = collector(state.env).first_line
    lines = state.src.split("\n")
    for token in state.tokens:
        if token.type == "inline" and token.map and token.children:
            _place_children(token.children, token.map[0], lines, first_line)


def _place_children(children: list[Token], row: int, lines: list[str], first_line: int) -> None:
    column = 0
    for child in children:
        if child.type in {"softbreak", "hardbreak", "linejoin"}:
            row, column = row + 1, 0
        elif child.type in _PLACED:
            found = lines[row].find(_mark(child), column) if row < len(lines) else -1
            child.meta["line"], child.meta["column"] = row + first_line, max(found, column) + 1
            column = max(found, column) + 1
            row += child.content.count("\n")


def _mark(token: Token) -> str:
    """What the token begins with in the source."""
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
