"""Footnotes, `[^1]` and `^[inline]`: numbered, linked both ways, told apart when several notes stand on one page."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin as parse_footnotes


def footnote_plugin(md: MarkdownIt) -> None:
    md.use(parse_footnotes)
    md.add_render_rule("footnote_ref", _reference)
    md.add_render_rule("footnote_block_open", _open_block)
    md.add_render_rule("footnote_open", _open)
    md.add_render_rule("footnote_anchor", _back)


def _number(token: Token) -> str:
    return str(int(token.meta["id"]) + 1)


def _name(token: Token, env: EnvType) -> str:
    """`env["docId"]` is a short digest of the note's path."""
    return f"{env['docId']}-{_number(token)}"


def _again(token: Token) -> str:
    """Tells the second and later references to one footnote apart."""
    return f"-{token.meta['subId']}" if token.meta.get("subId", 0) > 0 else ""


def _reference(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    name = _name(tokens[index], env)
    number, again = _number(tokens[index]), _again(tokens[index])
    return f'<sup class="footnote-ref"><a href="#fn-{name}" id="fnref-{name}{again}" role="doc-noteref">{number}</a></sup>'


def _open_block(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return '<section class="footnotes" role="doc-endnotes"><ol>\n'


def _open(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<li id="fn-{_name(tokens[index], env)}">'


def _back(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    name, number = _name(tokens[index], env), _number(tokens[index])
    return f' <a href="#fnref-{name}{_again(tokens[index])}" class="footnote-back" role="doc-backlink" aria-label="{number}">↩\N{VARIATION SELECTOR-15}</a>'
