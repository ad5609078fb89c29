"""Where a note is to have its table of contents, alone on its line: `[TOC]`, `[[toc]]`, `[[_TOC_]]`, `@[TOC](Title)`, `${toc}`. A page
has one beside it anyway, so nothing is shown there.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from hortus.markdown.collector import collector

_MARK = re.compile(r"@?\[toc\]|@\[toc\]\([^()]{0,100}\)|\[\[_toc_\]\]|\$\{toc\}|\{\{toc\}\}", re.IGNORECASE)
_LINK = re.compile(r"\[\[toc\]\]", re.IGNORECASE)
_LINKED = frozenset({"obsidian", "logseq"})  # where it may be a note of that name


def contents_plugin(md: MarkdownIt) -> None:
    md.core.ruler.after("block", "contents", _take_marks)


def _take_marks(state: StateCore) -> None:
    kept = list[Token]()
    for token in state.tokens:
        is_last = token.type == "paragraph_close" and kept and kept[-1].type == "inline"
        if is_last and _is_mark(kept[-1].content, state):
            del kept[-2:]
        else:
            kept.append(token)
    state.tokens = kept


def _is_mark(text: str, state: StateCore) -> bool:
    if len(text) > 200 or "toc" not in text.lower():
        return False
    if _LINK.fullmatch(text.strip()):
        return _LINKED.isdisjoint(collector(state.env).dialect.instructions)
    return bool(_MARK.fullmatch(text.strip())) and "TOC" not in state.env.get("references", {})
