"""Comments of the author's, `%% … %%` and `<!-- … -->`: nothing of them is published."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from hortus.instructions.code import OPENING, WORDS, ending
from hortus.markdown.delimiters import Marks
from hortus.model import Dialect

# What stands in code is no comment. One that begins a line may go on over paragraphs, and one that never ends hides all that
# follows, as in Obsidian; any other ends in its own paragraph. Those of HTML are the parser's, as far as it sees their end: to it,
# a block of HTML ends with a blank line, also where a comment goes on.
_PIECES = {
    "obsidian": r"^[ \t>]*(?P<opening>%%)(?s:.*?)(?:%%|(?P<endless>\Z)) | %%(?:[^\n]|\n(?![ \t>]*(?:\n|\Z)))+?%%",
    # Where nobody knows whether it is Obsidian's, `5%% and 10%%`, `%%d and %%s` and `%%time` are words.
    "any": r"""^[ \t>]*(?P<opening>%%)(?:(?s:.*?)%%(?!\w)|(?=\s|\Z)(?s:.*)(?P<endless>\Z))
        | (?<!\d)%%(?:[^\n]|\n(?![ \t>]*(?:\n|\Z)))+?%%(?!\w)""",
    "": r"(?!)(?P<opening>)(?P<endless>)",
}
_CODE_OR_COMMENT = {
    kind: re.compile(
        rf"""
        {OPENING} | {WORDS}
        | (?P<display> ^[ \t>]*\$\$[ \t]*$ (?:\n(?![ \t>]*\$\$)[^\n]*){{1,200}} \n[ \t>]*\$\$[ \t]*$ )
        | (?P<comment> {percents} )
        | (?P<html> <!--(?!-?>) )
        """,
        re.MULTILINE | re.VERBOSE,
    )
    for kind, percents in _PIECES.items()
}
_BLANK = re.compile(r"\n[ \t>]*\n")
# The beginning of a block of HTML: an element that is one, or any alone on its line.
_HTML = re.compile(
    r"""[ \t>]*(?:(?:[-*+]|\d{1,9}[.)]|\[\^[^\]\n]{1,99}\]:)[ \t]+(?:\[[^\]\n]\][ \t]+)?)*
    (?:<!--|</?(?:address|article|aside|blockquote|body|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form
    |h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|nav|ol|optgroup|option|p|param|pre|search|section|summary|table|tbody
    |td|tfoot|th|thead|title|tr|track|ul)(?=[\s/>]|$)|</?[A-Za-z][^<>\n]*>[ \t]*$|<[A-Za-z][\w-]*>[ \t]*<!--)""",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_CLOSES = re.compile(r"""["']\s*>|</""")
_NEAR = 60  # lines in which a block of HTML has begun
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[ \t]*[^\s][^\n]*)*")
_QUOTED = re.compile(r"(?:[ ]{0,3}>[ ]?)*")
# What holds text that is indented below it: items, footnotes, and the boxes and tabs of MkDocs.
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)]|\[\^[^\]]{1,99}\]:|!!!|\?\?\?\+?|===[+!]*)(?:[ \t]|$)")
_ABOVE = 200  # lines
_ANY = Dialect()
_NOWHERE = (sys.maxsize, sys.maxsize)


def without_comments(text: str, dialect: Dialect = _ANY) -> tuple[str, int]:
    """(`text` without `%% comments %%` and those of HTML that go on over blank lines, every line on its line; where one begins
    that never ends, -1 for nowhere).
    """
    kind = ("obsidian" if "obsidian" in dialect.instructions else "any") if dialect.is_vault else ""
    if not (kind and "%%" in text) and not _goes_on(text):
        return text, -1
    endless = list[int]()
    return "".join(_pieces(text, _CODE_OR_COMMENT[kind], endless)), endless[0] if endless else -1


