"""`hortus serve`: the site over HTTP, fresh after each edit, and never less than the last good one."""

from __future__ import annotations

import datetime
import http.client
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from repositories import Repo

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

    def state(self, page: str = "a.html") -> dict[str, Any]:
        """What `page` is told next, when no build is under way; the first call gives the state as it is."""
        if self.events is None:
            self.stream = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT)
            self.stream.request("GET", f"/_hortus/events?page={page}")
            self.events = self.stream.getresponse()
        while True:
            line = self.events.readline().decode()
            assert line, "the server closed the stream of events"
            if line.startswith("data: ") and json.loads(line[6:])["phase"] != "building":
                state: dict[str, Any] = json.loads(line[6:])
                return state

    def forget(self) -> None:
        """The next state is told anew."""
        if self.events and self.stream:
            self.events.close()
            self.stream.close()
        self.events = self.stream = None

    def stop(self) -> str:
        """What it printed of its builds."""
        self.process.kill()
        printed, _ = self.process.communicate()
        self.forget()
        return printed

    def edit(self, path: str, text: str) -> dict[str, Any]:
        """Save a file; the state of the build that follows."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return self.state()


def start(folder: Path, *arguments: str, is_awaited: bool = True) -> Server:
    """A server that has built the site, or with `is_awaited=False` one that has begun to."""
    command = [sys.executable, "-m", "hortus", "serve", str(folder), "--port", "0", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
            server = Server(folder, process, int(found[1]))
            if is_awaited:
                server.state()
                server.forget()
            return server
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
        "/secret.md",
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
    assert state["phase"] == "ready"
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
    assert state["phase"] == "stopped"
    assert "templates/page.html:1: error:" in state["problems"][0]
    assert "first" in server.get("/a.html")[1]
    state = server.edit("templates/page.html", '{% extends "default/page.html" %}')
    assert state["phase"] == "ready"


def test_a_broken_config_leaves_the_last_good_site_and_says_so(server: Server) -> None:
    state = server.edit("hortus.yaml", "title: [")
    assert state["phase"] == "stopped"
    assert "this is not YAML" in state["problems"][0]
    assert "first" in server.get("/a.html")[1]


def test_the_problems_of_a_note_are_told_to_its_page_alone(server: Server) -> None:
    state = server.edit("a.md", "# A\n\n[[nosuch]]\n")
    (problem,) = state["problems"]
    assert problem.startswith("a.md:3:1: warning: nothing here is called `nosuch`")
    server.forget()
    assert server.state("index.html")["problems"] == []


def test_the_mark_of_a_page_is_another_only_when_the_page_is(server: Server) -> None:
    before = server.edit("b.md", "# B\n\nfirst\n")["mark"]
    other = server.edit("b.md", "# B\n\nsecond\n")
    assert other["mark"] == before
    assert server.edit("a.md", "# A\n\nsecond\n")["mark"] != before


def test_a_page_comes_with_its_mark(server: Server) -> None:
    server.forget()
    assert f'data-mark="{server.state()["mark"]}"' in server.get("/a.html")[1]


def test_what_is_saved_without_a_change_is_printed_to_nobody(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n")
    running = start(tmp_path)
    before = running.state()["mark"]
    (tmp_path / "a.md").write_text("# A\n")
    (tmp_path / "junk.md~").write_text("x")
    time.sleep(0.5)
    (tmp_path / "a.md").write_text("# A\n\nsecond\n")
    while running.state()["mark"] == before:
        pass
    assert running.stop().count(" written") == 2


def test_a_burst_of_edits_is_one_build_or_two(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n")
    running = start(tmp_path)
    for number in range(200):
        (tmp_path / f"n{number}.md").write_text(f"# Note {number}\n")
    deadline = time.monotonic() + WAIT
    while running.get("/n199.html")[0] != 200 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert running.get("/n199.html")[0] == 200
    assert running.stop().count(" written") <= 3  # with the first


def test_a_folder_that_is_renamed_takes_its_pages_along(server: Server) -> None:
    server.edit("old/b.md", "# B\n\nabove\n")
    (server.folder / "old").rename(server.folder / "new")
    server.state()
    assert (server.get("/old/b.html")[0], server.get("/new/b.html")[0]) == (404, 200)
    server.edit("new/b.md", "# B\n\nbelow\n")
    assert "below" in server.get("/new/b.html")[1]
    shutil.rmtree(server.folder / "new")
    server.state()
    assert server.get("/new/b.html")[0] == 404


def test_a_page_is_told_where_its_note_has_gone(server: Server) -> None:
    (server.folder / "a.md").rename(server.folder / "other.md")
    state = server.state()
    assert (state["mark"], state["moved"]) == ("", "other.html")
    (server.folder / "other.md").unlink()
    server.forget()
    time.sleep(0.5)
    assert server.state("other.html")["moved"] == ""


def test_the_folder_itself_may_go_and_come_back(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "a.md").write_text("# A\n\nfirst\n")
    running = start(folder)
    try:
        running.state()
        shutil.rmtree(folder)
        assert "there is no folder" in running.state()["problems"][0]
        folder.mkdir()
        (folder / "a.md").write_text("# A\n\nsecond\n")
        while running.state()["phase"] != "ready":
            pass
        assert "second" in running.get("/a.html")[1]
        assert running.edit("a.md", "# A\n\nthird\n")["phase"] == "ready"
        assert "third" in running.get("/a.html")[1]
    finally:
        running.stop()


def test_notes_that_lie_elsewhere_are_watched_too(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site/hortus.yaml").write_text("notes: ../elsewhere\n")
    (tmp_path / "elsewhere/a.md").write_text("# A\n")
    running = start(tmp_path / "site")
    try:
        running.state()
        running.edit("../elsewhere/a.md", "# A\n\nsecond\n")
        assert "second" in running.get("/a.html")[1]
    finally:
        running.stop()


def test_edits_are_seen_without_events_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\nfirst\n")
    running = start(tmp_path, "--poll")
    try:
        running.state()
        time.sleep(1.0)  # times of files are coarse to those who poll
        running.edit("a.md", "# A\n\nsecond\n")
        assert "second" in running.get("/a.html")[1]
    finally:
        running.stop()


@pytest.fixture
def early(tmp_path: Path) -> Iterator[tuple[Server, sqlite3.Connection]]:
    """A server whose first build waits for another one, which ends with the connection's transaction."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "a.md").write_text("# A\n\nfirst, see [[b]] and [the folder](folder/), ![picture](p.png)\n")
    (tmp_path / "folder/b.md").write_text("---\nslug: other\n---\n# B\n\nback to [[a]]\n")
    (tmp_path / "secret.md").write_text("---\ndraft: true\n---\nsecret\n")
    (tmp_path / "p.png").write_bytes(b"no picture")
    (tmp_path / ".hortus").mkdir()
    other = sqlite3.connect(tmp_path / ".hortus/memo", isolation_level=None)
    other.execute("create table if not exists memo (key blob primary key, value blob)")
    other.execute("begin immediate")
    running = start(tmp_path, is_awaited=False)
    yield running, other
    running.stop()
    other.close()


