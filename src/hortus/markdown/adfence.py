"""Callouts as fences: `ad-note` of an Obsidian plugin, with `title:` and `collapse:` before the Markdown, and MyST's `{note} Title`."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

from hortus.markdown.callout import Callout, is_kind, is_named, label, title_tokens
from hortus.markdown.collector import collector
from hortus.markdown.fence import is_closed, line

_OPENING = re.compile(
    r"(?P<fence>`{3,}|~{3,})[ \t]*(?:ad-(?P<name>\w[\w-]*)[^`]*|\{(?P<kind>[A-Za-z]+)\}(?P<title>[^`]*))"
)
_KEY = re.compile(r"(?P<key>title|collapse|icon|color|inject-dv)[ \t]*:(?P<value>.*)", re.IGNORECASE)
_FOLDS = {"open": "+", "closed": "-", "close": "-", "true": "-"}


def adfence_plugin(md: MarkdownIt) -> None:
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "adfence", _adfence, interrupts)


def _adfence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start) or state.src[state.bMarks[start] + state.tShift[start] :][:1] not in {
        "`",
        "~",
    }:
        return False
    found = _OPENING.fullmatch(line(state, start))
    if not found or not collector(state.env).dialect.containers:
        return False
    if found["kind"] and not is_kind(found["kind"]):
        return False
    close = _closing(state, start, end, found["fence"])
    if close < 0:
        return False  # a fence that is not closed is code, and reported as such
    if silent:
        return True
    keys, body = _keys(state, start + 1, close)
    fold = _FOLDS.get(keys.get("collapse", "").lower(), "")
    callout = Callout(found["name"] or found["kind"], fold)
    title = keys.get("title") or (found["title"] or "").strip() or label(callout, state.env)
    opening = state.push("callout_open", "div", 1)
    opening.map, opening.meta = (
        [start, close + 1],
        {"callout": callout, "named": is_named(callout, title, state.env)},
    )
    state.tokens += title_tokens(callout, title, start, opening.level)
    before = state.lineMax, state.parentType
    state.lineMax, state.parentType = close, "container"
    state.md.block.tokenize(state, body, close)
    state.lineMax, state.parentType = before
    state.push("callout_close", "div", -1).meta = opening.meta
    state.line = close + 1
    return True


def _closing(state: StateBlock, start: int, end: int, fence: str) -> int:
    """The line that closes the fence, or -1."""
    for row in range(start + 1, end):
        if state.sCount[row] < state.blkIndent and not state.isEmpty(row):
            return -1
        if is_closed(state, start, row, fence):
            return row
    return -1


def _keys(state: StateBlock, row: int, end: int) -> tuple[dict[str, str], int]:
    """(the keys that stand first, the line where the text begins)."""
    keys = dict[str, str]()
    while row < end and (found := _KEY.fullmatch(line(state, row))):
        keys[found["key"].lower()] = found["value"].strip()
        row += 1
    return keys, row
