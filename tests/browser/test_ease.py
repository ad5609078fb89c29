"""Hands and eyes: letters twice as large, a window zoomed in, nothing that moves, and the whole site without a mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import chromium
from kinds import KINDS, NOTE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = {**KINDS, "graph": "graph.html"}

# Pairs of texts or fields in the top bar that lie on one another.
OVERLAPS = """() => {
  const parts = [...document.querySelectorAll('.top :is(a, button)')].filter((part) => part.checkVisibility({ visibilityProperty: true }));
  const boxes = parts.map((part) => [part.textContent || part.className, part.getBoundingClientRect()]);
  return boxes.flatMap(([name, one], at) => boxes.slice(at + 1)
    .filter(([, other]) => one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1)
    .map(([other]) => `${name} / ${other}`));
}"""

# Of the height of the window, what stays in sight while one reads.
COVERED = """() => {
  let covered = 0;
  for (const part of document.querySelectorAll('.top, nav.toc')) {
    const { position } = getComputedStyle(part);
    if (position === 'sticky' && part.checkVisibility()) covered += part.getBoundingClientRect().height;
  }
  return covered / innerHeight;
}"""


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_zoomed_in_twice_a_page_needs_no_second_direction(opened: Any, path: str) -> None:
    """A window of 1280 by 720 at 200 %, as WCAG 1.4.10 measures it."""
    page = opened(path, width=640, height=360)
    page.wait_for_timeout(100)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate(COVERED) < 0.4


@pytest.fixture(scope="module")
def large(browser: Browser) -> Iterator[Browser]:
    """A browser whose owner wants letters twice as large (WCAG 1.4.4)."""
    path = chromium.find()
    settings = "--blink-settings=defaultFontSize=32,defaultFixedFontSize=26"
    running = browser.browser_type.launch(executable_path=path, args=[*chromium.ARGUMENTS, settings])
    yield running
    running.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_letters_may_be_twice_as_large(large: Browser, public: Path, path: str, width: int) -> None:
    page = large.new_page(viewport={"width": width, "height": 800})
    page.goto(f"{public.as_uri()}/{path}")
    page.wait_for_timeout(150)
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") > 30
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(OVERLAPS) == []
    page.close()


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_who_wants_no_movement_sees_none(opened: Any, path: str) -> None:
    page = opened(path, reduced_motion="reduce")
    moving = """() => [...document.querySelectorAll('*')].flatMap((element) => [null, '::before', '::after'].map((part) => [element, part]))
      .filter(([element, part]) => { const style = getComputedStyle(element, part);
        return style.scrollBehavior === 'smooth' || parseFloat(style.transitionDuration) > 0 || parseFloat(style.animationDuration) > 0; })
      .map(([element, part]) => element.tagName + '.' + element.className + (part ?? ''))"""
    assert page.evaluate(moving) == []


def test_with_movement_there_is_some_for_that_to_be_a_test(opened: Any) -> None:
    page = opened(NOTE, reduced_motion="no-preference")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "smooth"


def here(page: Page) -> str:
    """What has the focus, as one who hears the page knows it."""
    return str(
        page.evaluate(
            """() => { const at = document.activeElement, by = document.getElementById(at.getAttribute('aria-labelledby') ?? '');
            const name = at.ariaLabel || by?.textContent || at.textContent || at.labels?.[0]?.textContent || at.placeholder || '';
            return name.trim().replace(/\\s+/g, ' '); }"""
        )
    )


def is_seen(page: Page) -> bool:
    """Whether what has the focus is in the window, and shows that it has it."""
    return bool(
        page.evaluate(
            """() => { const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
            const found = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 8));
            return box.bottom > 0 && box.top < innerHeight && at.matches(':focus-visible') && parseFloat(style.outlineWidth) >= 2
              && style.outlineStyle !== 'none' && (at.contains(found) || found?.contains(at)); }"""
        )
    )


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", ["index.html", NOTE, "git/index.html", "tags/index.html", "graph.html"])
def test_every_stop_of_the_tab_key_has_a_name_and_is_seen(opened: Any, path: str, width: int) -> None:
    page = opened(path, width=width, reduced_motion="reduce")
    page.wait_for_timeout(400)
    stops = list[str]()
    for _ in range(70):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        stops.append(here(page))
        where = page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        assert stops[-1], where
        assert is_seen(page), where
    assert stops[0] == "Skip to content"
    assert len(stops) > 8


def test_a_reader_without_a_mouse_finds_reads_and_comes_back(opened: Any) -> None:
    page = opened("index.html", reduced_motion="reduce")
    page.keyboard.press("/")
    page.keyboard.type("scaled attention")
    page.wait_for_selector("dialog#search [role=option]")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not url.endswith("index.html"))
    page.wait_for_function("!location.hash.includes('find=')")  # told, and taken from the address
    assert page.evaluate("document.querySelector('dialog[open]')") is None
    heading = page.evaluate("document.querySelector(':target')?.getBoundingClientRect().top")
    assert heading is None or 0 <= heading < 900
    found = page.url
    page.keyboard.press("r")
    page.wait_for_url(lambda url: url.partition("#")[0] != found.partition("#")[0])
    page.go_back()
    assert page.url == found
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    page.keyboard.press("h")
    page.wait_for_url("**/index.html")


@pytest.mark.parametrize(("key", "rel"), [("n", "next"), ("p", "prev")])
def test_a_reader_without_a_mouse_reads_on_and_back(opened: Any, key: str, rel: str) -> None:
    page = opened(NOTE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    target = page.locator(f".neighbours a[rel={rel}]").evaluate("link => link.href")
    page.keyboard.press(key)
    page.wait_for_url(target)


def test_the_tree_in_its_drawer_keeps_the_focus_until_it_is_left(opened: Any) -> None:
    page = opened(NOTE, width=390, reduced_motion="reduce")
    button = page.locator("button.menu")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog.drawer[open]")
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || document.activeElement.closest('dialog') !== null"
        )
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert page.evaluate("document.activeElement.className") == "menu"


def test_on_a_phone_one_bar_is_enough_for_who_reads_on(opened: Any) -> None:
    page = opened(NOTE, width=390, reduced_motion="reduce")
    covers = "() => [...document.querySelectorAll('.top, nav.toc')].map((bar) => bar.getBoundingClientRect().bottom > 0 && bar.getBoundingClientRect().top < 120)"
    page.evaluate("scrollTo(0, 900)")
    page.wait_for_function("document.documentElement.hasAttribute('data-reading')")
    assert page.evaluate(covers) == [False, True]
    assert page.locator(".toc").bounding_box()["y"] == 0
    page.evaluate("scrollTo(0, 800)")
    page.wait_for_function("!document.documentElement.hasAttribute('data-reading')")
    assert page.evaluate(covers) == [True, True]
    page.evaluate("scrollTo(0, 900)")
    page.wait_for_function("document.documentElement.hasAttribute('data-reading')")
    page.locator("a.search").focus()
    assert page.evaluate(covers) == [True, True]


def test_the_drawer_can_be_left_at_any_width(opened: Any) -> None:
    for width in (320, 390, 430, 1000):
        page = opened(NOTE, width=width)
        page.locator("button.menu").click()
        drawer, close = (page.locator(name).bounding_box() for name in (".drawer", ".drawer-head button"))
        assert close["width"] >= 40
        assert close["x"] + close["width"] <= drawer["x"] + drawer["width"]
        assert page.locator(".drawer-head a").first.get_attribute("href").endswith("index.html")


def test_a_picture_may_be_looked_at_closer_than_the_window_is_wide(opened: Any) -> None:
    page = opened(NOTE, width=1440)
    page.locator(".note figure img").first.click()
    image = page.locator("dialog.zoom img")
    before = image.bounding_box()["width"]
    image.click()
    assert image.bounding_box()["width"] > 1.8 * before
    image.click()
    assert image.bounding_box()["width"] == before
    page.keyboard.press("+")
    assert image.bounding_box()["width"] > 1.8 * before
    page.locator("dialog.zoom .zoom-close").click()
    assert page.locator("dialog[open]").count() == 0


def test_a_picture_opens_whole_and_a_touch_brings_it_closer(opened: Any) -> None:
    page = opened(NOTE, width=390)
    picture = page.locator(".note figure img").first
    before = picture.bounding_box()["width"]
    picture.click()
    image = page.locator("dialog.zoom img")
    assert image.bounding_box()["width"] <= 390
    image.click()
    assert image.bounding_box()["width"] > 1.8 * before
    image.click()
    assert image.bounding_box()["width"] <= 390
    page.locator("dialog.zoom .zoom-close").click()
    assert page.locator("dialog[open]").count() == 0
