"""The graph of all notes as a reader uses it, opened from disk: drawn, searched, sifted, walked by keys; and mentions without a link."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from conftest import ROOT, Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., Page]

# How many pixels of the canvas are drawn, and how many of them have a colour.
_PIXELS = """() => {
  const canvas = document.querySelector(".graph canvas");
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  let [drawn, coloured] = [0, 0];
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] < 128) continue;
    drawn++;
    const [r, g, b] = data.subarray(at, at + 3);
    if (Math.max(r, g, b) - Math.min(r, g, b) > 40) coloured++;
  }
  return [drawn, coloured];
}"""
_DIGEST = "() => document.querySelector('.graph canvas').toDataURL()"


def _settled(page: Page) -> Page:
    page.wait_for_selector(".graph-frame[data-settled]", timeout=60_000)
    _rested(page)
    return page


def _rested(page: Page) -> str:
    """The picture when it changes no more."""
    last = ""
    for _ in range(60):
        now = str(page.evaluate(_DIGEST))
        if now == last:
            return now
        last = now
        page.wait_for_timeout(150)
    pytest.fail("the graph comes to no rest")


def _pixels(page: Page) -> list[int]:
    _rested(page)
    return list(page.evaluate(_PIXELS))


def _canvas(page: Page) -> Any:
    return page.get_by_role("application", name="Graph of all notes")


def _status(page: Page) -> Any:
    return page.locator(".graph-status")


def test_the_graph_is_drawn(opened: Open) -> None:
    drawn, coloured = _pixels(_settled(opened("graph.html")))
    assert drawn > 5000
    assert coloured > 2000


def test_it_comes_to_rest_the_same_each_time(opened: Open) -> None:
    first, second = (_rested(_settled(opened("graph.html"))) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("taken", ["Worker", "URL.createObjectURL"])
def test_it_is_drawn_where_there_may_be_no_worker(opened: Open, taken: str) -> None:
    page = opened("search.html")
    page.add_init_script(f"{taken} = () => {{ throw new Error('not allowed') }}")
    page.goto(page.url.replace("search.html", "graph.html"))
    assert _pixels(_settled(page))[0] > 5000


def test_a_note_that_was_asked_for_is_in_the_middle_and_opens(opened: Open) -> None:
    page = _settled(opened("graph.html#guide/links.html"))
    expect(_status(page)).to_contain_text("Links, pictures and embeds, Guide to Hortus")
    box = _canvas(page).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**/guide/links.html")


def test_a_note_leads_to_its_place(opened: Open) -> None:
    page = opened("guide/links.html")
    page.get_by_role("link", name="Show in the graph").click()
    expect(_status(page)).to_contain_text("Links, pictures and embeds")


def test_the_field_finds_a_note_and_goes_there(opened: Open) -> None:
    page = _settled(opened("graph.html"))
    before = _rested(page)
    field = page.get_by_role("searchbox", name="Find a note")
    field.fill("atten")
    expect(page.locator(".graph-offers button").first).to_have_text("Attention")
    expect(_status(page)).to_have_text(re.compile(r"^\d+ notes$"))
    field.press("Enter")
    expect(page.locator(".graph-offers")).to_be_hidden()
    expect(_canvas(page)).to_be_focused()
    expect(_status(page)).to_contain_text("Attention, Deep learning")
    assert _rested(page) != before


def test_what_is_not_called_so_is_said(opened: Open) -> None:
    page = _settled(opened("graph.html"))
    page.get_by_role("searchbox", name="Find a note").fill("zzzz")
    expect(_status(page)).to_have_text("No note is called so.")


@pytest.mark.parametrize(("name", "value"), [("Folder", "git"), ("Tag", "#python")])
def test_others_than_the_chosen_are_faint(opened: Open, name: str, value: str) -> None:
    page = _settled(opened("graph.html"))
    _, before = _pixels(page)
    choice = page.get_by_role("combobox", name=name)
    choice.select_option(value if name == "Folder" else [], label=None if name == "Folder" else [value])
    _, after = _pixels(page)
    assert 0 < after < before / 2
    choice.select_option("")
    assert _pixels(page)[1] == before


def test_a_folder_is_chosen_by_its_colour_and_let_go(opened: Open) -> None:
    page = _settled(opened("graph.html"))
    _, before = _pixels(page)
    folder = page.locator(".graph-legend").get_by_role("button", name="Git", exact=True)
    folder.click()
    assert 0 < _pixels(page)[1] < before / 2
    expect(folder).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("combobox", name="Folder")).to_have_value("git")
    folder.click()
    assert _pixels(page)[1] == before
    expect(folder).to_have_attribute("aria-pressed", "false")


def test_notes_without_links_can_be_left_out(opened: Open, site: Site) -> None:
    for number in range(40):
        site.write(f"n{number}.md", "Alone.")
    page = _settled(opened("graph.html", at=site.write("a.md", "To [[n1]].").build().public.as_uri()))
    before, _ = _pixels(page)
    page.get_by_label("Notes without links").uncheck()
    assert 0 < _pixels(page)[0] < before


def test_keys_go_from_note_to_note_and_open_one(opened: Open) -> None:
    page = _settled(opened("graph.html"))
    page.locator(".graph-legend button").last.focus()
    page.keyboard.press("Tab")
    expect(_canvas(page)).to_be_focused()
    seen = {_status(page).inner_text()}
    assert all(seen)
    for key in ("ArrowUp", "ArrowLeft", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
        seen.add(_status(page).inner_text())
    assert len(seen) > 2
    title = _status(page).inner_text().split(", ")[0]
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)


def test_keys_zoom_move_and_let_go(opened: Open) -> None:
    page = _settled(opened("graph.html"))
    whole = _rested(page)
    _canvas(page).focus()
    page.keyboard.press("Escape")
    expect(_status(page)).to_have_text("")
    pictures = {whole}
    for key in ("+", "ArrowLeft", "Shift+ArrowUp", "-"):
        page.keyboard.press(key)
        picture = _rested(page)
        assert picture not in pictures, key
        pictures.add(picture)
    page.keyboard.press("0")
    expect(_canvas(page)).to_be_focused()
    assert _rested(page) == whole


def test_wheel_and_drag_change_what_is_seen(opened: Open) -> None:
    page = _settled(opened("graph.html"))
    box = _canvas(page).bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    whole = _rested(page)
    page.mouse.wheel(0, -300)
    near = _rested(page)
    page.mouse.down()
    page.mouse.move(box["x"] + 130, box["y"] + 90, steps=4)
    page.mouse.up()
    assert len({whole, near, _rested(page)}) == 3
    assert page.url.endswith("graph.html")


def test_a_note_that_the_wheel_takes_from_below_the_pointer_is_let_go(opened: Open) -> None:
    page = _settled(opened("graph.html#guide/links.html"))
    _canvas(page).focus()
    page.keyboard.press("Escape")
    box = _canvas(page).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2 + 4, box["y"] + box["height"] / 2)
    expect(_status(page)).to_contain_text("Links, pictures and embeds")
    for _ in range(6):
        page.mouse.wheel(0, -400)
    expect(_status(page)).not_to_contain_text("Links, pictures and embeds")


def test_a_note_is_taken_elsewhere_and_not_opened(opened: Open) -> None:
    page = _settled(opened("graph.html#guide/links.html"))
    before = _rested(page)
    box = _canvas(page).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 150, y + 60, steps=5)
    page.mouse.up()
    assert _rested(_settled(page)) != before
    assert "graph.html" in page.url


def test_a_finger_lights_a_note_before_it_opens_it(opened: Open) -> None:
    # The page scrolls to what has the focus, and a place on the screen is only one when it stands still.
    still = {"width": 390, "height": 844, "has_touch": True, "reduced_motion": "reduce"}
    page = _settled(opened("graph.html#guide/links.html", **still))
    _canvas(page).press("Escape")
    expect(_status(page)).to_have_text("")
    box = _canvas(page).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for _ in range(5):  # a machine under load may still be drawing
        page.touchscreen.tap(x, y)
        page.wait_for_timeout(600)
        if _status(page).inner_text():
            break
    lit = _status(page).inner_text()
    assert lit
    assert "graph.html" in page.url
    page.touchscreen.tap(x, y)
    page.wait_for_url(lambda address: "graph.html" not in address)
    assert lit.startswith(page.locator("h1").inner_text())


def test_the_graph_takes_the_colours_of_the_page(opened: Open) -> None:
    page = _settled(opened("graph.html", color_scheme="light"))
    light = _rested(page)
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(100)
    dark = _rested(page)
    assert dark != light
    page.get_by_role("button", name="Colours: as the system").click()
    page.mouse.move(0, 0)
    assert _rested(page) == light


def test_where_motion_is_not_wanted_the_notes_stand_still(opened: Open) -> None:
    page = opened("search.html", reduced_motion="reduce")
    page.add_init_script(
        "const take = Worker; window.told = [];"
        "Worker = function (address) { const made = new take(address);"
        "made.addEventListener('message', ({ data }) => told.push(data.isAtRest)); return made; }"
    )
    page.goto(page.url.replace("search.html", "graph.html"))
    _settled(page)
    assert page.evaluate("told") == [True]
    expect(_status(page)).to_have_text("")


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", ["graph.html", "git/bisect.html"])
def test_nothing_moves_when_scripts_come(opened: Open, path: str, width: int) -> None:
    page = opened(path, width=width)
    page.wait_for_timeout(800)
    moved = page.evaluate("""() => new Promise((done) => {
      new PerformanceObserver((list) => done(list.getEntries().map((entry) => entry.value))).observe({ type: "layout-shift", buffered: true });
      setTimeout(() => done([]), 500);
    })""")
    assert sum(moved) < 0.01


def test_without_javascript_there_are_the_lists(opened: Open) -> None:
    page = opened("graph.html", java_script_enabled=False)
    expect(page.locator("canvas")).to_have_count(0)
    expect(page.get_by_role("region", name="Most linked").get_by_role("link").first).to_be_visible()
    expect(page.get_by_text("Drawing the graph needs JavaScript")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing(opened: Open, scheme: str, width: int) -> None:
    page = _settled(opened("graph.html#guide/links.html", width=width, color_scheme=scheme))
    page.get_by_role("searchbox", name="Find a note").fill("a")
    page.add_script_tag(path=str(ROOT / "node_modules/axe-core/axe.min.js"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'], preload: false })")
    assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found["violations"]] == []


def test_no_other_page_loads_the_script(opened: Open) -> None:
    page = opened("index.html")
    assert not any(
        "graph" in address for address in page.evaluate("[...document.scripts].map(one => one.src)")
    )


@pytest.fixture(scope="module")
def large(public: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A site with a graph of 5,000 notes and 15,000 edges."""
    folder = tmp_path_factory.mktemp("large") / "public"
    shutil.copytree(public, folder)
    count = 5000
    notes = [[f"n{number}.html", f"Note {number}", number % 9] for number in range(count)]
    pairs = {
        (min(one, other), max(one, other))
        for one in range(count)
        for other in ((one * 7 + 1) % count, (one + 1) % count, (one * one + 3) % count)
        if one != other
    }
    folders = [["", ""], *([f"f{number}", f"Folder {number}"] for number in range(8))]
    told = {
        "folders": folders,
        "tags": [],
        "notes": notes,
        "edges": [end for pair in sorted(pairs) for end in pair],
    }
    (folder / "graph.js").write_text(f"hortusGraph({json.dumps(told)})", "utf-8")
    return folder.as_uri()


