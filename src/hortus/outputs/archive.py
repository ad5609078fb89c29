"""All notes by year, newest first, those without a date last, and how many there are of each month as a picture."""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hortus.model import Output, Ref, Site
from hortus.outputs.contents import Contents
from hortus.outputs.head import head_of_list
from hortus.places import ARCHIVE
from hortus.theme import Chrome, Template, Theme

_LEVELS = 4  # shades of a month
_CELL, _LEFT, _TOP = 26, 52, 22  # CSS pixels: a month, room for the years, room for the names of the months


@dataclass(frozen=True, slots=True)
class Dated:
    """A note in the archive."""

    path: str
    title: str
    date: datetime.date | None


@dataclass(frozen=True, slots=True)
class Month:
    """A month in the picture: where it stands, its first day, how many notes it has, and its shade from 0."""

    x: int
    y: int
    first: datetime.date
    count: int
    level: int


@dataclass(frozen=True, slots=True)
class Activity:
    """The picture: years down, months across. `steps` are its shades, each with how many notes of a month have it: `5–12`."""

    width: int
    height: int
    cell: int
    years: tuple[tuple[int, int], ...]  # year, y of the middle of its row
    months: tuple[Month, ...]
    steps: tuple[tuple[int, str], ...]


def archive(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    notes = tuple(
        Dated(entry.path, entry.title, entry.date.date() if entry.date else None) for entry in site.recent
    )
    yield Output(
        ARCHIVE, render_archive, (theme.template("archive.html"), theme.chrome, theme.say("archive"), notes)
    )


def render_archive(template: Template, chrome: Chrome, title: str, notes: tuple[Dated, ...]) -> bytes:
    years = dict[int, list[Dated]]()  # 0 for those without a date
    for note in notes:
        years.setdefault(note.date.year if note.date else 0, []).append(note)
    rows = [(year, years[year]) for year in sorted(years, reverse=True)]
    activity = draw_activity([note.date for note in notes if note.date])
    head = head_of_list(chrome, Ref(ARCHIVE, title))
    return template.render("", site=chrome, head=head, years=rows, total=len(notes), activity=activity)


def draw_activity(dates: Sequence[datetime.date]) -> Activity | None:
    """A row for each year in which a note is dated, newest first. The most of one month has the darkest shade; shades go by the
    logarithm, so that one busy month does not make all others alike.
    """
    if not dates:
        return None
    counts = Counter((date.year, date.month) for date in dates)
    most = max(counts.values())
    years = sorted({year for year, _ in counts}, reverse=True)
    months = tuple(
        Month(
            _LEFT + (month - 1) * _CELL,
            _TOP + row * _CELL,
            datetime.date(year, month, 1),
            counts[year, month],
            _level(counts[year, month], most),
        )
        for row, year in enumerate(years)
        for month in range(1, 13)
    )
    middles = tuple((year, _TOP + row * _CELL + _CELL // 2) for row, year in enumerate(years))
    return Activity(_LEFT + 12 * _CELL, _TOP + len(years) * _CELL, _CELL, middles, months, _steps(most))


def _level(count: int, most: int) -> int:
    return math.ceil(_LEVELS * math.log1p(count) / math.log1p(most))


def _steps(most: int) -> tuple[tuple[int, str], ...]:
    counts = dict[int, list[int]]()
    for count in range(most + 1):
        counts.setdefault(_level(count, most), []).append(count)
    return tuple((level, "–".join(map(str, dict.fromkeys((of[0], of[-1]))))) for level, of in counts.items())
