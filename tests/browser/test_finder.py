"""What the search shows of the answers it is given: the real interface over an engine that answers as a test says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.test_pages import violations
from conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NOTE = "git/bisect.html"
ATTENTION = "deep-learning/attention.html"

ENGINE = """
export function open(load) {
  return { search: (text, options) => window.engine(text, options, load) };
}
"""

# Answers by query; a query that is gated is answered when a test opens its gate, in whatever order.
WINDOW = """
window.gates = {};
window.engine = async (text, { early } = {}) => {
  const answer = ANSWERS[text] ?? ANSWERS[""];
  const whole = { ...answer, hits: answer.hits.map((hit) => ({ ...hit, terms: new Set(hit.terms) })) };
  if (window.early) early?.({ ...whole, hits: whole.hits.slice(0, window.early) });
  if (window.gated) await new Promise((resolve) => (gates[text] = resolve));
  if (window.broken) throw new Error("broken");
  return whole;
};
"""


def hit(path: str, heading: str = "", terms: str = "", **rest: Any) -> dict[str, Any]:
    anchor = heading.lower().replace(" ", "-")
    known = {"path": path, "anchor": anchor, "title": path.rpartition("/")[2].removesuffix(".html").title()}
    empty = {
        "crumbs": path.split("/")[:-1],
        "tags": [],
        "aliases": [],
        "text": "",
        "spans": [],
        "score": 1,
        "why": [],
    }
    return {**empty, **known, "heading": heading, "terms": terms.split(), **rest}


def answer(*hits: dict[str, Any], **rest: Any) -> dict[str, Any]:
    notes = len({one["path"] for one in hits})
    counted = {"hits": hits, "notes": notes, "sections": len(hits)}
    return {**counted, "corrections": [], "missing": [], "without": [], "isEmpty": False, **rest}


NOTHING = answer()
MANY = answer(*[hit(f"n{number // 2}.html", f"Part {number}", text="Word. " * 30) for number in range(20)])


@pytest.fixture(scope="session")
def fake(public: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled site, with an engine that asks the page."""
    folder = tmp_path_factory.mktemp("fake")
    shutil.copytree(ROOT / "static/_js", folder / "static/_js")
    shutil.copytree(ROOT / "templates/words", folder / "templates/words")
    (folder / "static/_js/engine.js").write_text(ENGINE)
    site = folder / "site"
    shutil.copytree(public, site, copy_function=os.link)
    (bundle,) = (site / "js").glob("search.*.js")
    bundle.unlink()
    esbuild = [str(ROOT / "node_modules/.bin/esbuild"), str(folder / "static/_js/search.js"), "--bundle"]
    environment = {**os.environ, "NODE_PATH": str(ROOT / "node_modules")}
    subprocess.run([*esbuild, f"--outfile={bundle}", "--log-level=error"], check=True, env=environment)
    return site


@pytest.fixture
def asking(opened: Any, fake: Path) -> Any:
    """Opens the search on a page; the answers are those of a dict by query, "" for all others."""

    def open_page(answers: dict[str, Any], path: str = NOTE, **options: Any) -> Any:
        page = opened("tags/index.html", at=fake.as_uri(), **options)
        known = json.dumps({"": NOTHING, **answers})
        page.context.add_init_script(WINDOW.replace("ANSWERS", known))
        page.goto(f"{fake.as_uri()}/{path}")
        if not path.startswith("search.html"):
            page.keyboard.press("/")
            page.wait_for_selector("dialog#search[open]")
        return page

    return open_page


def texts(page: Any, selector: str) -> list[str]:
    found: list[str] = page.locator(selector).all_inner_texts()
    return found


def status(page: Any, text: str) -> None:
    page.wait_for_function("text => document.querySelector('.search-status').textContent === text", arg=text)


def selected(page: Any) -> int:
    return int(page.locator("[aria-selected=true]").get_attribute("id").rpartition("-")[2])


