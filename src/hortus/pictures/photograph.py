"""What a photograph tells besides its picture: where and when it was taken, by whom, with what. It is cut out without a pixel being
touched: the parts of the file that hold it are left out, and all others stay as they are.

Parts are kept by a list, so that what is not known goes too. How the picture is turned stays, and its colours.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

_JPEG, _PNG, _RIFF = b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"RIFF"
_CUT = frozenset({"jpg", "jpeg", "jpe", "jfif", "png", "apng", "webp"})

_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)
_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers that nothing belongs to
_APPLICATIONS = range(0xE0, 0xF0)
_KEPT_SEGMENTS = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_EXIF = b"Exif\0\0"

# Those that PNG calls critical are kept too: their names begin with a capital letter.
_KEPT_CHUNKS = frozenset(
    b"tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split()
)
_KEPT_IN_WEBP = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ANIM", b"ANMF", b"ALPH", b"ICCP"})
_HAS_EXIF, _HAS_XMP = 0x08, 0x04

_ORIENTATION = 0x0112
_MAX_FIELDS = 500


class DamagedPictureError(Exception):
    """The bytes are not the picture that they should be."""


def is_photograph(path: str) -> bool:
    """Whether the file, by its name, is one of those that tell things and that can be cut."""
    return path.rpartition(".")[2].lower() in _CUT


def begins_photograph(head: bytes) -> bool:
    """Whether a file that begins with `head` is one of those, whatever it is called."""
    return head.startswith((_JPEG, _PNG)) or (head.startswith(_RIFF) and head[8:12] == b"WEBP")


def cut(data: bytes) -> bytes:
    """The picture in `data` and nothing that is told of it. What is broken off at its end stays so.

    Raises DamagedPictureError for what is neither JPEG, PNG nor WebP.
    """
    try:
        if data.startswith(_JPEG):
            return b"".join(_jpeg(data))
        if data.startswith(_PNG):
            return b"".join(_png(data))
        if data.startswith(_RIFF) and data[8:12] == b"WEBP":
            return _webp(data)
    except struct.error:
        pass
    raise DamagedPictureError


def cut_or_whole(data: bytes) -> bytes:
    """The same, but of what is damaged all."""
    try:
        return cut(data)
    except DamagedPictureError:
        return data


# --- JPEG ------------------------------------------------------------------------------------------------


def _jpeg(data: bytes) -> Iterator[bytes]:
    """What follows the end of the picture goes as well: telephones put films and further pictures there."""
    yield _JPEG
    segments = list(_segments(data))
    turn = next((_turned(part[4:][6:]) for code, part in segments if _is_exif(code, part)), 1)
    kept = [(code, part) for code, part in segments if _is_kept(code, part)]
    told = turn == 1
    for code, part in kept:
        if not told and code != 0xE0:  # JFIF wants to be the first
            exif = _EXIF + _tiff(turn)
            yield b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
            told = True
        yield part


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(code, bytes) of each part after the first marker; a scan with all the pixels that follow it."""
    at = 2
    while at < len(data):
        start = at
        if data[at] != 0xFF:
            raise DamagedPictureError
        while at < len(data) and data[at] == 0xFF:
            at += 1
        if at >= len(data):
            return
        code = data[at]
        at += 1
        if code == _END:
            yield code, b"\xff\xd9"
            return
        if code not in _ALONE:
            at += struct.unpack_from(">H", data, at)[0] if at + 2 <= len(data) else 2
        if code == _SCAN:
            found = _MARKER.search(data, at)
            at = found.start() if found else len(data)
        yield code, data[start:at]


def _is_kept(code: int, part: bytes) -> bool:
    if code == _COMMENT:
        return False
    if code in _APPLICATIONS:
        return code in _KEPT_SEGMENTS and part[4:].startswith(_KEPT_SEGMENTS[code])
    return True


def _is_exif(code: int, part: bytes) -> bool:
    return code == 0xE1 and part[4:].startswith(_EXIF)


# --- PNG -------------------------------------------------------------------------------------------------


def _png(data: bytes) -> Iterator[bytes]:
    yield _PNG
    at = len(_PNG)
    while at < len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        if not name.isalpha():
            raise DamagedPictureError
        end = at + 12 + length
        if name == b"eXIf" and (turn := _turned(data[at + 8 : at + 8 + length])) != 1:
            yield _chunk(name, _tiff(turn))
        elif name in _KEPT_CHUNKS or name[:1].isupper():
            yield data[at:end]
        if name == b"IEND":
            return
        at = end


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


# --- WebP ------------------------------------------------------------------------------------------------


def _webp(data: bytes) -> bytes:
    parts, turn = list[bytes](), 1
    at, most = 12, min(len(data), 8 + struct.unpack_from("<I", data, 4)[0])
    while at + 8 <= most:
        name, length = struct.unpack_from("<4sI", data, at)
        end = at + 8 + length + length % 2
        if name == b"EXIF":
            turn = _turned(data[at + 8 : at + 8 + length].removeprefix(_EXIF))
        elif name in _KEPT_IN_WEBP:
            parts.append(data[at:end])
        at = end
    if not parts:
        raise DamagedPictureError
    if parts[0][:4] == b"VP8X" and len(parts[0]) > 8:
        flags = parts[0][8] & ~(_HAS_EXIF | _HAS_XMP) | _HAS_EXIF * (turn != 1)
        parts[0] = parts[0][:8] + bytes([flags]) + parts[0][9:]
        if turn != 1:
            tiff = _tiff(turn)
            parts.append(struct.pack("<4sI", b"EXIF", len(tiff)) + tiff)
    content = b"WEBP" + b"".join(parts)
    return _RIFF + struct.pack("<I", len(content)) + content


# --- EXIF ------------------------------------------------------------------------------------------------


def _turned(tiff: bytes) -> int:
    """How the picture is to be turned, from 1 (it is not) to 8."""
    order = {b"MM": ">", b"II": "<"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (at,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, at)
        for number in range(min(count, _MAX_FIELDS)):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * number)
            if tag == _ORIENTATION:
                return int(value) if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def _tiff(turn: int) -> bytes:
    """EXIF that says how to turn the picture, and nothing else; its length is even."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, turn, 0, 0)
