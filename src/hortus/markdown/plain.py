"""Tokens as plain text: what search reads, what counts as a word, what a heading says."""

from __future__ import annotations

from collections.abc import Iterable

from markdown_it.token import Token

from hortus.markdown.html import html_text
from hortus.markdown.image import is_caption, read_size

_SPACES = {"softbreak", "hardbreak", "footnote_ref", "math_display"}


def inline_text(children: Iterable[Token], *, prose: bool = False) -> str:
    """The words of inline tokens; with `prose` without code, formulas and captions."""
    return "".join(_inline(child, prose=prose) for child in children)


def _inline(token: Token, *, prose: bool) -> str:
    match token.type:
        case "text" | "text_special" | "wikilink" | "tag":
            return token.content
        case "code_inline" | "math_inline":
            return "" if prose else token.content
        case "math_display":
            return " " if prose else f" {token.content} "
        case "image":
            target, alt = str(token.attrs.get("src", "")), read_size(token.content)[0]
            return f" {alt} " if not prose and is_caption(alt, target) else " "
        case "html_inline":
            return html_text(token)
        case kind if kind in _SPACES:
            return " "
        case _:
            return ""


def block_text(token: Token, *, prose: bool = False) -> str:
    """The words of one block token; "" for tokens that only open or close."""
    match token.type:
        case "inline":
            return inline_text(token.children or (), prose=prose)
        case "fence" | "output" | "code_block" | "math_block" | "diagram":
            return "" if prose else token.content
        case "html_block":
            return html_text(token)
        case _:
            return ""
