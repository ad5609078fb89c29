"""The picture that stands for a page where somebody shares it: words on paper, in the colours of the theme.

Pillow is imported here and nowhere else, and only when a picture is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

SIZE = 1200, 630
_EDGE, _BAR, _HEAD = 84, 16, 120
# As `--paper`, `--ink` and `--accent` of the style sheet.
_PAPER, _INK, _ACCENT = (0xFD, 0xFD, 0xFA), (0x23, 0x29, 0x2B), (0x22, 0x6A, 0x43)
_SHADES = 8  # of each of the two colours; together they are the palette
_SIZES = (84, 72, 62, 54)  # of a title: the largest in which it has its place
_LINES = 4
_SMALL = 36


def draw(font: str, small: str, large: str, line: str) -> bytes:
    """A PNG with `small` above, `large` in the middle and `line` below; what is "" is left out."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  (slow to load, and seldom needed)

    ink = Image.new("L", SIZE)
    write = ImageDraw.Draw(ink)
    face = _face(font, _SMALL)
    write.text((_EDGE, _EDGE), _cut(small, face), fill=255, font=face, anchor="ls")
    size, lines = _wrap(font, large)
    top = SIZE[1] / 2 - (len(lines) - 1) * size * 0.6
    for number, words in enumerate(lines):
        place = _EDGE, round(top + number * size * 1.2)
        write.text(place, words, fill=255, font=_face(font, size), anchor="lm")
    write.text((_EDGE, SIZE[1] - 66), _cut(line, face), fill=170, font=face, anchor="ls")
    return _png(ink)


def _wrap(font: str, title: str) -> tuple[int, list[str]]:
    """(a size, the lines of the title in it)."""
    for size in _SIZES:
        lines = list(_lines(title, _face(font, size)))
        if len(lines) * size <= _SIZES[0] * (_LINES - 1):
            return size, lines
    lines = lines[:_LINES]
    lines[-1] = _cut(lines[-1] + " …", _face(font, _SIZES[-1])) if len(lines) == _LINES else lines[-1]
    return _SIZES[-1], lines


def _lines(title: str, face: FreeTypeFont) -> Iterator[str]:
    line = ""
    for word in title[:300].split():
        longer = f"{line} {word}".strip()
        if line and face.getlength(longer) > _width():
            yield line
            line = word
        else:
            line = longer
        while face.getlength(line) > _width():
            fits = _fitting(line, face)
            yield line[:fits]
            line = line[fits:]
    if line:
        yield line


def _cut(text: str, face: FreeTypeFont) -> str:
    if face.getlength(text) <= _width():
        return text
    return text[: _fitting(text, face) - 1].rstrip() + "…"


def _fitting(text: str, face: FreeTypeFont) -> int:
    """How many letters of a text have their place on one line; at least two."""
    length = 0.0
    for number, letter in enumerate(text):
        length += face.getlength(letter)
        if length > _width():
            return max(2, number)
    return len(text)


def _width() -> int:
    return SIZE[0] - 2 * _EDGE


@cache
def _face(font: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415  (as above)

    # The simple layout is the same on every machine; the other one is where a library happens to be.
    return ImageFont.truetype(font, size, layout_engine=ImageFont.Layout.BASIC)


def _png(ink: Image) -> bytes:
    """What was drawn, the head and the edge in green. Few colours make a small file, and a quick one."""
    most = _SHADES - 1
    picture = ink.point([round(value * most / 255) for value in range(256)])
    head = 0, 0, SIZE[0], _HEAD
    picture.paste(
        picture.crop(head).point([value + _SHADES for value in range(256 - _SHADES)] + [0] * _SHADES), head
    )
    picture.paste(2 * _SHADES - 1, (0, 0, _BAR, SIZE[1]))
    picture.putpalette([*_ramp(_INK), *_ramp(_ACCENT)])
    file = BytesIO()
    picture.save(file, "PNG", bits=4, compress_level=2)
    return file.getvalue()


def _ramp(colour: Iterable[int]) -> Iterator[int]:
    """From paper to `colour`."""
    most = _SHADES - 1
    for shade in range(_SHADES):
        for paper, full in zip(_PAPER, colour, strict=True):
            yield round(paper + (full - paper) * shade / most)
