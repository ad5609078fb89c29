"""What a site tells programs: feeds, sitemap, head of each page, pictures to share, lists and texts for language models, the graph."""

from __future__ import annotations

import json
import re
import struct
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from conftest import Site, limit
from hortus.markdown import parse
from hortus.model import Dialect, Source
from hortus.outputs.body import Around, render_body
from hortus.outputs.letters import is_drawn
from hortus.outputs.markdown import to_markdown
from hortus.theme import default_theme

BASE = "https://example.org/garden/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
PLACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture
def garden(site: Site) -> Site:
    site.write(
        "hortus.yaml", "title: Garden\ndescription: What grows\nlanguage: en-GB\nnotes: notes\nauthor: Me\n"
    )
    site.write(
        "notes/a.md",
        "---\ntitle: 'A </script> \"q\" & é'\ndate: 2026-01-02\nupdated: 2026-03-04\ntags: [x/y, z]\n---\n"
        "First $x^2$ of [[b]].\n\n## Part\n\nSee [above](#part).[^1] ![p](deep/p.svg)\n\n[^1]: Foot.\n",
    )
    site.write("notes/deep/b.md", "---\ndate: 2026-01-01\ntags: [Z]\n---\n## Part\n\nBack to [[a#Part]].\n")
    site.write("notes/deep/c.md", "# 词性\n\nNo date.\n\n![[b]]\n")
    site.write("notes/deep/p.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>')
    site.base_url = BASE
    return site


def feed_of(site: Site, path: str = "feed.xml") -> ET.Element:
    """The feed, after what RFC 4287 asks of every one."""
    feed = ET.fromstring((site.public / path).read_bytes())
    seen = set[str]()
    for element in (feed, *feed.findall("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", ATOM)) == 1, name
        address = element.findtext("a:id", "", ATOM)
        assert re.fullmatch(r"(https?://|urn:)\S+", address)
        assert address not in seen
        seen.add(address)
        moment = element.findtext("a:updated", "", ATOM)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", moment)
    assert feed.find("a:author/a:name", ATOM) is not None
    assert len(feed.findall("a:link[@rel='self']", ATOM)) <= 1
    for content in feed.iter("{http://www.w3.org/2005/Atom}content"):
        assert content.get("type") == "html"
        assert len(content) == 0
    return feed


def contents(feed: ET.Element) -> list[str]:
    return [entry.findtext("a:content", "", ATOM) for entry in feed.findall("a:entry", ATOM)]


# --- Feeds -----------------------------------------------------------------------------------------------


def test_the_feed_has_the_whole_text_with_full_addresses_and_no_ids(garden: Site) -> None:
    first, second = contents(feed_of(garden.build()))
    assert '<math data-tex="x^2">' in first
    assert f'<a href="{BASE}deep/b.html">' in first
    assert f'<a href="{BASE}a.html#part">' in first
    assert f'src="{BASE}deep/p.svg"' in first
    assert f'<a href="{BASE}a.html#part">' in second
    for text in (first, second):
        assert " id=" not in text
        assert all(address.startswith(BASE) for address in re.findall(r'(?:href|src)="([^"]*)"', text))


@pytest.mark.parametrize("path", ["7.md", "2024/x.md", "1000.md"])
def test_links_within_a_page_whose_address_begins_with_a_digit_lead_there(site: Site, path: str) -> None:
    site.write(path, "---\ndate: 2024-01-01\n---\nTo [the part](#part).\n\n## Part\n")
    site.write("b.md", f"![[{path}]]").build()
    page = path.replace(".md", ".html")
    assert f'<a href="{page}#part">' in "".join(contents(feed_of(site)))
    assert f'<a href="{page}#part">' in site.article("b.html")


def test_without_an_address_the_feed_leads_on_from_where_it_is(garden: Site) -> None:
    garden.base_url = ""
    garden.build()
    assert '<a href="deep/b.html">' in contents(feed_of(garden))[0]
    link = feed_of(garden, "tags/x/y.xml").find("a:entry/a:link", ATOM)
    assert link is not None
    assert link.get("href") == "../../a.html"


def test_scripts_are_on_the_page_and_not_in_the_feed(garden: Site) -> None:
    garden.write("hortus.yaml", "html: trusted\nnotes: notes\n")
    garden.write("notes/s.md", "---\ndate: 2026-02-02\n---\nBefore <script>act()</script> after\n").build()
    assert "act()" in garden.article("s.html")
    text = contents(feed_of(garden))[0]
    assert "act()" not in text
    assert "after" in text


def test_the_feed_tells_when_a_note_was_changed(garden: Site) -> None:
    feed = feed_of(garden.build())
    assert feed.findtext("a:updated", "", ATOM) == "2026-03-04T00:00:00+00:00"
    assert feed.findtext("a:entry/a:published", "", ATOM) == "2026-01-02T00:00:00+00:00"


def test_an_old_note_is_not_in_the_feed_and_leaves_it_alone(garden: Site) -> None:
    for day in range(10, 31):
        garden.write(f"notes/n{day}.md", f"---\ndate: 2026-05-{day}\n---\nN\n")
    old = (garden.folder / "notes/a.md").read_text("utf-8")
    garden.build()
    garden.write("notes/a.md", old.replace("above", "below")).build()
    assert "a.html" in garden.report.written
    assert "feed.xml" not in garden.report.written
    garden.write("notes/n20.md", "---\ndate: 2026-05-20\n---\nN\n\nmore").build()
    assert "feed.xml" in garden.report.written


def test_a_new_backlink_leaves_the_feed_alone(garden: Site) -> None:
    garden.build()
    garden.write("notes/d.md", "[[a]]").build()
    assert "a.html" in garden.report.written
    assert "feed.xml" not in garden.report.written


def test_a_tag_has_a_feed_that_its_page_names(garden: Site) -> None:
    garden.build()
    feed = feed_of(garden, "tags/z.xml")
    titles = [entry.findtext("a:title", "", ATOM) for entry in feed.findall("a:entry", ATOM)]
    assert titles == ['A </script> "q" & é', "B"]
    assert 'type="application/atom+xml" title="z" href="../tags/z.xml"' in garden.html("tags/z.html")


def test_a_tag_without_dated_notes_has_no_feed(garden: Site) -> None:
    garden.write("notes/u.md", "---\ntags: [undated]\n---\n").build()
    assert "tags/undated.html" in garden.tree()
    assert "tags/undated.xml" not in garden.tree()
    assert "undated.xml" not in garden.html("tags/undated.html")


# --- Sitemap and robots ----------------------------------------------------------------------------------


def test_the_sitemap_dates_each_page_by_what_it_shows(garden: Site) -> None:
    garden.write(
        "notes/a.md",
        (garden.folder / "notes/a.md").read_text().replace("tags:", "aliases: [/old.html]\ntags:"),
    )
    tree = ET.fromstring((garden.build().public / "sitemap.xml").read_bytes())
    dates = {
        url.findtext("s:loc", "", PLACES).removeprefix(BASE): url.findtext("s:lastmod", "", PLACES)[:10]
        for url in tree.findall("s:url", PLACES)
    }
    assert dates["a.html"] == dates["tags/z.html"] == dates[""] == "2026-03-04"
    assert dates["deep/"] == dates["deep/b.html"] == "2026-01-01"
    assert dates["deep/c.html"] == ""
    assert "old.html" in garden.tree()
    assert "old.html" not in dates


def test_robots_are_led_to_the_sitemap_unless_the_owner_says_otherwise(garden: Site) -> None:
    assert f"Sitemap: {BASE}sitemap.xml" in garden.build().html("robots.txt")
    garden.write("static/robots.txt", "User-agent: *\nDisallow: /\n").build()
    assert garden.html("robots.txt") == "User-agent: *\nDisallow: /\n"
    assert garden.report.problems == ()
    garden.delete("static/robots.txt").base_url = ""
    assert "robots.txt" not in garden.build().tree()


# --- The head of a page ----------------------------------------------------------------------------------


def told(site: Site, path: str) -> dict[str, Any]:
    """The structured data of a page, by type."""
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', site.html(path))
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in data.get("@graph", [data])}


