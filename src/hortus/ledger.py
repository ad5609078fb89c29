"""Which files of the site's folder are ours, and what they hold: the ledger.

It lists every path that we may have written. Before the first write, what is about to change is noted there as not to be
trusted; after the last, with its key. So whatever moment a build is cut off, the next one repairs what it left.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from hortus.again import STAGING
from hortus.collector import paused
from hortus.memo import digest, fingerprint
from hortus.model import Output

MANIFEST = ".hortus-manifest"
_NO_PATH = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

Stamp = tuple[int, int]
# Path → its key and the stamp of the file; None: do not trust.
Ledger = dict[str, tuple[bytes, Stamp | None] | None]


class ForeignFolderError(Exception):
    """The folder holds files that Hortus did not make, so it is not written into."""


class Books:
    """The ledger of a folder, in a file: what others did to the folder is noticed."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._folder = Path()
        self._ledger: Ledger = {}
        self._outputs: dict[str, tuple[Output, bytes]] = {}

    def open(self, folder: Path) -> Ledger:
        """What we may have written in `folder`. Raises ForeignFolderError when it is not empty and not ours."""
        self._folder = folder
        self._ledger = _claim(folder, self._file)
        return self._ledger

    @property
    def paths(self) -> frozenset[str]:
        """The paths of the site, as it was published last."""
        return frozenset(self._ledger) - {MANIFEST}

    def keys(self, wanted: dict[str, Output]) -> dict[str, bytes]:
        """The key of each output by path; that of one equal to the last at its path is known."""
        known, self._outputs = self._outputs, {}
        with paused():
            for path, output in wanted.items():
                before = known.get(path)
                is_same = before is not None and before[0] == output
                self._outputs[path] = (
                    before if before and is_same else (output, digest(output.render, output.inputs))
                )
        return {path: key for path, (_, key) in self._outputs.items()}

    def has(self, path: str, key: bytes) -> bool:
        """Whether the file at `path` is the one with this key."""
        entry = self._ledger.get(path)
        return entry is not None and entry[0] == key and entry[1] == stamp_of(f"{self._folder}/{path}")

    def doubt(self, paths: Iterable[str]) -> None:
        """What is at `paths` is about to change."""
        _save(self._file, self._folder, {**self._ledger, **dict.fromkeys(paths)})

    def settle(self, ledger: Ledger) -> None:
        """The folder is as `ledger` says."""
        self._ledger = ledger
        _save(self._file, self._folder, ledger)

    def close(self) -> None:
        """Nothing more is published. Raises OSError."""


class OwnBooks(Books):
    """The ledger of a folder that belongs to this process alone: it is kept in memory, and written when it is closed. Should it
    never be, nothing in the folder is trusted any more; all in it is ours.
    """

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self._is_held = False

    def open(self, folder: Path) -> Ledger:
        if not self._is_held or not (folder / MANIFEST).is_file():
            self._is_held = False
            self._folder = folder
            found = (path for path in walk(folder) if not path.startswith(STAGING)) if folder.is_dir() else ()
            self._ledger = {**dict.fromkeys(found), **(_load(self._file)[1] or {})}
        return self._ledger

    def has(self, path: str, key: bytes) -> bool:
        if not self._is_held:
            return super().has(path, key)
        entry = self._ledger.get(path)
        return entry is not None and entry[0] == key

    def doubt(self, paths: Iterable[str]) -> None:  # noqa: ARG002  (in memory, all is doubted by having been kept nowhere else)
        self._is_held = False
        self._file.unlink(missing_ok=True)

    def settle(self, ledger: Ledger) -> None:
        self._ledger, self._is_held = ledger, True

    def close(self) -> None:
        """Write down what is in the folder. Raises OSError."""
        if self._is_held and self._folder.is_dir():
            _save(self._file, self._folder, self._ledger)


