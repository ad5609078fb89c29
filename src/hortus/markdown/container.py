"""Parts of a note between lines of colons: callouts as VitePress, Docusaurus, Zenn, Quarto and MyST write them, and plain divisions.

`::: warning Title`, `:::note[Title]`, `:::message alert`, `:::details Title`, `::: {.callout-tip title="…"}`, `:::{note}`, each to
a line of nothing but colons. More colons hold fewer; what is not closed ends with what it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from hortus.instructions.quarto import is_hidden
from hortus.markdown.callout import Callout, is_kind, is_named, label, title_tokens
from hortus.markdown.collector import collector
from hortus.markdown.fence import line

_OPENING = re.compile(
    r"""
    (?P<colons> :{3,} ) [ \t]*
    (?: \{ [ \t]* (?P<directive> [A-Za-z][\w-]* ) [ \t]* \} | (?P<name> [^\W\d_][\w-]* ) )?
    (?: \[ (?P<label> [^\]]* ) \] )?
    [ \t]* (?: \{ (?P<attributes> [^}]* ) \} )?
    (?P<title> .* )
    """,
    re.VERBOSE,
)
_CLOSING = re.compile(r"(:{3,})[ \t]*")
_CODE = re.compile(r"(`{3,}|~{3,})(.*)")
_ATTRIBUTE = re.compile(
    r"""(?P<key>[A-Za-z][\w-]*)=(?:"(?P<value>[^"]*)"|(?P<bare>[^\s"]+))|\.(?P<name>[\w-]+)|\#[\w:.-]+"""
)
_LONGEST_LINE = 500
_UNTITLED = frozenset({"message"})
_DRAWN = frozenset({"mermaid"})


@dataclass(frozen=True, slots=True)
class _Container:
    """`is_title_given` when the note names the title; "" is then none at all."""

    name: str
    title: str = ""
    is_title_given: bool = False
    fold: str = ""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class _Extent:
    """Where a container ends: the line that closes it, or the one that is no longer in it."""

    end: int
    is_closed: bool


def container_plugin(md: MarkdownIt) -> None:
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "container", _container, interrupts)
    md.add_render_rule("callout_unclosed", _unclosed)
    md.add_render_rule("division_open", _open)
    md.add_render_rule("division_close", _close)


def _container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not state.src.startswith(":::", state.bMarks[start] + state.tShift[start]):
        return False
    if state.is_code_block(start) or not collector(state.env).dialect.containers:
        return False
    container = _read(line(state, start))
    if container is None:
        return False
    extent = _extent(state, start, end)
    if not extent.is_closed and not _is_callout(container):
        return False  # colons in prose
    if silent:
        return True
    if container.name.lower() in _DRAWN:
        _fence(state, container.name, start, extent)
    elif _is_callout(container):
        _callout(state, container, start, extent)
    elif not container.is_hidden:
        _division(state, container, start, extent)
    state.line = extent.end + extent.is_closed
    return True


# --- The first line --------------------------------------------------------------------------------------


def _read(text: str) -> _Container | None:
    found = _OPENING.fullmatch(text) if len(text) <= _LONGEST_LINE else None
    if not found:
        return None
    attributes = list(_ATTRIBUTE.finditer(found["attributes"] or ""))
    options = {part["key"].lower(): part["value"] or part["bare"] or "" for part in attributes if part["key"]}
    classes = [part["name"] for part in attributes if part["name"]]
    name = found["directive"] or found["name"] or next(iter(classes), "")
    is_plain = (
        not name and not found["title"] and bool(attributes)
    )  # with an identity, or a layout, of Pandoc's
    if not name and not is_plain:
        return None
    title, given = found["title"].strip().rstrip(":").rstrip(), found["label"] or options.get("title")
    if given is None and name == "message":
        name, title = (title.lower() if is_kind(title) else name), ""
    elif name.startswith("callout-"):
        name = name.removeprefix("callout-")
    is_given = given is not None or bool(title) or found["name"] in _UNTITLED
    fold = {"true": "-", "false": "+"}.get(options.get("collapse", ""), "-" if name == "details" else "")
    return _Container(name, title if given is None else given, is_given, fold, is_hidden(name, options))


def _is_callout(container: _Container) -> bool:
    return is_kind(container.name)


# --- Where it ends ---------------------------------------------------------------------------------------


def _extent(state: StateBlock, start: int, end: int) -> _Extent:
    """Found once for all the containers that lie in each other, so that many that are not closed cost no more than few."""
    extents: dict[int, _Extent] = state.env.setdefault("containers", {})
    if start not in extents:
        _measure(state, start, end, extents)
    # Asked for a line outside the list it follows, nothing can be measured yet.
    extent = extents.get(start)
    return extent if extent and extent.end <= end else _Extent(end, is_closed=False)


