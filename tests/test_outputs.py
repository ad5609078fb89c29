"""The files of a site besides the text of its notes: feed, sitemap, lists, tags, and links that work from anywhere."""

from __future__ import annotations

import datetime
import json
import posixpath
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from conftest import ROOT, Site
from hortus.outputs.archive import draw_activity

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def garden(site: Site) -> Site:
    site.write(
        "hortus.yaml",
        "title: A & B\ndescription: Notes <here>\nauthor:\n  name: Me\n  line: Hello\n  links: {Mail: 'mailto:me@example.org'}\n",
    )
    site.write(
        "notes/a.md",
        "---\ntitle: 'A < B & \"C\"'\ndate: 2026-01-02\ntags: [x/y, z]\n---\nA $x^2$ & `<b>`.\x08\n",
    )
    site.write("notes/deep/b.md", "---\ndate: 2026-01-01\ntags: [Z]\n---\n## H\n\nb [[a]]\n\n![pic](p.svg)\n")
    site.write("notes/deep/p.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>')
    site.base_url = "https://example.org/garden/"
    return site


def test_the_feed_is_atom_with_full_addresses(garden: Site) -> None:
    feed = ET.fromstring((garden.build().public / "feed.xml").read_bytes())
    assert feed.findtext("a:title", "", ATOM) == "A & B"
    entries = feed.findall("a:entry", ATOM)
    assert [entry.findtext("a:id", "", ATOM) for entry in entries] == [
        "https://example.org/garden/a.html",
        "https://example.org/garden/deep/b.html",
    ]
    assert entries[0].findtext("a:title", "", ATOM) == 'A < B & "C"'
    assert feed.findtext("a:updated", "", ATOM) == "2026-01-02T00:00:00+00:00"


def test_the_sitemap_needs_an_address(garden: Site) -> None:
    tree = ET.fromstring((garden.build().public / "sitemap.xml").read_bytes())
    places = {element.text for element in tree.iter() if element.tag.endswith("loc")}
    assert {"https://example.org/garden/", "https://example.org/garden/deep/b.html"} <= places
    garden.base_url = ""
    assert "sitemap.xml" not in garden.build().tree()


def test_tags_that_differ_in_case_are_one(garden: Site) -> None:
    garden.build()
    assert "2 notes" in garden.html("tags/z.html")
    assert "tags/x/y.html" in garden.tree()


def test_a_tag_above_others_has_a_page_with_their_notes(garden: Site) -> None:
    garden.write("notes/c.md", "---\ntags: [x/y/deep]\n---\n# C\n").build()
    page = garden.html("tags/x.html")
    assert "2 notes" in page
    assert re.findall(r'<a href="([^"]*)">x/y <span>(\d)', page) == [("../tags/x/y.html", "2")]
    deep = garden.html("tags/x/y/deep.html").partition('class="crumbs"')[2].partition("</nav>")[0]
    assert re.findall(r'href="([^"]*)"', deep) == [
        "../../../index.html",
        "../../../tags/index.html",
        "../../../tags/x.html",
        "../../../tags/x/y.html",
    ]
    below = garden.html("tags/index.html").partition('<section class="below"')[2].partition("</main")[0]
    assert re.findall(r'<a href="[^"]*">([^<]*)', below) == ["x", "x/y ", "x/y/deep "]


def test_the_page_of_what_is_not_found_works_at_any_depth(garden: Site) -> None:
    page = garden.build().html("404.html")
    assert 'href="/garden/index.html"' in page
    assert '<form class="seek" action="/garden/search.html"' in page


def test_note_text_is_never_a_template(site: Site) -> None:
    site.write(
        "a.md",
        "---\ntitle: '{{ 1 + 1 }}'\n---\n{{ site.title }} {% raw %}\n\n```\n{% endraw %}{# x #}\n```\n",
    ).build()
    assert "<h1>{{ 1 + 1 }}</h1>" in site.html("a.html")
    assert "{{ site.title }} {% raw %}" in site.article("a.html")


def test_same_notes_same_bytes_in_any_number_of_processes(garden: Site) -> None:
    for number in range(200):
        garden.write(
            f"notes/many/{number}.md",
            f"---\ntags: [t{number % 7}]\n---\n# N{number}\n\n[[{number + 1}]] text {number}",
        )
    from hortus.build import build
    from hortus.memo import Memo

    trees = []
    for jobs in (1, 3):
        request = replace(
            garden.request(),
            jobs=jobs,
            output=garden.folder.parent / f"jobs-{jobs}",
            cache=garden.folder.parent / f"c{jobs}",
        )
        build(request, Memo(None))
        trees.append(
            {
                file.relative_to(request.output).as_posix(): file.read_bytes()
                for file in request.output.rglob("*")
                if file.is_file()
            }
        )
    assert trees[0] == trees[1]


class _Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.links = list[str]()
        self.ids = set[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.links += [value for name in ("href", "src", "data-search") if (value := values.get(name))]
        if value := values.get("id"):
            assert value not in self.ids, f"the id {value} stands twice"
            self.ids.add(value)


def broken_links(site: Site) -> list[str]:
    """Addresses inside the site that lead to no file, and anchors that lead to no element."""
    pages = {path: _Page(data.decode()) for path, data in site.tree().items() if path.endswith(".html")}
    files = site.tree().keys()
    broken = []
    for path, page in pages.items():
        for link in page.links:
            if re.match(r"[a-z]+:|/", link):
                continue
            target, _, anchor = link.partition("#")
            place = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target)))
                if target
                else path
            )
            # The graph is opened at a note, by its path.
            inside = pages[place].ids | (files if place == "graph.html" else set()) if place in pages else ()
            if place not in files or (anchor and place in pages and unquote(anchor) not in inside):
                broken.append(f"{path}: {link}")
    return broken