def test_sections_stand_by_note_in_the_order_of_the_best_and_three_of_each(asking: Any) -> None:
    hits = [
        hit("a/one.html", "First", "word", text="A word."),
        hit("two.html", "", "word", text="Some word."),
        *(hit("a/one.html", f"More {number}") for number in range(3)),
    ]
    page = asking({"word": answer(*hits, notes=12, sections=40)})
    page.keyboard.type("word")
    status(page, "40 sections")
    assert texts(page, ".search-title") == ["One", "Two"]
    assert texts(page, ".search-where") == ["a"]
    assert texts(page, ".search-heading") == ["First", "More 0", "More 1"]
    assert texts(page, "[role=option] mark") == ["word", "word"]
    assert page.locator("[role=option]").first.get_attribute("href") == "../a/one.html#first"


@pytest.mark.parametrize(
    ("score", "rest", "said"),
    [
        (1, {"notes": 2, "sections": 5}, "5 sections in 2 notes"),
        (1, {"notes": 3, "sections": 5}, "5 sections in 2 notes"),  # a long note was taken for two
        (1, {"notes": 2, "sections": 2}, "2 notes"),
        (1, {"notes": 20, "sections": 50}, "50 sections"),
        (0, {"notes": 20, "sections": 20}, "20 notes"),
    ],
)
def test_it_is_said_how_much_was_found(asking: Any, score: int, rest: Any, said: str) -> None:
    hits = [hit("one.html", "First", score=score), hit("two.html", score=score)]
    page = asking({"word": answer(*hits, **rest)})
    page.keyboard.type("word")
    status(page, said)


def test_more_notes_are_shown_when_they_are_asked_for(asking: Any) -> None:
    page = asking({"word": {**MANY, "notes": 11}})
    page.keyboard.type("word")
    page.keyboard.press("ArrowDown")
    page.evaluate(
        "() => { const was = engine; window.engine = (text, { notes }) => was(notes === 16 ? 'rest' : text); }"
    )
    page.locator(".search-more").click()
    status(page, "Nothing found for “word”.")


@pytest.mark.parametrize(
    ("why", "rest", "shown"),
    [
        ("heading", {"heading": "Word", "anchor": "word"}, "in the heading"),
        ("heading", {"title": "Word"}, "in the title"),
        ("code", {}, "in code"),
        ("math", {}, "in a formula"),
        ("tag", {"tags": ["other", "word"]}, "tagged #word"),
        ("alias", {"aliases": ["A word", "B"]}, "also called “A word”"),
    ],
)
def test_a_section_says_why_it_was_found(asking: Any, why: str, rest: Any, shown: str) -> None:
    page = asking({"word": answer(hit("n.html", **{"terms": "word", "why": [why], **rest}))})
    page.keyboard.type("word")
    page.wait_for_selector("[role=option]")
    assert texts(page, ".search-why") == [shown]


def test_a_word_found_with_another_spelling_is_marked_and_named(asking: Any) -> None:
    other = hit("n.html", "Part", "vansh gradient", text="The vanshing gradient.", why=["correction"])
    page = asking({"vanishing gradient": answer(other)})
    page.keyboard.type("vanishing gradient")
    page.wait_for_selector("[role=option]")
    assert texts(page, ".search-why") == ["found as: “vanshing”"]
    assert texts(page, ".search-excerpt mark") == ["vanshing gradient"]


def test_what_is_shown_in_place_of_a_misspelt_query_is_said_above(asking: Any) -> None:
    found = hit("n.html", "Part", "attent", text="All attention.", why=["correction"])
    said = {"corrections": [["atention", "attention"]], "missing": ["qqq", "zzz"]}
    page = asking({"(atention qqq zzz": answer(found, **said)})
    page.keyboard.type("(atention qqq zzz")
    page.wait_for_selector("[role=option]")
    assert texts(page, ".search-corrected") == [
        "Showing results for (attention qqq zzz. No note has “qqq”, “zzz”."
    ]
    assert page.locator(".search-status").inner_text().split("\n")[1:] == ["1 note"]
    assert texts(page, ".search-why") == []


def test_a_phrase_is_marked_where_its_words_stand_side_by_side(asking: Any) -> None:
    text = "A cross, then entropy. The cross entropy; of loss, a loss."
    page = asking({'loss "cross entropy': answer(hit("n.html", "Part", "cross entropi loss", text=text))})
    page.keyboard.type('loss "cross entropy')
    page.wait_for_selector("[role=option]")
    assert texts(page, ".search-excerpt mark") == ["cross entropy", "loss", "loss"]


