"""The language a note is in, when it does not say, and the paragraphs and lists that are read the other way than the note."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from hortus.language import direction, guess_language, has_rtl, text_direction
from hortus.markdown.plain import inline_text

_ENTITY = re.compile(r"&[A-Za-z#]")
_LISTS = ("bullet_list_open", "ordered_list_open")


def direction_plugin(md: MarkdownIt) -> None:
    md.core.ruler.push("direction", _direct)


def _direct(state: StateCore) -> None:
    """`env["language"]` is what front matter says, or else what the letters of the note say: its text, which is parsed first, and
    not the summary.
    """
    # Without an entity, words of a source in ASCII are in ASCII too, and say nothing.
    says_something = not state.src.isascii() or _ENTITY.search(state.src) is not None
    if "language" not in state.env:
        state.env["language"] = guess_language(_words(state.tokens)) if says_something else ""
    if has_rtl(state.src):
        _mark(state.tokens, direction(state.env["language"]))


def _mark(tokens: list[Token], whole: str) -> None:
    number = 0
    while number < len(tokens):
        token = tokens[number]
        if token.type == "paragraph_open" or token.type in _LISTS:
            end = _end(tokens, number)
            own = text_direction(_words(tokens[number:end]))
            if own and own != whole:
                token.attrs["dir"] = own
            number = end  # what stands in a list is read as the whole of it
        number += 1


def _end(tokens: list[Token], start: int) -> int:
    """Where the block that opens at `start` closes."""
    number = start + 1
    while tokens[number].level > tokens[start].level or tokens[number].nesting >= 0:
        number += 1
    return number


def _words(tokens: list[Token]) -> str:
    return "\n".join(
        inline_text(token.children or (), prose=True) for token in tokens if token.type == "inline"
    )
