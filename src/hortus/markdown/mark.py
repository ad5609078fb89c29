"""Marked words: `==mark==`. Arrows and comparisons, `a ==> b`, `a == b`, `x==y`, stay text."""

from __future__ import annotations

from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from hortus.markdown.emphasis import Run, push_pair, scan_run

_AFTER_NO_OPENER = "=<>"
_BEFORE_NO_CLOSER = "=<>!:"


def mark_plugin(md: MarkdownIt) -> None:
    md.inline.ruler.after("strikethrough", "mark", _scan)
    md.inline.ruler2.after("strikethrough", "mark", _pair)


def _scan(state: StateInline, silent: bool) -> bool:
    if silent or not state.src.startswith("==", state.pos):
        return False
    run = scan_run(state, splits_words=False)
    end = state.pos + run.length
    after, before = state.src[end : end + 1], state.src[state.pos - 1 : state.pos]
    opens = run.opens and not (after and after in _AFTER_NO_OPENER)
    closes = run.closes and not (before and before in _BEFORE_NO_CLOSER)
    if run.length != 2 or not (opens or closes):
        state.append_pending("=" * run.length)
        state.pos = end
    else:
        push_pair(state, Run(2, opens, closes))
    return True


def _pair(state: StateInline) -> None:
    _open_and_close(state, state.delimiters)
    for meta in state.tokens_meta:
        if meta and "delimiters" in meta:
            _open_and_close(state, meta["delimiters"])


def _open_and_close(state: StateInline, delimiters: list[Delimiter]) -> None:
    for opener in delimiters:
        if opener.marker == ord("=") and opener.end >= 0:
            _become(state.tokens[opener.token], "mark_open", 1)
            _become(state.tokens[delimiters[opener.end].token], "mark_close", -1)


def _become(token: Token, kind: str, nesting: Literal[-1, 1]) -> None:
    token.type, token.nesting = kind, nesting
    token.tag, token.markup, token.content = "mark", "==", ""