def properties(site: Site, path: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:property|name)="([^"]*)" content="([^"]*)">', site.html(path)))


def test_a_note_tells_what_it_is(garden: Site) -> None:
    garden.build()
    known = properties(garden, "a.html")
    assert known["og:type"] == "article"
    assert known["og:title"] == "A &lt;/script&gt; &#34;q&#34; &amp; é"
    assert known["og:url"] == BASE + "a.html"
    assert known["og:site_name"] == "Garden"
    assert known["og:locale"] == "en_GB"
    assert known["article:published_time"] == "2026-01-02T00:00:00+00:00"
    assert known["article:modified_time"] == "2026-03-04T00:00:00+00:00"
    assert known["twitter:card"] == "summary_large_image"
    assert f'<link rel="canonical" href="{BASE}a.html">' in garden.html("a.html")


def test_a_title_cannot_end_the_script_it_stands_in(garden: Site) -> None:
    things = told(garden.build(), "a.html")
    assert things["Article"]["headline"] == 'A </script> "q" & é'
    assert things["Article"]["keywords"] == ["x/y", "z"]
    assert things["Article"]["author"] == {"@type": "Person", "name": "Me"}
    assert "</script> " not in garden.html("a.html")


def test_a_page_tells_where_it_stands(garden: Site) -> None:
    trail = told(garden.build(), "deep/b.html")["BreadcrumbList"]["itemListElement"]
    assert [(item["position"], item["name"], item["item"]) for item in trail] == [
        (1, "Garden", BASE),
        (2, "Deep", BASE + "deep/"),
        (3, "B", BASE + "deep/b.html"),
    ]


def test_the_home_page_is_a_website(garden: Site) -> None:
    assert told(garden.build(), "index.html")["WebSite"]["description"] == "What grows"
    assert properties(garden, "index.html")["og:type"] == "website"
    assert f'<link rel="canonical" href="{BASE}">' in garden.html("index.html")


def test_without_an_address_nothing_absolute_is_told(garden: Site) -> None:
    garden.base_url = ""
    for path, data in garden.build().tree().items():
        if path.endswith(".html"):
            head = data.decode().partition("</head>")[0]
            assert "og:url" not in head
            assert "og:image" not in head
            assert "BreadcrumbList" not in head
            if "canonical" in head:
                raise AssertionError(path)
    assert "headline" in told(garden, "a.html")["Article"]


# --- Pictures --------------------------------------------------------------------------------------------


def picture_of(site: Site, path: str) -> str:
    return properties(site, path).get("og:image", "").removeprefix(BASE)


def test_a_note_has_a_picture_with_its_title(garden: Site) -> None:
    data = (garden.build().public / picture_of(garden, "a.html")).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (1200, 630)
    assert properties(garden, "a.html")["og:image:width"] == "1200"
    assert data != (garden.public / picture_of(garden, "deep/b.html")).read_bytes()


def test_a_title_in_letters_that_cannot_be_drawn_has_the_picture_of_the_site(garden: Site) -> None:
    assert picture_of(garden.build(), "deep/c.html") == picture_of(garden, "index.html") == "social/site.png"
    assert "social/site.png" in garden.tree()
    assert "social/deep/c.png" not in garden.tree()


def test_an_edited_body_draws_no_picture(garden: Site) -> None:
    garden.build()
    garden.write("notes/a.md", (garden.folder / "notes/a.md").read_text("utf-8").replace("above", "below"))
    assert not any(path.startswith("social/") for path in garden.build().report.written)


def test_the_authors_own_picture_comes_first(garden: Site) -> None:
    garden.write("notes/deep/o.md", "---\ncover: p.svg\n---\n").write(
        "notes/e.md", "---\nimage: https://example.com/e.png\n---\n"
    ).write("notes/m.md", "---\nimage: nowhere.png\n---\n")
    garden.write("notes/deep/h.md", "---\ncover:\n  alt: A\n  image: p.svg\n---\n").build()
    assert picture_of(garden, "deep/h.html") == "deep/p.svg"
    assert picture_of(garden, "deep/o.html") == "deep/p.svg"
    assert picture_of(garden, "e.html") == "https://example.com/e.png"
    assert picture_of(garden, "m.html") == "social/m.png"
    assert "social/e.png" not in garden.tree()
    assert garden.warnings == ["notes/m.md:0:0: missing-image"]


def test_pictures_are_drawn_only_for_sites_with_an_address_that_want_them(garden: Site) -> None:
    garden.base_url = ""
    assert not any(path.startswith("social/") for path in garden.build().tree())
    garden.base_url = BASE
    garden.write("hortus.yaml", "social_pictures: false\nnotes: notes\n").build()
    assert not any(path.startswith("social/") for path in garden.tree())
    assert "og:image" not in properties(garden, "a.html")


def test_the_font_has_every_letter_that_is_drawn() -> None:
    from PIL import ImageFont

    font = str(default_theme() / "static/fonts/hortus-math.woff2")
    face = ImageFont.truetype(font, 40, layout_engine=ImageFont.Layout.BASIC)
    absent = bytes(face.getmask("\ue123"))
    letters = [chr(code) for code in range(0x21, 0x3000) if is_drawn(chr(code))]
    assert len(letters) > 200
    assert [letter for letter in letters if bytes(face.getmask(letter)) == absent] == []


# --- Texts for language models ---------------------------------------------------------------------------


def test_a_twin_is_what_the_author_wrote_below_what_is_public_of_its_front_matter(garden: Site) -> None:
    source = "---\ntitle: T\nsecret_key: hush\ndate: 2026-01-05\ntags: [k]\n---\nSome *text* of [[a|mine]].\n\n- [ ] `do`\n"
    garden.write("notes/t.md", source).build()
    assert garden.html("t.md") == (
        '---\ntitle: "T"\ndate: "2026-01-05T00:00:00+00:00"\ntags: ["k"]\nlanguage: "en-GB"\n'
        f'address: "{BASE}t.html"\n---\n\nSome *text* of [[a|mine]].\n\n- [ ] `do`\n'
    )
    assert '<link rel="alternate" type="text/markdown" href="t.md">' in garden.html("t.html")


@pytest.mark.parametrize(
    "hiding",
    [
        "%% hush %%",
        "<!-- hush -->",
        "[//]: # (hush)",
        "[hush]: https://example.com",
        "[[hidden|text]]",
        "[[nowhere hush|text]]",
        "[[a#hush|text]]",
        "![[hidden]]",
        "<script>hush</script>",
        '<b data-x="hush">text</b>',
        "```python {.hush}\ntext\n```",
    ],
)
def test_what_the_page_does_not_show_is_in_no_twin(garden: Site, hiding: str) -> None:
    garden.write("notes/hidden.md", "---\ndraft: true\n---\nhush\n")
    garden.write("notes/t.md", f"Some *text* here.\n\n{hiding}\n\n## End\n").build()
    assert "hush" not in garden.article("t.html")
    assert "hush" not in garden.html("t.md")
    assert "Some *text* here." in garden.html("t.md")
    assert "## End" in garden.html("t.md")


def test_an_ignored_note_is_named_in_no_twin(garden: Site) -> None:
    garden.write("hortus.yaml", "ignore: [private]\nnotes: notes\n").write("notes/private/hush.md", "x")
    garden.write("notes/t.md", "See [[private/hush|it]].\n").build()
    assert not [path for path, data in garden.tree().items() if b"hush" in data]


def test_front_matter_in_json_is_not_taken_for_text(garden: Site) -> None:
    garden.write("notes/j.md", '{"title": "J", "hush": 1} Text\n').build()
    assert garden.html("j.md").endswith("---\n\n Text\n")


def test_a_page_leads_to_its_twin_where_there_is_one(garden: Site) -> None:
    garden.write("notes/deep/u.md", "---\nunlisted: true\n---\nB.").build()
    assert '<a href="a.md" type="text/markdown">Markdown</a>' in garden.html("a.html")
    assert "text/markdown" not in garden.html("deep/u.html")


def test_twins_can_be_turned_off(garden: Site) -> None:
    garden.write("hortus.yaml", "twins: false\nnotes: notes\n").build()
    assert not [path for path in garden.tree() if path.endswith(".md")]
    assert "text/markdown" not in garden.html("a.html")
    assert "(https://example.org/garden/a.html)" in garden.html("llms.txt")


def test_a_folder_called_as_a_twin_keeps_its_name(site: Site) -> None:
    site.write("x.markdown", "one").write("x.md/y.md", "two").build()
    assert {"x.html", "x-2.md", "x.md/y.html", "x.md/y.md"} <= site.tree().keys()
    assert 'href="x-2.md"' in site.html("x.html")


def test_an_edit_of_another_note_leaves_a_twin_alone(garden: Site) -> None:
    garden.build()
    garden.write("notes/deep/b.md", (garden.folder / "notes/deep/b.md").read_text() + "More.\n").build()
    assert [path for path in garden.report.written if path.endswith(".md")] == ["deep/b.md"]


MADE = r"""
## Head *em* and `co|de` \#

A **b** ~~c~~ ==d== $x_1 < 2$, a_b, 1 * 2, [link](https://example.com/a(b)), ![p](https://example.com/p.png)\
next line

$$
\int x
$$

> quote
>
> > inner

> [!tip] Title
>
> inside

- one
- two

  3. three
  4. four

  paragraph
- [x] done

```python
def f(x):
    return "`"
```

| a | b |
| --- | --- |
| 1 | `2` |

Term

: meaning

---

Note.[^1]

[^1]: Foot.
"""


def _body(text: str) -> str:
    note = parse(Source("n.md", text.encode()), Dialect())
    return str(render_body(note, (), Around("", {}, {}))).replace("tabs-", "").replace(" ", " ")


def test_markdown_made_from_a_page_makes_the_same_page_again() -> None:
    html = _body("# T\n" + MADE)
    made = to_markdown(html)
    again = _body("# T\n" + made)
    assert _words(again) == _words(html)
    assert to_markdown(again) == made


def _words(html: str) -> str:
    """Without what depends on how blocks are laid out."""
    return re.sub(r"fn(ref)?-\w+-|\s+|</?p>", "", html)


@pytest.mark.parametrize(
    "text", ["<div>" * 500, "<ul><li>" * 300, "`" * 5000, "> " * 3000 + "x", "*a" * 5000]
)
def test_any_page_becomes_markdown(text: str) -> None:
    with limit():
        assert "<div" not in to_markdown(_body(text))


# --- Lists for programs ----------------------------------------------------------------------------------


def test_llms_txt_lists_every_note_by_folder_with_a_line_on_it(garden: Site) -> None:
    text = garden.build().html("llms.txt")
    assert text.startswith("# Garden\n\n> What grows\n\n## Notes\n\n- [A")
    assert f"\n## Deep\n\n- [B]({BASE}deep/b.md)" in text
    assert f"- [词性]({BASE}deep/c.md): No date." in text


def test_the_graph_names_each_note_and_what_leads_where(garden: Site) -> None:
    data = json.loads((garden.build().public / "graph.json").read_bytes())
    paths = [node["path"] for node in data["nodes"]]
    assert paths == ["a.html", "deep/b.html", "deep/c.html"]
    assert data["nodes"][1] == {
        "path": "deep/b.html",
        "title": "B",
        "folder": "deep",
        "tags": ["z"],
        "date": "2026-01-01T00:00:00+00:00",
    }
    assert data["links"] == [[0, 1], [1, 0]]
    assert data["embeds"] == [[2, 1]]


def test_an_edit_that_moves_no_link_leaves_the_graph_alone(garden: Site) -> None:
    garden.build()
    garden.write("notes/a.md", (garden.folder / "notes/a.md").read_text("utf-8").replace("Part", "Piece"))
    assert {"graph.json", "graph.js", "graph.html"}.isdisjoint(garden.build().report.written)
