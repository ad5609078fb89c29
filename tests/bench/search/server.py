"""A site over loopback, with every answer compressed and counted, and slow on request."""

from __future__ import annotations

import gzip
import mimetypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

_COMPRESSED = {
    ".html",
    ".js",
    ".css",
    ".json",
    ".svg",
    ".txt",
    ".xml",
}  # as hosts do; other files go as they are


@dataclass
class Line:
    """What went over it, as (path, bytes of the body), and how slow it is: the same for pages and their workers."""

    latency: float = 0  # seconds before an answer begins
    rate: float = 0  # bytes a second, shared by all answers; 0 is no limit
    sent: list[tuple[str, int]] = field(default_factory=list)
    free_at: float = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def send(self, path: str, size: int) -> None:
        """Waits as long as this answer takes, and counts it."""
        with self.lock:
            now = time.monotonic()
            self.free_at = max(self.free_at, now + self.latency) + (size / self.rate if self.rate else 0)
            self.sent.append((path, size))
            wait = self.free_at - now
        if self.latency or self.rate:
            time.sleep(wait)

    def bytes_since(self, mark: int) -> int:
        return sum(size for _, size in self.sent[mark:])


@contextmanager
def served(folder: Path, line: Line) -> Iterator[str]:
    """The address at which `folder` is served."""
    bodies = dict[str, tuple[bytes, str]]()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path).lstrip("/") or "index.html"
            file = folder / path
            if not file.is_file():
                self.send_error(404)
                return
            if path not in bodies:
                data, is_small = file.read_bytes(), file.suffix in _COMPRESSED
                bodies[path] = (gzip.compress(data, 6), "gzip") if is_small else (data, "identity")
            body, encoding = bodies[path]
            line.send(path, len(body))
            self.send_response(200)
            self.send_header("Content-Type", mimetypes.guess_type(path)[0] or "application/octet-stream")
            self.send_header("Content-Encoding", encoding)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "max-age=3600")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
