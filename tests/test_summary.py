"""What lists show of a note: what its author says of it, or how it begins."""

from __future__ import annotations

import pytest

from hortus.markdown import parse
from hortus.model import Dialect, Note, Source

LONG = (
    "A sentence that is long enough to say what the note is about, so that no other has to be joined to it."
)


def read(text: str) -> Note:
    return parse(Source("note.md", text.encode()), Dialect())


@pytest.mark.parametrize(
    ("text", "description"),
    [
        (f"{LONG}\n\nAnother.", LONG),
        ("Short.\n\nThe next one.\n\nAnd the third.", "Short. The next one. And the third."),
        ("# Title\n\n## First\n\nIn the first section.\n\nSo is this.\n\n## Second\n\nNot this.", "In the first section. So is this."),
        ("By me.\n\n## First\n\nThe text itself.", "By me. The text itself."),
        ("- One thing to say\n- Another thing to say\n\n## Later\n\nText deep in the note.", "One thing to say Another thing to say"),
        ("There are two:\n\n- this\n- that\n\nNo more.", "There are two: this that No more."),
        (f"{LONG[:-1]}:\n\n- this\n- that\n\nNo more.", f"{LONG[:-1]}: this that"),
        ("- [A part](#a)\n- [Another](#b)\n\nThe text.", "The text."),
        ("[![Tests](badge.svg)](https://example.org)\n\n[English](en.md) | [[中文]]\n\nThe text.", "The text."),
        ("[Only](https://example.org/a)\n\n[links](https://example.org/b)", "Only links"),
        ("> Said by another.", "Said by another."),
        ("## Only a heading", ""),
        ("```\ncode\n```", ""),
    ],
)  # fmt: skip
def test_it_is_how_the_note_begins(text: str, description: str) -> None:
    assert read(text).description == description


def test_a_formula_that_its_words_lead_to_is_part_of_it() -> None:
    note = read(f"{LONG[:-1]}, is as follows:\n\n$$\ny = x^2\n$$\n\nWhere $x$ is given.")
    assert note.description == f"{LONG[:-1]}, is as follows: y = x^2"
    assert note.summary.endswith("</math></p>")
    assert note.summary.count(' display="block"') == 1
    assert note.counts.formulas == 2, "each is counted once"


def test_one_that_nothing_leads_to_is_not() -> None:
    assert read("Short words\n\n```\ncode\n```\n\n$$\ny\n$$").description == "Short words"
    assert read(f"{LONG}\n\n$$\ny = x^2\n$$").description == LONG
    assert read("A law of growth.\n\n$$\ny\n$$\n\nThe text.").description == "A law of growth. y The text."
    assert read(f"$$\ny = x^2\n$$\n\n{LONG}").summary == f"<p>{LONG}</p>"


def test_a_formula_is_never_cut() -> None:
    note = read("word " * 80 + "leads to\n\n$$\n" + "x + " * 40 + "y\n$$")
    assert "<math" not in note.summary
    assert note.summary.endswith("…</p>")


def test_what_stands_above_the_fold_is_all_of_it() -> None:
    note = read("One.\n\n$$\nx\n$$\n\nTwo.\n\n<!--more-->\n\nThree.")
    assert note.description == "One. x Two."
