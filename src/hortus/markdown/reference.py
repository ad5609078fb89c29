"""`\\eqref{x}` and `\\ref{x}` in running text: where a formula of the note is labelled so, they are formulas that refer to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_REFERENCE = re.compile(r"\\(?:eq)?ref\{([^{}\s]{1,200})\}")
_LABEL = re.compile(r"\\label\{([^{}]*)\}")
_FORMULAS = frozenset({"math_inline", "math_display", "math_block"})


def reference_plugin(md: MarkdownIt) -> None:
    md.inline.ruler.before("escape", "math_reference", _reference)
    md.core.ruler.after("inline", "math_references", _resolve)


def _reference(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "\\":
        return False
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("math_reference", "", 0)
        token.content, token.markup = found[0], "\\"
        token.meta = {"label": found[1], "offset": state.pos, "end": found.end()}
    state.pos = found.end()
    return True


def _resolve(state: StateCore) -> None:
    if "ref{" not in state.src:
        return
    references = list[Token]()
    labels = set[str]()
    for token in _all(state.tokens):
        if token.type == "math_reference":
            references.append(token)
        elif token.type in _FORMULAS:
            labels.update(_LABEL.findall(token.content))
    for token in references:
        is_known = token.meta["label"] in labels
        token.type, token.tag = ("math_inline", "math") if is_known else ("text", "")


def _all(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or ())