def test_every_link_of_the_site_leads_somewhere(garden: Site) -> None:
    assert broken_links(garden.build()) == []


def test_every_link_of_the_bundled_notes_leads_somewhere(site: Site) -> None:
    (site.folder / "notes").symlink_to(ROOT / "notes")
    site.selection = replace(site.selection, future=True)
    site.write("hortus.yaml", (ROOT / "hortus.yaml").read_text("utf-8")).build()
    assert broken_links(site) == []
    assert site.report.problems == ()
    assert site.report.published >= 40


def test_the_home_page_shows_the_newest_first(garden: Site) -> None:
    html = garden.build().html("index.html")
    assert html.index("A &lt; B") < html.index(">B</a>")
    assert "Hello" in html
    assert 'href="mailto:me@example.org"' in html


def test_the_archive_lists_all_by_year_and_shows_how_many_each_month_has(garden: Site) -> None:
    garden.write("notes/c.md", "---\ndate: 2025-12-31\n---\n").write("notes/d.md", "D").build()
    page = garden.html("archive.html").partition('class="meta"')[2]
    assert [int(year) for year in re.findall(r'<h2 id="y(\d+)"', page)] == [2026, 2025, 0]
    assert re.findall(r"<title>(\d{4}-\d\d: [1-9]\d*)</title>", page) == ["2026-01: 2", "2025-12: 1"]
    assert re.findall(r'<li>(?:<time.*? datetime="(.*?)">.*?</time> )?<a href="(.*?)"', page) == [
        ("2026-01-02", "a.html"),
        ("2026-01-01", "deep/b.html"),
        ("2025-12-31", "c.html"),
        ("", "d.html"),
    ]


def test_the_archive_says_the_day_of_several_notes_once(garden: Site) -> None:
    garden.write("notes/c.md", "---\ndate: 2026-01-02\n---\n").build()
    page = garden.html("archive.html")
    assert re.findall(r'<time( class="again")? datetime="(.*?)">(.*?)<', page) == [
        ("", "2026-01-02", "2 Jan"),
        (' class="again"', "2026-01-02", "2 Jan"),
        ("", "2026-01-01", "1 Jan"),
    ]
    assert re.findall(r"<text x.*?>([A-Z]\w+)<", page)[:3] == ["Jan", "Feb", "Mar"]


