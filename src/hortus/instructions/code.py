"""What is code in a text in which instructions and comments are looked for: there they are only shown."""

from __future__ import annotations

import re

# Where a block of code begins; that of a list stands behind its signs, and what begins a line between three ticks that end there
# is no block. All is to be part of an expression in which `^` and `$` are at the ends of lines and spaces mean nothing.
OPENING = r"""
    ^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)]|\[\^[^\]\n]{1,99}\]:)[ \t]+(?:\[[^\]\n]\][ \t]+)?){0,9}(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*$
"""
_END = r"^[ \t>]*(?P=fence)[`~]*[ \t]*$"
WORDS = r"(?<!\\)(?P<ticks>`+)(?!`) (?:[^\n]|\n(?![ \t>]*(?:\n|\Z))){0,2000}? (?<!`)(?P=ticks)(?!`)"

CODE = rf"{OPENING} (?s:.*?) (?:{_END}|\Z) | {WORDS}"
CLOSED_CODE = rf"{OPENING} (?s:.*?) {_END} | {WORDS}"  # where a block that never ends is none

_IN_LINE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")


def ending(fence: str) -> str:
    """The expression for the end of a block of code that `fence` has opened."""
    return _END.replace("(?P=fence)", fence)


def without_code(line: str) -> str:
    """`line` with as many other signs for the words of code in it: what looks like a link there is none."""
    return _IN_LINE.sub(lambda code: f"`{chr(0) * (len(code[0]) - 2)}`", line) if "`" in line else line
