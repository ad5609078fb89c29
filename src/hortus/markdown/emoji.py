"""Emoji by their names, `:tada:`, where the dialect has them. What is none, `10:30:45` or `a:b:c`, stays text."""

from __future__ import annotations

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from hortus.markdown.collector import collector

_NAME = re.compile(r":[A-Za-z0-9_+\-]{1,60}:(?![A-Za-z0-9:])")
_WORD = re.compile(r"[A-Za-z0-9:]")


def emoji_plugin(md: MarkdownIt) -> None:
    md.inline.ruler.before("link", "emoji", _emoji)


def _emoji(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != ":" or not collector(state.env).dialect.emoji:
        return False
    found = _NAME.match(state.src, state.pos, state.posMax)
    if not found or (state.pos and _WORD.match(state.src[state.pos - 1])):
        return False
    sign = _sign(found[0])
    if not sign:
        return False
    if not silent:
        state.append_pending(sign)
    state.pos = found.end()
    return True


@lru_cache(maxsize=2_000)
def _sign(name: str) -> str:
    """The emoji that is called `:name:`, or ""."""
    import emoji  # noqa: PLC0415  (large, and few need it)

    sign = emoji.emojize(name, language="alias")
    return "" if sign == name else sign
