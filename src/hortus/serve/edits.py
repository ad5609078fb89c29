"""Which changes of files are edits, and when they are all there: one save at once, a burst of them after a pause."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hortus.config import ConfigError
from hortus.request import Request, UsageError, configure
from hortus.serve.watch import Watcher
from hortus.theme.look import own_look

_SETTLE = 0.003  # seconds after a file is complete: what else was saved with it is seen by then
_PAUSE = 0.03  # … after something went, which may be about to come back, and between the edits of a burst
_LONGEST = 0.4  # … of a burst

_UNWATCHED = frozenset({"node_modules", "__pycache__", "_site"})
_SEEN_HIDDEN = frozenset(
    {".obsidian", ".foam", ".gitignore", ".mkdocsignore"}
)  # they tell how the notes are to be read


class Edits:
    """What is edited in the folder of a request: notes, templates, static files, configuration. `seen` is called at each."""

    def __init__(
        self, request: Request, seen: Callable[[], None], say: Callable[[str], None], *, poll: bool
    ) -> None:
        self._request, self._seen = request, seen
        self._edited = asyncio.Event()
        self._last = 0.0
        self._is_complete = True  # what was edited last
        self._folder = str(request.folder.absolute())
        ours = (request.output, request.cache, request.folder / "public")
        self._ours = tuple(str(folder.absolute()) for folder in ours)
        self._watcher = Watcher(self._roots(), self._is_watched, self._take, say, poll=poll)

    def start(self) -> None:
        self._watcher.start()

    def close(self) -> None:
        self._watcher.close()

    def forget(self) -> None:
        """What was edited up to now is going to be built."""
        self._edited.clear()

    async def wait(self, *, is_burst: bool) -> None:
        """Until something is edited, and what is saved together with it."""
        await self._edited.wait()
        loop = asyncio.get_running_loop()
        latest = loop.time() + _LONGEST
        while (now := loop.time()) < latest:
            until = self._last + (_SETTLE if self._is_complete and not is_burst else _PAUSE)
            if now >= until:
                return
            await asyncio.sleep(until - now)

    def _take(self, is_complete: bool) -> None:
        self._last = asyncio.get_running_loop().time()
        self._is_complete = is_complete
        self._edited.set()
        self._seen()

    def _roots(self) -> list[Path]:
        """The folder, and those of the notes and of the look where they lie elsewhere."""
        folder = self._request.folder
        with suppress(ConfigError, UsageError):
            config, notes, _ = configure(self._request)
            look = own_look(folder, config.look)
            others = [notes, *([look] if look else [])]
            return [folder, *(one for one in others if not one.resolve().is_relative_to(folder.resolve()))]
        return [folder]

    def _is_watched(self, path: str) -> bool:
        inside = path.removeprefix(self._folder).split("/")
        is_hidden = any(name.startswith(".") and name not in _SEEN_HIDDEN for name in inside)
        is_ours = any(path == folder or path.startswith(f"{folder}/") for folder in self._ours)
        return not (is_hidden or is_ours or path.endswith("~") or not _UNWATCHED.isdisjoint(inside))
