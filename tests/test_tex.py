"""TeX → MathML: what is shown, what is said when it cannot be, and that nothing a note says ends the process."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from conftest import ROOT, limit
from hortus.markdown import parse
from hortus.model import Dialect, Note, Source
from hortus.tex import Formula, Shown, convert_all
from hortus.tex.guard import with_large_stack

Macros = tuple[tuple[str, str], ...]

APPLY = "\N{FUNCTION APPLICATION}"


def show(*formulas: str, macros: Macros = (), numbering: bool = False, display: bool = True) -> list[Shown]:
    return list(
        convert_all([Formula(tex, display) for tex in formulas], macros, prefix="p-", numbering=numbering)
    )


def text(shown: Shown) -> str:
    """The characters that are seen."""
    assert "math-error" not in shown.html, shown.message
    return re.sub(r"<[^<>]*>|\u2061|\s", "", shown.html)


def note(source: str, dialect: Dialect | None = None) -> Note:
    return parse(Source("note.md", source.encode()), dialect or Dialect())


def html(of: Note) -> str:
    return "".join(piece for piece in of.body if isinstance(piece, str))


# --- What math-core does not know by itself --------------------------------------------------------------


@pytest.mark.parametrize(
    ("tex", "seen"),
    [
        (r"\begin{aligned}a&=b\\[6pt]c&=d\end{aligned}", "a=bc=d"),
        (r"\begin{split}a&=b\\&=c\end{split}", "a=b=c"),
        (r"\sum_{\substack{i=1\\j=2}}x", "∑i=1j=2x"),
        (r"\widetilde{xy}", "xy~"),
        (r"\operatorname{\mathbf x}y", "𝐱y"),
        (r"\operatorname{a_1}", "a1"),
        (r"\gamma*V", "γ∗V"),
        (r"\begin{smallmatrix}a&b\\c&d\end{smallmatrix}", "abcd"),
        (r"\begin{psmallmatrix}a&b\end{psmallmatrix}", "(ab)"),
        (r"\begin{eqnarray}a&=&b\\&=&c\end{eqnarray}", "a=b=c"),
        (r"\begin{alignat}{2}a&=b&c&=d\end{alignat}", "a=bc=d"),
        (r"\begin{flalign}a&=b\end{flalign}", "a=b"),
        (r"\begin{array}{@{}l*{2}{c}|p{3cm}}a&b&c&d\end{array}", "abcd"),
        (r"\begin{aligned}[t]a\end{aligned}", "a"),
        (r"\begin{pmatrix*}[r]1\end{pmatrix*}", "(1)"),
        (r"\text{if $x>0$ or \(y_1\)}", "ifx&gt;0ory1"),
        (r"\text{a_b \rm c \LaTeX \qquad d}", "a_bcLaTeXd"),
        (r"\color{#f00}x\textcolor{#00ff00}{y}", "xy"),
        (r"\mathbbm{1}\bm{x}\argmax_x", "𝟙𝒙argmaxx"),
        (r"∅ ∠ ∴ ⊥", "∅\ufe00∠∴⊥"),
        (r"\left<x\right>\left\lt y\right\gt", "⟨x⟩⟨y⟩"),
        (r"\mathop{\rm argmax}\limits_x y", "argmaxxy"),
        (r"\mathop{\mathbf{x}}\limits_a^b", "𝐱ba"),
        (r"\underbrace{a}\limits_b", "a⏟b"),
        (r"x^2'", "x2′"),
        (r"\large x\small y", "xy"),
        (r"\hspace*{1cm}x\kern{1em}y", "xy"),
        (r"\not\implies\centernot\iff\centernot\in", "⟹\u0338⟺\u0338∉"),
        (r"\not\impliedby", "⟸\u0338"),
        (r"\require{physics}x", "x"),
        (r"\toggle{a}{b}{c}\endtoggle\mathtip{d}{e}\texttip{f}{g}", "adf"),
        (r"\norm*{x}\abs{y}", "‖x‖|y|"),
        (r"\cancelto{0}{x}", "x0"),
        (r"\href{javascript:alert(1)}{x}", "x"),
        (r"a\\b\\", "ab"),
        ("x\\\ny", "xy"),
    ],
)
def test_a_formula_that_others_show(tex: str, seen: str) -> None:
    (shown,) = show(tex)
    assert shown.message == ""
    assert text(shown) == seen


@pytest.mark.parametrize(
    "tex",
    [
        r"\sin{\theta}",
        r"\log{x}",
        r"\sin^2{x}",
        r"\exp{-x}",
        r"\log{|x|}",
        r"\operatorname{rank}{x}",
        r"\mathop{\rm rank}{x}",
        r"\lim_{x\to 0}{f}",
        r"\argmax_x{f}",
    ],
)
def test_an_operator_stands_off_from_braces(tex: str) -> None:
    assert f'<mo lspace="0.1667em">{APPLY}</mo>' in show(tex)[0].html


@pytest.mark.parametrize("tex", [r"\sin(x)", r"\sin\!(x)", r"\max\{a\}", r"\log[x]", r"\sin{(x)}"])
def test_an_operator_stands_close_to_brackets(tex: str) -> None:
    assert f"<mo>{APPLY}</mo>" in show(tex)[0].html


def test_a_colon_stands_off_from_what_follows_it() -> None:
    assert 'lspace="0" rspace="0.1667em">:</mo>' in show(r"f\colon A\to B")[0].html


def test_what_fails_is_read_with_the_same_commands() -> None:
    assert text(show(r"\require{physics}\nosuch x")[0]) == r"\nosuchx"


@pytest.mark.parametrize(
    ("tex", "kind"),
    [
        (r"\begin{alignat}{2}a&=b&c&=d\end{alignat}", "alignat"),
        (r"\begin{equation}\begin{alignedat}{2}a&=b&c&=d\end{alignedat}\end{equation}", "alignat"),
        (r"\begin{flalign*}a&=b&c&=d\end{flalign*}", "flalign"),
        (r"\begin{flalign}a&=b&c&=d\tag{1}\end{flalign}", "flalign"),
    ],
)
def test_tables_that_are_set_otherwise_say_so(tex: str, kind: str) -> None:
    assert f'<mtable class="{kind}"' in show(tex)[0].html


def test_a_sign_that_begins_a_cell_joins_it_to_the_one_before() -> None:
    html = show(r"\begin{aligned}a&+b\\&=-c\end{aligned}")[0].html
    assert '<mo form="infix">+</mo>' in html
    assert '<mo lspace="0" rspace="0">−</mo>' in html


def test_rows_outside_an_environment_stay_rows() -> None:
    assert show(r"a\\b")[0].html.count("<mtr>") == 2


def test_a_sized_bracket_is_not_the_base_of_its_index() -> None:
    assert "</mo><mi></mi></mrow>" in show(r"\Bigl(x\Bigr)^\top")[0].html


def test_no_entity_that_xml_does_not_know() -> None:
    assert "&" not in show(r"\sin x")[0].html


# --- Long formulas in a line ------------------------------------------------------------------------------


def parts(tex: str) -> list[str]:
    """What is seen of an inline formula, between the places where its line may end."""
    (shown,) = show(tex, display=False)
    assert shown.message == ""
    assert shown.html.count("<math") == shown.html.count("</math>")
    assert shown.html.startswith("<span class=") == ("</span>" in shown.html)
    return [
        re.sub(r"<[^<>]*>|\u2061|\s", "", part).replace("&lt;", "<") for part in shown.html.split("<wbr>")
    ]


@pytest.mark.parametrize(
    ("tex", "wanted"),
    [
        (r"f(x)=aaaaaaaaaaaa\leq bbbbbbbbbbbb", ["f(x)=", "aaaaaaaaaaaa≤", "bbbbbbbbbbbb"]),
        (r"aaaaaaaa+bbbbbbbb=cccccc", ["aaaaaaaa+bbbbbbbb=", "cccccc"]),
        (r"aaaaaaaaaaaaaa+bbbbbbbbbbbbbbb=cccc", ["aaaaaaaaaaaaaa+", "bbbbbbbbbbbbbbb=", "cccc"]),
        (r"x_1,x_2,\ldots,x_{nnnnn},y_1,y_2,\ldots,y_{nnnn}", None),
        (r"(aaaaaaaaaaaaaa, bbbbbbbbbbbbbb, ccccccccccc)", ["(aaaaaaaaaaaaaa,", "bbbbbbbbbbbbbb,", "ccccccccccc)"]),
        (r"\left(aaaaaaaaaaaaaa, bbbbbbbbbbbbbb, ccccccccccc\right)", ["(aaaaaaaaaaaaaa,bbbbbbbbbbbbbb,ccccccccccc)"]),
        (r"\frac{aaaaaaaaaaaaaaa+bbbbbbbbbbbbbbbbb+ccccc}{2}", ["aaaaaaaaaaaaaaa+bbbbbbbbbbbbbbbbb+ccccc2"]),
        (r"aaaaaaaaaaaaaaaa:=bbbbbbbbbbbbbb", ["aaaaaaaaaaaaaaaa:=", "bbbbbbbbbbbbbb"]),
        (r"f\colon aaaaaaaaaaaaa\to bbbbbbbbbbbbbbbb", ["f:aaaaaaaaaaaaa→", "bbbbbbbbbbbbbbbb"]),
        (r"aaaaaaaaaaaaaaaaaaa=-bbbbbbbb-1,000", ["aaaaaaaaaaaaaaaaaaa=", "−bbbbbbbb−1,000"]),
        (r"aaaaaaaaaaaa<bbbbbbbbbbbbbbbbb", ["aaaaaaaaaaaa<", "bbbbbbbbbbbbbbbbb"]),
        (r"aaaaaaaaaaaa\implies bbbbbbbbbbbbb", ["aaaaaaaaaaaa⟹", "bbbbbbbbbbbbb"]),
        (r"aaaaaaaaaaaa\quad bbbbbbbbbbbbb", ["aaaaaaaaaaaa", "bbbbbbbbbbbbb"]),
        (r"\text{some words that go on and on}", ["some", "words", "that", "go", "on", "andon"]),
        (r"{\color{red}aaaaaaaaaaaa=bbbbbbbbbbb}+c", ["aaaaaaaaaaaa=", "bbbbbbbbbbb+c"]),
    ],
)  # fmt: skip
def test_a_long_formula_is_parted_where_a_line_may_end(tex: str, wanted: list[str] | None) -> None:
    if wanted is None:
        assert len(parts(tex)) > 3
    else:
        assert parts(tex) == wanted


@pytest.mark.parametrize(
    "tex", ["a=b", "x^2+y^2=z^2", r"p(x \mid y) = 1", r"\frac{a+b}{c+d}=e", r"\alpha_1+\beta_2=\gamma"]
)
def test_a_short_formula_is_one(tex: str) -> None:
    assert show(tex, display=False)[0].html.startswith("<math data-tex=")
    assert len(parts(tex)) == 1


def test_the_parts_have_one_source() -> None:
    html = show(r"f(x)=aaaaaaaaaaaa\leq bbbbbbbbbbbb", display=False)[0].html
    assert html.startswith('<span class="formula" data-tex="f(x)=aaaaaaaaaaaa\\leq bbbbbbbbbbbb"><math><mi>')
    assert html.count("data-tex") == 1


def test_a_part_keeps_the_colour_it_stands_in() -> None:
    html = show(r"{\color{red}aaaaaaaaaaaa=bbbbbbbbbbb}", display=False)[0].html
    assert html.count('<mrow style="color:#FF0000;">') == html.count("</mrow>") == 2


def test_what_cannot_be_parted_may_scroll() -> None:
    assert show(r"\left(" + "a" * 40 + r"\right)", display=False)[0].html.startswith('<span class="formula"')


def test_parts_of_deep_groups_do_not_grow() -> None:
    assert len(show("{x" * 90 + "aa=" * 1_500 + "}" * 90, display=False)[0].html) < 200_000


def test_a_display_is_one() -> None:
    assert "<wbr>" not in show("a+b=c+" * 20)[0].html


# --- Escapes for Markdown --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tex", "like"),
    [
        (r"1/det \* C", "1/det * C"),
        (r"p\_{c}", "p_{c}"),
        (r"x\_i + \theta\_t + \mathbf{x}\_i", r"x_i + \theta_t + \mathbf{x}_i"),
        (r"\\{1,2\\}", r"\{1,2\}"),
        (r"a\\,b", r"a\,b"),
        ("\\begin{aligned}a&=1\\\\\\\\\nb&=2\\end{aligned}", "\\begin{aligned}a&=1\\\\\nb&=2\\end{aligned}"),
        (r"x \= y", "x = y"),
        ("b &gt; 9", "b > 9"),
    ],
)
def test_an_escape_for_markdown_is_undone(tex: str, like: str) -> None:
    (shown,), (wanted,) = show(tex), show(like)
    assert shown.message == ""
    assert text(shown) == text(wanted)
    assert shown.html.count("<msub>") == wanted.html.count("<msub>")


@pytest.mark.parametrize("tex", [r"one\_hot", r"P_{i\_Best}", r"\text{a\_b}", r"\mathrm{x\_i}"])
def test_an_underscore_in_a_name_stays(tex: str) -> None:
    assert "_" in text(show(tex)[0])


# --- What cannot be shown --------------------------------------------------------------------------------


def test_an_unknown_command_is_shown_and_the_rest_is_right() -> None:
    (shown,) = show(r"\nosuch x^2")
    assert "<msup>" in shown.html
    assert "<merror" in shown.html
    assert "nosuch" in shown.message


def test_an_unknown_command_is_escaped() -> None:
    assert "<<" not in show(r"\nosuch\<x")[0].html


def test_what_is_no_tex_is_shown_as_its_source() -> None:
    (shown,) = show(r"\frac{<b>")
    assert shown.html.startswith('<code class="math-error" title="')
    assert "&lt;b&gt;" in shown.html
    assert shown.is_source


def test_the_source_can_be_copied() -> None:
    assert (
        'data-tex="a &lt; &quot;b&quot; &amp;"' in show('a < "b" &')[0].html or show('a < "b" &')[0].is_source
    )
    assert 'data-tex="\\frac{a} {b}"' in show("\\frac{a}\n  {b}")[0].html


def test_one_letter_is_its_own_source() -> None:
    assert show("x", display=False)[0].html == "<math><mi>x</mi></math>"


# --- Macros ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tex", "seen"),
    [
        (r"\newcommand{\v}[2][0]{#1-#2}\v{1}\,\v[2]{3}", "0−12−3"),
        (r"\newcommand\w{\alpha}\w b", "αb"),
        (r"\renewcommand{\R}{r}\R", "r"),
        (r"\providecommand{\q}{1}\providecommand{\q}{2}\q", "1"),
        (r"\def\a#1{x#1}\a\beta\a bc", "xβxbc"),
        (r"\def\p(#1,#2){#1/#2}\p(a,b)", "a/b"),
        (r"\let\old\vec\renewcommand{\vec}[1]{\old{\mathbf #1}}\vec x", "𝐱⃗"),
        (r"\DeclareMathOperator*{\foo}{foo}\foo_x", "foox"),
        (r"\DeclarePairedDelimiter{\ang}{\langle}{\rangle}\ang{x}", "⟨x⟩"),
        (r"\def\b{\a}\def\a{1}\b", "1"),
    ],
)
def test_a_formula_defines_a_macro(tex: str, seen: str) -> None:
    (shown,) = show(tex)
    assert shown.message == ""
    assert text(shown) == seen


def test_a_definition_holds_to_the_end_of_the_note() -> None:
    first, second, third = show(r"x\q", r"\newcommand{\q}{y}", r"\q")
    assert "unknown" in first.message
    assert second == Shown("")
    assert text(third) == "y"


def test_a_definition_in_a_group_is_local_and_a_global_one_is_not() -> None:
    shown = show(r"{\def\q{y}\gdef\r{z}\q}", r"\q", r"\begin{matrix}\def\q{y}\q\end{matrix}", r"\q", r"\r")
    assert [bool(one.message) for one in shown] == [False, True, False, True, False]


def test_macros_of_the_site_and_of_the_note() -> None:
    dialect = Dialect(macros=(("E", r"\mathbb{E}\left[#1\right]"), ("R", "site")))
    page = note("---\nmacros:\n  R: '\\mathbf{r}'\n---\n$\\E{X} \\R$\n", dialect)
    assert page.problems == ()
    assert "𝔼" in html(page)
    assert "𝐫" in html(page)


def test_macros_that_are_none_are_a_warning() -> None:
    page = note("---\nmacros: [1]\n---\n$x$\n")
    assert [(problem.code, problem.line) for problem in page.problems] == [("macros", 2)]


@pytest.mark.parametrize("body", ["{x", "#2#", r"\bad", r"\bad{x}", r"\mathbbb{R}"])
def test_a_broken_macro_is_named_once(body: str) -> None:
    page = note("$\\bad$ and $\\bad$ and $x$\n", Dialect(macros=(("bad", body),)))
    assert len(page.problems) == 1
    assert r"`\bad`" in page.problems[0].message
    assert page.counts.failed_formulas == 2


# --- Numbers and references ------------------------------------------------------------------------------


def numbers(shown: Shown) -> list[str]:
    return re.findall(r"<mtext>(\([^()<>]*\))</mtext>", shown.html)


def test_numbers_stand_only_where_they_are_asked_for() -> None:
    shown = show(
        r"\begin{align}a&=b\\c&=d\label{k}\end{align}",
        r"\begin{equation}e\end{equation}",
        r"f\label{l}",
        r"g\tag{A}",
    )
    assert [numbers(one) for one in shown] == [["(1)"], [], ["(2)"], ["(A)"]]


def test_numbering_is_that_of_latex() -> None:
    shown = show(
        r"\begin{align}a&=b\\c&=d\notag\\e&=f\end{align}",
        r"\begin{equation*}e\end{equation*}",
        "f",
        r"\begin{gather}g\tag{X}\\h\end{gather}",
        r"\begin{multline}i\\j\end{multline}",
        numbering=True,
    )
    assert [numbers(one) for one in shown] == [["(1)", "(2)"], [], [], ["(X)", "(3)"], ["(4)"]]


def test_a_note_that_refers_to_numbers_has_them() -> None:
    shown = show(
        r"\begin{equation}a\end{equation}",
        r"\begin{align}b\\c\label{k}\end{align}",
        r"\begin{align*}d\end{align*}",
        "e",
        r"see \eqref{k}",
    )
    assert [numbers(one) for one in shown[:4]] == [["(1)"], ["(2)", "(3)"], [], []]
    assert ">(3)</a>" in shown[4].html


@pytest.mark.parametrize(
    "formulas",
    [
        (r"\begin{align}b\label{k}\end{align}", r"\eqref{l}"),
        (r"\begin{align*}b\label{k}\end{align*}", r"\eqref{k}"),
        (r"\begin{align}b\tag{7}\label{k}\end{align}", r"\eqref{k}"),
        (r"b\label{k}", r"\ref{k}"),
    ],
)
def test_a_note_that_refers_to_none_has_none(formulas: tuple[str, ...]) -> None:
    assert numbers(show(r"\begin{equation}a\end{equation}", *formulas)[0]) == []


def test_numbers_of_rows_that_differ_in_length_stand_below_each_other() -> None:
    (shown,) = show(
        r"\begin{align}a&=\{b\}&c&=\begin{matrix}1&2\end{matrix}\tag{1}\\d\&e&=f\tag{2}\\g\end{align}"
    )
    rows = re.sub(r"<mtr><mtd><mn>.*?</mtr>", "", shown.html).split("</mtr>")
    assert [row.count("<mtd") for row in rows] == [6, 6, 6, 0]


@pytest.mark.parametrize(
    ("tex", "wanted"),
    [
        (r"\begin{aligned}a&=b\tag{1}\\c&=d\tag{2}\end{aligned}", ["(1)", "(2)"]),
        (r"\begin{split}a\\b\end{split}\tag{3}", ["(3)"]),
        (r"\begin{equation}\begin{aligned}a\\b\end{aligned}\label{x}\end{equation}", ["(1)"]),
        (r"a\\b\tag{4}", ["(4)"]),
        (r"a\tag{1}\\b\tag{2}", ["(1)", "(2)"]),
        (r"a\tag{$\star$}", ["(⋆)"]),
        (r"a\tag{式 <1>}", ["(式 &lt;1&gt;)"]),
        (r"\begin{subequations}\begin{align}a\tag{5}\end{align}\end{subequations}", ["(5)"]),
    ],
)
def test_a_tag_may_stand_anywhere(tex: str, wanted: list[str]) -> None:
    (shown,) = show(tex)
    assert shown.message == ""
    assert numbers(shown) == wanted


def test_a_tag_in_a_line_of_text() -> None:
    assert text(show(r"x\tag{1}\label{a}", display=False)[0]) == "x(1)"


def test_references_lead_forward_and_backward() -> None:
    before, formula, after = show(r"\eqref{eq:k}", r"x\label{eq:k}", r"\ref{eq:k}")
    assert '<a href="#p-eq:k">(1)</a>' in before.html
    assert 'id="p-eq:k"' in formula.html
    assert '<a href="#p-eq:k">1</a>' in after.html


def test_a_reference_to_nothing_is_said() -> None:
    (shown,) = show(r"\eqref{zz}")
    assert text(shown) == "(???)"
    assert "zz" in shown.message


@pytest.mark.parametrize(
    "tex",
    [
        r"\eqref 5",
        r"x\label 5",
        r"\label{5}\eqref{5}",
        r"\text{@0}\tag{1}",
        r"\eqref{" + "9" * 5_000 + "}",
        r"\eqref",
    ],
)
def test_odd_references_do_no_harm(tex: str) -> None:
    show(tex)
    show(tex, display=False)


def test_a_label_that_stands_twice_is_said() -> None:
    first, second = show(r"x\label{k}", r"y\label{k}")
    assert first.message == ""
    assert "second time" in second.message
    assert "id=" not in second.html


def test_a_formula_in_a_heading_counts_once() -> None:
    page = note("## $x\\nosuch$\n\n$$y\\label{a}$$\n\n## $\\ref{a}$\n")
    assert (page.counts.formulas, page.counts.failed_formulas) == (3, 1)
    assert len([problem for problem in page.problems if problem.code == "math"]) == 1


def test_formulas_in_tables_footnotes_and_captions_share_macros() -> None:
    page = note(
        "$\\def\\q{y}$\n\n| a |\n|---|\n| $\\q$ |\n\n![A $\\q$ here](x.png)\n\nb[^1]\n\n[^1]: c $\\q$\n"
    )
    assert page.problems == ()
    assert html(page).count("<mi>y</mi>") == 3


# --- What must not happen --------------------------------------------------------------------------------

_OPENERS = [
    "{", r"\frac{", r"\left(", r"\begin{matrix}", r"\hat", r"\frac1", r"\sqrt[3]", "x^", "x_{", r"\text{", r"\text{$", "$",
    r"\color{red}", r"\bf ", r"\displaystyle ", r"x\over ", "'", r"\\", "&", "#", r"\overset1", r"\not", r"\mathop{x}\limits_",
    r"\operatorname{", r"\tag{", r"\label{a}", r"\eqref{a}", r"\def\a{", r"\newcommand", r"\let\a", r"\substack{", r"\\[", r"\norm",
    r"\begin{array}{", r"\begin{array}{@{", r"\begin{align}&", r"\begin{eqnarray}&&", "&gt;", r"\_", r"\*", "√", r"\textcolor{red}{",
    r"\begin{", r"\end{matrix}", "x^2'", "^{}'", r"\limits", r"\middle|", "%", "~", r"\Bigr)^", r"\text{\end", r"\text{\right", r"\left{\end}",
]  # fmt: skip

_BOMBS = [
    r"\def\a{{x{x{x{x\a}}}}}\a",
    r"\def\a{\a\a}\a",
    r"\def\a{\b\b}\def\b{\c\c}\def\c{\d\d}\def\d{\e\e}\def\e{\f\f}\def\f{\g\g}\def\g{\h\h}\def\h{xxxxxxxxxxxxxxxxxx}\a\a\a\a\a",
    r"\def\a{" + "x" * 5_000 + "}" + r"\a" * 2_000,
    r"\def\a#1{\frac{#1}{#1}}" + r"\a{" * 12 + "x" + "}" * 12,
    r"\let\x\def\x\y{{\y}}\y",
    r"\newcommand{\a}[1]{\begin{matrix}#1\a{#1}\end{matrix}}\a{x}",
    r"\def\a#1#2#3#4#5#6#7#8#9{#1#1#2#2}" + r"\a\a\a\a\a\a\a\a\a\a" * 50,
]

_HOSTILE = """
import json, sys
from hortus.tex import Formula, convert_all
formulas = [Formula(tex, display) for tex in json.load(sys.stdin) for display in (True, False)]
macros = (("site", r"{{\\\\site}}"), ("more", r"\\\\frac{#1}{\\\\more{#1}}"))
for start in range(0, len(formulas), 20):
    convert_all(formulas[start : start + 20], macros, numbering=True)
