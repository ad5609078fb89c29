"""Pictures that stand in a text, as `data:image/…;base64,…`: what photographs tell is cut out of them, too.

Of the kind that an address names nothing is believed: browsers show a picture of any.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from html import escape, unescape
from urllib.parse import quote_from_bytes, unquote, unquote_to_bytes

from hortus.pictures.photograph import DamagedPictureError, begins_photograph, cut, cut_or_whole

_ADDRESS = r"data:[^,<>]{0,500}?;\s{0,20}base64\s{0,20},"
_LETTER = r"[A-Za-z0-9+/=]|%[0-9A-Fa-f]{2}|&\#(?:10|13|x0?[aAdD]);"
_BREAK = re.compile(r"&#(?:10|13|x0?[aAdD]);")  # of lines, as XML may have it
_LEAST = 200  # bytes; one that only shows how such an address begins stays as it is written
# Between quotation marks there may be spaces and ends of lines.
_PICTURE = re.compile(
    rf"""(?P<quote>["'])(?P<quoted>\s*{_ADDRESS})(?P<spaced>(?:{_LETTER}|\s)+)(?P=quote) | (?P<bare>{_ADDRESS})(?P<data>(?:{_LETTER})+)""",
    re.IGNORECASE | re.VERBOSE,
)


# An address in which signs stand as numbers or names, `&#44;` or `&comma;` for a comma.
_NAMED = re.compile(r"&(?:#|semi;|comma;|colon;)")
_NUMBERED = re.compile(r"""(["'])([^"'<>]*&(?:\#|semi;|comma;|colon;)[^"'<>]*)\1""", re.VERBOSE)
# One whose bytes stand as they are, those that are no letters as numbers; the beginnings of photographs.
_PLAIN = re.compile(
    r"""(?P<address>data:[^,"'\s()<>]{0,200},)(?P<data>(?:%FF%D8|%89PNG|RIFF)[^"'\s()<>]*)""", re.IGNORECASE
)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def cut_inline(text: str) -> str:
    """`text` with such pictures as they are without what they tell; every line stays on its line."""
    if _NAMED.search(text) and "data" in text.lower():
        text = _NUMBERED.sub(_put_numbered, text)
    if "," in text and _PLAIN.search(text):
        text = _PLAIN.sub(_put_plain, text)
    return _PICTURE.sub(_put, text) if "base64" in text.lower() else text


def cut_file(data: bytes) -> bytes:
    """A photograph, or a drawing with some in it, without what they tell; what is damaged as it is."""
    if begins_photograph(data):
        return cut_or_whole(data)
    # What stands between the pictures is not looked at, so any way to read bytes will do that gives the same bytes again.
    encoding = "utf-16" if data.startswith(_UTF_16) else "latin-1"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return data
    made = cut_inline(text)
    return data if made == text else made.encode(encoding)


def _put_numbered(found: re.Match[str]) -> str:
    address = "".join(unescape(found[2]).split())
    made = cut_inline(address) if address[:5].lower() == "data:" else address
    rows = "\n" * found[2].count("\n")
    return found[0] if made == address else f"{found[1]}{escape(made)}{rows}{found[1]}"


def _put_plain(found: re.Match[str]) -> str:
    kept = cut_or_whole(unquote_to_bytes(found["data"]))
    return found["address"] + quote_from_bytes(kept, safe="")


def _put(found: re.Match[str]) -> str:
    written = found["spaced"] or found["data"]
    letters = "".join(unquote(_BREAK.sub("", written)).split()).rstrip("=")
    try:
        whole = base64.b64decode(letters + "=" * (-len(letters) % 4), validate=True)
        kept = cut(whole)
    except (binascii.Error, DamagedPictureError):
        return found[0]
    if kept == whole or len(whole) < _LEAST:
        return found[0]
    shown = base64.b64encode(kept).decode()
    if found["data"]:
        return found["bare"] + shown
    rows = written.count("\n") + 1
    width = -(-len(shown) // rows)
    data = "\n".join(shown[row * width : (row + 1) * width] for row in range(rows))
    return f"{found['quote']}{found['quoted']}{data}{found['quote']}"
