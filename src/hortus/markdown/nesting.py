"""How deep things may lie in each other: lists and quotations far deeper than markdown-it's own limit of 20 levels,
below which it drops text without a word; brackets in a line less deep, since each level costs a pass over the rest.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, inline
from markdown_it.token import Token

BLOCKS = 1_000  # a list in a list takes two
_INLINES = 100
_FRAMES_A_LEVEL = 4  # Python frames that one level of blocks takes at the most


def nesting_plugin(md: MarkdownIt) -> None:
    md.core.ruler.at("inline", _inline)


def _inline(state: StateCore) -> None:
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
