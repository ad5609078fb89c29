"""Where fences begin and end: one that is not closed is reported, and one that began behind the words of a line is no other."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.fence import fence

_MAX_LINES = 40
_OPENS_BEHIND = re.compile(r"[^`]*[^`\s>*+-][^`]*```\w*\s*")


def fence_plugin(md: MarkdownIt) -> None:
    paragraph_ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.at("fence", _fence, paragraph_ends)


def _fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if _closes_words(state, start) or not fence(state, start, end, silent):
        return False
    if not silent and state.level == 0:
        token = state.tokens[-1]
        if not is_closed(state, start, state.line - 1, token.markup):
            token.meta["unclosed"] = True
    return True


def is_closed(state: StateBlock, start: int, last: int, mark: str) -> bool:
    """Whether the line `last` closes the fence that `mark` opened at the line `start`."""
    text = line(state, last).strip()
    return (
        last > start and len(text) >= len(mark) and set(text) == {mark[0]} and not state.is_code_block(last)
    )


def line(state: StateBlock, row: int) -> str:
    """The line without what indents it or quotes it."""
    return state.src[state.bMarks[row] + state.tShift[row] : state.eMarks[row]]


def _closes_words(state: StateBlock, row: int) -> bool:
    """Whether this line closes what a line of the same paragraph opened behind its words: `- like this: ```."""
    if line(state, row).rstrip() != "```":
        return False
    for before in range(row - 1, max(-1, row - _MAX_LINES), -1):
        text = line(state, before)
        if not text.strip() or text.startswith("```"):
            return False
        if "```" in text:
            return before < row - 1 and _OPENS_BEHIND.fullmatch(text) is not None
    return False
