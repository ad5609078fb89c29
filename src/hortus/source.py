"""Folder → sources: the notes in it as bytes, and the names of its other files. Nothing of them is decided here."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hortus.markdown import SUFFIXES
from hortus.model import Problem, Source
from hortus.text import nfc

_SKIPPED = frozenset({"node_modules", "__pycache__", "_site"})


@dataclass(frozen=True, slots=True)
class Folder:
    """What lies in a folder of notes. `files` are the paths of all that is no note; `ignored` counts notes left out."""

    notes: tuple[Source, ...]
    files: tuple[str, ...]
    ignored: int
    problems: tuple[Problem, ...]


def read(folder: Path, skip: Iterable[Path], ignore: tuple[str, ...]) -> Folder:
    """Read `folder`, without what lies below `skip` and what the patterns `ignore` name. Hidden files are no notes."""
    notes, files, problems, ignored = list[Source](), list[str](), list[Problem](), 0
    for path in _walk(folder, {os.path.realpath(path) for path in skip}):
        try:
            path.encode()
        except UnicodeEncodeError:
            shown = path.encode(errors="surrogateescape").decode(errors="replace")
            hint = "rename the file"
            problems.append(
                Problem(
                    "error",
                    "file-name",
                    "this file's name is not UTF-8, so no page can have it",
                    shown,
                    hint=hint,
                )
            )
            continue
        is_note = os.path.splitext(path)[1].lower() in SUFFIXES
        if _is_ignored(path, ignore):
            ignored += is_note
        elif is_note:
            try:
                notes.append(Source(path, (folder / path).read_bytes()))
            except OSError as error:
                problems.append(
                    Problem("error", "unreadable", f"this note cannot be read: {error.strerror}", path)
                )
        else:
            files.append(path)
    return Folder(tuple(notes), tuple(files), ignored, tuple(problems))


def _walk(folder: Path, skip: set[str]) -> Iterator[str]:
    """The paths of all files below `folder`, in order; links to folders are followed, but never in a circle."""
    todo, seen = [""], {os.path.realpath(folder)}
    while todo:
        inside = todo.pop()
        try:
            entries = sorted(os.scandir(folder / inside), key=lambda entry: entry.name, reverse=True)
        except OSError:
            continue
        names = list[str]()
        for entry in entries:
            if entry.name.startswith(".") or entry.name in _SKIPPED:
                continue
            path = f"{inside}/{entry.name}" if inside else entry.name
            if not entry.is_dir():
                names.append(path)
            elif (real := os.path.realpath(entry.path)) not in skip and real not in seen:
                if entry.is_symlink():
                    seen.add(real)
                todo.append(path)
        yield from reversed(names)


def _is_ignored(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether a pattern of `ignore:` names the file or a folder above it: `drafts/`, `*.tmp.md`, `Templates`."""
    parts = nfc(path).split("/")
    places = ["/".join(parts[: count + 1]) for count in range(len(parts))]
    return any(
        fnmatch.fnmatchcase(place, pattern) or fnmatch.fnmatchcase(place.rpartition("/")[2], pattern)
        for pattern in (nfc(name).strip("/") for name in patterns)
        for place in places
    )
