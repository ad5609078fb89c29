"""Bare addresses as links, by GitHub's rules."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

_Rule = Callable[[StateInline, bool], bool]


def autolink_plugin(md: MarkdownIt) -> None:
    """The plugin's rules look at the whole rest of the text wherever they are asked; so they are asked only where it may be."""
    md.use(gfm_autolink_plugin)
    for rule in md.inline.ruler.__rules__:
        if rule.name == "gfm_autolink_protocol":
            md.inline.ruler.at(rule.name, _guarded(rule.fn, ":"))
        elif rule.name == "gfm_autolink_email":
            md.inline.ruler.at(rule.name, _guarded(rule.fn, "@"))


def _guarded(rule: _Rule, char: str) -> _Rule:
    def guarded(state: StateInline, silent: bool) -> bool:
        return state.src[state.pos] == char and rule(state, silent)

    return guarded
