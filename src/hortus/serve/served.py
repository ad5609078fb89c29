"""The site that is being written, over HTTP: its files, built again after each edit, and events for the pages that are open."""

from __future__ import annotations

import asyncio
import html
import json
import mimetypes
import sqlite3
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request as HttpRequest
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from hortus.config import ConfigError
from hortus.memo import Memo
from hortus.outputs.graph import SCRIPT
from hortus.request import Request, UsageError
from hortus.serve.edits import Edits
from hortus.serve.findings import render_findings
from hortus.serve.preview import Preview
from hortus.serve.rebuild import Builder, Tell, mark_of
from hortus.theme import ThemeError, default_theme

_EVENTS, _SCRIPT, _CHECK = "/_hortus/events", "/_hortus/live.js", "/_hortus/check"
_ALL_NOTES = "all-notes.html"  # it has all that the tree beside a page has
_LIVE = '<script defer src="{}" data-page="{}" data-mark="{}"{}></script></body>'
_WAITING = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Hortus</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="color-scheme" content="light dark">'
    "<style>body{{margin:20vh auto;max-width:34rem;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif}}"
    "pre{{white-space:pre-wrap}}</style></head><body><h1>{}</h1><pre>{}</pre></body></html>"
)

_LATEST = 4  # pages that are shown early as if they were open
_LARGE = 1 << 23  # bytes of a file that is sent piece by piece
_SHORT = 0.1  # a build that takes no longer is not worth telling of before it is done
_RECONNECT_MS = 300


class Served:
    """The published files over HTTP, built again after each edit, and events for open pages."""

    def __init__(
        self,
        request: Request,
        remember: Callable[[], Memo],
        tell: Tell,
        say: Callable[[str], None],
        *,
        poll: bool,
    ) -> None:
        self._request, self._say, self._poll = request, say, poll
        self.builder = Builder(request, remember, tell, say, self._open_pages, self._tell_soon)
        self._preview = Preview(request)
        self._listeners = Counter[str]()  # path of a page → in how many windows it is open
        self._latest = deque[str](maxlen=_LATEST)  # pages that were asked for last
        self._loop: asyncio.AbstractEventLoop | None = None
        self._changed = asyncio.Condition()
        self._is_ending = False

    def application(self, address: str, fail: Callable[[], None]) -> Starlette:
        """To be served at `address`. `fail` is called when there can be no site at all."""
        # A page elsewhere must not read the notes by pointing a name of its own at this machine.
        hosts = ["127.0.0.1", "localhost", "[::1]", address] if address not in {"0.0.0.0", "::"} else ["*"]  # noqa: S104
        return Starlette(
            routes=[
                Route(_EVENTS, self._events),
                Route(_SCRIPT, _script),
                Route(_CHECK, self._check),
                Route("/{path:path}", self._file),
            ],
            middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=hosts)],
            lifespan=lambda _: _Working(self._work(fail)),
        )

    def end(self) -> None:
        """End the build and the streams of events; called from a signal handler too."""
        self._is_ending = True
        self.builder.end()
        if self._loop is not None:
            asyncio.run_coroutine_threadsafe(self._notify(), self._loop)

    # --- Building

    async def _work(self, fail: Callable[[], None]) -> None:
        """Build, and again after each edit."""
        self._loop = asyncio.get_running_loop()
        edits = Edits(self._request, self.builder.overtake, self._say, poll=self._poll)
        edits.start()
        try:
            while not self._is_ending:
                edits.forget()
                is_whole = await self._build()
                if self.builder.fault:
                    fail()
                    return
                with suppress(TimeoutError):  # until a note is due
                    async with asyncio.timeout(self.builder.due()):
                        await edits.wait(is_burst=not is_whole)
        finally:
            edits.close()

    async def _build(self) -> bool:
        self.builder.begin()
        telling = asyncio.get_running_loop().call_later(_SHORT, self._tell)
        is_whole = await run_in_threadpool(self.builder.build)
        telling.cancel()
        await self._notify()
        return is_whole

    # --- Events

    def _open_pages(self) -> frozenset[str]:
        # Asked for where it is built, while pages come and go here.
        listening = [path for path, count in list(self._listeners.items()) if count]
        return frozenset(filter(None, map(self._find, [*listening, *list(self._latest)])))

    def _tell_soon(self) -> None:
        """Called from where it is built."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._tell)

    def _tell(self) -> None:
        asyncio.get_running_loop().create_task(self._notify())

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _events(self, http: HttpRequest) -> Response:
        return StreamingResponse(
            self._messages(http.query_params.get("page", "")),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store"},
        )

    async def _messages(self, path: str) -> AsyncIterator[str]:
        """What the page at `path` is to know, whenever that is something else than before."""
        sent: dict[str, object] = {}
        self._listeners[path] += 1
        try:
            yield f"retry: {_RECONNECT_MS}\n\n"
            while not self._is_ending:
                message = self._message(path)
                if message != sent:
                    sent = message
                    yield f"data: {json.dumps(message, ensure_ascii=False)}\n\n"
                async with self._changed:
                    await self._changed.wait_for(lambda: self._is_ending or self._message(path) != sent)  # noqa: B023  (awaited here)
        finally:
            self._listeners[path] -= 1

    def _message(self, path: str) -> dict[str, object]:
        builder = self.builder
        found = self._find(path)
        page = found or _tries(path)[-1]
        problems = [problem.text for problem in builder.state.problems if problem.page in {"", page}]
        moved = next((builder.moved[name] for name in _tries(path) if name in builder.moved), None)
        return {
            "phase": builder.state.phase,
            "mark": builder.mark(found) if found else "",
            "moved": moved,
            "search": builder.mark("search/index.js"),
            "tree": builder.mark(_ALL_NOTES),
            "graph": builder.mark(SCRIPT),
            "files": builder.files,
            "problems": problems,
        }

    # --- Findings

    async def _check(self, http: HttpRequest) -> Response:
        """What may be wrong with the notes, computed when it is asked for; it is no page of the site."""
        headers = {"Cache-Control": "no-store"}
        try:
            page = await run_in_threadpool(
                lambda: render_findings(self.builder.check(), self._request.folder)
            )
        except (ConfigError, UsageError, ThemeError, OSError, sqlite3.Error) as error:
            return HTMLResponse(
                _WAITING.format("The notes cannot be checked", html.escape(str(error))), 503, headers
            )
        return HTMLResponse(page, headers=headers)

    # --- Files

    def _find(self, path: str) -> str | None:
        """The path in the site of what is asked for as `path`."""
        return next((name for name in _tries(path) if name in self.builder.paths), None)

    async def _file(self, http: HttpRequest) -> Response:
        """The file at the address, only if it is one of the site's; pages are given the script that keeps them fresh."""
        path = http.path_params["path"]
        found = self._find(path)
        if found is None and not self.builder.has_built:
            return await self._early(path)
        if found is None and _is_no_page(path):
            return Response(status_code=404)
        if found is None:
            return self._page(
                path, self.builder.page("404.html") or self._waiting("There is no site yet"), 404
            )
        if not (self._request.output / found).is_file():
            return self._page(path, self._waiting("This page is being made"), 503)
        if found.endswith(".html"):
            self._latest.append(found)
            return self._page(path, self.builder.page(found), 200)
        return await run_in_threadpool(_answer, self._request.output / found)

    async def _early(self, path: str) -> Response:
        """While the very first build is under way: the note alone, or a page that waits."""
        if _is_no_page(path):
            return _early_file(self._preview.file(path), path)
        for name in _tries(path):
            if page := await run_in_threadpool(self._preview.page, name):
                return self._page(path, page, 200)
        return self._page(path, self._waiting("The site is being made"), 503, waits=True)

    def _page(self, path: str, page: bytes, status: int, *, waits: bool = False) -> Response:
        mark = mark_of(page) if status == 200 else ""
        live = _LIVE.format(_SCRIPT, html.escape(path), mark, " data-waits" * waits)
        whole = page.replace(b"</body>", live.encode())
        return HTMLResponse(whole, status, headers={"Cache-Control": "no-cache"})

    def _waiting(self, title: str) -> bytes:
        problems = "\n\n".join(problem.text for problem in self.builder.state.problems)
        return _WAITING.format(html.escape(title), html.escape(problems)).encode()


