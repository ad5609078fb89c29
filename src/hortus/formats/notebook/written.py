"""JSON as it is written: where in the file its values stand, and what is left of it when it is broken off."""

from __future__ import annotations

import re
from collections.abc import Mapping

Path = tuple[str | int, ...]
Place = tuple[int, int]  # line and column, both counted from 1

# A string; a bracket or what parts values; a string that never ends.
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|"', re.DOTALL)
_CLOSING = {"{": "}", "[": "]"}
_DEEPEST = 200
_PLACED = (
    6  # levels down to which places are wanted: worksheets, its number, cells, its number, input, the line
)


def places(text: str) -> Mapping[Path, Place]:
    """Where the strings, objects and lists of `text`, which is JSON, stand: down to the lines of a notebook's cells."""
    found = dict[Path, Place]()
    path, kinds = list[str | int](), list[str]()
    line, begin, last, is_key = 1, 0, 0, False
    for match in _TOKEN.finditer(text):
        mark, start = match[0], match.start()
        if newlines := text.count("\n", last, start):
            line, begin = line + newlines, text.rfind("\n", last, start) + 1
        last = start
        if mark[0] in '"{[' and not is_key and len(path) <= _PLACED:
            found[tuple(path)] = line, start - begin + 1
        if mark in _CLOSING:
            kinds.append(mark)
            path.append(0 if mark == "[" else "")
            is_key = mark == "{"
        elif mark in "}]" and kinds:
            kinds.pop()
            path.pop()
            is_key = False
        elif mark == "," and kinds:
            is_key = kinds[-1] == "{"
            path[-1] = "" if is_key else int(path[-1]) + 1
        elif is_key and mark[0] == '"':
            path[-1], is_key = mark[1:-1], False
    return found


def mended(text: str, stop: int) -> str:
    """What is whole of `text` before `stop`, with everything closed that is open there; "" when it lies too deep."""
    opened, cut, closing = list[str](), 0, ""
    for match in _TOKEN.finditer(text, 0, stop):
        mark = match[0]
        if mark in _CLOSING:
            opened.append(_CLOSING[mark])
            cut = match.end()
        elif mark in "}]":
            if opened:
                opened.pop()
            cut = match.end()
        elif mark == ",":
            cut = match.start()
        else:
            continue
        if len(opened) > _DEEPEST:
            return ""
        closing = "".join(reversed(opened))
    return text[:cut] + closing