def test_what_is_left_out_of_a_query_is_named(asking: Any) -> None:
    query = '"cross entropy" qq'
    found = answer(without=["cross entropy qq", '"cross entropy"', "qq"])
    page = asking({query: found})
    page.keyboard.type(query)
    page.wait_for_selector(".search-try")
    assert texts(page, ".search-try") == [
        "Search without the quotes",
        "Search without “qq”",
        'Search without “"cross entropy"”',
    ]


def test_where_nothing_is_found_other_queries_are_offered(asking: Any) -> None:
    found = answer(hit("n.html", "Part"))
    answers = {
        "qq lookup": answer(without=["lookup"]),
        "lookup": found,
    }
    page = asking(answers)
    field = page.locator("#search input")
    field.fill("qq lookup")
    status(page, "Nothing found for “qq lookup”.")
    page.get_by_role("button", name="Search without “qq”", exact=True).click()
    page.wait_for_selector("[role=option]")
    assert field.input_value() == "lookup"
    assert field.evaluate("field => field === document.activeElement")
    field.fill("qq lookup")
    page.get_by_role("link", name="all notes", exact=True).last.click()
    page.wait_for_url(re.compile(r"all-notes\.html$"))


def test_an_old_answer_never_takes_the_place_of_a_newer(asking: Any) -> None:
    page = asking({"a": answer(hit("old.html", "Old")), "ab": answer(hit("new.html", "New"))})
    page.evaluate("window.gated = true")
    page.keyboard.type("ab")
    page.wait_for_function("!!gates.a && !!gates.ab")
    page.evaluate("gates.ab()")
    page.wait_for_selector("[role=option]")
    page.evaluate("async () => { gates.a(); await new Promise((resolve) => setTimeout(resolve, 50)); }")
    assert texts(page, ".search-heading") == ["New"]


def test_results_stay_until_newer_are_there(asking: Any) -> None:
    page = asking({"a": answer(hit("old.html", "Old")), "ab": answer(hit("new.html", "New"))})
    page.keyboard.type("a")
    page.wait_for_selector("[role=option]")
    page.evaluate("window.gated = true")
    page.keyboard.type("b")
    status(page, "Searching …")
    assert texts(page, ".search-heading") == ["Old"]
    page.evaluate("gates.ab()")
    page.wait_for_selector("[role=option]:has-text('New')")


def test_enter_opens_what_was_typed_and_not_what_is_still_shown(asking: Any) -> None:
    page = asking({"a": answer(hit("git/merging.html")), "ab": answer(hit("git/rebasing.html"))})
    page.keyboard.type("a")
    page.wait_for_selector("[role=option]")
    page.evaluate("window.gated = true")
    page.keyboard.type("b")
    page.keyboard.press("Enter")
    page.evaluate("gates.ab()")
    page.wait_for_url(re.compile(r"git/rebasing\.html"))


@pytest.mark.parametrize("way", ["button", "Enter"])
def test_a_search_that_fails_says_so_and_can_be_tried_again(asking: Any, way: str) -> None:
    page = asking({"word": answer(hit("n.html", "Part"))})
    page.evaluate("window.broken = true")
    page.keyboard.type("word")
    status(page, "The search index could not be loaded.")
    page.evaluate("window.broken = false")
    if way == "button":
        page.get_by_role("button", name="Try again").click()
    else:
        page.keyboard.press("Enter")
    page.wait_for_selector("[role=option]")
    assert page.url.endswith(NOTE)


KEYS = [
    (["ArrowUp"], 19),
    (["ArrowUp", "ArrowDown"], 0),
    (["End"], 19),
    (["End", "Home"], 19),  # the first Home takes the caret to the beginning
    (["End", "Home", "Home"], 0),
    (["ArrowLeft", "End"], 0),
    (["ArrowLeft", "Control+End"], 19),
    (["Control+End", "Control+Home"], 0),
    (["End", "PageDown"], 19),
    (["PageUp"], 0),
    (["Shift+ArrowDown"], 0),
]


