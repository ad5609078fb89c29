"""Formulas outside running text: in titles, headings, summaries and descriptions of pictures. As plain text they are their TeX."""

from __future__ import annotations

import pytest

from conftest import limit
from hortus.markdown import parse
from hortus.model import Dialect, Heading, Image, Note, Source
from hortus.text import parted


def note(text: str, dialect: Dialect | None = None) -> Note:
    return parse(Source("note.md", text.encode()), dialect or Dialect())


def test_a_title_is_plain() -> None:
    assert note("# On $x^2$ and \\(y\\)\n\na").title == "On x² and y"


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\pi", "π"),
        ("x^2", "x²"),
        ("x_1+y_{n-1}", "x₁ + yₙ₋₁"),
        ("10^{-9}", "10⁻⁹"),
        (r"e^{i\pi}", "e^(iπ)"),
        (r"O(n \log n)", "O(n log n)"),
        (r"\sqrt2", "√2"),
        (r"\frac{a+b}2", "(a+b)/2"),
        (r"\frac{dy}{dx}", "dy/dx"),
        (r"\mathbb{R}^n", "ℝⁿ"),
        (r"f\colon A \to B, a < b", "f:A → B, a < b"),
        (r"A^\top_\theta", "A_θᵀ"),
        (r"P(A \mid B)", "P(A ∣ B)"),
        (r"-1", "−1"),
        (r"\text{if } x", "if x"),
        (r"\begin{matrix}a\\b\end{matrix}", r"\begin{matrix}a\\b\end{matrix}"),
        (r"\hat x", r"\hat x"),
        (r"\nosuch x", r"\nosuch x"),
        ("aaaaaaaaaaaaaaaaaaa=bbbbbbbbbbbbbbbbbbb", "aaaaaaaaaaaaaaaaaaa = bbbbbbbbbbbbbbbbbbb"),
    ],
)
def test_a_title_says_simple_formulas_in_unicode(tex: str, text: str) -> None:
    for read in (note(f"# On ${tex}$\n\na"), note(f"---\ntitle: 'On ${tex}$'\n---\na")):
        assert read.title == f"On {text}"
        assert read.title_html.startswith(("On <math", "On <span"))


def test_a_title_without_formulas_is_text_alone() -> None:
    assert note("# A *b* & c\n\nd").title_html == ""
    assert note("# A $x$ & *c*\n\nd").title_html == "A <math><mi>x</mi></math> &amp; c"


def test_a_heading_that_says_the_title_is_not_said_again() -> None:
    read = note("---\ntitle: On $\\pi$ and $e$\n---\n# On $\\pi$ and $e$\n\na")
    assert read.title == "On π and e"
    assert "".join(map(str, read.body)).strip() == "<p>a</p>"


def test_a_title_has_the_macros_of_the_note() -> None:
    assert note("---\ntitle: On $\\R$\nmacros:\n  R: '\\mathbb{R}'\n---\na").title == "On ℝ"


def test_a_heading_has_both() -> None:
    (heading,) = note("## On $x^2$").headings
    assert (heading.text, heading.anchor) == ("On x^2", "on-x2")
    assert heading.html.startswith("On <math ")


def test_a_heading_in_the_body_is_found() -> None:
    assert [piece.text for piece in note("## $a|b$\n\n## c").body if isinstance(piece, Heading)] == [
        "a|b",
        "c",
    ]


def test_a_summary_has_both() -> None:
    read = note("Let $x_1$ be. So $$y$$ holds, and that is all there is to say about it, as everybody knows.")
    assert "<msub><mi>x</mi>" in read.summary
    assert read.description.startswith("Let x_1 be. So y holds,")


def test_a_summary_is_not_cut_in_a_formula() -> None:
    read = note("word " * 80 + "$" + "x + " * 60 + "y_1$ end")
    assert "x +" not in read.description
    assert read.description.endswith("…")


def test_search_reads_the_tex() -> None:
    (section,) = note("a $x_1$ b\n\n$$\ny^2\n$$\n\n| $|z|$ |\n|---|").sections
    text, spans = parted(section.text)
    assert text == "a x_1 b\ny^2\n|z|"
    assert [(text[start:end], kind) for start, end, kind in spans] == [
        ("x_1", "math"),
        ("y^2", "math"),
        ("|z|", "math"),
    ]


def test_formulas_are_no_words() -> None:
    assert note("two words $\\alpha \\beta \\gamma$").counts.words == 2


def test_punctuation_beside_a_formula_is_still_of_the_text() -> None:
    read = note("# On ($x^2$), once more\n\nLet ($x_1$), *$y$*, be. " + "word " * 200)
    assert read.title == "On (x²), once more"
    assert read.description.startswith("Let (x_1), y, be.")
    assert parted(read.sections[0].text)[0].startswith("Let (x_1), y, be.")


@pytest.mark.parametrize("text", ["($x$),", "*($x$)*, ", "$x$" + "(" * 50, "**$x$**"])
def test_many_formulas_with_punctuation_take_no_time(text: str) -> None:
    with limit():
        read = note(text * 4_000)
    assert read.counts.formulas == 4_000


def test_a_caption_has_both() -> None:
    read = note("![The graph of $f(x)$](p.png)")
    assert [piece.alt for piece in read.body if isinstance(piece, Image)] == ["The graph of f(x)"]
    assert "<figcaption" in read.body[-1] if isinstance(read.body[-1], str) else False
    assert "<math " in str(read.body[-1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("so $$x$$, and", '<p>so <span class="tie"><math><mi>x</mi></math>,</span> and</p>'),
        ("$$x$$", '<math display="block"><mi>x</mi></math>'),
        ("so $$\nx$$ and", "<p>so <math><mi>x</mi></math> and</p>"),
    ],
)
def test_kramdown_reads_dollars_in_a_sentence_as_part_of_it(text: str, expected: str) -> None:
    assert "".join(map(str, note(text, Dialect(displays_in_text=False)).body)).strip() == expected


def test_front_matter_is_text_but_for_its_formulas() -> None:
    read = note("---\ntitle: costs $5 or $6, *x* [y](z) & $\n---\na")
    assert (read.title, read.title_html) == ("costs $5 or $6, *x* [y](z) & $", "")
