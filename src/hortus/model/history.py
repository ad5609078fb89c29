"""What git knows of a note, or the time of its file."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from hortus.model.kept import Kept


@dataclass(frozen=True, slots=True)
class Span:
    """When the note at `path` was first and last committed, and in how many commits; none where its file says when it was changed."""

    path: str
    created: datetime.datetime
    changed: datetime.datetime
    commits: int


@dataclass(frozen=True, slots=True)
class Commit:
    """`subject` is "" where it is not to be told, and so is `author`."""

    hash: str
    date: datetime.datetime
    subject: str
    author: str


@dataclass(frozen=True, slots=True)
class Past:
    """The newest commits of a note, newest first, and how many there are in all."""

    commits: tuple[Commit, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Dates:
    """When the notes of a folder were committed, `spans`, and in how many commits all of them were."""

    commits: int
    spans: Kept[tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Pasts:
    """Of each note by its path: its past; and, in `touched`, the hashes of all its commits."""

    pasts: tuple[tuple[str, Kept[Past]], ...]
    touched: Kept[tuple[tuple[str, frozenset[str]], ...]]
