"""Tables: a bar in a formula or wikilink parts no cells. They scroll in a box of their own and never widen the page.

GitHub's rules say what a table is, and that `\\|` is a bar that parts no cells. So it is in formulas too: `$\\|x\\|$` in a
cell is |x|, and `\\\\|` or `\\Vert` the norm's bar. Only where other bars of the formula stand bare, its author knows that
they may, and `\\|` is TeX's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from hortus.markdown.bars import read_bars
from hortus.markdown.collector import collector
from hortus.markdown.delimiters import Marks

# What stands for a bar that parts no cells; no text holds a NUL.
_BAR = "\0"
_DELIMITERS = re.compile(r"[|:-][|:\-\s]*")
_WIKILINK = re.compile(r"\[\[[^\[\]|\n]+\|[^\[\]\n]*\]\]")
_CODE = re.compile(r"(?<![`\\])(`+)(?!`).+?(?<!`)\1(?!`)")
_WITH_CODE = frozenset({"jekyll", "mkdocs"})
_BARE = re.compile(r"(?<!\\)\|")
# Bars that belong to a formula: TeX stands beside them, they hug what is between them, or brackets hold them.
_OWN_BARS = re.compile(r"\\[A-Za-z]|[\^_]|(?<!\\)\|[^\s|](?:[^|]*[^\s|])?\||\([^()]*\|[^()]*\)")


def table_plugin(md: MarkdownIt) -> None:
    md.enable("table")
    md.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    md.add_render_rule("table_open", _open)
    md.add_render_rule("table_close", _close)


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """markdown-it's rule, which sees only bars that part cells, and kramdown's where it is known."""
    is_table = start + 1 < end and _DELIMITERS.fullmatch(_row(state, start + 1))
    is_bars = not is_table and _is_bars(state, start, silent=silent)
    if not (is_table or is_bars):
        return False
    source, first = state.src, len(state.tokens)
    state.src = _masked(source, state.env)
    try:
        found = read_bars(state, start, end) if is_bars else table(state, start, end, silent)
        masked = state.src
    finally:
        state.src = source
    _restore(state, state.tokens[first:], masked)
    if found and is_table and not silent:
        _report_surplus(state, start, masked)
    return found


def _is_bars(state: StateBlock, start: int, *, silent: bool) -> bool:
    """Whether a table of kramdown's may begin here; none ends what stands above it."""
    is_known = "jekyll" in collector(state.env).dialect.instructions
    return is_known and not silent and _row(state, start).startswith("|")


def _report_surplus(state: StateBlock, start: int, masked: str) -> None:
    """GitHub shows no cells beyond those of the first row; their author is told."""
    rows = [
        masked[state.bMarks[row] + state.tShift[row] : state.eMarks[row]] for row in range(start, state.line)
    ]
    wanted = len(_cells(rows[1]))
    for number, row in enumerate(rows):
        if number > 1 and row.count("|") >= wanted and any(_cells(row)[wanted:]):
            notes = collector(state.env)
            message = f"this row has more cells than the table has columns, {wanted}; the rest is not shown"
            hint = "write a bar that parts no cells as `\\|`"
            notes.warn("table", message, start + number + notes.first_line, 1, hint)


def _cells(row: str) -> list[str]:
    cells = [cell.strip() for cell in escapedSplit(row.strip())]
    return cells[not cells[0] : len(cells) - (len(cells) > 1 and not cells[-1])]


def _row(state: StateBlock, row: int) -> str:
    return state.src[state.bMarks[row] + state.tShift[row] : state.eMarks[row]]


def _masked(source: str, env: EnvType) -> str:
    """`source` with a mark for every bar that parts no cells."""
    known: tuple[str, str] | None = env.get("masked_bars")
    if known and known[0] is source:
        return known[1]
    # For GitHub a bar in code parts cells; for kramdown and Python-Markdown it does not.
    in_code = not _WITH_CODE.isdisjoint(collector(env).dialect.instructions)
    masked = "\n".join(_mask(row, in_code=in_code) if "|" in row else row for row in source.split("\n"))
    env["masked_bars"] = source, masked
    return masked


def _mask(row: str, *, in_code: bool) -> str:
    if in_code and "`" in row:
        row = _CODE.sub(lambda found: _BARE.sub(_BAR, found[0]), row)
    if "[[" in row:
        row = _WIKILINK.sub(lambda found: _BARE.sub(_BAR, found[0]), row)
    if "$" in row or "\\" in row:
        parts, position = list[str](), 0
        for formula in Marks(row).formulas():
            written = row[formula.start : formula.end]
            if _BARE.search(written) and _OWN_BARS.search(written):
                parts += row[position : formula.start], written.replace("|", _BAR)
                position = formula.end
        row = "".join([*parts, row[position:]])
    return row


def _restore(state: StateBlock, tokens: list[Token], masked: str) -> None:
    """Put the bars back into the cells, and note in which column of its line each cell begins."""
    starts = iter(list[int]())
    for token in tokens:
        if token.type == "tr_open" and token.map:
            starts = _cell_starts(state, token.map[0], masked)
        elif token.type == "inline":
            token.content = token.content.replace(_BAR, "|")
            token.meta["column"] = next(starts, 0)


def _cell_starts(state: StateBlock, row: int, masked: str) -> Iterator[int]:
    begin, end = state.bMarks[row] + state.tShift[row], state.eMarks[row]
    line = state.src.rfind("\n", 0, begin) + 1
    if masked[begin] != "|":
        yield begin - line
    for bar in _BARE.finditer(masked, begin, end):
        yield bar.end() - line


def _open(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return '<div class="table" tabindex="0"><table>\n'


def _close(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "</table></div>\n"
