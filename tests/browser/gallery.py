"""Every kind of page at three widths, light and dark, on one page to be looked at: `make gallery`."""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

import chromium
from hortus.build import build
from hortus.memo import Memo
from hortus.request import Request, now
from hortus.selection import Selection
from plain_server import serving

ROOT = Path(__file__).parents[2]
SIZES = ((1440, 900), (768, 1024), (390, 844))
PHONE = 390
SCHEMES = ("light", "dark")


@dataclass(frozen=True)
class View:
    """A page, and what is done on it before its picture is taken."""

    name: str
    path: str
    do: Callable[[Page], object] = lambda page: None
    at: tuple[int, ...] = (1440, 768, 390)  # the widths at which there is something to see


def search(page: Page) -> None:
    page.keyboard.press("/")
    page.wait_for_selector("dialog#search[open]")
    page.keyboard.type("attentoin heads")
    page.wait_for_selector("[role=option]")


def menu(page: Page) -> None:
    page.get_by_role("button", name="Menu").click()
    page.wait_for_selector("dialog.drawer [aria-current]")


def history(page: Page) -> None:
    page.locator(".past summary").click()
    page.locator(".past").scroll_into_view_if_needed()


def paper(page: Page) -> None:
    """As wide as a sheet of A4, with the margins that only a printer gives it."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    page.add_style_tag(content="html { padding: 18mm 16mm }")


def offline(page: Page) -> None:
    """A page that was not opened before, where there is no network."""
    page.evaluate("navigator.serviceWorker.ready.then(() => {})")
    page.reload()
    page.context.set_offline(True)
    page.goto(page.url.replace("merging", "bisect"))
    page.context.set_offline(False)


def preview(page: Page) -> None:
    page.locator("article.note a[href$='.html']").first.hover()
    page.wait_for_selector(".preview")


VIEWS = (
    View("home", "index.html"),
    View("note", "deep-learning/attention.html"),
    View(
        "note, its end", "git/rebasing.html", lambda page: page.locator(".outro").scroll_into_view_if_needed()
    ),
    View("note in Chinese", "deep-learning/梯度下降.html"),
    View("notebook", "statistics/bootstrap-by-hand.html"),
    View("code", "guide/code.html"),
    View("formulas", "guide/formulas.html"),
    View("callouts and tabs", "guide/callouts.html"),
    View("folder", "deep-learning/index.html"),
    View("tag", "tags/attention.html"),
    View("tags", "tags/index.html"),
    View("all notes", "all-notes.html"),
    View("archive", "archive.html"),
    View("graph", "graph.html"),
    View("glossary", "terms.html"),
    View("search", "search.html?q=gradient", lambda page: page.wait_for_selector("[role=option]")),
    View("search dialog", "deep-learning/attention.html", search),
    View(
        "tree in its drawer", "deep-learning/attention.html", menu, (768, 390)
    ),  # else it is beside the text
    View("preview of a link", "deep-learning/attention.html", preview, (1440, 768)),  # a thumb cannot hover
    View("keys", "git/merging.html", lambda page: page.keyboard.press("?"), (1440, 768)),
    View(
        "picture", "deep-learning/attention.html", lambda page: page.locator("article.note img").first.click()
    ),
    View("not found", "404.html"),
    View("nothing found", "search.html?q=xylophone", lambda page: page.wait_for_selector(".search-above p")),
    View("history", "deep-learning/attention.html", history),
    View("a note on paper", "deep-learning/attention.html", paper, (768,)),
    View("a folder on paper", "git/print.html", paper, (768,)),
    View("without a network", "git/merging.html", offline),
)
# What the bundled notes do not ask for, and is to be seen too.
MORE = "\nhistory: true\nprintable: true\noffline: true\n"


def main(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)  # pictures of before
    folder.mkdir(parents=True)
    with browser() as running, tempfile.TemporaryDirectory() as made:
        site, garden = Path(made, "site"), Path(made, "hortus")
        grow(garden)
        build(Request(garden, site, Path(made, "cache"), Selection(now())), Memo(None))
        with serving(site) as address:
            shots = list(take_all(running, address, folder))
    (folder / "index.html").write_text(listed(shots), "utf-8")
    print(f"{len(shots)} pictures in {folder / 'index.html'}")


def grow(garden: Path) -> None:
    """The bundled notes as they are now, with their past, where git has it."""
    if (ROOT / ".git").exists():
        subprocess.run(["git", "clone", "-q", "--no-checkout", ROOT, garden], check=True)
    shutil.copytree(ROOT / "notes", garden / "notes")
    (garden / "hortus.yaml").write_text((ROOT / "hortus.yaml").read_text("utf-8") + MORE, "utf-8")


@contextmanager
def browser() -> Iterator[Browser]:
    path = chromium.find()
    assert path, chromium.MISSING
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        yield running
        running.close()


def take_all(running: Browser, address: str, folder: Path) -> Iterator[tuple[str, str, int]]:
    """(name of the view, file, width) of each picture that was taken."""
    for width, height in SIZES:
        for scheme in SCHEMES:
            context = running.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
                has_touch=width == PHONE,
                is_mobile=width == PHONE,
            )
            for number, view in enumerate(VIEWS):
                if width not in view.at:
                    continue
                page = context.new_page()
                page.goto(f"{address}/{view.path}")
                page.wait_for_timeout(300)
                view.do(page)
                page.wait_for_timeout(300)
                file = f"{number:02}-{width}-{scheme}.png"
                page.screenshot(path=folder / file)
                page.close()
                yield view.name, file, width
            context.close()


def listed(shots: list[tuple[str, str, int]]) -> str:
    rows = dict[str, list[tuple[str, int]]]()
    for name, file, width in shots:
        rows.setdefault(name, []).append((file, width))
    sections = (
        f"<h2>{html.escape(name)}</h2><p>"
        + "".join(f'<a href="{file}"><img src="{file}" height="420" alt="{file}"></a> ' for file, _ in files)
        for name, files in rows.items()
    )
    return "<!doctype html><meta charset=utf-8><title>Every page</title>" + "".join(sections)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "dist/gallery"))