def _goes_on(text: str) -> bool:
    """Whether a comment of HTML has a blank line in it, or no end."""
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + 2)
        if end < 0 or _BLANK.search(text, start, end):
            return True
        start = text.find("<!--", end)
    return False


def _pieces(text: str, expression: re.Pattern[str], endless: list[int]) -> Iterator[str]:
    """What is left of `text`. A comment in a formula is none: there it is TeX's own."""
    formulas = _formulas(text)
    position = 0
    start, end = next(formulas, _NOWHERE)
    while found := expression.search(text, position):
        while end <= found.start():
            start, end = next(formulas, _NOWHERE)
        if start < found.start():
            yield text[position:end]
            position = end
            continue
        yield text[position : found.start()]
        part = _read(text, found)
        position = part.end
        written = text[found.start() : position]
        yield "\n" * written.count("\n") if part.is_hidden else written
        if part.is_endless:
            endless.append(found.start() if found["html"] else found.start("opening"))
    yield text[position:]


class _Part(NamedTuple):
    """What was found in a text: where it ends, whether it is hidden, and whether it has no end of its own."""

    end: int
    is_hidden: bool = False
    is_endless: bool = False


def _read(text: str, found: re.Match[str]) -> _Part:
    if found["comment"]:
        return _Part(found.end(), is_hidden=True, is_endless=found["endless"] is not None)
    if found["html"]:
        return _read_html(text, found.start())
    if found["fence"] and _is_within_code(text, found.start()):
        return _Part(_end_of_indented(text, found.start()))
    if found["fence"]:
        end = re.compile(ending(found["fence"]), re.MULTILINE).search(text, found.end())
        return _Part(end.end() if end else len(text))
    # In a block of HTML, ticks make no code.
    if found["ticks"] and "<!--" in found[0] and _is_in_html(text, found.start()):
        return _Part(found.end("ticks"))
    return _Part(found.end())


def _read_html(text: str, start: int) -> _Part:
    """A comment of HTML that begins at `start`. Within a paragraph it is words, where the paragraph ends before it does."""
    end = text.find("-->", start + 2)
    if end >= 0 and not _BLANK.search(text, start, end):
        return _Part(end + 3)
    is_literal = end < 0 and bool(_CLOSES.search(_rest(text, start)))
    if is_literal or not _is_in_html(text, start):
        return _Part(start + 4)
    return _Part(end + 3 if end >= 0 else len(text), is_hidden=True, is_endless=end < 0)


def _rest(text: str, start: int) -> str:
    """What stands in the line behind `start`."""
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)]


def _is_in_html(text: str, start: int) -> bool:
    """Whether a block of HTML begins in the line of `start`, or has begun above it without a blank line between."""
    line = text.rfind("\n", 0, start) + 1
    for _ in range(_NEAR):
        if _HTML.match(text, line) and not _is_within_code(text, line):
            return True
        above = text.rfind("\n", 0, max(line - 1, 0)) + 1
        if not line or not text[above : line - 1].strip(" \t>"):
            return False
        line = above
    return False


def _end_of_indented(text: str, start: int) -> int:
    """Where a block of code by its indentation ends."""
    while start < len(text):
        row = _rest(text, start)
        if row.strip() and _indentation(row)[0] < 4:
            break
        start += len(row) + 1
    return min(start, len(text))


def _is_within_code(text: str, start: int) -> bool:
    """Whether the line that begins at `start` is code already, by its indentation: so deep, and not below an item of a list."""
    if _indentation(_rest(text, start))[0] < 4:
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
    """From where to where the formulas reach that hold what looks like a comment."""
    for chunk in _PARAGRAPH.finditer(text):
        if "%%" in chunk[0] or "<!--" in chunk[0]:
            for formula in Marks(chunk[0]).formulas():
                written = chunk[0][formula.start : formula.end]
                if "%%" in written or "<!--" in written:
                    yield chunk.start() + formula.start, chunk.start() + formula.end
