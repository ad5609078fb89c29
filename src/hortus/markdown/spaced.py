"""Links and pictures whose destination has spaces as they stand: `![a](my picture.png)`, `[x](my note.md "title")`.

CommonMark sees none of these, so nothing it does see is changed. Text in brackets stays text unless what follows in
parentheses looks like a file or an address. A picture may be given its size: `![a](b.png =300x200)`.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_SPACED = re.compile(
    r"!?\[(?P<label>(?:[^\[\]\n\\]|\\.){0,1000})\]\((?P<rest>(?:[^()\n<>`]|\([^()\n<>`]{0,200}\)){1,1000})\)"
)
_SIZE = re.compile(r"=(?=x?\d)(\d{0,5})(?:x(\d{0,5}))?")
_FILE = re.compile(r"[^/\s][^/]*\.[A-Za-z0-9]{1,10}(?:[#?].*)?|.*/.*|[A-Za-z][A-Za-z0-9+.-]+:\S.*")


def spaced_plugin(md: MarkdownIt) -> None:
    md.inline.ruler.after("image", "spaced", _spaced)


def _spaced(state: StateInline, silent: bool) -> bool:
    is_picture = state.src.startswith("![", state.pos)
    if not is_picture and (state.src[state.pos] != "[" or state.linkLevel):
        return False
    found = _SPACED.match(state.src, state.pos, state.posMax)
    if not found or found["label"].count("`") % 2:  # code that begins in the label ends after it
        return False
    target, size, title = _parted(found["rest"])
    if '"' in target or not _FILE.fullmatch(target) or not state.md.validateLink(target):
        return False
    if not silent:
        attributes: dict[str, str | int | float] = {"title": title} if title else {}
        if is_picture:
            _push_picture(state, found["label"], size, {"src": target, "alt": "", **attributes})
        else:
            _push_link(state, found, {"href": target, **attributes})
    state.pos = found.end()
    return True


def _parted(rest: str) -> tuple[str, str, str]:
    """What stands in the parentheses as (target, size as after a bar in a picture's description, title)."""
    rest, title, size = rest.strip(), "", ""
    if rest.endswith('"') and (begin := rest.rfind(' "', 0, -1)) > 0:
        rest, title = rest[:begin].rstrip(), rest[begin + 2 : -1]
    before, _, last = rest.rpartition(" ")
    if before and (found := _SIZE.fullmatch(last)):
        rest, size = before.rstrip(), f"|{found[1] or 0}" + (f"x{found[2]}" if found[2] else "")
    return rest, size, title


def _push_picture(
    state: StateInline, label: str, size: str, attributes: dict[str, str | int | float]
) -> None:
    token = state.push("image", "img", 0)
    token.content, token.attrs, token.children = label + size, attributes, []
    token.meta["is_sized"] = bool(size)
    state.md.inline.parse(label, state.md, state.env, token.children)


def _push_link(state: StateInline, found: re.Match[str], attributes: dict[str, str | int | float]) -> None:
    limit = state.posMax
    state.push("link_open", "a", 1).attrs = attributes
    state.pos, state.posMax = found.span("label")
    state.linkLevel += 1
    state.md.inline.tokenize(state)
    state.linkLevel -= 1
    state.push("link_close", "a", -1)
    state.posMax = limit
