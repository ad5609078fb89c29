"""Tags in the text: `#word` and `#a/b`, where the dialect has them. What only looks like one stays text: `#12`, `#fff`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from hortus.markdown.collector import collector
from hortus.model import Tag

_MAX_LENGTH = 100
_OPENINGS = "([（［｛【〔「『《〈“‘\"'，。、：；！？"
_MARKS = "*_~="
_JOINERS = "\u200c\u200d"
# Three, four, six or eight hexadecimal digits with a figure among them, or one or two that repeat: `#a0b1c2`, `#fff`.
_COLOUR = re.compile(
    r"(?=(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$)(?:.*\d.*|(.)\1+|(..)\2+)", re.IGNORECASE
)
# A line of a C program that its author did not mark as code.
_DIRECTIVE = re.compile(r"(?m)^#(?:include|define|undef|ifn?def|pragma)[ \t]")


def hashtag_plugin(md: MarkdownIt) -> None:
    md.inline.ruler.before("link", "hashtag", _hashtag)
    md.add_render_rule("tag", _render)


def _hashtag(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "#" or state.linkLevel or not collector(state.env).dialect.hashtags:
        return False
    if not _may_begin(state.src, state.pos):
        return False
    name = _name(state.src, state.pos + 1, state.posMax)
    if not name or _DIRECTIVE.match(state.src, state.pos):
        return False
    if not silent:
        token = state.push("tag", "", 0)
        token.meta = {"name": name}
        token.content = token.markup = f"#{name}"
    state.pos += len(name) + 1
    return True


def _may_begin(text: str, position: int) -> bool:
    """Whether a tag may follow what stands before: nothing, a space, an opening bracket, or a mark of emphasis after those."""
    first = max(0, position - 3)
    while position > first and text[position - 1] in _MARKS:
        position -= 1
    before = text[position - 1] if position else " "
    if text.endswith(("](", "{: ", "{"), 0, position):  # an address, an id
        return False
    return before.isspace() or before in _OPENINGS


def _name(text: str, begin: int, limit: int) -> str:
    """The name of a tag that begins here, or ""."""
    end = begin
    limit = min(limit, begin + _MAX_LENGTH + 1)
    while end < limit and _is_of_name(text[end]):
        end += 1
    name = text[begin:end].rstrip("/-" + _JOINERS)
    is_tag = (
        len(name) <= _MAX_LENGTH
        and not name.startswith(("/", "-"))
        and "//" not in name
        and any(char.isalpha() or char in "_/" for char in name)
    )
    return name if is_tag and not _COLOUR.fullmatch(name) else ""


def _is_of_name(char: str) -> bool:
    return char in "_-/" or char.isalnum() or char in _JOINERS or unicodedata.category(char)[0] == "M"


def _render(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return collector(env).hole(Tag(tokens[index].meta["name"]))
