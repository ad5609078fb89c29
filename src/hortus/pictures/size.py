"""The size of a picture, as its first bytes say."""

from __future__ import annotations

from io import BytesIO


def picture_size(head: bytes) -> tuple[int, int]:
    """(width, height) in pixels; 0 for what is not known."""
    import imagesize  # noqa: PLC0415  (slow to load, and needed for new pictures only)

    try:
        width, height = imagesize.get(BytesIO(head))
    except Exception:  # noqa: BLE001  (a damaged picture is shown without its size, whatever is wrong with it)
        return 0, 0
    return max(0, round(width)), max(0, round(height))
