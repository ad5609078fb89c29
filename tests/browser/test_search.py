"""The search in the page, opened from disk: by keyboard, in the dialog and on its own page."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NOTE = "git/bisect.html"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def host(public: Path) -> Iterator[str]:
    """The address of the site over HTTP, as a host has it; named before `opened`, it ends after the pages."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=public)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def ask(page: Any, text: str) -> None:
    """Have `text` answered: the whole answer, and to the whole of it."""
    page.keyboard.type(text)
    page.wait_for_selector("[aria-busy=false] [role=option]")


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


def test_the_index_is_requested_together_with_the_code(host: str, opened: Any) -> None:
    page = opened(NOTE, at=host)
    held: list[Any] = []
    page.route("**/js/search.*.js", lambda route: held.insert(0, route))
    with page.expect_request("**/search/index.js"), page.expect_request("**/js/search.*.js"):
        page.locator("a.search").hover()
    while not held:  # it is told of a little later than of the request
        page.wait_for_timeout(10)
    held[0].continue_()
    page.keyboard.press("/")
    ask(page, "rebase")


def test_enter_goes_to_the_section_and_marks_the_words_until_esc(opened: Any) -> None:
    page = opened(NOTE)
    page.keyboard.press("/")
    ask(page, "scaled dot product")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"attention"))
    page.wait_for_selector("mark.found")
    assert "find" not in page.url
    page.keyboard.press("Escape")
    assert page.locator("mark.found").count() == 0


def test_ctrl_enter_opens_a_tab_with_the_words_marked_and_the_search_stays(opened: Any) -> None:
    page = opened(NOTE)
    page.keyboard.press("/")
    ask(page, "scaled dot product")
    with page.context.expect_page() as tab:
        page.keyboard.press("Control+Enter")
    tab.value.wait_for_selector("mark.found")
    assert "attention" in tab.value.url
    assert page.locator("dialog#search[open]").count() == 1
    assert "find" not in page.locator("[aria-selected=true]").get_attribute("href")


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
    ask(page, "合成")
    page.wait_for_selector("#search-results mark")
    page.wait_for_function(
        r"/^\d+ sections? in \d+ notes?$/.test(document.querySelector('.search-status').innerText)"
    )
    assert page.locator("#search-results mark", has_text="合成").count() > 0


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


def test_a_site_without_notes_has_nothing_to_find(site: Site, opened: Any) -> None:
    page = opened("search.html", at=site.build().public.as_uri())
    page.locator("#search-page input").fill("word")
    page.wait_for_selector("text=There are no notes yet.")


@pytest.fixture
def hosted(browser: Any, host: str) -> Iterator[Any]:
    """A page of a host that may fail: what is on the console is no failure."""
    context = browser.new_context()
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(f"{host}/{NOTE}")
    yield page
    context.close()


def test_an_index_that_fails_once_is_asked_for_again(hosted: Any) -> None:
    hosted.route("**/search/index.js", lambda route: route.abort(), times=1)
    hosted.reload()  # for a page that is open already, a busy browser may let the first requests pass
    hosted.keyboard.press("/")
    ask(hosted, "rebase")


def test_an_index_that_cannot_be_had_is_asked_for_again_when_the_reader_says_so(hosted: Any) -> None:
    hosted.route("**/search/index.js*", lambda route: route.abort())
    hosted.reload()  # as above
    hosted.keyboard.press("/")
    hosted.wait_for_selector("dialog#search[open]")
    hosted.keyboard.type("rebase")
    hosted.wait_for_selector(".search-status:has-text('could not be loaded')")
    hosted.unroute_all()
    hosted.get_by_role("button", name="Try again").click()
    hosted.wait_for_selector("[role=option]")


def test_an_index_that_comes_late_does_not_stand_for_a_newer_one(hosted: Any) -> None:
    hosted.keyboard.press("/")
    hosted.keyboard.type("rebase")
    hosted.wait_for_selector("[role=option]")
    held = list[Any]()
    hosted.route(re.compile(r"search/index\.js\?"), lambda route: held.append(route))  # noqa: PLW0108  (its signature is looked at)
    hosted.evaluate("for (const _ of [1, 2]) dispatchEvent(new Event('hortus:indexed'))")
    hosted.wait_for_timeout(300)
    assert len(held) == 1  # the second is asked for when the first is there
    held[0].continue_()
    hosted.wait_for_timeout(300)
    assert len(held) == 2
    held[1].continue_()
    hosted.wait_for_selector("[role=option]")


def test_where_the_search_cannot_be_loaded_its_page_says_what_to_do(hosted: Any) -> None:
    hosted.route("**/js/search.*.js", lambda route: route.abort())
    hosted.reload()
    hosted.wait_for_function("window.hortusSearch")
    hosted.keyboard.press("/")
    hosted.wait_for_url("**/search.html", wait_until="commit")
    hosted.wait_for_selector("text=could not be loaded")
    hosted.locator("main a", has_text="all notes").wait_for()
