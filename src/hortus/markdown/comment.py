"""Comments of the author's, `%% … %%` and `<!-- … -->`: nothing of them is published."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from hortus.instructions.code import ending
from hortus.markdown.delimiters import Marks
from hortus.markdown.percent import BLANK, NONE, Ends, Part, Percent, percent_of
from hortus.model import Dialect

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
_PLAIN = Dialect()
_NOWHERE = (sys.maxsize, sys.maxsize)


def without_comments(text: str, dialect: Dialect = _PLAIN) -> tuple[str, int]:
    """(`text` without `%% comments %%` and those of HTML that go on over blank lines, every line on its line; where one begins
    that never ends, -1 for nowhere).
    """
    percent = percent_of(text, dialect)
    if not percent and not _goes_on(text):
        return text, -1
    endless = list[int]()
    return "".join(_pieces(text, percent or NONE, endless)), endless[0] if endless else -1


def _goes_on(text: str) -> bool:
    """Whether a comment of HTML has a blank line in it, or no end."""
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + 2)
        if end < 0 or BLANK.search(text, start, end):
            return True
        start = text.find("<!--", end)
    return False


def _pieces(text: str, percent: Percent, endless: list[int]) -> Iterator[str]:
    """What is left of `text`. A comment in a formula is none: there it is TeX's own."""
    formulas, ends = _formulas(text), Ends(text, percent)
    position = 0
    start, end = next(formulas, _NOWHERE)
    while found := percent.found.search(text, position):
        while end <= found.start():
            start, end = next(formulas, _NOWHERE)
        if start < found.start():
            yield text[position:end]
            position = end
            continue
        yield text[position : found.start()]
        part = _read(text, found, ends)
        position = part.end
        written = text[found.start() : position]
        yield "\n" * written.count("\n") if part.is_hidden else written
        if part.is_endless:
            endless.append(found.start() if found["html"] else found.start("block"))
    yield text[position:]


def _read(text: str, found: re.Match[str], ends: Ends) -> Part:
    if found["block"]:
        return ends.of_block(found.end())
    if found["inline"]:
        return ends.of_inline(found.end())
    if found["html"]:
        return _read_html(text, found.start())
    if found["fence"] and _is_within_code(text, found.start()):
        return Part(_end_of_indented(text, found.start()))
    if found["fence"]:
        end = re.compile(ending(found["fence"]), re.MULTILINE).search(text, found.end())
        return Part(end.end() if end else len(text))
    # In a block of HTML, ticks make no code.
    if found["ticks"] and "<!--" in found[0] and _is_in_html(text, found.start()):
        return Part(found.end("ticks"))
    return Part(found.end())


def _read_html(text: str, start: int) -> Part:
    """A comment of HTML that begins at `start`. Within a paragraph it is words, where the paragraph ends before it does."""
    end = text.find("-->", start + 2)
    if end >= 0 and not BLANK.search(text, start, end):
        return Part(end + 3)
    is_literal = end < 0 and bool(_CLOSES.search(_rest(text, start)))
    if is_literal or not _is_in_html(text, start):
        return Part(start + 4)
    return Part(end + 3 if end >= 0 else len(text), is_hidden=True, is_endless=end < 0)


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
