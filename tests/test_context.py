"""The sentence around each link, as the page shows it that the link leads to."""

from __future__ import annotations

import re

import pytest

from hortus.context import contexts, merged
from hortus.markdown import parse
from hortus.model import Dialect, Source


def around(text: str) -> list[str]:
    """The sentence around each hole of a note."""
    return list(contexts(parse(Source("a.md", text.encode()), Dialect()).body))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Before it. Now see [[b]] again. After it.", "Now see <b>b</b> again."),
        ("See [the other](b.md).", "See <b>the other</b>."),
        ("A list:\n\n- first\n- as in [[b]]\n- last", "as in <b>b</b>"),
        ("| x | y |\n|---|---|\n| one | like [[b]] |", "like <b>b</b>"),
        ("他说得对。参见[[b]]一文。再见。", "参见<b>b</b>一文。"),
        ("*Very* **much** like [[b|that *one*]].", "Very much like <b>that *one*</b>."),
        ("Is `x < 1` in [[b]]?", "Is <code>x &lt; 1</code> in <b>b</b>?"),
        ("A & B < C: [[b]].", "A &amp; B &lt; C: <b>b</b>."),
        ("See [[b]] and [[c]] and more.", "See <b>b</b> and c and more."),
        ("With a note[^1] in [[b]].\n\n[^1]: Aside.", "With a note in <b>b</b>."),
        ("It costs 3.5 units, e.g. in [[b]].", "It costs 3.5 units, e.g. in <b>b</b>."),
        ("One line\nand [[b]]\nand another.", "One line and <b>b</b> and another."),
    ],
)
def test_the_sentence_of_a_link_is_shown_with_its_words_marked(text: str, shown: str) -> None:
    assert around(text)[0] == shown


def test_formulas_of_the_sentence_are_formulas() -> None:
    (shown,) = around("Let $x^2$ be. The sum $a+b$ is in [[b]], not $c$. And $d$.")
    assert shown.startswith("The sum <math")
    assert shown.count("<math") == 2
    assert "<b>b</b>" in shown


@pytest.mark.parametrize("text", ["[[b]]", "- [[b]]", "## [[b]]\n\nText.", "Text.\n\n[[b]].\n\nMore."])
def test_a_link_with_nothing_around_it_has_no_sentence(text: str) -> None:
    assert around(text)[0] == ""


def test_a_link_with_nothing_around_it_says_under_which_heading_it_stands() -> None:
    text = "- [[a]]\n\n## See *also* $x$\n\n- [[b]]\n- [[c]]\n- as in [[d]]\n\n## [[e]]\n\n[[f]]"
    first, second, third, said, named, last = around(text)
    assert first == named == ""
    assert second == third
    assert second.startswith("§\u00a0See also <math")
    assert said == "as in <b>d</b>"
    assert last == "§\u00a0e"
    assert list(merged([second, third])) == [second], "it is said once"


def test_a_long_sentence_is_cut_between_words_on_either_side() -> None:
    (shown,) = around("word " * 200 + "[[b]]" + " word" * 200)
    assert shown.startswith("… word")
    assert shown.endswith("word …")
    assert len(shown) < 330


def test_other_holes_have_none() -> None:
    assert around("A picture ![x](x.png) here, #tag there.") == ["", ""]


@pytest.mark.parametrize("text", ["[[b]] and " * 5000, "$x$ " * 5000 + "[[b]]", "<b>" * 5000 + "[[b]]"])
def test_however_long_a_block_is_its_sentences_are_short(text: str) -> None:
    words = (re.sub("<math.*?</math>", "x", shown) for shown in around(text))
    assert all(len(shown) < 400 and shown.count("x") <= 10 for shown in words)


def test_sentences_that_differ_in_what_is_bold_are_one() -> None:
    sentences = around("See [[b|one]] and [[b|two]]. Not [[b|this]].")
    assert list(merged(sentences)) == ["See <b>one</b> and <b>two</b>.", "Not <b>this</b>."]
    assert list(merged(["<b>a</b>b", "a<b>b</b>", "ab", "a<b></b>b"])) == ["<b>a</b><b>b</b>"]
    assert list(merged([])) == []
