"""Pictures and sounds that a notebook holds as base64, on their way to files of the site."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from typing import Any

from hortus.formats.notebook.document import joined
from hortus.model import Inset, InsetFile
from hortus.pictures.size import picture_size

# Best first: what a program has put out in several forms is shown in one.
PICTURES = {
    "image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp",
    "image/avif": "avif", "image/bmp": "bmp",
}  # fmt: skip
_OTHERS = {
    "image/jpg": "jpg", "audio/wav": "wav", "audio/x-wav": "wav", "audio/mpeg": "mp3", "audio/ogg": "ogg", "audio/mp4": "m4a",
    "audio/flac": "flac", "audio/webm": "weba", "video/mp4": "mp4", "video/webm": "webm", "video/ogg": "ogv",
}  # fmt: skip
ENDINGS = PICTURES | _OTHERS
_SPACE = re.compile(r"\s+")
_SVG = re.compile(r"<svg\b[^>]*>", re.IGNORECASE)
_HEAD = 256 * 1024
_HIGHEST = 20_000  # pixels; more is no size
DATA_ADDRESS = re.compile(
    r"""(["'])data:([a-z]+/[a-z0-9.+\-]+);base64,([A-Za-z0-9+/=\s]+)\1""", re.IGNORECASE
)


class Insets:
    """Those of one notebook: each picture is one file, however often it is shown."""

    def __init__(self) -> None:
        self._files: dict[str, InsetFile] = {}
        self._found: dict[str, Inset] = {}

    @property
    def files(self) -> tuple[InsetFile, ...]:
        return tuple(self._files.values())

    @property
    def addresses(self) -> tuple[tuple[str, Inset], ...]:
        return tuple(self._found.items())

    def add(
        self, media: str, content: Any, sizes: Mapping[str, Any] | None = None
    ) -> tuple[str, Inset] | None:
        """(the address by which Markdown and HTML may show it, the inset); None when it cannot be read."""
        data = _svg(joined(content)) if media == "image/svg+xml" else _decoded(joined(content))
        if not data:
            return None
        name = f"{hashlib.blake2b(data, digest_size=12).hexdigest()}.{ENDINGS[media]}"
        address = f"attachment:{name}"
        if name not in self._files:
            self._files[name] = InsetFile(name, data)
        inset = self._found.get(address)
        if inset is None or sizes:
            width, height = _said(sizes or {}) or (
                picture_size(data[:_HEAD]) if media in PICTURES else (0, 0)
            )
            inset = Inset(name, width, height)
            self._found.setdefault(address, inset)
        return address, inset

    def taken_out(self, html: str) -> str:
        """`html` with addresses of insets for the pictures and sounds that stand in it as data."""

        def take(found: re.Match[str]) -> str:
            media = found[2].lower()
            added = self.add(media, found[3]) if media in ENDINGS and media != "image/svg+xml" else None
            return f"{found[1]}{added[0]}{found[1]}" if added else found[0]

        return DATA_ADDRESS.sub(take, html)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(_SPACE.sub("", text), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _svg(text: str) -> bytes:
    """A drawing that stands as text, or as base64 where it is attached; as a file it needs its namespace."""
    opening = _SVG.search(text)
    if opening is None:
        data = _decoded(text)
        return data if b"<svg" in data else b""
    if "xmlns" not in opening[0]:
        cut = opening.start() + len("<svg")
        text = f'{text[:cut]} xmlns="http://www.w3.org/2000/svg"{text[cut:]}'
    return text.strip().encode("utf-8", "replace")


def _said(sizes: Mapping[str, Any]) -> tuple[int, int] | None:
    """The size in CSS pixels that the program has set, which is less than the picture's own on a fine screen."""
    width, height = sizes.get("width"), sizes.get("height")
    if not isinstance(width, int | float) or not isinstance(height, int | float):
        return None
    return (round(width), round(height)) if 0 < width < _HIGHEST and 0 < height < _HIGHEST else None
