"""Comments of the author's, `%% … %%`: nothing of them is published."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from hortus.markdown.delimiters import Marks

# What stands in code is no comment. One that begins a line may go on over paragraphs, any other ends in its own; one that is alone
# on its line and never ends hides all that follows, as in Obsidian.
_CODE_OR_COMMENT = re.compile(
    r"""
    ^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)]|\[\^[^\]\n]{1,99}\]:)[ \t]+(?:\[[^\]\n]\][ \t]+)?){0,9}(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*$ (?s:.*?) (?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)
    | (?<!\\)(?P<ticks>`+)(?!`) (?:[^\n]|\n(?![ \t>]*(?:\n|\Z))){0,2000}? (?<!`)(?P=ticks)(?!`)
    | (?P<comment> ^[ \t>]*%%(?s:.*?)%% | %%(?:[^\n]|\n(?![ \t>]*(?:\n|\Z)))+?%% | ^[ \t>]*%%[ \t]*\n(?s:.*)\Z )
    """,
    re.MULTILINE | re.VERBOSE,
)
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[ \t]*[^\s][^\n]*)*")
_NOWHERE = (sys.maxsize, sys.maxsize)


def without_comments(text: str) -> str:
    """`text` without `%% comments %%`; every line stays on its line."""
    return "".join(_pieces(text)) if "%%" in text else text


def _pieces(text: str) -> Iterator[str]:
    """What is left of `text`. A `%%` in a formula begins no comment: there it is TeX's own."""
    formulas = _formulas(text)
    position = 0
    start, end = next(formulas, _NOWHERE)
    while found := _CODE_OR_COMMENT.search(text, position):
        while end <= found.start():
            start, end = next(formulas, _NOWHERE)
        if start < found.start():
            yield text[position:end]
            position = end
            continue
        yield text[position : found.start()]
        yield "\n" * found[0].count("\n") if found["comment"] else found[0]
        position = found.end()
    yield text[position:]


def _formulas(text: str) -> Iterator[tuple[int, int]]:
    """From where to where the formulas with a `%%` reach."""
    for chunk in _PARAGRAPH.finditer(text):
        if "%%" in chunk[0]:
            for formula in Marks(chunk[0]).formulas():
                if "%%" in chunk[0][formula.start : formula.end]:
                    yield chunk.start() + formula.start, chunk.start() + formula.end