def test_a_large_graph_answers_while_it_is_laid_out(opened: Open, large: str) -> None:
    page = opened("graph.html", at=large)
    page.evaluate("window.frames = 0; (function count() { frames++; requestAnimationFrame(count); })()")
    page.wait_for_function("frames > 20")
    assert page.locator(".graph-frame[data-settled]").count() == 0
    assert page.evaluate(_PIXELS)[0] > 5000
    field = page.get_by_role("searchbox", name="Find a note")
    field.fill("Note 4711")
    field.press("Enter")
    expect(_status(page)).to_contain_text("Note 4711")
    _settled(page)


# --- Mentions ---------------------------------------------------------------------------------------------


@pytest.fixture
def shed(site: Site) -> Site:
    site.write("rake.md", "---\ntitle: Garden rake\naliases: [tine tool]\n---\nA garden rake is for leaves.")
    site.write("told.md", "# Told\n\nNothing.\n\n## Autumn\n\nThen the garden rake comes out of the shed.")
    site.write("deep/alias.md", "Nobody calls it a Tine Tool any more.")
    site.write("linked.md", "The [[rake|garden rake]] stands there. A garden rake.")
    site.write("other.md", "Garden rakers are people, and a rake is no garden.")
    return site.build()


def _mentions(page: Page) -> Any:
    return page.locator("details.mentions")


