"""Diagrams of Mermaid's: their source, which a script draws when the reader comes near."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from hortus.markdown.code import pre, warn_unclosed
from hortus.markdown.collector import collector, said
from hortus.markdown.info import language

_NAMES = frozenset({"mermaid", "mermaidjs"})


def diagram_plugin(md: MarkdownIt) -> None:
    md.core.ruler.after("block", "diagram", _mark)
    md.add_render_rule("diagram", _render)


def _mark(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "fence" and language(token.info) in _NAMES and token.content.strip():
            token.type = "diagram"


def _render(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    collector(env).diagrams += 1
    warn_unclosed(tokens[index], env)
    source = f"<code>{escapeHtml(tokens[index].content)}</code>"
    return f'<div class="diagram">{pre(source, said(env, "Diagram, as source"))}</div>\n'
