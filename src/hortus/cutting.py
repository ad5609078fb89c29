"""What files tell besides what is to be seen, and what is taken out of them when they are copied: photographs where and when they were
taken, pages in HTML what their program reads at their top and in comments.
"""

from __future__ import annotations

import re

from hortus.instructions.hidden import Hidden, without_hidden
from hortus.instructions.liquid import HIDDEN
from hortus.pictures import inline

_FRONT = re.compile(r"\s*(---|\+\+\+)[ \t]*\r?\n(?s:.*?)^\1[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_BEGINNING = (b"---\n", b"---\r", b"+++\n", b"+++\r")
_COMMENTS = (*HIDDEN, Hidden(r"\{\#", r"\#\}", needs_end=True))


def begins_page(path: str, head: bytes) -> bool:
    """Whether a file is a page in HTML that another program would make of it: it begins with front matter."""
    return path.lower().endswith((".html", ".htm")) and _is_with_front(head)


def cut_file(data: bytes) -> bytes:
    """The bytes of a file to be copied without what it tells."""
    if not _is_with_front(data):
        return inline.cut_file(data)
    text = data.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    found = _FRONT.match(text)
    return without_hidden(text[found.end() :] if found else text, _COMMENTS)[0].encode(
        "utf-8", "surrogateescape"
    )


def _is_with_front(data: bytes) -> bool:
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_BEGINNING)
