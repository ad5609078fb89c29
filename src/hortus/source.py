"""Folder → sources: the notes in it as bytes, and the names of its other files. Nothing of them is decided here."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter
from pathlib import Path

from hortus.again import Watched, listed, without
from hortus.ignoring import Rule, first_rule
from hortus.ledger import MANIFEST
from hortus.model import Problem, Source
from hortus.reading import NOTEBOOK, SUFFIXES
from hortus.record import NAME as RECORD

_SKIPPED = frozenset({"node_modules", "__pycache__", "_site", RECORD})
_NAMES = 200_000
_by_name = attrgetter("name")


@dataclass(frozen=True, slots=True)
class Folder:
    """What lies in a folder of notes.

    `files` are the paths of all that is no note, `ignored` counts notes left out, `unused` are rules that left out none,
    `watched` the folders that were looked into, if that was asked for, `by_git` the notes left out because git ignores them.
    """

    notes: tuple[Source, ...]
    files: tuple[str, ...]
    ignored: int
    unused: tuple[Rule, ...]
    problems: tuple[Problem, ...]
    watched: tuple[Watched, ...] = ()
    by_git: frozenset[str] = frozenset()


def read(
    folder: Path,
    skip: Iterable[Path],
    ignore: tuple[Rule, ...],
    beside: Iterable[Path] = (),
    *,
    is_watched: bool = False,
) -> Folder:
    """Read `folder`, without what lies below `skip` and what the rules `ignore` name. Hidden files are no notes. The files
    of the folders `beside` it are listed as if they lay in it.
    """
    notes, files, problems, ignored, used = list[Source](), list[str](), list[Problem](), 0, set[Rule]()
    watched = list[Watched]() if is_watched else None
    closed = list[str]()
    for path, behind, entry in _walk(folder, {os.path.realpath(path) for path in skip}, watched, closed):
        if not _is_utf8(path):
            problems.append(_misnamed(path))
            continue
        matched = [rule for rule in ignore if _leaves_out(rule, path, behind)] if ignore else []
        used.update(matched)
        if matched:
            ignored += is_note(path)
        elif is_note(path):
            try:
                notes.append(_source(entry, path))
            except OSError as error:
                problems.append(_unreadable(path, entry, error))
        else:
            files.append(path)
    known = set(files)
    for other in beside:
        for path, _, _ in _walk(other, set(), watched):
            if _is_utf8(path) and not is_note(path) and path not in known:
                known.add(path)
                files.append(path)
    for path in closed:
        matched = [rule for rule in ignore if rule.names(path)]
        used.update(matched)
        problems += [] if matched else [_closed(path)]
    unused = tuple(rule for rule in ignore if rule not in used)
    return Folder(tuple(notes), tuple(files), ignored, unused, tuple(problems), tuple(watched or ()))


def _leaves_out(rule: Rule, path: str, behind: str) -> bool:
    """Whether `rule` names the file at `path`, or what is `behind` it where a link leads there."""
    return (is_note(path) or not rule.of_notes) and (
        rule.names(path) or (behind != "" and rule.names(behind))
    )


def leave_out(found: Folder, rules: tuple[Rule, ...]) -> Folder:
    """The same without the notes that `rules` name."""
    return leave_out_paths(
        found, frozenset(note.path for note in found.notes if first_rule(note.path, rules))
    )


def as_files(found: Folder, rules: tuple[Rule, ...]) -> Folder:
    """The same without those notes that `rules` name: of them notebooks are files, and who links to one may have it."""
    left = leave_out(found, rules)
    known = {note.path for note in left.notes}
    files = tuple(
        note.path for note in found.notes if note.path not in known and note.path.endswith(NOTEBOOK)
    )
    return replace(left, files=left.files + files) if files else left


def leave_out_paths(found: Folder, paths: frozenset[str]) -> Folder:
    """The same without the notes at `paths`."""
    if not paths:
        return found
    notes = tuple(note for note in found.notes if note.path not in paths)
    return replace(found, notes=notes, ignored=found.ignored + len(found.notes) - len(notes))


def list_names(folder: Path, skip: Iterable[Path], ignore: tuple[Rule, ...]) -> tuple[list[str], list[str]]:
    """(paths of the notes, paths of the other files) that `read` would find. Nothing is read but the folders."""
    notes, files = list[str](), list[str]()
    for path, behind, _ in _walk(folder, {os.path.realpath(path) for path in skip}, None):
        if not any(_leaves_out(rule, path, behind) for rule in ignore):
            (notes if is_note(path) else files).append(path)
    return notes, files


def unread_part(path: str) -> str:
    """The name in `path` for which nothing there is read, "" for none."""
    return next((name for name in path.split("/") if not is_read(name)), "")


def is_read(name: str) -> bool:
    """Whether files and folders of that name are read at all."""
    return name[:1] != "." and name not in _SKIPPED


# A folder is looked through again and again, and nearly all of its names are those of the last time.
@lru_cache(maxsize=_NAMES)
def is_note(path: str) -> bool:
    return os.path.splitext(path)[1].lower() in SUFFIXES


@lru_cache(maxsize=_NAMES)
def _is_utf8(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _misnamed(path: str) -> Problem:
    shown = path.encode(errors="surrogateescape").decode(errors="replace")
    message = "this file's name is not UTF-8, so no page can have it"
    return Problem("error", "file-name", message, shown, hint="rename the file")


def _unreadable(path: str, entry: os.DirEntry[str], error: OSError) -> Problem:
    is_broken = entry.is_symlink() and not os.path.exists(entry.path)
    leads = f": it is a link to {os.readlink(entry.path)}, which is not there" if is_broken else ""
    message = f"this note cannot be read{leads or f': {error.strerror}'}"
    hint = "mend or delete the link" if leads else "allow yourself to read it, or name it under `ignore`"
    return Problem("error", "unreadable", message, path, hint=hint)


def _closed(path: str) -> Problem:
    message = "this folder cannot be looked into, so its notes are not published"
    return Problem(
        "error", "unreadable", message, path, hint="allow yourself to read it, or name it under `ignore`"
    )


def read_marks(folder: Path, names: Iterable[str]) -> tuple[Source, ...]:
    """Those of `names` that stand in `folder`; what is a folder has no bytes, what may not be read none that mean anything."""
    found = list[Source]()
    for name in names:
        try:
            data = (folder / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except IsADirectoryError:
            data = b""
        except OSError:
            data = b"\0"
        found.append(Source(name, data))
    return tuple(found)


def _walk(
    folder: Path, skip: set[str], watched: list[Watched] | None, closed: list[str] | None = None
) -> Iterator[tuple[str, str, os.DirEntry[str]]]:
    """(path, path behind a link or "") of all files below `folder`, in order; links to folders are followed, but never in a circle,
    and never to what is hidden in the folder. The folders that cannot be looked into are added to those that are `closed`.
    """
    top = os.path.realpath(folder)
    todo, seen = [("", "")], {top}
    while todo:
        inside, leads = todo.pop()
        names = list[tuple[str, str, os.DirEntry[str]]]()
        before = f"{inside}/" if inside else ""
        entries = list(_entries(folder / inside, skip, watched, inside, closed))
        if inside and any(entry.name == MANIFEST for entry in entries):
            continue  # a site that Hortus made
        for entry in entries:
            name = entry.name
            if not is_read(name):
                continue
            path = before + name
            behind = _behind(entry, top) if entry.is_symlink() else f"{leads}/{name}" if leads else ""
            if unread_part(behind) or (entry.is_symlink() and _leads_to_drafts(entry, top)):
                continue
            if not _is_folder(entry):
                if _is_regular(entry) or is_note(path):
                    names.append((path, behind, entry))
            elif (real := os.path.realpath(entry.path)) not in skip and real not in seen:
                if entry.is_symlink():
                    seen.add(real)
                todo.append((path, behind))
        yield from reversed(names)


def _entries(
    folder: Path, skip: set[str], watched: list[Watched] | None, inside: str, closed: list[str] | None
) -> list[os.DirEntry[str]]:
    """What is in the folder at `inside`, the last first; nothing where it cannot be looked into."""
    try:
        entries = sorted(os.scandir(folder), key=_by_name, reverse=True)
    except OSError:
        if closed is not None and inside:
            closed.append(inside)
        if watched is not None:
            watched.append(("listing", str(folder), ""))
        return []
    if watched is not None:
        place = without(str(folder), skip)
        watched.append(("listing", place, listed(entries, place.split("\0")[1:])))
    return entries


def _behind(link: os.DirEntry[str], top: str) -> str:
    """The path in the folder `top` that a link leads to; "" where it leads out of it."""
    real = os.path.realpath(link.path)
    return os.path.relpath(real, top).replace(os.sep, "/") if real.startswith(f"{top}{os.sep}") else ""


def _leads_to_drafts(link: os.DirEntry[str], top: str) -> bool:
    """Whether its notes lie in a folder of drafts: there they are read as such."""
    return "_drafts" in os.path.relpath(os.path.realpath(link.path), top).split(os.sep)


# What this process has read: a file whose size, times and number are the same is not read again.
_known: dict[str, tuple[tuple[int, ...], Source]] = {}
_SETTLED = 100_000_000  # nanoseconds: a file written later than this before it was read may have been written again since


def _source(entry: os.DirEntry[str], path: str) -> Source:
    """The note in a regular file. Raises OSError."""
    file, found = entry.path, entry.stat()
    stamp = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
    known = _known.get(file)
    if known and known[0] == stamp and known[1].path == path:
        return known[1]
    if not stat.S_ISREG(found.st_mode):
        raise OSError(0, "it is no regular file")
    now = time.time_ns()
    with open(file, "rb", buffering=0) as stream:
        source = Source(path, stream.readall())
    if max(found.st_mtime_ns, found.st_ctime_ns) + _SETTLED < now:
        _known[file] = stamp, source
    else:
        _known.pop(file, None)
    return source


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link in a circle
        return False


def _is_regular(entry: os.DirEntry[str]) -> bool:
    """No pipe, no device, nothing that could be read for ever."""
    try:
        return entry.is_file()
    except OSError:
        return False
