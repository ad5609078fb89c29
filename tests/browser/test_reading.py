"""What a reader does on a page besides reading: look closer, look ahead, go on by keys, pass it on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plain_server import serving

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NOTE = "deep-learning/attention.html"
PICTURES = "deep-learning/convolutional-networks.html"


@pytest.fixture(scope="module")
def hosted(public: Path) -> Iterator[str]:
    """The bundled site from a plain server of files, below a path."""
    with serving(public.parent) as address:
        yield f"{address}/{public.name}"


# --- Pictures


def test_a_picture_is_enlarged_by_key_and_the_arrows_lead_on(opened: Any) -> None:
    page = opened(PICTURES)
    first = page.locator("article.note img").first
    first.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Picture")
    assert dialog.locator("img").evaluate("image => image.naturalWidth > 0")
    assert dialog.locator("img").bounding_box()["width"] > first.bounding_box()["width"]
    assert dialog.locator("figcaption").inner_text().startswith("1 / 2")
    page.keyboard.press("ArrowRight")
    assert dialog.locator("figcaption").inner_text().startswith("2 / 2")
    page.keyboard.press("ArrowRight")
    assert dialog.locator("figcaption").inner_text().startswith("1 / 2")
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert page.evaluate("document.activeElement.tagName") == "IMG"
    assert page.url.endswith(PICTURES)


def test_a_picture_that_is_a_link_stays_one(opened: Any, tmp_path: Path, site: Any) -> None:
    site.write("a.md", "[![pic](p.svg)](b.md) and ![pic](p.svg)\n").write("b.md", "B.").write(
        "p.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"/>'
    ).build()
    page = opened("a.html", at=site.public.as_uri())
    assert page.locator("a img[role=button]").count() == 0
    assert page.locator("img[role=button]").count() == 1


def test_a_place_far_down_is_reached_past_pictures_whose_size_nobody_knows(
    opened: Any, site: Any, host: Any
) -> None:
    far = "".join(
        f"## Part {n}\n\n![A pear](PICTURES/p.svg)\n\n![A pear](PICTURES/p.svg?{n})\n\n" for n in range(40)
    )
    pictures = host(site.folder)
    site.write("p.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="600"/>')
    site.write("a.md", far.replace("PICTURES", pictures)).build()
    page = opened("public/a.html", at=pictures)
    page.locator(".toc a", has_text="Part 30").click()
    page.wait_for_timeout(1500)
    assert -50 < page.locator("#part-30").bounding_box()["y"] < 200


def test_what_is_selected_and_copied_has_no_words_of_buttons(opened: Any) -> None:
    page = opened("git/branching.html")
    page.locator("button.copy").first.wait_for()
    assert "Copy" not in page.evaluate(
        "getSelection().selectAllChildren(document.querySelector('article.note')) ?? String(getSelection())"
    )


# --- What a link leads to


def test_a_link_shows_the_beginning_of_its_note(opened: Any, hosted: str) -> None:
    page = opened(NOTE, at=hosted)
    link = page.locator("article.note a[href$='.html']").first
    link.hover()
    box = page.locator(".preview")
    box.wait_for()
    assert box.locator(".preview-title").inner_text()
    assert box.locator("p").nth(1).inner_text()
    assert box.locator("[id]").count() == 0
    page.keyboard.press("Escape")
    assert box.count() == 0


def test_a_link_to_a_section_shows_the_section(opened: Any, hosted: str) -> None:
    page = opened("git/useful-commands.html", at=hosted)
    link = page.locator("article.note a[href*='.html#']:not(.term)").first
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.locator(".preview .heading").wait_for()
    page.keyboard.press("Tab")
    page.locator(".preview").wait_for(state="detached")


def test_a_page_from_disk_shows_what_stands_on_it(opened: Any, site: Any) -> None:
    site.write("a.md", "Text[^1] and [[b]].\n\n[^1]: The *note* below.\n").write("b.md", "B.").build()
    page = opened("a.html", at=site.public.as_uri())
    page.locator(".footnote-ref a").hover()
    page.locator(".preview").wait_for()
    assert "The note below." in page.locator(".preview").inner_text()
    page.mouse.move(0, 0)
    page.locator(".preview").wait_for(state="detached")
    page.locator("article.note a", has_text="b").hover()
    page.wait_for_timeout(600)
    assert page.locator(".preview").count() == 0


def test_a_finger_gets_no_preview(opened: Any, hosted: str) -> None:
    page = opened(NOTE, at=hosted, width=390, has_touch=True, is_mobile=True)
    assert page.locator("article.note a[href$='.html']").first.evaluate("link => link.onpointerenter") is None


# --- Keys


def test_keys_lead_to_the_neighbours_home_and_the_search(opened: Any) -> None:
    page = opened("git/merging.html")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/git/rebasing.html")
    page.keyboard.press("p")
    page.wait_for_url("**/git/merging.html")
    page.keyboard.press("s")
    page.wait_for_selector("dialog#search[open]")
    page.keyboard.type("n")
    page.keyboard.press("Escape")
    assert page.url.endswith("git/merging.html")
    page.keyboard.press("h")
    page.wait_for_url("**/index.html")


def test_a_key_goes_to_any_note(opened: Any) -> None:
    page = opened("index.html")
    page.keyboard.press("r")
    page.wait_for_selector("article.note")
    assert not page.url.endswith("index.html")


def test_any_note_is_never_the_one_that_is_open(opened: Any) -> None:
    page = opened("git/merging.html")
    for _ in range(3):
        page.evaluate("() => { const drawn = [0.2, 0.4]; Math.random = () => drawn.shift(); }")
        before = page.url
        page.keyboard.press("r")
        page.wait_for_url(lambda url, before=before: url != before)


def test_the_sheet_lists_the_keys_and_switches_them_off(opened: Any) -> None:
    page = opened("git/merging.html")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    assert sheet.get_by_text("A random note").is_visible()
    sheet.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_timeout(200)
    assert page.url.endswith("git/merging.html")
    page.get_by_role("button", name="Shortcuts").click()
    sheet.get_by_role("checkbox").check()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_url("**/git/rebasing.html")


@pytest.mark.parametrize("keys", ["Control+n", "Shift+N", "Alt+p", "Meta+h"])
def test_keys_of_the_browser_are_left_to_it(opened: Any, keys: str) -> None:
    page = opened("git/merging.html")
    prevented = page.evaluate(
        """(keys) => {
          const parts = keys.split("+");
          const event = new KeyboardEvent("keydown", { key: parts[1], cancelable: true, bubbles: true,
            ctrlKey: parts[0] === "Control", shiftKey: parts[0] === "Shift", altKey: parts[0] === "Alt", metaKey: parts[0] === "Meta" });
          return !document.body.dispatchEvent(event);
        }""",
        keys,
    )
    assert not prevented


def test_arrows_scroll_what_scrolls(opened: Any) -> None:
    page = opened("git/merging.html")
    page.locator("article.note pre").first.evaluate("pre => { pre.tabIndex = 0; pre.focus(); }")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(200)
    assert page.url.endswith("git/merging.html")


def test_all_headings_are_in_the_contents(opened: Any, site: Any) -> None:
    site.write(
        "a.md", "# A\n\n" + "".join(f"{'#' * level} Level {level}\n\n" for level in range(2, 7))
    ).build()
    page = opened("a.html", at=site.public.as_uri())
    assert page.locator(".toc a").all_inner_texts() == [f"Level {level}" for level in range(2, 7)]


# --- Passing it on


def test_the_address_is_copied_where_the_system_has_no_better_way(opened: Any, hosted: str) -> None:
    page = opened(NOTE, at=hosted, permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("Object.defineProperty(navigator, 'share', { value: undefined })")
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Address copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{hosted}/{NOTE}"


def test_the_note_is_copied_as_the_file_that_is_linked_beside_it(
    opened: Any, hosted: str, public: Path
) -> None:
    page = opened(NOTE, at=hosted, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy as Markdown").click()
    page.get_by_role("button", name="Copied").wait_for()
    text = (public / NOTE).with_suffix(".md").read_text()
    assert page.evaluate("navigator.clipboard.readText()") == text
    assert page.get_by_role("link", name="Markdown").get_attribute("href") == "../deep-learning/attention.md"


def test_a_note_that_cannot_be_fetched_is_not_said_to_be_copied(opened: Any, hosted: str) -> None:
    page = opened(NOTE, at=hosted, permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("void (fetch = () => Promise.reject(new TypeError('offline')))")
    page.get_by_role("button", name="Copy as Markdown").click()
    page.get_by_role("button", name="Could not be copied").wait_for()


def test_from_disk_the_text_is_linked_and_nothing_offers_to_copy_it(opened: Any) -> None:
    page = opened(NOTE)
    assert page.get_by_role("link", name="Markdown").is_visible()
    assert page.get_by_role("button", name="Copy as Markdown").count() == 0


# --- Coming back


def changed(page: Any) -> list[str]:
    """The parts that a reader is told of."""
    return [link.inner_text() for link in page.locator(".changed a").all()]


def told(page: Any) -> list[str]:
    """The same, where there is something to tell."""
    page.locator(".changed").wait_for()
    return changed(page)


def come_back(page: Any) -> None:
    """Two hours later: all that was read is older by that."""
    page.evaluate(
        """() => {
          const key = Object.keys(localStorage).find((key) => key.startsWith("hortus-read"));
          const older = (_, at) => `"last":[${at - 7_200_000}`;
          localStorage.setItem(key, localStorage.getItem(key).replace(/"last":\\[(\\d+)/g, older));
        }"""
    )
    page.reload()


def test_who_comes_back_is_told_which_parts_have_changed(opened: Any, site: Any, host: Any) -> None:
    text = "Above.\n\n## One\n\nA `b` $c$.\n\n### Two\n\n- d\n\n## Three\n\n![e](e.svg)\n\n> ## Four\n"
    site.write("e.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>").write("a.md", text).build()
    page = opened("a.html", at=host(site.public))
    assert not changed(page)
    site.write(
        "a.md", text.replace("- d", "- d\n- e").replace("> ## Four", "> ## Five") + "\n## Six\n\nNew.\n"
    ).build()
    come_back(page)
    assert told(page) == ["Two", "Three", "Six"]
    assert page.locator(".toc [data-changed]").all_inner_texts() == ["Two", "Three", "Six"]
    page.get_by_role("link", name="Two").first.click()
    assert page.url.endswith("#two")
    assert "Changed since you read it on" in page.locator(".changed").inner_text()


def test_sections_of_every_script_are_found_in_the_contents(opened: Any, site: Any, host: Any) -> None:
    headings = ["第一节", "Ünïcode ✓ 100%", "constructor", "a & b"]
    text = "".join(f"## {heading}\n\nText.\n\n" for heading in headings)
    page = opened("a.html", at=host(site.write("a.md", text).build().public))
    site.write("a.md", text.replace("Text", "Words")).build()
    come_back(page)
    assert page.locator(".toc [data-changed]").all_inner_texts() == headings
    assert (
        page.locator(".toc [data-changed]").first.get_attribute("aria-description")
        == "changed since you read it"
    )


def test_who_writes_the_note_has_read_it(opened: Any, site: Any, host: Any) -> None:
    page = opened("a.html", at=host(site.write("a.md", "A.\n").build().public))
    come_back(page)
    page.evaluate("document.querySelector('article.note p').textContent = 'B.'")
    page.evaluate("dispatchEvent(new Event('hortus:updated'))")
    assert not changed(page)
    site.write("a.md", "B.\n").build()
    come_back(page)
    assert not changed(page)


def test_a_ticked_task_is_a_change(opened: Any, site: Any, host: Any) -> None:
    page = opened("a.html", at=host(site.write("a.md", "- [ ] a\n").build().public))
    site.write("a.md", "- [x] a\n").build()
    come_back(page)
    assert told(page) == ["the beginning"]


@pytest.mark.parametrize(
    "kept",
    ["{", "null", "[]", "5", '{"a.html":{"at":1}}', '[["a.html",{"last":[1,null]}]]', '[["a.html",5]]', '[["a.html",{"last":[1e99,[]]}]]', '[["a.html",{"last":["1",[[1]]],"before":5}]]'],
)  # fmt: skip
def test_whatever_is_kept_the_page_works_and_mends_it(opened: Any, site: Any, host: Any, kept: str) -> None:
    page = opened("a.html", at=host(site.write("a.md", "A.\n\n```python\nx\n```\n").build().public))
    key = page.evaluate("Object.keys(localStorage).find(key => key.startsWith('hortus-read'))")
    page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [key, kept])
    page.reload()
    page.locator("button.copy").wait_for()
    assert not changed(page)
    site.write("a.md", "B.\n\n```python\nx\n```\n").build()
    come_back(page)
    assert told(page) == ["the beginning"]


def test_a_language_that_nobody_knows_stops_nothing(opened: Any, site: Any, host: Any) -> None:
    page = opened(
        "a.html", at=host(site.write("hortus.yaml", "language: x").write("a.md", "A.").build().public)
    )
    site.write("a.md", "B.\n\n```python\nx\n```\n").build()
    come_back(page)
    assert told(page)
    page.locator("button.copy").wait_for()


def test_who_comes_back_to_the_same_is_told_nothing(opened: Any, site: Any, host: Any) -> None:
    site.write("a.md", "A.\n\n```python\nx = 1\n```\n").write("b.md", "B.").build()
    page = opened("a.html", at=host(site.public))
    page.locator("button.copy").wait_for()
    site.write("a.md", "A.\n\n\n```python\nx = 1\n```\n\n").write("b.md", "C.").build()
    come_back(page)
    assert page.locator("button.copy").count() == 1
    assert not changed(page)
    page.goto(page.url.replace("a.html", "b.html"))
    assert not changed(page), "it was not read before"


def test_what_is_opened_again_at_once_is_still_told(opened: Any, site: Any, host: Any) -> None:
    site.write("a.md", "Above.\n\n## One\n\nA.\n").build()
    page = opened("a.html", at=host(site.public))
    site.write("a.md", "Higher.\n\n## One\n\nA.\n").build()
    page.reload()
    assert not changed(page), "it is being read"
    come_back(page)
    assert not changed(page), "what was read at last is what it is now"
    site.write("a.md", "Higher.\n\n## One\n\nB.\n").build()
    come_back(page)
    assert told(page) == ["One"]


def test_without_storage_nothing_is_told_and_nothing_fails(opened: Any, site: Any, host: Any) -> None:
    site.write("a.md", "A.").build()
    page = opened("a.html", at=host(site.public))
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied') } })"
    )
    page.reload()
    assert page.locator("article.note").inner_text() == "A."
    assert not changed(page)


def test_without_javascript_no_button_is_left_that_does_nothing(opened: Any) -> None:
    page = opened(NOTE, java_script_enabled=False)
    shown = [button.is_visible() for button in page.locator("button").all()]
    assert not any(shown)


# --- Terms of the glossary


def test_a_term_is_not_marked_where_it_is_defined(opened: Any, site: Any) -> None:
    site.write(
        "a.md", "# A\n\n## Glossary\n\n- NN = neural network\n\n## Text\n\nTrain the NN end to end.\n"
    ).build()
    page = opened("a.html", at=site.public.as_uri())
    page.locator(".term").wait_for()
    assert (
        page.locator(".term").evaluate("term => term.parentElement.textContent") == "Train the NN end to end."
    )


def test_a_term_is_marked_where_it_stands_first_and_says_what_it_means(opened: Any, site: Any) -> None:
    site.write(
        "glossary.md", "- NN = neural network\n- 梯度 = 方向\n- it = pronoun\n- HEAD = what is out\n"
    ).write(
        "a.md", "# NN\n\n`NN` and [NN](b.md): an NN, two NNs; 沿着梯度下降。 IT and heads are not meant.\n"
    ).write("b.md", "b").build()
    page = opened("a.html", at=site.public.as_uri())
    page.locator(".term").first.wait_for()
    assert page.locator(".term").all_inner_texts() == ["NN", "梯度"]
    page.locator(".term").first.hover()
    page.locator(".preview").wait_for()
    assert page.locator(".preview").inner_text() == "NN neural network"
    page.locator(".term").first.click()
    page.wait_for_url("**/terms.html#nn")


# --- Comments


def test_comments_are_loaded_when_they_are_asked_for_and_not_before(browser: Any, site: Any) -> None:
    site.write("hortus.yaml", "comments: {utterances: {repo: me/notes}}\n").write("notes/a.md", "A.").build()
    page = browser.new_page()
    asked = list[str]()

    def note_down(route: Any) -> None:
        asked.append(route.request.url)
        route.abort()

    page.route("https://**", note_down)
    page.goto(site.public.joinpath("a.html").as_uri())
    page.wait_for_timeout(300)
    assert asked == []
    assert page.get_by_text("loaded from utteranc.es").is_visible()
    with page.expect_request("https://utteranc.es/client.js"):
        page.get_by_role("button", name="Show comments").click()
    script = page.locator(".comments script")
    assert (script.get_attribute("repo"), script.get_attribute("issue-term")) == ("me/notes", "a.html")
    page.close()
