"""Takes the pictures of the README from the bundled notes: `make shots`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

import chromium
from hortus.build import build
from hortus.memo import Memo
from hortus.request import Request, now
from hortus.selection import Selection

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / ".github/pictures"


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        build(Request(ROOT, site, Path(folder, "cache"), Selection(now())), Memo(None))
        path = chromium.find()
        assert path, chromium.MISSING
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
            take(open_page(browser, site, "index.html", 1280, "light"), "home")
            note = open_page(browser, site, "deep-learning/attention.html#one-query-by-hand", 1280, "light")
            take(note, "note")
            take(
                open_page(browser, site, "linear-algebra/singular-value-decomposition.html", 1280, "dark"),
                "note-dark",
            )
            page = open_page(browser, site, "git/bisect.html", 1280, "light")
            page.keyboard.press("/")
            page.wait_for_selector("dialog#search[open]")
            page.keyboard.type("attentoin heads")
            page.wait_for_selector("[role=option]")
            take(page, "search")
            take(open_page(browser, site, "deep-learning/梯度下降.html", 390, "dark"), "phone")
            browser.close()


def open_page(browser: Browser, site: Path, path: str, width: int, scheme: str) -> Page:
    page = browser.new_page(
        viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page.goto(f"{site.as_uri()}/{path}")
    page.wait_for_timeout(1500)  # until it has scrolled to its place
    return page


def take(page: Page, name: str) -> None:
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