@pytest.mark.parametrize(("keys", "result"), KEYS, ids=[" ".join(keys) for keys, _ in KEYS])
def test_keys_choose_a_result(asking: Any, keys: list[str], result: int) -> None:
    page = asking({"word": MANY})
    page.keyboard.type("word")
    page.wait_for_selector("[role=option]")
    for key in keys:
        page.keyboard.press(key)
    assert selected(page) == result
    option = page.locator("[aria-selected=true]")
    assert page.locator("#search input").get_attribute("aria-activedescendant") == option.get_attribute("id")


def test_what_is_chosen_among_the_first_results_stays_chosen_when_the_others_come(asking: Any) -> None:
    page = asking({"word": MANY})
    page.evaluate("window.gated = true; window.early = 2")
    page.keyboard.insert_text("word")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.evaluate("gates.word()")
    page.wait_for_function("document.querySelectorAll('[role=option]').length > 2")
    assert page.locator("[aria-selected=true]").get_attribute("href").endswith("#part-1")


def test_a_page_of_results_goes_by_and_what_is_chosen_is_in_view(asking: Any) -> None:
    page = asking({"word": MANY})
    page.keyboard.type("word")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("PageDown")
    assert 2 <= selected(page) <= 8
    inside = """() => { const box = document.querySelector(".search-body").getBoundingClientRect();
      const one = document.querySelector("[aria-selected=true]").getBoundingClientRect();
      return one.top >= box.top && one.bottom <= box.bottom; }"""
    assert page.evaluate(inside)
    page.keyboard.press("PageUp")
    assert selected(page) == 0
    assert page.evaluate("document.querySelector('.search-body').scrollTop") == 0


def test_the_pointer_chooses_without_moving_the_list(asking: Any) -> None:
    page = asking({"word": MANY})
    page.keyboard.type("word")
    page.wait_for_selector("[role=option]")
    page.locator("[role=option]").nth(2).hover()
    page.wait_for_selector("[aria-selected=true]#search-result-2")
    assert page.evaluate("document.querySelector('.search-body').scrollTop") == 0


def test_nothing_is_asked_and_no_key_taken_while_characters_are_composed(asking: Any) -> None:
    page = asking({"注意": answer(hit("n.html", "Part"))})
    page.evaluate(
        """() => { const was = engine; window.asked = [];
        window.engine = (text) => { asked.push(text); return was(text); }; }"""
    )
    session = page.context.new_cdp_session(page)
    for typed in ("z", "zhu", "zhu'yi"):
        session.send(
            "Input.imeSetComposition",
            {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)},
        )
    page.evaluate(
        """() => { const field = document.querySelector("#search input");
        for (const key of ["Enter", "ArrowDown", "Escape"])
          field.dispatchEvent(new KeyboardEvent("keydown", { key, isComposing: true, bubbles: true, cancelable: true })); }"""
    )
    assert page.evaluate("asked") == []
    assert page.locator("dialog#search[open]").count() == 1
    session.send("Input.insertText", {"text": "注意"})
    page.wait_for_selector("[role=option]")
    assert page.evaluate("asked") == ["注意"]


def test_hangul_is_searched_while_it_is_composed(asking: Any) -> None:
    page = asking({"한": answer(hit("n.html", "Part"))})
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "한", "selectionStart": 1, "selectionEnd": 1})
    page.wait_for_selector("[role=option]")


def test_a_search_is_remembered_when_a_result_was_opened(asking: Any) -> None:
    page = asking({"": answer(hit("git/merging.html"))})
    page.keyboard.type("not opened")
    page.wait_for_selector("[role=option]")
    for number in range(9):
        page.locator("#search input").fill(f"query {number}")
        page.wait_for_function("window.engine")
        page.wait_for_selector("[role=option]")
        page.evaluate(
            "document.querySelector('[role=option]').addEventListener('click', (event) => event.preventDefault())"
        )
        page.locator("[role=option]").click()
    page.locator("#search input").fill("")
    page.wait_for_selector(".search-again")
    assert texts(page, ".search-again") == [f"query {number}" for number in range(8, 0, -1)]


def remembered(page: Any, *queries: str) -> None:
    """Let the site remember searches, and open the search anew."""
    page.evaluate(
        """(queries) => { const root = new URL("..", location.href).pathname;
        localStorage.setItem(`hortus-recent:${root}`, JSON.stringify(queries)); }""",
        list(queries),
    )
    page.locator("#search input").fill("x")
    page.locator("#search input").fill("")
    page.wait_for_selector(".search-again")


