"""`%% comments %%` of the author's, in a line or over many: nothing of them is published."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_MARK = "%%"


def comment_plugin(md: MarkdownIt) -> None:
    md.block.ruler.before(
        "fence", "comment", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    md.inline.ruler.before("escape", "comment", _inline)


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A comment that begins a line and has its end on a line further down."""
    if state.is_code_block(start) or not _begins(state, start):
        return False
    first = _text(state, start)
    if _MARK in first[2:]:
        # On one line: the paragraph deals with it, unless it is the whole line.
        if first[2:].rstrip().find(_MARK) + 4 != len(first.rstrip()):
            return False
        last = start
    else:
        last = next((row for row in range(start + 1, end) if _MARK in _text(state, row)), -1)
        if last < 0 or not _text(state, last).rstrip().endswith(_MARK):
            return False
    if not silent:
        state.line = last + 1
    return True


def _begins(state: StateBlock, row: int) -> bool:
    return state.src.startswith(_MARK, state.bMarks[row] + state.tShift[row])


def _text(state: StateBlock, row: int) -> str:
    return state.src[state.bMarks[row] + state.tShift[row] : state.eMarks[row]]


def _inline(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(_MARK, state.pos):
        return False
    end = state.src.find(_MARK, state.pos + 2, state.posMax)
    if end < 0:
        return False
    state.pos = end + 2
    return True
