"""A folder that was written for another program is that program's site: its title, its addresses, its files, and nothing of its own."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import replace

import pytest

from conftest import Run, Site
from hortus.model import Source
from hortus.platforms import Platform, find_platforms, no_notes, together
from hortus.programs import find_programs

HUGO = """\
baseURL = "https://a.name/notes/"
title = "My Hugo"
languageCode = "de-de"
[author]
name = "Ann"
[permalinks]
posts = "/:year/:slug/"
"""
JEKYLL = (
    "title: My Jekyll\nauthor: {name: Ben}\nurl: https://b.name\nbaseurl: /j\ndescription: 'Of all   sorts'\n"
)
HEXO = "title: My Hexo\nauthor: Cyd\nurl: https://c.name\npermalink: :year/:month/:title/\nlanguage: zh-CN\n"


def leading(found: dict[str, bytes]) -> Platform:
    return together(find_platforms(found))


def pages(site: Site) -> set[str]:
    return {place for _, place in site.build().report.places}


def test_a_hugo_site(site: Site) -> None:
    site.write("hugo.toml", HUGO).write("content/_index.md", "# Front\n").write(
        "content/about.md", "# About\n"
    )
    site.write(
        "content/posts/one.md", "+++\ntitle = 'One'\ndate = 2024-05-06\n+++\n![p](/p.svg) [b](/2024/two/)\n"
    )
    site.write(
        "content/posts/two/index.md", "---\ntitle: Two\ndate: 2024-05-07\nslug: two\n---\n![q](q.svg)\n"
    )
    site.write("static/p.svg", "<svg/>").write("content/posts/two/q.svg", "<svg/>")
    site.write("archetypes/default.md", "---\ntitle: {{ .Name }}\n---\n").write(
        "themes/t/README.md", "# T\n"
    ).write("README.md", "# R\n")
    assert pages(site) == {"index.html", "about/index.html", "2024/one/index.html", "2024/two/index.html"}
    assert (site.public / "p.svg").exists()
    assert '<a href="../../2024/two/index.html">' in site.article("2024/one/index.html")
    home = site.html("index.html")
    assert '<html lang="de' in home
    assert '<link rel="canonical" href="https://a.name/notes/">' in home
    assert "My Hugo" in home
    assert site.report.problems == ()


def test_a_jekyll_site(site: Site) -> None:
    site.write("_config.yml", JEKYLL).write("index.md", "# Front\n")
    site.write("_posts/2022-4-3-Some-Post.md", "---\ncategories: [Maths]\n---\nText.\n")
    site.write(
        "_posts/2022-05-01-own.md",
        "---\npermalink: /:title    # as on the old site\n---\nSee [it](/maths/2022/04/03/Some-Post.html).\n",
    )
    site.write("_drafts/later.md", "No.\n").write("_includes/piece.md", "No.\n")
    assert pages(site) == {"index.html", "maths/2022/04/03/Some-Post.html", "own.html"}
    assert 'href="maths/2022/04/03/Some-Post.html"' in site.article("own.html")
    assert site.report.hidden.draft == 1
    assert site.report.hidden.ignored == 1


@pytest.mark.parametrize(
    ("style", "path"),
    [
        ("pretty", "2022/04/03/a/index.html"),
        ("none", "a.html"),
        ("ordinal", "2022/093/a.html"),
        ("/blog/:year-:i_month/:title", "blog/2022-4/a.html"),
        ("/:nobody/:title/", "posts/a.html"),
    ],
)
def test_addresses_as_jekyll_has_them(site: Site, style: str, path: str) -> None:
    site.write("_config.yml", f"permalink: {style}\n").write("_posts/2022-04-03-a.md", "Text.\n")
    assert pages(site) == {path}


def test_a_link_that_says_where_the_site_lies_on_its_host(site: Site) -> None:
    site.write("_config.yml", "url: https://me.example\nbaseurl: /notes\npermalink: /:title/\n")
    site.write("_posts/2022-04-03-a.md", "[b](/notes/b/) and [itself](/notes/) and [no](/other/b/).\n")
    site.write("_posts/2022-04-04-b.md", "Text.\n").write("index.md", "# Front\n").build()
    assert 'href="../b/index.html"' in site.article("a/index.html")
    assert 'href="../index.html"' in site.article("a/index.html")
    assert site.report.links.missing == 1


def test_a_hexo_site(site: Site) -> None:
    site.write("_config.yml", HEXO).write(
        "source/_posts/maths/a.md", "---\ndate: 2023-01-02\n---\n{% asset_img p.svg %}\n"
    )
    site.write("source/_posts/maths/a/p.svg", "<svg/>").write("source/about/index.md", "# About\n").write(
        "scaffolds/post.md", "{{ title }}\n"
    )
    assert pages(site) == {"2023/01/maths/a/index.html", "about/index.html"}
    assert site.report.images.missing == 0


def test_a_post_of_hexo_whose_settings_name_no_pattern(site: Site) -> None:
    site.write("_config.yml", "title: H\n").write("source/_posts/a.md", "---\ndate: 2023-01-02\n---\nx\n")
    assert pages(site) == {"2023/01/02/a/index.html"}


def test_an_abbrlink_of_hexo(site: Site) -> None:
    site.write("_config.yml", "permalink: posts/:abbrlink.html\n")
    site.write("source/_posts/a.md", "---\nabbrlink: 3f2a\n---\nx\n").write("source/_posts/b.md", "x\n")
    assert pages(site) == {"posts/3f2a.html", "posts/b.html"}


def test_a_quartz_garden(site: Site) -> None:
    site.write("quartz.config.ts", 'const c = {\n  pageTitle: "🪴 Garden",\n  baseUrl: "q.name/g",\n}\n')
    site.write("content/index.md", "# Hi\n").write("content/templates/t.md", "x\n").write(
        "README.md", "# Code\n"
    )
    assert pages(site) == {"index.html"}
    assert "🪴 Garden" in site.html("index.html")


def test_what_the_settings_of_quartz_leave_out_is_left_out(site: Site) -> None:
    site.write(
        "quartz.config.ts",
        'const c = {\n  pageTitle: "Eve\'s",\n  locale: "de-DE",\n  ignorePatterns: ["private", "**/x.md"],\n}\n',
    )
    site.write("content/templates/t.md", "x\n").write("content/private/p.md", "x\n").write(
        "content/a/x.md", "x\n"
    )
    site.write("content/a/private/y.md", "y\n")
    assert pages(site) == {"templates/t.html", "a/private/y.html"}
    assert "Eve&#39;s" in site.html("index.html")
    assert '<html lang="de-DE"' in site.html("index.html")


def test_a_handbook_of_mkdocs(site: Site) -> None:
    settings = "site_name: M\nsite_url: https://m.name\ntheme:\n  name: material\n\n  language: de\n"
    site.write("mkdocs.yml", settings).write("docs/index.md", "# Front\n").write("docs/a/b.md", "# B\n")
    site.write("docs/c/README.md", "[b](/a/b/)\n").write("docs/a/index.md", "# A\n").write("site/x.md", "x\n")
    assert pages(site) == {"index.html", "a/index.html", "a/b/index.html", "c/index.html"}
    assert 'href="../a/b/index.html"' in site.article("c/index.html")
    assert '<html lang="de"' in site.html("index.html")
    site.write("mkdocs.yml", settings + "use_directory_urls: false\n")
    assert pages(site) == {"index.html", "a/index.html", "a/b.html", "c/index.html"}


def test_a_handbook_of_zensical(site: Site) -> None:
    site.write(
        "zensical.toml",
        '[project]\nsite_name = "Z"\ndocs_dir = "pages"\n\n[project.theme]\nlanguage = "de"\n',
    )
    site.write("pages/index.md", "# Front\n").write("pages/a/b.md", "# B\n").write("other.md", "x\n")
    assert pages(site) == {"index.html", "a/b/index.html"}
    assert '<html lang="de"' in site.html("index.html")


def test_what_jekyll_excludes_is_left_out_and_the_words_of_fastpages_too(site: Site, hortus: Run) -> None:
    site.write("_config.yml", "exclude: [README.md, attic/, 3]\n").write("README.md", "x\n")
    site.write("attic/a.md", "x\n").write("_notebooks/README.md", "x\n").write("b/README.md", "x\n")
    assert pages(site) == {"b/index.html"}
    told = hortus("why", "attic/a.md", site.folder).stdout
    assert "`exclude` in _config.yml names it" in told


def test_the_owner_has_the_last_word(site: Site) -> None:
    site.write("hugo.toml", HUGO).write("content/a.md", "A.\n").write(
        "hortus.yaml", "title: Mine\nlanguage: en\n"
    ).build()
    assert "Mine" in site.html("index.html")
    assert '<html lang="en"' in site.html("index.html")
    site.write("static/p.svg", "<svg/>").write("content/a.md", "![p](/p.svg)\n").build()
    assert (site.public / "p.svg").exists()
    assert site.report.problems == ()
    site.write("hortus.yaml", "notes: content\n")
    assert pages(site) == {"a/index.html"}


def test_settings_that_cannot_be_read_are_none(site: Site) -> None:
    site.write("_config.yml", "title: [\n").write("_posts/2022-01-02-a.md", "A.\n")
    assert pages(site) == {"2022/01/02/a.html"}
    for name in ("hugo.toml", "hugo.yaml", "hugo.json"):
        assert leading({name: b"\xff{{["}).name == "hugo"


def test_what_was_never_filled_in_is_no_address() -> None:
    assert leading({"hugo.toml": b'baseURL = "https://example.org/"'}).base_url == ""
    assert leading({"hugo.toml": b'baseURL = "https://a.name"'}).base_url == "https://a.name/"


def test_an_address_may_be_written_without_its_slash(site: Site) -> None:
    site.write("a.md", "---\npermalink: my/page\n---\nx\n").write("b.md", "---\npermalink: pretty\n---\nx\n")
    site.write("c.md", "---\nurl: example.com/of-a-bookmark\n---\nx\n")
    assert pages(site) == {"a.html", "b.html", "c.html"}
    assert 'url=../a.html"' in site.html("my/page.html")


def test_a_hugo_site_with_settings_of_an_older_name() -> None:
    named = {"config.yaml": b"baseURL: https://a.name/\n", "content": b""}
    assert leading(named).name == "hugo"
    assert leading({**named, "config.yaml": b"title: x\n"}).name == ""
    assert leading({"config.yaml": b"baseURL: https://a.name/\n"}).name == ""


def test_what_a_theme_says_of_itself_is_no_description() -> None:
    theme = b"description: Leap Day is a theme for GitHub Pages.\n"
    assert leading({"_config.yml": theme}).description == ""
    assert leading({"_config.yml": b"description: Notes on themes.\n"}).description == "Notes on themes."


def test_templates_of_obsidian_are_left_out_and_why_says_so(site: Site, hortus: Run) -> None:
    site.write(".obsidian/templates.json", json.dumps({"folder": "Patterns"}))
    site.write(".obsidian/app.json", json.dumps({"userIgnoreFilters": ["Attic/", "/x.*/"]}))
    for path in ("Patterns/day.md", "Attic/old.md", "Notes/a.md", "Notes/Patterns/b.md"):
        site.write(path, "Text.\n")
    assert pages(site) == {"Notes/a.html", "Notes/Patterns/b.html"}
    told = hortus("why", "Attic/old.md", site.folder)
    assert "Obsidian's settings exclude it" in told.stdout
    assert "templates are there" in hortus("why", "Patterns/day.md", site.folder).stdout


def test_a_folder_of_templates_is_known_by_what_an_editor_fills_later(site: Site, hortus: Run) -> None:
    site.write("Templates/day.md", "---\ncreated: {{date}}\n---\n").write(
        "Templates/week.md", "<% tp.date.now() %>\n"
    ).write("Templates/plain.md", "Text.\n").write("a.md", "A.\n")
    assert pages(site) == {"a.html"}
    assert site.report.hidden.ignored == 3
    assert "which an editor fills later" in hortus("why", "Templates/plain.md", site.folder).stdout
    assert no_notes([Source("templates/a.md", b"Of cakes."), Source("a.md", b"{{date}}")]) == ()
    assert no_notes([Source("shown/templates/a.md", b"{{date}}")]) == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("---\ntitle: Tags\ntype: tags\n---\n", "it has no text: its theme filled the page"),
        ('+++\nlayout = "archives"\ntitle = "A"\n+++\n\n', "it has no text: its theme filled the page"),
        ("---\nexcalidraw-plugin: parsed\n---\n# Text Elements\nfoo\n", "it is a drawing of Excalidraw"),
        ("---\ntitle: Tags\ntype: tags\n---\nMine.\n", ""),
        ("---\ntitle: Tags\n---\n", ""),
        ("Of excalidraw-plugin: a word.\n", ""),
    ],
)
def test_pages_of_a_theme_and_drawings_are_no_notes(text: str, reason: str) -> None:
    found = no_notes([Source("source/a[1].md", text.encode())])
    assert [rule.reason for rule in found] == ([reason] if reason else [])


def test_what_is_none_is_left_out(site: Site, hortus: Run) -> None:
    site.write("tags/index.md", "---\ntype: tags\n---\n").write("a [1].md", "Text.\n")
    site.write("b [1].md", "---\nexcalidraw-plugin: parsed\n---\n")
    assert pages(site) == {"a-1.html"}
    assert site.report.hidden.ignored == 2
    assert "it is a drawing of Excalidraw" in hortus("why", "b [1].md", str(site.folder)).stdout


def test_an_unlisted_note_has_a_page_and_nothing_else(site: Site) -> None:
    site.write("hortus.yaml", "base_url: https://e.name\nprintable: true\n")
    site.write(
        "notes/quiet.md",
        "---\ntitle: Zurückhaltend\nunlisted: true\ntags: [stilltag, shared]\ndate: 2024-01-01\n---\nflüsterwort #leise [[a]]\n",
    )
    site.write("notes/a.md", "---\ntags: [shared]\n---\nSee [[quiet|this]].\n").write(
        "notes/b.md", "See [[quiet|that]].\n"
    ).build()
    page = site.html("quiet.html")
    assert '<meta name="robots" content="noindex">' in page
    assert "flüsterwort" in page
    assert 'href="quiet.html"' in site.article("a.html")
    told = {
        path
        for path, data in site.tree().items()
        if b"Zur\xc3\xbcckhaltend" in data or b"fl\xc3\xbcsterwort" in data
    }
    assert told == {"quiet.html"}
    for path, data in site.tree().items():
        if "print" not in path and path not in {
            "quiet.html",
            ".hortus-manifest",
            "a.html",
            "b.html",
            "a.md",
            "b.md",
        }:
            assert b"quiet" not in data, path
        assert b"stilltag" not in data or path == "quiet.html"
    assert "stilltag" not in page


def test_a_page_is_kept_from_those_who_would_find_it_and_from_no_reader(site: Site, hortus: Run) -> None:
    site.write("hortus.yaml", "base_url: https://e.name\n")
    site.write("notes/a.md", "---\nnoindex: true\n---\nwhisper\n")
    site.write("notes/b.md", "---\nsitemap: false\n---\nwhisper\n")
    site.write("notes/c.md", "---\nsearch: {exclude: true}\n---\nwhisper\n")
    site.write("notes/d/index.md", "---\nrobots: noindex\n---\nwhisper\n").write("notes/d/e.md", "whisper\n")
    site.build()
    noindex = '<meta name="robots" content="noindex">'
    marked = {
        path
        for path in ("a.html", "b.html", "c.html", "d/index.html", "d/e.html")
        if noindex in site.html(path)
    }
    assert marked == {"a.html", "d/index.html"}
    for listed in ("sitemap.xml", "llms.txt"):
        text = (site.public / listed).read_text()
        told = {name for name in ("/a.", "/b.", "/c.", "/d/index.", "/d/e.") if f"e.name{name}" in text}
        assert told == {"/c.", "/d/e."}, listed
    assert "https://e.name/d/<" not in (site.public / "sitemap.xml").read_text()
    found = hortus("search", "whisper", site.folder, "--json")
    assert {hit["path"] for hit in json.loads(found.stdout)} == {
        "a.html",
        "b.html",
        "d/index.html",
        "d/e.html",
    }
    front = site.html("all-notes.html")
    assert all(f'href="{path}"' in front for path in ("a.html", "b.html", "c.html", "d/index.html"))
    assert "kept from search engines" in " ".join(hortus("why", "a.md", site.folder).stdout.split())


def test_properties_that_logseq_would_hide_are_told(site: Site) -> None:
    site.write("logseq/config.edn", "{:block-hidden-properties #{:public :icon}}").write("pages/a.md", "- A")
    assert site.build().report.problems == ()
    site.write("logseq/config.edn", "{:block-hidden-properties #{:public :secret}}").build()
    assert "hides `:secret`, which is not followed here" in site.report.problems[0].message


def test_the_page_for_what_is_not_there_is_that_of_hortus(site: Site, hortus: Run) -> None:
    site.write("_config.yml", "title: T").write("404.md", "---\ntitle: N\npermalink: /404.html\n---\nGone")
    site.write("codes/404.md", "# 404\n\nNot found.").build()
    assert (site.report.problems, site.report.places) == ((), (("codes/404.md", "codes/404.html"),))
    assert "Hortus has a page of its own" in hortus("why", "404.md", site.folder).stdout


@pytest.mark.parametrize("permalink", ["/old/call", "old/call"])
def test_a_page_of_quartz_stands_where_its_file_is(site: Site, permalink: str) -> None:
    site.write("quartz.config.ts", "").write(
        "content/in/New Call.md", f"---\npermalink: {permalink}\n---\nN"
    ).build()
    assert dict(site.report.places)["content/in/New Call.md"] == "in/New-Call.html"
    assert "url=../in/New-Call.html" in site.html("old/call.html")


@pytest.mark.parametrize(
    ("extensions", "ids"),
    [
        ("[attr_list]", ["q-a", "setup-linux", "_2", "numero", "same", "same_1", "same_2", "c", "lab"]),
        (
            "[{toc: {slugify: x}}]",
            ["q--a", "setup---linux", "安装", "número", "same", "same-1", "same_1", "c", "lab"],
        ),
    ],
)
def test_headings_have_the_ids_that_mkdocs_gives_them(site: Site, extensions: str, ids: list[str]) -> None:
    site.write("mkdocs.yml", f"site_name: T\nmarkdown_extensions: {extensions}\n")
    heads = [
        "Q & A",
        "Setup - Linux",
        "安装",
        "Número",
        "Same",
        "Same",
        "Same_1",
        "C++",
        'Lab { #lab data-toc-label="x" }',
    ]
    site.write("docs/b.md", "# 题\n\n" + "".join(f"## {head}\n\n" for head in heads))
    site.write("docs/a.md", f"[x](b.md#{ids[2]}) [y](b.md#{ids[1]})").build()
    assert re.findall('<h2 id="(.*?)"', site.html("b/index.html")) == ids
    assert site.report.problems == ()
    assert ">Lab</h2>" in re.sub("<a .*?</a>", "", site.html("b/index.html"))


@pytest.mark.parametrize(
    ("settings", "feeds"),
    [
        ({"hugo.toml": ""}, {"feed.xml", "index.xml"}),
        ({"quartz.config.ts": ""}, {"feed.xml", "index.xml"}),
        ({"_config.yml": "", "source/_posts/o.md": "O"}, {"feed.xml", "atom.xml"}),
        (
            {"_config.yml": "feed: {path: [rss/all.xml, ../x.xml, sitemap.xml]}", "source/_posts/o.md": "O"},
            {"feed.xml", "rss/all.xml"},
        ),
        ({"_config.yml": "title: T"}, {"feed.xml"}),
    ],
)
def test_the_feed_stands_where_its_readers_look_for_it(
    site: Site, settings: dict[str, str], feeds: set[str]
) -> None:
    for path, text in settings.items():
        site.write(path, text)
    site.build()
    written = {path: data for path, data in site.tree().items() if path.endswith(".xml")}
    assert written.keys() == feeds
    assert len(set(written.values())) == 1


@pytest.mark.parametrize(
    ("settings", "text", "shown"),
    [
        ("hugo.toml", "enableEmoji = true", "😄"),
        ("hugo.toml", "", ":smile:"),
        ("_config.yml", "plugins: [jemoji]", "😄"),
    ],
)
def test_names_of_emoji_are_those_where_the_settings_say_so(
    site: Site, settings: str, text: str, shown: str
) -> None:
    site.write(settings, text).write("a.md", "x :smile:").build()
    assert any(f"x {shown}".encode() in data for path, data in site.tree().items() if path.endswith("html"))


def test_only_what_is_chosen(site: Site, hortus: Run) -> None:
    site.write("hortus.yaml", "publish: opt-in\n").write("notes/a.md", "---\npublish: true\n---\nA.\n").write(
        "notes/b.md", "B.\n"
    )
    site.write("notes/c.md", "---\npublish: O'Reilly\n---\nC.\n").write(
        "notes/d.md", "---\npublish: true\nprivate: true\n---\nD.\n"
    )
    assert pages(site) == {"a.html"}
    assert site.report.hidden.private == 3
    assert "has no `publish: true`" in hortus("why", "notes/b.md", site.folder).stdout
    assert hortus("build", site.write("hortus.yaml", "publish: some\n").folder).returncode == 2


def test_a_date_in_an_address_is_the_notes_own(site: Site) -> None:
    site.write("_config.yml", "").write(
        "_posts/2022-01-02-a.md", f"---\ndate: {datetime.date(2021, 3, 4)}\n---\nA.\n"
    )
    assert pages(site) == {"2021/03/04/a.html"}


# --- What their settings keep back -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data"),
    [("_config.yml", b"title: [\n"), ("hugo.toml", b"title = \n"), ("hugo.json", b"{"), ("mkdocs.yml", b"a: [\n"),
     (".obsidian/app.json", b"{,}"), ("dendron.yml", b"- a\n")],
)  # fmt: skip
def test_settings_that_cannot_be_read_are_named_for_what_they_leave_out_is_not(
    name: str, data: bytes, site: Site
) -> None:
    site.write(name, data.decode()).write("content/a.md", "A.\n").build()
    (problem,) = (one for one in site.report.problems if one.code == "settings")
    assert problem.message == f"{name} cannot be read: nothing is known of what it leaves out"
    assert "`ignore`" in problem.hint


def test_expressions_that_only_another_language_reads_are_named(site: Site) -> None:
    site.write(".obsidian/app.json", json.dumps({"userIgnoreFilters": ["/[/", "/ok/"]})).write(
        "a.md", "A.\n"
    ).build()
    (problem,) = site.report.problems
    assert "cannot" not in problem.message
    assert "`/[/`" in problem.message
    site.write("hugo.toml", 'ignoreFiles = ["(?<n", "x"]\n')
    known = leading({"hugo.toml": (site.folder / "hugo.toml").read_bytes()})
    assert len(known.unread) == 1
    assert [rule.pattern for rule in known.ignore][-1] == "x"


def test_line_breaks_are_shown_where_a_garden_has_the_plugin_for_it(site: Site) -> None:
    site.write("quartz.config.ts", "    Plugin.HardLineBreaks(),\n").write(
        "content/a.md", "One\ntwo.\n"
    ).build()
    assert "One<br>" in site.article("a.html")
    site.write("quartz.config.ts", "    // Plugin.HardLineBreaks(),\n").build()
    assert "One<br>" not in site.article("a.html")


@pytest.mark.parametrize("comment", ["", "// ", "/* at last: */ // "])
def test_a_garden_that_publishes_only_what_says_so_stays_one(comment: str, site: Site, hortus: Run) -> None:
    site.write(
        "quartz.config.ts",
        f"const config = {{\n  plugins: {{\n{comment}filters: [Plugin.ExplicitPublish()],\n}} }}\n",
    )
    site.write("content/a.md", "---\npublish: true\n---\nA.\n").write("content/b.md", "B.\n")
    assert pages(site) == ({"a.html", "b.html"} if comment else {"a.html"})
    if not comment:
        assert (
            "`Plugin.ExplicitPublish()` in quartz.config.ts asks for"
            in hortus("why", "content/b.md", site.folder).stdout
        )
        site.write("hortus.yaml", "notes: content\npublish: all\n")
        assert pages(site) == {"a.html", "b.html"}


def test_hugo_hands_down_what_is_nearer_before_what_is_farther(site: Site, hortus: Run) -> None:
    site.write(
        "hugo.toml",
        'title = "T"\n[[cascade]]\ntags = ["far"]\n[[cascade]]\nlang = "de"\n[cascade.target]\npath = "{/b,/b/**}"\n',
    )
    site.write("content/a.md", "A.\n").write("content/own.md", "---\nTags: [mine]\n---\nO.\n")
    site.write(
        "content/b/_index.md",
        "---\ncascade:\n  - tags: [near]\n    target: {kind: page}\n  - series: s\n---\nB.\n",
    )
    site.write("content/b/c.md", "C.\n").write("content/b/d/index.md", "D.\n").write("content/bb.md", "BB.\n")
    site.write("content/e/_index.md", '+++\n[[cascade]]\n[cascade.build]\nrender = "never"\n+++\n').write(
        "content/e/f.md", "F.\n"
    )
    plan = site.build().report
    assert {place for _, place in plan.places} == {
        "a/index.html", "own/index.html", "b/index.html", "b/c/index.html", "b/d/index.html", "bb/index.html",
    }  # fmt: skip
    listed = json.loads(hortus("list", site.folder, "--json").stdout)
    assert {item["path"].removeprefix("content/"): item["tags"] for item in listed if item["page"]} == {
        "a.md": ["far"], "own.md": ["mine"], "b/_index.md": ["far"], "b/c.md": ["near"], "b/d/index.md": ["near"], "bb.md": ["far"],
    }  # fmt: skip
    assert '<html lang="de"' not in site.html("bb/index.html")
    assert 'lang="de"' in site.html("b/c/index.html")


def test_what_is_handed_down_is_as_it_would_be_from_nothing(site: Site) -> None:
    site.write("hugo.toml", "").write("content/b/_index.md", "B.\n").write("content/b/c.md", "C.\n")
    assert "b/c/index.html" in pages(site)
    site.write("content/b/_index.md", "---\ncascade: {draft: true}\ndraft: false\n---\nB.\n")
    assert pages(site) == {"b/index.html"}
    site.write("content/b/_index.md", "B.\n")
    assert "b/c/index.html" in pages(site)


def test_notebooks_are_given_the_same(site: Site) -> None:
    site.write("_config.yml", "defaults:\n  - scope: {path: _notebooks}\n    values: {published: false}\n")
    cell = {"cell_type": "markdown", "metadata": {}, "source": "# N"}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    site.write("_notebooks/2022-01-02-n.ipynb", json.dumps(notebook)).write("a.md", "A.\n")
    assert pages(site) == {"a.html"}


def test_what_lies_beside_the_page_of_a_bundle_is_a_file_of_it(site: Site, hortus: Run) -> None:
    site.write("hugo.toml", "").write("content/index.md", "Front.\n").write("content/a.md", "A.\n")
    site.write("content/b/index.md", "B. [cells](play.ipynb)\n").write(
        "content/b/index.de.md", "B auf Deutsch.\n"
    )
    site.write("content/b/scratch.md", "Secretive.\n").write("content/b/deep/index.md", "Secretive.\n")
    site.write("content/b/play.ipynb", '{"cells": []}').write("content/c/_index.md", "C.\n").write(
        "content/c/d.md", "D.\n"
    )
    assert pages(site) == {
        "index.html", "a/index.html", "b/index.html", "b/index.de/index.html", "c/index.html", "c/d/index.html",
    }  # fmt: skip
    assert '<a href="../b/play.ipynb">' in site.article("b/index.html")
    assert (site.public / "b/play.ipynb").exists()
    assert not any(b"Secretive" in file.read_bytes() for file in site.public.rglob("*") if file.is_file())
    assert "leak" not in hortus("check", "--leaks", site.folder).stdout
    assert "to Hugo it is a file of the page" in hortus("why", "content/b/scratch.md", site.folder).stdout


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("https://e.org/x", "https://e.org/x"),
        ("[https://e.org/x]", "https://e.org/x"),
        ("/2024/01/02/b.html#h", "../2024/01/02/b.html#h"),
        ("/blog/about/", "../about/index.html"),
        ("/files/a.pdf", "../files/a.pdf"),
    ],
)
def test_a_note_that_leads_elsewhere_is_a_redirect_and_no_more(site: Site, said: str, address: str) -> None:
    site.write("_config.yml", "title: T\nurl: https://me.org\nbaseurl: /blog").write(
        "_posts/2024-01-02-b.md", "[old](../old/a.md)"
    )
    site.write("old/a.md", f"---\ntitle: Old\nredirect_to: {said}\n---\nUnseen words").build()
    page = site.html("old/a.html")
    assert f'<a href="{address}">Old</a>' in page
    assert f'content="0; url={address}"' in page
    assert 'href="../../../old/a.html"' in site.html("2024/01/02/b.html")
    assert not [path for path, data in site.tree().items() if b"Unseen" in data]


@pytest.mark.parametrize("said", ["javascript:alert(1)", "//e.org", "", "[]", "null"])
def test_a_note_leads_to_no_address_of_other_kinds(site: Site, said: str) -> None:
    site.write("_config.yml", "title: T").write("a.md", f"---\nredirect_to: {said}\n---\nSeen").build()
    assert "Seen" in site.html("a.html")


@pytest.mark.parametrize(
    ("settings", "note", "front", "old"),
    [
        ({"_config.yml": "title: T"}, "docs/Some Page.md", "", "docs/Some Page.html"),
        ({"_config.yml": "title: T"}, "_posts/2020-03-04-A B & C.md", "", "2020/03/04/A-B-&-C.html"),
        ({"_config.yml": "title: T"}, "_posts/2020-03-04-a.md", "categories: [Foo Bar]", "foo bar/2020/03/04/a.html"),
        ({"mkdocs.yml": "site_name: T"}, "docs/It's/Getting Started.md", "", "It's/Getting Started/index.html"),
        ({"mkdocs.yml": "use_directory_urls: false"}, "docs/A B.md", "", "A B.html"),
        ({"mkdocs.yml": "plugins: [{redirects: {redirect_maps: {o/x.md: 'n.md#h'}}}]"}, "docs/n.md", "", "o/x/index.html"),
        ({"mkdocs.yml": "plugins: [{redirects: {redirect_maps: {o/index.md: n.md}}}]"}, "docs/n.md", "", "o/index.html"),
        ({"quartz.config.ts": "const c = {}"}, "content/Q & A/Goodhart's 5% law?.md", "", "Q--and--A/Goodhart's-5-percent-law.html"),
        ({".obsidian/publish.json": "{}"}, "My Beds/C++ & soil.md", "", "My+Beds/C+++&+soil.html"),
        ({".obsidian/publish.json": "{}"}, "Beds/README.md", "", "Beds/README.html"),
        ({}, "a.md", 'aliases: ["/R&D/"]', "R&D/index.html"),
        ({}, "a.md", 'aliases: ["/my page.html"]', "my page.html"),
        ({}, "a.md", 'aliases: ["/it%27s/"]', "it's/index.html"),
        ({"hugo.toml": ""}, "content/a.md", 'aliases: ["/c + d/"]', "c + d/index.html"),
    ],
)  # fmt: skip
def test_addresses_with_other_signs_in_them_lead_on(
    site: Site, settings: dict[str, str], note: str, front: str, old: str
) -> None:
    for path, text in settings.items():
        site.write(path, text)
    site.write(note, f"---\ntitle: T\n{front}\n---\nText").build()
    page = dict(site.report.places)[note]
    assert page != old
    assert f"url={'../' * old.count('/')}{page}" in site.html(old)


BESIDE = {"source/_posts/other.md": "---\ndate: 2020-01-01\n---\nB"}
POST = "content/posts/a.md"


@pytest.mark.parametrize(
    ("settings", "note", "front", "old", "target"),
    [
        ({"hugo.toml": ""}, POST, "tags: [Machine Learning]", "tags/machine-learning/index.html", "tags/machine-learning.html"),
        ({"hugo.toml": ""}, POST, "categories: [It's C++]", "categories/its-c++/index.html", "tags/it-s-c++.html"),
        ({"hugo.toml": ""}, POST, "categories: [A]", "categories/index.html", "tags/index.html"),
        ({"hugo.toml": "uglyURLs = true"}, POST, "categories: [C D]", "categories/c-d.html", "tags/c-d.html"),
        ({"hugo.toml": "[permalinks.term]\ntags = '/t/:slug/'"}, POST, "tags: [A B]", "t/a-b/index.html", "tags/a-b.html"),
        ({"hugo.toml": "[languages.en]\nweight = 1\n[languages.de]\nweight = 2"}, "content/a.de.md", "tags: [A]", "de/tags/a/index.html", "tags/a.html"),
        ({"_config.yml": "", **BESIDE}, "source/_posts/a.md", "tags: [深度 学习]", "tags/深度-学习/index.html", "tags/深度-学习.html"),
        ({"_config.yml": "", **BESIDE}, "source/_posts/a.md", "categories: [A, B]", "categories/A/B/index.html", "tags/b.html"),
        ({"_config.yml": "", **BESIDE}, "source/_posts/a.md", "categories: [A, B]", "categories/A/index.html", "tags/a.html"),
        ({"_config.yml": "", **BESIDE}, "source/_posts/a.md", "categories: [[A, B], [C, D], E]", "categories/C/D/index.html", "tags/d.html"),
        ({"_config.yml": "", **BESIDE}, "source/_posts/a.md", "categories: Deep Learning", "categories/Deep-Learning/index.html", "tags/deep-learning.html"),
        ({"_config.yml": "category_map: {A: x}", **BESIDE}, "source/_posts/a.md", "categories: [A, B]", "categories/x/B/index.html", "tags/b.html"),
        ({"_config.yml": "tag_map: {土: soil}\ntag_dir: t", **BESIDE}, "source/_posts/a.md", "tags: 土", "t/soil/index.html", "tags/土.html"),
        ({"_config.yml": "", **BESIDE}, "source/_posts/a.md", "", "archives/index.html", "archive.html"),
        ({"_config.yml": "plugins: []"}, "_posts/2020-01-02-a.md", "categories: [A]", "categories/index.html", "tags/index.html"),
        ({"_config.yml": "jekyll-archives: {enabled: [tags]}"}, "_posts/2020-01-02-a.md", "tags: [A_b C]", "tag/a-b-c/index.html", "tags/a_b-c.html"),
        ({"_config.yml": "jekyll-archives: {enabled: all, permalinks: {category: '/c/:name/'}}"}, "_posts/2020-01-02-a.md", "categories: [A]", "c/a/index.html", "tags/a.html"),
        ({"mkdocs.yml": "plugins: [blog]"}, "docs/blog/posts/a.md", "categories: [Cold Frames]", "blog/category/cold-frames/index.html", "tags/cold-frames.html"),
        ({"quartz.config.ts": "const c = {}"}, "content/a.md", "tags: [it's/B]", "tags/it's/B.html", "tags/it-s/b.html"),
    ],
)  # fmt: skip
def test_lists_of_tags_and_categories_are_found_where_they_were(
    site: Site, settings: dict[str, str], note: str, front: str, old: str, target: str
) -> None:
    for path, text in settings.items():
        site.write(path, text)
    site.write(note, f"---\ntitle: T\ndate: 2020-01-02\n{front}\n---\nText").build()
    assert f"url={'../' * old.count('/')}{target}" in site.html(old)
    assert (site.public / target).is_file()


@pytest.mark.parametrize(
    ("settings", "absent"),
    [
        ("disableKinds = ['taxonomy', 'term']", ("tags/a", "categories")),
        ("[taxonomies]\ntag = 'tags'", ("categories",)),
        ("", ("archives", "tags/hidden", "categories/b")),
    ],
)
def test_lists_that_were_not_there_leave_nothing(site: Site, settings: str, absent: tuple[str, ...]) -> None:
    site.write("hugo.toml", f"title = 'T'\n{settings}").write("content/a.md", "---\ntags: [a]\n---\nA")
    site.write("content/b.md", "---\ntags: [hidden]\ndraft: true\n---\nB").build()
    assert not [path for path in absent if (site.public / path).exists()]


def test_nested_categories_of_hexo_lie_in_no_others(site: Site) -> None:
    site.write("_config.yml", "").write(
        "source/_posts/a.md", "---\ncategories: [[A, B], [C, '!']]\n---\nA"
    ).build()
    assert {path.name for path in (site.public / "categories/A").iterdir()} == {"index.html", "B"}
    assert {path.name for path in (site.public / "categories").iterdir()} >= {"A", "B", "C", "index.html"}
    assert not (site.public / "categories/A/B/C").exists()


def test_a_list_that_was_where_a_page_for_paper_stands_leaves_it_there(site: Site) -> None:
    site.write("hugo.yaml", "uglyURLs: true\npermalinks: {term: {tags: /:slug}}").write(
        "hortus.yaml", "printable: true"
    )
    site.write("content/a.md", "---\ntags: [print]\n---\nA").build()
    assert "refresh" not in site.html("print.html")


def test_a_page_of_ones_own_stays_where_a_list_was(site: Site) -> None:
    site.write("hugo.toml", "").write(
        "content/categories/_index.md", "---\ntitle: Beds\ncategories: [A]\n---\nMine"
    )
    assert "Mine" in site.build().article("categories/index.html")


def test_an_old_address_that_another_page_has_is_told(site: Site) -> None:
    site.write("c.md", "C").write("a.md", "---\naliases: [/new/, /c.html, Name]\n---\nA")
    site.write("b.md", "---\naliases: [/new/, /b.html, Name]\n---\nB").build()
    assert [problem.message for problem in site.report.problems] == [
        "nothing leads here from the old address `/c.html`, which c.md has",
        "nothing leads here from the old address `/new/`, which a.md has",
    ]


def test_a_pattern_of_addresses_that_nobody_knows_is_told(site: Site) -> None:
    site.write("hugo.toml", "[permalinks]\np = '/:weather/:title/'").write("content/p/a.md", "A").build()
    assert "nobody here knows `:weather` in `/:weather/:title/`" in site.report.problems[0].message


def test_aliases_of_hugo_begin_where_the_page_lies(site: Site) -> None:
    site.write("hugo.toml", "")
    site.write("content/posts/new.md", "---\naliases: [old, ../older/, /oldest, odd.html]\n---\n").build()
    site_pages = site.public.rglob("*.html")
    redirects = {
        page.relative_to(site.public).as_posix()
        for page in site_pages
        if 'http-equiv="refresh"' in page.read_text()
    }
    assert redirects == {"posts/old/index.html", "older/index.html", "oldest/index.html", "posts/odd.html"}


def test_addresses_of_hugo_are_in_small_letters_and_a_slug_is_the_title(site: Site) -> None:
    site.write("hugo.toml", "[permalinks]\nposts = '/:year/:month/:slug/'\n")
    site.write("content/posts/p1.md", "---\ntitle: My First Post\ndate: 2026-02-03\n---\n")
    site.write("content/posts/p2.md", "---\ntitle: Second\nslug: Own\ndate: 2026-02-04\n---\n")
    site.write("content/Notes/Of-Roses.md", "Text\n").build()
    assert {page for _, page in site.report.places} >= {
        "2026/02/my-first-post/index.html",
        "2026/02/own/index.html",
        "notes/of-roses/index.html",
    }


def test_a_note_of_a_digital_garden_is_where_that_has_it(site: Site) -> None:
    site.write("a.md", "---\ndg-home: true\n---\nHome").write("b.md", "---\ndg-permalink: beds/north\n---\nB")
    site.write("c.md", "---\ndg-hide: true\n---\nC").build()
    assert "Home" in site.article("index.html")
    assert "B" in site.article("beds/north/index.html")
    assert 'content="noindex"' in site.html("c.html")


def test_what_a_build_wrote_tells_of_no_program(site: Site) -> None:
    site.write("a.md", "A").write("site/deep/hugo.toml", "title = 'x'").write("site/deep/b.md", "B")
    assert "site/deep" in find_programs(site.folder, site.folder).places
    assert "site/deep" not in find_programs(site.folder, site.folder, [site.folder / "site"]).places


@pytest.mark.parametrize(
    ("settings", "note"),
    [
        ({"_config.yml": "timezone: {}\n", "source/_posts/o.md": "O"}, "source/_posts/x.md"),
        ({"hugo.toml": 'timeZone = "{}"\n'}, "content/x.md"),
        ({"hugo.toml": '[languages.en]\ntimeZone = "{}"\n'}, "content/x.md"),
        ({"hugo.toml": '[languages.fr]\ntimeZone = "{}"\n'}, "content/x.fr.md"),
    ],
)
def test_dates_without_a_zone_are_of_that_of_the_site(
    site: Site, settings: dict[str, str], note: str
) -> None:
    """In Kiritimati the day begins 14 hours before that of UTC, and in Pago Pago it ends 11 hours after it."""

    def is_published(zone: str, now: datetime.datetime) -> bool:
        for path, text in settings.items():
            site.write(path, text.replace("{}", zone))
        site.selection = replace(site.selection, now=now)
        return note in {path for path, _ in site.build().report.places}

    text = "" if "2026" in note else "---\ndate: 2026-11-21\n---\n"
    site.write("hortus.yaml", "title: T\n").write(note, f"{text}A")
    midnight = datetime.datetime(2026, 11, 21, tzinfo=datetime.UTC)
    hour = datetime.timedelta(hours=1)
    for zone, moment in (("Pacific/Kiritimati", -14), ("Pacific/Pago_Pago", 11), ("", 0)):
        assert not is_published(zone, midnight + (moment - 1) * hour), zone
        assert is_published(zone, midnight + (moment + 1) * hour), zone
        assert is_published(zone, midnight + (moment + 1) * hour), zone
    is_published("Nowhere/Land", midnight)
    assert "the zone of time `Nowhere/Land`" in " ".join(problem.message for problem in site.report.problems)


@pytest.mark.parametrize(
    ("settings", "note", "front", "address"),
    [
        ({"_config.yml": "permalink: pretty"}, "about.md", "", "about/index.html"),
        ({"_config.yml": "permalink: pretty"}, "docs/index.md", "", "docs/index.html"),
        ({"_config.yml": "permalink: pretty\ncollections: {notes: {output: true}}"}, "_notes/a.md", "", "notes/a/index.html"),
        ({"_config.yml": "collections: {posts: {permalink: '/b/:year/:title/'}}"}, "_posts/2024-01-01-x.md", "", "b/2024/x/index.html"),
        ({"_config.yml": "permalink: '/:categories/:title/'"}, "Cat/_posts/2024-01-01-x.md", "categories: Foo", "cat/foo/x/index.html"),
        ({"_config.yml": "title: T", "source/_posts/o.md": "O"}, "source/_posts/2024-02-03-x.md", "date: 2024-05-06", "2024/05/06/2024-02-03-x/index.html"),
        ({"_config.yml": "new_post_name: :year-:month-:day-:title.md", "source/_posts/o.md": "O"}, "source/_posts/2024-02-03-x.md", "date: 2024-05-06", "2024/05/06/x/index.html"),
        ({"_config.yml": "title: T", "source/_posts/o.md": "O"}, "source/_posts/x.md", "permalink: foo/", "foo/index.html"),
        ({"hugo.toml": "[languages.en]\n[languages.de]"}, "content/p/q.de.md", "", "de/p/q/index.html"),
        ({"hugo.toml": "[languages.en]\n[languages.de]"}, "content/p/q.en.md", "", "p/q/index.html"),
        ({"hugo.toml": "[languages.en]\n[languages.de]"}, "content/_index.de.md", "", "de/index.html"),
        ({"hugo.toml": "[languages.en]\n[languages.de]"}, "content/_index.en.md", "", "index.html"),
        ({"hugo.toml": "[languages.en]\n[languages.de]"}, "content/b/index.de.md", "", "de/b/index.html"),
        ({"hugo.toml": "[languages.en]\ncontentDir='content/en'\n[languages.de]\ncontentDir='content/de'", "content/de/c.md": ""}, "content/en/b/q.md", "", "b/q/index.html"),
        ({"hugo.toml": "[languages.en]\ncontentDir='content/en'\n[languages.de]\ncontentDir='content/de'", "content/en/c.md": ""}, "content/de/b/q.md", "", "de/b/q/index.html"),
        ({"hugo.toml": "defaultContentLanguageInSubdir=true\n[languages.en]"}, "content/a.en.md", "", "en/a/index.html"),
        ({"hugo.toml": ""}, "content/p/q.de.md", "", "p/q.de/index.html"),
        ({"hugo.toml": ""}, "content/it's C.md", "", "its-c/index.html"),
        ({"hugo.toml": ""}, "content/c++ & d - e.md", "", "c++-d-e/index.html"),
        ({"hugo.toml": "[permalinks]\np = '/:year/:slug/'"}, "content/p/_index.md", "date: 2020-01-01", "p/index.html"),
        ({"hugo.toml": "[permalinks.page]\np = '/x/:title/'\n[permalinks.section]\np = '/s/:sections/'"}, "content/p/q/_index.md", "", "s/p/q/index.html"),
        ({"hugo.toml": "[permalinks]\nd = '/:sections[1:]/:title/'"}, "content/d/e/f/a.md", "", "e/f/t/index.html"),
        ({"hugo.toml": "[permalinks]\nd = '/:sections[last]/:sections[0]/:sections[:2]/:slug/'"}, "content/d/e/f/a.md", "", "f/d/d/e/t/index.html"),
        ({"hugo.toml": ""}, "content/u.md", "url: my/place/", "my/place/index.html"),
        ({"_config.yml": "permalink: '/:categories/:slug/'"}, "_posts/2024-01-01-Big C.md", "category: Deep Learning", "deep-learning/big-c/index.html"),
        ({"_config.yml": "permalink: :category/:title/\ncategory_map: {编程: code, 2: two}\ndefault_category: rest", "source/_posts/o.md": "O"}, "source/_posts/n.md", "categories: [编程, 2]", "code/two/n/index.html"),
        ({"_config.yml": "permalink: :category/:title/\ndefault_category: rest", "source/_posts/o.md": "O"}, "source/_posts/n.md", "", "rest/n/index.html"),
        ({"_config.yml": "timezone: America/New_York"}, "_posts/2024-01-02-x.md", "date: 2024-01-02 02:00 +0000", "2024/01/01/x.html"),
        ({"_config.yml": "title: T"}, "_posts/2024-01-01-x.md", "date: 2024-01-01 20:00 +0000", "2024/01/01/x.html"),
        ({"_config.yml": "timezone: Asia/Tokyo", "source/_posts/o.md": "O"}, "source/_posts/x.md", "date: 2024-01-01T20:00:00Z", "2024/01/02/x/index.html"),
        ({"_config.yml": "timezone: Asia/Tokyo", "source/_posts/o.md": "O"}, "source/_posts/x.md", "date: 2024-01-01", "2024/01/01/x/index.html"),
        ({"mkdocs.yml": "plugins: [blog]"}, "docs/blog/posts/first.md", "date: 2023-01-31\ntitle: It is “so” – C++", "blog/2023/01/31/it-is-so-c/index.html"),
        ({"mkdocs.yml": "plugins: [blog]"}, "docs/blog/posts/first.md", "date: 2023-01-31\nslug: my-slug", "blog/2023/01/31/my-slug/index.html"),
        ({"mkdocs.yml": "plugins: [{material/blog: {blog_dir: ., post_url_date_format: yyyy-M, post_url_format: '{categories}/{date}/{file}'}}]"}, "docs/posts/d/first.md", "date: {created: 2023-01-31}\ncategories: [A B]", "a-b/2023-1/first/index.html"),
        ({"mkdocs.yml": "plugins: [blog]"}, "docs/posts/first.md", "date: 2023-01-31", "posts/first/index.html"),
        ({"_config.yml": "permalink: :category/:hash/", "source/_posts/o.md": "O"}, "source/_posts/d/n.md", "date: 2020-03-04\ncategories: Deep Learning", "Deep-Learning/e4a9df3e867a/index.html"),
        ({"hugo.toml": "[permalinks]\np = '/:slug/'"}, "content/p/a.md", 'title: "Hi, Wörld: & C++ (1.0)"', "hi-wörld-c-1.0/index.html"),
    ],
)  # fmt: skip
def test_addresses_are_those_that_the_program_gave(
    site: Site, settings: dict[str, str], note: str, front: str, address: str
) -> None:
    for path, text in settings.items():
        site.write(path, text)
    site.write(
        note, f"---\ntitle: T\n{front}\n---\nText" if "title" not in front else f"---\n{front}\n---\nText"
    ).build()
    assert dict(site.report.places)[note] == address


@pytest.mark.parametrize(("zone", "hour"), [("America/Los_Angeles", 19), ("Asia/Tokyo", 11), ("", 11)])
def test_a_date_of_jekyll_without_a_zone_is_never_too_early(site: Site, zone: str, hour: int) -> None:
    site.write("_config.yml", f"title: T\ntimezone: {zone}").write(
        "_posts/2026-01-01-a.md", "---\ndate: 2026-01-10 11:00\n---\nA"
    )
    due = datetime.datetime(2026, 1, 10, hour, tzinfo=datetime.UTC)
    for minutes, is_there in ((-1, False), (1, True)):
        site.selection = replace(site.selection, now=due + datetime.timedelta(minutes=minutes))
        assert bool(site.build().report.places) == is_there
