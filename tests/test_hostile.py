"""Notes that mean harm, or look as if they did: nothing runs, nothing reaches out of the note, nothing is lost unsaid."""

from __future__ import annotations

from contextlib import suppress

import pytest
from selectolax.lexbor import LexborHTMLParser

from conftest import Site, limit
from hortus.config import ConfigError
from hortus.markdown import parse
from hortus.markdown.policy import is_harmless
from hortus.markdown.style import harmless_declarations, scoped
from hortus.model import Dialect, Note, Source
from hortus.report import describe
from test_html import filled


def read(text: str) -> Note:
    return parse(Source("note.md", text.encode()), Dialect())


def body(text: str) -> str:
    return "".join(filled(piece) for piece in read(text).body)


@pytest.mark.parametrize(
    "text",
    [
        '<svg></math><style>p{content:"<img src=x onerror=alert(1)>"}</style></svg>',
        '<div>\n<math></svg><style>p{content:"<img src=x onerror=alert(1)>"}</style></math>\n</div>',
        '<div><svg><desc><p></svg></p></div>\n\n<style>p{content:"<img src=x onerror=alert(1)>"}</style>',
        '<div>\n<svg><style>p{content:"&lt;img src=x onerror=alert(1)>"}</style></svg>\n</div>',
    ],
)
def test_a_style_in_a_drawing_runs_nothing(text: str) -> None:
    tree = LexborHTMLParser(body(text), is_fragment=True)
    assert not tree.css("[onerror]")


def test_a_style_in_a_drawing_is_closed() -> None:
    assert read("<div>\n<svg><style>.a{fill:red}</style></svg>\n</div>").problems == ()


@pytest.mark.parametrize("text", ["[^q]: q\n::: q\n", "Term\n\n:   text\n::: note\nx\n:::\n"])
def test_a_container_right_below_what_is_indented(text: str) -> None:
    assert not [problem for problem in read(text).problems if problem.code == "internal"]


@pytest.mark.parametrize("key", ["date", "updated", "publishDate"])
def test_a_date_that_holds_itself(key: str) -> None:
    assert read(f"---\n{key}: &a [*a]\n---\nx").body


def test_browsers_drop_tabs_and_line_ends_from_addresses() -> None:
    assert not is_harmless("java\tscript:alert(1)")
    assert not is_harmless("java\nscript:alert(1)")


@pytest.mark.parametrize(
    "css", ["--p:fixed;position:var(--p)", "--a:'/*';position:fixed;--b:'*/'", 'a:"/*";position:fixed;b:"*/"']
)
def test_declarations_that_leave_the_note_in_disguise(css: str) -> None:
    assert "fixed" not in harmless_declarations(css) or "position" not in harmless_declarations(css)


@pytest.mark.parametrize(
    "css",
    [
        "p { body:has(&) .top { display: none } }",
        'x\\", .top { display: none }',
        "x\\(, .top { display: none }",
        "body ~ .outro { display: none }",
    ],
)
def test_rules_that_leave_the_note_in_disguise(css: str) -> None:
    shown = scoped(css)
    assert "has(&)" not in shown
    assert ", .top" not in shown
    assert "note ~" not in shown


def test_a_name_does_not_hide_what_the_page_s_scripts_use() -> None:
    assert "name=" not in body("<img name=querySelector src=x.png>")


def test_html_that_a_heading_opens_ends_in_the_table_of_contents() -> None:
    note = read("# T\n\n## <s>one\n\ntext </s> more\n\n## two\n")
    assert all(heading.html.count("<s>") == heading.html.count("</s>") for heading in note.headings)


def test_a_missing_picture_s_name_holds_no_nul(site: Site) -> None:
    site.write("a.md", '<img src="%00">').build()
    assert "\0" not in site.html("a.html")


@pytest.mark.parametrize(
    "text",
    ["<div" + " markdown" * 20_000, "<!--" * 20_000 + "-->", "> # a\nb\n" * 4_000],
    ids=["markdown", "comments", "quotations"],
)
def test_no_text_takes_long(text: str) -> None:
    with limit():
        note = read(text)
    assert not [problem for problem in note.problems if problem.code == "internal"]


