"""How pure functions of many arguments are computed: here, over the processors of this machine, or over those of a cluster.

Any `concurrent.futures.Executor` will do. The results are the same everywhere, and come in the order of the arguments.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import Any

from hortus.collector import begin, resumed
from hortus.memo import fingerprint

_ENOUGH_TO_SHARE = 48  # arguments: for fewer, starting more processes costs more than it saves
_PART = 24  # arguments that are computed in one go: what ends last, or is not wanted any more, must not keep others waiting

Arguments = Sequence[tuple[object, ...]]
Run = Callable[[Callable[..., Any], Arguments], Iterable[Any]]
Tell = Callable[[int, int], None]  # how many are computed, of how many


class ClusterError(Exception):
    """The cluster cannot be used; the message says why and what to do."""


def here(function: Callable[..., Any], arguments: Arguments) -> Iterator[Any]:
    return (function(*inputs) for inputs in arguments)


def over_processes(jobs: int, tell: Tell) -> Run:
    """Over so many processes (0 is as many as there are processors), when there is much to do."""

    def run(function: Callable[..., Any], arguments: Arguments) -> Iterator[Any]:
        count = min(jobs or os.cpu_count() or 1, len(arguments) // _ENOUGH_TO_SHARE + 1)
        if count < 2:
            with resumed():
                yield from _counted(here(function, arguments), len(arguments), tell)
            return
        with _processes(count) as executor:
            yield from spread(executor, function, arguments, tell)

    return run


def over_cluster(address: str, tell: Tell) -> Run:
    """Over the workers of the Dask scheduler at `address`. Raises ClusterError when computing."""

    def run(function: Callable[..., Any], arguments: Arguments) -> Iterator[Any]:
        if len(arguments) < _ENOUGH_TO_SHARE:
            yield from here(function, arguments)
            return
        with _cluster(address) as executor:
            yield from spread(executor, function, arguments, tell)

    return run


def spread(
    executor: Executor, function: Callable[..., Any], arguments: Arguments, tell: Tell
) -> Iterator[Any]:
    """`function` of each of `arguments`, in order, computed by any executor. Raises ClusterError when a worker is another version
    of Hortus.
    """
    chunks = [arguments[start : start + _PART] for start in range(0, len(arguments), _PART)]
    futures = deque([executor.submit(compute, function, chunk) for chunk in chunks])
    try:
        for number in range(len(chunks)):
            version, results = (
                futures.popleft().result()
            )  # which is kept nowhere else: there may be very many
            if version != fingerprint():
                raise ClusterError(
                    "a worker of the cluster has another version of Hortus or of its libraries; install the same"
                )
            yield from results
            tell(min((number + 1) * _PART, len(arguments)), len(arguments))
    finally:
        for future in futures:
            future.cancel()


def compute(function: Callable[..., Any], arguments: Arguments) -> tuple[bytes, list[Any]]:
    """(what tells this version of Hortus, the results): a part of the work, done wherever it was sent."""
    return fingerprint(), [function(*inputs) for inputs in arguments]


def _counted(values: Iterable[Any], total: int, tell: Tell) -> Iterator[Any]:
    for number, value in enumerate(values):
        tell(number, total)
        yield value


@contextmanager
def _processes(count: int) -> Iterator[Executor]:
    # A fork is quick, but must not copy a process with threads.
    methods = multiprocessing.get_all_start_methods()
    can_fork = "fork" in methods and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if can_fork else methods[-1])
    if not can_fork and "forkserver" in methods:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["hortus.reading", "hortus.indexing"])
    with ProcessPoolExecutor(count, context, _begin_work) as executor:
        yield executor


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client  # noqa: PLC0415  (an extra, and large)
    except ImportError:
        raise ClusterError("a cluster needs more to be installed: pip install 'hortus[cluster]'") from None
    connect: Any = Client  # it has no types
    try:
        client = connect(address, timeout=10, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(f"there is no cluster at {address}: {error}") from None
    try:
        if not client.scheduler_info()["workers"]:
            raise ClusterError(
                f"the cluster at {address} has no workers; start one with: dask worker {address}"
            )
        yield client.get_executor(pure=False)
    finally:
        client.close()


def _begin_work() -> None:
    """In each process that parses: Ctrl-C is for the one that started it, and when that is no more, so is this."""
    begin()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
