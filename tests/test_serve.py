"""`hortus serve`: the site over HTTP, fresh after each edit, and never less than the last good one."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

WAIT = 20.0


@dataclass
class Server:
    """A running `hortus serve`, and what it says."""

    folder: Path
    process: subprocess.Popen[str]
    port: int
    stream: http.client.HTTPConnection | None = field(default=None)
    events: http.client.HTTPResponse | None = field(default=None)

    def get(self, path: str, host: str = "127.0.0.1") -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT)
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        status, text = answer.status, answer.read().decode()
        connection.close()
        return status, text

    def state(self) -> dict[str, Any]:
        """The next event; the first call gives the state as it is."""
        if self.events is None:
            self.stream = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT)
            self.stream.request("GET", "/_hortus/events")
            self.events = self.stream.getresponse()
        while not (line := self.events.readline().decode()).startswith("data: "):
            assert line, "the server closed the stream of events"
        state: dict[str, Any] = json.loads(line[6:])
        return state

    def stop(self) -> None:
        self.process.kill()
        self.process.communicate()
        if self.events and self.stream:
            self.events.close()
            self.stream.close()

    def edit(self, path: str, text: str) -> dict[str, Any]:
        """Save a file; the state of the build that follows."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return self.state()


def start(folder: Path, *arguments: str) -> Server:
    command = [sys.executable, "-m", "hortus", "serve", str(folder), "--port", "0", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
            time.sleep(1.0)  # until the watcher, which starts with the server, looks
            return Server(folder, process, int(found[1]))
    raise AssertionError("no address was printed")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    (tmp_path / "a.md").write_text("# A\n\nfirst\n")
    (tmp_path / "secret.md").write_text("---\ndraft: true\n---\nsecret\n")
    running = start(tmp_path)
    running.state()
    yield running
    running.stop()


def test_pages_are_served_under_every_usual_address(server: Server) -> None:
    assert [server.get(path)[0] for path in ("/", "/a.html", "/a", "/search/index.js", "/tags/")] == [200] * 5
    assert "first" in server.get("/a.html")[1]


def test_what_is_not_there(server: Server) -> None:
    status, text = server.get("/nosuch/page.html")
    assert status == 404
    assert "There is no such page" in text


@pytest.mark.parametrize(
    "path",
    [
        "/../a.md",
        "/%2e%2e/a.md",
        "/..%2fa.md",
        "/a.md",
        "/.hortus-manifest",
        "/secret.html",
        "//etc/passwd",
        "/%00",
    ],
)
def test_nothing_else_is_served(server: Server, path: str) -> None:
    assert server.get(path)[0] == 404


def test_other_hosts_are_refused(server: Server) -> None:
    assert server.get("/a.html", host="evil.example")[0] == 400


def test_an_edit_is_on_the_page_and_in_the_search(server: Server) -> None:
    state = server.edit("a.md", "# A\n\nzebrafish\n")
    assert state["is_published"]
    assert "zebrafish" in server.get("/a.html")[1]
    assert "zebrafish" in server.get("/search/index.js")[1]


def test_new_and_deleted_notes_are_seen(server: Server) -> None:
    server.edit("deep/b.md", "# B\n")
    assert server.get("/deep/b.html")[0] == 200
    (server.folder / "deep/b.md").unlink()
    server.state()
    assert server.get("/deep/b.html")[0] == 404


def test_an_editor_that_writes_beside_and_renames_is_seen(server: Server) -> None:
    (server.folder / ".a.md.swp").write_text("# A\n\nrenamed\n")
    (server.folder / ".a.md.swp").replace(server.folder / "a.md")
    server.state()
    assert "renamed" in server.get("/a.html")[1]


def test_a_broken_template_leaves_the_last_good_site_and_says_so(server: Server) -> None:
    state = server.edit("templates/page.html", "{% if %}")
    assert not state["is_published"]
    assert "templates/page.html:1: error:" in state["problems"][0]["text"]
    assert "first" in server.get("/a.html")[1]
    state = server.edit("templates/page.html", '{% extends "default/page.html" %}')
    assert state["is_published"]


def test_a_broken_config_leaves_the_last_good_site_and_says_so(server: Server) -> None:
    state = server.edit("hortus.yaml", "title: [")
    assert not state["is_published"]
    assert "this is not YAML" in state["problems"][0]["text"]
    assert "first" in server.get("/a.html")[1]


def test_the_problems_of_a_note_are_told_to_its_page(server: Server) -> None:
    state = server.edit("a.md", "# A\n\n[[nosuch]]\n")
    (problem,) = state["problems"]
    assert problem["page"] == "a.html"
    assert problem["text"].startswith("a.md:3:1: warning: nothing here is called `nosuch`")


def test_serving_leaves_public_alone(server: Server) -> None:
    assert not (server.folder / "public").exists()
    assert not any(
        "_hortus" in file.read_text("utf-8") for file in (server.folder / ".hortus/served").rglob("*.html")
    )


def test_ctrl_c_ends_it(server: Server) -> None:
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(timeout=WAIT) == 130
    assert "Traceback" not in server.process.communicate()[1]


def test_drafts_are_served_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / "d.md").write_text("---\ndraft: true\n---\nin work\n")
    running = start(tmp_path, "--drafts")
    try:
        assert "in work" in running.get("/d.html")[1]
    finally:
        running.stop()


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "hortus", "serve", str(tmp_path), "--port", str(port)]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=WAIT, env={**os.environ}
        )
    assert done.returncode == 1
    assert (
        done.stderr
        == f"error: port {port} is in use; choose another with --port, or --port 0 for any that is free\n"
    )
