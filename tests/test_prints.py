"""Folders and tags on one page, for paper."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from conftest import Site


@pytest.fixture
def book(site: Site) -> Site:
    site.write("hortus.yaml", "title: Garden\nprintable: true\n")
    site.write("notes/a/index.md", "# The book\n\nBegin with [[one#Second]].\n")
    site.write(
        "notes/a/one.md",
        "---\ntags: [t]\norder: 1\n---\n# One\n\n## First\n\nSee [below](#second), [[two]], [[out]].[^1]\n\n"
        '![P](p.png)\n\n## Second\n\n$$x \\label{e}$$\n\n=== "L"\n    Left\n\n=== "R"\n    Right\n\n[^1]: Foot.\n',
    )
    site.write("notes/a/p.png", b"\x89PNG\r\n\x1a\n")
    site.write(
        "notes/a/b/two.md",
        "---\ntags: [t]\n---\n# Two\n\n## First\n\nBack to [[one]].[^1]\n\n> [!tip]- Folded\n> Text.\n\n[^1]: Other.\n",
    )
    site.write("notes/out.md", "# Out\n\nNot in the book.\n")
    return site.write("notes/a/draft.md", "---\ndraft: true\n---\n# Hidden\n")


class Names(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids, self.hashes, self.references = list[str](), list[str](), list[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        self.ids += [known["id"]] if "id" in known else []
        if known.get("href", "").startswith("#"):
            self.hashes.append(known["href"][1:])
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            self.references += known.get(name, "").split()


def titles(site: Site, path: str) -> list[str]:
    return re.findall(r'<article class="note"[^>]*>\s*<h1>(.*?)</h1>', site.html(path))


def test_a_folder_has_all_its_notes_and_those_below_in_order(book: Site) -> None:
    book.build()
    assert titles(book, "a/print.html") == ["The book", "One", "Two"]
    assert titles(book, "a/b/print.html") == ["Two"]
    assert titles(book, "print.html") == ["Out", "The book", "One", "Two"]
    assert sorted(titles(book, "tags/t-print.html")) == ["One", "Two"]
    assert book.report.problems == ()


def test_nothing_of_a_draft_is_printed(book: Site) -> None:
    book.build()
    assert not any(b"Hidden" in data for path, data in book.tree().items() if "print" in path)


def test_no_name_is_there_twice_and_all_that_is_named_is_there(book: Site) -> None:
    for path in ("a/print.html", "print.html", "tags/t-print.html"):
        names = Names(book.build().html(path))
        assert len(names.ids) == len(set(names.ids))
        assert set(names.hashes) <= set(names.ids)
        assert set(names.references) <= set(names.ids)


def test_links_between_notes_that_are_there_stay_on_the_page(book: Site) -> None:
    page = book.build().html("a/print.html")
    assert '<a href="#n2-second">one#Second</a>' in page or '<a href="#n2-second">' in page
    assert '<a href="#n3">' in page
    assert '<a href="../out.html">' in page
    assert '<a href="#n4">' in book.html("print.html")


def test_what_was_folded_is_open_and_pictures_do_not_wait(book: Site) -> None:
    page = book.build().html("a/print.html")
    article = page.partition("<article")[2]
    assert "<details open" in article
    assert not re.search(r"<details(?! open)", article)
    assert 'src="../a/p.png"' in article
    assert 'loading="lazy"' not in article


def test_the_ways_there_stand_on_folders_tags_and_the_list(book: Site) -> None:
    book.build()
    for path, way in (
        ("a/index.html", "../a/print.html"),
        ("a/b/index.html", "../../a/b/print.html"),
        ("tags/t.html", "../tags/t-print.html"),
        ("all-notes.html", "print.html"),
    ):
        assert f'<a class="print-all" href="{way}">Print all</a>' in book.html(path)


def test_a_note_of_that_name_keeps_its_place(book: Site) -> None:
    book.write("notes/a/print.md", "# Printing\n").build()
    assert "<h1>Printing</h1>" in book.html("a/print.html")
    assert titles(book, "a/print-2.html") == ["The book", "One", "Printing", "Two"]


def test_a_site_that_does_not_want_them_has_none(book: Site) -> None:
    book.write("hortus.yaml", "title: Garden\n").build()
    assert not [path for path in book.tree() if path.endswith("print.html")]
    assert "print-all" not in book.html("a/index.html")


def test_they_are_no_pages_for_search_engines(book: Site) -> None:
    book.base_url = "https://example.org/"
    book.build()
    assert '<meta name="robots" content="noindex">' in book.html("a/print.html")
    assert "print.html" not in book.html("sitemap.xml")


def test_one_edit_writes_those_pages_that_show_it(book: Site) -> None:
    book.write("notes/out.md", "---\nsummary: s\n---\n# Out\n\nNot in the book.\n").build()
    book.write("notes/out.md", "---\nsummary: s\n---\n# Out\n\nStill out.\n").build()
    assert [path for path in book.report.written if path.endswith("print.html")] == ["print.html"]
