"""What the render rules of one note gather besides HTML: holes, problems and counts, kept in markdown-it's `env`.

A hole stands in the rendered HTML as `NUL number NUL`; no decoded source holds a NUL, so none can be forged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any, cast

from hortus.model import Dialect, Inset, Piece, Problem

_KEY = "hortus"
_HOLE = re.compile("\0(\\d+)\0")


@dataclass(slots=True)
class Collector:
    """Lives as long as one note is parsed."""

    path: str
    first_line: int
    dialect: Dialect
    pieces: list[Piece] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    insets: Mapping[str, Inset] = field(
        default_factory=dict
    )  # what the note itself holds, by the addresses in it
    anchors: list[bool] = field(default_factory=list)  # of each raw `<a>` that is open: whether it is a hole
    tables: int = 0  # raw ones that are open
    formulas: int = 0
    failed_formulas: int = 0
    diagrams: int = 0

    def hole(self, piece: Piece) -> str:
        """The mark that stands for `piece` in the HTML."""
        self.pieces.append(piece)
        return f"\0{len(self.pieces) - 1}\0"

    def warn(self, code: str, message: str, line: int, column: int = 0, hint: str = "") -> None:
        self.problems.append(Problem("warning", code, message, self.path, line, column, hint))

    def split(self, html: str) -> tuple[Piece, ...]:
        """`html` parted at its marks."""
        parts = _HOLE.split(html)
        pieces = (self.pieces[int(part)] if number % 2 else part for number, part in enumerate(parts))
        return tuple(piece for piece in pieces if piece != "")

    def without_holes(self, html: str) -> str:
        return _HOLE.sub("", html)


def install(env: MutableMapping[str, Any], collector: Collector) -> None:
    env[_KEY] = collector


def said(env: MutableMapping[str, Any], text: str) -> str:
    """As `Dialect.say`."""
    return collector(env).dialect.say(text)


def collector(env: MutableMapping[str, Any]) -> Collector:
    return cast("Collector", env[_KEY])
