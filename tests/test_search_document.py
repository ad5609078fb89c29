"""What search knows of a site: its documents, one for each section."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest

from conftest import Site
from hortus.indexing import documents
from hortus.memo import Memo
from hortus.plan import make_plan
from hortus.search.document import Document


def of(site: Site) -> list[Document]:
    """The documents of the site as it would be published."""
    with Memo(None) as memo:
        plan = make_plan(site.request(), memo)
        return list(documents(plan.site, plan.contents.notes))


def test_each_section_is_one_document(site: Site) -> None:
    site.write("a.md", "# Title\n\nBefore.\n\n## One\n\nFirst.\n\n## Two\n\nSecond.\n")
    found = [(item.path, item.anchor, item.title, item.heading, item.text) for item in of(site)]
    assert found == [
        ("a.html", "", "Title", "", "Before."),
        ("a.html", "one", "Title", "One", "First."),
        ("a.html", "two", "Title", "Two", "Second."),
    ]


@pytest.mark.parametrize("text", ["", "# Only a title\n", "---\ntitle: Only a title\n---\n"])
def test_a_note_without_text_is_one_document(site: Site, text: str) -> None:
    site.write("only-a-title.md", text)
    assert [(item.title.lower(), item.anchor, item.text) for item in of(site)] == [("only a title", "", "")]


def test_what_lists_show_of_a_note_is_found(site: Site) -> None:
    site.write("a.md", "---\ndescription: 端到端语音合成\n---\nText.\n\n## One\n\nFirst.\n")
    site.write("b.md", "---\ndescription: The same words.\n---\n# B\n\nThe same words. And more.\n")
    found = [item.text for item in of(site)]
    assert found == ["端到端语音合成\nText.", "First.", "The same words. And more."]


def test_headings_above_a_section_are_listed_outermost_first(site: Site) -> None:
    site.write(
        "a.md", "# T\n\n## One\n\n### Deep\n\n#### Deeper\n\n### Second\n\n## Two\n\n#### Skipped\n\n### Up\n"
    )
    assert {item.heading: item.headings for item in of(site)} == {
        "": (),
        "One": (),
        "Deep": ("One",),
        "Deeper": ("One", "Deep"),
        "Second": ("One",),
        "Two": (),
        "Skipped": ("Two",),
        "Up": ("Two",),
    }


def test_headings_with_one_text_have_parents_of_their_own(site: Site) -> None:
    site.write("a.md", "# T\n\n## One\n\n### Example\n\n## Two\n\n### Example\n")
    assert [(item.anchor, item.headings) for item in of(site) if item.heading == "Example"] == [
        ("example", ("One",)),
        ("example-1", ("Two",)),
    ]


def test_what_the_note_says_of_itself_stands_on_each_section(site: Site) -> None:
    head = "---\ntags: [x, y]\naliases: [Other]\nlang: de\ndate: 2026-01-02\n---\n"
    site.write("deep-learning/old-nets/a.md", head + "# T\n\nText.\n\n## One\n")
    first, second = of(site)
    assert first.tags == second.tags == ("x", "y")
    assert first.aliases == second.aliases == ("Other",)
    assert first.folders == second.folders == ("Deep learning", "Old nets")
    assert first.language == second.language == "de"
    assert first.date == second.date == datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)


def test_documents_stand_in_the_order_of_the_site(site: Site) -> None:
    for name in ("note-10", "note-2", "b/x", "note-1"):
        site.write(f"{name}.md", "Text.\n")
    assert [item.path for item in of(site)] == ["b/x.html", "note-1.html", "note-2.html", "note-10.html"]


def test_no_two_documents_have_one_address(site: Site) -> None:
    site.write("a.md", "Text.\n\n# T\n\n## One\n\n## One\n\n## 😀\n\n## \n\n## !!\n\nText.\n").write(
        "A.md", "Text.\n"
    )
    addresses = sorted((item.path, item.anchor) for item in of(site))
    assert all(one != other for one, other in pairwise(addresses))


@pytest.mark.parametrize("flag", ["draft: true", "private: true", "publish: false", "date: 2099-01-01"])
def test_a_hidden_note_has_no_document(site: Site, flag: str) -> None:
    site.write("seen.md", "Text.\n").write("hidden.md", f"---\n{flag}\n---\nText.\n\n## More\n")
    assert [item.path for item in of(site)] == ["seen.html"]
