"""The HTML of a note made whole: a browser's own parser closes what its author left open and drops what closes nothing."""

from __future__ import annotations

import re

from hortus.markdown.collector import Collector
from hortus.model import File, Heading, HeadingEnd, Inset, Link, LinkEnd

_HOLE = re.compile("\0(\\d+)\0")
_EMPTY_PARAGRAPH = re.compile(r"<p>\s*</p>\n?")


def balanced(html: str, notes: Collector) -> str:
    """`html`, holes and all, with every element closed inside its parent.

    For the parser each hole is an element of a name that occurs nowhere else, so that it stays where it belongs.
    """
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415  (few notes have HTML that needs it)

    name = _free_name(html)
    tree = LexborHTMLParser(_with_elements(html, notes, name), is_fragment=True)
    return _with_holes(_EMPTY_PARAGRAPH.sub("", tree.html or ""), notes, name)


def closed(html: str) -> str:
    """A part cut out of a page, `html`, with every element closed that it leaves open."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415

    return LexborHTMLParser(html, is_fragment=True).html or ""


def _free_name(html: str) -> str:
    """The name of an element, up to a number, of which there is no trace in `html`."""
    number = 0
    while (name := f"x{number}-") in html:
        number += 1
    return name


def _with_elements(html: str, notes: Collector, name: str) -> str:
    opened = list[int]()

    def element(found: re.Match[str]) -> str:
        number = int(found[1])
        match notes.pieces[number]:
            case File() | Inset():
                return f"{name}{number};"
            case Link() | Heading():
                opened.append(number)
                return f"<{name}{number}>"
            case LinkEnd() | HeadingEnd():
                return f"</{name}{opened.pop()}>" if opened else ""
            case _:
                return f"<{name}{number}></{name}{number}>"

    return _HOLE.sub(element, html)


def _with_holes(html: str, notes: Collector, name: str) -> str:
    def hole(found: re.Match[str]) -> str:
        piece = notes.pieces[int(found[2])]
        if not found[1]:
            return f"\0{found[2]}\0"
        match piece:
            case Link():
                return notes.hole(LinkEnd())
            case Heading():
                return notes.hole(HeadingEnd(piece.level, piece.anchor))
            case _:
                return ""

    return re.sub(rf"<?(/?){name}(\d+)[>;]", hole, html)
