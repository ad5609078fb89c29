"""The sprout of the theme as an icon for a home screen, in the colour of the site."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

_FINE = 4  # drawn so many times larger, for smooth edges
_STEPS = 24  # of a curve
_ROUND = 0.22  # of the size: the corners
_SIZE = 0.8  # of the sprout, in an icon that is shown whole
_SAFE = 0.62  # in one that a telephone cuts to a circle

Point = tuple[float, float]
# As in `favicon.svg`, in a square of 24: the stem, and two leaves of two curves each.
_STEM = (12.0, 21.0), (12.0, 10.0)
_LEAVES: tuple[tuple[tuple[Point, Point, Point, Point], ...], ...] = (
    (((12, 14), (12, 10), (9, 7), (4, 7)), ((4, 7), (4, 11), (7, 14), (12, 14))),
    (((12, 10), (12, 6), (15, 4), (19, 4)), ((19, 4), (19, 8), (16, 10), (12, 10))),
)
_WIDTH = 1.7
_MIDDLE = 12.0


def draw_icon(size: int, colour: str, *, is_maskable: bool) -> bytes:
    """A PNG: white on `colour`, to the edges if it `is_maskable`."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  (slow to load, and seldom needed)

    large = size * _FINE
    ground, ink = Image.new("L", (large, large)), Image.new("L", (large, large))
    if is_maskable:
        ground.paste(255, (0, 0, large, large))
    else:
        ImageDraw.Draw(ground).rounded_rectangle((0, 0, large - 1, large - 1), large * _ROUND, fill=255)
    scale = large * (_SAFE if is_maskable else _SIZE) / 24
    write = ImageDraw.Draw(ink)
    for line in (list(_STEM), *map(list, map(_outline, _LEAVES))):
        points = [
            (large / 2 + (x - _MIDDLE) * scale, large / 2 + (y - _MIDDLE - 0.5) * scale) for x, y in line
        ]
        write.line(points, fill=255, width=round(_WIDTH * scale), joint="curve")
        for x, y in (points[0], points[-1]):
            half = _WIDTH * scale / 2
            write.ellipse((x - half, y - half, x + half, y + half), fill=255)
    picture = Image.new("RGBA", (large, large), colour)
    picture.paste("white", (0, 0), ink)
    picture.putalpha(ground)
    file = BytesIO()
    picture.resize((size, size), Image.Resampling.BOX).save(file, "PNG", compress_level=6)
    return file.getvalue()


def _outline(curves: tuple[tuple[Point, Point, Point, Point], ...]) -> Iterator[Point]:
    for a, b, c, d in curves:
        for step in range(_STEPS + 1):
            t = step / _STEPS
            u = 1 - t
            yield (
                u**3 * a[0] + 3 * u * u * t * b[0] + 3 * u * t * t * c[0] + t**3 * d[0],
                u**3 * a[1] + 3 * u * u * t * b[1] + 3 * u * t * t * c[1] + t**3 * d[1],
            )