def _claim(folder: Path, ledger_file: Path) -> Ledger:
    """What we may have written in `folder`. Raises ForeignFolderError when it is not empty and not ours."""
    made_in, ledger = _load(ledger_file)
    is_empty = not folder.exists() or not set(os.listdir(folder)) - {STAGING}
    if ledger is not None and (is_empty or made_in == _identity(folder) or (folder / MANIFEST).is_file()):
        entry = ledger.get(MANIFEST)
        is_as_left = entry is not None and entry[1] == stamp_of(f"{folder}/{MANIFEST}")
        # Somebody else has built into the folder since, or brought back what it was: that is ours, too.
        return ledger if is_as_left else {**dict.fromkeys(listed(folder)), **ledger}
    if (folder / MANIFEST).is_file():  # the ledger is lost, but the site says itself which files are ours
        return dict.fromkeys([*listed(folder), MANIFEST])
    if not is_empty:
        raise ForeignFolderError(str(folder))
    return {}


def sign_of(path: str) -> str:
    """What the list that travels with the site has of a path: enough to know it again, and nothing of pages that no list names."""
    return hashlib.blake2b(path.encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()


def listed(folder: Path) -> frozenset[str]:
    """The paths of the files in `folder` that the list in it has."""
    try:
        signs = frozenset((folder / MANIFEST).read_text("ascii", "replace").splitlines())
    except OSError:
        return frozenset()
    return frozenset(path for path in walk(folder) if sign_of(path) in signs)


def _is_inside(path: str) -> bool:
    """Whether a path from a file, which anybody may have written, stays in the folder."""
    return not _NO_PATH.search(path) and bool(path) and not {"", ".", ".."} & set(path.split("/"))


def _identity(folder: Path) -> int:
    """Tells the folder that we wrote from another one that was put in its place."""
    return folder.stat().st_ino if folder.exists() else 0


def forget(ledger_file: Path) -> None:
    """Keep the list of our paths, but trust none of them: the next build writes all."""
    made_in, ledger = _load(ledger_file)
    if ledger:
        _write_ledger(ledger_file, made_in, dict.fromkeys(ledger))


def recorded(ledger_file: Path) -> dict[str, bytes | None]:
    """The key of each path as last written."""
    return {path: entry[0] if entry else None for path, entry in (_load(ledger_file)[1] or {}).items()}


def stamp_of(file: str) -> Stamp | None:
    """Size and time of a file of ours, only to notice that somebody else changed it."""
    try:
        stat = os.lstat(file)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return stat.st_size, stat.st_mtime_ns


def _load(file: Path) -> tuple[int, Ledger | None]:
    """(identity of the folder written, the ledger). One that cannot be read counts as none; one of another version of
    Hortus lists paths without trust.
    """
    try:
        stat = file.stat()
        made_in, ledger = _read_ledger(file, (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino))
    except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return 0, None
    return made_in, {**ledger}


@lru_cache(maxsize=1)
def _read_ledger(file: Path, stamp: tuple[int, ...]) -> tuple[int, Ledger]:  # noqa: ARG001  (part of the key)
    stored = json.loads(file.read_bytes())
    is_ours = stored["fingerprint"] == fingerprint().hex()
    ledger: Ledger = {
        str(path): (bytes.fromhex(entry[0]), _as_stamp(entry[1])) if entry and is_ours else None
        for path, entry in stored["paths"].items()
        if _is_inside(str(path))
    }
    return int(stored["folder"]), ledger


def _as_stamp(stored: list[int] | None) -> Stamp | None:
    return (int(stored[0]), int(stored[1])) if stored else None


def _save(file: Path, folder: Path, ledger: Ledger) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _write_ledger(file, _identity(folder), ledger)


def _write_ledger(file: Path, made_in: int, ledger: Ledger) -> None:
    paths = {path: [entry[0].hex(), entry[1]] if entry else None for path, entry in ledger.items()}
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(file.name + ".new")
    temporary.write_text(
        json.dumps({"fingerprint": fingerprint().hex(), "folder": made_in, "paths": paths}), "utf-8"
    )
    os.replace(temporary, file)


def walk(folder: Path) -> Iterator[str]:
    """The paths of all files in `folder`."""
    for above, _, names in os.walk(folder):
        inner = os.path.relpath(above, folder).replace(os.sep, "/")
        yield from names if inner == "." else (f"{inner}/{name}" for name in names)
