"""Formulas in the text. `delimiters.py` says where they begin and end, `math_block.py` finds those that are blocks of
their own, and `hortus.tex` tells what they look like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from hortus.markdown.collector import Collector, collector
from hortus.markdown.delimiters import DISPLAY, INLINE, Marks
from hortus.markdown.math_block import math_block_plugin
from hortus.markdown.place import column, line
from hortus.markdown.plain import inline_text
from hortus.markdown.tags import Tag

if TYPE_CHECKING:
    from hortus.tex import Shown

_SIGNS = re.compile(r"\$|\\[(\[]|\\begin\{")
_VERBATIM = frozenset({"pre", "code", "kbd", "samp", "tt", "math", "svg", "textarea"})
_KINDS = frozenset({INLINE, DISPLAY, "math_block"})


def math_plugin(md: MarkdownIt) -> None:
    md.inline.ruler.before("escape", "math", _inline)
    md.use(math_block_plugin)
    md.core.ruler.after("inline", "math_in_pictures", _describe)
    md.core.ruler.push("math_in_html", _find_in_html)
    md.core.ruler.push("math_convert", _convert)
    for kind in _KINDS:
        md.add_render_rule(kind, _render)


# --- Delimiters ------------------------------------------------------------------------------------------


def _inline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "$\\":
        return False
    marks = Marks.of(state.src, state.env)
    found = marks.formula(state.pos, state.posMax)
    if not found:
        return False
    if found.mark == "$$" and not collector(state.env).dialect.displays_in_text and "\n" not in found.tex:
        found = replace(found, kind=INLINE)
    elif found.kind == DISPLAY:
        found = marks.punctuated(found, state.posMax)
    if not silent:
        token = state.push(found.kind, "math", 0)
        token.content, token.markup = found.tex, found.mark
        token.meta = {"offset": found.start, "end": found.end}
    state.pos = found.end
    return True


def _describe(state: StateCore) -> None:
    """A picture's description is plain text: formulas in it are said as their TeX."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "image" and any(part.type in {INLINE, DISPLAY} for part in child.children or ()):
                child.content = inline_text(child.children or ())


def _find_in_html(state: StateCore) -> None:
    """Blogs whose pages bring a program for formulas have them in HTML too: `<center>$$x$$</center>`."""
    for token in state.tokens:
        if token.type == "html_block" and _SIGNS.search(token.content) and "html" in token.meta:
            token.meta["html"] = list(_parted(token, token.meta["html"]))
            token.children = [item for item in token.meta["html"] if isinstance(item, Token)]


def _parted(block: Token, items: Iterable[Tag | str | Token]) -> Iterator[Tag | str | Token]:
    """The tags and texts of a block of HTML, and the formulas in its texts, where those are no code."""
    verbatim = 0
    for item in items:
        if isinstance(item, Tag) and item.name in _VERBATIM and not item.is_empty and item.content is None:
            verbatim += -1 if item.is_closing else 1
        if not isinstance(item, str) or verbatim > 0 or not _SIGNS.search(item):
            yield item
            continue
        position = 0
        for found in Marks(item).formulas():
            yield item[position : found.start]
            token = Token(
                found.kind, "math", 0, content=unescape(found.tex), markup=found.mark, map=block.map
            )
            yield token
            position = found.end
        yield item[position:]


# --- From TeX to MathML ----------------------------------------------------------------------------------


def _convert(state: StateCore) -> None:
    """All formulas of the note at once, in their order: they share macros and numbers."""
    tokens = list(_formulas(state.tokens))
    if not tokens:
        return
    from hortus.tex import Formula, convert_all  # noqa: PLC0415  (only a note with formulas needs them)

    dialect = collector(state.env).dialect
    shown = convert_all(
        [Formula(token.content, token.type != "math_inline") for token in tokens],
        dialect.macros,
        prefix=f"eq-{state.env['docId']}-",
        numbering=dialect.numbering,
    )
    for token, one in zip(tokens, shown, strict=True):
        token.meta["shown"] = one
    if not all(one.html for one in shown):
        _hide_empty(state.tokens)


def _hide_empty(tokens: Sequence[Token]) -> None:
    """A paragraph of formulas that only define macros is none."""
    for before, inline, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if before.type == "paragraph_open" and inline.children and all(map(_shows_nothing, inline.children)):
            before.hidden = after.hidden = True


def _shows_nothing(token: Token) -> bool:
    if token.type in _KINDS:
        return not token.meta["shown"].html
    return token.type == "softbreak" or (token.type == "text" and not token.content.strip())


def _formulas(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type in _KINDS:
            yield token
        if token.children:
            yield from _formulas(token.children)


def _render(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token, notes = tokens[index], collector(env)
    shown: Shown = token.meta["shown"]
    if not shown.html:
        return ""  # it only defines macros
    notes.formulas += 1
    if shown.message:
        notes.failed_formulas += 1
        _warn(token, shown, notes)
    return shown.html + "\n" if token.type == "math_block" else shown.html


def _warn(token: Token, shown: Shown, notes: Collector) -> None:
    if shown.culprit:  # of a macro it is enough to say so once
        if any(
            problem.code == "macro" and f"`{shown.culprit}`" in problem.message for problem in notes.problems
        ):
            return
        code, message, hint = "macro", shown.message, ""
    elif shown.is_source:
        code, message = "math", f"this formula cannot be shown: {shown.message}"
        hint = "it is shown as its source; put `\\$` where no formula is meant"
    else:
        code, message, hint = "math", f"this formula is not shown right: {shown.message}", ""
    at = token.map[0] + notes.first_line if token.map else line(token)
    notes.warn(code, message, at, column(token), hint)
