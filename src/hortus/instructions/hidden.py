"""What the text of a note keeps from its readers: comments, and what is for those who have a password."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

_FLAGS = re.MULTILINE | re.VERBOSE


@dataclass(frozen=True, slots=True)
class Hidden:
    """What nobody is shown, from the expression `opening` to the expression `end`, which may hold others of its kind unless it `is_flat`; without an
    end to that of the text, unless it `needs_end`. If it `is_kept` it is shown after all, as it stands, with all in it that looks hidden.
    """

    opening: str
    end: str = ""
    needs_end: bool = False
    is_kept: bool = False
    is_flat: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """One that is never closed: as it is written, and where in the text."""

    written: str
    start: int


def without_hidden(text: str, kinds: Sequence[Hidden]) -> tuple[str, Opening | None]:
    """(`text` without what is hidden, every line on its line; what hides all below it)."""
    pieces, endless = list[str](), set[Hidden]()
    position = shown = 0
    last: Opening | None = None
    while found := _openings(*kinds).search(text, position):
        kind, position = kinds[int((found.lastgroup or "kind0")[4:])], found.end()
        end = None if kind in endless else _end_of(kind, text, position)
        if end is None and (kind.is_kept or kind.needs_end):
            endless.add(kind)
            continue
        position = end.end() if end else len(text)
        if not kind.is_kept:
            pieces += [text[shown : found.start()], "\n" * text.count("\n", found.start(), position)]
            shown = position
            last = None if end else Opening(found[0], found.start())
    return "".join([*pieces, text[shown:]]), last


def _end_of(kind: Hidden, text: str, position: int) -> re.Match[str] | None:
    if not kind.end or kind.is_kept or kind.needs_end or kind.is_flat:
        return re.compile(kind.end, _FLAGS).search(text, position)
    depth = 1
    for found in re.compile(f"(?P<inner>{kind.opening})|(?:{kind.end})", _FLAGS).finditer(text, position):
        depth += 1 if found["inner"] else -1
        if not depth:
            return found
    return None


@cache
def _openings(*kinds: Hidden) -> re.Pattern[str]:
    return re.compile(
        "|".join(f"(?P<kind{number}>{kind.opening})" for number, kind in enumerate(kinds)), _FLAGS
    )
