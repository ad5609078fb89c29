"""A site below a path, installed and read without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from conftest import NOW
from hortus.build import build
from hortus.memo import Memo
from hortus.request import Request
from hortus.selection import Selection
from plain_server import serving

pytestmark = pytest.mark.browser

READY = "navigator.serviceWorker.ready.then(r => new Promise(done => { const look = () => r.active?.state === 'activated' && navigator.serviceWorker.controller ? done(true) : setTimeout(look, 20); look(); }))"


# Asked for again and again: an update that the browser began by itself before there was one counts for those asked for meanwhile.
UPDATED = "old => navigator.serviceWorker.getRegistration().then(r => r.update()).catch(() => 0).then(() => "


class Garden:
    """A site in a folder `under/it/` of what a plain server serves."""

    def __init__(self, folder: Path) -> None:
        self.notes, self.root = folder / "garden", folder / "www"
        self.write("hortus.yaml", "title: Garden\noffline: true\n")
        self.write("notes/a.md", "# First\n\nSee [[b]] and ![p](p.svg).\n")
        self.write("notes/deep/b.md", "# Second\n\nWords to find.\n")
        self.write("notes/c.md", "# Third\n")
        self.write("notes/p.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
        self.build()

    def write(self, path: str, text: str) -> None:
        file = self.notes / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def build(self) -> None:
        output = self.root / "under" / "it"
        assert build(
            Request(self.notes, output, self.notes / ".hortus", Selection(NOW)), Memo(None)
        ).is_published


@pytest.fixture
def garden(tmp_path: Path) -> Garden:
    return Garden(tmp_path)


@pytest.fixture
def address(garden: Garden) -> Iterator[str]:
    with serving(garden.root) as at:
        yield f"{at}/under/it"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    context.set_default_timeout(20_000)
    yield context
    context.close()


def visit(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(f"{address}/index.html")
    assert page.evaluate(READY)
    return page


def until(page: Page, expression: str, given: Any = None) -> None:
    """Wait for a promise of true; Playwright's own `wait_for_function` takes any promise for true."""
    for _ in range(200):
        if page.evaluate(expression, given):
            return
        page.wait_for_timeout(40)
    pytest.fail(f"never true: {expression}")


def test_what_was_visited_and_the_shell_are_there_without_a_network(
    context: BrowserContext, address: str
) -> None:
    page = visit(context, address)
    page.goto(f"{address}/a.html")
    page.wait_for_load_state("networkidle")
    context.set_offline(True)
    for path, title in (
        ("a.html", "First"),
        ("index.html", "Garden"),
        ("", "Garden"),
        ("search.html", "Search"),
    ):
        page.goto(f"{address}/{path}")
        assert page.inner_text("h1") == title
    page.goto(f"{address}/a.html")
    assert page.evaluate("getComputedStyle(document.querySelector('.top')).position") == "sticky"
    assert page.evaluate("document.querySelector('.note img').naturalWidth") == 9
    assert page.locator("button.menu").is_visible()  # its script is there too


def test_what_was_not_visited_says_what_there_is(context: BrowserContext, address: str) -> None:
    page = visit(context, address)
    page.goto(f"{address}/a.html")
    context.set_offline(True)
    page.goto(f"{address}/deep/b.html")
    assert page.inner_text("h1") == "You are offline"
    assert page.locator("main .index a").all_inner_texts() == ["First"]
    assert page.evaluate("getComputedStyle(document.querySelector('.top')).position") == "sticky"
    page.click("main .index a")
    assert page.inner_text("h1") == "First"
    context.set_offline(False)
    page.goto(f"{address}/deep/b.html")
    assert page.inner_text("h1") == "Second"


def test_the_network_comes_first(context: BrowserContext, address: str, garden: Garden) -> None:
    page = visit(context, address)
    page.goto(f"{address}/c.html")
    garden.write("notes/c.md", "# Third\n\nA new sentence.\n")
    garden.build()
    page.goto(f"{address}/c.html")
    assert "A new sentence." in page.inner_text("article")
    context.set_offline(True)
    page.goto(f"{address}/c.html")
    assert "A new sentence." in page.inner_text("article")


def test_a_new_build_replaces_what_is_kept(context: BrowserContext, address: str, garden: Garden) -> None:
    page = visit(context, address)
    page.goto(f"{address}/a.html")
    before = page.evaluate("caches.keys()")
    garden.write("static/css/hortus.css", "body { color: rgb(1, 2, 3) }")
    garden.build()
    until(page, UPDATED + "caches.keys()).then(k => k.length === 2 && !k.includes(old[0]))", before)
    context.set_offline(True)
    page.goto(f"{address}/a.html")
    assert page.inner_text("h1") == "First"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(1, 2, 3)"


def test_other_caches_of_the_same_host_are_left_alone(
    context: BrowserContext, address: str, garden: Garden
) -> None:
    page = visit(context, address)
    before = page.evaluate("caches.keys()")
    page.evaluate("caches.open('somebody else')")
    page.evaluate("caches.open('hortus http://127.0.0.1/other/ shell 1')")
    garden.write("notes/new.md", "# New\n")
    garden.build()
    until(page, UPDATED + "caches.keys()).then(k => k.length === 4 && !k.includes(old[0]))", before)
    kept: Any = page.evaluate("caches.keys()")
    assert {"somebody else", "hortus http://127.0.0.1/other/ shell 1"} <= set(kept)


def test_it_goes_when_it_is_not_wanted_any_more(
    context: BrowserContext, address: str, garden: Garden
) -> None:
    page = visit(context, address)
    garden.write("hortus.yaml", "title: Garden\n")
    garden.build()
    page.goto(f"{address}/a.html")
    until(page, "navigator.serviceWorker.getRegistration().then(r => !r)")
    until(page, "caches.keys().then(k => k.length === 0)")


def test_it_goes_under_serve(context: BrowserContext, address: str, garden: Garden) -> None:
    page = visit(context, address)
    file = garden.root / "under" / "it" / "c.html"  # as `hortus serve` gives it
    live = '<script defer src="/_hortus/live.js" data-page="c.html" data-mark=""></script></body>'
    file.write_text(file.read_text("utf-8").replace("</body>", live), "utf-8")
    page.goto(f"{address}/c.html")
    until(page, "navigator.serviceWorker.getRegistration().then(r => !r)")


def test_from_disk_nothing_is_registered(context: BrowserContext, garden: Garden) -> None:
    page, faults = context.new_page(), list[str]()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((garden.root / "under" / "it" / "a.html").as_uri())
    page.wait_for_timeout(200)
    assert faults == []
