"""Text as a terminal shows it: what is written over what, and the colours that are asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby

from markdown_it.common.utils import escapeHtml

from hortus.text import clean

# An order of a terminal's (`ESC [ 31 m`), a longer one that sets a title or a link, or a character that moves the place of writing.
_ORDER = re.compile(
    r"\x1b\[([0-?]*)[ -/]*([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b.?|[\n\r\b]", re.DOTALL
)
_COLOURS = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
_MANNERS = {1: "bold", 2: "dim", 3: "italic", 4: "underline", 7: "inverse", 9: "strike"}
_ENDS = {22: {"bold", "dim"}, 23: {"italic"}, 24: {"underline"}, 27: {"inverse"}, 29: {"strike"}}
_MOST_CODES = 24
_STEPS = (0, 95, 135, 175, 215, 255)  # of each colour in the table of 256
_ENOUGH = 0.6  # of the strongest of red, green and blue: what has as much is part of the colour
_PALE = 48  # the difference between them below which a colour is a grey

Style = frozenset[str]


def shown(text: str) -> tuple[str, str]:
    """(`text` as HTML with a class for each colour and manner, the same as plain text)."""
    text = text.replace("\r\n", "\n")
    if not any(mark in text for mark in "\x1b\r\b"):
        plain = clean(text)
        return escapeHtml(plain), plain
    screen = _Screen()
    screen.write(text)
    return screen.html(), screen.plain()


@dataclass(slots=True)
class _Screen:
    """Rows of characters, with a style for each, and the place where the next one goes."""

    rows: list[tuple[list[str], list[Style]]] = field(default_factory=lambda: [([], [])])
    row: int = 0
    column: int = 0
    style: Style = frozenset()

    def write(self, text: str) -> None:
        position = 0
        for found in _ORDER.finditer(text):
            self._put(clean(text[position : found.start()]))
            position = found.end()
            match found[0][0]:
                case "\n":
                    self._down()
                case "\r":
                    self.column = 0
                case "\b":
                    self.column = max(0, self.column - 1)
                case _ if found[2]:
                    self._obey(found[1], found[2])
        self._put(clean(text[position:]))

    def _put(self, text: str) -> None:
        characters, styles = self.rows[self.row]
        end = self.column + len(text)
        characters[self.column : end] = text
        styles[self.column : end] = [self.style] * len(text)
        self.column = end

    def _down(self) -> None:
        self.row, self.column = self.row + 1, 0
        if self.row == len(self.rows):
            self.rows.append(([], []))

    def _obey(self, numbers: str, order: str) -> None:
        """The place of writing stays within what has been written."""
        count = int(numbers[:4]) if numbers[:4].isascii() and numbers[:4].isdigit() else 0
        match order:
            case "m":
                self.style = _styled(self.style, numbers)
            case "K":
                characters, styles = self.rows[self.row]
                begin = 0 if count else self.column
                end = self.column if count == 1 else len(characters)
                characters[begin:end] = " " * (self.column - begin)
                styles[begin:end] = [Style()] * (self.column - begin)
            case "A" | "F":
                self._go(self.row - max(1, count), 0 if order == "F" else self.column)
            case "B" | "E":
                self._go(self.row + max(1, count), 0 if order == "E" else self.column)
            case "C":
                self._go(self.row, self.column + max(1, count))
            case "D":
                self._go(self.row, self.column - max(1, count))
            case "G":
                self._go(self.row, count - 1)
            case _:
                pass

    def _go(self, row: int, column: int) -> None:
        self.row = min(max(0, row), len(self.rows) - 1)
        self.column = min(max(0, column), len(self.rows[self.row][0]))

    def html(self) -> str:
        return "\n".join(_row(characters, styles) for characters, styles in self.rows)

    def plain(self) -> str:
        return "\n".join("".join(characters) for characters, _ in self.rows)


def _row(characters: list[str], styles: list[Style]) -> str:
    shown, position = list[str](), 0
    for style, same in groupby(styles):
        end = position + len(list(same))
        text = escapeHtml("".join(characters[position:end]))
        names = " ".join(f"ansi-{name}" for name in sorted(style))
        shown.append(f'<span class="{names}">{text}</span>' if names else text)
        position = end
    return "".join(shown)


def _styled(style: Style, numbers: str) -> Style:
    """`style` after the order `ESC [ numbers m`."""
    codes = [
        int(code[:4] or 0) for code in re.split("[;:]", numbers)[:_MOST_CODES] if code.isdigit() or not code
    ]
    names = set(style)
    while codes:
        code = codes.pop(0)
        if code == 0:
            names.clear()
        elif code in _MANNERS:
            names.add(_MANNERS[code])
        elif code in _ENDS:
            names -= _ENDS[code]
        elif code in {38, 48}:
            colour, codes = _further(codes)
            names = _with_colour(names, colour, is_ground=code == 48)
        elif 30 <= code <= 49 or 90 <= code <= 107:
            is_ground = 40 <= code <= 49 or code >= 100
            names = _with_colour(names, _named(code), is_ground=is_ground)
    return frozenset(names)


def _with_colour(names: set[str], colour: str, *, is_ground: bool) -> set[str]:
    kept = {name for name in names if name in _MANNERS.values() or name.startswith("on-") is not is_ground}
    return kept | ({f"on-{colour}" if is_ground else colour} if colour else set())


def _named(code: int) -> str:
    """The colour; "" for that of all other text."""
    if code in {39, 49}:
        return ""
    return "grey" if code in {90, 100} else _COLOURS[code % 10] if code % 10 < 8 else ""


def _further(codes: list[int]) -> tuple[str, list[int]]:
    """(the colour that is said by `5;n` or `2;red;green;blue`, the codes behind it)."""
    if len(codes) > 1 and codes[0] == 5:
        return _of_table(codes[1]), codes[2:]
    if len(codes) > 3 and codes[0] == 2:
        return _nearest(codes[1], codes[2], codes[3]), codes[4:]
    return "", []


def _of_table(number: int) -> str:
    if number < 16:
        return "grey" if number == 8 else _COLOURS[number % 8]
    if number < 232:
        red, green, blue = (_STEPS[(number - 16) // step % 6] for step in (36, 6, 1))
        return _nearest(red, green, blue)
    level = 8 + 10 * (number - 232)
    return _nearest(level, level, level)


def _nearest(red: int, green: int, blue: int) -> str:
    """That of the few colours which is readable on light and on dark, and means the same."""
    most = max(red, green, blue)
    if most - min(red, green, blue) < _PALE:
        return "black" if most < 64 else "grey" if most < 192 else "white"
    return _COLOURS[sum(bit for bit, part in ((1, red), (2, green), (4, blue)) if part >= _ENOUGH * most)]
