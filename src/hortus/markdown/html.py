"""Raw HTML in notes: it stays as far as it may, its links and pictures are found like any others, and it ends with the note.

A tag that nothing closes is closed where its own block ends, one that closes nothing is dropped, an unknown one is text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.html_block import html_block
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from hortus.markdown import element
from hortus.markdown.collector import collector
from hortus.markdown.place import column, line
from hortus.markdown.policy import WITHOUT_CONTENT, allow
from hortus.markdown.tags import KNOWN, RAW_TEXT, VOID, Tag, nest, scan

# Whose end tags may be left out; the browser's rules for them are the parser's business.
_OPTIONAL = frozenset("p li dt dd rb rt rtc rp tr td th thead tbody tfoot caption colgroup".split())
_PHRASING = frozenset(
    """a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark nobr q s samp small span strike strong sub sup
    time tt u var wbr""".split()
)
# What may stand before a heading that is the title.
_AROUND = frozenset("a br center div header img p picture source span".split())
_BLOCK = re.compile(r"[ \t]*</?([A-Za-z][^\s/>]*)")
_SUMMARY = r"\s*<summary\b[^<>]*>.*</summary>"
_ONE_TAG = re.compile(rf"\s*<[A-Za-z][^<>]*>(?:{_SUMMARY})?\s*")
_TITLE_OF_MARKDOWN = re.compile(rf"{_SUMMARY}\s*")
_OPENING = re.compile(r"\s*<[A-Za-z][^<>]*>")
_HOLDS_BLOCKS = re.compile(r"<(?:t[dhr]|li|div|p)\b", re.IGNORECASE)
_LONGEST_LINE = 5_000
_AS_MARKDOWN = re.compile(r"""\smarkdown(?:\s*=\s*["']?(?:1|block|span)["']?)?[\s>]""")
# Browsers open each tag of formatting again in every paragraph that follows: so many of a kind may be open at once,
# and so many of one block may stay unclosed.
_MOST_OPEN = _MOST_UNCLOSED = 30
_NEAR = 12  # tokens


@dataclass(slots=True)
class _Part:
    """A tag or a text of one token, while tags are matched with each other."""

    token: Token
    inline: Token | None  # the token of the paragraph it stands in
    item: Tag | str
    opening: _Part | None = None  # what this one closes


def html_plugin(md: MarkdownIt) -> None:
    md.block.ruler.at("html_block", _block, {"alt": ["paragraph", "reference", "blockquote"]})
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
    words = (" " if isinstance(item, Tag) and item.name not in _PHRASING else item for item in items)
    return unescape(
        "".join(
            word.content if isinstance(word, Token) else word for word in words if not isinstance(word, Tag)
        )
    )


def _items(token: Token) -> Sequence[Tag | str | Token]:
    """Its tags and texts, and the formulas in those."""
    items: Sequence[Tag | str | Token] = token.meta.get("html", ())
    return items


# --- Blocks -----------------------------------------------------------------------------------------------


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    text = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    opening = _BLOCK.match(text)
    if opening and opening[1].lower() not in KNOWN:
        return False
    if not opening or state.is_code_block(start):
        return html_block(state, start, end, silent)
    if opening[1].lower() in _PHRASING and _is_in_markdown(state):
        return False  # it begins a paragraph
    if whole := _in_one_line(text):
        if not silent:
            _push(state, start, whole[0])
            inner = state.push("inline", "", 0)
            inner.content, inner.map, inner.children = whole[1], [start, start + 1], []
            _push(state, start, whole[2] + "\n")
        return True
    if _holds_markdown(state, text):
        if not silent:
            _push(state, start, text + "\n")
        return True
    return html_block(state, start, end, silent)


def _in_one_line(text: str) -> tuple[str, str, str] | None:
    """(the tags at its beginning, the text, the tags at its end) of a line with an element whose tag says that it holds Markdown."""
    if "markdown" not in text or len(text) > _LONGEST_LINE:
        return None
    start = 0
    while opening := _OPENING.match(text, start):
        start = opening.end()
        if _AS_MARKDOWN.search(opening[0]):
            break
    else:
        return None
    end = len(text)
    while text[start:end].rstrip().endswith(">") and text.startswith("</", text.rfind("<", start, end)):
        end = text.rfind("<", start, end)
    inner = text[start:end].strip()
    return (
        (text[:start], inner, text[end:])
        if inner and end < len(text) and not _HOLDS_BLOCKS.search(inner)
        else None
    )


def _push(state: StateBlock, start: int, content: str) -> None:
    """A line, or a part of one, as HTML."""
    state.line = start + 1
    token = state.push("html_block", "", 0)
    token.map, token.content = [start, start + 1], content


def _is_in_markdown(state: StateBlock) -> bool:
    """Whether the last HTML was a tag whose text is Markdown."""
    last = next((token for token in reversed(state.tokens[-_NEAR:]) if token.type == "html_block"), None)
    return last is not None and bool(_ONE_TAG.fullmatch(last.content) and _AS_MARKDOWN.search(last.content))


def _holds_markdown(state: StateBlock, text: str) -> bool:
    """Whether what is below a line of HTML is Markdown though no blank line parts them: its tag says so, or that right above it."""
    if _TITLE_OF_MARKDOWN.fullmatch(text):
        above = state.tokens[-1] if state.tokens else None
        return above is not None and above.type == "html_block" and bool(_AS_MARKDOWN.search(above.content))
    return bool(_ONE_TAG.fullmatch(text) and _AS_MARKDOWN.search(text))


# --- Tags matched with each other -------------------------------------------------------------------------


def _read_html(state: StateCore) -> None:
    parts = list(_parts(state))
    if not parts:
        return
    unclosed = _match(parts)
    for part in parts:
        part.token.meta.setdefault("html", []).append(part.item)
    for part, tag in unclosed:
        _close(part, tag)
    if not _is_nested(state.tokens):
        state.env["html_is_crooked"] = True


def _parts(state: StateCore) -> Iterator[_Part]:
    """What the raw HTML of the note is made of, as far as it may stay."""
    foreign, is_trusted = tuple[str, ...](), collector(state.env).dialect.html == "trusted"
    for token, inline in _raw_tokens(state.tokens):
        taken = list[str]()
        for item in _scan(token, foreign):
            if isinstance(item, str):
                yield _Part(token, inline, item)
                continue
            foreign = nest(item, foreign)
            kept, gone = (item, ()) if is_trusted else allow(item)
            taken += gone
            if kept:
                yield _Part(token, inline, kept)
            elif item.content and item.name not in WITHOUT_CONTENT:
                yield _Part(token, inline, item.content.replace("<", "&lt;"))
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
        found = _BLOCK.match(child.content) if child.type == "html_inline" else None
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


def _match(parts: list[_Part]) -> list[tuple[_Part, Tag]]:
    """Take away what closes nothing; the tags that nothing closes, innermost first."""
    opened: dict[str, list[tuple[_Part, Tag]]] = {}
    for part in parts:
        if not isinstance(part.item, Tag) or not _is_paired(part.item):
            continue
        name = part.item.name
        if not part.item.is_closing:
            opened.setdefault(name, []).append((part, part.item))
        elif opened.get(name):
            part.opening = opened[name].pop()[0]
        else:
            part.item = ""
    _thin(parts)
    left = [entry for name, left in opened.items() if name not in _OPTIONAL for entry in reversed(left)]
    return list(_few(left))


def _thin(parts: list[_Part]) -> None:
    """Take away formatting that lies deeper in formatting of its kind than anybody sees."""
    matched, depths = {id(part.opening) for part in parts if part.opening}, Counter[str]()
    for part in parts:
        if not isinstance(part.item, Tag) or part.item.name not in _PHRASING:
            continue
        if part.opening:
            is_shown = isinstance(part.opening.item, Tag)
            depths[part.item.name] -= is_shown
            part.item = part.item if is_shown else ""
        elif id(part) in matched:
            depths[part.item.name] += 1
            if depths[part.item.name] > _MOST_OPEN:
                depths[part.item.name] -= 1
                part.item = ""


def _few(unclosed: list[tuple[_Part, Tag]]) -> Iterator[tuple[_Part, Tag]]:
    """Those of the unclosed tags that stay; of very many in one block only some."""
    counts = Counter[int]()
    for part, tag in unclosed:
        counts[id(part.token)] += 1
        if counts[id(part.token)] <= _MOST_UNCLOSED:
            yield part, tag
        else:
            part.item = ""


def _is_paired(tag: Tag) -> bool:
    is_whole = tag.is_empty or tag.content is not None or (tag.name in RAW_TEXT and not tag.is_foreign)
    return tag.name not in VOID and not is_whole


def _close(part: _Part, tag: Tag) -> None:
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
        if not isinstance(tag, Tag) or not _is_paired(tag):
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
