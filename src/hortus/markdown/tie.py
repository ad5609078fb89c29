"""Punctuation stays on the line of its formula: browsers would break between `$x$` and the comma that follows it."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from hortus.markdown.delimiters import INLINE

_OPENING = "([{“‘«„\"'（［「『【《〈"
_AFTER = re.compile(
    r"""(?:['’]?[a-z]{1,2}(?!\w)|[-–—/])?  # $x$'s, $n$th, $n$-th
    [,.;:!?%)\]}”’»"'，。；：！？、…）］」』】》〉]*""",
    re.VERBOSE,
)
_EMPHASIS = {"em_open": "em_close", "strong_open": "strong_close"}


def tie_plugin(md: MarkdownIt) -> None:
    md.core.ruler.push("tie", _tie)


def _tie(state: StateCore) -> None:
    for token in state.tokens:
        if token.children and any(map(_is_formula, token.children)):
            token.children = _tied(token.children)


def _is_formula(token: Token) -> bool:
    """Whether it is a formula that is shown; the source of one that is not may break as it likes."""
    return token.type == INLINE and token.meta["shown"].html.startswith(("<math", "<span"))


def _tied(children: list[Token]) -> list[Token]:
    done, at = list[Token](), 0
    while at < len(children):
        if not _is_formula(children[at]):
            done.append(children[at])
            at += 1
            continue
        depth = _depth(children, at)
        formula = children[at - depth : at + depth + 1]
        del done[len(done) - depth :]
        at += depth + 1
        before, after = _split_end(done), _split_start(children, at)
        if before or after:
            done += [Token("tie_open", "span", 1, attrs={"class": "tie"}), *before]
            done += [*formula, *after, Token("tie_close", "span", -1)]
        else:
            done += formula
    return done


def _depth(children: list[Token], at: int) -> int:
    """How many marks of emphasis hold the formula at `at` and nothing else."""
    depth = 0
    while at - depth > 0 and at + depth + 1 < len(children):
        before, after = children[at - depth - 1], children[at + depth + 1]
        if _EMPHASIS.get(before.type) != after.type:
            break
        depth += 1
    return depth


def _split_end(done: list[Token]) -> list[Token]:
    """What opens right before a formula, taken off the text that ends so."""
    if not done or done[-1].type != "text":
        return []
    text = done[-1].content
    rest = text.rstrip(_OPENING)
    return _parted(done[-1], rest, text[len(rest) :])


def _split_start(children: list[Token], at: int) -> list[Token]:
    """What closes right after a formula, taken off the text that begins so."""
    if at >= len(children) or children[at].type != "text":
        return []
    text = children[at].content
    found = _AFTER.match(text)
    end = found.end() if found else 0
    return _parted(children[at], text[end:], text[:end])


def _parted(token: Token, rest: str, taken: str) -> list[Token]:
    if not taken:
        return []
    token.content = rest
    return [Token("text", "", 0, content=taken)]
