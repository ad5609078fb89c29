"""Outputs → folder: the only writer. It makes the folder hold exactly the outputs, and never touches what it did not write.

The ledger lists every path that we may have written. Before the first write, what is about to change is noted there as not
to be trusted; after the last, with its key. So whatever moment a build is cut off, the next one repairs what it left.
All that is to be written is first rendered into a staging folder: when one output fails, the site stays as it was.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from hortus.again import STAGING
from hortus.cutting import cut_file
from hortus.ledger import MANIFEST, Books, Ledger, sign_of, stamp_of, walk
from hortus.model import Content, Copy, Output, Problem
from hortus.places import ancestors
from hortus.text import nfc
from hortus.uninterrupted import uninterrupted

_BLOCK = 1 << 20
_WRITERS = 2
_UNWRITTEN = 200  # outputs that are rendered and not yet written, at most


@dataclass(frozen=True, slots=True)
class Published:
    """What was done: paths written and removed; nothing of either when there are problems."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]


def publish(
    outputs: Iterable[Output],
    folder: Path,
    books: Books,
    explain: Callable[[Exception, Output], Problem],
    progress: Callable[[str, int, int], None] = lambda step, done, total: None,
) -> Published:
    """Make `folder` hold exactly `outputs`. `explain` turns a failed render into a problem, or raises it again.

    Raises ForeignFolderError when the folder is not ours, and OSError when it cannot be written.
    """
    progress("Comparing", 0, 1)
    ledger = books.open(folder)
    staging = folder / STAGING
    _clear(staging)
    wanted = with_manifest(outputs)
    keys = books.keys(wanted)
    stale = [path for path in wanted if not books.has(path, keys[path])]
    gone = sorted(ledger.keys() - wanted.keys())
    problems = [*_clashes(wanted), *_in_the_way(folder, stale, gone, ledger)]
    if problems or not (stale or gone):
        return Published((), (), tuple(problems))
    _check_folders(folder, [*stale, *gone])
    try:
        problems, staged = _stage([wanted[path] for path in stale], staging, explain, progress)
    except OSError as error:
        _clear(staging)
        if error.errno == errno.ENOSPC:
            said = f"{os.strerror(errno.ENOSPC)}; nothing of the site was changed"
            raise OSError(errno.ENOSPC, said, str(folder)) from None
        raise
    if problems:
        _clear(staging)
        return Published((), (), tuple(problems))
    with uninterrupted():
        books.doubt([*stale, *gone])
        for path in gone:
            _remove(folder, path)
        for path, (temporary, _) in staged.items():
            _move(temporary, folder / path)
        _clear(staging)
        made = {
            path: (keys[path], stamp_of(f"{folder}/{path}")) if is_true else None
            for path, (_, is_true) in staged.items()
        }
        books.settle({path: made[path] if path in made else ledger[path] for path in wanted})
    return Published(tuple(stale), tuple(gone), ())


def _check_folders(folder: Path, paths: Iterable[str]) -> None:
    """Raises PermissionError for a folder of the site that cannot be written into, before anything in it is another."""
    for name in sorted({name for path in paths for name in ancestors(path)}):
        at = f"{folder}/{name}".rstrip("/")
        if os.path.isdir(at) and not os.access(at, os.W_OK | os.X_OK):
            said = f"{os.strerror(errno.EACCES)}; nothing of the site was changed"
            raise PermissionError(errno.EACCES, said, at)


def with_manifest(outputs: Iterable[Output]) -> dict[str, Output]:
    """The outputs by path, and with them the list of ours that travels with the site.

    Of two with one path the later stays: the owner's static files come last, and may stand for any page.
    """
    wanted = {output.path: output for output in outputs}
    wanted[MANIFEST] = Output(MANIFEST, render_manifest, (tuple(sorted(wanted)),))
    return wanted


def render_manifest(paths: tuple[str, ...]) -> bytes:
    return "".join(f"{sign}\n" for sign in sorted(map(sign_of, paths))).encode()


