"""Links. One that leads into the folder becomes a hole; one that leaves it stays as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

import mdurl
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from hortus.markdown.collector import collector
from hortus.markdown.place import column, line
from hortus.model import Link, LinkEnd
from hortus.text import clean

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:|//")
_ON_DISK = re.compile(r"file:|[A-Za-z]:(?:[\\/]|%5C)", re.IGNORECASE)


def link_plugin(md: MarkdownIt) -> None:
    is_valid = md.validateLink
    # One that leads to the author's disk is looked for among the notes as any other, and not found.
    md.validateLink = lambda url: is_on_disk(url) or is_valid(url)  # type: ignore[method-assign]
    md.add_render_rule("link_open", _open)
    md.add_render_rule("link_close", _close)


def is_external(address: str) -> bool:
    return _SCHEME.match(address) is not None and not is_on_disk(address)


def is_on_disk(address: str) -> bool:
    """Whether it is an address that only its author's machine knows: `file:///home/…`, `C:\\Users\\…`."""
    return _ON_DISK.match(address) is not None


def decode(address: str) -> str:
    """An address of the folder as the name of a file: `%20` is a space."""
    return clean(mdurl.decode(address, ""))


def split_anchor(address: str) -> tuple[str, str]:
    """`a.md?x#y` as ("a.md", "y"), both decoded."""
    target, _, anchor = address.partition("#")
    return decode(target.partition("?")[0]), decode(anchor)


def _open(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    address = str(token.attrs.get("href", ""))
    token.meta["external"] = is_external(address)
    if token.meta["external"]:
        title = token.attrs.get("title")
        return f'<a href="{escapeHtml(address)}"' + (f' title="{escapeHtml(str(title))}">' if title else ">")
    target, anchor = split_anchor(address)
    return collector(env).hole(Link(target, anchor, wiki=False, line=line(token), column=column(token)))


def _close(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "</a>" if _opening(tokens, index).meta.get("external") else collector(env).hole(LinkEnd())


def _opening(tokens: Sequence[Token], index: int) -> Token:
    """The token that the closing one at `index` belongs to; links do not nest."""
    return next(tokens[number] for number in range(index - 1, -1, -1) if tokens[number].type == "link_open")
