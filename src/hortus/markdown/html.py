"""Raw HTML in notes: it stays as far as it may, its links and pictures are found like any others, and it ends with the note.

A tag that nothing closes is closed where its own block ends, one that closes nothing is dropped, an unknown one is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from hortus.markdown import element
from hortus.markdown.collector import collector
from hortus.markdown.html_block import html_block
from hortus.markdown.matching import Part, match
from hortus.markdown.place import column, line
from hortus.markdown.policy import WITHOUT_CONTENT, allow
from hortus.markdown.tags import PHRASING, RAW_TEXT, Tag, is_paired, nest, scan

# What may stand before a heading that is the title.
_AROUND = frozenset("a br center div header img p picture source span".split())
_NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")


def html_plugin(md: MarkdownIt) -> None:
    md.block.ruler.at("html_block", html_block, {"alt": ["paragraph", "reference", "blockquote"]})
    md.core.ruler.push("html", _read_html)
    md.add_render_rule("html_block", _render)
    md.add_render_rule("html_inline", _render)


def html_text(token: Token) -> str:
    """The words of raw HTML."""
    return _words(_items(token))


def take_heading(token: Token, wanted: str) -> str:
    """The words of the `<h1>` with which a block begins, taken out of it, as repositories have it: in a box, or below a picture. ""
    when it begins with something else, or others are `wanted`.
    """
    items = _items(token)
    ends = [at for at, item in enumerate(items) if isinstance(item, Tag) and item.name == "h1"]
    first, last = ends[:2] if len(ends) > 1 else (0, 0)
    words = " ".join(_words(items[first:last]).split())
    if (
        not words
        or wanted.casefold() not in {"", words.casefold()}
        or not all(map(_is_around, items[:first]))
    ):
        return ""
    token.meta["html"] = [*items[:first], *items[last + 1 :]]
    return words


def _is_around(item: Tag | str | Token) -> bool:
    return item.name in _AROUND if isinstance(item, Tag) else isinstance(item, str) and not item.strip()


def _words(items: Iterable[Tag | str | Token]) -> str:
    words = (" " if isinstance(item, Tag) and item.name not in PHRASING else item for item in items)
    return unescape(
        "".join(
            word.content if isinstance(word, Token) else word for word in words if not isinstance(word, Tag)
        )
    )


def _items(token: Token) -> Sequence[Tag | str | Token]:
    """Its tags and texts, and the formulas in those."""
    items: Sequence[Tag | str | Token] = token.meta.get("html", ())
    return items


# --- Tags matched with each other -------------------------------------------------------------------------


def _read_html(state: StateCore) -> None:
    parts = list(_parts(state))
    if not parts:
        return
    unclosed = match(parts)
    for part in parts:
        part.token.meta.setdefault("html", []).append(part.item)
    for part, tag in unclosed:
        _close(part, tag)
    if not _is_nested(state.tokens):
        state.env["html_is_crooked"] = True


def _parts(state: StateCore) -> Iterator[Part]:
    """What the raw HTML of the note is made of, as far as it may stay."""
    foreign, is_trusted = tuple[str, ...](), collector(state.env).dialect.html == "trusted"
    for token, inline in _raw_tokens(state.tokens):
        taken = list[str]()
        for item in _scan(token, foreign):
            if isinstance(item, str):
                yield Part(token, inline, item)
                continue
            foreign = nest(item, foreign)
            kept, gone = (item, ()) if is_trusted else allow(item)
            taken += gone
            if kept:
                yield Part(token, inline, kept)
            elif item.content and item.name not in WITHOUT_CONTENT:
                yield Part(token, inline, item.content.replace("<", "&lt;"))
        token.meta["taken"] = taken


def _raw_tokens(tokens: list[Token]) -> Iterator[tuple[Token, Token | None]]:
    for token in tokens:
        if token.type == "html_block":
            yield token, None
        elif any(child.type == "html_inline" for child in token.children or ()):
            _join_raw_text(token)
            yield from ((child, token) for child in token.children or () if child.type == "html_inline")


def _scan(token: Token, foreign: tuple[str, ...]) -> Iterator[Tag | str]:
    for item in scan(token.content, foreign):
        yield item.source.replace("<", "&lt;") if isinstance(item, Tag) and _is_endless(item) else item


def _is_endless(tag: Tag) -> bool:
    """Whether it would swallow the rest of the note."""
    is_raw = tag.name in RAW_TEXT and not tag.is_foreign
    return is_raw and not tag.is_closing and not tag.is_empty and tag.content is None


def _join_raw_text(inline: Token) -> None:
    """In a line, make `<script>…</script>` and the like one token: what stands in it is no Markdown."""
    children, joined, number = inline.children or [], list[Token](), 0
    ends = [_end_name(child) for child in children]
    last_ends = {name: place for place, name in enumerate(ends)}
    while number < len(children):
        child = children[number]
        found = _NAME.match(child.content) if child.type == "html_inline" else None
        name = found[1].lower() if found and not child.content.startswith("</") else ""
        if name in RAW_TEXT and last_ends.get(name, -1) > number:
            last = ends.index(name, number + 1)
            child.content = "".join(_source(item) for item in children[number : last + 1])
            number = last
        joined.append(child)
        number += 1
    inline.children = joined


def _end_name(child: Token) -> str:
    found = re.match(r"</([A-Za-z]+)", child.content) if child.type == "html_inline" else None
    return found[1].lower() if found else ""


def _source(token: Token) -> str:
    return "\n" if token.type in {"softbreak", "hardbreak"} else token.content or token.markup


def _close(part: Part, tag: Tag) -> None:
    """Close `tag` at the end of its own block."""
    part.token.meta.setdefault("unclosed", []).append(tag.name)
    end = Tag(tag.name, True, (), tag.offset, f"</{tag.name}>")
    if part.inline is None:
        part.token.meta["html"].append(end)
    else:
        closing = Token("html_inline", "", 0, content=end.source, meta={"html": [end]})
        (part.inline.children or []).append(closing)


def _is_nested(tokens: list[Token]) -> bool:
    """Whether all raw tags lie inside each other, and inside what Markdown opens and closes, as they should."""
    stack = list[str]()
    for token in tokens:
        flat = [token, *(token.children or ())] if token.type == "inline" else [token]
        for item in flat:
            if item.nesting == 1:
                stack.append("\0" + item.type.removesuffix("_open"))
            elif item.nesting == -1:
                if not stack or stack.pop() != "\0" + item.type.removesuffix("_close"):
                    return False
            elif item.type in {"html_block", "html_inline"} and not _nest(item, stack):
                return False
    return not stack


def _nest(token: Token, stack: list[str]) -> bool:
    for tag in _items(token):
        if not isinstance(tag, Tag) or not is_paired(tag):
            continue
        if not tag.is_closing:
            stack.append(tag.name)
        elif not stack or stack.pop() != tag.name:
            return False
    return True


# --- As HTML ----------------------------------------------------------------------------------------------


def _render(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token, notes = tokens[index], collector(env)
    first = token.map[0] + notes.first_line if token.map else line(token)
    for name in token.meta.get("unclosed", ()):
        notes.warn("html", f"`<{name}>` is never closed; it ends with its block", first, column(token))
    for name in dict.fromkeys(token.meta.get("taken", ())):
        hint = "`html: trusted` in hortus.yaml keeps it"
        notes.warn("html-removed", name, first, column(token), hint)
    shown = list[str]()
    for item in _items(token):
        if isinstance(item, str):
            shown.append(item)
        elif isinstance(item, Token):
            shown.append(self.render([item], options, env))
        else:
            row = first + token.content.count("\n", 0, item.offset) if token.map else first
            shown.append(element.show(item, notes, row, column(token)))
    html = "".join(shown)
    if (
        token.type == "html_block"
        and html.strip()
        and not any(isinstance(item, Tag | Token) for item in _items(token))
    ):
        return f"<p>{html.strip()}</p>\n"
    return html
