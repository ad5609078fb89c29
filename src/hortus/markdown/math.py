"""Formulas in the text, and how math-core turns them into MathML.

`delimiters.py` says where they begin and end, `math_block.py` finds those that are blocks of their own.
A formula that cannot be shown appears as its source, with a warning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from math_core import LatexError, LatexToMathML

from hortus.markdown.collector import collector
from hortus.markdown.delimiters import DISPLAY, INLINE, Marks
from hortus.markdown.math_block import math_block_plugin
from hortus.markdown.place import column, line
from hortus.markdown.plain import inline_text

# math-core ends the process (SIGSEGV, no exception) on nesting of some 3,000 levels, and on macros that unfold to it.
_MAX_LENGTH = 10_000
_MAX_DEPTH = 100
_MAX_DEPTH_WITH_MACROS = 5  # for each of up to 200 expansions
_OPENERS = re.compile(r"\\(?:left|begin)(?![A-Za-z])|\{")
_CLOSERS = re.compile(r"\\(?:right|end)(?![A-Za-z])|\}")
_RUN = re.compile(r"(?:(?:\\[A-Za-z]+|[\^_])\s*)+")  # \hat\hat…: each may nest the next without a brace
_STEP = re.compile(r"\\[A-Za-z]+|[\^_]")
_DEFINES = re.compile(
    r"\\(?:def|gdef|edef|xdef|let|(?:re|provide)?newcommand|DeclareMathOperator)(?![A-Za-z])"
)
_POSITION = re.compile(r"^\d+:\s*")


def math_plugin(md: MarkdownIt) -> None:
    md.inline.ruler.before("escape", "math", _inline)
    md.use(math_block_plugin)
    md.core.ruler.after("inline", "math_in_pictures", _describe)
    for kind in ("math_inline", "math_display", "math_block"):
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


# --- From TeX to MathML ----------------------------------------------------------------------------------


def _render(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token, notes = tokens[index], collector(env)
    notes.formulas += 1
    display = token.type != "math_inline"
    html, message = convert(token.content, display=display)
    if message:
        notes.failed_formulas += 1
        at = token.map[0] + notes.first_line if token.map else line(token)
        hint = "it is shown as its source; put `\\$` where no formula is meant"
        notes.warn("math", f"this formula cannot be shown: {message}", at, column(token), hint)
    return html + "\n" if token.type == "math_block" else html


@lru_cache(maxsize=20_000)
def convert(tex: str, *, display: bool) -> tuple[str, str]:
    """(MathML, or the source marked as failed; what is wrong with the formula, or "")."""
    if message := _refusal(tex):
        return _failed(tex, message), message
    for converter in _converters():
        try:
            # An HTML-only entity, which no XML feed may hold.
            html = converter.convert_with_local_state(tex, displaystyle=display).replace(
                "&ApplyFunction;", "\u2061"
            )
        except LatexError as error:
            message = message or _POSITION.sub("", str(error))
        else:
            return html, message
    return _failed(tex, message), message


def _refusal(tex: str) -> str:
    """Why `tex` must not reach math-core, or ""."""
    if len(tex) > _MAX_LENGTH:
        return f"it has more than {_MAX_LENGTH:,} characters"
    limit = _MAX_DEPTH_WITH_MACROS if _DEFINES.search(tex) else _MAX_DEPTH
    if any(len(_STEP.findall(found[0])) > limit for found in _RUN.finditer(tex)):
        return f"more than {limit} commands follow each other without a brace"
    marks = [(found.start(), 1) for found in _OPENERS.finditer(tex)] + [
        (found.start(), -1) for found in _CLOSERS.finditer(tex)
    ]
    depth = 0
    for _, step in sorted(marks):
        depth += step
        if depth > limit:
            return f"it is nested more than {limit} levels deep"
    return ""


@lru_cache(maxsize=1)
def _converters() -> tuple[LatexToMathML, LatexToMathML]:
    """First exact; then with the commands it does not know shown as such and the rest of the formula right."""
    make = partial(LatexToMathML, fancy_error=False, max_expansions=200, allow_unreliable_rendering=True)
    return make(), make(ignore_unknown_commands=True)


def _failed(tex: str, message: str) -> str:
    return f'<code class="math-error" title="{escapeHtml(message)}">{escapeHtml(tex)}</code>'
