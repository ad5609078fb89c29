"""What a pure function made once need not be made again: digests of values, and results remembered by digest."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path
from types import FunctionType, TracebackType
from typing import Any, Self

from hortus.pickles import DamagedError, Reader, Stored, Writer

# The libraries whose version changes what is published.
_LIBRARIES = (
    "babel",
    "emoji",
    "imagesize",
    "jinja2",
    "lunr",
    "markdown-it-py",
    "math-core",
    "mdit-py-plugins",
    "pillow",
    "pygments",
    "pyyaml",
)
_SPARE = (
    200  # results kept beyond twice what the last build used, so that an edit and its undoing both are found
)
_MANY = 8
_WAIT = 30.0  # seconds for another build in the same folder to end


def digest(*values: object) -> bytes:
    """16 bytes that stand for `values`: equal values have equal digests, on any machine.

    Raises TypeError for anything whose value could hide (lists, dicts, handles, lambdas, closures). A dataclass that
    `IS_SHARED` by many values counts as its own digest.
    """
    parts = list[bytes]()
    _feed(parts.append, values)
    return hashlib.blake2b(b"".join(parts), digest_size=16).digest()


def _feed(add: Callable[[bytes], None], value: Any) -> None:
    kind: Any = type(value)
    if kind is str:
        data = value.encode("utf-8", "surrogatepass")
        add(b"s%d:" % len(data))
        add(data)
    elif kind is bytes:
        add(b"b%d:" % len(value))
        add(value)
    elif kind is tuple:
        add(b"t%d:" % len(value))
        for item in value:
            _feed(add, item)
    elif plan := _plan(kind):
        opening, fields, is_shared = plan
        if is_shared:
            add(_shared(value, fields))
        else:
            add(opening)
            for name in fields:
                _feed(add, getattr(value, name))
    else:
        _feed_rarer(add, value)


@cache
def _plan(kind: type[Any]) -> tuple[bytes, tuple[str, ...], bool] | None:
    """Of a dataclass: how it begins, the fields that count, whether it is shared by many values."""
    if not dataclasses.is_dataclass(kind):
        return None
    return _opening(kind.__qualname__), compared(kind), hasattr(kind, "IS_SHARED")


# What stands in the keys of all pages is digested once; found by identity, for to compare two takes as long.
_digests: dict[int, tuple[object, bytes]] = {}
_MOST_DIGESTS = 100


def _shared(value: Any, fields: tuple[str, ...]) -> bytes:
    known = _digests.get(id(value))
    if known is None or known[0] is not value:
        parts = [_opening(type(value).__qualname__)]
        for name in fields:
            _feed(parts.append, getattr(value, name))
        known = value, hashlib.blake2b(b"".join(parts), digest_size=16).digest()
        if len(_digests) >= _MOST_DIGESTS:
            _digests.clear()
        _digests[id(value)] = known
    return known[1]


def _feed_rarer(add: Callable[[bytes], None], value: object) -> None:
    match value:
        case frozenset():
            add(b"z%d:" % len(value))
            for part in sorted(digest(item) for item in value):
                add(part)
        case None | bool() | int() | float() | datetime.date():
            add(f"{type(value).__name__}:{value!r};".encode())
        case FunctionType() if value.__closure__ is None and value.__name__ != "<lambda>":
            add(f"f:{value.__module__}.{value.__qualname__};".encode())
        case _:
            raise TypeError(f"cannot digest {type(value).__name__}: it is not a plain value")


@cache
def _opening(name: str) -> bytes:
    return f"d:{name}(".encode()


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
    return digest(code, _versions(), sys.version_info[:2])


def _versions() -> tuple[tuple[str, str], ...]:
    """The versions of the libraries, as the names of the folders say that installers leave beside them."""
    folders = [path for path in sys.path if path.endswith("-packages") and os.path.isdir(path)]
    found = dict[str, str]()
    for name in (name for folder in folders for name in os.listdir(folder) if name.endswith(".dist-info")):
        library, _, version = name.removesuffix(".dist-info").partition("-")
        found.setdefault(library.replace("_", "-").lower(), version)
    return tuple((name, found.get(name) or _version(name)) for name in _LIBRARIES)


def _version(name: str) -> str:
    """The same of a library that lies elsewhere."""
    from importlib import metadata  # noqa: PLC0415  (seldom needed, and slow to load)

    return metadata.version(name)


def _last_key(name: str) -> bytes:
    return digest(fingerprint(), "last", name)


class Memo:
    """Remembered results of pure functions, in one SQLite file; with `None` for a path, in this process only.

    Opening it takes the folder's only lock: a second build waits for the first and then goes on with what that left.
    """

    def __init__(self, path: Path | None) -> None:
        self._live: dict[bytes, object] = {}
        self._used: set[bytes] = set()
        self._last: dict[str, Callable[[], object]] = {}
        # Of each function: identities of arguments → the arguments, which are held so that they stay what they are, and the key.
        self._asked: dict[Callable[..., Any], dict[tuple[int, ...], tuple[tuple[object, ...], bytes]]] = {}
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
        if kind is None and len(self._live) > len(self._used) + _SPARE:
            self._live = {key: self._live[key] for key in self._used if key in self._live}
        if self._db is None:
            return
        if kind is None:
            self._prune(self._db)
            self._db.execute("commit")
        elif issubclass(kind, sqlite3.Error):
            self._live = {}
            with suppress(sqlite3.Error):
                self._db.execute("rollback")
        else:
            self._db.execute("commit")  # a result is right, whatever became of the build that it was made for

    def close(self) -> None:
        """End, and write down what was kept last, if that can be."""
        if self._db is None:
            return
        with suppress(sqlite3.Error):  # it is a help and no more, and the folder may be gone
            for name, make in self._last.items():
                file = BytesIO()
                Writer(file).dump(make())
                self._db.execute(
                    "insert or replace into last values (?, ?)", (_last_key(name), file.getvalue())
                )
        self._db.close()

    def last(self, name: str) -> Any:
        """What was kept by that name when the memo was last closed; None for nothing. It may belong to any build, and what the
        results of that one kept apart may be gone.
        """
        row = (
            self._db.execute("select value from last where key = ?", (_last_key(name),)).fetchone()
            if self._db is not None
            else None
        )
        try:
            return self._read(b"", row[0]) if row else None
        except Exception:  # noqa: BLE001  (as in `_load`)
            return None

    def keep_last(self, name: str, make: Callable[[], object]) -> None:
        """Keep what `make` makes when the memo is closed: something that helps to make the next, and changes no result."""
        self._last[name] = make

    def map(
        self,
        function: Callable[..., Any],
        arguments: Sequence[tuple[object, ...]],
        run: Callable[[Callable[..., Any], Sequence[tuple[object, ...]]], Iterable[Any]],
    ) -> tuple[list[Any], int]:
        """`function` of each of `arguments`, in order, and how many had to be computed (by `run`, in order)."""
        keys = self._keys(function, arguments)
        self._used.update(keys)
        absent = {key: inputs for key, inputs in zip(keys, arguments, strict=True) if key not in self._live}
        self._load(list(absent))
        missing = {key: inputs for key, inputs in absent.items() if key not in self._live}
        for key, value in zip(missing, run(function, list(missing.values())), strict=True):
            self._live[key] = self._stored(key, value)
        return [self._live[key] for key in keys], len(missing)

    def _keys(self, function: Callable[..., Any], arguments: Sequence[tuple[object, ...]]) -> list[bytes]:
        """The key of each; those of the very same values as in the last build are known, where there are many."""
        if len(arguments) < _MANY:
            return [digest(fingerprint(), function, inputs) for inputs in arguments]
        before = self._asked.get(function, {})
        found = dict[tuple[int, ...], tuple[tuple[object, ...], bytes]]()
        keys = list[bytes]()
        for inputs in arguments:
            identity = tuple(map(id, inputs))
            known = before.get(identity)
            found[identity] = known = known or (inputs, digest(fingerprint(), function, inputs))
            keys.append(known[1])
        self._asked[function] = found
        return keys

    def _stored(self, key: bytes, value: Any) -> Any:
        """`value` as it is read again: what is kept apart in it is no more in memory."""
        if self._db is None:
            return value
        file = BytesIO()
        writer = Writer(file)
        writer.dump(value)
        self._db.execute("insert or replace into memo values (?, ?)", (key, file.getvalue()))
        if not writer.blobs:
            return value
        rows = ((key, number, blob) for number, blob in enumerate(writer.blobs))
        self._db.executemany("insert or replace into apart values (?, ?, ?)", rows)
        return self._read(key, file.getvalue())

    def _read(self, key: bytes, value: bytes) -> Any:
        def apart(number: int, other: bytes = key) -> Stored:
            return Stored(self._fetch, other, number)

        return Reader(BytesIO(value), apart).load()

    def _fetch(self, key: bytes, number: int) -> bytes:
        """Raises DamagedError."""
        row = (
            self._db
            and self._db.execute(
                "select value from apart where key = ? and number = ?", (key, number)
            ).fetchone()
        )
        if not row or not isinstance(row[0], bytes):
            raise DamagedError
        return row[0]

    def forget(self) -> None:
        """Begin anew, within a build."""
        self._live = {}
        if self._db is not None:
            self._db.execute("delete from memo")
            self._db.execute("delete from apart")
            self._db.execute("delete from last")

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
                    self._live[key] = self._read(key, value)
                except Exception:  # noqa: BLE001, S112  (an entry that cannot be read is a miss, whatever is wrong)
                    continue

    def _prune(self, db: sqlite3.Connection) -> None:
        """Forget the oldest results that this build did not use, when there are many."""
        (count,) = db.execute("select count(*) from memo").fetchone()
        surplus = count - 2 * len(self._used) - _SPARE
        if surplus > 0:
            keys = [key for (key,) in db.execute("select key from memo order by rowid")]
            unused = [key for key in keys if key not in self._used]
            for table in ("memo", "apart"):
                db.executemany(f"delete from {table} where key = ?", ((key,) for key in unused[:surplus]))  # noqa: S608


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
        db.execute("create table if not exists last (key blob primary key, value blob)")
        db.execute(
            "create table if not exists apart (key blob, number integer, value blob, primary key (key, number))"
        )
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db
