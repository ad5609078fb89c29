"""Values as bytes: pickled, with what is kept apart from them, and read again as values and nothing else."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

from hortus.model import Kept

T = TypeVar("T")


class DamagedError(Exception):
    """What is remembered cannot be read again: it must be forgotten, and all be made anew."""

    def __init__(self) -> None:
        super().__init__("what is remembered cannot be read; --clean makes it anew")


_PLAIN = {
    ("builtins", "frozenset"),
    *(("datetime", name) for name in ("date", "datetime", "timedelta", "timezone")),
}


class Blob:
    """What `Kept.value` calls: a value as bytes, in memory until the memo has it."""

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __call__(self) -> Any:
        return Reader(BytesIO(self.data)).load()


def keep(key: bytes, value: T) -> Kept[T]:
    """`value`, to be kept apart; `key` is what stands for it."""
    return Kept(key, Blob(pickle.dumps(value, 5)))


class Stored:
    """What `Kept.value` calls for a value that the memo has: the one of that number beside the result with that key."""

    __slots__ = ("_key", "_number", "_read")

    def __init__(self, read: Callable[[bytes, int], bytes], key: bytes, number: int) -> None:
        self._read, self._key, self._number = read, key, number

    @property
    def place(self) -> tuple[int, bytes]:
        return self._number, self._key

    def __call__(self) -> Any:
        """Raises DamagedError."""
        try:
            return self.blob()()
        except Exception as error:
            raise DamagedError from error

    def blob(self) -> Blob:
        return Blob(self._read(self._key, self._number))

    def __reduce__(self) -> tuple[type[Blob], tuple[bytes]]:
        """Another process has no memo: it is sent the value itself."""
        return Blob, (self.blob().data,)


class Writer(pickle.Pickler):
    """Writes a result without what is kept apart in it, which is left in `blobs`; what the memo has already is referred to."""

    def __init__(self, file: BytesIO) -> None:
        super().__init__(file, 5)
        self.blobs = blobs = list[bytes]()

        # Nothing here refers to the writer: it goes as soon as it is not wanted, and the blobs with it.
        def set_apart(blob: Blob) -> tuple[Callable[[int], Blob], tuple[int]]:
            blobs.append(blob.data)
            return _apart, (len(blobs) - 1,)

        self.dispatch_table = {Blob: set_apart, Stored: _refer}


def _apart(number: int, key: bytes = b"") -> Blob:
    """Stands in a stored result for what is kept apart, beside it or beside the one with that key; only `Reader` knows where."""
    raise LookupError(key, number)


def _refer(stored: Stored) -> tuple[Callable[[int, bytes], Blob], tuple[int, bytes]]:
    return _apart, stored.place


class Reader(pickle.Unpickler):
    """Reads values only: a cache may come with somebody else's notes, and must not be able to run anything."""

    def __init__(self, file: BytesIO, apart: Callable[..., object] = _apart) -> None:
        super().__init__(file)
        self._apart = apart

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("hortus.model.") or (module, name) in _PLAIN:
            return super().find_class(module, name)
        if (module, name) == (__name__, _apart.__name__):
            return self._apart
        raise pickle.UnpicklingError(f"{module}.{name} is not a plain value")
