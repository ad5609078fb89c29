"""Wikilinks and embeds: `[[Name#Heading|text]]` becomes a link, `![[Name]]` shows its target in place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import copy
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from hortus.markdown.collector import collector
from hortus.markdown.image import is_picture_name, read_size
from hortus.markdown.place import column, line
from hortus.model import Embed, Image, Link, LinkEnd
from hortus.text import UNSAID

# Inside a table a pipe is escaped, `\|`; nothing else in a wikilink is.
_WIKILINK = re.compile(r"(!?)\[\[([^\[\]\n|#]{0,400})((?:#[^\[\]\n|]{0,400})?)(?:\\?\|([^\n]{0,400}?))?\]\]")
# Behind it the address of a link whose text stands in brackets: `[[Vaswani et al.]](https://…)`.
_ADDRESS = re.compile(r"\((?:https?:|[^\s()]*[/#.])[^\s()]*\)")


def wikilink_plugin(md: MarkdownIt) -> None:
    md.inline.ruler.before("link", "wikilink", _wikilink)
    md.inline.ruler.before("wikilink", "embed", _wikilink)
    md.core.ruler.push("embed_alone", _unwrap_embeds)
    md.add_render_rule("wikilink", _render_link)
    md.add_render_rule("embed", _render_embed)


def _wikilink(state: StateInline, silent: bool) -> bool:
    char = state.src[state.pos]
    if char not in "[!" or not state.src.startswith("[[", state.pos + (char == "!")):
        return False
    found = _WIKILINK.match(state.src, state.pos, state.posMax)
    if not found or (not found[1] and _ADDRESS.match(state.src, found.end(), state.posMax)):
        return False
    target, anchor, text = found[2], found[3], found[4] or ""
    if text and collector(state.env).dialect.text_first:
        text, (target, _, anchor) = target + anchor, text.partition("#")
    target, anchor = target.rstrip("\\").strip(), anchor.rstrip("\\").lstrip("#").strip()
    if not (target or anchor):
        return False
    if not silent:
        token = state.push("embed" if found[1] else "wikilink", "", 0)
        token.markup = "![[" if found[1] else "[["
        token.meta = {"target": target, "anchor": anchor, "text": text.strip()}
        token.content = token.meta["text"] or _shown(target, anchor)
    state.pos = found.end()
    return True


def _shown(target: str, anchor: str) -> str:
    """What a wikilink without text shows."""
    anchor = " > ".join(part.strip() for part in anchor.split("#") if part.strip())
    return f"{target} > {anchor}" if target and anchor else target or anchor


def _unwrap_embeds(state: StateCore) -> None:
    """A note embedded on a line of its own is a block, and so are several, each on its line; in the middle of a sentence it is a
    link.
    """
    state.tokens = tokens = list(_parted(state.tokens))
    for index, token in enumerate(tokens):
        if token.type != "inline" or not token.children:
            continue
        alone = tokens[index - 1].type == "paragraph_open" and _are_embeds(token.children)
        for child in token.children:
            if child.type == "embed" and not is_picture_name(child.meta["target"]):
                if alone:
                    tokens[index - 1].hidden = _closing(tokens, index).hidden = True
                else:
                    child.type = "wikilink"
            elif alone:
                child.type, child.content = "text", "\n"


def _parted(tokens: list[Token]) -> Iterator[Token]:
    """The tokens, with a paragraph parted where a line of it is an embedded note and no more."""
    for index, token in enumerate(tokens):
        is_paragraph = token.type == "inline" and tokens[index - 1].type == "paragraph_open"
        if is_paragraph and tokens[index + 1].type == "paragraph_close":
            for number, part in enumerate(_parts(token)):
                if number:
                    yield from (copy(tokens[index + 1]), copy(tokens[index - 1]))
                yield part
        else:
            yield token


def _parts(token: Token) -> list[Token]:
    """The lines of a paragraph as few texts, of which each is embedded notes or holds none; the text itself where that cannot be."""
    children = token.children or []
    if not any(child.type == "embed" for child in children):
        return [token]
    parts = list[list[Token]]()
    for is_break, group in groupby(children, lambda child: child.type in {"softbreak", "hardbreak"}):
        row = list(group)
        if is_break:
            gap = row
        elif parts and _are_embeds(parts[-1]) == _are_embeds(row):
            parts[-1] += [*gap, *row]
        else:
            parts.append(row)
    if len(parts) < 2 or any(sum(child.nesting for child in part) for part in parts):
        return [token]
    return [_with_children(token, part) for part in parts]


def _with_children(token: Token, children: list[Token]) -> Token:
    part = copy(token)
    part.children, part.content = children, "".join(child.content or "\n" for child in children)
    return part


def _are_embeds(children: list[Token]) -> bool:
    """Whether these are notes, embedded a line each."""
    shown, breaks = children[::2], children[1::2]
    return all(
        child.type == "embed" and not is_picture_name(child.meta["target"]) for child in shown
    ) and all(child.type in {"softbreak", "hardbreak"} for child in breaks)


def _closing(tokens: list[Token], index: int) -> Token:
    """The end of the paragraph whose text stands at `index`; in a footnote links back come before it."""
    while tokens[index].type != "paragraph_close":
        index += 1
    return tokens[index]


def _render_link(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token, notes = tokens[index], collector(env)
    target, anchor = token.meta["target"], token.meta["anchor"]
    is_unsaid = token.meta["text"] == UNSAID and anchor.startswith("^")
    says_title = is_unsaid or (notes.dialect.says_titles and not (token.meta["text"] or anchor))
    link = Link(target, anchor, wiki=True, line=line(token), column=column(token), says_title=says_title)
    return notes.hole(link) + escapeHtml(token.content) + notes.hole(LinkEnd())


def _render_embed(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token, target = tokens[index], tokens[index].meta["target"]
    if is_picture_name(target):
        alt, width, height = read_size(token.meta["text"])
        image = Image(target, alt, "", width, height, wiki=True, line=line(token), column=column(token))
        return collector(env).hole(image)
    return collector(env).hole(Embed(target, token.meta["anchor"], token.content, line(token), column(token)))
