"""The looks that are shipped, with the bundled notes: on any screen, in light and dark, and where each has its tree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import NOW, ROOT
from hortus.build import build
from hortus.memo import Memo
from hortus.request import Request
from hortus.selection import Selection
from kinds import SHIFT, again

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LOOKS = sorted(folder.name for folder in (ROOT / "templates/_looks").iterdir())
NOTE = "deep-learning/attention.html"
PAGES = [
    "index.html",
    NOTE,
    "deep-learning/梯度下降.html",
    "statistics/bootstrap-by-hand.html",
    "guide/index.html",
    "git/index.html",
    "tags/attention.html",
    "tags/index.html",
    "all-notes.html",
    "archive.html",
    "terms.html",
    "graph.html",
    "search.html?q=attention",
]
# A formula wider than the screen scrolls in any look, and by keys wherever browsers let what scrolls be reached.
AXE = "{ resultTypes: ['violations'], preload: false, rules: { 'scrollable-region-focusable': { enabled: false } } }"


@pytest.fixture(scope="session")
def dressed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The bundled notes in each look."""
    memo, sites = Memo(None), dict[str, Path]()
    for look in LOOKS:
        folder = tmp_path_factory.mktemp(look)
        (folder / "hortus.yaml").write_text(
            f"title: Hortus\nlook: {look}\nnotes: {ROOT / 'notes'}\nauthor: {{name: A gardener, links: {{Feed: feed.xml}}}}\n"
        )
        request = Request(folder, folder / "public", folder / "cache", Selection(NOW, future=True))
        assert build(request, memo).is_published
        sites[look] = folder / "public"
    return sites


@pytest.mark.parametrize("width", [320, 390, 700, 768, 1024, 1440])
@pytest.mark.parametrize("look", LOOKS)
def test_no_page_is_wider_than_the_screen(opened: Any, dressed: Any, look: str, width: int) -> None:
    at = dressed[look].as_uri()
    page = opened(PAGES[0], at=at, width=width)
    wide = []
    for path in PAGES:
        page.goto(f"{at}/{path}")
        page.wait_for_timeout(100)
        wide += [path] if page.evaluate("document.documentElement.scrollWidth") > width else []
    assert wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(opened: Any, dressed: Any, look: str, width: int, scheme: str) -> None:
    at = dressed[look].as_uri()
    page = opened(PAGES[0], at=at, width=width, color_scheme=scheme)
    faults = []
    for path in PAGES:
        page.goto(f"{at}/{path}")
        if "search" in path:
            page.wait_for_selector("[role=option]")
        page.add_script_tag(path=str(ROOT / "node_modules/axe-core/axe.min.js"))
        found = page.evaluate(f"axe.run(document, {AXE})")
        faults += [(path, item["id"], item["nodes"][0]["target"]) for item in found["violations"]]
    assert faults == []


@pytest.mark.parametrize("path", ["index.html", NOTE, "tags/git.html", "graph.html"])
def test_the_wiki_has_its_tree_beside_every_page(opened: Any, dressed: Any, path: str) -> None:
    page = opened(path, at=dressed["wiki"].as_uri(), width=1000)
    page.get_by_role("navigation", name="All notes").get_by_role("link", name="Git", exact=True).wait_for()
    tree, main = (page.locator(name).bounding_box() for name in (".tree", "main"))
    assert tree["x"] + tree["width"] <= main["x"]
    assert not page.get_by_role("button", name="Menu").is_visible()


def test_the_wiki_leaves_room_for_the_tree_before_it_comes(opened: Any, host: Any, dressed: Any) -> None:
    address = host(dressed["wiki"])
    page = opened(NOTE, at=address, width=1000)
    again(page)
    page.wait_for_selector("nav.tree a[aria-current=page]")
    assert page.evaluate(SHIFT) == 0


def test_the_wiki_leaves_no_room_where_no_script_fills_it(opened: Any, dressed: Any) -> None:
    page = opened(NOTE, at=dressed["wiki"].as_uri(), width=1000, java_script_enabled=False)
    assert page.locator("main").bounding_box()["x"] == 0


def test_on_a_small_screen_the_wiki_has_its_tree_in_a_drawer(opened: Any, dressed: Any) -> None:
    page = opened("index.html", at=dressed["wiki"].as_uri(), width=900)
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("dialog", name="All notes").get_by_role("link", name="Git", exact=True).wait_for()


@pytest.mark.parametrize("width", [320, 700, 1440])
def test_the_blog_has_its_links_in_the_top_and_no_tree(opened: Any, dressed: Any, width: int) -> None:
    page = opened("archive.html", at=dressed["blog"].as_uri(), width=width)
    page.wait_for_timeout(300)
    assert page.locator(".top nav a").all_inner_texts() == ["Archive", "Tags"]
    assert page.get_by_role("link", name="Archive", exact=True).is_visible()
    assert page.locator(".top nav [aria-current=page]").inner_text() == "Archive"
    assert page.locator(".tree, .menu").count() == 0
    assert page.evaluate("document.querySelectorAll('script[src*=\"nav\"]').length") == 0
