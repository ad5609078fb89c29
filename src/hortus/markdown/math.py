"""Formulas: where they begin and end in the text; what they look like is told by `hortus.tex`.

Inline: `$…$`, `\\(…\\)`. Display: `$$…$$`, `\\[…\\]`, also inside a paragraph, and fences of the language `math`.
Money, shell variables and code stay text. A formula that cannot be shown appears as its source, with a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from hortus.markdown.code import language
from hortus.markdown.collector import Collector, collector
from hortus.markdown.place import column, line
from hortus.tex import Formula, Shown, convert_all

_MATHY = re.compile(r"[\\^_={}<>+*|]")
_COMMAND = re.compile(r"\\[A-Za-z]|\^|_")
_MONEY = re.compile(r"\d[\d,.]*(?:\s*[kKmMbB]n?\b\s|[-–—/]\s*$|[,;:.)!?]?\s+[^\W\d_]{2,})")
_PROSE = re.compile(r"(?:[^\W\d_]{3,}[\s,.;:!?]+){2}|[\u3400-\u9fff]{4}")
_SHELL = re.compile(r"[A-Z_][A-Z0-9_]+\b")
_MAX_INLINE = 2_000
_MAX_LINES = 400


def math_plugin(md: MarkdownIt) -> None:
    md.inline.ruler.before("escape", "math", _inline)
    paragraph_ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "math_block", _block, paragraph_ends)
    md.core.ruler.after("block", "math_fence", _fences)
    md.core.ruler.push("math_convert", _convert)
    for kind in _KINDS:
        md.add_render_rule(kind, _render)


# --- Delimiters ------------------------------------------------------------------------------------------


def _inline(state: StateInline, silent: bool) -> bool:
    char = state.src[state.pos]
    found = _dollars(state) if char == "$" else _brackets(state) if char == "\\" else None
    if found is None:
        return False
    kind, content, mark, end = found
    if not silent:
        token = state.push(kind, "math", 0)
        token.content, token.markup = content, mark
    state.pos = end
    return True


def _dollars(state: StateInline) -> tuple[str, str, str, int] | None:
    """(kind, TeX, opening mark, end) of the formula that opens at the `$` here."""
    text, start, limit = state.src, state.pos, state.posMax
    if text.startswith("$$", start):
        end = _find(state, "$$", start + 2)
        content = text[start + 2 : end] if end > 0 else ""
        return ("math_display", content.strip(), "$$", end + 2) if content.strip() else None
    end = _find_dollar(state, start + 1)
    if end < 0:
        return None
    before = text[start - 1] if start else " "
    after = text[end + 1] if end + 1 < limit else " "
    content = text[start + 1 : end]
    if not _is_math(content, before, after):
        return None
    inner = content.strip()
    if len(inner) > 2 and inner[0] == inner[-1] == "`":  # GitHub's $`…`$
        inner = inner[1:-1]
    return "math_inline", inner, "$", end + 1


def _brackets(state: StateInline) -> tuple[str, str, str, int] | None:
    mark = state.src[state.pos : state.pos + 2]
    if mark not in {"\\(", "\\["}:
        return None
    end = _find(state, "\\)" if mark == "\\(" else "\\]", state.pos + 2)
    content = state.src[state.pos + 2 : end] if end > 0 else ""
    if not content.strip() or (mark == "\\[" and not _is_display(content)):
        return None
    return "math_inline" if mark == "\\(" else "math_display", content.strip(), mark, end + 2


def _is_display(content: str) -> bool:
    """Whether `\\[content\\]` is a formula: to most authors these are escaped brackets."""
    return "\\[" not in content and bool(_MATHY.search(content.rstrip("\\")))


def _find(state: StateInline, closer: str, start: int) -> int:
    """Where `closer` stands unescaped, or -1. A failed search is remembered: without that, many openers are quadratic."""
    failed = state.env.setdefault("math_unclosed", {})
    source, limit = failed.get(closer, ("", -1))
    if source is state.src and limit == state.posMax:
        return -1
    end = state.src.find(closer, start, state.posMax)
    while end > 0 and _is_escaped(state.src, end):
        end = state.src.find(closer, end + 1, state.posMax)
    if end < 0:
        failed[closer] = (state.src, state.posMax)
    return end


def _find_dollar(state: StateInline, start: int) -> int:
    """The `$` that closes a formula: the first outside braces, or else the first."""
    text, limit = state.src, min(state.posMax, start + _MAX_INLINE)
    depth, position = 0, start
    while position < limit:
        char = text[position]
        if char == "\\":
            position += 1
        elif char == "{":
            depth += 1
        elif char == "}":
            depth = max(0, depth - 1)
        elif char == "$" and not depth:
            return position
        position += 1
    end = text.find("$", start, limit)
    while end > 0 and _is_escaped(text, end):
        end = text.find("$", end + 1, limit)
    return end


def _is_escaped(text: str, position: int) -> bool:
    slashes = 0
    while slashes < position and text[position - slashes - 1] == "\\":
        slashes += 1
    return slashes % 2 == 1


def _is_math(content: str, before: str, after: str) -> bool:
    """Whether `$content$` between these characters is a formula; ASCII only: CJK text stands right beside formulas."""
    inner = content.strip()
    if not inner:
        return False
    mathy = bool(_MATHY.search(inner)) or (not inner.isascii() and len(inner) <= 3)
    command = _COMMAND.search(inner)
    if "`" in inner and not (inner[0] == inner[-1] == "`"):
        return False
    if before.isascii() and before.isdigit() and inner[0] not in "^_\\":
        return False
    if after.isascii() and after.isdigit() and (not mathy or content[-1].isspace() or inner[0].isdigit()):
        return False
    if inner[0].isdigit() and not mathy and _MONEY.match(inner):
        return False
    if (content[0].isspace() or content[-1].isspace()) and not mathy and len(inner) > 2:
        return False
    if not command and _PROSE.search(inner):
        return False
    if not command and after.isascii() and (after.isalnum() or after in "_{(") and _SHELL.match(inner):
        return False
    return not (
        content[-1].isspace() and not command and after.isascii() and (after.isalnum() or after in "_@{(#?!")
    )


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    first = _line(state, start)
    closer = {"$$": "$$", "\\[": "\\]"}.get(first[:2])
    if closer is None:
        return False
    rows, row = [first[2:]], start
    while (found := _closing(rows[-1], closer)) < 0:
        row += 1
        if (
            row >= end
            or row - start > _MAX_LINES
            or (state.sCount[row] < state.blkIndent and not state.isEmpty(row))
        ):
            return False
        if state.isEmpty(row) and rows[0].strip():
            return False  # a blank line may stand in a formula only when its mark stands alone
        rows.append(_line(state, row))
    content, rest = rows[-1][:found], rows[-1][found + 2 :].strip()
    if rest or not "".join([*rows[:-1], content]).strip():
        return False  # text goes on after the formula: it is part of a paragraph
    if not silent:
        state.line = row + 1
        token = state.push("math_block", "math", 0)
        token.block, token.map, token.markup = True, [start, row + 1], first[:2]
        token.content = "\n".join([*rows[:-1], content]).strip()
    return True


def _line(state: StateBlock, row: int) -> str:
    return state.src[state.bMarks[row] + state.tShift[row] : state.eMarks[row]]


def _closing(text: str, closer: str) -> int:
    found = text.find(closer)
    while found > 0 and _is_escaped(text, found):
        found = text.find(closer, found + 1)
    return found


def _fences(state: StateCore) -> None:
    """A fence of the language `math` is a display formula."""
    for token in state.tokens:
        if token.type == "fence" and language(token.info) in {"math", "latex-math"} and token.content.strip():
            token.type = "math_block"


# --- From TeX to MathML ----------------------------------------------------------------------------------

_KINDS = frozenset({"math_inline", "math_display", "math_block"})


def _convert(state: StateCore) -> None:
    """All formulas of the note at once, in their order: they share macros and numbers."""
    tokens = list(_formulas(state.tokens))
    if not tokens:
        return
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
