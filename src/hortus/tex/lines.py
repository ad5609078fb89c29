r"""Long formulas in a line of text, parted where a line may end.

No browser breaks a `math` element, so a long one would stick out of a narrow page. It becomes several, with a place to
break between them, as TeX has them: after relations, else after operators, else within brackets. What stands between
`\left` and `\right`, in a fraction or in a root stays together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

FORMULA = '<span class="formula"'
_FITS = 12.0  # em: a part that is no wider is not parted again; a telephone's line has some 17
_TOO_WIDE = 15.0  # em: what cannot be parted may have to scroll
_LEAST = 1.5  # em: no less than that is left alone on a line
_DEEPEST = 6  # groups in groups that may be parted: each is closed and opened again
_SHORT = 54  # characters of MathML that hold no long formula

_PART = re.compile(r"<(/?)([a-z]+)([^<>]*?)(/?)>([^<]*)")
_ENTITY = re.compile(r"&[lg]t;|&amp;")
_FENCED = re.compile(r'<mo(?![^<>]*stretchy="false")[^<>]*>(?:[()\[\]{}|‖⟨⟩⌈⌉⌊⌋⟮⟯/\\↑↓])?</mo>')
_EM = re.compile(r'(?:width="|margin-left:)(-?[\d.]+)em')
_RELATION = re.compile(r"[=<>:∈-∍∝∣-∦∼-⊋⊏-⊒⊢⊣⊥-⊫⋈⋐⋑⋖-⋭\u2190-\u21ff\u27f0-\u27ff\u2a74-\u2a76\u2a7d-\u2adc]")
_OPERATION = re.compile(r"[+−±∓×·⋅∗∘∙∪∩∧∨⊕-⊙∖⊔⊓⋆÷⊎⊻]")
_MARK = re.compile("[,;]")
_OPENS, _CLOSES = "([{⟨⌈⌊", ")]}⟩⌉⌋"
# What belongs to the sign before it: the other half of `:=`, the rest of a number, a bracket that closes.
_STICKS = re.compile(
    rf"</|<mo[^<>]*>(?:{_RELATION.pattern}|[,;.!)\]}}⟩⌉⌋]|&[lg]t;)|<mn>\d{{3}}</mn>|<(?:msup|msub|msubsup)><mo"
)


class _Place(NamedTuple):
    """Where a line may end: after `at` characters, `width` ems of the formula, within the rows that `rows` open."""

    at: int
    width: float
    level: int
    rows: tuple[str, ...]


@dataclass(slots=True)
class _Element:
    tag: str
    opening: str
    is_row: bool  # what stands in it stands in the line
    widths: list[float] = field(default_factory=list)
    text: str = ""


def is_relation(sign: str) -> bool:
    return bool(_RELATION.match(sign))


def is_operation(sign: str) -> bool:
    return bool(_OPERATION.fullmatch(sign))


def part_lines(html: str) -> str:
    """`html`, one `math` of a line of text, or several in a `span` if it is long."""
    if len(html) < _SHORT:
        return html
    width, places = _read(html)
    if width <= _FITS:
        return html
    chosen = list(_choose(places, 0.0, width, 0))
    if not chosen and width <= _TOO_WIDE:
        return html
    parts, at = list[str](), 0
    for place in chosen:
        closing = "".join(f"</{row[1:].partition(' ')[0].rstrip('>')}>" for row in reversed(place.rows))
        parts += html[at : place.at], closing, "<wbr>", *place.rows
        at = place.at
    return f"{FORMULA}>{''.join(parts)}{html[at:]}</span>"


def _choose(places: Sequence[_Place], start: float, end: float, level: int) -> Iterator[_Place]:
    """Of the places in the part from `start` to `end` those where it is broken, in order: as few kinds as it needs."""
    if end - start <= _FITS or not places:
        return
    last, waiting = start, list[_Place]()
    for place in places:
        is_here = place.level == level and min(place.width - last, end - place.width) >= _LEAST
        if is_here:
            yield from _choose(waiting, last, place.width, level + 1)
            yield place
            last, waiting = place.width, []
        elif place.level > level:
            waiting.append(place)
    yield from _choose(waiting, last, end, level + 1)


def _read(html: str) -> tuple[float, list[_Place]]:
    """(how wide the formula is, about, the places where it may be broken, in order)."""
    line = _Line(html)
    for found in _PART.finditer(html):
        line.read(found)
    return line.width, line.places


class _Line:
    """A formula read up to some tag of it."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.open = list[_Element]()
        self.places = list[_Place]()
        self.width = 0.0
        self.brackets = 0

    def read(self, found: re.Match[str]) -> None:
        closing, tag, attributes, empty, text = found.groups()
        if closing:
            self._close(found.end(2) + 1)
        elif empty:
            em = _EM.search(attributes)
            self._add(float(em[1]) if em else 0.0)
            self._space(found, float(em[1]) if em else 0.0)
        else:
            within = not self.open or (self.open[-1].is_row and len(self.open) < _DEEPEST)
            is_row = within and (
                tag == "math" or (tag == "mrow" and not _FENCED.match(self.html, found.end()))
            )
            self.open.append(_Element(tag, found[0].removesuffix(text), is_row, text=text))
            if text and tag == "mtext" and within:
                self._words(found.start(5), text)

    def _close(self, at: int) -> None:
        element = self.open.pop()
        if not self.open or element.is_row:
            return
        self._add(_width(element))
        if not self.open[-1].is_row:
            return
        if element.tag == "mo":
            self._sign(element, at)
        elif element.tag == "mtext" and element.text.endswith((" ", "\xa0")):
            self._offer(at, 1)

    def _add(self, width: float) -> None:
        self.open[-1].widths.append(width)
        if self.open[-1].is_row:
            self.width += width

    def _sign(self, mo: _Element, at: int) -> None:
        sign = _ENTITY.sub("<", mo.text)
        joins = is_operation(sign) and 'lspace="0" rspace="0"' not in mo.opening
        if sign in _OPENS:
            self.brackets += 1
        elif sign in _CLOSES:
            self.brackets = max(0, self.brackets - 1)
        elif sign == ":" and 'lspace="0"' in mo.opening:
            return  # that of `\\colon`
        elif joins or is_relation(sign) or _MARK.fullmatch(sign):
            self._offer(at, 2 * bool(self.brackets) + joins)

    def _space(self, found: re.Match[str], em: float) -> None:
        """A space goes with the sign before it; a wide one parts formulas."""
        if not self.open[-1].is_row:
            return
        if self.places and self.places[-1].at == found.start():
            level = self.places.pop().level
            self._offer(found.end(4) + 1, level)
        elif em >= 1:
            self._offer(found.end(4) + 1, 2 * bool(self.brackets))

    def _words(self, start: int, text: str) -> None:
        """Words may be parted at their spaces."""
        rows = (*self._rows(), "<mtext>")
        for index, char in enumerate(text[1:-1], 2):
            if char in " \xa0" and self.open[-1].opening == "<mtext>":
                self.places.append(_Place(start + index, self.width + _extent(text[:index]), 1, rows))

    def _offer(self, at: int, level: int) -> None:
        if not _STICKS.match(self.html, at):
            self.places.append(_Place(at, self.width, level, self._rows()))

    def _rows(self) -> tuple[str, ...]:
        return tuple(element.opening for element in self.open if element.is_row)


def _width(element: _Element) -> float:
    first, rest = element.widths[:1], element.widths[1:]
    match element.tag:
        case "mo":
            return _extent_of_sign(_ENTITY.sub("<", element.text))
        case "mfrac" | "mtable" | "munder" | "mover" | "munderover":
            return max(element.widths, default=0.0)
        case "msub" | "msup":
            return sum(first) + 0.7 * sum(rest)
        case "msubsup":
            return sum(first) + 0.7 * max(rest, default=0.0)
        case "msqrt" | "mtd":
            return sum(element.widths) + 0.8
        case _:
            return sum(element.widths) + _extent(element.text)


def _extent_of_sign(sign: str) -> float:
    if not sign or sign == "\u2061":
        return 0.0
    if sign in ",;.!|" or sign in _OPENS or sign in _CLOSES:
        return 0.4
    return 1.3 if is_relation(sign) else 1.2


def _extent(text: str) -> float:
    return sum(1.0 if "\u2e80" <= char < "\ufff0" else 0.7 if char.isupper() else 0.5 for char in text)
