"""What a pure function made once need not be made again: digests of values, and results remembered by digest."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import pickle
import sqlite3
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib import metadata
from io import BytesIO
from pathlib import Path
from types import FunctionType, TracebackType
from typing import Any, Self

# The libraries whose version changes what is published.
_LIBRARIES = (
    "emoji",
    "imagesize",
    "jinja2",
    "lunr",
    "markdown-it-py",
    "math-core",
    "mdit-py-plugins",
    "pygments",
    "pyyaml",
)
_SPARE = (
    200  # results kept beyond twice what the last build used, so that an edit and its undoing both are found
)
_WAIT = 30.0  # seconds for another build in the same folder to end


def digest(*values: object) -> bytes:
    """16 bytes that stand for `values`: equal values have equal digests, on any machine.

    Raises TypeError for anything whose value could hide (lists, dicts, handles, lambdas, closures).
    """
    hasher = hashlib.blake2b(digest_size=16)
    _feed(hasher.update, values)
    return hasher.digest()


def _feed(update: Callable[[bytes], None], value: object) -> None:  # noqa: C901  (one case a kind of value)
    match value:
        case str():
            data = value.encode("utf-8", "surrogatepass")
            update(b"s%d:" % len(data))
            update(data)
        case bytes():
            update(b"b%d:" % len(value))
            update(value)
        case tuple():
            update(b"t%d:" % len(value))
            for item in value:
                _feed(update, item)
        case frozenset():
            update(b"z%d:" % len(value))
            for part in sorted(digest(item) for item in value):
                update(part)
        case None | bool() | int() | float() | datetime.date():
            update(f"{type(value).__name__}:{value!r};".encode())
        case FunctionType() if value.__closure__ is None and value.__name__ != "<lambda>":
            update(f"f:{value.__module__}.{value.__qualname__};".encode())
        case _ if dataclasses.is_dataclass(value):
            update(f"d:{type(value).__qualname__}(".encode())
            for name in compared(type(value)):  # type: ignore[arg-type]  # mypy doubts that classes are hashable
                _feed(update, getattr(value, name))
        case _:
            raise TypeError(f"cannot digest {type(value).__name__}: it is not a plain value")


@cache
def compared(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a dataclass that count."""
    return tuple(item.name for item in dataclasses.fields(kind) if item.compare)


@cache
def fingerprint() -> bytes:
    """Digest of the generator itself: its own sources, the libraries that shape its output, Python's minor version."""
    package = Path(__file__).parent
    sources = sorted(path for path in package.rglob("*.py") if "node_modules" not in path.parts)
    code = tuple((path.relative_to(package).as_posix(), path.read_bytes()) for path in sources)
    versions = tuple((name, metadata.version(name)) for name in _LIBRARIES)
    return digest(code, versions, sys.version_info[:2])


class _Reader(pickle.Unpickler):
    """Reads values only: a cache may come with somebody else's notes, and must not be able to run anything."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("hortus.model.") or (module, name) in _PLAIN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is not a plain value")


_PLAIN = {
    ("builtins", "frozenset"),
    *(("datetime", name) for name in ("date", "datetime", "timedelta", "timezone")),
}


class Memo:
    """Remembered results of pure functions, in one SQLite file; with `None` for a path, in this process only.

    Opening it takes the folder's only lock: a second build waits for the first and then goes on with what that left.
    """

    def __init__(self, path: Path | None) -> None:
        self._live: dict[bytes, object] = {}
        self._used: set[bytes] = set()
        self._db: sqlite3.Connection | None = None
        if path is not None:
            self._db = _open(path)

    def __enter__(self) -> Self:
        """Begin a build. Raises sqlite3.OperationalError when another one holds the folder for too long."""
        self._used = set()
        if self._db is not None:
            self._db.execute("begin immediate")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._db is None:
            return
        if kind is None:
            self._prune(self._db)
            self._db.execute("commit")
        else:
            self._db.execute("rollback")

    def close(self) -> None:
        if self._db is not None:
            self._db.close()

    def map(
        self,
        function: Callable[..., Any],
        arguments: Sequence[tuple[object, ...]],
        run: Callable[[Callable[..., Any], Sequence[tuple[object, ...]]], Iterable[Any]],
    ) -> tuple[list[Any], int]:
        """`function` of each of `arguments`, in order, and how many had to be computed (by `run`, in order)."""
        keys = [digest(fingerprint(), function, inputs) for inputs in arguments]
        self._used.update(keys)
        self._load([key for key in keys if key not in self._live])
        missing = {key: inputs for key, inputs in zip(keys, arguments, strict=True) if key not in self._live}
        for key, value in zip(missing, run(function, list(missing.values())), strict=True):
            self._live[key] = value
            if self._db is not None:
                self._db.execute("insert or replace into memo values (?, ?)", (key, pickle.dumps(value, 5)))
        self._live = {key: self._live[key] for key in self._used if key in self._live}
        return [self._live[key] for key in keys], len(missing)

    def _load(self, keys: list[bytes]) -> None:
        if self._db is None:
            return
        for start in range(0, len(keys), 500):
            chunk = keys[start : start + 500]
            marks = ",".join("?" * len(chunk))
            # Only question marks are put into the statement.
            rows = self._db.execute(f"select key, value from memo where key in ({marks})", chunk)  # noqa: S608
            for key, value in rows:
                try:
                    self._live[key] = _Reader(BytesIO(value)).load()
                except Exception:  # noqa: BLE001, S112  (an entry that cannot be read is a miss, whatever is wrong)
                    continue

    def _prune(self, db: sqlite3.Connection) -> None:
        """Forget the oldest results that this build did not use, when there are many."""
        keys = [key for (key,) in db.execute("select key from memo order by rowid")]
        surplus = len(keys) - 2 * len(self._used) - _SPARE
        if surplus > 0:
            unused = [key for key in keys if key not in self._used]
            db.executemany("delete from memo where key = ?", ((key,) for key in unused[:surplus]))


def _open(path: Path) -> sqlite3.Connection:
    """Open the store, or start anew when the file is no store of ours: a cache may always be lost."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _connect(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        path.unlink()
        return _connect(path)


def _connect(path: Path) -> sqlite3.Connection:
    # `serve` builds in a worker thread, always one at a time.
    db = sqlite3.connect(path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
    try:
        db.execute("create table if not exists memo (key blob primary key, value blob)")
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db
