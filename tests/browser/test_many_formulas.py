"""A note with very many formulas: those below are set when they come near, and nobody can tell."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import Site
from kinds import SHIFT, again

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PART = r"""## Wave {n}

A mean of $\frac{{1}}{{2\pi}} \sum_k a_k^{n}$ and some words around it, as there are in notes.

$$\int_0^{{2\pi}} \left(\sin {n}x + \frac{{1}}{{{n}}}\cos x\right)^2 dx$$

The same at an end:
$$\frac{{a}}{{{n}}} = \sqrt{{\frac{{x}}{{y}}}}$$

$$\frac{{a}}{{{n}}} = \sqrt{{\frac{{x}}{{y}}}}$$
where it begins, $$a_{n} = b$$ in between, and on.

- One $x_{n}$

- Other $y_{n}$

And a word: zebra{n}.

"""
WIDTHS = pytest.mark.parametrize("width", [390, 1440])
GEOMETRY = """[...document.querySelectorAll(".note > *, .note li, .note math")].map((element) => {
  const { top, left, width, height } = element.getBoundingClientRect();
  return [top + scrollY, left, width, height].map(Math.round);
})"""
SEE_ALL = """async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  for (let y = 0; y < document.documentElement.scrollHeight; y += 300) {
    scrollTo({ top: y, behavior: "instant" });
    await frame();
    await frame();
  }
}"""


@pytest.fixture
def note(site: Site, opened: Any) -> Any:
    """Opens the note at an address within it."""
    site.write("a.md", "# A\n\n" + "".join(PART.format(n=n) for n in range(1, 31))).build()

    def open_note(at: str = "", width: int = 1440) -> Any:
        page = opened(f"a.html{at}", width=width, at=site.public.as_uri())
        page.wait_for_function("document.fonts.status === 'loaded'")
        return page

    return open_note


def skipped(page: Any) -> int:
    """How many blocks of the note are not set yet."""
    skipping = "(block) => !block.firstElementChild?.checkVisibility({ contentVisibilityAuto: true })"
    return int(page.evaluate(f"[...document.querySelectorAll('.note > ul')].filter({skipping}).length"))


def test_what_is_far_below_waits(note: Any) -> None:
    page = note()
    assert skipped(page) > 10
    page.evaluate(SEE_ALL)
    page.wait_for_timeout(100)
    page.emulate_media(media="print")
    assert skipped(page) == 0


@WIDTHS
def test_a_link_leads_to_its_heading(note: Any, width: int) -> None:
    page = note(width=width)
    margin = page.evaluate("parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop)")
    for name in ("wave-14", "wave-3", "wave-28", "wave-9"):
        page.evaluate("(name) => document.querySelector(`.toc a[href='#${name}']`).click()", name)
        page.wait_for_timeout(300)
        top = page.locator(f"#{name}").bounding_box()["y"]
        assert abs(top - margin) < 60, name


def test_a_page_that_is_opened_at_a_heading_shows_it(note: Any) -> None:
    page = note("#wave-20")
    page.wait_for_timeout(300)
    assert 0 <= page.locator("#wave-20").bounding_box()["y"] < 150


def test_words_that_were_looked_for_are_seen(note: Any) -> None:
    page = note("#wave-20?find=zebra20")
    mark = page.locator(".note").get_by_text("zebra20")
    mark.wait_for()
    page.wait_for_timeout(300)
    assert 0 <= mark.bounding_box()["y"] < 900


@WIDTHS
def test_all_stands_where_it_would_stand_anyway(note: Any, width: int) -> None:
    page = note(width=width)
    page.evaluate(SEE_ALL)
    found = page.evaluate(GEOMETRY)
    page.add_style_tag(content=".note > * { content-visibility: visible !important }")
    assert page.evaluate(GEOMETRY) == found


@WIDTHS
def test_nothing_moves_while_it_is_read(site: Site, note: Any, opened: Any, host: Any, width: int) -> None:
    note()
    address = host(site.public)
    page = opened("a.html", width=width, at=address)
    again(page)
    page.evaluate(SEE_ALL)
    assert page.evaluate(SHIFT) == 0