def _measure(state: StateBlock, start: int, end: int, extents: dict[int, _Extent]) -> None:
    """Note the extent of the container at `start` and of each in it."""
    opened = list[tuple[int, int]]()  # (line, number of colons) of those that are open, the innermost last
    code = ""  # the mark that closes the code we are in
    row = start
    while row < end:
        if state.sCount[row] < state.blkIndent and not state.isEmpty(row):
            break
        text = line(state, row)
        if code:
            code = "" if text.startswith(code) and not text.strip(code[0] + " \t") else code
        elif found := _CODE.match(text):
            code = "" if found[1][0] == "`" and "`" in found[2] else found[1]
        elif found := _CLOSING.fullmatch(text):
            _close_one(opened, len(found[1]), row, extents)
        elif text.startswith(":::") and _read(text):
            opened.append((row, len(text) - len(text.lstrip(":"))))
        row += 1
        if not opened:
            return
    for opening, _ in opened:
        extents[opening] = _Extent(row, is_closed=False)


def _close_one(opened: list[tuple[int, int]], colons: int, row: int, extents: dict[int, _Extent]) -> None:
    """Close the innermost container of as many colons, and what is left open in it; or else the innermost of all."""
    fitting = (place for place in range(len(opened) - 1, -1, -1) if opened[place][1] == colons)
    place = next(fitting, len(opened) - 1)
    for opening, _ in opened[place + 1 :]:
        extents[opening] = _Extent(row, is_closed=False)
    extents[opened[place][0]] = _Extent(row, is_closed=True)
    del opened[place:]


# --- What it is ------------------------------------------------------------------------------------------


def _callout(state: StateBlock, container: _Container, start: int, extent: _Extent) -> None:
    callout = Callout(container.name, container.fold)
    title = container.title if container.is_title_given else label(callout, state.env)
    if not title and callout.fold:
        title = label(callout, state.env)
    opening = state.push("callout_open", "div", 1)
    opening.map = [start, extent.end]
    place = len(state.tokens)
    _read_body(state, start, extent)
    if not container.is_title_given and (own := _take_heading(state.tokens, place)):
        title = own
    if title:
        state.tokens[place:place] = title_tokens(callout, title, start, opening.level)
    opening.meta = {"callout": callout, "named": is_named(callout, title, state.env)}
    state.push("callout_close", "div", -1).meta = opening.meta
    if not extent.is_closed:
        state.tokens.append(Token("callout_unclosed", "", 0, map=[start, start + 1], level=opening.level))


def _take_heading(tokens: list[Token], place: int) -> str:
    """The heading that a callout begins with is its title, as Quarto has it."""
    if len(tokens) <= place + 1 or tokens[place].type != "heading_open":
        return ""
    title = tokens[place + 1].content
    del tokens[place : place + 3]
    return title


def _division(state: StateBlock, container: _Container, start: int, extent: _Extent) -> None:
    opening = state.push("division_open", "div", 1)
    opening.map = [start, extent.end]
    opening.info = container.name or "plain"
    if container.title:
        state.push("paragraph_open", "p", 1).map = [start, start + 1]
        words = state.push("inline", "", 0)
        words.content, words.map, words.children = container.title, [start, start + 1], []
        state.push("paragraph_close", "p", -1)
    _read_body(state, start, extent)
    state.push("division_close", "div", -1)


def _fence(state: StateBlock, name: str, start: int, extent: _Extent) -> None:
    token = state.push("fence", "code", 0)
    token.info, token.markup = name, ":::"
    token.map = [start, extent.end + extent.is_closed]
    token.content = state.getLines(start + 1, extent.end, state.sCount[start], keepLastLF=True)


def _read_body(state: StateBlock, start: int, extent: _Extent) -> None:
    before = state.lineMax, state.parentType
    state.lineMax, state.parentType = extent.end, "container"
    state.md.block.tokenize(state, start + 1, extent.end)
    state.lineMax, state.parentType = before


# --- HTML ------------------------------------------------------------------------------------------------


def _open(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<div class="division" data-name="{escapeHtml(tokens[index].info)}">\n'


def _close(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "</div>\n"


def _unclosed(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    notes, place = collector(env), tokens[index].map
    notes.warn(
        "unclosed-container",
        "this container is not closed, and ends with what it stands in",
        place[0] + notes.first_line if place else 0,
        hint="close it with a line of :::",
    )
    return ""
