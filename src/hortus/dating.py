"""When a note was written and last changed: what it says itself, or else what git knows."""

from __future__ import annotations

import datetime

from hortus.model import Face, Span

_SOON = datetime.timedelta(days=1)  # a correction on the same day is no news

Dated = tuple[datetime.datetime | None, datetime.datetime | None]


def date_of(note: Face, span: Span | None) -> Dated:
    """(the date of `note`, that of its last change if it lies well after the first). `span` is what git knows, or its file."""
    date, updated = note.meta.date, note.meta.updated
    if span is None:
        return date, updated
    date = date or span.created
    # One commit says when a note came into the repository, not that it was changed.
    begun = max(date, span.created) if span.commits else date
    is_changed = span.commits != 1 and span.changed - begun > _SOON
    return date, updated or (span.changed if is_changed else None)
