"""How long an edit takes to the page: as the program's own server serves it, and as it stands open in Chromium."""

from __future__ import annotations

import contextlib
import http.client
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

import chromium
from measure import FailedError, settle, started
from programs import Site

ASKED = 0.005  # seconds between two requests
QUIET = 1.0  # seconds between two edits
COMES = 15.0  # seconds after which an open page is taken not to come by itself

# Says when a word comes to stand in the page, however it is brought there: into the open page, or with a new one.
WATCHES = """
const look = () => {
  const word = sessionStorage.getItem("word");
  if (word && !sessionStorage.getItem(word) && document.body?.textContent.includes(word))
    sessionStorage.setItem(word, String(performance.timeOrigin + performance.now()));
};
new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
"""


def edits(site: Site, words: list[str], timeout: float) -> tuple[list[float], list[float]]:
    """For each word the seconds until the page that is served has it, and until the one that is open has it."""
    path, port = site.corpus.plain, _free()
    address, text = site.program.address(path), site.corpus.text(path)
    with started(site.server(port), site.folder, site.folder / "server.txt") as server:
        _served_with(port, address, "</html>", time.monotonic() + timeout, server)
        settle(server, QUIET, timeout)
        served = [_edited(site, port, address, f"{text}\n{word}\n", word, timeout, server) for word in words]
        with _showing(f"http://127.0.0.1:{port}{address}") as page:
            shown = _all_seen(site, page, text, words) if page else []
    return served, shown


@contextmanager
def _showing(url: str) -> Iterator[Page | None]:
    """The page, open in Chromium where there is one."""
    if (path := chromium.find()) is None:
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        context = browser.new_context()
        context.add_init_script(WATCHES)
        page = context.new_page()
        page.goto(url)
        time.sleep(QUIET)
        yield page
        browser.close()


def _edited(
    site: Site, port: int, address: str, text: str, word: str, timeout: float, server: subprocess.Popen[bytes]
) -> float:
    began = time.perf_counter()
    site.note(site.corpus.plain).write_text(text, "utf-8")
    _served_with(port, address, word, time.monotonic() + timeout, server)
    took = time.perf_counter() - began
    time.sleep(QUIET)
    return took


def _all_seen(site: Site, page: Page, text: str, words: list[str]) -> list[float]:
    found = list[float]()
    for word in words:
        seconds = _seen(site, page, f"{text}\n{word}s\n", f"{word}s")
        if seconds is None:
            break
        found.append(seconds)
    return found


def _seen(site: Site, page: Page, text: str, word: str) -> float | None:
    """None when the page does not come by itself. Both clocks are this machine's."""
    page.evaluate("word => sessionStorage.setItem('word', word)", word)
    began = time.time()
    site.note(site.corpus.plain).write_text(text, "utf-8")
    until = time.monotonic() + COMES
    while time.monotonic() < until:
        time.sleep(0.02)
        with contextlib.suppress(Exception):  # the page is on its way to another state of itself
            if (at := page.evaluate("word => sessionStorage.getItem(word)", word)) is not None:
                time.sleep(QUIET)
                return float(at) / 1000 - began
    return None


def _served_with(port: int, address: str, word: str, until: float, server: subprocess.Popen[bytes]) -> None:
    """Returns when the page is served and holds the word."""
    while time.monotonic() < until:
        asked = time.perf_counter()
        if server.poll() is not None:
            raise FailedError(f"the server ended with {server.returncode}")
        if word.encode() in _get(port, address, until):
            return
        time.sleep(max(0.0, ASKED - (time.perf_counter() - asked)))
    raise FailedError("not served in time")


def _get(port: int, address: str, until: float) -> bytes:
    """What is served there, nothing while there is no server or no such page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=max(0.1, until - time.monotonic()))
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        return answer.read() if answer.status == 200 else b""
    except (OSError, http.client.HTTPException):
        return b""
    finally:
        connection.close()


def _free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
