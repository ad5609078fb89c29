"""Callouts by indentation, as MkDocs has them: `!!! note "Title"`, and `???` or `???+` for those that fold."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

from hortus.markdown.callout import Callout, is_named, label, title_tokens
from hortus.markdown.indented import body_indent, match, read_body

_FIRST_LINE = re.compile(
    r"""
    (?P<mark> !!! | \?\?\?\+? ) [ \t]*
    (?: (?P<name> [^\W_][\w-]* ) (?P<more> (?: [ \t]+ [\w-]+ )* ) (?: [ \t]+ "(?P<title> .* )" )? | "(?P<alone> .+ )" ) [ \t]*
    """,
    re.VERBOSE,
)
_FOLDS = {"!!!": "", "???": "-", "???+": "+"}


def admonition_plugin(md: MarkdownIt) -> None:
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "admonition", _admonition, interrupts)


def _admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    found = match(state, start, "!?", _FIRST_LINE)
    if not found:
        return False
    indent = body_indent(state, start, end)
    if not indent and found["title"] is None:
        return False  # without a title and without a body it is a shout
    if silent:
        return True
    words = (found["more"] or "").split()
    side = ("end" if "end" in words else "start") if "inline" in words else ""
    callout = Callout(
        found["name"] or ("details" if _FOLDS[found["mark"]] else "note"), _FOLDS[found["mark"]], side
    )
    given = found["alone"] or found["title"]
    is_unnamed = given is None or (callout.fold and not given)
    title = label(callout, state.env) if is_unnamed else given.strip()
    opening = state.push("callout_open", "div", 1)
    opening.meta = {"callout": callout, "named": is_named(callout, title, state.env)}
    if title:
        state.tokens += title_tokens(callout, title, start, opening.level)
    read_body(state, start, end, indent)
    opening.map = [start, state.line]
    state.push("callout_close", "div", -1).meta = opening.meta
    return True
