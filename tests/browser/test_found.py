"""The words that led to a page are marked on it, wherever they stand, until the reader has them away."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

import pytest

from conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NOTE = r"""
Top has a zebra.

## Here

A cross, then entropy. The *cross* entropy of $x$-axis zebra $\frac{a}{b}$zebra.

```python
zebra = np.array([1])
```

> [!tip]- Folded
> A folded quokka.

=== "One"

    First.

=== "Two"

    A tabbed quokka, 注意力机制.

## There

> [!tip]- Folded too
> Another quokka.

## Long

LINES

A numbat, far below.

## Short

A numbat, at once.
"""


@pytest.fixture
def note(site: Site, opened: Any) -> Any:
    """Opens a note at a section, with words to be marked."""
    site.write("a.md", "# A\n" + NOTE.replace("LINES", "Some line.\n\n" * 60)).write("b.md", "# B\n\n[[a]]")

    def open_note(anchor: str, find: str, *exact: str, **options: Any) -> Any:
        query = urlencode([("find", find), *(("exact", phrase) for phrase in exact)])
        return opened(f"a.html#{anchor}?{query}", at=site.build().public.as_uri(), **options)

    return open_note


def marks(page: Any, text: str = "") -> list[str]:
    page.locator("mark.found", has_text=text).first.wait_for(state="attached")
    found: list[str] = page.locator("mark.found").all_text_contents()
    return found


def test_words_are_marked_and_the_address_is_that_of_the_section(note: Any) -> None:
    page = note("here", "zebra")
    assert marks(page) == ["zebra"] * 4
    assert page.url.endswith("a.html#here")


def test_without_a_section_the_address_is_that_of_the_note(note: Any) -> None:
    page = note("", "zebra")
    assert len(marks(page)) == 4
    assert page.url.endswith("a.html")


def test_a_phrase_is_marked_side_by_side_and_across_elements(note: Any) -> None:
    page = note("here", "", "cross entropy")
    assert marks(page) == ["cross", " entropy"]
    assert page.locator(".clear-marks").inner_text().endswith("Clear 1 mark")


def test_a_name_in_code_is_one_mark_although_its_parts_have_colours(note: Any) -> None:
    page = note("here", "np.array")
    assert "".join(marks(page)) == "np.array"
    assert page.locator(".clear-marks").inner_text().endswith("Clear 1 mark")


def test_of_a_language_without_spaces_the_pairs_are_marked(note: Any) -> None:
    assert marks(note("here", "意力 力机")) == ["意力机"]


@pytest.mark.parametrize("way", ["Escape", "button"])
def test_marks_are_taken_away_and_leave_no_trace(note: Any, way: str) -> None:
    page = note("here", "zebra np.array 意力", "cross entropy", has_touch=True)
    marks(page)
    page.locator(".note p").first.wait_for()
    page.keyboard.press("Escape") if way == "Escape" else page.locator(".clear-marks").tap()
    assert page.locator("mark.found, .clear-marks").count() == 0
    after = page.evaluate("document.querySelector('.note').innerHTML.replaceAll(' open=\"\"', '')")
    nodes = "(() => { const all = document.createTreeWalker(document.querySelector('.note'), 4); let n = 0; while (all.nextNode()) n++; return n; })()"
    count = page.evaluate(nodes)
    page.reload()
    assert page.evaluate("document.querySelector('.note').innerHTML") == after
    assert page.evaluate(nodes) == count
    assert page.locator("mark.found").count() == 0


def test_what_hides_a_word_in_the_section_is_opened_and_nothing_else(note: Any) -> None:
    page = note("here", "quokka")
    marks(page)
    assert page.locator("mark.found:visible").all_text_contents() == ["quokka", "quokka"]
    assert page.locator("details.callout[open]").count() == 1


IS_SEEN = (
    "one => { const box = one.getBoundingClientRect(); return box.top >= 56 && box.bottom <= innerHeight; }"
)


def test_a_word_that_its_heading_would_not_show_is_brought_into_view(note: Any) -> None:
    page = note("long", "numbat")
    marks(page)
    assert page.locator("mark.found").first.evaluate(IS_SEEN)


def test_a_heading_that_shows_the_word_stays_at_the_top(note: Any) -> None:
    page = note("here", "np.array")
    marks(page)
    assert page.locator("#here").evaluate(IS_SEEN)
    assert page.locator("#here").bounding_box()["y"] < 120


def test_back_to_a_page_nothing_is_marked_on_it(note: Any) -> None:
    page = note("here", "zebra")
    marks(page)
    page.locator(".top nav a").first.click()
    page.wait_for_url(re.compile(r"all-notes"))
    page.go_back()
    page.wait_for_url(re.compile(r"a\.html#here$"))
    page.wait_for_timeout(300)
    assert page.locator("mark.found").count() == 0


def test_nothing_of_the_index_is_loaded_to_mark_words(note: Any) -> None:
    page = note("here", "zebra")
    marks(page)
    assert page.locator("script[src*='search/index.js']").count() == 0


def test_odd_words_to_mark_are_no_error(note: Any) -> None:
    page = note("nowhere", "%zz <b> zebra", '"')
    assert len(marks(page)) == 4
