"""Files that are copied as they are: their digests, and the sizes of pictures."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from hortus.frontmatter import part
from hortus.markdown.image import is_picture_name
from hortus.model import Asset, Problem
from hortus.pictures.photograph import DamagedPictureError, begins_photograph, cut, is_photograph
from hortus.pictures.size import picture_size

_BLOCK = 1 << 20
_HEAD = 256 * 1024  # of a picture: its size stands near the beginning
# What stands before a picture in a drawing, and in every drawing; a letter may have two bytes.
_INLINE, _DRAWING = re.compile(rb"b\0?a\0?s\0?e\0?6\0?4", re.IGNORECASE), re.compile(rb"s\0?v\0?g")
_LONGEST = len("base64") * 2
_BEGINNING, _BEFORE = 64, b"\xef\xbb\xbf \t\r\n"


def read_assets(
    folder: Path, paths: Iterable[str], beside: Iterable[Path] = ()
) -> tuple[dict[str, Asset], tuple[Problem, ...]]:
    """The files at `paths` as they are now, and what is wrong with those that cannot be read. Those that are not in `folder` are
    in the first of the folders `beside` it that has them.
    """
    folders = (folder, *beside)
    assets: dict[str, Asset] = {}
    problems = list[Problem]()
    for path in paths:
        try:
            file = next((other / path for other in folders if (other / path).exists()), folder / path)
            asset = read_asset(file, path)
            if _is_kept_back(str(file), asset.key):
                problems.append(_kept_back(path))
                continue
            assets[path] = asset
            if is_photograph(path) and is_damaged(asset):
                problems.append(_damaged(path))
        except OSError as error:
            problems.append(
                Problem("warning", "unreadable", f"this file cannot be read: {error.strerror}", path)
            )
    return assets, tuple(problems)


def read_asset(file: Path, path: str) -> Asset:
    """One file to be copied. Raises OSError."""
    stat = file.stat()
    stamp = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
    key, width, height, is_photo = _measure(str(file), stamp)
    return Asset(key, path, width, height, file, is_photo)


def is_damaged(asset: Asset) -> bool:
    """Whether the file is not the picture that its name says. Raises OSError."""
    return _is_damaged(str(asset.file), asset.key)


# Looked at once for each content: as long as a process lives, and no key depends on it.
@cache
def _is_damaged(file: str, key: bytes) -> bool:  # noqa: ARG001  (part of the key)
    with open(file, "rb") as stream:
        data = stream.read()
    try:
        cut(data)
    except DamagedPictureError:
        return True
    return False


@cache
def _is_kept_back(file: str, key: bytes) -> bool:  # noqa: ARG001  (part of the key)
    """Whether a text says of itself, as a note does, that it is not to be published: pages of other programs may be in HTML."""
    with open(file, "rb") as stream:
        if not stream.read(_BEGINNING).lstrip(_BEFORE).startswith((b"---", b"+++")):
            return False
        stream.seek(0)
        meta = part(file, stream.read(_HEAD)).meta
    return meta.draft or meta.private


def _kept_back(path: str) -> Problem:
    message = "what this file says at its top keeps it back, and the link to it leads nowhere"
    return Problem(
        "warning", "private-file", message, path, hint="take the link out, or let the file be public"
    )


def _damaged(path: str) -> Problem:
    message = "this is not the picture that its name says, or it is damaged; it is copied as it is"
    hint = "what it may tell of its place and time could not be taken out; save it again as JPEG, PNG or WebP"
    return Problem("warning", "picture", message, path, hint=hint)


@cache
def _measure(file: str, stamp: tuple[int, ...]) -> tuple[bytes, int, int, bool]:  # noqa: ARG001  (part of the key)
    """(digest, width, height, whether it is a photograph). Within one process a file whose stamp is the same is not read again."""
    hasher = hashlib.blake2b(digest_size=16)
    head, end, holds_picture = b"", b"", False
    with open(file, "rb") as stream:
        while block := stream.read(_BLOCK):
            head = head or block[:_HEAD]
            holds_picture = holds_picture or _INLINE.search(end + block) is not None
            end = block[-_LONGEST:]
            hasher.update(block)
    width, height = picture_size(head) if is_picture_name(file) else (0, 0)
    is_photo = begins_photograph(head) or (holds_picture and _DRAWING.search(head) is not None)
    return hasher.digest(), width, height, is_photo
