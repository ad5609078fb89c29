"""When something in folders changes. Linux tells at once and for nothing; elsewhere, and where asked to, watchfiles looks.

Only *that* something changed is told, and whether a file is complete by it: what it means is found out by building.
"""

from __future__ import annotations

import asyncio
import ctypes
import errno
import os
import struct
import sys
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from pathlib import Path

import watchfiles

Tell = Callable[
    [bool], None
]  # told whether what changed is complete: a file closed after writing, or moved into place
Watched = Callable[[str], bool]  # whether a path counts

_AGAIN = 0.25  # seconds until a folder that is gone is looked for again
_STEP_MS, _POLL_MS = 10, 500  # between two looks: at what the system reports, at the files themselves

_MODIFIED_AND_CLOSED, _MOVED_FROM, _MOVED_TO, _CREATED, _DELETED = 0x8, 0x40, 0x80, 0x100, 0x200
_SELF_DELETED, _SELF_MOVED, _UNMOUNTED, _OVERFLOWN, _FORGOTTEN = 0x400, 0x800, 0x2000, 0x4000, 0x8000
_ONLY_FOLDERS, _IS_FOLDER = 0x0100_0000, 0x4000_0000
_WANTED = _MODIFIED_AND_CLOSED | _MOVED_FROM | _MOVED_TO | _CREATED | _DELETED | _SELF_DELETED | _SELF_MOVED
_COMPLETE = _MODIFIED_AND_CLOSED | _MOVED_TO
_HEAD = struct.Struct("iIII")  # watch, mask, cookie, length of the name that follows


