"""Lists of definitions: a term, and below it lines that begin with `:` or `~`."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.deflist import deflist_plugin

_CODE = 4  # columns: what is indented so deep is code, whatever it begins with


def definition_plugin(md: MarkdownIt) -> None:
    md.use(deflist_plugin)
    define = next(rule.fn for rule in md.block.ruler.__rules__ if rule.name == "deflist")
    md.block.ruler.at("deflist", _guarded(define), {"alt": ["paragraph", "reference", "blockquote"]})


def _guarded(
    rule: Callable[[StateBlock, int, int, bool], bool],
) -> Callable[[StateBlock, int, int, bool], bool]:
    def guarded(state: StateBlock, first: int, end: int, silent: bool) -> bool:
        line = first + 1
        if not silent and line < end and state.isEmpty(line):
            line += 1
        if not silent and line < end and state.sCount[line] - state.blkIndent >= _CODE:
            return False
        return rule(state, first, end, silent)

    return guarded
