"""The title of a note: as HTML if formulas stand in it, and as the plain text that stands for it everywhere else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from hortus.markdown.delimiters import INLINE, Marks
from hortus.markdown.plain import inline_text
from hortus.model import Dialect

if TYPE_CHECKING:
    from hortus.tex import Shown


def title_tokens(title: str, dialect: Dialect) -> list[Token]:
    """The title that front matter gives: text, and formulas as in the note. Nothing else in it has a meaning."""
    marks = [found for found in Marks(title).formulas() if found.kind == INLINE]
    if not marks:
        return [Token("text", "", 0, content=title)]
    from hortus.tex import Formula, convert_all  # noqa: PLC0415  (few titles need them)

    shown = convert_all([Formula(found.tex, display=False) for found in marks], dialect.macros)
    tokens, at = list[Token](), 0
    for found, one in zip(marks, shown, strict=True):
        tokens.append(Token("text", "", 0, content=title[at : found.start]))
        tokens.append(Token(INLINE, "math", 0, content=found.tex, meta={"shown": one}))
        at = found.end
    return [*tokens, Token("text", "", 0, content=title[at:])]


def title_text(children: Iterable[Token]) -> str:
    """The title as plain text, its formulas in Unicode if they are simple, else as TeX."""
    return " ".join("".join(_formula_text(token) or inline_text([token]) for token in children).split())


def title_html(children: Iterable[Token]) -> str:
    """The same with formulas; "" when there are none, and the plain text says all."""
    children = list(children)
    if not any(token.type == INLINE for token in children):
        return ""
    return "".join(
        _shown(token).html if token.type == INLINE else escapeHtml(inline_text([token])) for token in children
    )


def _formula_text(token: Token) -> str:
    if token.type != INLINE or _shown(token).message:
        return ""
    from hortus.tex.readable import readable  # noqa: PLC0415

    return readable(_shown(token).html)


def _shown(token: Token) -> Shown:
    shown: Shown = token.meta["shown"]
    return shown