class Watcher:
    """Watches `roots` with all that is below them, folders that links lead to as well.

    A root may be missing, and may come later; a file counts when it is closed, so that none is seen half-written.
    """

    def __init__(
        self,
        roots: Iterable[Path],
        is_watched: Watched,
        tell: Tell,
        say: Callable[[str], None],
        *,
        poll: bool,
    ) -> None:
        self._roots = tuple(dict.fromkeys(os.path.abspath(root) for root in roots))
        self._is_watched, self._tell, self._say, self._poll = is_watched, tell, say, poll
        self._kernel: _Kernel | None = None
        self._tasks = set[asyncio.Task[None]]()

    def start(self) -> None:
        """Watch from now on, in the running loop."""
        try:
            if sys.platform == "linux" and not self._poll:
                self._kernel = _Kernel(self._is_watched, self._tell, self._lost, self._look_instead)
            for root in self._roots:
                self._begin(root)
        except OSError as error:
            self._look_instead(error)

    def _look_instead(self, error: OSError) -> None:
        """The system watches no more folders."""
        self._say(f"warning: {error.strerror}; looking for changes every half second, as with --poll")
        self.close()
        self._kernel, self._poll = None, True
        for root in self._roots:
            self._begin(root)

    def close(self) -> None:
        if self._kernel:
            self._kernel.close()
        for task in self._tasks:
            task.cancel()

    def _begin(self, root: str) -> None:
        if self._kernel is None:
            self._run(self._look(root))
        elif not self._kernel.watch(root, is_root=True):
            self._run(self._await(root))

    def _run(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _lost(self, root: str) -> None:
        self._tell(False)
        self._begin(root)

    async def _await(self, root: str) -> None:
        await _until_there(root)
        self._begin(root)
        self._tell(False)

    async def _look(self, root: str) -> None:
        while True:
            with suppress(FileNotFoundError):
                async for _ in watchfiles.awatch(
                    root,
                    watch_filter=lambda _, path: self._is_watched(path),
                    debounce=400,
                    step=_STEP_MS,
                    force_polling=self._poll or None,
                    poll_delay_ms=_POLL_MS,
                    ignore_permission_denied=True,
                ):
                    self._tell(True)
                    if not _is_there(root):
                        break
            await _until_there(root)
            self._tell(False)


class _Kernel:
    """Linux's inotify: one watch for each folder, since it sees no deeper."""

    def __init__(
        self,
        is_watched: Watched,
        tell: Tell,
        lost: Callable[[str], None],
        fail: Callable[[OSError], None],
    ) -> None:
        self._is_watched, self._tell, self._lost, self._fail = is_watched, tell, lost, fail
        self._system = ctypes.CDLL(None, use_errno=True)
        self._file = self._system.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self._file < 0:
            raise _error("inotify")
        self._folders: dict[int, str] = {}
        self._roots: dict[str, int] = {}
        asyncio.get_running_loop().add_reader(self._file, self._wake)

    def close(self) -> None:
        asyncio.get_running_loop().remove_reader(self._file)
        os.close(self._file)

    def watch(self, folder: str, *, is_root: bool = False) -> bool:
        """Watch `folder` and what is below it, before anything of it is read; whether it is there.

        Raises OSError when the system watches no more.
        """
        todo, seen, is_there = [folder], set[int](), False
        while todo:
            path = todo.pop()
            number = self._system.inotify_add_watch(self._file, os.fsencode(path), _WANTED | _ONLY_FOLDERS)
            if number < 0:
                if ctypes.get_errno() == errno.ENOSPC:
                    raise _error(path)
                continue
            if number in seen:  # a link in a circle
                continue
            seen.add(number)
            self._folders[number] = path
            is_there = True
            if is_root and path == folder:
                self._roots[folder] = number
            with suppress(OSError), os.scandir(path) as entries:
                todo += [
                    entry.path for entry in entries if self._is_watched(entry.path) and _is_folder(entry)
                ]
        return is_there

    def _wake(self) -> None:
        try:
            self._read()
        except OSError as error:
            self._tell(False)
            self._fail(error)

    def _read(self) -> None:
        """Take in all that is reported, and tell of it once."""
        is_complete, lost = set[bool](), list[str]()
        data = b""
        with suppress(BlockingIOError):
            while chunk := os.read(self._file, 1 << 16):
                data += chunk
        at = 0
        while at < len(data):
            number, mask, _, length = _HEAD.unpack_from(data, at)
            at += _HEAD.size + length
            name = os.fsdecode(data[at - length : at].rstrip(b"\0"))
            if mask & _OVERFLOWN:
                lost += self._roots
            elif mask & (_SELF_DELETED | _SELF_MOVED | _UNMOUNTED | _FORGOTTEN):
                lost += self._forget(number, mask)
            elif number in self._folders:
                path = f"{self._folders[number]}/{name}"
                if self._is_watched(path):
                    is_complete |= self._take(path, mask)
        for root in dict.fromkeys(lost):
            self._roots.pop(root, None)
            self._lost(root)
        if is_complete:
            self._tell(True in is_complete)

    def _take(self, path: str, mask: int) -> set[bool]:
        """What is to be told of one event at `path`."""
        if not mask & _IS_FOLDER:
            is_link = bool(mask & _CREATED) and os.path.islink(path)
            if is_link and _is_there(path):
                self.watch(path)
            # A new file is empty until it is closed, unless it is a link.
            return set() if mask & _CREATED and not is_link else {bool(mask & _COMPLETE)}
        if mask & (_MOVED_FROM | _DELETED):
            self._leave(path)
        if mask & (_MOVED_TO | _CREATED):
            self.watch(path)
        return {bool(mask & _COMPLETE)}

    def _leave(self, folder: str) -> None:
        """Watch `folder` and what is below it no more: it goes by another name, or is elsewhere."""
        inside = [
            number
            for number, path in self._folders.items()
            if path == folder or path.startswith(folder + "/")
        ]
        for number in inside:
            self._system.inotify_rm_watch(self._file, number)
            del self._folders[number]

    def _forget(self, number: int, mask: int) -> list[str]:
        """The roots that are lost with the watch `number`."""
        lost = [root for root, watch in self._roots.items() if watch == number]
        for root in lost:
            self._leave(root)
        if mask & _FORGOTTEN:
            self._folders.pop(number, None)
        return lost


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link in a circle
        return False


def _is_there(folder: str) -> bool:
    return os.path.isdir(folder)


async def _until_there(folder: str) -> None:
    """Nothing reports that a folder which is gone is made again."""
    while not _is_there(folder):  # noqa: ASYNC110  (there is no event)
        await asyncio.sleep(_AGAIN)


def _error(path: str) -> OSError:
    number = ctypes.get_errno()
    return OSError(number, os.strerror(number), path)
