"""Pure functions are computed anywhere with the same results: in threads, in processes, on a cluster that loses a worker."""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import sys
import time
import weakref
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from operator import mul
from pathlib import Path
from typing import Any

import pytest

from conftest import Run, Site, tree
from hortus.build import build
from hortus.collector import frozen, resumed
from hortus.memo import Memo
from hortus.work import ClusterError, over_cluster, over_processes, spread

NOTES = 120


def quiet(done: int, total: int) -> None:
    pass


@pytest.mark.parametrize("count", [0, 1, 2, 47, 48, 1000])
def test_the_results_come_in_order(count: int) -> None:
    arguments = [(number, 2) for number in range(count)]
    with ThreadPoolExecutor(3) as executor:
        assert list(spread(executor, mul, arguments, quiet)) == [2 * number for number in range(count)]
    assert list(over_processes(2, quiet)(mul, arguments)) == [2 * number for number in range(count)]


def test_a_worker_of_another_version_is_refused() -> None:
    class Other(Executor):
        def submit(self, *_: Any, **__: Any) -> Future[Any]:
            future = Future[Any]()
            future.set_result((b"another", [0]))
            return future

    with pytest.raises(ClusterError, match="another version"):
        list(spread(Other(), mul, [(1, 2)], quiet))


def test_without_a_cluster_there_the_command_says_so(hortus: Run, site: Site) -> None:
    write(site)
    done = hortus("build", "--cluster", f"tcp://127.0.0.1:{_free_port()}", site.folder)
    assert done.returncode == 1
    assert "there is no cluster at tcp://127.0.0.1" in done.stderr
    assert "Traceback" not in done.stderr
    assert not site.public.exists()


def test_a_cluster_makes_the_same_site_though_it_loses_a_worker(site: Site, tmp_path: Path) -> None:
    write(site)
    here = site.clean_tree(tmp_path)
    with _cluster() as (address, workers):
        output = tmp_path / "far"
        request = replace(site.request(), output=output, cache=tmp_path / "far-cache", cluster=address)
        lost = [False]

        def progress(step: str, done: int, total: int) -> None:
            if not lost[0]:
                lost[0] = True
                workers[0].send_signal(signal.SIGKILL)

        build(request, Memo(None), progress)
    assert lost[0]
    assert tree(output) == here


def test_a_cluster_without_workers_is_an_error() -> None:
    with _cluster(count=0) as (address, _), pytest.raises(ClusterError, match="no workers"):
        list(over_cluster(address, quiet)(mul, [(number, 2) for number in range(100)]))


def write(site: Site) -> None:
    for number in range(NOTES):
        text = (
            f"# Note {number}\n\nWords of {number}, [the next](n{(number + 1) % NOTES}.md), $x_{number}$.\n"
        )
        site.write(f"n{number}.md", text)


@contextmanager
def _cluster(count: int = 2) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and workers as processes of their own: (its address, the workers)."""
    port = _free_port()
    address = f"tcp://127.0.0.1:{port}"
    scheduler = _start(
        "dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show"
    )
    workers = list[subprocess.Popen[bytes]]()
    try:
        _await_port(port)
        options = ["--nthreads", "1", "--no-dashboard", "--no-nanny", "--host", "127.0.0.1"]
        workers = [_start("dask_worker", address, *options) for _ in range(count)]
        _await_workers(address, count)
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def _start(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ})


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _await_port(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the scheduler did not start")


def _await_workers(address: str, count: int) -> None:
    from distributed import Client

    client: Any = Client(address, set_as_default=False)  # type: ignore[no-untyped-call]
    client.wait_for_workers(count, timeout=60) if count else None
    client.close()


class Value:
    pass


def test_results_that_were_taken_are_kept_nowhere_else() -> None:
    with ThreadPoolExecutor(1) as executor:
        results = spread(executor, Value, [()] * 100, quiet)
        first = weakref.ref(next(results))
        for _ in range(60):
            next(results)
        assert first() is None
        assert len(list(results)) == 39


def test_what_the_collector_does_not_look_at_stays_so_until_all_is_done() -> None:
    with frozen():
        with resumed():
            assert gc.isenabled()
        assert gc.get_freeze_count()
    assert not gc.get_freeze_count()
