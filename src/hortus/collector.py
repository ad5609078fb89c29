"""Python's collector of circular garbage, kept from looking through a site again and again while it grows and holds none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager


def paused() -> AbstractContextManager[None]:
    """While many values are made that stay."""
    return _switched(on=False)


@contextmanager
def resumed() -> Iterator[None]:
    """While garbage is made: what is there at the beginning is not looked at."""
    with frozen(), _switched(on=True):
        yield


def begin() -> None:
    """In a process that is a copy of another, from now on: to look at what it was given would make it copy all that."""
    gc.freeze()
    gc.enable()


def leave() -> None:
    """Before the program ends: what is there goes with it, and need not be looked through again before."""
    gc.freeze()


@contextmanager
def frozen() -> Iterator[None]:
    """While others come and go: what is there at the beginning is not looked at."""
    is_within = gc.get_freeze_count() > 0
    gc.freeze()
    try:
        yield
    finally:
        if not is_within:
            gc.unfreeze()


@contextmanager
def _switched(*, on: bool) -> Iterator[None]:
    was_on = gc.isenabled()
    (gc.enable if on else gc.disable)()
    try:
        yield
    finally:
        (gc.enable if was_on else gc.disable)()
