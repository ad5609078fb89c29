"""The links around a note as a drawing: on the left what leads here, on the right where it leads."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from hortus.model import Page, Ref
from hortus.text import clip

_MOST = 8  # notes on either side
_LEAST = 3  # notes in all: with fewer there is nothing to see
_WIDTH, _ROW, _PAD, _HEAD = 720, 30, 16, 22  # CSS pixels; the head says which side is which
_ARM = 166  # from the middle to where the names begin
_NAME = 27  # columns of a name: a letter of a wide script takes two
_OWN = 17
_COLUMN = 7.1  # width of one column of the middle's name


@dataclass(frozen=True, slots=True)
class Leaf:
    """A note beside the middle: its name as it is shown, where, and the line to it as the path of an SVG. A mutual one is
    linked both ways.
    """

    ref: Ref
    label: str
    x: float
    y: float
    is_left: bool
    is_mutual: bool
    line: str


@dataclass(frozen=True, slots=True)
class Map:
    """`label` stands in the middle, at the height `middle`, in a box of the width `box`."""

    width: int
    height: int
    middle: float
    label: str
    box: float
    leaves: tuple[Leaf, ...]

    @property
    def left(self) -> float | None:
        """Where the names on the left end; None where there are none."""
        return next((leaf.x for leaf in self.leaves if leaf.is_left), None)

    @property
    def right(self) -> float | None:
        """Where the names on the right begin; None where there are none."""
        return next((leaf.x for leaf in self.leaves if not leaf.is_left), None)

    @property
    def is_mutual(self) -> bool:
        """Whether any note is linked both ways."""
        return any(leaf.is_mutual for leaf in self.leaves)


def draw_map(page: Page) -> Map | None:
    """The map of a note; None when too little is around it. A note that links here and is linked from here is on the right."""
    right = page.links
    mutual = {ref.path for ref in right} & {backlink.ref.path for backlink in page.backlinks}
    left = tuple(backlink.ref for backlink in page.backlinks if backlink.ref.path not in mutual)
    if len(left) + len(right) < _LEAST:
        return None
    rows = max(1, min(_MOST, max(len(left), len(right))))
    height = _HEAD + rows * _ROW + 2 * _PAD
    middle = (height + _HEAD) / 2
    label = _fit(page.note.title, _OWN)
    box = _columns(label) * _COLUMN + 24
    leaves = [
        *_leaves(left[:_MOST], middle, box, is_left=True, mutual=mutual),
        *_leaves(right[:_MOST], middle, box, is_left=False, mutual=mutual),
    ]
    return Map(_WIDTH, height, middle, label, box, tuple(leaves))


def _leaves(refs: Sequence[Ref], middle: float, box: float, *, is_left: bool, mutual: set[str]) -> list[Leaf]:
    side = -1 if is_left else 1
    top = middle - (len(refs) - 1) * _ROW / 2
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
