"""`images:` in `hortus.yaml`: in which format and widths the pictures of notes are published besides their own."""

from __future__ import annotations

from typing import Any

from hortus.model import Images

_FORMATS = ("webp", "avif")
_NARROWEST, _WIDEST, _MOST = 16, 8000, 8


def read_images(value: Any) -> Images:
    """Raises ValueError with the end of a sentence about `images`."""
    if not isinstance(value, dict):
        return Images(_format(value), ())
    if odd := [str(key) for key in value if key not in {"format", "widths"}]:
        raise ValueError(f"has no key `{odd[0]}`; it may have format, widths")
    widths = value.get("widths")
    listed = widths if isinstance(widths, list) else [] if widths is None else [widths]
    if len(listed) > _MOST or not all(
        isinstance(width, int) and not isinstance(width, bool) and _NARROWEST <= width <= _WIDEST
        for width in listed
    ):
        raise ValueError(
            f"must have `widths` as a list of at most {_MOST} whole numbers of pixels, {_NARROWEST} to {_WIDEST}"
        )
    return Images(_format(value.get("format", "webp")), tuple(sorted(set(listed))))


def _format(value: Any) -> str:
    if value not in _FORMATS:
        raise ValueError(f"must be one of {', '.join(_FORMATS)}, or have keys below it: format, widths")
    return str(value)
