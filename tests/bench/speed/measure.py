"""What a command costs: seconds, seconds of processor, and memory, of all its processes together. On Linux."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SAMPLED = 0.05  # seconds between two looks at the memory

Commands = Sequence[Sequence[str]]


class FailedError(Exception):
    """A command did not do its work, or not in time; says which and why."""


@dataclass(frozen=True, slots=True)
class Cost:
    """`memory` is the most that the processes held at one time, in bytes, or 0 where nobody looked."""

    wall: float
    cpu: float
    memory: int = 0


def run(commands: Commands, folder: Path, timeout: float, *, look: bool) -> Cost:
    """Run one command after the other in `folder`, and add up. To `look` at the memory costs time."""
    costs = [_run(command, folder, timeout, look=look) for command in commands]
    return Cost(
        sum(cost.wall for cost in costs),
        sum(cost.cpu for cost in costs),
        max(cost.memory for cost in costs),
    )


def _run(command: Sequence[str], folder: Path, timeout: float, *, look: bool) -> Cost:
    log = folder / "log.txt"
    began = time.perf_counter()
    with started(command, folder, log) as process:
        ended = threading.Event()
        late = threading.Timer(timeout, _send, [process, signal.SIGKILL])
        late.start()
        held = _Held(process.pid, ended) if look else None
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        late.cancel()
        ended.set()
    if wall >= timeout:
        raise FailedError(f"more than {timeout:.0f} s")
    if process.returncode:
        tail = log.read_text("utf-8", "replace").strip().splitlines()[-1:]
        raise FailedError(f"{Path(command[0]).name} exited with {process.returncode}: {' '.join(tail)[:200]}")
    return Cost(wall, used.ru_utime + used.ru_stime, held.most() if held else 0)


@contextmanager
def started(command: Sequence[str], folder: Path, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The command, in a session of its own, all of which is ended afterwards."""
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
        )
    try:
        yield process
    finally:
        end(process)


def settle(process: subprocess.Popen[bytes], quiet: float, timeout: float) -> None:
    """Wait until the processes of its session have computed nothing for a while."""
    until, before = time.monotonic() + timeout, -1
    while time.monotonic() < until and (now := sum(map(_ticks, _members(process.pid)))) != before:
        before = now
        time.sleep(quiet)


def end(process: subprocess.Popen[bytes]) -> None:
    """End the processes of its session, first by asking. That the first is gone does not mean that all are."""
    _send(process, signal.SIGTERM)
    if process.returncode is None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(3)
    _send(process, signal.SIGKILL)
    if process.returncode is None:
        process.wait()


def _send(process: subprocess.Popen[bytes], sent: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, sent)


class _Held:
    """Looks again and again what the processes of a session hold: their memory, what they share counted once (PSS)."""

    def __init__(self, session: int, ended: threading.Event) -> None:
        self._session, self._ended, self._most = session, ended, 0
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def most(self) -> int:
        self._thread.join()
        return self._most

    def _look(self) -> None:
        while not self._ended.wait(SAMPLED):
            self._most = max(self._most, sum(map(_share, _members(self._session))))


def _members(session: int) -> Iterator[Path]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                # After the name, which may hold anything: state, parent, group, session.
                if int((folder / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                    yield folder
            except OSError:
                continue


def _share(process: Path) -> int:
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024


def _ticks(process: Path) -> int:
    """The time that a process has computed, in ticks of the system's clock."""
    try:
        return sum(map(int, (process / "stat").read_text().rpartition(")")[2].split()[11:13]))
    except OSError:
        return 0
