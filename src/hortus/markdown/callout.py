"""Callouts: a quotation that begins with `[!note] Title` is set apart, and folds with `[!note]-` or `[!note]+`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

_MARK = re.compile(r"\[!([^\]\n|]+)(?:\|[^\]\n]*)?\]([+-]?)[ \t]*([^\n]*)(?:\n|$)")

# The kinds that look different; every other name is a kind of its own with the look of `note`.
_KINDS = {
    "abstract": "abstract", "summary": "abstract", "tldr": "abstract",
    "attention": "warning", "caution": "warning", "warning": "warning",
    "bug": "danger", "danger": "danger", "error": "danger",
    "check": "success", "done": "success", "success": "success",
    "cite": "quote", "quote": "quote",
    "example": "example",
    "fail": "danger", "failure": "danger", "missing": "danger",
    "faq": "question", "help": "question", "question": "question",
    "hint": "tip", "important": "important", "tip": "tip",
    "info": "note", "note": "note", "todo": "todo",
}  # fmt: skip


def callout_plugin(md: MarkdownIt) -> None:
    md.core.ruler.before("inline", "callout", _mark_callouts)
    for part in ("callout_open", "callout_close", "callout_title_open", "callout_title_close"):
        md.add_render_rule(part, _RENDERERS[part])


def _mark_callouts(state: StateCore) -> None:
    result = list[Token]()
    tokens, index = state.tokens, 0
    open_callouts = list[bool]()
    while index < len(tokens):
        token = tokens[index]
        if token.type == "blockquote_close" and open_callouts:
            if open_callouts.pop():
                token.type = "callout_close"
                token.meta = result[_opening(result, token.level)].meta
            result.append(token)
        elif token.type == "blockquote_open":
            found = _first_line(tokens, index)
            open_callouts.append(found is not None)
            if found is None:
                result.append(token)
            else:
                result += _open(token, tokens[index + 1], tokens[index + 2], found)
                index += 3 if not tokens[index + 2].content else 0
        else:
            result.append(token)
        index += 1
    state.tokens = result


def _first_line(tokens: list[Token], index: int) -> re.Match[str] | None:
    starts = [token.type for token in tokens[index + 1 : index + 3]] == ["paragraph_open", "inline"]
    return _MARK.match(tokens[index + 2].content) if starts else None


def _opening(result: list[Token], level: int) -> int:
    return next(
        index
        for index in range(len(result) - 1, -1, -1)
        if result[index].type == "callout_open" and result[index].level == level
    )


def _open(quote: Token, paragraph: Token, inline: Token, found: re.Match[str]) -> list[Token]:
    """The tokens that open the callout; what follows its first line stays in `inline`."""
    name, fold, title = found[1].strip().lower(), found[2], found[3].strip()
    quote.type = "callout_open"
    quote.meta = {"kind": _KINDS.get(name, "note"), "name": name, "fold": fold}
    top = (inline.map or [0, 1])[0]
    shown = title or found[1].strip().replace("-", " ").capitalize()
    label = Token("inline", "", 0, content=shown, children=[], map=[top, top + 1], level=quote.level + 2)
    inline.content = inline.content[found.end() :]
    if inline.map and paragraph.map:
        inline.map[0] = paragraph.map[0] = top + 1
    opening = Token("callout_title_open", "", 1, meta=quote.meta, level=quote.level + 1)
    closing = Token("callout_title_close", "", -1, meta=quote.meta, level=quote.level + 1)
    return [quote, opening, label, closing]


def _open_callout(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    meta = tokens[index].meta
    attributes = f'class="callout" data-kind="{meta["kind"]}" data-callout="{escapeHtml(meta["name"])}"'
    if meta["fold"]:
        return f"<details {attributes}{' open' if meta['fold'] == '+' else ''}>\n"
    return f'<div {attributes} role="note">\n'


def _close_callout(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "</details>\n" if tokens[index].meta["fold"] else "</div>\n"


def _open_title(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<{_title_tag(tokens[index])} class="callout-title">'


def _close_title(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f"</{_title_tag(tokens[index])}>\n"


def _title_tag(token: Token) -> str:
    return "summary" if token.meta["fold"] else "p"


_RENDERERS = {
    "callout_open": _open_callout,
    "callout_close": _close_callout,
    "callout_title_open": _open_title,
    "callout_title_close": _close_title,
}
