"""The short form of a note: what the author says it is, what stands above `<!--more-->`, or how it begins."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType

from hortus.markdown.plain import block_text, inline_text
from hortus.text import clip

_MORE = re.compile(r"<!--\s*more\s*-->", re.IGNORECASE)
_ENOUGH = 80  # characters: a beginning shorter than this is joined by what follows
_SOME = 30  # characters: one shorter than this also by the next section
_LONG = 420  # characters shown at the most
_DROPPED = {"link_open", "link_close", "image", "embed", "footnote_ref", "footnote_anchor", "html_inline"}
_LISTS = {"bullet_list_open", "ordered_list_open"}
# Words that go on with the formula, or the list, below them.
_GOES_ON = re.compile(r"[^.!?。！？…]$")
_ANNOUNCES = re.compile(r"[:：]$")
# Tags that change what the words between them mean, as H<sub>2</sub>O.
_KEPT = re.compile(
    r"<(/?)(sub|sup|kbd|mark|ruby|rb|rt|rp|u|ins|del|s|b|i|em|strong|small|q|var|samp)\s*>", re.IGNORECASE
)

# The kind of a block at the top level, and the texts and formulas in it.
_Block = tuple[str, list[Token]]


def summarise(md: MarkdownIt, tokens: list[Token], given: str, env: EnvType) -> tuple[str, str]:
    """(HTML without links, pictures and ids; the same as plain text)."""
    blocks = _blocks(tokens)
    said = md.parseInline(given, env) if given else []
    chosen = said or _above_more(tokens) or _beginning(blocks) or _anything(blocks)
    html, text = list[str](), list[str]()
    left = _LONG
    for token in chosen:
        if left <= 0:
            break
        kept, used = _cut(_parts(token), left)
        left -= used
        rendered = md.renderer.render([Token("inline", "", 0, children=kept)], md.options, env).strip()
        if rendered:
            html.append(f"<p>{rendered}</p>")
            text.append(" ".join(inline_text(kept).split()))
    return "".join(html), " ".join(text)


def _blocks(tokens: list[Token]) -> list[_Block]:
    blocks = list[_Block]()
    for token in tokens:
        if token.level == 0 and token.nesting >= 0:
            blocks.append(("" if token.hidden else token.type, []))
        if token.type in {"inline", "math_block"} and blocks:
            blocks[-1][1].append(token)
    return blocks


def _above_more(tokens: list[Token]) -> list[Token]:
    for index, token in enumerate(tokens):
        if token.type in {"html_block", "inline"} and _MORE.search(token.content):
            above = _blocks(tokens[: index + (token.type == "inline")])
            return [
                part for kind, parts in above if kind in {"paragraph_open", "math_block"} for part in parts
            ]
    return []


def _beginning(blocks: list[_Block]) -> list[Token]:
    """The first paragraphs of the first section that has some, with a formula or a list that they lead to; or the first items
    of a list.
    """
    chosen, text, parts = list[Token](), "", list[Token]()
    for kind, inside in blocks:
        goes_on = bool(parts) and _leads_to(kind, text)  # the block above was chosen
        is_below = kind == "math_block" and bool(parts)
        if not goes_on and len(text) >= (_SOME if kind == "heading_open" else _ENOUGH):
            break
        parts = list[Token]()
        if kind in _LISTS and (goes_on or not text):
            parts = _first([part for part in inside if not _is_link(part)], _ENOUGH)
        elif goes_on or is_below or (kind == "paragraph_open" and not _is_link(*inside)):
            parts = inside
        chosen += parts
        text = f"{text} {_text_of(*parts)}".strip()
    return chosen


def _leads_to(kind: str, text: str) -> bool:
    """Whether `text` is not complete without the block below it: `kind` is that of a formula or a list."""
    ending = {"math_block": _GOES_ON, **dict.fromkeys(_LISTS, _ANNOUNCES)}.get(kind)
    return bool(ending and ending.search(text))


def _anything(blocks: list[_Block]) -> list[Token]:
    return _first([part for kind, parts in blocks if kind != "heading_open" for part in parts], _ENOUGH)


def _first(parts: list[Token], length: int) -> list[Token]:
    """Those with text from the first on that have `length` characters together."""
    chosen = list[Token]()
    for part in parts:
        if length <= 0:
            break
        if said := _text_of(part):
            chosen.append(part)
            length -= len(said)
    return chosen


def _text_of(*parts: Token) -> str:
    return " ".join(" ".join(map(block_text, parts)).split())


def _is_link(*parts: Token) -> bool:
    """Whether there is nothing but links: pictures with links are of no note, and lists of them lead through one."""
    words, inside = list[Token](), 0
    for child in (child for part in parts for child in _parts(part)):
        inside += child.nesting if child.type in {"link_open", "link_close"} else 0
        if not inside and child.type != "wikilink":
            words.append(child)
    return not any(map(str.isalnum, inline_text(words)))


def _parts(token: Token) -> list[Token]:
    """The inline tokens of a text; a formula that is a block as one that stands in the text."""
    if token.type != "math_block":
        return token.children or []
    return [Token("math_display", "math", 0, content=token.content, markup=token.markup, meta=token.meta)]


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
