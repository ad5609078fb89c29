"""Comments of the author's, `%% … %%`: nothing of them is published."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from hortus.instructions.code import CODE
from hortus.markdown.delimiters import Marks

# What stands in code is no comment. One that begins a line may go on over paragraphs, and one that never ends hides all that
# follows, as in Obsidian; any other ends in its own paragraph.
_CODE_OR_COMMENT = re.compile(
    rf"""
    {CODE}
    | (?P<comment> ^[ \t>]*%%(?s:.*?)(?:%%|(?P<endless>\Z)) | %%(?:[^\n]|\n(?![ \t>]*(?:\n|\Z)))+?%% )
    """,
    re.MULTILINE | re.VERBOSE,
)
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[ \t]*[^\s][^\n]*)*")
_QUOTED = re.compile(r"(?:[ ]{0,3}>[ ]?)*")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)]|\[\^[^\]]{1,99}\]:)(?:[ \t]|$)")
_ABOVE = 200  # lines
_NOWHERE = (sys.maxsize, sys.maxsize)


def without_comments(text: str) -> tuple[str, int]:
    """(`text` without `%% comments %%`, every line on its line; where one begins that never ends, -1 for nowhere)."""
    if "%%" not in text:
        return text, -1
    endless = list[int]()
    return "".join(_pieces(text, endless)), endless[0] if endless else -1


def _pieces(text: str, endless: list[int]) -> Iterator[str]:
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
        position = found.end()
        if found["comment"]:
            yield "\n" * found[0].count("\n")
            endless += [text.index("%%", found.start())] if found["endless"] is not None else []
        elif found["fence"] and _is_within_code(text, found.start()):
            position = found.end("fence")
            yield text[found.start() : position]
        else:
            yield found[0]
    yield text[position:]


def _is_within_code(text: str, start: int) -> bool:
    """Whether the line that begins at `start` is code already, by its indentation: so deep, and not below an item of a list."""
    if _indentation(text[start : text.find("\n", start)])[0] < 4:
        return False
    for _ in range(_ABOVE):
        if start <= 0:
            break
        start, end = text.rfind("\n", 0, start - 1) + 1, start - 1
        columns, rest = _indentation(text[start:end])
        if _ITEM.match(rest):
            return False
        if rest and not columns:
            break
    return True


def _indentation(line: str) -> tuple[int, str]:
    """(columns before the first letter, the rest), without the signs of quotations."""
    inner = line[_QUOTED.match(line).end() :].expandtabs(4)  # type: ignore[union-attr]  # it matches nothing, too
    rest = inner.lstrip()
    return len(inner) - len(rest), rest


def _formulas(text: str) -> Iterator[tuple[int, int]]:
    """From where to where the formulas with a `%%` reach."""
    for chunk in _PARAGRAPH.finditer(text):
        if "%%" in chunk[0]:
            for formula in Marks(chunk[0]).formulas():
                if "%%" in chunk[0][formula.start : formula.end]:
                    yield chunk.start() + formula.start, chunk.start() + formula.end