def test_mentions_without_a_link_are_found_when_the_list_is_opened(opened: Open, shed: Site) -> None:
    page = opened("rake.html", at=shed.public.as_uri())
    _mentions(page).locator("summary").click()
    rows = _mentions(page).locator("li")
    expect(rows).to_have_count(2)
    assert {row.split("\n")[0] for row in rows.all_inner_texts()} == {"Told · Autumn", "Alias"}
    assert sorted(_mentions(page).locator("mark").all_inner_texts()) == ["Tine Tool", "garden rake"]


def test_a_mention_leads_to_its_section_with_the_words_marked(opened: Open, shed: Site) -> None:
    page = opened("rake.html", at=shed.public.as_uri())
    _mentions(page).locator("summary").click()
    _mentions(page).get_by_role("link", name="Told").click()
    page.wait_for_url("**/told.html#autumn")
    expect(page.locator("article mark")).to_have_text(["garden rake"])


def test_a_note_in_a_folder_finds_mentions_too(opened: Open, shed: Site) -> None:
    shed.write("deep/hoe.md", "---\ntitle: Draw hoe\n---\nA draw hoe.").write("x.md", "My draw hoe.").build()
    page = opened("deep/hoe.html", at=shed.public.as_uri())
    _mentions(page).locator("summary").click()
    _mentions(page).get_by_role("link", name="X").click()
    page.wait_for_url("**/x.html*")


def test_a_note_that_nobody_mentions_says_so(opened: Open, shed: Site) -> None:
    page = opened("deep/alias.html", at=shed.public.as_uri())
    _mentions(page).locator("summary").click()
    expect(_mentions(page)).to_contain_text("No other note mentions this one without a link.")


def test_at_most_ten_mentions_are_shown(opened: Open, shed: Site) -> None:
    for number in range(15):
        shed.write(f"n{number}.md", f"The garden rake number {number}.")
    page = opened("rake.html", at=shed.build().public.as_uri())
    _mentions(page).locator("summary").click()
    expect(_mentions(page).locator("li")).to_have_count(10)


def test_the_list_costs_nothing_until_it_is_opened(opened: Open, shed: Site) -> None:
    page = opened("rake.html", at=shed.public.as_uri())
    page.wait_for_timeout(300)
    assert not any(
        "search" in address for address in page.evaluate("[...document.scripts].map(one => one.src)")
    )


def test_without_javascript_there_is_no_list_of_mentions(opened: Open, shed: Site) -> None:
    page = opened("rake.html", at=shed.public.as_uri(), java_script_enabled=False)
    expect(_mentions(page)).to_be_hidden()
