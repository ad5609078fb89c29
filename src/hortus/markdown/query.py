"""Blocks that another program works out each time it shows a note, such as queries of Obsidian's: their source, folded away."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from hortus.markdown.code import pre, warn_unclosed
from hortus.markdown.collector import said
from hortus.markdown.info import language

_NAMES = {
    "base": "A table that lives in Obsidian",
    "button": "A button that works in Obsidian",
    "dataview": "A query that runs in Obsidian",
    "dataviewjs": "A query that runs in Obsidian",
    "query": "A search that runs in Obsidian",
    "tasks": "A list of tasks that lives in Obsidian",
    "templater": "A template that runs in Obsidian",
}


def query_plugin(md: MarkdownIt) -> None:
    md.core.ruler.after("block", "query", _mark)
    md.add_render_rule("query", _render)


def _mark(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "fence" and language(token.info) in _NAMES:
            token.type = "query"


def _render(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    warn_unclosed(token, env)
    name = said(env, _NAMES[language(token.info)])
    source = pre(f"<code>{escapeHtml(token.content)}</code>", said(env, "Source of the query"))
    return f'<details class="query"><summary>{escapeHtml(name)}</summary>{source}</details>\n'
