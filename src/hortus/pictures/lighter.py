"""Photographs and other pictures of pixels as lighter files: in a modern format, and for narrow screens in smaller widths too.

Pillow is imported only when a picture is made.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from hortus.memo import digest
from hortus.model import Asset, Images, Lightened, Lighter
from hortus.pickles import keep
from hortus.pictures.photograph import is_photograph

if TYPE_CHECKING:
    from PIL.Image import Image

FOLDER = "img"  # in the site
_MOST_PIXELS = 100_000_000
_MODES = frozenset(
    {"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr"}
)  # others have more than eight bits


class ChangedError(Exception):
    """A picture was written while it was read."""


def is_lightened(asset: Asset) -> bool:
    """Whether there may be lighter pictures of the file; how its name ends says so."""
    return is_photograph(asset.path) and 0 < asset.width * asset.height <= _MOST_PIXELS


def can_write(images: Images) -> bool:
    """Whether Pillow as it is installed here knows the format."""
    from PIL import features  # noqa: PLC0415  (slow to load, and seldom needed)

    return bool(features.check(images.format))


def lighten(asset: Asset, images: Images) -> Lightened:
    """The pictures that are lighter than the file itself, narrowest first: none where even the one of full size is not, or where
    the picture moves. Raises ChangedError when the file is not what `asset` says.
    """
    data = asset.file.read_bytes()
    if hashlib.blake2b(data, digest_size=16).digest() != asset.key:
        raise ChangedError
    try:
        with warnings.catch_warnings(action="ignore"):
            return Lightened(tuple(_lighter(data, images)))
    except Exception:  # noqa: BLE001  (a damaged picture is only copied, whatever is wrong with it)
        return Lightened((), is_broken=True)


def _lighter(data: bytes, images: Images) -> Iterator[Lighter]:
    from PIL import Image, ImageOps  # noqa: PLC0415  (as above)

    with Image.open(BytesIO(data)) as opened:
        if getattr(opened, "n_frames", 1) > 1 or opened.mode not in _MODES:
            return
        is_exact = opened.format == "PNG" and images.format == "webp"
        if opened.format is not None and opened.format.lower() == images.format and not images.widths:
            return
        profile = opened.info.get("icc_profile") if opened.mode != "CMYK" else None
        picture = _coloured(ImageOps.exif_transpose(opened))
    how: dict[str, Any] = {"icc_profile": profile} if profile else {}
    full = _encoded(picture, images.format, how, is_exact=is_exact)
    if len(full) >= len(data):
        return
    for width in images.widths:
        if width < picture.width:
            size = width, max(1, round(picture.height * width / picture.width))
            smaller = _encoded(
                picture.resize(size, Image.Resampling.LANCZOS), images.format, how, is_exact=is_exact
            )
            if len(smaller) < len(full):
                yield _named(smaller, images.format, width)
    yield _named(full, images.format, picture.width)


def _coloured(picture: Image) -> Image:
    """Nothing but the picture: what else was told in the file is not handed on."""
    coloured = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    coloured.info = {}
    return coloured


def _encoded(picture: Image, kind: str, how: dict[str, Any], *, is_exact: bool) -> bytes:
    """Drawings and pictures of screens, which are PNG, lose nothing as WebP."""
    file = BytesIO()
    if kind == "webp":
        picture.save(file, "WEBP", quality=80, method=4, lossless=is_exact, **how)
    else:
        picture.save(file, "AVIF", quality=65, speed=6, max_threads=1, **how)
    return file.getvalue()


def _named(data: bytes, kind: str, width: int) -> Lighter:
    key = digest(data)
    return Lighter(f"{FOLDER}/{key.hex()[:16]}.{kind}", width, f"image/{kind}", keep(key, data))
