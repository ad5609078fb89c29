"""A plain server of files, as any host of static sites is one."""

from __future__ import annotations

import http.server
import io
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO

_WITH_DIGEST = re.compile(r"\.[0-9a-f]{8}\.\w+$")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def send_head(self) -> io.BytesIO | BinaryIO | None:
        # It tells versions of a file apart by the second, and a test writes two of them in one.
        del self.headers["If-Modified-Since"]
        return super().send_head()

    def end_headers(self) -> None:
        # As the guide has it: what is in a file of such a name never changes.
        if _WITH_DIGEST.search(self.path):
            self.send_header("Cache-Control", "max-age=31536000, immutable")
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Nothing."""


class WithoutHtml(Quiet):
    """A host that leaves `.html` out of the addresses of pages, and leads there from those that have it."""

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        if self.path.endswith(".html"):
            self.send_response(308)
            self.send_header("Location", self.path.removesuffix(".html").removesuffix("index"))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        if not self.path.endswith("/") and "." not in self.path.rpartition("/")[2]:
            self.path += ".html"
        return super().send_head()


@contextmanager
def serving(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """The address at which the files of `folder` are served."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
