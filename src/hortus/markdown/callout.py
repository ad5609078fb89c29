"""Callouts: a quotation that begins with `[!note] Title` is set apart, and folds with `[!note]-` or `[!note]+`.

The other ways to write one (`!!! note`, `:::note`, a fence of the language `ad-note`) make the same tokens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from hortus.markdown.collector import said

# What follows must not make a link of it.
_MARK = re.compile(
    r"\[!(?P<name>[^\]\n|]+)(?:\|[^\]\n]*)?\](?P<fold>[+-]?)(?![(\[:])[ \t]*(?P<title>[^\n]*)(?:\n|$)"
)

# The kinds that look different; every other name is a kind of its own with the look of `note`.
_KINDS = {
    "abstract": "abstract", "summary": "abstract", "tldr": "abstract",
    "attention": "warning", "caution": "warning", "warning": "warning", "alert": "warning", "warn": "warning",
    "bug": "danger", "danger": "danger", "error": "danger",
    "check": "success", "done": "success", "success": "success",
    "cite": "quote", "quote": "quote",
    "details": "details", "collapse": "details", "spoiler": "details",
    "example": "example",
    "fail": "danger", "failure": "danger", "missing": "danger",
    "faq": "question", "help": "question", "question": "question",
    "hint": "tip", "important": "important", "tip": "tip",
    "info": "note", "note": "note", "todo": "todo",
    "seealso": "note", "message": "note", "notice": "note", "admonition": "note",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Callout:
    """`fold` is `-` for one that is closed at first, `+` for one that is open, "" for one that does not fold.

    `side` is where it stands beside the text: `start`, `end`, or "" in its place.
    """

    name: str
    fold: str = ""
    side: str = ""

    @property
    def kind(self) -> str:
        return _KINDS.get(self.name.lower(), "note")


def callout_plugin(md: MarkdownIt) -> None:
    md.core.ruler.before("inline", "callout", _mark_callouts)
    for part in ("callout_open", "callout_close", "callout_title_open", "callout_title_close"):
        md.add_render_rule(part, _RENDERERS[part])


def is_kind(name: str) -> bool:
    return name.lower() in _KINDS


def title_tokens(callout: Callout, title: str, row: int, level: int) -> list[Token]:
    """The first line of a callout, which lies `level` deep."""
    opening = Token("callout_title_open", "p", 1, meta={"callout": callout}, level=level + 1)
    label = Token("inline", "", 0, content=title, children=[], map=[row, row + 1], level=level + 2)
    closing = Token("callout_title_close", "p", -1, meta={"callout": callout}, level=level + 1)
    return [opening, label, closing]


def label(callout: Callout, env: EnvType) -> str:
    """What the callout is called without a title of its own."""
    return said(env, _english(callout))


def is_named(callout: Callout, title: str, env: EnvType) -> bool:
    """Whether `title` says what kind of callout it is, so that nothing else need say it."""
    return title.strip().casefold() in {_english(callout).casefold(), label(callout, env).casefold()}


def _english(callout: Callout) -> str:
    return callout.name.replace("-", " ").replace("_", " ").capitalize()


# --- Quotations ------------------------------------------------------------------------------------------


def _mark_callouts(state: StateCore) -> None:
    result = list[Token]()
    tokens, index = state.tokens, 0
    quotations = list[Callout | None]()  # those that are open
    while index < len(tokens):
        token = tokens[index]
        result.append(token)
        if token.type == "blockquote_close":
            callout = quotations.pop()
            if callout:
                token.type, token.meta = "callout_close", {"callout": callout}
        elif token.type == "blockquote_open":
            found = _first_line(tokens, index)
            callout = Callout(found["name"].strip(), found["fold"]) if found else None
            quotations.append(callout)
            if found and callout:
                result += _open(callout, token, tokens[index + 1], tokens[index + 2], found, state.env)
                index += 3 if not tokens[index + 2].content else 0
        index += 1
    state.tokens = result


def _first_line(tokens: list[Token], index: int) -> re.Match[str] | None:
    starts = [token.type for token in tokens[index + 1 : index + 3]] == ["paragraph_open", "inline"]
    found = _MARK.match(tokens[index + 2].content) if starts else None
    return found if found and any(map(str.isalnum, found["name"])) else None


def _open(
    callout: Callout, quote: Token, paragraph: Token, inline: Token, found: re.Match[str], env: EnvType
) -> list[Token]:
    """The title of the callout that `quote` becomes; what follows its first line stays in `inline`."""
    title = found["title"].strip() or label(callout, env)
    quote.type = "callout_open"
    quote.meta = {"callout": callout, "named": is_named(callout, title, env)}
    top = (inline.map or [0, 1])[0]
    inline.content = inline.content[found.end() :]
    if inline.map and paragraph.map:
        inline.map[0] = paragraph.map[0] = top + 1
    return title_tokens(callout, title, top, quote.level)


# --- HTML ------------------------------------------------------------------------------------------------


def _open_callout(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    callout: Callout = tokens[index].meta["callout"]
    attributes = (
        f'class="callout" data-kind="{callout.kind}" data-callout="{escapeHtml(callout.name.lower())}"'
    )
    if callout.side:
        attributes += f' data-side="{callout.side}"'
    if not tokens[index].meta.get("named"):  # a reader who cannot see the colour and the sign hears the kind
        attributes += f' aria-label="{escapeHtml(label(callout, env))}"'
    if callout.fold:
        return f"<details {attributes}{' open' if callout.fold == '+' else ''}>\n"
    return f'<div {attributes} role="note">\n'


def _close_callout(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "</details>\n" if tokens[index].meta["callout"].fold else "</div>\n"


def _open_title(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<{_title_tag(tokens[index])} class="callout-title">'


def _close_title(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f"</{_title_tag(tokens[index])}>\n"


def _title_tag(token: Token) -> str:
    return "summary" if token.meta["callout"].fold else "p"


_RENDERERS = {
    "callout_open": _open_callout,
    "callout_close": _close_callout,
    "callout_title_open": _open_title,
    "callout_title_close": _close_title,
}