def test_remembered_searches_are_gone_through_and_asked_again(asking: Any) -> None:
    page = asking({"two": answer(hit("n.html", "Part"))})
    remembered(page, "one", "two")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "combobox"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=option]")
    assert page.locator("#search input").input_value() == "two"


def test_remembered_searches_are_forgotten_one_by_one_and_all_at_once(asking: Any) -> None:
    page = asking({})
    remembered(page, "one", "two", "three", "four")
    page.get_by_role("button", name="Forget “two”").click()
    assert texts(page, ".search-again") == ["one", "three", "four"]
    page.keyboard.press("ArrowDown")
    page.locator(".search-again", has_text="three").focus()
    page.keyboard.press("Delete")
    assert texts(page, ".search-again") == ["one", "four"]
    page.get_by_role("button", name="Forget all").click()
    assert page.locator(".search-again").count() == 0
    assert not page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('hortus-recent'))")


def test_nothing_breaks_where_storage_is_denied(asking: Any) -> None:
    page = asking({"word": answer(hit("git/merging.html"))}, path="all-notes.html")
    page.context.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"])
        Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });"""
    )
    page.reload()
    page.keyboard.press("/")
    page.keyboard.type("word")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"merging\.html"))


def test_back_from_a_result_the_search_is_as_it_was_left(asking: Any) -> None:
    answers = {"word": answer(hit("git/merging.html"), hit("git/rebasing.html"))}
    page = asking(answers)
    page.keyboard.type("word")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"rebasing\.html"))
    page.go_back()
    page.wait_for_selector("dialog#search[open] [role=option]")
    assert page.locator("#search input").input_value() == "word"
    assert selected(page) == 1
    page.keyboard.press("Escape")
    page.reload()
    assert page.locator("dialog#search").count() == 0


def test_back_from_a_section_of_the_same_page_the_search_is_as_it_was_left(asking: Any) -> None:
    there = hit(ATTENTION, terms="mask", anchor="masking", heading="Masking")
    page = asking({"mask": answer(hit(NOTE), there)}, path=ATTENTION)
    page.keyboard.type("mask")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark.found")
    assert page.url.endswith("attention.html#masking")
    assert page.locator("dialog#search[open]").count() == 0
    page.go_back()
    page.wait_for_selector("dialog#search[open]")
    page.wait_for_selector("[aria-selected=true]#search-result-1")


def test_the_page_of_the_search_is_come_back_to(asking: Any) -> None:
    answers = {"word": answer(hit("git/merging.html"), hit("git/rebasing.html"))}
    page = asking(answers, path="search.html?q=word")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"rebasing\.html"))
    page.go_back()
    page.wait_for_selector("[aria-selected=true]#search-result-1")
    assert page.url.endswith("search.html?q=word")


def test_a_rebuilt_site_is_asked_again_and_the_choice_stays(asking: Any) -> None:
    page = asking({"word": answer(hit("a.html"), hit("b.html"))})
    page.keyboard.type("word")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.evaluate(
        """() => { const was = engine; window.engine = async (text) => { const answer = await was(text);
        return { ...answer, hits: [{ ...answer.hits[0], path: "new.html" }, ...answer.hits] }; };
        dispatchEvent(new Event("hortus:indexed")); }"""
    )
    page.wait_for_function("document.querySelectorAll('[role=option]').length === 3")
    assert page.locator("[aria-selected=true]").get_attribute("href") == "../b.html"
    assert page.locator("#search input").input_value() == "word"


STATES = {
    "results": "word",
    "corrected": "wrod",
    "nothing": "qq lookup",
    "failed": "broken",
    "recent": "",
}
SHOWN = {
    "word": answer(
        hit("a/b/one.html", "Part", "word", text="A word.", why=["heading"]),
        hit("two.html", "", text="Some."),
    ),
    "wrod": answer(hit("n.html", "Part", "word", text="A word."), corrections=[["wrod", "word"]]),
    "qq lookup": answer(without=["lookup"]),
}


def show(page: Any, state: str) -> None:
    remembered(page, "one", "two")
    page.evaluate(f"window.broken = {str(state == 'failed').lower()}")
    page.locator("#search input").fill(STATES[state])
    page.wait_for_selector(".search-again" if state == "recent" else "[role=option], .search-try")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_any_state(asking: Any, state: str, scheme: str) -> None:
    page = asking(SHOWN, color_scheme=scheme)
    show(page, state)
    page.locator("#search summary").click()
    assert violations(page, "'dialog#search'") == []


def test_the_dialog_keeps_its_place_and_size_whatever_it_shows(asking: Any) -> None:
    page = asking(SHOWN)
    boxes = []
    for state in STATES:
        show(page, state)
        boxes.append(page.locator("dialog#search").bounding_box())
    assert boxes == boxes[:1] * len(boxes)


@pytest.mark.parametrize("state", STATES)
def test_a_thumb_hits_what_it_aims_at(asking: Any, state: str) -> None:
    page = asking(SHOWN, width=390, height=844)
    show(page, state)
    # A link within a sentence is as high as its line.
    small = """() => [...document.querySelectorAll("#search :is(a:not(.search-above p a), button, input, summary)")]
      .map((one) => [one.className || one.tagName, one.getBoundingClientRect()])
      .filter(([, box]) => box.width && (box.height < 44 || box.width < 44)).map(([name]) => name)"""
    assert page.evaluate(small) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_on_a_phone_the_field_stands_above_the_keyboard_of_the_screen(asking: Any) -> None:
    page = asking(SHOWN, width=390, height=844)
    show(page, "results")
    field = page.locator("#search input")
    assert field.bounding_box()["y"] > 700
    assert field.evaluate("field => parseFloat(getComputedStyle(field).fontSize)") >= 16
    page.evaluate(
        """() => { Object.defineProperty(visualViewport, "height", { value: 480 });
        visualViewport.dispatchEvent(new Event("resize")); }"""
    )
    box = field.bounding_box()
    assert 400 < box["y"] < box["y"] + box["height"] <= 480
    close = page.locator(".search-close").bounding_box()
    assert close["y"] + close["height"] <= 480


def test_tips_are_folded_and_can_be_unfolded(asking: Any) -> None:
    page = asking({"word": answer(hit("n.html", "Part"))})
    page.keyboard.type("word")
    page.wait_for_selector("[role=option]")
    assert page.locator("#search dl").is_hidden()
    page.locator("#search summary").click()
    page.locator("#search dl").wait_for()


def test_who_types_nothing_is_shown_what_can_be_asked_until_something_is(asking: Any) -> None:
    page = asking({"word": answer(hit("n.html", "Part"))})
    page.locator(".search-above dl").wait_for()
    page.keyboard.type("word")
    page.wait_for_selector("[role=option]")
    assert page.locator(".search-above dl").count() == 0


def test_an_excerpt_shows_code_and_formulas_on_one_line(asking: Any) -> None:
    code, tex = "word = 1\nprint(word)", r"\frac{1}{2} \cdot \sqrt{d_{k}}"
    text = f"Before\n{code}\nafter {tex}."
    spans = [[7, 7 + len(code), "code"], [len(text) - 1 - len(tex), len(text) - 1, "math"]]
    page = asking({"word": answer(hit("n.html", "Part", "word", text=text, spans=spans))})
    page.keyboard.type("word")
    page.wait_for_selector("[role=option]")
    assert texts(page, ".search-excerpt") == ["Before · word = 1 ↵ print(word) · after 1/2 · √dk."]
    assert texts(page, ".search-excerpt code") == ["word = 1 ↵ print(word)", "1/2 · √dk"]
    assert texts(page, ".search-excerpt code mark") == ["word", "word"]
    assert texts(page, ".search-excerpt .math sub") == ["k"]


LONG = "Each word of this rather extraordinary sentence is of another length, " * 8
CHINESE = "每个词都有自己的长度，" * 30


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
@pytest.mark.parametrize("text", [LONG, f"{CHINESE} word"], ids=["English", "Chinese"])
def test_an_excerpt_has_room_in_its_lines_and_ends_with_a_word(asking: Any, width: int, text: str) -> None:
    page = asking({"word": answer(hit("n.html", "Part", "word", text=text))})
    page.set_viewport_size({"width": width, "height": 800})
    page.keyboard.type("word")
    page.wait_for_selector("[role=option]")
    shown = page.locator(".search-excerpt")
    assert shown.evaluate("one => one.scrollHeight - one.clientHeight") <= 1
    said = shown.inner_text()
    assert said.endswith(" …") or "word" in said[-8:]
    if text == LONG:
        assert said.removesuffix(" …").rpartition(" ")[2] in LONG.split()


def test_focus_returns_to_where_it_was(asking: Any) -> None:
    page = asking({}, path="search.html")
    page.goto(page.url.replace("search.html", NOTE))
    page.locator(".crumbs a").first.focus()
    page.keyboard.press("Control+k")
    page.wait_for_selector("dialog#search[open]")
    page.keyboard.press("Control+k")
    assert page.locator("dialog#search[open]").count() == 0
    assert page.evaluate("document.activeElement.matches('.crumbs a')")


def test_one_esc_closes_the_search_whatever_is_in_the_field(asking: Any) -> None:
    page = asking({})
    page.keyboard.type("some text")
    page.keyboard.press("Escape")
    assert page.locator("dialog#search[open]").count() == 0
    page.keyboard.press("/")
    page.wait_for_selector("dialog#search[open]")
    assert page.locator("#search input").input_value() == "some text"
    assert page.evaluate("getSelection().toString()") == "some text"


FILES = {
    "search/index.js": 'hortusSearch.data("index.js", "old")',
    "search/new.js": 'hortusSearch.data("new.js", ANSWER)',
    "search/part.js": 'hortusSearch.data("part.js", ANSWER)',
}
LOADING = """
window.engine = async (text, options, load) => {
  const name = text.startsWith("part") ? `${text}.js` : `${await load("index.js")}.js`;
  const answer = await load(name);
  return { ...answer, hits: answer.hits.map((hit) => ({ ...hit, terms: new Set(hit.terms) })) };
};
"""


@pytest.fixture
def loading(browser: Any, fake: Path) -> Iterator[Any]:
    """A page whose engine loads files of an index: an old index names a file that is gone, one past the caches does not."""
    asked: list[str] = []

    def route(request: Any) -> None:
        name = request.request.url.split("/site/")[1]
        asked.append(name)
        known = json.dumps(answer(hit("n.html", "Part")))
        script = FILES.get(
            name, FILES["search/index.js"].replace("old", "new") if "index.js?" in name else None
        )
        request.fulfill(body=script.replace("ANSWER", known)) if script else request.fulfill(status=404)

    context = browser.new_context()
    context.set_default_timeout(20_000)
    context.add_init_script(LOADING)
    page = context.new_page()
    page.route("**/site/search/**", route)
    page.goto(f"{fake.as_uri()}/{NOTE}")
    page.keyboard.press("/")
    page.wait_for_selector("dialog#search[open]")
    page.asked = asked
    yield page
    context.close()


def test_an_index_whose_files_are_gone_is_loaded_anew(loading: Any) -> None:
    loading.keyboard.type("word")
    loading.wait_for_selector("[role=option]")
    for _ in range(50):  # what was asked for is told of a little later than it is shown
        if "search/new.js" in loading.asked:
            break
        loading.wait_for_timeout(100)
    names = [re.sub(r"\d{5,}", "time", name) for name in loading.asked]
    assert names[:1] == ["search/index.js"]
    assert names[-2:] == ["search/index.js?time", "search/new.js"]


def test_what_the_next_key_makes_needless_is_not_requested(loading: Any) -> None:
    loading.evaluate(
        """() => { const field = document.querySelector("#search input");
        for (const text of ["part1", "part2", "part"]) { field.value = text; field.dispatchEvent(new InputEvent("input")); } }"""
    )
    loading.wait_for_selector("[role=option]")
    assert [name for name in loading.asked if "part" in name] == ["search/part.js"]


def test_a_file_is_requested_once(loading: Any) -> None:
    for text in ("part", "", "part"):
        loading.locator("#search input").fill(text)
        loading.wait_for_selector("[role=option]" if text else ".search-status:empty")
    assert loading.asked.count("search/part.js") == 1
