"""Python's collector of circular garbage, kept from looking through a site again and again while it grows and holds none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """While many values are made that stay."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def resumed() -> Iterator[None]:
    """While garbage is made."""
    was_enabled = gc.isenabled()
    gc.enable()
    try:
        yield
    finally:
        if not was_enabled:
            gc.disable()


@contextmanager
def frozen() -> Iterator[None]:
    """While others come and go: what is there at the beginning is not looked at."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