def test_open_formatting_does_not_multiply() -> None:
    text = "<div><p>" + "".join(f"<font size={number}>" for number in range(400)) + "</p>" + "<p>x" * 400
    assert len(body(text)) < 100 * len(text)


@pytest.mark.parametrize("text", ["| a |\n| - |\n| b | lost |\n", "[^n]: lost\n\n[^n]\n\n[^n]: kept\n"])
def test_lost_text_is_said(text: str) -> None:
    note = read(text)
    assert "lost" in "".join(piece for piece in note.body if isinstance(piece, str)) or note.problems


def test_an_embedded_heading_inside_a_quotation_is_shown_or_missed(site: Site) -> None:
    site.write("t.md", "# T\n\n> ## Inner\n> seclusion\n").write("a.md", "![[t#Inner]]\n").build()
    codes = {problem.code for problem in site.report.problems}
    assert "seclusion" in site.html("a.html") or codes


def test_formatting_that_is_open_for_long_does_not_multiply() -> None:
    text = (
        "".join(f"<font size={number}>" for number in range(400)) + "\n\nx" * 400 + "\n\n" + "</font>" * 400
    )
    assert len(body(text)) < 100 * len(text)


@pytest.mark.parametrize(
    "css",
    [
        "background:url(http://x.y/z)",
        "background: image-set('http://x.y')",
        "background:u\\72l(//x.y)",
        "--a:url(x)",
    ],
)
def test_css_fetches_nothing(css: str) -> None:
    assert harmless_declarations(css) == ""
    assert "x.y" not in scoped(f"p {{ {css} }} @font-face {{ src: url(http://x.y) }}")
    assert "fill" not in body('<svg><rect fill="u\\72l(http://x.y)"/></svg>')


def test_what_needs_no_fetching_stays() -> None:
    css = "fill: url(#g); background: url(data:image/png;base64,xx)"
    assert harmless_declarations(css) == css


def test_a_slash_at_the_end_of_a_value_is_the_value_s() -> None:
    assert body("<a href=https://b.c/>d</a>") == '<p><a href="https://b.c/">d</a></p>\n'


def test_nothing_of_a_note_steers_the_terminal(site: Site) -> None:
    site.write("a.md", "[x](%1b]0;t%07.md) [y](a%0d%0aFAKE.md)\n").build()
    shown = [line for problem in site.report.problems for line in describe(problem, site.folder)]
    assert shown
    assert not any(ord(char) < 32 for line in shown for char in line)


def test_tags_left_open_before_do_not_cost_others_their_looks() -> None:
    assert "<b>last</b>" in body("<b>open\n\n" * 40 + "<b>last</b>")


def test_what_is_left_out_is_said_once_and_first(site: Site) -> None:
    site.write("a.md", "[[nothing]] [[nowhere]]").write("b.md", "<script>x</script>").write(
        "c.md", "<p onclick=x>"
    ).build()
    problems = site.report.problems
    assert [problem.code for problem in problems] == ["html-removed", "missing-link", "missing-link"]
    assert problems[0].message == "raw HTML that acts is left out: `<script>`, `onclick`, in 2 notes"


@pytest.mark.parametrize("opening", ["[\n", "[", "{a: ", "- ", "? "])
@pytest.mark.parametrize("name", ["a.md", "mkdocs.yml", "hortus.yaml"])
def test_what_is_nested_without_end_takes_no_time(site: Site, name: str, opening: str) -> None:
    block = f"x:\n  {opening * 20_000}"
    site.write("docs/b.md", "Seen").write(name, f"---\n{block}\n---\nText" if name == "a.md" else block)
    with limit(), suppress(ConfigError):
        site.build()


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("mkdocs.yml", f"exclude_docs: '{'*a' * 25}b'"),
        ("hugo.toml", 'ignoreFiles = ["(.*a){25}b"]'),
        ("zensical.toml", "[project]\n" + "a." * 10_000 + "a = 1"),
    ],
)
def test_no_setting_takes_long_for_many_files(site: Site, name: str, settings: str) -> None:
    site.write(name, settings)
    for number in range(200):
        site.write(f"{'content' if 'hugo' in name else 'docs'}/{'a' * 50}{number}.md", "A")
    with limit():
        site.build()
