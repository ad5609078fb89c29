"""Looks: folders of templates and static files between the default theme and the owner's own files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import ROOT, Site

SHIPPED = sorted(folder.name for folder in (ROOT / "templates/_looks").iterdir())


@pytest.fixture
def blog(site: Site) -> Site:
    site.write("notes/a.md", "---\ntitle: A\ndate: 2026-01-01\ntags: [x]\n---\nText of a.\n")
    return site.write("hortus.yaml", "look: blog\nauthor: Me\n")


def test_two_looks_are_shipped_as_examples() -> None:
    assert SHIPPED == ["blog", "wiki"]


@pytest.mark.parametrize("look", SHIPPED)
def test_a_look_is_a_style_sheet_and_a_few_templates(site: Site, look: str) -> None:
    site.write("hortus.yaml", f"look: {look}\n").write("notes/a.md", "A.").build()
    assert site.report.problems == ()
    (sheet,) = site.public.glob("look.*.css")
    page = site.html("a.html")
    assert page.index("css/hortus.") < page.index(sheet.name)


def test_templates_of_a_look_stand_for_those_of_the_theme(blog: Site) -> None:
    home = blog.build().html("index.html")
    assert '<h1 class="name">Me</h1>' in home
    assert home.index("1 January 2026") < home.index('<a href="a.html">A</a>')
    assert not re.search(r'<nav[^>]*><a href="all-notes.html"', home)


def test_what_the_owner_has_stands_before_the_look(blog: Site) -> None:
    blog.write(
        "templates/layout.html",
        '{% extends "look/layout.html" %}{% block nav %}{{ super() }}<b>more</b>{% endblock %}',
    ).write("static/custom.css", "h1 { color: red }").build()
    page = blog.html("a.html")
    assert 'href="archive.html"' in page
    assert "<b>more</b>" in page
    assert 'href="all-notes.html"' not in page.partition("<main")[0]
    assert page.index("look.") < page.index("custom.")


def test_without_a_look_the_one_beneath_is_the_theme(site: Site) -> None:
    site.write("hortus.yaml", "title: T\n").write("notes/a.md", "A.")
    site.write(
        "templates/page.html", '{% extends "look/page.html" %}{% block after_note %}<hr>{% endblock %}'
    )
    assert "</article>\n<hr>" in site.build().html("a.html")


def test_a_folder_of_ones_own_is_a_look(blog: Site) -> None:
    blog.write("hortus.yaml", "look: ./mine\n").write("mine/static/look.css", "h1 { color: red }").write(
        "mine/templates/_entry.html", "<i>{{ note.title }}</i>"
    ).build()
    assert "<i>A</i>" in blog.html("index.html")
    blog.write("mine/templates/_entry.html", "<u>{{ note.title }}</u>").build()
    assert "<u>A</u>" in blog.html("index.html")
    blog.write("hortus.yaml", "title: T\n").build()
    assert not list(blog.public.glob("look.*"))


@pytest.mark.parametrize(
    ("look", "said"),
    [
        ("wikki", "there is no look `wikki`"),
        ("./nowhere", "the folder `./nowhere`, which is not there"),
    ],
)
def test_a_look_that_is_not_there_is_an_error_and_nothing_is_lost(blog: Site, look: str, said: str) -> None:
    before = blog.build().tree()
    (problem,) = blog.write("hortus.yaml", f"look: {look}\n").build().report.problems
    assert said in problem.message
    assert problem.path == "hortus.yaml"
    assert blog.tree() == before


BLOCKS = {
    "layout.html": ["head", "extra", "header", "nav", "footer"],
    "page.html": ["intro", "meta", "contents", "before_note", "after_note", "deeds", "neighbours", "around"],
    "home.html": ["intro", "folders", "side"],
}


@pytest.mark.parametrize(
    ("template", "block"), [(name, block) for name, blocks in BLOCKS.items() for block in blocks]
)
def test_one_block_of_one_template_is_changed_and_nothing_else(site: Site, template: str, block: str) -> None:
    site.write("hortus.yaml", "title: T\n").write("notes/a.md", "See [[b]].").write(
        "notes/b.md", "See [[a]]."
    )
    site.write(
        f"templates/{template}",
        f'{{% extends "default/{template}" %}}{{% block {block} %}}{{{{ super() }}}}<b>mine</b>{{% endblock %}}',
    ).build()
    assert "<b>mine</b>" in site.html("index.html" if template == "home.html" else "a.html")


def test_the_guide_tells_of_every_block() -> None:
    guide = Path(ROOT, "notes/guide/theming.md").read_text("utf-8")
    for block in {name for blocks in BLOCKS.values() for name in blocks}:
        assert f"`{block}`" in guide
