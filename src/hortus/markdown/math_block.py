"""Formulas that are blocks of their own, and paragraphs that one reaches through over several lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

from hortus.markdown.delimiters import Marks, clean, with_punctuation
from hortus.markdown.evidence import is_display, is_in_square_brackets, is_surely_tex
from hortus.markdown.info import language

_OPENER = re.compile(r"\$\$|\\{1,2}\[|\\begin\{")
_PAIRS = (("\\(", "\\)"), ("\\[", "\\]"), ("\\begin{", "\\end{"))
_MAX_ROWS = 400
_MAX_PARAGRAPH = 100
# What may follow a display on its line: a number, `(1)`, or a label, `{#eq:x}`.
_NUMBER = re.compile(r"\(([A-Z]?\d[\w.\-]{0,8}'?|\*{1,3})\)")
_LABEL = re.compile(r"\{#([\w:.\-]+)\}")
_NAMED = re.compile(r"\\(?:tag|label)(?![A-Za-z])")
_PROSE = re.compile(r"^(?:#{1,6}[ \t]|[^\\$&=^_]*[^\W\d_]{3,} [^\W\d_]{2,} [^\W\d_]{2,})", re.MULTILINE)


def math_block_plugin(md: MarkdownIt) -> None:
    paragraph_ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("code", "math_block", _block, paragraph_ends)
    md.block.ruler.before("lheading", "math_rows", _keep_rows_together)
    md.core.ruler.after("block", "math_fence", _fences)


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin, found = _start(state, start), _OPENER.match(state.src, _start(state, start))
    if not found or _is_code(state, start):
        return False
    mark = found[0]
    closed = _closed(Marks.of(state.src, state.env), begin, mark)
    if not closed:
        return False
    content_end, after = closed
    last = _last_row(state, start, end, after)
    if last < 0:
        return False
    tail = _tail(state.src[after : state.eMarks[last]].strip())
    if tail is None:
        return False  # text goes on after the formula: it is part of a paragraph
    rows = [_line(state, row) for row in range(start, last + 1)]
    first = "" if mark == "\\begin{" else mark
    rows[-1] = rows[-1][: len(rows[-1]) - (state.eMarks[last] - content_end)]
    rows[0] = rows[0][len(first) :]
    content = "\n".join(rows)
    if not _is_formula(content, mark, is_parted="" in (row.strip() for row in rows[1:-1])):
        return False
    if not silent:
        state.line = last + 1
        token = state.push("math_block", "math", 0)
        token.block, token.map, token.markup = True, [start, last + 1], mark
        token.content = _with_tail(clean(content), tail)
    return True


def _start(state: StateBlock, row: int) -> int:
    return state.bMarks[row] + state.tShift[row]


def _line(state: StateBlock, row: int) -> str:
    return state.src[_start(state, row) : state.eMarks[row]]


def _is_code(state: StateBlock, row: int) -> bool:
    """Whether the row is indented code. In a list, where authors indent by eye, a formula may stand deeper."""
    return state.is_code_block(row) and not (state.blkIndent and state.sCount[row] - state.blkIndent < 8)


def _closed(marks: Marks, begin: int, mark: str) -> tuple[int, int] | None:
    """(where the content of the formula ends, where the formula does)."""
    if mark == "\\begin{":
        end = marks.environments.get(begin, -1)
        return (end, end) if end > 0 else None
    closer = "$$" if mark == "$$" else mark[:-1] + "]"
    inner = begin + len(mark)
    end = marks.closer(closer, inner)
    if end < 0 or (mark != "$$" and 0 < marks.closer(mark, inner) < end):
        return None
    return end, end + len(closer)


def _last_row(state: StateBlock, start: int, end: int, after: int) -> int:
    """The row that `after` stands in; -1 when the formula leaves the list item or quotation, or holds what it must not."""
    alone = not _line(state, start)[2:].strip() or state.src.startswith("\\begin{", _start(state, start))
    row = start
    while state.eMarks[row] < after:
        row += 1
        if row >= end or row - start > _MAX_ROWS:
            return -1
        if state.isEmpty(row):
            if not alone:
                return -1  # a blank line may stand in a formula only when its mark stands alone
        elif state.sCount[row] < state.blkIndent:
            return -1
    return row


def _is_formula(content: str, mark: str, *, is_parted: bool) -> bool:
    if not content.strip() or (is_parted and _PROSE.search(content)):
        return False
    if mark == "$$":
        return is_display(content)
    return mark == "\\begin{" or content.startswith("\n") or is_in_square_brackets(content, " ")


def _tail(text: str) -> str | None:
    """What follows a display as TeX that goes into it, or None when it is text."""
    if not text or (len(text) == 1 and text in ".,;:。，；："):
        return text
    if found := _NUMBER.fullmatch(text):
        return f"\\tag{{{found[1]}}}"
    if found := _LABEL.fullmatch(text):
        return f"\\label{{{found[1]}}}"
    return None


def _with_tail(tex: str, tail: str) -> str:
    if len(tail) == 1:
        return with_punctuation(tex, tail) or tex
    return f"{tex} {tail}" if tail and not _NAMED.search(tex) else tex


def _keep_rows_together(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Rows inside a formula go on with their paragraph, though they begin like lists, headings or quotations.

    Such rows are marked as markdown-it marks those that lazily continue a paragraph. The rule itself matches nothing.
    """
    if silent or start + 1 >= state.lineMax or state.isEmpty(start + 1):
        return False
    ends = state.md.block.ruler.getRules("paragraph")
    row = start
    for first, last in _rows_of(state, start).formulas:
        if first < start:
            continue
        while row < first:
            row += 1
            if (
                state.sCount[row] >= 0
                and state.sCount[row] - state.blkIndent < 4
                and any(rule(state, row, end, True) for rule in ends)
            ):
                return False
        for inner in range(first + 1, last + 1):
            state.sCount[inner] = -1
        row = last
    return False


