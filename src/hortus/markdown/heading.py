"""Headings: anchors as GitHub makes them, the note's title taken off the top, levels that leave `h1` to the page."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from hortus.markdown.balance import closed
from hortus.markdown.collector import collector
from hortus.markdown.html import take_heading
from hortus.markdown.plain import inline_text
from hortus.markdown.policy import PAGE_IDS
from hortus.model import Heading, HeadingEnd
from hortus.text import anchor, count_words, python_anchor

_SIMPLE = re.compile(r"</?(?:b|code|em|i|kbd|mark|s|small|strong|sub|sup|u|var)>|<br ?/?>", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"\s*\{:?\s*(?:[#.][^\s{}#]+\s*|[\w-]+=(?:\"[^\"{}]*\"|'[^'{}]*')\s*)+\}\s*$")
_NO_WORDS = {"image", "embed", "wikilink", "html_inline"}
_COUNTED = re.compile(r"(.*)_([0-9]{1,9})")
_FEW = 20  # words
_NO_LINKS = {"link_open", "link_close", "image", "embed", "footnote_ref"}


def heading_plugin(md: MarkdownIt) -> None:
    md.core.ruler.push("heading", _anchor_headings)
    md.add_render_rule("heading_open", _open)
    md.add_render_rule("heading_close", _close)


def take_title(tokens: list[Token], given: Sequence[Token]) -> tuple[Sequence[Token], list[Token]]:
    """(what the note's title is made of, the tokens without the heading that says it).

    A note's first heading is its title when it is of level 1 and stands at the top, unless front matter has given another; there it
    may be HTML. Pictures, links and a few words may stand above it: after more it heads a part of the text.
    """
    wanted = " ".join(inline_text(given).split())
    for token in itertools.takewhile(lambda token: token.type == "html_block", tokens):
        if text := take_heading(token, wanted):
            return [Token("text", "", 0, content=text)], tokens
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0:
            text = heading_text(tokens[index + 1])
            is_title = text.casefold() == wanted.casefold() if wanted else _is_at_top(tokens[:index])
            if token.tag == "h1" and is_title:
                heading = tokens[index + 1].children or ()
                return heading if text else given, tokens[:index] + tokens[index + 3 :]
            return given, tokens
    return given, tokens


def _is_at_top(above: Sequence[Token]) -> bool:
    """Whether there are but a few words `above`; those of links do not count."""
    words = list[str]()
    for token in above:
        depth = 0
        for child in token.children or ():
            depth += child.nesting if child.type.startswith("link_") else 0
            words.append(inline_text([child]) if not depth and child.type not in _NO_WORDS else " ")
    return count_words(" ".join(words)) <= _FEW


def demote(tokens: list[Token]) -> None:
    """Make room for the page's own `h1`: a note with more headings of level 1 has all of its headings one level lower."""
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    if any(token.tag == "h1" for token in headings):
        for token in headings:
            token.tag = f"h{min(6, int(token.tag[1]) + 1)}"


def headings(md: MarkdownIt, tokens: list[Token], env: EnvType) -> tuple[Heading, ...]:
    """The note's own headings, for its table of contents."""
    return tuple(
        _heading(md, token, tokens[index + 1], env)
        for index, token in enumerate(tokens)
        if token.type == "heading_open" and token.level == 0
    )


def heading_text(inline: Token) -> str:
    return " ".join(inline_text(inline.children or ()).split())


def _anchor_headings(state: StateCore) -> None:
    taken = Counter(PAGE_IDS)
    is_python = collector(state.env).dialect.has_python_ids
    for index, token in enumerate(state.tokens):
        if token.type == "heading_open":
            given = _take_id(state.tokens[index + 1].children or [])
            name = _id_of(heading_text(state.tokens[index + 1]), given, taken, is_python=is_python)
            token.attrs["id"] = name
            state.tokens[index + 2].attrs["id"] = name


def _take_id(children: list[Token]) -> str:
    """The id that stands in braces at the end of a heading, as in Hugo, Pandoc and kramdown, taken off it."""
    last = children[-1] if children else None
    found = _ATTRIBUTES.search(last.content) if last and last.type == "text" else None
    if not last or not found:
        return ""
    last.content = last.content[: found.start()]
    name = re.search(r"#([^\s#.{}]+)", found[0])
    return name[1] if name else ""


def _id_of(text: str, given: str, taken: Counter[str], *, is_python: bool) -> str:
    """The id of a heading, which no other has: what its author has `given`, or else one made of its words."""
    if not is_python:
        return _unique(given or anchor(text) or "section", taken)
    wanted = name = given or python_anchor(text)
    counted = _COUNTED.fullmatch(wanted)
    stem, first = (counted[1], int(counted[2])) if counted else (wanted, 0)
    steps = taken[f"\0{wanted}"]  # how far the last of these words had to go
    while not name or name in taken:  # `_1` follows upon nothing, and `a_2` upon `a_1`
        steps += 1
        name = f"{stem}_{first + steps}"
    taken[f"\0{wanted}"], taken[name] = steps, 1
    return name


def _unique(wanted: str, taken: Counter[str]) -> str:
    """`wanted`, or else `wanted-1`, `wanted-2`, …; `taken` counts how often a name was wanted."""
    name = wanted
    while name in taken:
        name = f"{wanted}-{taken[wanted]}"
        taken[wanted] += 1
    taken[name] = 1
    return name


def _heading(md: MarkdownIt, token: Token, inline: Token, env: EnvType) -> Heading:
    kept = [
        _without_link(child)
        for child in inline.children or []
        if child.type not in _NO_LINKS and not _is_odd_html(child)
    ]
    html = collector(env).without_holes(
        md.renderer.render([Token("inline", "", 0, children=kept)], md.options, env)
    )
    if any(child.type == "html_inline" for child in kept):
        html = closed(html)
    return Heading(int(token.tag[1]), str(token.attrs["id"]), heading_text(inline), html.strip())


def _without_link(token: Token) -> Token:
    return Token("text", "", 0, content=token.content) if token.type == "tag" else token


def _is_odd_html(token: Token) -> bool:
    """HTML in a heading that must not stand twice on a page, or in a link."""
    return token.type == "html_inline" and not _SIMPLE.fullmatch(token.content)


def _open(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    if token.level:
        return f'<{token.tag} id="{token.attrs["id"]}">'
    text = heading_text(tokens[index + 1])
    return collector(env).hole(Heading(int(token.tag[1]), str(token.attrs["id"]), text, ""))


def _close(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    if token.level:
        return f"</{token.tag}>\n"
    return collector(env).hole(HeadingEnd(int(token.tag[1]), str(token.attrs["id"]))) + "\n"
