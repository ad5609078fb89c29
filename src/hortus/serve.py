"""A server on this machine that shows the site while it is written: a watcher decides when to build again, never what."""

from __future__ import annotations

import asyncio
import html
import json
import signal
import socket
import sqlite3
import time
import webbrowser
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import FrameType

import uvicorn
import watchfiles
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request as HttpRequest
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from hortus.build import Request, UsageError, build, now
from hortus.config import ConfigError
from hortus.memo import Memo
from hortus.model import Problem, Report
from hortus.publish import MANIFEST
from hortus.report import describe
from hortus.theme import default_theme

_EVENTS, _SCRIPT = "/_hortus/events", "/_hortus/live.js"
_LIVE = f'<script defer src="{_SCRIPT}"></script></body>'
_QUIET_MS = 30  # what is saved within this time is one edit
_UNWATCHED = frozenset({".git", "node_modules", "__pycache__", ".venv"})
_IN_USE = "port {} is in use; choose another with --port, or --port 0 for any that is free"


@dataclass(frozen=True, slots=True)
class Listening:
    """Where and how to serve."""

    address: str
    port: int
    poll: bool = False
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A problem as the page shows it; `page` is the path of the page it is about, "" for all."""

    page: str
    text: str


@dataclass(frozen=True, slots=True)
class State:
    """What open pages are told: the number of the build, and its problems."""

    number: int
    is_published: bool
    problems: tuple[Shown, ...]


Tell = Callable[[Report, float], None]


def serve(request: Request, memo: Memo, listening: Listening, tell: Tell, say: Callable[[str], None]) -> None:
    """Build, serve and rebuild until interrupted. Raises UsageError when the port is in use, ConfigError at the start."""
    with _listen(listening) as listener:
        builder = _Builder(request, memo, tell, say)
        builder.build(first=True)
        address = listening.address if ":" not in listening.address else f"[{listening.address}]"
        url = f"http://{address}:{listener.getsockname()[1]}/"
        say(f"Serving {url} (Ctrl-C ends it)")
        if listening.opens:
            webbrowser.open(url)
        site = _Site(request, builder, poll=listening.poll)
        config = uvicorn.Config(
            site.application(listening.address),
            log_level="warning",
            timeout_graceful_shutdown=1,
            lifespan="on",
        )
        server = _Server(config, site)
        server.run(sockets=[listener])
        if server.is_interrupted:
            raise KeyboardInterrupt


def _listen(listening: Listening) -> socket.socket:
    family = socket.AF_INET6 if ":" in listening.address else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((listening.address, listening.port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        in_use = error.errno in {98, 48, 10048}  # Linux, macOS, Windows
        raise OSError(
            _IN_USE.format(listening.port) if in_use else f"{listening.address}: {error.strerror}"
        ) from None
    return listener


class _Builder:
    """Calls `build` again and remembers how the last one went."""

    def __init__(self, request: Request, memo: Memo, tell: Tell, say: Callable[[str], None]) -> None:
        self._request, self._memo, self._tell, self._say = request, memo, tell, say
        self.state = State(0, is_published=False, problems=())
        self.paths: frozenset[str] = frozenset()
        self._problems: tuple[Problem, ...] = ()

    def build(self, *, first: bool = False) -> None:
        """Raises UsageError and ConfigError only the `first` time; later they are problems of the last good site."""
        request = replace(self._request, selection=replace(self._request.selection, now=now()))
        began = time.perf_counter()
        try:
            report = build(request, self._memo)
        except ConfigError as error:
            if first:
                raise
            self._fail(tuple(text for problem in error.problems for text in self._lines(problem)))
        except (UsageError, OSError, sqlite3.Error) as error:
            if first:
                raise
            self._fail((f"error: {error}",))
        except Exception as error:
            if first:
                raise
            self._fail((f"error: Hortus itself failed: {type(error).__name__}: {error}",))
        else:
            # A build that changed nothing says nothing: what is printed may go to a file that is watched.
            if first or report.written or report.removed or report.problems != self._problems:
                self._tell(report, time.perf_counter() - began)
            self._problems = report.problems
            self._publish(report)

    def _publish(self, report: Report) -> None:
        pages = dict(report.places)
        problems = tuple(
            Shown(
                "" if problem.severity == "error" else pages.get(problem.path, "-"),
                "\n".join(self._lines(problem)),
            )
            for problem in report.problems
        )
        self.state = State(self.state.number + 1, report.is_published, problems)
        self.paths = frozenset(_manifest(self._request.output))

    def _fail(self, texts: tuple[str, ...]) -> None:
        for text in texts:
            self._say(text)
        self.state = State(self.state.number + 1, is_published=False, problems=(Shown("", "\n".join(texts)),))

    def _lines(self, problem: Problem) -> list[str]:
        return describe(problem, self._request.folder)


def _manifest(output: Path) -> list[str]:
    try:
        return (output / MANIFEST).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []


class _Server(uvicorn.Server):
    """Ends the streams of events when it is asked to end, since it would wait for them."""

    def __init__(self, config: uvicorn.Config, site: _Site) -> None:
        super().__init__(config)
        self._site = site
        self.is_interrupted = False

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.is_interrupted = self.is_interrupted or sig == signal.SIGINT
        self._site.close()
        super().handle_exit(sig, frame)


class _Site:
    """The published files over HTTP, and an event for open pages after each build."""

    def __init__(self, request: Request, builder: _Builder, *, poll: bool) -> None:
        self._request, self._builder, self._poll = request, builder, poll
        self._changed = asyncio.Condition()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_closing = False

    def close(self) -> None:
        """End the streams of events; called from a signal handler."""
        self._is_closing = True
        if self._loop is not None:
            asyncio.run_coroutine_threadsafe(self._notify(), self._loop)

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def application(self, address: str) -> Starlette:
        # A page elsewhere must not read the notes by pointing a name of its own at this machine.
        hosts = ["127.0.0.1", "localhost", "[::1]", address] if address not in {"0.0.0.0", "::"} else ["*"]  # noqa: S104
        return Starlette(
            routes=[Route(_EVENTS, self._events), Route(_SCRIPT, _script), Route("/{path:path}", self._file)],
            middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=hosts)],
            lifespan=lambda _: _Watching(self._watch()),
        )

    async def _watch(self) -> None:
        self._loop = asyncio.get_running_loop()
        async for _ in watchfiles.awatch(
            self._request.folder,
            watch_filter=self._is_watched,
            debounce=400,
            step=_QUIET_MS,
            force_polling=self._poll or None,
            poll_delay_ms=500,
        ):
            await run_in_threadpool(self._builder.build)
            await self._notify()

    def _is_watched(self, change: watchfiles.Change, path: str) -> bool:
        file = Path(path)
        ours = (
            self._request.output.resolve(),
            self._request.cache.resolve(),
            (self._request.folder / "public").resolve(),
        )
        return not (_UNWATCHED & set(file.parts)) and not any(file.is_relative_to(folder) for folder in ours)

    async def _events(self, http: HttpRequest) -> Response:
        return StreamingResponse(
            self._states(), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    async def _states(self) -> AsyncIterator[str]:
        sent = -1
        while not self._is_closing:
            state = self._builder.state
            if state.number != sent:
                sent = state.number
                yield f"data: {json.dumps(asdict(state), ensure_ascii=False)}\n\n"
            async with self._changed:
                await self._changed.wait_for(lambda: self._is_closing or self._builder.state.number != sent)  # noqa: B023  (awaited here)

    async def _file(self, http: HttpRequest) -> Response:
        """The file at the address, only if it is one of the site's; pages are given the script that keeps them fresh."""
        path = http.path_params["path"]
        tries = [path, f"{path}/index.html".lstrip("/").replace("//", "/"), f"{path}.html"]
        found = next((name for name in tries if name in self._builder.paths), None)
        if found is None and not path.endswith((".html", "/", "")) and "." in path.rpartition("/")[2]:
            return Response(status_code=404)
        if found is None:
            return HTMLResponse(self._page("404.html") or self._placeholder(), 404)
        if not (self._request.output / found).is_file():
            return HTMLResponse(self._placeholder(), 503)
        if found.endswith(".html"):
            return HTMLResponse(self._page(found), headers={"Cache-Control": "no-cache"})
        return FileResponse(self._request.output / found, headers={"Cache-Control": "no-cache"})

    def _page(self, path: str) -> bytes:
        try:
            return (self._request.output / path).read_bytes().replace(b"</body>", _LIVE.encode())
        except OSError:
            return b""

    def _placeholder(self) -> str:
        problems = html.escape("\n\n".join(problem.text for problem in self._builder.state.problems))
        return f'<!doctype html><html lang="en"><title>Hortus</title><body><h1>There is no site yet</h1><pre>{problems}</pre>{_LIVE}</html>'


async def _script(http: HttpRequest) -> Response:
    return FileResponse(default_theme() / "static" / "js" / "_live.js", media_type="text/javascript")


class _Watching:
    """Runs the watcher while the application runs."""

    def __init__(self, watch: object) -> None:
        self._watch = watch

    async def __aenter__(self) -> None:
        self._task = asyncio.ensure_future(self._watch)  # type: ignore[call-overload]

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
