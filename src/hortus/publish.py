"""Outputs → folder: the only writer. It makes the folder hold exactly the outputs, and never touches what it did not write.

The ledger lists every path that we may have written. Before the first write, what is about to change is noted there as not
to be trusted; after the last, with its key. So whatever moment a build is cut off, the next one repairs what it left.
All that is to be written is first rendered into a staging folder: when one output fails, the site stays as it was.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hortus.memo import digest, fingerprint
from hortus.model import Content, Copy, Output, Problem

MANIFEST = ".hortus-manifest"
_STAGING = ".hortus-staging"
_BLOCK = 1 << 20

Stamp = tuple[int, int]
Ledger = dict[
    str, tuple[bytes, Stamp | None] | None
]  # path → its key and the stamp of the file; None: do not trust


class ForeignFolderError(Exception):
    """The folder holds files that Hortus did not make, so it is not written into."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was done: paths written and removed; nothing of either when there are problems."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]


def publish(
    outputs: Iterable[Output],
    folder: Path,
    ledger_file: Path,
    explain: Callable[[Exception, Output], Problem],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Published:
    """Make `folder` hold exactly `outputs`. `explain` turns a failed render into a problem, or raises it again.

    Raises ForeignFolderError when the folder is not ours, and OSError when it cannot be written.
    """
    ledger = claim(folder, ledger_file)
    wanted = with_manifest(outputs)
    keys = {path: digest(output.render, output.inputs) for path, output in wanted.items()}
    stale = [path for path in wanted if ledger.get(path) != (keys[path], _stamp(folder / path))]
    gone = sorted(ledger.keys() - wanted.keys())
    problems = [_foreign(folder, found) for path in stale if (found := _in_the_way(folder, path, ledger))]
    if problems or not (stale or gone):
        return Published((), (), tuple(problems))
    staging = folder / _STAGING
    shutil.rmtree(staging, ignore_errors=True)
    problems, staged = _stage([wanted[path] for path in stale], staging, explain, progress)
    if problems:
        shutil.rmtree(staging, ignore_errors=True)
        return Published((), (), tuple(problems))
    _save(ledger_file, {**ledger, **dict.fromkeys([*stale, *gone])})
    for path in gone:
        _remove(folder, path)
    for path, (temporary, _) in staged.items():
        _move(temporary, folder / path)
    shutil.rmtree(staging, ignore_errors=True)
    trusted = {
        path: None if path in staged and not staged[path][1] else (keys[path], _stamp(folder / path))
        for path in wanted
    }
    _save(ledger_file, trusted)
    return Published(tuple(stale), tuple(gone), ())


def claim(folder: Path, ledger_file: Path) -> Ledger:
    """What we may have written in `folder`. Raises ForeignFolderError when it is not empty and not ours."""
    ledger = _load(ledger_file)
    if ledger is not None:
        return ledger
    manifest = folder / MANIFEST
    if manifest.is_file():  # the ledger is lost, but the site says itself which files are ours
        return dict.fromkeys([*manifest.read_text("utf-8").splitlines(), MANIFEST])
    if folder.exists() and any(entry.name != _STAGING for entry in os.scandir(folder)):
        raise ForeignFolderError(str(folder))
    return {}


def with_manifest(outputs: Iterable[Output]) -> dict[str, Output]:
    """The outputs by path, and with them the list of their paths that travels with the site.

    Of two with one path the later stays: the owner's static files come last, and may stand for any page.
    """
    wanted = {output.path: output for output in outputs}
    wanted[MANIFEST] = Output(MANIFEST, render_manifest, (tuple(sorted(wanted)),))
    return wanted


def render_manifest(paths: tuple[str, ...]) -> bytes:
    return "".join(f"{path}\n" for path in paths).encode()


def forget(ledger_file: Path) -> None:
    """Keep the list of our paths, but trust none of them: the next build writes all."""
    ledger = _load(ledger_file)
    if ledger:
        _save(ledger_file, dict.fromkeys(ledger))


def recorded(ledger_file: Path) -> dict[str, bytes | None]:
    """The key of each path as last written."""
    return {path: entry[0] if entry else None for path, entry in (_load(ledger_file) or {}).items()}


def _stage(
    stale: list[Output],
    staging: Path,
    explain: Callable[[Exception, Output], Problem],
    progress: Callable[[int, int], None],
) -> tuple[list[Problem], dict[str, tuple[Path, bool]]]:
    """Render each output into a file of `staging`: (path → that file, whether it is what its key says)."""
    staging.mkdir(parents=True)
    problems = list[Problem]()
    staged: dict[str, tuple[Path, bool]] = {}
    for number, output in enumerate(stale):
        progress(number, len(stale))
        temporary = staging / str(number)
        try:
            content = output.render(*output.inputs)
            staged[output.path] = temporary, _write(temporary, content)
        except Exception as error:  # noqa: BLE001  (`explain` raises again what it cannot explain)
            problems.append(explain(error, output))
    return list(dict.fromkeys(problems)), staged


def _write(file: Path, content: Content) -> bool:
    """Whether the bytes written are those the key was made of: a file may change while it is copied."""
    if not isinstance(content, Copy):
        file.write_bytes(content)
        return True
    hasher = hashlib.blake2b(digest_size=16)
    with content.file.open("rb") as source, file.open("wb") as target:
        while block := source.read(_BLOCK):
            hasher.update(block)
            target.write(block)
    return hasher.digest() == content.key


def _move(temporary: Path, target: Path) -> None:
    try:
        os.replace(temporary, target)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(temporary, target)


def _in_the_way(folder: Path, path: str, ledger: Ledger) -> str | None:
    """The path of something that we did not write, which stands where `path` is wanted."""
    if path in ledger:
        return None
    for part in [*list(Path(path).parents)[-2::-1], Path(path)]:
        name, at = part.as_posix(), folder / part
        if not os.path.lexists(at):
            return None
        if not at.is_dir() or at.is_symlink():
            return None if name in ledger else name
    return next((f"{path}/{name}" for name in walk(folder / path) if f"{path}/{name}" not in ledger), None)


def _remove(folder: Path, path: str) -> None:
    """Remove a file of ours, and the folders that are empty then."""
    with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
        (folder / path).unlink()
    for parent in list(Path(path).parents)[:-1]:
        with suppress(OSError):
            (folder / parent).rmdir()


def _stamp(file: Path) -> Stamp | None:
    """Size and time of a file of ours, only to notice that somebody else changed it."""
    try:
        stat = file.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return stat.st_size, stat.st_mtime_ns


def _foreign(folder: Path, path: str) -> Problem:
    message = "this file stands where a page wants to be, and Hortus did not write it"
    hint = "move it away, or give the note another name"
    return Problem("error", "foreign-file", message, f"{folder.name}/{path}", hint=hint)


def _load(file: Path) -> Ledger | None:
    """The ledger; one that cannot be read counts as none, one of another version of Hortus lists paths without trust."""
    try:
        made_by, ledger = pickle.loads(file.read_bytes())  # noqa: S301  (our own file, in the owner's folder)
        return {str(path): entry if made_by == fingerprint() else None for path, entry in ledger.items()}
    except FileNotFoundError:
        return None
    except Exception:  # noqa: BLE001  (a damaged cache is no cache, whatever is wrong with it)
        return None


def _save(file: Path, ledger: Ledger) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(file.name + ".new")
    temporary.write_bytes(pickle.dumps((fingerprint(), ledger), 5))
    os.replace(temporary, file)


def walk(folder: Path) -> Iterator[str]:
    """The paths of all files in `folder`."""
    for file in folder.rglob("*"):
        if file.is_file():
            yield file.relative_to(folder).as_posix()
