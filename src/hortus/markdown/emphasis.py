"""Emphasis beside Chinese, Japanese and Korean: `**粗体。**文字` is bold.

CommonMark asks for a space or punctuation on the other side of a mark that stands next to punctuation, and such text
has none. So where a CJK character stands beside a run of marks, CJK punctuation counts as a letter, and a CJK
character outside lets the run stand next to any punctuation. All other text is read as CommonMark reads it.
"""

from __future__ import annotations

from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from hortus.markdown.cjk import character_before, is_cjk


class Run(NamedTuple):
    """A run of one mark, and whether it can begin or end something."""

    length: int
    opens: bool
    closes: bool


def emphasis_plugin(md: MarkdownIt) -> None:
    md.inline.ruler.at("emphasis", _emphasis)
    md.inline.ruler.at("strikethrough", _strikethrough)


def scan_run(state: StateInline, *, splits_words: bool) -> Run:
    """The run that begins here; with `splits_words` it may stand between letters."""
    scanned = state.scanDelims(state.pos, splits_words)
    plain = Run(scanned.length, scanned.can_open, scanned.can_close)
    end = state.pos + scanned.length
    before = character_before(state.src, state.pos) or " "
    after = state.src[end] if end < state.posMax else " "
    if not (is_cjk(before) or is_cjk(after)) or _is_space(before) or _is_space(after):
        return plain
    opens = not _is_punctuation(after) or _is_punctuation(before) or is_cjk(before)
    closes = not _is_punctuation(before) or _is_punctuation(after) or is_cjk(after)
    return Run(scanned.length, opens, closes)


def push_pair(state: StateInline, run: Run) -> None:
    """A mark of two characters, to be paired by markdown-it."""
    _push(state, state.src[state.pos] * 2, 0, run)
    state.pos += 2


def _emphasis(state: StateInline, silent: bool) -> bool:
    char = state.src[state.pos]
    if silent or char not in "*_":
        return False
    if char == "_":  # within words it is part of names, in all scripts
        scanned = state.scanDelims(state.pos, False)
        run = Run(scanned.length, scanned.can_open, scanned.can_close)
    else:
        run = scan_run(state, splits_words=True)
    if run.opens or run.closes:
        for _ in range(run.length):
            _push(state, char, run.length, run)
    else:
        state.append_pending(char * run.length)
    state.pos += run.length
    return True


def _strikethrough(state: StateInline, silent: bool) -> bool:
    if silent or not state.src.startswith("~~", state.pos):
        return False
    run = scan_run(state, splits_words=True)
    if run.length == 2:
        push_pair(state, run)
    else:  # three and more are text, as on GitHub
        state.append_pending("~" * run.length)
        state.pos += run.length
    return True


def _push(state: StateInline, mark: str, length: int, run: Run) -> None:
    """`length` is that of the run where CommonMark's rule of three holds, else 0."""
    state.push("text", "", 0).content = mark
    place = len(state.tokens) - 1
    state.delimiters.append(Delimiter(ord(mark[0]), length, place, -1, run.opens, run.closes))


def _is_space(char: str) -> bool:
    return isWhiteSpace(ord(char))


def _is_punctuation(char: str) -> bool:
    """Markdown's punctuation, Unicode's symbols included, without that of CJK."""
    return isPunctChar(char) and not is_cjk(char)
