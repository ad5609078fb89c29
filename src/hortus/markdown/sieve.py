"""Rules are tried only where a character stands that they can begin with: most lines and most words begin none.

A rule that is not named here is tried everywhere, as markdown-it tries all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

# The characters with which a line begins that a rule can match.
_BLOCKS = {
    "math_block": "$\\",
    "admonition": "!?",
    "tab": "=",
    "container": ":",
    "adfence": "`~",
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
    "close_heading": "#＃",
}
# Of a line that could end what stands before it, not begin something: a definition may follow any line.
_ENDS = {**_BLOCKS, "deflist": ":~"}
_INLINES = {
    "newline": "\n",
    "math": "$\\",
    "math_reference": "\\",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "mark": "=",
    "emphasis": "*_",
    "hashtag": "#",
    "emoji": ":",
    "embed": "!",
    "wikilink": "[",
    "link": "[",
    "image": "!",
    "spaced": "![",
    "footnote_inline": "^",
    "footnote_ref": "[",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
    "bare_www": "w",
    "bare_address": ":",
    "bare_mail": "@",
}
_INDENTS = " \t"  # a line begins behind these; where one does not, all rules are tried
# Where plain text ends: at what a rule can begin with, and at the end of a link's words.
_MARKS = "".join(sorted({*"".join(_INLINES.values()), "]"} - {"w"}))
_TEXT_ENDS = re.compile(f"[{re.escape(_MARKS)}]|w(?=ww\\.)")

_Rule = Callable[..., bool]


def sift(md: MarkdownIt) -> MarkdownIt:
    """`md`, whose rules are complete, finding the same with fewer attempts."""
    md.block.ruler = _Sieve(md.block.ruler, _sift_blocks)
    md.inline.ruler = _Sieve(md.inline.ruler, _sift_inlines)
    md.inline.terminator_re = _TEXT_ENDS
    return md


class _Sieve(Ruler[Any]):
    """The rules of `ruler`, each chain of them as one that tries only those that may match."""

    def __init__(self, ruler: Ruler[Any], join: Callable[[str, Mapping[str, _Rule]], _Rule]) -> None:
        super().__init__()
        self.__rules__ = ruler.__rules__
        self._join = join
        self._joined = dict[str, list[_Rule]]()

    def getRules(self, chainName: str = "") -> list[_Rule]:  # noqa: N802, N803  (markdown-it's names)
        if chainName not in self._joined:
            active = [rule for rule in self.__rules__ if rule.enabled]
            chain = {rule.name: rule.fn for rule in active if not chainName or chainName in rule.alt}
            self._joined[chainName] = [self._join(chainName, chain)]
        return self._joined[chainName]


def _sift_blocks(chain: str, rules: Mapping[str, _Rule]) -> _Rule:
    by_character, others = _by_character(rules, _ENDS if chain else _BLOCKS)
    by_character |= dict.fromkeys(_INDENTS, tuple(rules.values()))

    def attempt(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        begin = state.bMarks[line] + state.tShift[line]
        for rule in by_character.get(state.src[begin : begin + 1], others):
            if rule(state, line, end, silent):
                return True
        return False

    return attempt


def _sift_inlines(chain: str, rules: Mapping[str, _Rule]) -> _Rule:
    by_character, others = _by_character(rules, _INLINES)
    text = rules["text"]
    for mark in _MARKS:
        by_character[mark] = tuple(rule for rule in by_character.get(mark, others) if rule is not text)

    def attempt(state: StateInline, silent: bool) -> bool:
        for rule in by_character.get(state.src[state.pos], others):  # noqa: SIM110
            if rule(state, silent):
                return True
        return False

    return attempt


def _by_character(
    rules: Mapping[str, _Rule], begins: Mapping[str, str]
) -> tuple[dict[str, tuple[_Rule, ...]], tuple[_Rule, ...]]:
    """(for each character that a rule is named with, the rules to try there; those to try at any other)."""
    characters = set("".join(begins[name] for name in rules if name in begins))
    by_character = {
        char: tuple(rule for name, rule in rules.items() if char in begins.get(name, char))
        for char in characters
    }
    return by_character, tuple(rule for name, rule in rules.items() if name not in begins)
