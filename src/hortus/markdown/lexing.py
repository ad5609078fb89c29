"""Lexers of Pygments that find the same in less time: all the rules of a state as one regular expression.

A state of a lexer is a row of rules, of which the first that matches counts. Python would try dozens of them for each
word; as alternatives of one expression most are ruled out by their first character. An empty group behind each tells
which one it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from pygments.lexer import Lexer, RegexLexer
from pygments.token import Error, Whitespace, _TokenType

_OFTEN = 500  # times that a state is entered, before which joining its rules would cost more than it saves
_REFERS = re.compile(r"\\[1-9]|\(\?P[=<]|\(\?\(")  # to a group, whose number or name would be another
_FLAGS = re.compile(r"\(\?([imsx]+)\)")

_Token = tuple[int, _TokenType, str]
_Found = tuple[re.Match[str] | None, Any]
_Finder = Callable[[str, int], _Found]


def quicken(lexer: Lexer) -> Lexer:
    """`lexer`, which will take less time once it has read much; those that do not lex by rules alone stay as they are."""
    if (
        isinstance(lexer, RegexLexer)
        and type(lexer).get_tokens_unprocessed is RegexLexer.get_tokens_unprocessed
    ):
        lexer.get_tokens_unprocessed = _Joined(lexer).read  # type: ignore[method-assign]
    return lexer


class _Joined:
    """A lexer, and what finds the next token in those of its states that were entered."""

    def __init__(self, lexer: RegexLexer) -> None:
        self._lexer = lexer
        self._rules: dict[str, list[Any]] = lexer._tokens  # type: ignore[attr-defined]  # noqa: SLF001
        self._finders = dict[str, _Finder]()
        self._entered = dict[str, int]()

    def read(self, text: str, stack: Iterable[str] = ("root",)) -> Iterator[_Token]:
        """The tokens of `text`, as Pygments finds them from this stack of states."""
        stack = list(stack)
        position, find = 0, self._finder(stack[-1])
        while True:
            found, rule = find(text, position)
            if found:
                match, action, move = rule
                end = found.end()
                if type(action) is _TokenType:
                    yield position, action, text[position:end]
                elif action is not None:
                    yield from action(self._lexer, match(text, position))
                position = end
                if move is not None:
                    _move(stack, move)
                    find = self._finder(stack[-1])
            elif position >= len(text):
                return
            elif text[position] == "\n":  # what is not understood ends with its line
                yield position, Whitespace, "\n"
                position += 1
                stack = ["root"]
                find = self._finder("root")
            else:
                yield position, Error, text[position]
                position += 1

    def _finder(self, state: str) -> _Finder:
        """What finds tokens in `state`, which is entered now."""
        entered = self._entered[state] = self._entered.get(state, 0) + 1
        if entered in {1, _OFTEN}:
            rules = self._rules[state]
            joined = _joined(rules, self._lexer.flags) if entered == _OFTEN else None
            self._finders[state] = joined or partial(_first, rules)
        return self._finders[state]


def _first(rules: list[Any], text: str, position: int) -> _Found:
    """(what the first rule that matches here finds, the rule)."""
    for rule in rules:
        if found := rule[0](text, position):
            return found, rule
    return None, None


def _joined(rules: list[Any], flags: int) -> _Finder | None:
    """`_first` for these rules as one expression; None where they cannot be one."""
    groups, alternatives = list[Any]([None]), list[str]()
    for rule in rules:
        pattern = getattr(rule[0], "__self__", None)  # a rule holds the `match` of its expression
        if not isinstance(pattern, re.Pattern) or _REFERS.search(pattern.pattern):
            return None
        alternatives.append(_alone(pattern.pattern) + "()")
        groups += [None] * pattern.groups + [rule]
    try:
        match = re.compile("|".join(alternatives), flags).match
    except re.error:
        return None

    def find(text: str, position: int) -> _Found:
        found = match(text, position)
        return found, found and groups[found.lastindex or 0]

    return find


def _alone(pattern: str) -> str:
    """`pattern` with its flags kept to itself."""
    found = _FLAGS.match(pattern)
    return f"(?{found[1]}:{pattern[found.end() :]})" if found else f"(?:{pattern})"


def _move(stack: list[str], to: Any) -> None:
    """Go to other states: back by a negative number, or by name, one after another."""
    if isinstance(to, int):
        del stack[max(1, len(stack) + to) :]
        return
    for name in (to,) if isinstance(to, str) else to:
        if name == "#pop":
            del stack[max(1, len(stack) - 1) :]
        else:
            stack.append(stack[-1] if name == "#push" else name)