convert_all([Formula(r"\\\\newcommand{\\\\b}{{{\\\\a}}}", True), Formula(r"\\\\def\\\\a{{{\\\\b}}}", True), Formula(r"\\\\a", True)])
"""


def test_no_formula_ends_the_process() -> None:
    import json

    hostile = [(opener * 10_000)[:length] for opener in _OPENERS for length in (400, 600, 9_990, 30_000)]
    nested = [opener * 90 + "x" + "}" * 90 for opener in _OPENERS if opener.endswith("{")]
    used = [r"\site", r"\more{x}", r"\more" * 500]
    done = subprocess.run(
        [sys.executable, "-c", _HOSTILE.replace("\\\\", "\\")],
        input=json.dumps(hostile + nested + used + _BOMBS),
        text=True,
        capture_output=True,
        cwd=ROOT,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("opener", _OPENERS)
def test_no_formula_takes_long(opener: str) -> None:
    with limit():
        assert show((opener * 20_000)[:9_990])


@pytest.mark.parametrize(
    "opener",
    [
        "x(",
        "x[",
        r"x\{",
        r"x\langle ",
        r"x\bigl(",
        r"x\Biggl|",
        "x{(}",
        "x⟦",
        r"x({)}",
        r"\sin(",
        r"x\left)x(\right(",
        r"f(\text{)}",
        r"x(&)",
    ],
)
@pytest.mark.parametrize("count", [20, 40, 1_000])
def test_brackets_that_never_close_take_no_time(opener: str, count: int) -> None:
    with limit():
        assert show(opener * count)
        assert show(rf"\begin{{matrix}}{opener * count}\end{{matrix}}")


def test_many_brackets_that_close_are_fine() -> None:
    for tex in (
        "f(x) + [0, 1) " * 60,
        r"\left(x\right) \bigl(y\bigr) \{z\} \langle a, b\rangle " * 40,
        "f(" * 60 + "x" + ")" * 60,
    ):
        assert show(tex)[0].message == ""


@pytest.mark.parametrize("bomb", _BOMBS)
def test_a_bomb_is_refused(bomb: str) -> None:
    (shown,) = show(bomb)
    assert shown.message
    assert len(shown.html) < 200_000


def test_what_is_raised_in_the_other_thread_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        with_large_stack(lambda: 1 / 0)


def test_a_note_without_formulas_does_not_load_math_core() -> None:
    code = (
        "import sys; from hortus.markdown import parse; from hortus.model import Dialect, Source;"
        "parse(Source('a.md', b'text, $5 and $6'), Dialect()); assert 'math_core' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
