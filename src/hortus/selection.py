"""Which notes are published: what the build is asked for, and what each note says of itself."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from hortus.dates import EARLIEST
from hortus.model import Addresses, Face

_NO_PROGRAM = Addresses()


@dataclass(frozen=True, slots=True)
class Selection:
    """What the build is asked to show besides finished notes, and the moment that counts as now; whether notes have to say that
    they are to be shown, which tags hide those that have them, and where their pages are. `below` is where the site is to lie on its
    host, as `/blog/`, "" for its root.
    """

    now: datetime.datetime
    drafts: bool = False
    future: bool = False
    opt_in: bool = False
    locked: tuple[str, ...] = ()
    addresses: Addresses = _NO_PROGRAM
    below: str = ""

    def settled(self, dates: Iterable[datetime.datetime]) -> Selection:
        """The same for all moments between which none of `dates` lies: its `now` is the latest of them that has come."""
        return replace(self, now=max((date for date in dates if date <= self.now), default=EARLIEST))


def why_hidden(note: Face, selection: Selection) -> str:
    """Why `note` is not published: private, draft or future; "" when it is."""
    if note.meta.private or (selection.opt_in and not note.meta.chosen) or locked_by(note, selection):
        return "private"
    if note.meta.expiry is not None and note.meta.expiry <= selection.now:
        return "private"
    if not selection.drafts and (note.meta.draft or "_drafts" in note.path.split("/")[:-1]):
        return "draft"
    dates = (note.meta.date, note.meta.release)
    if not selection.future and any(date is not None and date > selection.now for date in dates):
        return "future"
    return ""


def locked_by(note: Face, selection: Selection) -> str:
    """The tag of `note` for which others need a password; "" when it has none."""
    own = {tag.casefold() for tag in note.meta.tags}
    # One with spaces or commas may have been read as several.
    return next(
        (
            tag
            for tag in selection.locked
            if tag.casefold() in own or {*re.split(r"[\s,]+", tag.casefold())} <= own
        ),
        "",
    )
