"""A warning about a formula names the line and the column in which it begins."""

from __future__ import annotations

import pytest

from conftest import Site
from hortus.markdown import parse
from hortus.model import Dialect, Embed, Link, Source

BAD = r"\nosuch"
CASES = {
    "inline": ("a\nb $" + BAD + "$", [(2, 3)]),
    "the second of two alike": ("$x$ $" + BAD + "$ $" + BAD + "$", [(1, 5), (1, 15)]),
    "after a formula of several lines": ("a $$x\ny\n$$ b $" + BAD + "$", [(3, 6)]),
    "after one that begins with a line's end": ("a $$\nx\n\\\\\n$$ b\n  $" + BAD + "$", [(5, 3)]),
    "display in a sentence": ("so $$" + BAD + "$$ c", [(1, 4)]),
    "display of lines in a sentence": ("so\nit $$\n- " + BAD + "\n$$ c", [(2, 4)]),
    "block": ("a\n\n$$\n" + BAD + "\n$$", [(3, 1)]),
    "block in a list": ("- a\n\n  - b\n\n    $$\n    " + BAD + "\n    $$", [(5, 5)]),
    "fence": ("a\n\n```math\n" + BAD + "\n```", [(3, 1)]),
    "bare environment": (
        "a\n\n  \\begin{align}\n" + BAD + "\n\\end{align}",
        [(3, 3)],
    ),
    "brackets": (r"a \(" + BAD + r"\) \\(" + BAD + r"\\) \[" + BAD + r"\]", [(1, 3), (1, 15), (1, 29)]),
    "GitHub's": ("a $`" + BAD + "`$", [(1, 3)]),
    "list": ("- a\n- b\n  - c $" + BAD + "$", [(3, 7)]),
    "tabs": ("- a\n\t- c $" + BAD + "$", [(2, 6)]),
    "quotation": ("> a\n> > b\n> > c $" + BAD + "$", [(3, 7)]),
    "quotation with lines unmarked": ("> a $$\n" + BAD + "\n$$ b $" + BAD + "$", [(1, 5), (3, 6)]),
    "callout": ("> [!note] On $" + BAD + "$\n> b $" + BAD + "$", [(1, 14), (2, 5)]),
    "heading": ("# a\n\n## $x$ $" + BAD + "$ ##", [(3, 8)]),
    "setext heading": ("a\n\nb $" + BAD + "$\n---", [(3, 3)]),
    "table": ("| a | b |\n|---|---|\n| $x$ | $" + BAD + "$ |\n| c | $" + BAD + "$ |", [(3, 9), (4, 7)]),
    "table without edges": ("a | b\n--|--\n$x$ | $" + BAD + "$", [(3, 7)]),
    "table with bars": ("| a | b |\n|---|---|\n| $|x|$ \\| | y $" + BAD + "$ |", [(3, 16)]),
    "bars in the formula's cell": ("| a | b |\n|---|---|\n| \\| | y \\| $" + BAD + "$ |", [(3, 13)]),
    "footnote": ("a[^1]\n\n[^1]: b $" + BAD + "$", [(3, 9)]),
    "inline footnote": ("a\nb ^[c $" + BAD + "$]", [(2, 7)]),
    "link": ("a [b $" + BAD + "$](c.md)", [(1, 6)]),
    "emphasis": ("a **b $" + BAD + "$**", [(1, 7)]),
    "front matter above": ("---\ntitle: x\n---\n\na $" + BAD + "$", [(5, 3)]),
    "after code over lines": ("a `b\nc` $" + BAD + "$", [(2, 4)]),
    "definition": ("a\n: b $" + BAD + "$", [(2, 5)]),
    "a line like another": ("> > a $" + BAD + "$ > a", [(1, 7)]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_formula(text: str, expected: list[tuple[int, int]]) -> None:
    note = parse(Source("note.md", text.encode()), Dialect())
    assert [(problem.line, problem.column) for problem in note.problems] == expected


def test_link_after_a_formula_of_several_lines() -> None:
    note = parse(Source("note.md", b"a $x\n+ y$ b [[c]]\nd [[e]]"), Dialect())
    assert [(piece.line, piece.column) for piece in note.body if isinstance(piece, Link)] == [(2, 8), (3, 3)]


@pytest.mark.parametrize("shape", ["![[{}]]", "![]({}.md)"])
def test_embeds_below_each_other_stand_each_on_its_line(shape: str) -> None:
    text = "# A\n\n" + "\n".join(shape.format(name) for name in ("One", "Two", "Three"))
    embeds = [
        piece for piece in parse(Source("a.md", text.encode()), Dialect()).body if isinstance(piece, Embed)
    ]
    assert [(embed.line, embed.column) for embed in embeds] == [(3, 1), (4, 1), (5, 1)]


def test_lines_are_those_of_the_file_though_their_ends_are_written_anew(site: Site) -> None:
    site.write("logseq/config.edn", "{}").write(
        "pages/a.md",
        "title:: A\n\n- # Heading\n  id:: 6350aaaa-0000-4000-8000-000000000001\n  collapsed:: true\n"
        "\t- child **bold** [[b]] #[[late frost]] #page/sub\n\t- TODO more\n\t- TODO [[c]] #[[d e]]\n",
    ).build()
    places = [(problem.line, problem.column) for problem in site.report.problems]
    assert places == [(6, 19), (6, 26), (8, 9), (8, 16)]
