"""How deep things may lie in each other: lists and quotations far deeper than markdown-it's own limit of 20 levels,
below which it drops text without a word; brackets in a line less deep, since each level costs a pass over the rest.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote
from markdown_it.rules_core import StateCore, inline
from markdown_it.token import Token

BLOCKS = 1_000  # a list in a list takes two
_INLINES = 100
_MOST_LINES, _FEW_LINES = 10_000, 100
_FRAMES_A_LEVEL = 5  # Python frames that one level of blocks takes at the most


def nesting_plugin(md: MarkdownIt) -> None:
    md.core.ruler.at("inline", read_inlines)
    md.block.ruler.at("blockquote", _quote, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """markdown-it's rule, which looks at all lines up to the next empty one, though a quotation may end at the first.

    Where many quotations begin in so long a paragraph, each sees but some lines of it.
    """
    if not state.src.startswith(">", state.bMarks[start] + state.tShift[start]):
        return False
    known: tuple[str, list[int]] | None = state.env.get("empty_lines")
    if known is None or known[0] is not state.src:
        rows = state.src.split("\n")
        known = state.src, [number for number, row in enumerate(rows) if not row.strip()]
        state.env["empty_lines"] = known
    place = bisect_left(known[1], start)
    seen = (known[1][place] if place < len(known[1]) else state.lineMax) - start
    state.env["quoted_lines"] = state.env.get("quoted_lines", 0) + seen
    if state.env["quoted_lines"] > _MOST_LINES + 20 * state.lineMax:
        end = min(end, start + _FEW_LINES)
    return blockquote(state, start, end, silent)


def read_inlines(state: StateCore) -> None:
    state.md.options["maxNesting"] = _INLINES
    try:
        inline(state)
    finally:
        state.md.options["maxNesting"] = BLOCKS


@contextmanager
def deep_stack() -> Iterator[None]:
    """Room for blocks as deep as they may lie."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, 1_000 + BLOCKS * _FRAMES_A_LEVEL))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def is_too_deep(tokens: list[Token]) -> bool:
    """Whether something lay deeper, and is lost from `tokens`."""
    return any(token.level >= BLOCKS - 2 for token in tokens)
