"""The tree of notes beside the page, and in a drawer where there is no room for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kinds import SHIFT, again
from plain_server import WithoutHtml

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NOTE = "deep-learning/attention.html"


def test_it_shows_where_the_page_is(opened: Any) -> None:
    page = opened(NOTE)
    page.wait_for_selector("nav.tree a[aria-current=page]")
    assert page.locator("nav.tree [aria-current]").inner_text() == "Attention"
    assert (
        page.locator("nav.tree").get_by_role("button", name="Deep learning").get_attribute("aria-expanded")
        == "true"
    )
    assert (
        page.locator("nav.tree").get_by_role("button", name="Git").get_attribute("aria-expanded") == "false"
    )
    assert not page.locator("nav.tree").get_by_role("link", name="Merging").is_visible()


def test_it_shows_where_the_page_is_on_a_host_that_leaves_out_html(
    opened: Any, host: Any, public: Path
) -> None:
    address = host(public, WithoutHtml)
    page = opened(NOTE, at=address)
    assert page.url == f"{address}/{NOTE.removesuffix('.html')}"
    page.wait_for_selector("nav.tree a[aria-current=page]")
    assert page.locator("nav.tree [aria-current]").inner_text() == "Attention"


def test_a_folder_opens_by_keyboard_and_stays_open_on_the_next_page(opened: Any) -> None:
    page = opened(NOTE)
    git = page.locator("nav.tree").get_by_role("button", name="Git", exact=True)
    git.focus()
    page.keyboard.press("Enter")
    page.locator("nav.tree").get_by_role("link", name="Merging").click()
    page.wait_for_url("**/git/merging.html")
    page.wait_for_selector("nav.tree a[aria-current=page]")
    assert page.locator("nav.tree [aria-current]").inner_text() == "Merging"
    assert page.locator("nav.tree").get_by_role("link", name="Transformer").is_visible()


@pytest.mark.parametrize("path", [NOTE, "guide/formulas.html"])
def test_the_text_does_not_move_when_it_comes(opened: Any, host: Any, public: Path, path: str) -> None:
    address = host(public)
    page = opened(path, at=address)
    again(page)
    page.wait_for_selector("nav.tree a[aria-current=page]")
    assert page.evaluate(SHIFT) == 0


@pytest.mark.parametrize("width", [390, 768, 1200])
def test_without_room_a_button_opens_it_in_a_drawer(opened: Any, width: int) -> None:
    page = opened(NOTE, width=width)
    assert page.locator("nav.tree").count() == 0
    page.get_by_role("button", name="Menu").click()
    drawer = page.get_by_role("dialog", name="All notes")
    drawer.locator("a[aria-current=page]").wait_for()
    assert drawer.get_by_role("link", name="Tags").is_visible()
    page.keyboard.press("Escape")
    assert not drawer.is_visible()
    assert page.evaluate("document.activeElement.className") == "menu"
    page.get_by_role("button", name="Menu").click()
    drawer.get_by_role("link", name="Transformer", exact=True).click()
    page.wait_for_url("**/transformer.html")


def test_it_moves_when_the_window_grows(opened: Any) -> None:
    page = opened(NOTE, width=1000)
    page.get_by_role("button", name="Menu").click()
    page.wait_for_selector("dialog.drawer a[aria-current=page]")
    page.set_viewport_size({"width": 1500, "height": 900})
    page.wait_for_selector("body > nav.tree a[aria-current=page]")
    assert not page.locator("dialog.drawer").is_visible()
    assert not page.get_by_role("button", name="Menu").is_visible()


def test_without_javascript_there_is_no_button_that_does_nothing(opened: Any) -> None:
    page = opened(NOTE, width=390, java_script_enabled=False)
    assert not page.locator("button.menu").is_visible()
    assert page.get_by_role("link", name="Notes", exact=True).is_visible()