def test_a_note_is_shown_before_the_site_is_made(early: tuple[Server, sqlite3.Connection]) -> None:
    running, other = early
    status, text = running.get("/a.html")
    assert status == 200
    assert "first, see" in text
    assert 'href="folder/other.html"' in text
    assert "Linked from" not in text
    for address in re.findall(r'(?:src|href)="((?:css/|p\.)[^"]*)"', text):
        assert running.get(f"/{address}")[0] == 200
    other.execute("rollback")
    mark = running.state()["mark"]
    assert mark
    assert f'data-mark="{mark}"' not in text
    text = running.get("/a.html")[1]
    assert f'data-mark="{mark}"' in text
    assert "Linked from" in text


def test_what_cannot_be_shown_before_the_site_is_made_waits(early: tuple[Server, sqlite3.Connection]) -> None:
    running, other = early
    for path in ("/", "/secret.html", "/nosuch.html", "/tags/"):
        status, text = running.get(path)
        assert status == 503
        assert "The site is being made" in text
        assert "_hortus/live.js" in text
    other.execute("rollback")
    running.state()
    assert (running.get("/")[0], running.get("/secret.html")[0]) == (200, 404)


def test_ctrl_c_ends_a_build_too(early: tuple[Server, sqlite3.Connection]) -> None:
    running, other = early
    running.get("/a.html")
    running.process.send_signal(signal.SIGINT)
    other.execute("rollback")
    assert running.process.wait(timeout=WAIT) == 130


def test_a_site_that_cannot_be_made_at_all_is_not_served(tmp_path: Path) -> None:
    (tmp_path / "hortus.yaml").write_text("title: [")
    command = [sys.executable, "-m", "hortus", "serve", str(tmp_path), "--port", "0"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=WAIT)
    assert done.returncode == 2
    assert "this is not YAML" in done.stderr
    assert "Serving" not in done.stderr


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


def test_what_may_be_wrong_is_told_on_a_page_of_the_server_alone(server: Server) -> None:
    server.edit("deep/b.md", "# B\n\n[[nowhere]] <is> where the garden ends, they say.\n")
    status, page = server.get("/_hortus/check")
    assert status == 200
    assert '<a href="../deep/b.html">deep/b.md</a>' in page
    assert "nothing here is called `nowhere`" in page
    assert "[[nowhere]] &lt;is&gt; where" in page
    assert "<title>What may be wrong · " in page
    server.edit("deep/b.md", "# B\n\n[[a]] is where the garden ends, they say.\n")
    assert "`nowhere`" not in server.get("/_hortus/check")[1]
    assert server.get("/check.html")[0] == 404


def test_findings_wait_for_a_folder_that_can_be_read(server: Server) -> None:
    server.edit("hortus.yaml", "title: [\n")
    status, page = server.get("/_hortus/check")
    assert status == 503
    assert "The notes cannot be checked" in page


def seen(server: Server, path: str, status: int) -> None:
    """Waits until the page at `path` is answered so."""
    latest = time.monotonic() + WAIT
    while server.get(path)[0] != status:
        assert time.monotonic() < latest
        time.sleep(0.05)


def test_what_git_is_told_to_ignore_goes_at_once(tmp_path: Path) -> None:
    Repo(tmp_path).git("init", "-q")
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text(f"# {name}\n")
    server = start(tmp_path)
    try:
        seen(server, "/b.html", 200)
        (tmp_path / ".gitignore").write_text("b.md\n")
        seen(server, "/b.html", 404)
        (tmp_path / ".gitignore").unlink()
        seen(server, "/b.html", 200)
    finally:
        server.stop()


def test_a_note_comes_when_its_time_comes(tmp_path: Path) -> None:
    soon = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=5)
    (tmp_path / "a.md").write_text("# A\n")
    (tmp_path / "b.md").write_text(f"---\ndate: {soon:%Y-%m-%dT%H:%M:%SZ}\n---\n# B\n")
    server = start(tmp_path)
    try:
        assert server.get("/b.html")[0] == 404
        seen(server, "/b.html", 200)
    finally:
        server.stop()
