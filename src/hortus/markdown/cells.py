"""Notes that are made of cells: each is read for itself, so that what one leaves open ends with it. Footnotes, headings and
macros are the whole note's; addresses of links are looked for in the cell itself, and then in the others.

Of such a note the text is all that is written in its cells, one below the other; its parts say what each row of it is.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore, block
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from hortus.markdown.collector import collector
from hortus.markdown.link import decode
from hortus.markdown.nesting import read_inlines
from hortus.model import Inset

_ATTACHMENT = "attachment:"
_SEARCHED = 2_000  # characters of what code has put out: it can be long, and says little
_IN_HTML = re.compile(r"""(?<=[\s"'=])attachment:([^"'\s>]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown: the rows of the text from `first` up to `end`. Inside something, at a `depth`, its headings are not the note's
    own. `attachments` gives the addresses of the insets that it has names for.
    """

    first: int
    end: int
    depth: int = 0
    attachments: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Raw:
    """HTML that code has put out, of which stays what a note may hold; `row` is where in the text it stands."""

    html: str
    row: int


@dataclass(frozen=True, slots=True)
class Shown:
    """HTML that is finished, and the words in it for the search; it opens (1) or closes (-1) an element, or is whole."""

    html: tuple[str | Inset, ...]
    words: str = ""
    nesting: Literal[-1, 0, 1] = 0
    is_output: bool = False


Part = Prose | Raw | Shown

# What rules remember of the text that they read, by its lines.
_OF_ONE_TEXT = ("formula_rows", "containers", "quoted_lines")


def cells_plugin(md: MarkdownIt) -> None:
    md.core.ruler.at("block", _blocks)
    md.core.ruler.at("inline", _inlines)
    md.core.ruler.after("inline", "attachments", _attach)
    for name in ("shown", "shown_open", "shown_close"):
        md.add_render_rule(name, _show)


# --- Blocks: each cell for itself -------------------------------------------------------------------------


def _blocks(state: StateCore) -> None:
    parts: Sequence[Part] | None = state.env.get("cells")
    if parts is None:
        block(state)
        return
    rows = state.src.split("\n")
    state.env["references"], own = {}, dict[int, dict[str, object]]()
    for number, part in enumerate(parts):
        match part:
            case Prose():
                state.tokens += _prose(state, part, rows, number)
                own[number] = state.env["references"]
            case Raw():
                token = Token("html_block", "", 0, content=part.html, map=[part.row, part.row + 1], level=1)
                token.meta["most"] = _SEARCHED
                state.tokens.append(token)
            case Shown():
                kind = {1: "shown_open", -1: "shown_close", 0: "shown"}[part.nesting]
                words = part.words[:_SEARCHED] if part.is_output else part.words
                meta = {"shown": part.html}
                state.tokens.append(Token(kind, "", part.nesting, content=words, meta=meta, level=1))
    state.env["own_references"] = own


def _prose(state: StateCore, part: Prose, rows: list[str], number: int) -> list[Token]:
    notes, tokens = collector(state.env), list[Token]()
    state.env["references"] = {}
    for known in _OF_ONE_TEXT:
        state.env.pop(known, None)  # of another cell
    notes.first_line += part.first
    state.md.block.parse("\n".join(rows[part.first : part.end]), state.md, state.env, tokens)
    notes.first_line -= part.first
    for token in tokens:
        token.level += part.depth
        if token.map:
            token.map = [token.map[0] + part.first, token.map[1] + part.first]
        if token.type in {"inline", "html_block"}:
            token.meta["cell"] = number
    return tokens


# --- Lines ------------------------------------------------------------------------------------------------


def _inlines(state: StateCore) -> None:
    own: Mapping[int, dict[str, object]] | None = state.env.get("own_references")
    if own is None:
        read_inlines(state)
        return
    every, tokens = dict[str, object](), state.tokens
    for references in own.values():
        for name, reference in references.items():
            every.setdefault(name, reference)
    inlines = (token for token in tokens if token.type == "inline")
    for number, found in groupby(inlines, key=lambda token: token.meta.get("cell", -1)):
        state.env["references"] = ChainMap(own.get(number, {}), every)
        state.tokens = list(found)
        read_inlines(state)
    state.tokens = tokens


def _attach(state: StateCore) -> None:
    """What a cell calls `attachment:name` is the inset of that name that it holds; else, and in Markdown that was a notebook once,
    a file of the folder.
    """
    parts: Sequence[Part] | None = state.env.get("cells")
    if _ATTACHMENT not in state.src:
        return
    if parts is None:
        for image in (
            inner for token in state.tokens for inner in token.children or () if inner.type == "image"
        ):
            image.attrs["src"] = str(image.attrs.get("src", "")).removeprefix(_ATTACHMENT)
        return
    for token, number in _of_cells(state.tokens):
        part = parts[number]
        names = dict(part.attachments) if isinstance(part, Prose) else {}
        source = str(token.attrs.get("src", ""))
        if token.type == "image" and source.startswith(_ATTACHMENT):
            token.attrs["src"] = _address(names, source.removeprefix(_ATTACHMENT))
        elif token.type != "image":
            pieces = enumerate(_IN_HTML.split(token.content))
            token.content = "".join(_address(names, piece) if place % 2 else piece for place, piece in pieces)


def _address(names: Mapping[str, str], name: str) -> str:
    return names.get(decode(name), name)


def _of_cells(tokens: list[Token]) -> Iterator[tuple[Token, int]]:
    """The pictures and the raw HTML in cells of Markdown, with the number of the cell."""
    for token in tokens:
        if "cell" not in token.meta:
            continue
        for inner in (token, *(token.children or ())):
            if inner.type in {"image", "html_block", "html_inline"}:
                yield inner, token.meta["cell"]


# --- As HTML ----------------------------------------------------------------------------------------------


def _show(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    notes = collector(env)
    return "".join(
        piece if isinstance(piece, str) else notes.hole(piece) for piece in tokens[index].meta["shown"]
    )
