"""Line breaks within a paragraph: a space, nothing at all between Chinese or Japanese characters, or a shown break."""

from __future__ import annotations

import re
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from hortus.markdown.cjk import character_before, is_unspaced
from hortus.markdown.collector import collector

# HTML that changes how words look, and is none itself.
_CLEAR_HTML = re.compile(
    r"</?(?:a|b|em|font|i|ins|kbd|mark|ruby|s|small|span|strong|sub|sup|u)\b[^>]*>|<!--.*-->", re.IGNORECASE
)


def softbreak_plugin(md: MarkdownIt) -> None:
    md.core.ruler.push("softbreak", _mend)
    md.add_render_rule("linejoin", lambda self, tokens, index, options, env: "")


def _mend(state: StateCore) -> None:
    is_shown = collector(state.env).dialect.breaks
    for token in state.tokens:
        if token.type == "inline" and token.children:
            _mend_line(token.children, is_shown=is_shown)


def _mend_line(children: list[Token], *, is_shown: bool) -> None:
    """Of each soft break make a hard one if breaks are shown, or a `linejoin` where no space belongs."""
    for index, child in enumerate(children):
        if child.children:
            _mend_line(child.children, is_shown=is_shown)
        if child.type == "softbreak":
            if is_shown:
                child.type = "hardbreak"
            elif is_unspaced(_shown(children, index, -1), _shown(children, index, 1)):
                child.type = "linejoin"


def _shown(tokens: list[Token], index: int, step: Literal[-1, 1]) -> str:
    """The character shown next to the token at `index`, on the side of `step`; "" when that is no text."""
    index += step
    while 0 <= index < len(tokens):
        token = tokens[index]
        if not _is_clear(token):
            if not _is_words(token):
                return ""
            return token.content[:1] if step > 0 else character_before(token.content, len(token.content))
        index += step
    return ""


def _is_words(token: Token) -> bool:
    return token.type in {"text", "text_special", "wikilink"}


def _is_clear(token: Token) -> bool:
    """Whether `token` shows nothing of its own in the line."""
    return (
        token.nesting != 0
        or (token.type == "text" and not token.content)
        or token.type == "footnote_ref"
        or (token.type == "html_inline" and _CLEAR_HTML.fullmatch(token.content) is not None)
    )