def _tries(path: str) -> list[str]:
    """What an address may stand for, as usual hosts read it."""
    return list(dict.fromkeys([path, f"{path}/index.html".lstrip("/").replace("//", "/"), f"{path}.html"]))


def _early_file(file: Path | None, path: str) -> Response:
    """A file that an early page refers to. Scripts that tell of the whole site, which is yet to come, are empty."""
    headers = {"Cache-Control": "no-store"}
    if file:
        return FileResponse(file, headers=headers)
    is_script = path.endswith(".js")
    return Response(status_code=200 if is_script else 503, media_type="text/javascript", headers=headers)


def _is_no_page(path: str) -> bool:
    return not path.endswith((".html", "/")) and "." in path.rpartition("/")[2]


def _answer(file: Path) -> Response:
    """A file of the site. One that pages are made of is read as a whole: the next build may put another in its place."""
    headers = {"Cache-Control": "no-cache"}
    kind = mimetypes.guess_type(file.name)[0] or "text/plain"
    try:
        if kind.startswith(("audio/", "video/")) or file.stat().st_size > _LARGE:
            return FileResponse(file, headers=headers)
        return Response(file.read_bytes(), media_type=kind, headers=headers)
    except OSError:
        return Response(status_code=503)


async def _script(http: HttpRequest) -> Response:
    return FileResponse(default_theme() / "static" / "js" / "_live.js", media_type="text/javascript")


class _Working:
    """Does the work while the application runs."""

    def __init__(self, work: object) -> None:
        self._work = work

    async def __aenter__(self) -> None:
        self._task = asyncio.ensure_future(self._work)  # type: ignore[call-overload]

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
