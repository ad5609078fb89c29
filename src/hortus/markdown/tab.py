"""Tabs, as MkDocs has them: `=== "Name"` over indented text, one after the other.

They are radio buttons, so that they work without JavaScript; the style sheet shows the text of the one that is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from hortus.markdown.collector import said
from hortus.markdown.indented import body_indent, match, read_body

_FIRST_LINE = re.compile(r'===(?P<mark>[!+]*)[ \t]+(?:"(?P<title>[^"]+)"|\'(?P<other>[^\']+)\')[ \t]*')


def tab_plugin(md: MarkdownIt) -> None:
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "tab", _tab, interrupts)
    md.core.ruler.after("block", "tabs", _join_tabs)
    for kind, render in _RENDERERS.items():
        md.add_render_rule(kind, render)


def _tab(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    found = match(state, start, "=", _FIRST_LINE)
    indent = body_indent(state, start, end) if found else 0
    if not found or not indent:
        return False
    if silent:
        return True
    opening = state.push("tab_open", "div", 1)
    opening.markup = found["mark"]
    title = (found["title"] or found["other"]).strip()
    state.tokens += [
        Token("tab_title_open", "label", 1, level=state.level),
        Token("inline", "", 0, content=title, children=[], map=[start, start + 1], level=state.level + 1),
        Token("tab_title_close", "label", -1, level=state.level),
    ]
    read_body(state, start, end, indent)
    opening.map = [start, state.line]
    state.push("tab_close", "div", -1)
    return True


def _join_tabs(state: StateCore) -> None:
    """Tabs that follow each other are one group, of which one is shown."""
    if not any(token.type == "tab_open" for token in state.tokens):
        return
    result = list[Token]()
    groups = list[list[Token]]()  # for each open tab, the tabs of its group so far
    number = 0
    before: list[Token] | None = None  # the group that ended right here
    for token in state.tokens:
        if token.type == "tab_open":
            if before is not None and "!" not in token.markup:
                result.pop()
                group = before
            else:
                number += 1
                group = []
                result.append(Token("tabs_open", "div", 1, level=token.level, block=True))
            group.append(token)
            groups.append(group)
            token.meta = {
                "group": number if len(group) == 1 else group[0].meta["group"],
                "shown": len(group) == 1,
            }
            if "+" in token.markup:
                for tab in group:
                    tab.meta["shown"] = tab is token
        result.append(token)
        before = None
        if token.type == "tab_close":
            before = groups.pop()
            result.append(Token("tabs_close", "div", -1, level=token.level, block=True))
    state.tokens = result


# --- HTML ------------------------------------------------------------------------------------------------


def _open_tabs(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<div class="tabs" role="group" aria-label="{escapeHtml(said(env, "Tabs"))}">\n'


def _open_tab(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    name = f"tabs-{env['docId']}-{tokens[index].meta['group']}"
    checked = " checked" if tokens[index].meta["shown"] else ""
    return f'<div class="tab"><label class="tab-title"><input type="radio" name="{name}" autocomplete="off"{checked}>'


def _open_title(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "<span>"


def _close_title(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return '</span></label>\n<div class="tab-panel">\n'


def _close_tab(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "</div></div>\n"


def _close_tabs(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "</div>\n"


_RENDERERS = {
    "tabs_open": _open_tabs,
    "tabs_close": _close_tabs,
    "tab_open": _open_tab,
    "tab_close": _close_tab,
    "tab_title_open": _open_title,
    "tab_title_close": _close_title,
}
