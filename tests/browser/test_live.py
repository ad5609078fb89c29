"""Under `hortus serve` an open page shows an edit where the reader is, and problems where the author looks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from test_serve import Server, start

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LONG = "# Long\n\n" + "".join(f"## Part {number}\n\n{'word ' * 150}\n\n" for number in range(20))


KEPT = """
> [!tip]- Folded
> inside

=== "One"
    first panel

=== "Two"
    second panel

A last paragraph with the word tulip in it, and a [link](https://example.org/) after.
"""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Server]:
    (tmp_path / "long.md").write_text(LONG + KEPT)
    (tmp_path / "other.md").write_text("# Other\n\nSee [[long]].\n")
    running = start(tmp_path)
    yield running
    running.stop()


def at(served: Server) -> str:
    return f"http://127.0.0.1:{served.port}"


def save(served: Server, text: str, path: str = "long.md") -> None:
    (served.folder / path).write_text(text)


def followed(opened: Any, served: Server, path: str = "long.html", **options: Any) -> Any:
    """A page that listens to the server, and whose place may be compared."""
    page = opened(path, at=at(served), **options)
    page.evaluate("document.documentElement.style.scrollBehavior = 'auto'; window.same = true")
    page.wait_for_timeout(300)
    return page


def test_an_edit_appears_and_the_page_stays_where_it_is(served: Server, opened: Any) -> None:
    page = followed(opened, served)
    page.evaluate("scrollTo(0, 3000)")
    page.evaluate("document.querySelector('details.callout').open = true")
    save(served, LONG.replace("Part 9", "Part nine") + KEPT)
    page.wait_for_selector("h2:has-text('Part nine')")
    assert page.evaluate("window.same")  # changed in place, not loaded again
    assert page.evaluate("scrollY") == 3000
    assert page.evaluate("document.querySelector('details.callout').open")
    page.wait_for_selector(".toc a:has-text('Part nine')")


def test_what_is_read_stays_where_it_is_when_text_comes_above(served: Server, opened: Any) -> None:
    page = followed(opened, served)
    page.evaluate("document.querySelector('#part-9').scrollIntoView()")
    page.wait_for_timeout(200)
    top = page.evaluate("Math.round(document.querySelector('#part-9').getBoundingClientRect().top)")
    save(served, LONG.replace("## Part 1\n", "New above.\n\n## Part 1\n") + KEPT)
    page.wait_for_selector("p:has-text('New above.')")
    assert page.evaluate(
        "Math.round(document.querySelector('#part-9').getBoundingClientRect().top)"
    ) == pytest.approx(top, abs=2)


def test_a_part_that_did_not_change_is_not_touched(served: Server, opened: Any) -> None:
    page = followed(opened, served)
    page.evaluate(
        """() => {
          window.touched = [];
          window.heading = document.querySelector("#part-9");
          const watch = new MutationObserver((all) => window.touched.push(...all.map((one) => one.target.closest?.("p, h2")?.id)));
          watch.observe(document.querySelector("article").children[20], { subtree: true, attributes: true, childList: true });
        }"""
    )
    save(served, LONG.replace("## Part 1\n", "New above.\n\n## Part 1\n") + KEPT)
    page.wait_for_selector("p:has-text('New above.')")
    assert page.evaluate("window.touched") == []
    assert page.evaluate("window.heading === document.querySelector('#part-9')")


def test_the_graph_follows_the_links(served: Server, opened: Any) -> None:
    page = followed(opened, served, "graph.html")
    page.evaluate("window.same = true")
    save(served, "# Other\n\nNo link any more.\n", "other.md")
    page.wait_for_function("window.same === undefined")
    page.wait_for_selector("#graph canvas")


def test_a_sheet_of_ones_own_is_followed_each_time(served: Server, opened: Any) -> None:
    save(served, "title: Garden\n", "hortus.yaml")
    served.state("long.html")
    page = followed(opened, served)
    (served.folder / "static").mkdir(exist_ok=True)
    colour = "getComputedStyle(document.querySelector('h1')).color"
    was = page.evaluate(colour)
    for number in (1, 2, 3):
        save(served, f"h1 {{ color: rgb({number}, 2, 3) }}\n", "static/custom.css")
        page.wait_for_function(f"{colour} === 'rgb({number}, 2, 3)'")
    page.wait_for_function("document.querySelectorAll('link[href*=custom]').length === 1")
    (served.folder / "static/custom.css").unlink()
    page.wait_for_function(f"{colour} === {was!r}")


def test_the_tree_beside_the_page_has_notes_that_come_and_go(served: Server, opened: Any) -> None:
    page = followed(opened, served)
    page.wait_for_selector("nav.tree a")
    save(served, "# A note that came\n", "came.md")
    page.wait_for_selector("nav.tree a:has-text('A note that came')")
    (served.folder / "came.md").unlink()
    page.wait_for_selector("nav.tree a:has-text('A note that came')", state="detached")


def test_what_has_the_focus_keeps_it(served: Server, opened: Any) -> None:
    page = followed(opened, served)
    page.locator("article a[href='https://example.org/']").focus()
    save(served, LONG + KEPT.replace("the word tulip", "the words tulip and rose"))
    page.wait_for_selector("p:has-text('rose')")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "https://example.org/"


def test_a_selection_in_the_edited_paragraph_stays(served: Server, opened: Any) -> None:
    page = followed(opened, served)
    page.evaluate(
        """() => {
          const text = [...document.querySelectorAll("article p")].find((p) => p.textContent.includes("tulip")).firstChild;
          const at = text.data.indexOf("tulip");
          getSelection().setBaseAndExtent(text, at, text, at + 5);
        }"""
    )
    save(served, LONG + KEPT.replace("A last paragraph", "The very last paragraph"))
    page.wait_for_selector("p:has-text('The very last paragraph')")
    assert page.evaluate("getSelection().toString()") == "tulip"


def test_the_tab_that_was_chosen_stays_in_front(served: Server, opened: Any) -> None:
    page = followed(opened, served)
    page.get_by_role("radio", name="Two").check()
    save(served, LONG + KEPT.replace("second panel", "another panel"))
    page.wait_for_selector("text=another panel")
    assert not page.get_by_text("first panel").is_visible()


def test_marks_of_what_was_searched_for_stay(served: Server, opened: Any) -> None:
    page = followed(opened, served, "long.html#?find=tulip")
    page.wait_for_selector("mark.found")
    save(served, LONG.replace("Part 9", "Part nine") + KEPT.replace("A last", "The last"))
    page.wait_for_selector("p:has-text('The last paragraph')")
    assert page.locator("mark.found").all_text_contents() == ["tulip"]


def test_a_code_that_was_edited_can_still_be_copied(served: Server, opened: Any) -> None:
    save(served, "# Long\n\n```python\nprint(1)\n```\n")
    served.state("long.html")
    page = followed(opened, served)
    page.wait_for_selector("button.copy", state="attached")
    save(served, "# Long\n\n```python\nprint(23)\n```\n")
    page.wait_for_selector("code:has-text('23')")
    assert page.locator("button.copy").count() == 1


def test_a_page_that_did_not_change_fetches_nothing(served: Server, opened: Any) -> None:
    page = followed(opened, served)
    served.state("other.html")  # the first build is over, and the page has what it brought
    page.wait_for_timeout(300)
    requests = list[str]()
    page.on("request", lambda request: requests.append(request.url))
    save(served, "# Other\n\nSee [[long]].\n\nAgain.\n", "other.md")
    served.state("other.html")
    save(served, "# Other\n\nSee [[long]].\n\nOnce more.\n", "other.md")
    served.state("other.html")
    page.wait_for_timeout(300)
    assert requests == []


def test_every_open_page_follows(served: Server, opened: Any) -> None:
    pages = [followed(opened, served) for _ in range(3)]
    save(served, LONG.replace("Part 9", "Part nine") + KEPT)
    for page in pages:
        page.wait_for_selector("h2:has-text('Part nine')")


def test_a_page_nobody_sees_catches_up_when_it_is_seen(served: Server, opened: Any) -> None:
    page = followed(opened, served)
    hide = "Object.defineProperty(document, 'hidden', { value: %s, configurable: true }); document.dispatchEvent(new Event('visibilitychange'))"
    page.evaluate(hide % "true")
    save(served, LONG.replace("Part 9", "Part nine") + KEPT)
    served.state("long.html")
    page.wait_for_timeout(300)
    assert page.locator("h2:has-text('Part nine')").count() == 0
    page.evaluate(hide % "false")
    page.wait_for_selector("h2:has-text('Part nine')")
    assert page.evaluate("window.same")


def test_a_style_sheet_is_exchanged_in_place(served: Server, opened: Any) -> None:
    page = followed(opened, served)
    page.evaluate("scrollTo(0, 3000)")
    default = (ROOT / "static/css/hortus.css").read_text()
    (served.folder / "static/css").mkdir(parents=True)
    save(served, default + "\nh1 { color: rgb(1, 2, 3) }\n", "static/css/hortus.css")
    page.wait_for_function("getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)'")
    page.wait_for_function("document.querySelectorAll('link[rel=stylesheet]').length === 1")
    assert page.evaluate("window.same && scrollY") == 3000


def test_a_script_of_the_theme_loads_the_page_anew(served: Server, opened: Any) -> None:
    page = followed(opened, served)
    (served.folder / "templates").mkdir()
    save(
        served,
        '{% extends "default/page.html" %}{% block extra %}<script>window.mine = 1</script>{% endblock %}',
        "templates/page.html",
    )
    page.wait_for_function("window.mine === 1")
    assert not page.evaluate("window.same")


def test_a_page_goes_where_its_note_went(served: Server, opened: Any) -> None:
    page = followed(opened, served)
    (served.folder / "deep").mkdir()
    (served.folder / "long.md").rename(served.folder / "deep/long.md")
    page.wait_for_url("**/deep/long.html")
    page.wait_for_selector("[role=status]:has-text('This note has moved here from long.html')")


def test_a_page_whose_note_is_deleted_says_so_and_comes_back_with_it(served: Server, opened: Any) -> None:
    page = followed(opened, served)
    (served.folder / "long.md").unlink()
    page.wait_for_selector("[role=status]:has-text('This note is no longer here')")
    assert page.locator("h2").count() > 10
    save(served, "# Long\n\nback again\n")
    page.wait_for_selector("text=back again")


def test_a_page_that_was_not_there_appears(served: Server, browser: Any) -> None:
    context = browser.new_context()
    page = context.new_page()  # the console tells of the 404
    page.goto(f"{at(served)}/new.html")
    page.wait_for_timeout(300)
    save(served, "# New\n\nhere now\n", "new.md")
    page.wait_for_selector("text=here now")
    context.close()


def test_the_page_says_that_it_is_up_to_date_and_then_nothing(served: Server, opened: Any) -> None:
    page = followed(opened, served)
    save(served, LONG.replace("Part 9", "Part nine") + KEPT)
    page.wait_for_selector(".live-state[role=status]:has-text('Up to date')")
    page.wait_for_function("document.querySelector('.live-state').textContent === ''")


def test_a_build_that_takes_long_is_said(served: Server, opened: Any) -> None:
    page = followed(opened, served)
    other = sqlite3.connect(served.folder / ".hortus/memo", isolation_level=None)
    other.execute("begin immediate")
    save(served, LONG.replace("Part 9", "Part nine") + KEPT)
    page.wait_for_selector("[role=status]:has-text('Building')")
    other.execute("rollback")
    other.close()
    page.wait_for_selector("[role=status]:has-text('Up to date')")


def test_a_server_that_is_gone_is_said_and_found_again(served: Server, opened: Any, browser: Any) -> None:
    context = browser.new_context()
    page = context.new_page()  # what is said on the console of a lost connection is no fault
    page.goto(f"{at(served)}/long.html")
    page.wait_for_timeout(300)
    page.evaluate("window.same = true")
    served.stop()
    page.wait_for_selector("[role=status]:has-text('No connection')")
    save(served, LONG.replace("Part 9", "Part nine") + KEPT)
    again = start(served.folder, "--port", str(served.port))
    page.wait_for_selector("h2:has-text('Part nine')")
    assert page.evaluate("window.same")
    page.wait_for_selector("[role=status]:has-text('Up to date')")
    again.stop()
    context.close()


def test_a_note_is_read_before_the_site_is_made_and_then_whole(tmp_path: Path, opened: Any) -> None:
    (tmp_path / "a.md").write_text("# A\n\nfirst\n")
    (tmp_path / "b.md").write_text("# B\n\nSee [[a]].\n")
    (tmp_path / ".hortus").mkdir()
    other = sqlite3.connect(tmp_path / ".hortus/memo", isolation_level=None)
    other.execute("create table if not exists memo (key blob primary key, value blob)")
    other.execute("begin immediate")
    running = start(tmp_path, is_awaited=False)
    try:
        page = opened("a.html", at=at(running))
        page.evaluate("window.same = true")
        page.wait_for_selector("[role=status]:has-text('Building')")
        assert page.locator(".backlinks").count() == 0
        other.execute("rollback")
        page.wait_for_selector(".backlinks a")
        assert page.evaluate("window.same")
        page.close()
    finally:
        other.close()
        running.stop()


def test_a_page_that_waits_becomes_the_one_there_is(tmp_path: Path, browser: Any) -> None:
    (tmp_path / "a.md").write_text("# A\n\nfirst\n")
    (tmp_path / ".hortus").mkdir()
    other = sqlite3.connect(tmp_path / ".hortus/memo", isolation_level=None)
    other.execute("create table if not exists memo (key blob primary key, value blob)")
    other.execute("begin immediate")
    running = start(tmp_path, is_awaited=False)
    context = browser.new_context()
    home, missing = context.new_page(), context.new_page()  # the console tells of the 503
    home.goto(at(running))
    missing.goto(f"{at(running)}/nosuch.html")
    home.wait_for_selector("text=The site is being made")
    other.execute("rollback")
    home.wait_for_selector("a:has-text('A')")
    missing.wait_for_selector("text=There is no such page")
    context.close()
    other.close()
    running.stop()


def test_problems_are_folded_on_a_small_screen(served: Server, opened: Any) -> None:
    page = followed(opened, served, width=390, height=800)
    save(served, "# Long\n\n[[nosuch]]\n")
    page.wait_for_selector(".live-state button:has-text('1 problem')")
    assert not page.locator(".live-problems").is_visible()
    page.click(".live-state button")
    page.wait_for_selector(".live-problems:has-text('long.md:3:1')")


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
