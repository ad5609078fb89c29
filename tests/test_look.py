"""Looks: folders of templates and static files between the default theme and the owner's own files."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

from conftest import NOW, ROOT, Site
from hortus.commands.start import init_site
from hortus.config import Config, ConfigError
from hortus.language.words import open_words
from hortus.request import Request
from hortus.selection import Selection
from hortus.serve.edits import Edits
from hortus.theme import open_theme
from hortus.theme.overlay import Overlay

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


def test_what_the_owner_chose_of_the_theme_stands_before_the_look(site: Site) -> None:
    site.write("hortus.yaml", "look: blog\ntheme: {width: 30rem}\n").write("notes/a.md", "A.")
    page = site.write("static/custom.css", "").build().html("a.html")
    assert page.index("look.") < page.index("--measure:30rem") < page.index("custom.")


def test_templates_of_a_look_stand_for_those_of_the_theme(blog: Site) -> None:
    home = blog.build().html("index.html")
    assert "<h1>Me</h1>" in home
    assert home.index("1 January 2026") < home.index('<a href="a.html">A</a>')
    assert not re.search(r'<nav[^>]*><a href="all-notes.html"', home)


def test_what_the_owner_has_stands_before_the_look(blog: Site) -> None:
    blog.write(
        "templates/layout.html",
        '{% extends "default/layout.html" %}{% block nav %}{{ super() }}<b>more</b>{% endblock %}',
    ).write("static/custom.css", "h1 { color: red }").build()
    page = blog.html("a.html")
    assert 'href="archive.html"' in page
    assert "<b>more</b>" in page
    assert 'href="all-notes.html"' not in page.partition("<main")[0]
    assert page.index("look.") < page.index("custom.")


def test_what_a_template_stands_over_is_the_theme_where_the_look_has_none(blog: Site) -> None:
    page = '{% extends "default/page.html" %}{% block after_note %}{{ super() }}<b>MARK</b>{% endblock %}'
    blog.write("hortus.yaml", "look: ./mine\n").write("mine/static/look.css", "")
    blog.write("templates/page.html", page.replace("MARK", "owner")).build()
    assert "</article>\n<b>owner</b>" in blog.html("a.html")
    blog.write("mine/templates/page.html", page.replace("MARK", "look")).build()
    assert "</article>\n<b>look</b><b>owner</b>" in blog.html("a.html")
    blog.delete("templates/page.html").build()
    assert "</article>\n<b>look</b>" in blog.html("a.html")
    assert "owner" not in blog.html("a.html")
    blog.delete("mine/templates").build()
    assert "<b>" not in blog.html("a.html")


def test_the_theme_itself_can_be_seen_in_a_look() -> None:
    """The notes of Hortus lie beside the theme, which must not pass for what their owner has."""
    theme = open_theme(ROOT, Config(look="blog"), open_words(ROOT, ROOT, "en")[0], is_site=True)
    environment = theme.template("home.html").environment
    assert isinstance(environment, Overlay)
    assert environment.read("home.html")[1].endswith("_looks/blog/templates/home.html")


def test_a_folder_of_ones_own_is_a_look(blog: Site) -> None:
    blog.write("hortus.yaml", "look: ./mine\n").write("mine/static/look.css", "h1 { color: red }").write(
        "mine/templates/_entry.html", "<i>{{ note.title }}</i>"
    ).build()
    assert "<i>A</i>" in blog.html("index.html")
    blog.write("mine/templates/_entry.html", "<u>{{ note.title }}</u>").build()
    assert "<u>A</u>" in blog.html("index.html")
    blog.write("hortus.yaml", "title: T\n").build()
    assert not list(blog.public.glob("look.*"))


def test_a_static_file_of_a_look_is_loaded_by_the_digest_in_its_name(blog: Site) -> None:
    blog.write("hortus.yaml", "look: ./mine\n").write("mine/static/fonts/my.woff2", "letters")
    blog.write("mine/templates/_entry.html", "{{ asset('fonts/my.woff2') }}").build()
    (font,) = blog.public.glob("fonts/my.*.woff2")
    assert f"fonts/{font.name}" in blog.html("index.html")


def test_a_look_among_the_notes_is_no_note(site: Site) -> None:
    site.write("hortus.yaml", "look: ./mine\nnotes: .\n").write("a.md", "A.")
    site.write("mine/README.md", "How I made it.").write("mine/templates/_entry.html", "").build()
    assert site.report.notes == 1


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("page.html", "\n{% if %}", "mine/templates/page.html:2"),
        ("_entry.html", "\n\n{{ note.nothing }}", "mine/templates/_entry.html:3"),
        ("page.html", "\n{{ say('nothing') }}", "mine/templates/page.html:2"),
        ("page.html", "{% include 'nothing.html' %}", "mine/templates/page.html:0"),
    ],
)
def test_what_is_wrong_in_a_look_is_said_of_its_file(blog: Site, name: str, text: str, place: str) -> None:
    blog.write("hortus.yaml", "look: ./mine\n").write(f"mine/templates/{name}", text).build()
    problem = blog.report.problems[-1]
    assert f"{problem.path}:{problem.line}" == place


@pytest.mark.parametrize(
    ("look", "said", "hint"),
    [
        ("wikki", "there is no look `wikki`", "did you mean `wiki`?"),
        ("Blog", "there is no look `Blog`", "did you mean `blog`?"),
        ("dark", "there is no look `dark`", "there are blog, wiki; a folder is written ./dark"),
        ("mine", "there is no look `mine`", "a folder is written ./mine"),
        ("./nowhere", "the folder `./nowhere`, which is not there", ""),
        ("./notes", "holds no `templates/` and no `static/`", ""),
        ("./", "which the site itself lies in", ""),
    ],
)
def test_a_look_that_is_not_there_is_an_error_and_nothing_is_lost(
    blog: Site, look: str, said: str, hint: str
) -> None:
    before = blog.write("mine/static/look.css", "").build().tree()
    with pytest.raises(ConfigError) as raised:
        blog.write("hortus.yaml", f"title: T\nlook: {look}\n").build()
    (problem,) = raised.value.problems
    assert said in problem.message
    assert (problem.path, problem.line, problem.hint) == ("hortus.yaml", 2, hint)
    assert blog.tree() == before


def test_a_look_beside_the_site_is_watched(tmp_path: Path) -> None:
    for path in ("garden/notes", "looks/mine/static"):
        (tmp_path / path).mkdir(parents=True)
    (tmp_path / "garden/hortus.yaml").write_text("look: ../looks/mine\n")
    folder = tmp_path / "garden"
    request = Request(folder, folder / "public", folder / ".hortus", Selection(NOW))
    edits = Edits(request, lambda: None, lambda _: None, poll=False)
    assert [root.resolve() for root in edits._roots()] == [folder, tmp_path / "looks/mine"]


def blocks_of(template: str) -> set[str]:
    """Those that an owner may change; what every template says of its page counts in the layout alone."""
    text = (ROOT / "templates" / template).read_text("utf-8")
    blocks = {block.name for block in jinja2.Environment(autoescape=True).parse(text).find_all(nodes.Block)}
    return blocks - ({"main", "main_attributes"} | (OF_LAYOUT if template != "layout.html" else set()))


OF_LAYOUT = {"title", "head", "extra"}
BLOCKS = {file.name: found for file in ROOT.glob("templates/*.html") if (found := blocks_of(file.name))}
GUIDE = (ROOT / "notes/guide/theming.md").read_text("utf-8")


@pytest.mark.parametrize("template", sorted(BLOCKS))
def test_a_block_is_changed_and_nothing_else(site: Site, template: str) -> None:
    site.write("hortus.yaml", "title: T\nauthor: Me\n").write("notes/deep/a.md", "See [[b]].")
    site.write("notes/b.md", "---\ndate: 2026-01-01\ntags: [x]\nglossary: true\n---\n- AB = a bee\n\n[[a]]")
    site.write("notes/c.md", "---\npinned: true\n---\n").write("notes/index.md", "Home.")
    site.write("notes/deep/index.md", "Deep.").build()
    before = site.tree()
    mine = {block: f"<!--{block}-->" for block in BLOCKS[template] - {"title", "body_attributes"}}
    changed = "".join(
        f"{{% block {block} %}}{{{{ super() }}}}{mark}{{% endblock %}}" for block, mark in mine.items()
    )
    site.write(f"templates/{template}", f'{{% extends "default/{template}" %}}{changed}').build()
    assert site.report.problems == ()
    after = {path: data.decode() for path, data in site.tree().items() if path.endswith(".html")}
    assert [mark for mark in mine.values() if not any(mark in text for text in after.values())] == []
    for path, text in after.items():
        assert re.sub("<!--.*?-->", "", text).split() == before[path].decode().split()


def test_the_guide_tells_of_every_block() -> None:
    told, templates = dict[str, set[str]](), list[str]()
    table = GUIDE.partition("| template | block | holds |")[2].partition("\n\n")[0]
    for row in table.splitlines()[2:]:
        names, blocks = (re.findall("`(.*?)`", cell) for cell in row.split("|")[1:3])
        templates = names or templates
        for template in templates:
            told.setdefault(template, set()).update(blocks)
    assert told == BLOCKS


def test_the_example_of_the_guide_gives_what_it_says(site: Site) -> None:
    example = GUIDE.partition("## Changing one block")[2].partition("\n## ")[0]
    template, told = (example.partition(f"```{kind}\n")[2].partition("```")[0] for kind in ("html", "output"))
    *_, note = init_site(site.folder)
    note.write_text(note.read_text("utf-8").replace("---\n", "---\nmood: calm\n", 1), "utf-8")
    site.selection = Selection(NOW, future=True)
    site.write("templates/page.html", template).build()
    assert told in site.html("first-note.html")
    assert site.report.problems == ()


@pytest.mark.parametrize(
    ("name", "text", "line", "hint"),
    [
        ("pages.html", "X", 0, "did you mean `page.html`?"),
        ("signpost.html", "X", 0, "a page uses those that are called as the theme's, and what they include"),
        ("page.html", '{% extends "default/page.html" %}\n{% block afternote %}X{% endblock %}', 2, "did you mean `after_note`?"),
    ],
)  # fmt: skip
def test_a_template_that_nothing_asks_for_is_told(
    blog: Site, name: str, text: str, line: int, hint: str
) -> None:
    (problem,) = blog.write(f"templates/{name}", text).build().report.problems
    assert (problem.path, problem.line, problem.hint) == (f"templates/{name}", line, hint)


def test_blocks_of_one_s_own_and_names_that_are_computed_are_no_fault(blog: Site) -> None:
    blog.write(
        "templates/layout.html",
        '{% extends "default/layout.html" %}{% block nav %}{{ super() }}{% block mine %}{% endblock %}{% endblock %}',
    )
    blog.write(
        "templates/home.html",
        '{% extends "default/home.html" %}{% block mine %}MINE{% include "cards/" ~ "a" ~ ".html" %}{% endblock %}',
    )
    blog.write("templates/cards/a.html", "CARD")
    (blog.folder / "templates/gone.html").symlink_to("nowhere")
    assert blog.build().report.problems == ()
    assert "MINECARD" in blog.html("index.html")


def test_a_template_that_another_includes_is_asked_for(blog: Site) -> None:
    blog.write("templates/mine.html", "MINE")
    blog.write(
        "templates/page.html",
        '{% extends "default/page.html" %}{% block after_note %}{% block own %}{% include "mine.html" %}{% endblock %}{% endblock %}',
    )
    assert blog.build().report.problems == ()
