"""The times of files, for notes that nothing else dates: only where the owner asks for them, since a copy has others."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

from hortus.again import Watched, stamp
from hortus.memo import digest
from hortus.model import Kept, Source, Span
from hortus.pickles import keep
from hortus.text import nfc

Spans = Kept[tuple[Span, ...]]


def with_file_times(spans: Spans, folder: Path, notes: Iterable[Source]) -> tuple[Spans, tuple[Watched, ...]]:
    """(`spans`, and for those of the `notes` that have none when their files were last changed; what says so)."""
    sources = tuple(notes)
    if not sources:  # what git knows is not even looked at
        return spans, ()
    known = {span.path for span in spans.value()}
    more, watched = list[Span](), list[Watched]()
    for note in sources:
        path, file = nfc(note.path), folder / note.path
        if path not in known and file.is_file():
            changed = datetime.datetime.fromtimestamp(int(file.stat().st_mtime), datetime.UTC)
            more.append(Span(path, changed, changed, 0))
            watched.append(("stamp", str(file), stamp(str(file))))
    found = (*spans.value(), *more)
    return keep(digest(found), found) if more else spans, tuple(watched)