@dataclass(slots=True)
class _Rows:
    """Rows up to a blank one, where each begins, and between which of them formulas reach."""

    first: int
    begins: list[int]
    formulas: list[tuple[int, int]]


def _rows_of(state: StateBlock, start: int) -> _Rows:
    """Those that begin with `start`, or a little before it: rows of short paragraphs are looked at together."""
    known: _Rows | None = state.env.get("formula_rows")
    index = start - known.first if known else -1
    # In a list item or quotation the row begins behind its mark, which does no harm.
    if known and 0 <= index < len(known.begins) and known.begins[index] <= _start(state, start):
        return known
    row, texts = start, list[str]()
    while row < state.lineMax and row - start < _MAX_PARAGRAPH and not state.isEmpty(row):
        texts.append(_line(state, row))
        row += 1
    found = _Rows(start, [_start(state, inner) for inner in range(start, row)], _spans(texts, start))
    state.env["formula_rows"] = found
    return found


def _spans(texts: list[str], first: int) -> list[tuple[int, int]]:
    """(row where it opens, row where it closes) of each formula on more than one row."""
    if not any(map(_is_left_open, texts)):
        return []
    text = "\n".join(texts)
    ends = list(accumulate(len(row) + 1 for row in texts))
    rows = (
        (bisect_right(ends, formula.start) + first, bisect_right(ends, formula.end - 1) + first)
        for formula in Marks(text).formulas()
        if is_surely_tex(formula.tex)
    )
    return [(opens, closes) for opens, closes in rows if opens < closes]


def _is_left_open(row: str) -> bool:
    """Whether a formula may begin in the row and end in another, or the other way round."""
    if "$" in row and (row.count("$$") % 2 or row.count("$") % 2):
        return True
    return "\\" in row and any(row.count(opener) != row.count(closer) for opener, closer in _PAIRS)


def _fences(state: StateCore) -> None:
    """A fence of the language `math` is a display formula."""
    for token in state.tokens:
        if token.type == "fence" and language(token.info) in {"math", "latex-math"} and token.content.strip():
            token.type, token.content = "math_block", clean(token.content)
