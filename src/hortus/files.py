"""Files that are copied as they are: their digests, and the sizes of pictures."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hortus.cutting import begins_page
from hortus.frontmatter import part
from hortus.markdown.image import is_picture_name
from hortus.model import Asset, Meta, Problem
from hortus.pictures.photograph import DamagedPictureError, begins_photograph, cut, is_photograph
from hortus.pictures.size import picture_size

_BLOCK = 1 << 20
_HEAD = 256 * 1024  # of a picture: its size stands near the beginning
# What stands before a picture in a drawing, and in every drawing; a letter may have two bytes.
_INLINE, _DRAWING = re.compile(rb"b\0?a\0?s\0?e\0?6\0?4", re.IGNORECASE), re.compile(rb"s\0?v\0?g")
_LONGEST = len("base64") * 2
_BEGINNING, _BEFORE = 64, b"\xef\xbb\xbf \t\r\n"


@dataclass(frozen=True, slots=True)
class Assets:
    """The files that are copied, by their paths, what is wrong with others, and the moments from or until which some say that they
    are to be kept back.
    """

    files: dict[str, Asset]
    problems: tuple[Problem, ...]
    dates: tuple[datetime.datetime, ...]


def read_assets(
    folder: Path,
    paths: Iterable[str],
    now: datetime.datetime,
    given: Callable[[str], str],
    beside: Iterable[Path] = (),
    held: Collection[str] = (),
) -> Assets:
    """The files at `paths` as they are, without those that cannot be read, are not to be published `now`, or lie in one of the folders
    `held`. Those that are not in `folder` are in the first of the folders `beside` it that has them. What is `given` to the file at a
    path, as JSON, holds where its front matter says nothing.
    """
    folders = (folder, *beside)
    assets: dict[str, Asset] = {}
    problems, dates = list[Problem](), list[datetime.datetime]()
    for path in paths:
        try:
            file = next((other / path for other in folders if (other / path).exists()), folder / path)
            asset = read_asset(file, path)
            said = _said(str(file), asset.key, given(path))
            dates += said.moments
            if _is_kept_back(said, now) or any(path.startswith(f"{above}/") for above in held):
                problems.append(_kept_back(path))
                continue
            assets[path] = asset
            if is_photograph(path) and is_damaged(asset):
                problems.append(_damaged(path))
        except OSError as error:
            problems.append(
                Problem("warning", "unreadable", f"this file cannot be read: {error.strerror}", path)
            )
    return Assets(assets, tuple(problems), tuple(dates))


def held_bundles(notes: Iterable[str], published: Collection[str], roots: Collection[str]) -> frozenset[str]:
    """The folders whose page is not `published` though it is one of the `notes`: below `roots` all that lies there is a part of it."""
    hidden = (path.rpartition("/") for path in notes if path not in published)
    folders = (folder for folder, _, name in hidden if folder and name.partition(".")[0] == "index")
    return frozenset(
        folder for folder in folders if any(not root or f"{folder}/".startswith(f"{root}/") for root in roots)
    )


def read_asset(file: Path, path: str) -> Asset:
    """One file to be copied. Raises OSError."""
    stat = file.stat()
    stamp = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
    key, width, height, is_photo, is_page = _measure(str(file), stamp)
    return Asset(key, path, width, height, file, is_photo, is_page)


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
def _said(file: str, key: bytes, given: str) -> Meta:  # noqa: ARG001  (`key` is part of the key)
    """What a text says of itself, as a note does: pages of other programs may be in HTML."""
    with open(file, "rb") as stream:
        if not stream.read(_BEGINNING).lstrip(_BEFORE).startswith((b"---", b"+++")):
            return Meta()
        stream.seek(0)
        return part(file, stream.read(_HEAD), given).meta


def _is_kept_back(said: Meta, now: datetime.datetime) -> bool:
    is_early = any(date and date > now for date in (said.date, said.release))
    is_late = said.expiry is not None and said.expiry <= now
    return said.draft or said.private or is_early or is_late


def _kept_back(path: str) -> Problem:
    message = "this file is kept back by what it says at its top, or by the page it is a part of, and the link to it leads nowhere"
    return Problem(
        "warning", "private-file", message, path, hint="take the link out, or let the file be public"
    )


def _damaged(path: str) -> Problem:
    message = "this is not the picture that its name says, or it is damaged; it is copied as it is"
    hint = "what it may tell of its place and time could not be taken out; save it again as JPEG, PNG or WebP"
    return Problem("warning", "picture", message, path, hint=hint)


@cache
def _measure(file: str, stamp: tuple[int, ...]) -> tuple[bytes, int, int, bool, bool]:  # noqa: ARG001  (part of the key)
    """(digest, width, height, whether it is a photograph, whether it is a page in HTML with front matter). Within one process a file whose stamp is the same is not read again."""
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
    return hasher.digest(), width, height, is_photo, begins_page(file, head)
