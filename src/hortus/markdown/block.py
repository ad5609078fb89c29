"""Names of blocks: `^name` at the end of a paragraph or a list item, or alone below any other block. They can be linked and embedded."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from hortus.markdown.collector import collector
from hortus.model import Block, BlockEnd

# A letter or some length, so that `10 ^6` stays what it is, and `^C`, which is a key.
_NAME = re.compile(r"(?:^|(?<=\s))\^((?![A-Z]\s*$)(?=[0-9\-]*[A-Za-z]|[0-9\-]{3})[A-Za-z0-9\-]+)\s*$")
_FOLLOWED = {"paragraph_open": "paragraph_close", "heading_open": "heading_close"}


def block_plugin(md: MarkdownIt) -> None:
    md.core.ruler.push("block_name", _name_blocks)
    md.add_render_rule("block_start", _start)
    md.add_render_rule("block_end", _end)


def _name_blocks(state: StateCore) -> None:
    """Take each name off its text and put marks around the block it names."""
    tokens = state.tokens
    starts, ends = dict[int, list[str]](), dict[int, list[str]]()
    dropped = set[int]()
    if not collector(state.env).dialect.names_blocks:
        return
    for index, token in enumerate(tokens):
        if token.type != "inline" or "^" not in token.content or tokens[index - 1].type not in _FOLLOWED:
            continue
        name = _take_name(token.children or [])
        if not name:
            continue
        is_alone = not any(child.content.strip() for child in token.children or ())
        first, last = _before(tokens, index - 1) if is_alone else _around(tokens, index)
        if first < 0:
            continue
        if is_alone:
            dropped |= {index - 1, index, index + 1}
        starts.setdefault(first, []).append(name)
        ends.setdefault(last, []).append(name)
    if starts:
        state.tokens = [
            found
            for index, token in enumerate(tokens)
            for found in (
                *(_mark("block_start", name) for name in starts.get(index, ())),
                *(() if index in dropped else (token,)),
                *(_mark("block_end", name) for name in ends.get(index, ())),
            )
        ]


def _take_name(children: list[Token]) -> str:
    """The name at the end of a paragraph, which is taken off it."""
    if not children or children[-1].type != "text":
        return ""
    last = children[-1]
    found = _NAME.search(last.content)
    if not found:
        return ""
    last.content = last.content[: found.start()].rstrip()
    while (
        len(children) > 1
        and children[-1].type in {"text", "softbreak", "hardbreak"}
        and not children[-1].content
    ):
        children.pop()
    return found[1]


def _around(tokens: list[Token], index: int) -> tuple[int, int]:
    """(first, last) token of the block whose text stands at `index`: a list item as a whole."""
    before = index - 2
    if before >= 0 and tokens[before].type == "list_item_open":
        level, last = tokens[before].level, index
        while tokens[last].type != "list_item_close" or tokens[last].level != level:
            last += 1
        return before, last
    return index - 1, index + 1


def _before(tokens: list[Token], index: int) -> tuple[int, int]:
    """(first, last) token of the block before `index`; -1 when there is none."""
    last = index - 1
    if last < 0 or tokens[last].level != tokens[index].level or tokens[last].nesting == 1:
        return -1, -1
    first = last
    while tokens[first].level != tokens[index].level or tokens[first].nesting < 0:
        first -= 1
    return first, last


def _mark(kind: str, name: str) -> Token:
    return Token(kind, "", 0, meta={"name": name})


def _start(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return collector(env).hole(Block(f"^{tokens[index].meta['name']}"))


def _end(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return collector(env).hole(BlockEnd(f"^{tokens[index].meta['name']}"))
