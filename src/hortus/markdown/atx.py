"""Headings whose signs stand close to their words: `##Heading`, `#A heading of words`, `＃ 标题`.

Two and more signs always make one. A single sign also begins a tag, and lines of programs, so it makes a heading only
of a line that begins a block, has more than a tag, begins with a capital or a letter of a script without them, and
does not end as a sentence does.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

from hortus.markdown.collector import collector

_HEADING = re.compile(r"([#＃]{1,6})(?![#＃])(?:([ \t\u3000\xa0]+)|(?=[^\s]))([^\n]*)")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
_ONLY_TAGS = re.compile(r"[^\s.,:;!?()、，。：；！？（）]*|.*\s[#＃]\w.*")
_SENTENCE_ENDS = (".", ",", ";", "。", "，", "；")


def atx_plugin(md: MarkdownIt) -> None:
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    md.block.ruler.after("heading", "close_heading", _heading, ends)


def _heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    begin = state.bMarks[start] + state.tShift[start]
    if begin >= state.eMarks[start] or state.src[begin] not in "#＃":
        return False
    found = _HEADING.match(state.src, begin, state.eMarks[start])
    if not found:
        return False
    signs, space, words = found[1], found[2], _CLOSING.sub("", found[3].strip())
    # In a list, and in the middle of a paragraph, a single sign begins a tag.
    is_tag = silent or state.listIndent >= 0 or not _is_title(words)
    if not words or (signs == "#" and not space and is_tag):
        return False
    # In Obsidian only a space makes a heading.
    if not space and "obsidian" in collector(state.env).dialect.instructions:
        return False
    if silent:
        return True
    state.line = start + 1
    tag, markup = f"h{len(signs)}", "#" * len(signs)
    opening = state.push("heading_open", tag, 1)
    inline = state.push("inline", "", 0)
    inline.content, inline.children = words, []
    opening.map, inline.map = [start, start + 1], [start, start + 1]
    opening.markup = state.push("heading_close", tag, -1).markup = markup
    return True


def _is_title(words: str) -> bool:
    """Whether `words` right after a single sign are those of a heading, not a tag, a sentence or a line of a program."""
    first = words[:1]
    return (
        first.isalpha()
        and not first.islower()
        and not _ONLY_TAGS.fullmatch(words)
        and not words.endswith(_SENTENCE_ENDS)
    )