def _stage(
    stale: list[Output],
    staging: Path,
    explain: Callable[[Exception, Output], Problem],
    progress: Callable[[str, int, int], None],
) -> tuple[list[Problem], dict[str, tuple[Path, bool]]]:
    """Render each output into a file of `staging`: (path → that file, whether it is what its key says).

    Making a file is slow and needs no Python: threads do it while the next ones are rendered. The files go to several folders
    in turn, because in one folder the system makes them one after the other.
    """
    for writer in range(_WRITERS):
        (staging / str(writer)).mkdir(parents=True)
    problems = list[Problem]()
    written: list[tuple[Output, Path, Future[bool]]] = []
    with ThreadPoolExecutor(_WRITERS) as writers:
        for number, output in enumerate(stale):
            progress("Writing", number, len(stale))
            temporary = staging / str(number % _WRITERS) / str(number)
            try:
                content = output.render(*output.inputs)
            except Exception as error:  # noqa: BLE001  (`explain` raises again what it cannot explain)
                problems.append(explain(error, output))
                continue
            written.append((output, temporary, writers.submit(_write, temporary, content)))
            if len(written) > _UNWRITTEN:
                wait([written[-_UNWRITTEN][2]])
    staged: dict[str, tuple[Path, bool]] = {}
    for output, temporary, future in written:
        try:
            staged[output.path] = temporary, future.result()
        except Exception as error:  # noqa: BLE001  (as above)
            problems.append(explain(error, output))
    return list(dict.fromkeys(problems)), staged


def _write(file: Path, content: Content) -> bool:
    """Whether the bytes written are those the key was made of: a file may change while it is copied."""
    if not isinstance(content, Copy):
        file.write_bytes(content)
        return True
    if content.is_cut:
        data = content.file.read_bytes()
        file.write_bytes(cut_file(data))
        return hashlib.blake2b(data, digest_size=16).digest() == content.key
    hasher = hashlib.blake2b(digest_size=16)
    with content.file.open("rb") as source, file.open("wb") as target:
        while block := source.read(_BLOCK):
            hasher.update(block)
            target.write(block)
    return hasher.digest() == content.key


def _move(temporary: Path, target: Path) -> None:
    try:
        os.replace(temporary, target)
    except (FileNotFoundError, IsADirectoryError):
        target.parent.mkdir(parents=True, exist_ok=True)
        for inner in sorted(target.rglob("*"), reverse=True) if target.is_dir() else ():
            inner.rmdir()  # folders of ours that are empty by now; `_in_the_way` found nothing else in them
        if target.is_dir():
            target.rmdir()
        os.replace(temporary, target)


def _clear(staging: Path) -> None:
    """Remove what a build that was cut off may have left."""
    if staging.is_symlink() or staging.is_file():
        staging.unlink()
    elif staging.exists():
        shutil.rmtree(staging)


def _clashes(wanted: dict[str, Output]) -> list[Problem]:
    """Outputs that would be a file and a folder at once."""
    folders = set[str]()
    for path in wanted:
        end = path.rfind("/")
        while end > 0 and (above := path[:end]) not in folders:
            folders.add(above)
            end = path.rfind("/", 0, end)
    message = "this is a page's or file's place in the site, and a folder's too"
    hint = "rename the file in `static/`"
    return [Problem("error", "path-conflict", message, path, hint=hint) for path in wanted if path in folders]


def _in_the_way(folder: Path, stale: list[str], gone: list[str], ledger: Ledger) -> list[Problem]:
    """Things that we did not write, where we want to write or remove."""
    found = dict[str, None]()
    links = dict[str, bool]()  # folders that are links, or files of somebody else's
    going = {nfc(path).casefold(): path for path in gone}
    for path in (*stale, *gone):
        above = [parent.as_posix() for parent in PurePosixPath(path).parents][-2::-1]
        for name in above:
            if name not in links:
                at = folder / name
                links[name] = at.is_symlink() or (at.exists() and not at.is_dir() and name not in ledger)
        found |= dict.fromkeys(name for name in above if links[name])
        at = folder / path
        if at.is_dir() and not at.is_symlink():
            found |= dict.fromkeys(f"{path}/{name}" for name in walk(at) if f"{path}/{name}" not in ledger)
        elif path not in ledger and _is_something(at) and not any(links[name] for name in above):
            before = going.get(nfc(path).casefold())
            if not before or not _is_same(folder / before, at):
                found[path] = None
    return [_foreign(path) for path in found]


def _is_same(one: Path, other: Path) -> bool:
    """Whether two names that differ in case are one file here: then it is ours under the name that it had."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def _is_something(at: Path) -> bool:
    """Whether there is a file with which something would be lost: not an empty one, such as a `.nojekyll` put there by hand."""
    return os.path.lexists(at) and (at.is_symlink() or not at.is_file() or at.stat().st_size > 0)


def _remove(folder: Path, path: str) -> None:
    """Remove a file of ours, and the folders that are empty then."""
    with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
        (folder / path).unlink()
    for parent in list(Path(path).parents)[:-1]:
        with suppress(OSError):
            (folder / parent).rmdir()


def _foreign(path: str) -> Problem:
    message = "this file stands where a page wants to be, and Hortus did not write it"
    hint = "move it away, or give the note another name"
    return Problem("error", "foreign-file", message, path, hint=hint)
