"""Code, callouts, tabs and diagrams in the browser: what is copied, folded, chosen, drawn and printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.test_pages import violations
from conftest import NOW
from hortus.build import build
from hortus.memo import Memo
from hortus.request import Request
from hortus.selection import Selection

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CODE = "guide/code.html"
CALLOUTS = "guide/callouts.html"

Opened = Callable[..., Any]


@pytest.fixture(scope="session")
def blocks(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A site of notes that show what the guide does not."""
    folder = tmp_path_factory.mktemp("blocks")
    (folder / "session.md").write_text(
        "```console\n$ one \\\n  --two\nsaid\n\n$ three\n```\n\n```pycon\n>>> for x in y:\n...     x\n1\n```\n\n"
        "```diff-text\n a\n-b\n+c\n```\n\n```markdown\n$ x\n```\n"
    )
    (folder / "wrong.md").write_text("```mermaid\nflowchart TD\n  A -> B\n```\n\n```mermaid\nnonsense\n```\n")
    (folder / "wide.md").write_text(
        "```mermaid\nflowchart LR\n"
        + "\n".join(f"  station{n} --> station{n + 1}" for n in range(14))
        + "\n```\n"
    )
    (folder / "harm.md").write_text(
        '```mermaid\nflowchart TD\n  A["<img src=https://example.org/x onerror=alert(1)>"] --> B\n'
        '  click B href "javascript:alert(1)"\n```\n\n'
        "```mermaid\n---\nconfig:\n  themeCSS: '* { background: url(http://example.org/t) }'\n---\nflowchart TD\n"
        '  A@{ img: "http://example.org/i.png", label: "Pic" } --> B\n  style B fill:url(http://example.org/f)\n```\n'
    )
    (folder / "far.md").write_text("x\n\n" * 200 + '```mermaid\npie\n  "a": 1\n```\n')
    pie = '```mermaid\npie\n  "a": 1\n```\n'
    (folder / "near.md").write_text(pie + "x\n\n" * 200 + pie)
    (folder / "tabs.md").write_text(
        '=== "One"\n    first\n\n=== "Two"\n    ### Within\n    second\n\n[to it](#within)\n\n'
        "> [!note]- Folded\n> inside\n"
    )
    report = build(Request(folder, folder / "public", folder / "cache", Selection(NOW)), Memo(None))
    assert report.is_published
    return (folder / "public").as_uri()


def copied(page: Any, number: int) -> str:
    page.locator(".code").nth(number).hover()
    page.locator(".code .copy").nth(number).click()
    page.wait_for_selector("text=Copied")
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "one \\\n  --two\nthree"), (1, "for x in y:\n    x"), (2, "a\nc"), (3, "$ x")],
    ids=["console", "pycon", "changes", "no session"],
)
def test_what_is_copied_is_what_one_would_type(
    opened: Opened, blocks: str, number: int, expected: str
) -> None:
    page = opened("session.html", at=blocks, permissions=["clipboard-read", "clipboard-write"])
    assert copied(page, number) == expected


def test_prompts_and_signs_are_not_selected(opened: Opened, blocks: str) -> None:
    page = opened("session.html", at=blocks)
    text = page.evaluate(
        "() => { getSelection().selectAllChildren(document.querySelector('.note')); return getSelection().toString(); }"
    )
    assert "one" in text
    for prompt in ("$ one", ">>>", "...", "+", "−"):
        assert prompt not in text


def test_a_marked_line_is_as_wide_as_what_scrolls(opened: Opened) -> None:
    page = opened(CODE, width=320)
    widths = page.evaluate(
        "[...document.querySelectorAll('.marked')].map((line) => [line.getBoundingClientRect().right, line.closest('pre')])"
        ".map(([right, pre]) => right + pre.scrollLeft - pre.getBoundingClientRect().left - pre.scrollWidth)"
    )
    assert widths
    assert all(abs(width) < 2 for width in widths)


def test_tabs_work_by_mouse_and_keyboard_and_without_javascript(opened: Opened, blocks: str) -> None:
    page = opened("tabs.html", at=blocks, java_script_enabled=False)
    first, second = page.locator("text=first"), page.locator("text=second")
    assert (first.is_visible(), second.is_visible()) == (True, False)
    page.get_by_role("radio", name="Two").click()
    assert (first.is_visible(), second.is_visible()) == (False, True)
    page.keyboard.press("ArrowLeft")
    assert (first.is_visible(), second.is_visible()) == (True, False)


