"""Where the lines of a text stood before its instructions were carried out: what is said of a note names the lines of its file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from hortus.model import Embed, File, Image, Link, Note, Piece, Problem

_NEAR = 60  # lines that one instruction may take or bring, at most
_ENOUGH = 24  # characters
_LENGTHS = (24, 12, 6, 3)  # of the words by which a place in a line is known again
_SIGNS = re.compile(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?:\[.\][ \t]+)?")
_NAME = re.compile(r"[ \t]\^[\w-]+[ \t]*$")
Place = tuple[int, int]  # (line, column)


def rows_of(before: str, after: str) -> Sequence[int]:
    """For each line of `after` that of `before` which it was made of, from 0; nothing where each stands where it stood. A line that
    is found again tells where it stood, and those between two of them are taken to have kept their order.
    """
    if before.count("\n") == after.count("\n"):
        return ()
    old, new = before.split("\n"), after.split("\n")
    by_ends, by_starts = (_known_again(old, new, key) for key in (_end, _start))
    rows, row, known = list[int](), 0, -1
    for number in range(len(new)):
        found = (places[number] for places in (by_ends, by_starts) if number in places)
        if (place := next((one for one in found if known < one <= row + _NEAR), -1)) >= 0:
            row = known = place
        rows.append(min(row, len(old) - 1))
        row += 1
    return rows


def _known_again(old: list[str], new: list[str], key: Callable[[str], str]) -> dict[int, int]:
    """The lines of `new` that are known again by their `key`: where they stood in `old`."""
    before, after = _alone(map(key, old)), _alone(map(key, new))
    return {after[name]: before[name] for name in after.keys() & before.keys()}


def _end(line: str) -> str:
    """By what a line is known again: its end, without the name that a block is given."""
    return _NAME.sub("", line).strip()[-_ENOUGH:]


def _start(line: str) -> str:
    """Or else its beginning, without the signs of a list."""
    return _SIGNS.sub("", line, count=1)[: _ENOUGH // 2]


def _alone(keys: Iterable[str]) -> dict[str, int]:
    """The places of those that are there once: others tell nothing."""
    every = list(keys)
    counts = Counter(every)
    return {key: place for place, key in enumerate(every) if key and counts[key] == 1}


def put_back(note: Note, before: str, after: str, first_line: int) -> Note:
    """`note`, made of the text `after`, with the places that its parts had in `before`, which begins in the line `first_line` of its file."""
    if before == after:
        return note
    rows, old, new = rows_of(before, after), before.split("\n"), after.split("\n")

    def place(line: int, column: int) -> Place:
        number = line - first_line
        if not 0 <= number < len(new):
            return line, column
        row = rows[number] if rows else number
        return first_line + row, _column(old[row], new[number], column)

    return located(note, place)


def _column(old: str, new: str, column: int) -> int:
    """Where in the line `old` that stands which is at the `column` of the line `new`, made of it."""
    if old == new or not column:
        return column
    for length in _LENGTHS:
        words = new[column - 1 : column - 1 + length]
        found = [at for at in range(len(old)) if words.strip() and old.startswith(words, at)]
        if found:
            return min(found, key=lambda at: abs(at + 1 - column)) + 1
    return column


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
