"""Notes that are parts of one series, wherever they lie: `series: NAME` in their front matter, and `part: 2`."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping

from hortus.model import Face, Problem, Ref, Series
from hortus.text import natural

_LATEST = datetime.datetime(9999, 12, 31, tzinfo=datetime.UTC)


def find_series(notes: Iterable[Face], paths: Mapping[str, str]) -> tuple[dict[str, Series], list[Problem]]:
    """(of each note in a series of several its place there, what is wrong with their numbers). `notes` are all published ones.

    Parts are counted as they are published, so that none is missed that is not there yet.
    """
    members: dict[str, list[Face]] = {}
    for note in notes:
        if note.meta.series:
            members.setdefault(note.meta.series.casefold(), []).append(note)
    found, problems = dict[str, Series](), list[Problem]()
    for group in members.values():
        row = sorted(group, key=_order)
        problems += _doubled(row)
        refs = tuple(Ref(paths[note.path], note.title) for note in row)
        for number, note in enumerate(row, 1):
            if len(row) > 1:
                found[note.path] = Series(row[0].meta.series, number, refs)
    return found, problems


def neighbours(series: Mapping[str, Series]) -> dict[str, tuple[Ref | None, Ref | None]]:
    """The parts before and after each."""
    result = dict[str, tuple[Ref | None, Ref | None]]()
    for path, own in series.items():
        refs = [None, *own.parts, None]
        result[path] = refs[own.number - 1], refs[own.number + 1]
    return result


def _order(note: Face) -> tuple[float, datetime.datetime, tuple[tuple[int, int, str], ...], str]:
    """By number; those without one come after, by date and then by name."""
    part = float("inf") if note.meta.part is None else note.meta.part
    return part, note.meta.date or _LATEST, natural(note.path), note.path


def _doubled(row: list[Face]) -> Iterator[Problem]:
    known = dict[float, str]()
    for note in row:
        part = note.meta.part
        if part is not None and (first := known.setdefault(part, note.path)) != note.path:
            message = f"this note and {first} are both part {part:g} of the series `{row[0].meta.series}`"
            hint = "give one of them another `part:`"
            yield Problem("warning", "series", message, note.path, hint=hint)
