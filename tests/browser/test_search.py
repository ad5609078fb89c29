"""The search in the page, opened from disk: by keyboard, in the dialog and on its own page."""

from __future__ import annotations

import re
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NOTE = "git/bisect.html"


def ask(page: Any, text: str) -> None:
    page.keyboard.type(text)
    page.wait_for_selector("[role=option]")


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_keys_open_the_search_and_esc_closes_it(opened: Any, key: str) -> None:
    page = opened(NOTE)
    page.keyboard.press(key)
    page.wait_for_selector("dialog#search[open]")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "combobox"
    page.keyboard.press("Escape")
    assert page.locator("dialog#search[open]").count() == 0


def test_nothing_of_the_search_is_loaded_before_it_is_wanted(opened: Any) -> None:
    page = opened(NOTE)
    loaded = "[...document.scripts].filter((script) => /search/.test(script.src)).length"
    assert page.evaluate(loaded) == 0
    page.locator("a.search").hover()
    page.wait_for_function(loaded)


def test_enter_goes_to_the_section_and_marks_the_words_until_esc(opened: Any) -> None:
    page = opened(NOTE)
    page.keyboard.press("/")
    ask(page, "scaled dot product")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"attention"))
    page.wait_for_selector("mark.found")
    page.keyboard.press("Escape")
    assert page.locator("mark.found").count() == 0


def test_arrows_move_through_the_results(opened: Any) -> None:
    page = opened(NOTE)
    page.keyboard.press("/")
    ask(page, "gradient")
    selected = "document.querySelector('[aria-selected=true]').id"
    assert page.evaluate(selected) == "search-result-0"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(selected) == "search-result-1"
    assert page.evaluate("document.activeElement.getAttribute('aria-activedescendant')") == "search-result-1"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate(selected) == page.evaluate(
        "[...document.querySelectorAll('[role=option]')].at(-1).id"
    )


def test_results_say_how_many_there_are_and_mark_what_was_found(opened: Any) -> None:
    page = opened(NOTE)
    page.keyboard.press("/")
    page.wait_for_selector("dialog#search[open]")
    ask(page, "梯度")
    page.wait_for_selector("#search-results mark")
    assert re.fullmatch(r"\d+ sections? in \d+ notes?", page.locator(".search-status").inner_text())
    assert page.locator("#search-results mark", has_text="梯度").count() > 0


def test_nothing_found_says_so(opened: Any) -> None:
    page = opened(NOTE)
    page.keyboard.press("/")
    page.keyboard.type("zzzzqqqq")
    page.wait_for_selector("text=Nothing found for")


def test_odd_text_is_no_error(opened: Any) -> None:
    page = opened(NOTE)
    page.keyboard.press("/")
    for text in ("title:x", "+a -b ~ ^ *", 'a:b "', "--no-ff"):
        page.locator("#search input").fill(text)
        page.wait_for_timeout(60)
    page.wait_for_selector("[role=option]")


def test_the_search_page_answers_its_address(opened: Any) -> None:
    page = opened("search.html?q=rebasing")
    page.wait_for_selector("[role=option]")
    assert page.locator("[role=option]").first.get_attribute("href") == "git/rebasing.html"
    page.locator("#search-page input").fill("bisect")
    page.wait_for_url(re.compile(r"q=bisect"))


def test_the_search_link_opens_the_dialog_on_a_phone(opened: Any) -> None:
    page = opened(NOTE, width=390, height=844)
    page.locator("a.search").click()
    page.wait_for_selector("dialog#search[open]")
    box = page.locator("dialog#search").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
