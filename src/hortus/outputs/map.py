"""The links around a note as a drawing: on the left what leads here, on the right where it leads."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from hortus.model import Page, Ref
from hortus.text import clip

_MOST = 8  # notes on either side
_LEAST = 3  # notes in all: with fewer there is nothing to see
_WIDTH, _ROW, _PAD = 720, 30, 16  # CSS pixels
_ARM = 166  # from the middle to where the names begin
_NAME = 27  # columns of a name: a letter of a wide script takes two
_OWN = 17
_COLUMN = 7.1  # width of one column of the middle's name


@dataclass(frozen=True, slots=True)
class Leaf:
    """A note beside the middle: its name as it is shown, where, and the line to it as the path of an SVG."""

    ref: Ref
    label: str
    x: float
    y: float
    is_left: bool
    is_mutual: bool
    line: str


@dataclass(frozen=True, slots=True)
class Map:
    """`label` stands in the middle, in a box of the width `box`; `more` are the notes that found no room, left and right."""

    width: int
    height: int
    label: str
    box: float
    leaves: tuple[Leaf, ...]
    more: tuple[int, int]


def draw_map(page: Page) -> Map | None:
    """The map of a note; None when too little is around it. A note that links here and is linked from here is on the right."""
    right = page.links
    mutual = {ref.path for ref in right} & {backlink.ref.path for backlink in page.backlinks}
    left = tuple(backlink.ref for backlink in page.backlinks if backlink.ref.path not in mutual)
    if len(left) + len(right) < _LEAST:
        return None
    rows = max(1, min(_MOST, max(len(left), len(right))))
    height = rows * _ROW + 2 * _PAD
    label = _fit(page.note.title, _OWN)
    box = _columns(label) * _COLUMN + 24
    leaves = [
        *_leaves(left[:_MOST], height, box, is_left=True, mutual=mutual),
        *_leaves(right[:_MOST], height, box, is_left=False, mutual=mutual),
    ]
    more = max(0, len(left) - _MOST), max(0, len(right) - _MOST)
    return Map(_WIDTH, height, label, box, tuple(leaves), more)


def _leaves(refs: Sequence[Ref], height: int, box: float, *, is_left: bool, mutual: set[str]) -> list[Leaf]:
    side = -1 if is_left else 1
    middle, top = height / 2, (height - len(refs) * _ROW) / 2 + _ROW / 2
    begin, end = _WIDTH / 2 + side * box / 2, _WIDTH / 2 + side * (_ARM - 10)
    bend = (begin + end) / 2
    leaves = list[Leaf]()
    for number, ref in enumerate(refs):
        y = top + number * _ROW
        line = f"M{begin:g} {middle:g}C{bend:g} {middle:g} {bend:g} {y:g} {end:g} {y:g}"
        x = _WIDTH / 2 + side * _ARM
        leaves.append(Leaf(ref, _fit(ref.title, _NAME), x, y, is_left, ref.path in mutual, line))
    return leaves


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _fit(text: str, columns: int) -> str:
    """As much of `text` as has room in so many columns."""
    while _columns(text) > columns:
        text = clip(text, len(text) - 1)
    return text
