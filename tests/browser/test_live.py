"""Under `hortus serve` an open page shows an edit where the reader is, and problems where the author looks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from test_serve import Server, start

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LONG = "# Long\n\n" + "".join(f"## Part {number}\n\n{'word ' * 150}\n\n" for number in range(20))


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Server]:
    (tmp_path / "long.md").write_text(LONG + "\n> [!tip]- Folded\n> inside\n")
    running = start(tmp_path)
    yield running
    running.stop()


def at(served: Server) -> str:
    return f"http://127.0.0.1:{served.port}"


def test_an_edit_appears_and_the_page_stays_where_it_is(served: Server, opened: Any) -> None:
    page = opened("long.html", at=at(served))
    page.wait_for_timeout(300)
    page.evaluate("document.documentElement.style.scrollBehavior = 'auto'; scrollTo(0, 3000)")
    page.evaluate("document.querySelector('details.callout').open = true; window.same = true")
    (served.folder / "long.md").write_text(
        LONG.replace("Part 9", "Part nine") + "\n> [!tip]- Folded\n> inside\n"
    )
    page.wait_for_selector("h2:has-text('Part nine')")
    assert page.evaluate("window.same")  # changed in place, not loaded again
    assert page.evaluate("scrollY") == 3000
    assert page.evaluate("document.querySelector('details.callout').open")
    page.wait_for_selector(".toc a:has-text('Part nine')")


def test_edited_words_are_found_by_an_open_search(served: Server, opened: Any) -> None:
    page = opened("long.html", at=at(served))
    page.keyboard.press("/")
    page.keyboard.type("zebrafish")
    page.wait_for_selector("text=Nothing found")
    (served.folder / "new.md").write_text("# New\n\nA zebrafish.\n")
    page.wait_for_selector("[role=option]:has-text('zebrafish')")


def test_an_edited_word_is_found_by_the_search_that_is_open(served: Server, opened: Any) -> None:
    page = opened("long.html", at=at(served))
    page.keyboard.press("/")
    page.keyboard.type("word quokka")
    page.wait_for_selector("text=No note has “quokka”")
    page.evaluate("window.same = true")
    (served.folder / "long.md").write_text(LONG.replace("word word", "word quokka", 1))
    page.wait_for_selector("[role=option] mark:has-text('quokka')")
    assert page.locator(".search-corrected").count() == 0
    assert page.evaluate("window.same && document.querySelector('dialog#search').open")
    assert page.locator("#search input").input_value() == "word quokka"
    assert page.evaluate("document.activeElement.getAttribute('role')") == "combobox"


def test_problems_are_shown_on_the_page_they_are_about(served: Server, opened: Any) -> None:
    page = opened("long.html", at=at(served))
    page.wait_for_timeout(300)
    (served.folder / "long.md").write_text("# Long\n\n[[nosuch]]\n")
    page.wait_for_selector(".live-problems:has-text('long.md:3:1')")
    (served.folder / "long.md").write_text("# Long\n\nmended\n")
    page.wait_for_selector(".live-problems", state="detached")


def test_a_broken_template_is_shown_and_the_last_good_page_stays(served: Server, opened: Any) -> None:
    page = opened("long.html", at=at(served))
    page.wait_for_timeout(300)
    (served.folder / "templates").mkdir()
    (served.folder / "templates/page.html").write_text("{% if %}")
    page.wait_for_selector(".live-stopped:has-text('templates/page.html:1')")
    assert page.locator("h2").count() > 10
    (served.folder / "templates/page.html").unlink()
    page.wait_for_selector(".live-stopped", state="detached")