def test_without_any_date_there_is_no_picture_of_months(site: Site) -> None:
    assert "<svg viewBox" not in site.write("a.md", "A").build().html("archive.html").partition("<main")[2]


def registered(script: str) -> tuple[str, list[list[object]]]:
    """(name, value) of what a script of the tree registers."""
    name, value = json.loads(f"[{script.removeprefix('hortusNav(').rstrip().removesuffix(')')}]")
    return name, value


def test_the_tree_has_its_folders_in_one_file_and_the_notes_of_each_in_another(garden: Site) -> None:
    garden.write("notes/deep/down/c.md", '# "So" \\\\ it is\n').build()
    name, folders = registered(garden.html("nav.js"))
    assert (name, folders) == (
        "nav.js",
        [
            ["index.html", "", 1, [1]],
            ["deep/index.html", "Deep", 1, [2]],
            ["deep/down/index.html", "Down", 1, []],
        ],
    )
    for path, _, _, _ in folders:
        of_folder = f"nav/{str(path).removesuffix('.html')}.js"
        name, notes = registered(garden.html(of_folder))
        assert name == of_folder
        assert len(notes) == 1
    assert notes == [["deep/down/c.html", '"So" \\ it is']]


def test_nothing_of_a_hidden_note_is_in_the_tree(garden: Site) -> None:
    garden.write("notes/secret/d.md", "---\ndraft: true\n---\n# Hush\n").build()
    assert not list(garden.public.glob("nav/secret/*"))
    assert "ecret" not in garden.html("nav.js")


def test_pinned_notes_come_first_on_the_home_page(garden: Site) -> None:
    garden.write("notes/old.md", "---\ndate: 2001-01-01\nsticky_rank: 1\n---\nOld.").write(
        "notes/not.md", "---\ndate: 2001-01-01\ntop: 0\n---\nNot."
    ).build()
    pinned, _, recent = garden.html("index.html").partition("Recent notes")
    assert 'href="old.html"' in pinned
    assert 'href="not.html"' not in pinned
    assert 'href="old.html"' not in recent


def test_the_formulas_of_a_title_stand_in_its_heading_and_are_text_elsewhere(site: Site) -> None:
    site.write("index.md", "# Home of $\\pi$").write("deep/index.md", "# All on $x_1$")
    site.write("deep/a.md", "---\ntitle: About $x^2$\n---\nsee [[deep]]").build()
    for path, text, letter in (
        ("index.html", "Home of π", "π"),
        ("deep/index.html", "All on x₁", "x"),
        ("deep/a.html", "About x²", "x"),
    ):
        page = site.html(path)
        heading = page.split("<h1", 1)[1].split("</h1>", 1)[0]
        assert f"<mi>{letter}</mi>" in heading
        assert text in page.split("</title>", 1)[0] or path == "index.html"
    assert ">About x²</a>" in site.html("all-notes.html")
    assert ">About x²</a>" in site.html("deep/index.html")
    assert ">All on x₁</a>" in site.html("deep/a.html")


def test_a_note_knows_its_words_and_minutes(site: Site) -> None:
    site.write("a.md", "word " * 500 + "\n\n```\nnot counted\n```\n").build()
    assert "500 words" in site.html("a.html")
    assert "2 min" in site.html("a.html")


@pytest.mark.parametrize(
    ("most", "steps"),
    [
        (1, ["0", "1"]),
        (3, ["0", "1", "2–3"]),
        (31, ["0", "1", "2–4", "5–12", "13–31"]),
    ],
)
def test_the_shades_of_the_archive_say_of_how_many_notes_they_are(most: int, steps: list[str]) -> None:
    activity = draw_activity([datetime.date(2026, 1, 1)] * most)
    assert activity
    assert [counts for _, counts in activity.steps] == steps