def test_a_link_into_a_tab_shows_it(opened: Opened, blocks: str) -> None:
    page = opened("tabs.html", at=blocks)
    page.click("text=to it")
    expect(page.locator("text=second")).to_be_visible()


def test_paper_shows_all_tabs(opened: Opened, blocks: str) -> None:
    page = opened("tabs.html", at=blocks)
    page.emulate_media(media="print")
    for word in ("One", "first", "Two", "second"):
        assert page.locator(f".tabs >> text={word}").first.is_visible()


def test_a_callout_folds(opened: Opened, blocks: str) -> None:
    page = opened("tabs.html", at=blocks)
    assert page.locator("text=inside").is_hidden()
    page.locator("summary.callout-title").focus()
    page.keyboard.press("Enter")
    assert page.locator("text=inside").is_visible()


def drawn(page: Any) -> None:
    page.locator(".diagram").first.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.drawing, .diagram-problem')", timeout=20_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_diagram_is_drawn_in_the_colours_of_the_page(opened: Opened, scheme: str) -> None:
    page = opened(CODE, color_scheme=scheme)
    drawn(page)
    other = "dark" if scheme == "light" else "light"
    assert page.locator(f".drawing .{scheme}").is_visible()
    assert page.locator(f".drawing .{other}").is_hidden()
    page.evaluate(f"document.documentElement.dataset.theme = '{other}'")
    assert page.locator(f".drawing .{other}").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".drawing .light").is_visible()
    assert page.locator(".diagram > details").is_hidden()


def test_a_diagram_has_a_name(opened: Opened, blocks: str) -> None:
    page = opened(CODE)
    drawn(page)
    assert page.get_by_role("img", name="How a note becomes a page").is_visible()
    page = opened("wide.html", at=blocks)
    drawn(page)
    assert page.get_by_role("img", name="Flowchart").is_visible()


def test_the_library_comes_only_when_a_diagram_is_near(opened: Opened, blocks: str) -> None:
    page = opened("far.html", at=blocks)
    page.wait_for_timeout(300)
    assert page.evaluate("typeof mermaid") == "undefined"
    assert page.locator(".diagram pre").is_visible()
    drawn(page)
    assert page.locator(".drawing").is_visible()


def test_once_it_is_there_the_diagrams_further_down_are_drawn_too_so_that_paper_shows_them(
    opened: Opened, blocks: str
) -> None:
    page = opened("near.html", at=blocks)
    page.wait_for_function("document.querySelectorAll('.drawing').length === 2", timeout=20_000)
    assert page.evaluate("scrollY") == 0


def test_the_key_for_printing_waits_for_the_diagrams(opened: Opened, blocks: str) -> None:
    page = opened("far.html", at=blocks)
    page.evaluate("window.print = () => { window.seen = document.querySelectorAll('.drawing').length; }")
    page.keyboard.press("Control+p")
    page.wait_for_function("window.seen === 1", timeout=20_000)
    assert page.evaluate("scrollY") == 0


def test_without_javascript_a_diagram_is_its_source(opened: Opened) -> None:
    page = opened(CODE, java_script_enabled=False)
    assert "accTitle" in page.locator(".diagram pre").inner_text()


def test_a_diagram_that_is_wrong_stays_its_source(opened: Opened, blocks: str) -> None:
    page = opened("wrong.html", at=blocks)
    drawn(page)
    page.wait_for_function("document.querySelectorAll('.diagram-problem').length === 2")
    assert page.locator(".diagram pre").first.is_visible()
    assert page.locator("body > :not(.skip, header, .tree, main, footer)").count() == 0


def test_a_diagram_neither_runs_nor_fetches_anything(opened: Opened, blocks: str) -> None:
    page = opened("harm.html", at=blocks)
    drawn(page)
    page.wait_for_function("document.querySelectorAll('.drawing').length === 2")
    assert page.locator(".drawing img, .drawing a[href^=javascript]").count() == 0


def test_a_wide_diagram_scrolls_and_is_reached_by_keyboard(opened: Opened, blocks: str) -> None:
    page = opened("wide.html", width=390, at=blocks)
    drawn(page)
    page.wait_for_selector(".drawing[tabindex='0']")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("path", [CODE, CALLOUTS])
def test_the_guide_fits_the_screen(opened: Opened, path: str, width: int) -> None:
    page = opened(path, width=width)
    page.wait_for_timeout(100)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [CODE, CALLOUTS])
def test_axe_finds_nothing(opened: Opened, path: str, scheme: str) -> None:
    page = opened(path, color_scheme=scheme)
    if path == CODE:
        drawn(page)
    assert violations(page, "document") == []
