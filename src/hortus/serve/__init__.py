"""A server on this machine that shows the site while it is written: a watcher decides when to build again, never what."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

import uvicorn

from hortus.memo import Memo
from hortus.request import Request, configure
from hortus.serve.rebuild import Tell
from hortus.serve.served import Served

_IN_USE = "port {} is in use; choose another with --port, or --port 0 for any that is free"

_TURN = 0.0005  # seconds that a build computes on while a page waits to be answered


@dataclass(frozen=True, slots=True)
class Listening:
    """Where and how to serve."""

    address: str
    port: int
    poll: bool = False
    opens: bool = False


def serve(
    request: Request,
    remember: Callable[[], Memo],
    listening: Listening,
    tell: Tell,
    say: Callable[[str], None],
) -> None:
    """Build, serve and rebuild until interrupted. Raises UsageError when the port is in use, and what the first build
    raises. `remember` opens the memo.
    """
    configure(request)
    sys.setswitchinterval(_TURN)
    with _listen(listening) as listener:
        address = listening.address if ":" not in listening.address else f"[{listening.address}]"
        url = f"http://{address}:{listener.getsockname()[1]}/"
        say(f"Serving {url} (Ctrl-C ends it)")
        if listening.opens:
            webbrowser.open(url)
        site = Served(request, remember, tell, say, poll=listening.poll)
        server = _Server(site, listening.address)
        try:
            server.run(sockets=[listener])
        finally:
            site.builder.close()
        if site.builder.fault:
            raise site.builder.fault
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


class _Server(uvicorn.Server):
    """Sleeps until it is asked to end, and then ends the streams of events, since it would wait for them."""

    def __init__(self, site: Served, address: str) -> None:
        super().__init__(
            uvicorn.Config(
                site.application(address, self._end),
                log_level="warning",
                timeout_graceful_shutdown=1,
                lifespan="on",
                server_header=False,
                date_header=False,
            )
        )
        self._site = site
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended = asyncio.Event()
        self.is_interrupted = False

    async def main_loop(self) -> None:
        self._loop = asyncio.get_running_loop()
        if not self.should_exit:
            await self._ended.wait()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.is_interrupted = self.is_interrupted or sig == signal.SIGINT
        super().handle_exit(sig, frame)
        self._end()

    def _end(self) -> None:
        self.should_exit = True
        self._site.end()
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._ended.set)
