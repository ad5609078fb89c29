"""Dates that cannot be meant."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from hortus.checks.garden import Garden, warn
from hortus.model import Face, Problem

_FIRST_YEAR = 1990
_AHEAD = datetime.timedelta(days=2 * 366)
_DATE, _UPDATED = ("date", "created"), ("updated", "lastmod", "last_modified_at", "modified", "update")
_DAY = datetime.timedelta(days=1)  # two zones of time


def odd_dates(garden: Garden) -> Iterator[Problem]:
    """Years ahead, long before notes were kept like this, or changed before they were written.

    Of notes that are not published too: a year that is mistyped is why many are not.
    """
    for face in garden.faces.values():
        if face.meta.private or face.meta.draft:
            continue
        yield from _odd_date(garden, face)
        yield from _odd_change(garden, face)


def _odd_date(garden: Garden, face: Face) -> Iterator[Problem]:
    date = face.meta.date
    place, key = garden.find_key(face.path, _DATE)
    if date is None or not (key or face.path.rpartition("/")[2].startswith(str(date.year))):
        return
    if date > garden.now + _AHEAD:
        message = f"this note is dated {date:%Y-%m-%d}, years from now"
        yield warn("odd-date", message, face.path, place, "until then it is not published")
    elif date.year < _FIRST_YEAR:
        yield warn("odd-date", f"this note is dated {date.date().isoformat()}", face.path, place)


def _odd_change(garden: Garden, face: Face) -> Iterator[Problem]:
    date, updated = face.meta.date, face.meta.updated
    place, key = garden.find_key(face.path, _UPDATED)
    if date and updated and key and updated + _DAY < date and updated.date() < date.date():
        message = f"this note was updated on {updated.date().isoformat()}, before its date, {date.date().isoformat()}"
        yield warn("odd-date", message, face.path, place)
