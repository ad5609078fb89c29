"""What instructions stand for, written in Markdown as Hortus reads it. A line stays on its line wherever that is possible."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import count

_IMAGE = re.compile(r'!\[(?P<alt>.*?)(?:\|(?P<width>\d+))?\]\(<(?P<address>[^<>]*)>(?: "(?P<title>.*)")?\)')
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_SIGNS = re.compile(r"\*\*|`|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
_BARE = re.compile(r"\d+")
_UNNAMED = "·"
_TAB = re.compile(r'^[ ]{0,3}===[!+]* "([^"\n]*)"$', re.MULTILINE)
_FILM = re.compile(
    r"https?://(?:www\.|m\.)?(?:youtu\.be/|youtube\.com/(?:watch\?(?:[^&\s]{0,200}&)?v=|shorts/)|(?P<other>vimeo\.com/(?=\d)))(?P<id>[\w-]{1,40})"
)


def film(address: str) -> str:
    """The address at which the film is shown whose page is at `address`; "" when that is none."""
    found = _FILM.match(address)
    if not found:
        return ""
    player = "https://player.vimeo.com/video/" if found["other"] else "https://www.youtube.com/embed/"
    return player + found["id"]


def block(before: str, inner: str, after: str) -> str:
    """`inner` between two lines."""
    first = "" if inner.startswith("\n") else "\n"
    last = "" if inner.rstrip(" \t").endswith("\n") else "\n"
    return f"{before}{first}{inner}{last}{after}"


def fence(info: str, inner: str) -> str:
    """A block of code, whatever it holds."""
    ticks = "`" * max(3, *(len(run) + 1 for run in re.findall("`{3,}", inner)), 3)
    return block(f"{ticks}{info}", inner, ticks)


def callout(kind: str, title: str, inner: str) -> str:
    colons = ":" * max(3, *(len(run) + 1 for run in re.findall(":{3,}", inner)), 3)
    return block(f"{colons} {kind} {_line(title)}".rstrip(), inner, colons)


def details(title: str, inner: str) -> str:
    return callout("details", title, inner)


def image(address: str, alt: str = "", title: str = "", width: str = "") -> str | None:
    """A picture; a width is one in pixels."""
    if not address:
        return None
    size = _BARE.match(width)
    named = _line(_plain(alt)).replace("]", "\\]") + (
        f"|{size[0]}" if size and not width.endswith("%") else ""
    )
    quoted = f' "{_line(_plain(title))}"'.replace("\\", "") if title else ""
    return f"![{named}](<{address}>{quoted})"


def caption(*parts: str) -> str:
    """A line below a picture that tells of it; "" where there is nothing to tell."""
    said = " ".join(_line(_SIGNS.sub("", part)) for part in parts if part.strip())
    return f"*{said}*" if said else ""


def _plain(text: str) -> str:
    """A caption without its signs of emphasis and links: a title has none."""
    return _SIGNS.sub("", _LINK.sub(r"\1", text))


def in_html(shown: str) -> str:
    """A picture as HTML, for where Markdown is not read."""
    found = _IMAGE.fullmatch(shown)
    if not found:
        return shown
    width = f' width="{found["width"]}"' if found["width"] else ""
    picture = f'<img src="{escape(found["address"])}" alt="{escape(found["alt"])}"{width}>'
    return (
        f"<figure>{picture}<figcaption>{escape(found['title'])}</figcaption></figure>"
        if found["title"]
        else picture
    )


def link(address: str, text: str) -> str | None:
    return f"[{_line(text or address)}](<{address}>)" if address else None


def frame(address: str) -> str:
    """Another site's page; readers are shown a link to it unless the owner trusts the HTML of notes."""
    return f'<iframe src="{address}"></iframe>'


def quote(inner: str, source: str = "") -> str:
    rows = inner.strip("\n").split("\n")
    said = [*rows, "", f"— {_line(source)}"] if source else rows
    before = "\n" * (len(inner) - len(inner.lstrip("\n")))
    return before + "\n".join(f"> {row}".rstrip() for row in said) + "\n"


def tab(title: str, inner: str) -> str:
    """One of several; without a `title` it has a point for one, until `tabs` knows better."""
    written = inner.rstrip(" \t").removeprefix("\n").removesuffix("\n")
    rows = [f"    {row}" if row.strip() else "" for row in written.split("\n")]
    return "\n".join([f'=== "{_line(title) or _UNNAMED}"', *rows, ""])


def tabs(inner: str, names: Sequence[str] = ()) -> str:
    """Several as one group, apart from what stands above; those without titles have these `names`."""
    numbers = count()

    def put(found: re.Match[str]) -> str:
        number = next(numbers)
        named = found[1] == _UNNAMED and number < len(names)
        return f'==={"" if number else "!"} "{names[number] if named else found[1]}"'

    return _TAB.sub(put, inner)


def _line(text: str) -> str:
    return " ".join(text.split())
