"""Footnotes, `[^1]` and `^[inline]`: numbered, linked both ways, told apart when several notes stand on one page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin as parse_footnotes

from hortus.markdown.collector import collector
from hortus.model import Dialect

_REFERENCE = re.compile(r"\[\^[^\s\[\]]{1,200}\]")
_INLINE = re.compile(r"\^\[((?:[^\[\]\\]|\\(?s:.)|\[(?:[^\[\]\n]|\[[^\[\]\n]{0,400}\]){0,400}\]){1,4000})\]")
_SAID = re.compile(r"\s|[^\x00-\x7f]|.{9}")


def footnote_plugin(md: MarkdownIt) -> None:
    md.use(parse_footnotes)
    # The plugin's own rules look at the whole rest of the text wherever a footnote may begin.
    refer = next(rule.fn for rule in md.inline.ruler.__rules__ if rule.name == "footnote_ref")
    md.inline.ruler.at("footnote_ref", _guarded(refer))
    md.inline.ruler.at("footnote_inline", _inline)
    md.core.ruler.before("footnote_tail", "footnote_nested", _flatten)
    md.core.ruler.before("footnote_tail", "footnote_unused", _report_unused)
    md.add_render_rule("footnote_ref", _reference)
    md.add_render_rule("footnote_block_open", _open_block)
    md.add_render_rule("footnote_open", _open)
    md.add_render_rule("footnote_anchor", _back)


def _guarded(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    def guarded(state: StateInline, silent: bool) -> bool:
        return bool(_REFERENCE.match(state.src, state.pos, state.posMax)) and rule(state, silent)

    return guarded


def _inline(state: StateInline, silent: bool) -> bool:
    found = _INLINE.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "^" else None
    if not found or not found[1].strip() or not _is_said(found[1], collector(state.env).dialect):
        return False
    if not silent:
        notes = state.env.setdefault("footnotes", {}).setdefault("list", {})
        number, tokens = len(notes), list[Token]()
        notes[number] = {"content": found[1], "tokens": tokens}  # takes its number before those inside it
        state.md.inline.parse(found[1], state.md, state.env, tokens)
        state.push("footnote_ref", "", 0).meta = {"id": number}
    state.pos = found.end()
    return True


def _is_said(content: str, dialect: Dialect) -> bool:
    """Whether it is a footnote, and not a power or the beginning of an expression, `2^[3]` and `^[a-z]+`."""
    if "obsidian" in dialect.instructions:
        return True
    return (dialect.is_vault or "hexo" in dialect.instructions) and bool(_SAID.search(content))


def _flatten(state: StateCore) -> None:
    """A footnote that is written inside another stands behind it: the plugin would drop the outer one's text."""
    opened, flat = list[list[Token]](), list[Token]()
    finished, known = list[list[Token]](), set[str]()
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            opened.append([])
        (opened[-1] if opened else flat).append(token)
        if token.type == "footnote_reference_close":
            one = opened.pop()
            if (label := one[0].meta["label"]) not in known:
                finished.append(one)
            else:
                notes, line = collector(state.env), (one[0].map or [0])[0]
                message = f"the footnote `{label}` is written twice; the first is shown"
                notes.warn("footnote-twice", message, line + notes.first_line, 1)
            known.add(label)
            if not opened:
                flat += [inner for one in reversed(finished) for inner in one]
                finished.clear()
    state.tokens = flat


def _report_unused(state: StateCore) -> None:
    """What nothing refers to is not shown; its author is told."""
    refs = state.env.get("footnotes", {}).get("refs", {})
    for token in state.tokens:
        if token.type == "footnote_reference_open" and refs.get(":" + token.meta["label"], 0) < 0:
            notes, label = collector(state.env), token.meta["label"]
            line = (token.map or [0])[0] + notes.first_line
            hint = f"write `[^{label}]` where it belongs"
            notes.warn(
                "unused-footnote", f"nothing refers to the footnote `{label}`; it is not shown", line, 1, hint
            )


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
