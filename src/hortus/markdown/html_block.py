"""Where a block of raw HTML begins and ends: CommonMark's rule, but words with formatting are a paragraph, and an element may hold Markdown."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.html_block import html_block as commonmark

from hortus.markdown.tags import KNOWN, PHRASING

_TAG = re.compile(r"[ \t]*</?([A-Za-z][^\s/>]*)")
_SUMMARY = r"\s*<summary\b[^<>]*>.*</summary>"
_ONE_TAG = re.compile(rf"\s*<[A-Za-z][^<>]*>(?:{_SUMMARY})?\s*")
_TITLE_OF_MARKDOWN = re.compile(rf"{_SUMMARY}\s*")
_OPENING = re.compile(r"\s*<[A-Za-z][^<>]*>")
_HOLDS_BLOCKS = re.compile(r"<(?:t[dhr]|li|div|p)\b", re.IGNORECASE)
_LONGEST_LINE = 5_000
_AS_MARKDOWN = re.compile(r"""\smarkdown(?:\s*=\s*["']?(?:1|block|span)["']?)?[\s>]""")
_NEAR = 12  # tokens


def html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    text = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    opening = _TAG.match(text)
    if opening and opening[1].lower() not in KNOWN:
        return False
    if not opening or state.is_code_block(start):
        return commonmark(state, start, end, silent)
    if opening[1].lower() in PHRASING and _is_in_markdown(state):
        return False  # it begins a paragraph
    if whole := _in_one_line(text):
        if not silent:
            _push(state, start, whole[0])
            inner = state.push("inline", "", 0)
            inner.content, inner.map, inner.children = whole[1], [start, start + 1], []
            _push(state, start, whole[2] + "\n")
        return True
    if _holds_markdown(state, text):
        if not silent:
            _push(state, start, text + "\n")
        return True
    return commonmark(state, start, end, silent)


def _in_one_line(text: str) -> tuple[str, str, str] | None:
    """(the tags at its beginning, the text, the tags at its end) of a line with an element whose tag says that it holds Markdown."""
    if "markdown" not in text or len(text) > _LONGEST_LINE:
        return None
    start = 0
    while opening := _OPENING.match(text, start):
        start = opening.end()
        if _AS_MARKDOWN.search(opening[0]):
            break
    else:
        return None
    end = len(text)
    while text[start:end].rstrip().endswith(">") and text.startswith("</", text.rfind("<", start, end)):
        end = text.rfind("<", start, end)
    inner = text[start:end].strip()
    return (
        (text[:start], inner, text[end:])
        if inner and end < len(text) and not _HOLDS_BLOCKS.search(inner)
        else None
    )


def _push(state: StateBlock, start: int, content: str) -> None:
    """A line, or a part of one, as HTML."""
    state.line = start + 1
    token = state.push("html_block", "", 0)
    token.map, token.content = [start, start + 1], content


def _is_in_markdown(state: StateBlock) -> bool:
    """Whether the last HTML was a tag whose text is Markdown."""
    last = next((token for token in reversed(state.tokens[-_NEAR:]) if token.type == "html_block"), None)
    return last is not None and bool(_ONE_TAG.fullmatch(last.content) and _AS_MARKDOWN.search(last.content))


def _holds_markdown(state: StateBlock, text: str) -> bool:
    """Whether what is below a line of HTML is Markdown though no blank line parts them: its tag says so, or that right above it."""
    if _TITLE_OF_MARKDOWN.fullmatch(text):
        above = state.tokens[-1] if state.tokens else None
        return above is not None and above.type == "html_block" and bool(_AS_MARKDOWN.search(above.content))
    return bool(_ONE_TAG.fullmatch(text) and _AS_MARKDOWN.search(text))
