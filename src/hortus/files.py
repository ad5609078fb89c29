"""Files that are copied as they are: their digests, and the sizes of pictures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from hortus.markdown.image import is_picture_name
from hortus.model import Asset, Problem
from hortus.picture import picture_size

_BLOCK = 1 << 20
_HEAD = 256 * 1024  # of a picture: its size stands near the beginning


def read_assets(folder: Path, paths: Iterable[str]) -> tuple[dict[str, Asset], tuple[Problem, ...]]:
    """The files at `paths` as they are now, and what is wrong with those that cannot be read."""
    assets: dict[str, Asset] = {}
    problems = list[Problem]()
    for path in paths:
        try:
            assets[path] = read_asset(folder / path, path)
        except OSError as error:
            problems.append(
                Problem("warning", "unreadable", f"this file cannot be read: {error.strerror}", path)
            )
    return assets, tuple(problems)


def read_asset(file: Path, path: str) -> Asset:
    """One file to be copied. Raises OSError."""
    stat = file.stat()
    stamp = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
    key, width, height = _measure(str(file), stamp)
    return Asset(key, path, width, height, file)


@cache
def _measure(file: str, stamp: tuple[int, ...]) -> tuple[bytes, int, int]:  # noqa: ARG001  (part of the key)
    """(digest, width, height). Within one process a file whose stamp is the same is not read again."""
    hasher = hashlib.blake2b(digest_size=16)
    head = b""
    with open(file, "rb") as stream:
        while block := stream.read(_BLOCK):
            head = head or block[:_HEAD]
            hasher.update(block)
    width, height = picture_size(head) if is_picture_name(file) else (0, 0)
    return hasher.digest(), width, height
