"""The site as a reader has it: on any screen, in the dark, on paper, without JavaScript, by keyboard and by ear."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Site
from kinds import KINDS, NOTE, SHIFT, again

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_no_page_is_wider_than_the_screen(opened: Any, path: str, width: int) -> None:
    page = opened(path, width=width)
    page.wait_for_timeout(100)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def violations(page: Any, where: str) -> list[Any]:
    """What axe-core finds wrong in an element, and the first places of each."""
    page.add_script_tag(path=str(ROOT / "node_modules/axe-core/axe.min.js"))
    found = page.evaluate(f"axe.run({where}, {{ resultTypes: ['violations'], preload: false }})")
    return [(item["id"], [node["target"] for node in item["nodes"]][:3]) for item in found["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_axe_finds_nothing(opened: Any, path: str, scheme: str) -> None:
    page = opened(path, color_scheme=scheme)
    if "search" in path:
        page.wait_for_selector("[role=option]")
    assert violations(page, "document") == []


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_axe_finds_nothing_in_forced_colours(opened: Any, path: str) -> None:
    page = opened(path, forced_colors="active")
    if "search" in path:
        page.wait_for_selector("[role=option]")
    assert violations(page, "document") == []


@pytest.mark.parametrize("width", [320, 700, 768, 1440])
@pytest.mark.parametrize("scripting", [True, False])
def test_the_name_of_the_site_is_whole_at_any_width(opened: Any, width: int, scripting: bool) -> None:
    page = opened(NOTE, width=width, java_script_enabled=scripting)
    shown = page.locator(".brand span").bounding_box()["width"]
    assert shown >= page.locator(".bottom a").first.bounding_box()["width"]
    assert page.locator("a.search").bounding_box()["width"] >= 44


def test_the_list_that_one_is_on_is_marked_in_the_top(opened: Any) -> None:
    page = opened("archive.html")
    assert page.locator(".top nav [aria-current=page]").inner_text() == "Archive"


def test_the_foot_is_at_the_bottom_of_a_short_page(opened: Any, site: Any) -> None:
    site.write("a.md", "Short.").build()
    foot = opened("a.html", at=site.public.as_uri()).locator(".bottom").bounding_box()
    assert foot["y"] + foot["height"] >= 899


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("words", ["gradient", "gradeint", "xylophone"])
def test_nothing_moves_when_an_answer_comes(
    opened: Any, host: Any, public: Path, words: str, width: int
) -> None:
    address = host(public)
    page = opened(f"search.html?q={words}", at=address, width=width)
    again(page)
    page.locator("#search-page :is([role=option], .search-above p)").first.wait_for()
    assert page.evaluate(SHIFT) == 0


def test_what_is_folded_is_printed(opened: Any, site: Any) -> None:
    site.write("a.md", "> [!tip]- Folded\n> inside it\n").build()
    page = opened("a.html", at=site.public.as_uri())
    folded = page.get_by_text("inside it").evaluate("text => text.getBoundingClientRect().height")
    page.emulate_media(media="print")
    assert folded == 0
    assert page.get_by_text("inside it").evaluate("text => text.getBoundingClientRect().height") > 0


def test_axe_finds_nothing_in_the_search_dialog(opened: Any) -> None:
    page = opened(NOTE)
    page.keyboard.press("/")
    page.keyboard.type("gradient")
    page.wait_for_selector("[role=option]")
    assert violations(page, "'dialog#search'") == []


def test_without_javascript_everything_but_search_works(opened: Any) -> None:
    page = opened("index.html", java_script_enabled=False)
    page.click("text=Deep learning")
    page.click(".entries >> text=Attention >> nth=0")
    assert page.locator("article.note math").count() > 3
    assert page.locator("button.theme").is_hidden()
    page.click("a.search")
    assert page.locator("text=Searching needs JavaScript").is_visible()
    page.click("main >> text=all notes")
    assert page.locator("h1").inner_text() == "All notes"


def reloaded_until(page: Any, condition: str) -> None:
    """Reload until a condition holds. Chromium writes a page's storage down in its own time, and the page
    that comes after a reload may live in another process: the first reload can be too early.
    """
    for _ in range(20):
        page.reload()
        if page.evaluate(condition):
            return
        page.wait_for_timeout(250)
    pytest.fail(f"never came true: {condition}", pytrace=False)


def test_the_choice_of_colours_is_kept_and_there_before_the_first_paint(opened: Any) -> None:
    page = opened(NOTE, color_scheme="light")
    button = page.locator("button.theme")
    button.click()
    button.click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 26)"
    reloaded_until(page, "document.documentElement.dataset.theme === 'dark'")
    assert page.evaluate(
        "document.head.querySelector('script').compareDocumentPosition(document.head.querySelector('link[rel=stylesheet]')) & 4"
    )
    button.click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(253, 253, 250)"


def test_line_numbers_are_neither_selected_nor_copied(opened: Any) -> None:
    page = opened(NOTE)
    text = page.evaluate(
        "() => { const pre = document.querySelector('pre[data-lines]'); getSelection().selectAllChildren(pre); return getSelection().toString(); }"
    )
    code = page.locator("pre[data-lines] code").first.text_content()
    assert text.strip() == code.strip()


def test_code_is_copied_by_its_button(opened: Any) -> None:
    page = opened(NOTE, permissions=["clipboard-read", "clipboard-write"])
    page.locator(".code").first.hover()
    page.locator(".code .copy").first.click()
    page.wait_for_selector("text=Copied")
    code = page.locator(".code code").first.text_content()
    assert page.evaluate("navigator.clipboard.readText()") == code.rstrip("\n")


COPIED = """() => {
  const data = new DataTransfer();
  document.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
  return [data.getData("text/plain"), data.getData("text/html")];
}"""


def test_a_copied_formula_is_tex(opened: Any) -> None:
    page = opened("guide/formulas.html")
    page.evaluate(
        """() => { const math = document.querySelector(".note p math[data-tex]"); const range = new Range();
        range.selectNodeContents(math); getSelection().removeAllRanges(); getSelection().addRange(range); }"""
    )
    tex = page.locator(".note p math[data-tex]").first.get_attribute("data-tex")
    text, html = page.evaluate(COPIED)
    assert text == f"${tex}$"
    assert html.startswith("<math")


def test_a_copied_paragraph_has_its_formulas_as_tex_and_whole(opened: Any) -> None:
    page = opened("guide/formulas.html")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.note'))")
    text, _ = page.evaluate(COPIED)
    assert "$$\na^2 + b^2 = c^2" in text
    assert "\N{INVISIBLE TIMES}" not in text
    # Half a formula is all of it.
    page.evaluate(
        """() => { const math = document.querySelector(".note p math[data-tex]"); const range = new Range();
        range.setStartBefore(math.closest("p").firstChild); range.setEnd(math.querySelector("mi, mn, mo").firstChild, 1);
        getSelection().removeAllRanges(); getSelection().addRange(range); }"""
    )
    tex = page.locator(".note p math[data-tex]").first.get_attribute("data-tex")
    assert page.evaluate(COPIED)[0].endswith(f"${tex}$")


def test_a_long_formula_breaks_and_is_copied_as_one(opened: Any) -> None:
    page = opened("guide/formulas.html", width=390)
    formula = page.locator(".note p .formula").first
    tex = formula.get_attribute("data-tex")
    bottoms = formula.evaluate(
        "(formula) => [...formula.querySelectorAll('math')].map((math) => Math.round(math.getBoundingClientRect().bottom))"
    )
    assert len(bottoms) > 2
    assert len(set(bottoms)) > 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate(
        """() => { const part = document.querySelector(".formula math:last-child"); const range = new Range();
        range.selectNodeContents(part); getSelection().removeAllRanges(); getSelection().addRange(range); }"""
    )
    text, html = page.evaluate(COPIED)
    assert text == f"${tex}$"
    assert html.count("<math>") == len(bottoms)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.note p:has(.formula)'))")
    assert page.evaluate(COPIED)[0].endswith(
        f"book: ${tex}$. What is wider than the line and has no such place scrolls."
    )


ASTRAY = """() => [...document.querySelectorAll(".note .tie")].filter((tie) => {
  const math = tie.querySelector("math:last-of-type").getBoundingClientRect();
  const range = new Range();
  range.selectNodeContents(tie.lastChild);
  return tie.lastChild.nodeType === Node.TEXT_NODE && range.getBoundingClientRect().left < math.left;
}).length"""


def test_punctuation_stays_on_the_line_of_its_formula(opened: Any) -> None:
    page = opened("machine-learning/gaussian-processes.html")
    assert page.locator(".note .tie").count() > 10
    for width in range(320, 480, 7):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(ASTRAY) == 0
    page.add_style_tag(content=".tie { white-space: normal }")
    page.set_viewport_size({"width": 390, "height": 900})
    lost = 0
    for width in range(320, 480, 7):
        page.set_viewport_size({"width": width, "height": 900})
        lost += page.evaluate(ASTRAY)
    assert lost > 0  # the measure sees what it is to see


def test_what_holds_no_formula_is_copied_as_browsers_do(opened: Any) -> None:
    page = opened("guide/searching.html")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.note p'))")
    assert page.evaluate(COPIED) == ["", ""]


def test_a_copied_heading_is_its_words(opened: Any) -> None:
    page = opened(NOTE)
    heading = page.locator(".note h2").first
    text = page.evaluate(
        "(heading) => { getSelection().selectAllChildren(heading.parentElement); return getSelection().toString(); }",
        heading.element_handle(),
    )
    assert text.strip() == heading.inner_text()


def test_the_table_of_contents_knows_where_the_reader_is(opened: Any) -> None:
    page = opened(NOTE)
    page.locator(".toc a").nth(3).click()
    page.wait_for_timeout(800)
    current = page.locator(".toc a[aria-current]")
    assert current.count() == 1
    assert current.get_attribute("href") == page.locator(".toc a").nth(3).get_attribute("href")


def test_the_table_of_contents_knows_it_however_the_reader_came_there(opened: Any) -> None:
    page = opened(NOTE)
    last = page.locator(".toc a").last
    page.keyboard.press("End")
    page.wait_for_function("(link) => link.ariaCurrent === 'true'", arg=last.element_handle())
    page.keyboard.press("Home")
    page.wait_for_function("document.querySelector('.toc a:last-child').ariaCurrent !== 'true'")
    assert page.locator(".toc a[aria-current]").count() <= 1


def test_the_table_of_contents_is_folded_on_a_phone(opened: Any) -> None:
    page = opened(NOTE, width=390)
    assert page.locator(".toc a").first.is_hidden()
    page.locator(".toc summary").click()
    assert page.locator(".toc a").first.is_visible()


def test_the_folded_contents_go_along_and_say_what_is_being_read(opened: Any) -> None:
    page = opened(NOTE, width=390)
    page.locator(".toc summary").click()
    link = page.locator(".toc a").nth(3)
    said = link.inner_text()
    link.click()
    page.wait_for_function("(said) => document.querySelector('.toc .now').textContent === said", arg=said)
    assert page.locator(".toc summary").bounding_box()["y"] < 100
    assert page.locator(".toc a").first.is_hidden()
    heading = page.locator(
        f".note :has(> [id='{link.get_attribute('href')[1:]}']), .note [id='{link.get_attribute('href')[1:]}']"
    ).first
    assert heading.bounding_box()["y"] > page.locator(".toc").bounding_box()["y"] + 40
    page.evaluate("document.querySelector('.outro').scrollIntoView({ behavior: 'instant' })")
    page.wait_for_function(
        "document.querySelector('.toc .now').textContent === ''"
    )  # that is no part of the note


def test_open_contents_over_the_text_move_nothing_and_are_left_by_escape_and_by_a_tap(opened: Any) -> None:
    page = opened(NOTE, width=390)
    page.evaluate("scrollTo(0, 900)")
    page.wait_for_timeout(300)
    before = page.locator(".note").bounding_box()
    bar = page.locator(".toc summary").bounding_box()
    page.mouse.click(bar["x"] + 40, bar["y"] + 20)
    assert page.locator(".toc a").first.is_visible()
    assert page.locator(".note").bounding_box() == before
    page.keyboard.press("Escape")
    assert page.locator(".toc a").first.is_hidden()
    page.mouse.click(bar["x"] + 40, bar["y"] + 20)
    page.mouse.click(200, 800)
    assert page.locator(".toc a").first.is_hidden()


def test_the_skip_link_is_first(opened: Any) -> None:
    page = opened(NOTE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_paper_shows_the_note_alone(opened: Any) -> None:
    page = opened(NOTE, color_scheme="dark")
    page.emulate_media(media="print")
    assert [
        page.locator(selector).first.is_visible() for selector in (".top", ".toc", ".neighbours", ".note")
    ] == [False, False, False, True]
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_pictures_have_their_place_before_they_are_loaded(opened: Any, public: Path) -> None:
    html = (public / NOTE).read_text("utf-8")
    assert html.count("<img ") == html.count('loading="lazy"') + 1  # the first may be seen at once
    page = opened(NOTE)
    assert page.evaluate("[...document.images].every((image) => image.width && image.height)")


def test_the_site_works_below_a_path(opened: Any, public: Path, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b").symlink_to(public)
    command = [sys.executable, "-m", "http.server", "0", "--bind", "127.0.0.1", "-d", str(tmp_path)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as server:
        assert server.stdout is not None
        port = server.stdout.readline().split("port ")[1].split()[0]
        page = opened(NOTE, at=f"http://127.0.0.1:{port}/a/b")
        page.keyboard.press("/")
        page.keyboard.type("rebase")
        page.wait_for_selector("[role=option]")
        page.keyboard.press("Enter")
        page.wait_for_url("**/a/b/git/**")
        server.kill()


PLACES = """() => Object.fromEntries([...document.querySelectorAll(".note math")].map((math) => {
  const size = parseFloat(getComputedStyle(math).fontSize);
  const [first, inner] = [math.firstElementChild, math.firstElementChild.lastElementChild];
  const edge = (element) => element.getBoundingClientRect();
  return [math.dataset.tex ?? math.textContent, {
    width: edge(first).width / size,
    gap: inner ? (edge(inner).left - edge(first.firstElementChild).right) / size : 0,
    rest: inner ? (edge(first).right - edge(inner).right) / size : 0,
    above: inner ? (edge(inner).top - edge(first).top) / size : 0,
  }];
}))"""


def test_the_font_of_formulas_is_loaded_ahead_where_that_may_be(opened: Any, host: Any, public: Path) -> None:
    ahead = "link[rel=preload][as=font]"
    assert opened(NOTE).locator(ahead).count() == 0
    address = host(public)
    assert opened(NOTE, at=address).locator(ahead).count() == 1
    assert opened("tags/linear-algebra.html", at=address).locator(ahead).count() == 1
    assert opened("git/index.html", at=address).locator(ahead).count() == 0


def test_letters_that_lean_touch_nothing_and_roots_leave_no_gap(opened: Any, site: Site) -> None:
    site.write("a.md", "$V$ $x$ $V_t$ $x_t$ $V^2$ $\\sqrt{n}$ $\\sqrt{d_k}$ $\\sqrt{\\frac{a}{b}}$").build()
    page = opened("a.html", at=site.public.as_uri())
    page.evaluate("document.fonts.ready")
    places = page.evaluate(PLACES)
    assert places["V"]["width"] > 0.78  # as far as the letter is drawn
    assert places["V_t"]["gap"] < -0.15 < places["x_t"]["gap"]
    assert places["V^2"]["gap"] == pytest.approx(0, abs=0.02)
    for root in ("\\sqrt{n}", "\\sqrt{d_k}"):
        assert places[root]["rest"] == pytest.approx(0, abs=0.02)
        assert places[root]["above"] > 0.12, "the bar does not touch what is under it"
