"""The text of paragraphs under every dialect: line breaks, tags, emoji, footnotes, and what is hard to read at length."""

from __future__ import annotations

import pytest

from conftest import Site, limit
from hortus.markdown import parse
from hortus.model import Dialect, Link, Note, Source
from test_syntax import show


def read(text: str, dialect: Dialect | None = None) -> Note:
    return parse(Source("note.md", text.encode()), dialect or Dialect())


def body(text: str, dialect: Dialect | None = None) -> str:
    return show(read(text, dialect)).strip()


# --- Line breaks -----------------------------------------------------------------------------------------


def test_breaks_are_shown_where_the_dialect_has_them() -> None:
    shown = Dialect(breaks=True)
    assert body("a\nb\n第一\n第二", shown) == "<p>a<br>\nb<br>\n第一<br>\n第二</p>"
    assert read("a\nb", shown).description == "a b"


def test_chinese_lines_join_in_plain_text_too() -> None:
    note = read("第一\n第二\n---\n\n第三，\n第四 and\nfive")
    assert [note.headings[0].text, note.sections[-1].text] == ["第一第二", "第三，第四 and five"]
    assert (note.description, note.summary) == ("第三，第四 and five", "<p>第三，第四 and five</p>")
    assert read("# 第一\n\n第二\n第三").title == "第一"
    assert read("第一\n第二\n===").title == "第一第二"


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("H<sub>2</sub>O, <KBD>Ctrl</KBD>", "<p>H<sub>2</sub>O, <kbd>Ctrl</kbd></p>"),
        ("<ruby>漢<rt>かん</rt></ruby>", "<p><ruby>漢<rt>かん</rt></ruby></p>"),
        ("a <b>b", "<p>a <b>b</b></p>"),
        ("<i>a <b>b</i></b>", "<p>a b</p>"),
        ('<span style="color:red">a</span> <sup id="n">b</sup>', "<p>a b</p>"),
        ("<b>" + "word " * 200 + "</b>", "<p><b>" + "word " * 82 + "word…</b></p>"),
    ],
)
def test_the_summary_keeps_the_tags_that_words_need(text: str, summary: str) -> None:
    assert read(text).summary == summary


def test_a_summary_that_is_given_is_a_line_of_markdown() -> None:
    note = read('---\ndescription: "A [course](x.md) on `git`, $x$ and a < b"\n---\nText.')
    assert note.summary == "<p>A course on <code>git</code>, <math><mi>x</mi></math> and a &lt; b</p>"
    assert note.description == "A course on git, x and a < b"


def test_joined_lines_still_count_for_where_things_stand() -> None:
    note = read("第一\n第二 [[x]]\n第三 [[y]]")
    assert [(hole.line, hole.column) for hole in note.holes if isinstance(hole, Link)] == [(2, 4), (3, 4)]


# --- Tags ------------------------------------------------------------------------------------------------


def test_tags_of_the_text_join_those_of_the_front_matter() -> None:
    note = read("---\ntags: [Git, x]\n---\n#git and #new, #New\n\n## On #heads\n\n> #quoted `#code`")
    assert note.meta.tags == ("Git", "x", "new", "heads", "quoted")
    assert note.headings[0].html == note.headings[0].text == "On #heads"
    assert "#git and #new" in note.description
    assert "#git and #new" in note.sections[0].text


def test_without_tags_in_the_dialect_they_are_text() -> None:
    note = read("#git and #new", Dialect(hashtags=False))
    assert (show(note), note.meta.tags) == ("<p>#git and #new</p>\n", ())


def test_a_tag_leads_to_its_page(site: Site) -> None:
    site.write("deep/a.md", "---\ntags: [Git]\n---\nSee #git and #deep/er.\n").build()
    assert '<a class="tag" href="../tags/git.html">#git</a>' in site.article("deep/a.html")
    assert '<a class="tag" href="../tags/deep/er.html">#deep/er</a>' in site.article("deep/a.html")
    assert "deep/a.html" in site.html("tags/deep/er.html")
    assert "deep/er" in site.html("tags/index.html")


def test_a_tag_of_an_embedded_note_leads_to_its_page(site: Site) -> None:
    site.write("a.md", "![[b]]").write("deep/b.md", "About #birds.").build()
    assert '<a class="tag" href="tags/birds.html">#birds</a>' in site.article("a.html")
    assert "a.html" not in site.html("tags/birds.html").replace("deep/b.html", "")


def test_a_tag_of_a_hidden_note_is_nowhere(site: Site) -> None:
    site.write("a.md", "![[b]] #shared").write("b.md", "---\ndraft: true\n---\n#secrettag #shared").build()
    assert not any(b"secrettag" in data or "secrettag" in path for path, data in site.tree().items())


# --- Emoji -----------------------------------------------------------------------------------------------


def test_emoji_have_names_where_the_dialect_says_so() -> None:
    text = "Done :tada:, 好:+1:了 :no_such_name: 10:30:45 a:b:c `:tada:` https://example.com/:tada:/"
    code = '<code>:tada:</code> <a href="https://example.com/:tada:/">https://example.com/:tada:/</a>'
    assert body(text) == f"<p>{text.partition('`')[0]}{code}</p>"
    assert body(text, Dialect(emoji=True)) == f"<p>Done 🎉, 好👍了 :no_such_name: 10:30:45 a:b:c {code}</p>"


# --- Footnotes -------------------------------------------------------------------------------------------


def test_an_unused_footnote_is_reported() -> None:
    found = read("---\ntitle: x\n---\na[^1]\n\n[^1]: used\n[^two]: not\n").problems
    assert [(problem.code, problem.line) for problem in found] == [("unused-footnote", 7)]


# --- Length ----------------------------------------------------------------------------------------------

_OPENERS = """[a]( ![a]( [a](b·c ![a](b·c.png [a](b·(c == ==a· ==a== a==b ~~ ~~~ ~~文。 **文。 **文。** *。 _。 # #a #a· #a/ (#
 a@ a@b a.b-c+ www. www.a. http:// http://a http://a.b) http://a.b( https: mailto: mailto:a@ xmpp:a@b.c/ :a :a: ^[ ^[a [^
 [^a [^a] -·[/]· ##a↵ #A·b↵ ＃a↵ -·[/]·a↵ 文↵ **文**↵ http://a.b&a; [`a](""".split()


@pytest.mark.parametrize("opener", _OPENERS)
def test_many_that_begin_and_never_end_come_to_an_end(opener: str) -> None:
    unit = opener.replace("·", " ").replace("↵", "\n")
    with limit():
        note = read("[^a]: x\n\n" + unit * 10_000, Dialect(emoji=True))
    assert not [problem for problem in note.problems if problem.code == "internal"]
