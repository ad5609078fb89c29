"""nginx serving a folder with a configuration of the guide's, on this machine only."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_MAIN = """
daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/error.log info;
events {{}}
http {{
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/t1;
    proxy_temp_path {folder}/t2;
    fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4;
    scgi_temp_path {folder}/t5;
    include {types};
    {server}
}}
"""


def program() -> tuple[str, Path]:
    """(the program, its list of types); the test is skipped where they are not installed."""
    found = shutil.which("nginx", path=None) or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if not found:
        pytest.skip("nginx is not installed (Debian: apt-get install nginx-light)")
    told = subprocess.run([found, "-V"], capture_output=True, text=True, check=True).stderr
    named = re.search(r"--conf-path=(\S+)", told)
    places = [Path(named[1]).parent] if named else []
    places += [Path(found).resolve().parents[2] / "etc/nginx", Path(found).resolve().parents[1] / "conf"]
    types = next((place / "mime.types" for place in places if (place / "mime.types").is_file()), None)
    if types is None:
        pytest.skip("nginx is installed without its mime.types")
    return found, types


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def serving(server: str, folder: Path, port: int) -> Iterator[None]:
    """`server` is what stands within `http`, and listens at 127.0.0.1:`port`; `folder` is for nginx's own files."""
    found, types = program()
    folder.mkdir(parents=True)
    config = folder / "nginx.conf"
    config.write_text(_MAIN.format(folder=folder, types=types, server=server), "utf-8")
    running = subprocess.Popen([found, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(config)])
    try:
        _wait(running, folder, port)
        yield
    finally:
        running.terminate()
        running.wait(10)


def _wait(running: subprocess.Popen[bytes], folder: Path, port: int) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until and running.poll() is None:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    pytest.fail(f"nginx does not answer: {(folder / 'error.log').read_text()}")
