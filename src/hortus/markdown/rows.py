"""Where the lines of a text stood before its instructions were carried out: what is said of a note names the lines of its file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from hortus.model import Embed, File, Image, Link, Note, Piece, Problem

_NEAR = 60  # lines that one instruction may take or bring, at most
_ENOUGH = 24  # characters
_NAME = re.compile(r"[ \t]\^[\w-]+[ \t]*$")
Place = tuple[int, int]  # (line, column)


def rows_of(before: str, after: str) -> Sequence[int]:
    """For each line of `after` that of `before` which it was made of, from 0; nothing where each stands where it stood. A line that
    is found again tells where it stood, and those between two of them are taken to have kept their order.
    """
    if before.count("\n") == after.count("\n"):
        return ()
    old, new = before.split("\n"), after.split("\n")
    keys = list(map(_key, new))
    places = _alone(map(_key, old))
    known_again = _alone(keys).keys() & places.keys()
    rows, row, known = list[int](), 0, -1
    for key in keys:
        if key in known_again and known < places[key] <= row + _NEAR:
            row = known = places[key]
        rows.append(min(row, len(old) - 1))
        row += 1
    return rows


def _key(line: str) -> str:
    """By what a line is known again: its end, without the name that a block is given."""
    return _NAME.sub("", line).strip()[-_ENOUGH:]


def _alone(keys: Iterable[str]) -> dict[str, int]:
    """The places of those that are there once: others tell nothing."""
    every = list(keys)
    counts = Counter(every)
    return {key: place for place, key in enumerate(every) if key and counts[key] == 1}


def put_back(note: Note, rows: Sequence[int], first_line: int) -> Note:
    """`note`, made of a text that begins in the line `first_line` of its file, with the lines that were there before."""

    def place(line: int, column: int) -> Place:
        row = line - first_line
        return (first_line + rows[row], column) if 0 <= row < len(rows) else (line, column)

    return located(note, place) if rows else note


def located(note: Note, place: Callable[[int, int], Place]) -> Note:
    """`note` with the lines and columns that `place` has for its own."""
    return replace(
        note,
        body=tuple(_located(piece, place) for piece in note.body),
        problems=tuple(_moved(problem, place) for problem in note.problems),
    )


def _located(piece: Piece, place: Callable[[int, int], Place]) -> Piece:
    match piece:
        case Link() | Image() | File() | Embed():
            line, column = place(piece.line, piece.column)
            return replace(piece, line=line, column=column)
        case _:
            return piece


def _moved(problem: Problem, place: Callable[[int, int], Place]) -> Problem:
    line, column = place(problem.line, problem.column)
    return replace(problem, line=line, column=column)
