"""Blocks whose text is indented under their first line, as MkDocs has them."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from hortus.markdown.collector import collector
from hortus.markdown.fence import line

_INDENT = 4
_LEAST_INDENT = 2  # what some hands write


def match(state: StateBlock, row: int, first: str, shape: re.Pattern[str]) -> re.Match[str] | None:
    position = state.bMarks[row] + state.tShift[row]
    if state.src[position : position + 1] not in first or position >= state.eMarks[row]:
        return None
    if state.is_code_block(row) or not collector(state.env).dialect.containers:
        return None
    return shape.fullmatch(line(state, row))


def body_indent(state: StateBlock, start: int, end: int) -> int:
    """How far the text under the line `start` is indented beyond it, at most four; 0 when there is none."""
    row = start + 1
    while row < end and state.isEmpty(row):
        row += 1
    beyond = state.sCount[row] - state.sCount[start] if row < end else 0
    return min(beyond, _INDENT) if beyond >= _LEAST_INDENT else 0


def read_body(state: StateBlock, start: int, end: int, indent: int) -> None:
    """Parse the indented lines that follow the line `start`, and leave `state.line` behind them."""
    indent += state.sCount[start]
    row = last = start + 1
    while indent > state.sCount[start] and row < end and (state.isEmpty(row) or state.sCount[row] >= indent):
        row += 1
        last = last if state.isEmpty(row - 1) else row
    before = state.blkIndent, state.lineMax, state.parentType
    state.blkIndent, state.lineMax, state.parentType = indent, last, "container"
    if last > start + 1:
        state.md.block.tokenize(state, start + 1, last)
    state.blkIndent, state.lineMax, state.parentType = before
    state.line = last
