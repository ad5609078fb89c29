"""What is begun is ended: who stops the program meanwhile waits until it is."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")  # not every system has all


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Signals that end the program come when the block is left. Only in the main thread: others are never interrupted."""
    came, before = list[int](), dict[int, Any]()
    if threading.current_thread() is threading.main_thread():
        for number in (getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)):
            before[number] = (
                signal.signal(number, lambda came_now, _: came.append(came_now)) or signal.SIG_DFL
            )
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    for number in came[:1]:
        signal.raise_signal(number)
