"""Tokens as plain text: what search reads, what counts as a word, what a heading says."""

from __future__ import annotations

from collections.abc import Iterable

from markdown_it.token import Token

from hortus.markdown.html import html_text
from hortus.markdown.image import described, is_caption
from hortus.text import CODE, END, MATH

_SPACES = {"softbreak", "hardbreak", "footnote_ref", "math_display"}


def inline_text(children: Iterable[Token], *, prose: bool = False, marked: bool = False) -> str:
    """The words of inline tokens; with `prose` without code, formulas and captions, with `marked` with marks around code and
    formulas.
    """
    return "".join(_inline(child, prose=prose, marked=marked) for child in children)


def _inline(token: Token, *, prose: bool, marked: bool) -> str:
    match token.type:
        case "text" | "text_special" | "wikilink" | "tag":
            return token.content
        case "code_inline":
            return "" if prose else _marked(CODE, token.content, marked=marked)
        case "math_inline":
            return "" if prose else _marked(MATH, token.content, marked=marked)
        case "math_display":
            return " " if prose else f" {_marked(MATH, token.content, marked=marked)} "
        case "image":
            target, alt = str(token.attrs.get("src", "")), described(token)[0]
            return f" {alt} " if not prose and is_caption(alt, target) else " "
        case "caption":
            return "" if prose else f" {inline_text(token.children or (), marked=marked)} "
        case "html_inline":
            return html_text(token)
        case kind if kind in _SPACES:
            return " "
        case _:
            return ""


def _marked(mark: str, text: str, *, marked: bool) -> str:
    return f"{mark}{text}{END}" if marked and text else text


def block_text(token: Token, *, prose: bool = False, marked: bool = False) -> str:
    """As `inline_text`, of one block token; "" for tokens that only open or close."""
    match token.type:
        case "inline":
            return inline_text(token.children or (), prose=prose, marked=marked)
        case "math_block":
            return "" if prose else _marked(MATH, token.content, marked=marked)
        case "fence" | "output" | "code_block" | "diagram" | "shown":
            return "" if prose else _marked(CODE, token.content.strip(), marked=marked)
        case "html_block":
            most = token.meta.get("most")  # characters of what code has put out: that is no prose
            return "" if prose and most else html_text(token)[:most]
        case _:
            return ""
