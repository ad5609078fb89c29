"""The short form of a note: what the author says it is, what stands above `<!--more-->`, or its first paragraph."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType

from hortus.markdown.plain import inline_text
from hortus.text import clip

_MORE = re.compile(r"<!--\s*more\s*-->", re.IGNORECASE)
_ENOUGH = 80  # characters: a first paragraph shorter than this is joined by the next
_LONG = 420  # characters shown at the most
_DROPPED = {"link_open", "link_close", "image", "embed", "footnote_ref", "footnote_anchor", "html_inline"}
# Tags that change what the words between them mean, as H<sub>2</sub>O.
_KEPT = re.compile(
    r"<(/?)(sub|sup|kbd|mark|ruby|rb|rt|rp|u|ins|del|s|b|i|em|strong|small|q|var|samp)\s*>", re.IGNORECASE
)


def summarise(md: MarkdownIt, tokens: list[Token], given: str, env: EnvType) -> tuple[str, str]:
    """(HTML without links, pictures and ids; the same as plain text)."""
    said = md.parseInline(given, env) if given else []
    chosen = said or _above_more(tokens) or _first_paragraphs(tokens)
    html, text = list[str](), list[str]()
    left = _LONG
    for inline in chosen:
        if left <= 0:
            break
        kept, used = _cut(inline.children or [], left)
        left -= used
        rendered = md.renderer.render([Token("inline", "", 0, children=kept)], md.options, env).strip()
        if rendered:
            html.append(f"<p>{rendered}</p>")
            text.append(" ".join(inline_text(kept).split()))
    return "".join(html), " ".join(text)


def _paragraphs(tokens: list[Token], *, level: int | None = 0) -> list[Token]:
    """The inline tokens of paragraphs, at the top level or at any."""
    return [
        tokens[index + 1]
        for index, token in enumerate(tokens)
        if token.type == "paragraph_open" and not token.hidden and (level is None or token.level == level)
    ]


def _above_more(tokens: list[Token]) -> list[Token]:
    for index, token in enumerate(tokens):
        if token.type in {"html_block", "inline"} and _MORE.search(token.content):
            end = index + (token.type == "inline")
            return _paragraphs(tokens[:end])
    return []


def _first_paragraphs(tokens: list[Token]) -> list[Token]:
    chosen, length = list[Token](), 0
    candidates = _paragraphs(tokens) or [
        token for token in tokens if token.type == "inline" and token.level > 1
    ]
    for inline in candidates:
        text = " ".join(inline_text(inline.children or ()).split())
        if not text:
            continue
        chosen.append(inline)
        length += len(text)
        if length >= _ENOUGH:
            break
    return chosen


def _cut(children: list[Token], limit: int) -> tuple[list[Token], int]:
    """(the first tokens that hold about `limit` characters, how many they hold): cut between words, never in a formula."""
    children = [_as_text(child) for child in _with_tags(children) if child.type not in _DROPPED]
    total = len(inline_text(children))
    if total <= limit * 5 // 4:  # a few words more are better than an ellipsis
        return children, total
    kept, used, opened = list[Token](), 0, list[Token]()
    for child in children:
        text = inline_text([child])
        if used + len(text) > limit:
            room = limit - used
            is_text = child.type == "text" and room > 1
            kept.append(_text(clip(text, room) if is_text else "…"))
            break
        used += len(text)
        if child.nesting == 1:
            opened.append(child)
        elif child.nesting == -1 and opened:
            opened.pop()
        kept.append(child)
    return kept + [_closing(token) for token in reversed(opened)], limit


def _with_tags(children: list[Token]) -> list[Token]:
    """With the tags that are kept as tokens that open and close, if each is closed where it belongs."""
    found = {
        number: tag
        for number, child in enumerate(children)
        if child.type == "html_inline" and (tag := _KEPT.fullmatch(child.content))
    }
    names = list[str]()
    for tag in found.values():
        if not tag[1]:
            names.append(tag[2].lower())
        elif not names or names.pop() != tag[2].lower():
            return children
    return children if names else [_tag(found.get(number), child) for number, child in enumerate(children)]


def _tag(found: re.Match[str] | None, child: Token) -> Token:
    if not found:
        return child
    name = found[2].lower()
    return Token(f"html_{name}_close", name, -1) if found[1] else Token(f"html_{name}_open", name, 1)


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _as_text(token: Token) -> Token:
    """A wikilink or a tag as the words it shows, a line break as a space."""
    if token.type in {"softbreak", "hardbreak"}:
        return _text(" ")
    return _text(token.content) if token.type in {"wikilink", "tag"} else token


def _closing(token: Token) -> Token:
    return Token(token.type.replace("_open", "_close"), token.tag, -1)
