"""What `%%` means in a text: where a comment of Obsidian may begin, and where it ends."""

from __future__ import annotations

import re
from typing import NamedTuple

from hortus.instructions.code import OPENING, WORDS
from hortus.model import Dialect

BLANK = re.compile(r"\n[ \t>]*\n")
# What stands in code is no comment. One that begins a line may go on over paragraphs, and one that never ends hides all that
# follows, as in Obsidian; any other ends in its own paragraph. Those of HTML are the parser's, as far as it sees their end: to it,
# a block of HTML ends with a blank line, also where a comment goes on.
_CODE_OR_COMMENT = rf"""
    {OPENING} | {WORDS}
    | (?P<display> ^[ \t>]*\$\$[ \t]*$ (?:\n(?![ \t>]*\$\$)[^\n]*){{1,200}} \n[ \t>]*\$\$[ \t]*$ )
    | ^[ \t>]*(?P<block>%%) | (?P<inline>PERCENT)
    | (?P<html> <!--(?!-?>) )
"""


class Part(NamedTuple):
    """What was found in a text: where it ends, whether it is hidden, and whether it has no end of its own."""

    end: int
    is_hidden: bool = False
    is_endless: bool = False


class Percent(NamedTuple):
    """What `%%` means: where one may be, what ends a comment, and what follows one that hides all to the end of the text."""

    found: re.Pattern[str]
    closing: re.Pattern[str]
    endless: re.Pattern[str]


def _percent(inline: str, closing: str, endless: str) -> Percent:
    found = re.compile(_CODE_OR_COMMENT.replace("PERCENT", inline), re.MULTILINE | re.VERBOSE)
    return Percent(found, re.compile(closing), re.compile(endless))


_OBSIDIAN = _percent("%%", "%%", "")
# Where nobody knows whether it is Obsidian's, `5%% and 10%%`, `%%d and %%s` and `%%time` are words.
_ANY = _percent(r"(?<!\d)%%", r"%%(?!\w)", r"\s|\Z")
NONE = _percent("(?!)", "(?!)", "(?!)")


def percent_of(text: str, dialect: Dialect) -> Percent | None:
    """What `%%` means in `text`; None where there is none, or it has no meaning."""
    if "%%" not in text or not dialect.is_vault:
        return None
    return _OBSIDIAN if "obsidian" in dialect.instructions else _ANY


class Ends:
    """Where the comments in a text end that begin with `%%`: asked for from its beginning to its end, it is gone through once."""

    def __init__(self, text: str, percent: Percent) -> None:
        self._text, self._percent = text, percent
        self._next = 0, 0  # the closing mark that was found last, from where on nothing before it is one

    def _after(self, position: int) -> int:
        """Behind the first mark from `position` on that closes, -1 when there is none."""
        first, end = self._next
        if 0 <= first < position or not end:
            found = self._percent.closing.search(self._text, position)
            self._next = (found.start(), found.end()) if found else (-1, -1)
        return self._next[1]

    def of_block(self, start: int) -> Part:
        """Of one that begins a line, behind its mark: it may go on over paragraphs."""
        end = self._after(start)
        if end >= 0:
            return Part(end, is_hidden=True)
        if self._percent.endless.match(self._text, start):
            return Part(len(self._text), is_hidden=True, is_endless=True)
        return Part(start)

    def of_inline(self, start: int) -> Part:
        """Of any other, which holds something and ends in its own paragraph."""
        end = self._after(start + 1)
        is_hidden = end >= 0 and not BLANK.search(self._text, start, end)
        return Part(end if is_hidden else start, is_hidden=is_hidden)
