"""Real pages in real Chromium: the bundled notes, built once, opened from disk and over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import chromium
from conftest import NOW, ROOT
from hortus.build import build
from hortus.memo import Memo
from hortus.request import Request
from hortus.selection import Selection
from plain_server import Quiet, serving

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.MISSING, pytrace=False)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled notes as a site."""
    folder = tmp_path_factory.mktemp("bundled")
    report = build(
        Request(ROOT, folder / "public", folder / "cache", Selection(NOW, future=True)), Memo(None)
    )
    assert report.is_published
    return folder / "public"


@pytest.fixture
def host() -> Iterator[Callable[..., str]]:
    """Serves a folder and says where, until the test and its pages have ended.

    A page loads fonts and icons after a test has seen enough of it: a server that ended before would be one of its faults.
    """
    with ExitStack() as servers:
        yield lambda folder, handler=Quiet: servers.enter_context(serving(folder, handler))


@pytest.fixture
def opened(browser: Browser, public: Path, host: object) -> Iterator[Open]:
    """Opens a page of the bundled site from disk. Anything on the console, or any request elsewhere, is a failure.

    It asks for `host` so that its pages end before the servers do.
    """
    contexts: list[Any] = []
    faults: list[str] = []

    def open_page(path: str, width: int = 1440, height: int = 900, at: str = "", **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        address = at or public.as_uri()
        page.on(
            "console",
            lambda message: faults.append(message.text) if message.type in {"error", "warning"} else None,
        )
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith((address, "data:", "blob:")) else faults.append(request.url)
            ),
        )
        page.goto(f"{address}/{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
