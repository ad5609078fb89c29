"""The program that notes were written for is seen from what lies beside them, and their owner has the last word."""

from __future__ import annotations

import re
from typing import Any

import pytest

from conftest import Site, limit
from hortus.config import Config
from hortus.dialect import choose_dialect
from hortus.markdown import parse
from hortus.model import Dialect, Image, Program, Source
from hortus.platforms import find_platforms, together


def of(marks: dict[str, bytes], **owners: Any) -> Config:
    """What is known of a folder with these marks, and its owner says."""
    return Config(platform=together(find_platforms(marks)), **owners)


@pytest.mark.parametrize(
    ("marks", "breaks", "hashtags"),
    [
        ({}, False, True),
        ({".obsidian": b""}, True, True),
        ({".obsidian": b"", ".obsidian/app.json": b'{"strictLineBreaks": true}'}, False, True),
        ({".obsidian": b"", ".obsidian/app.json": b"{"}, True, True),
        ({".obsidian": b"", ".obsidian/app.json": b"[]"}, True, True),
        ({"logseq/config.edn": b""}, True, True),
        ({"journals": b"", "pages": b""}, True, True),
        ({"pages": b""}, False, True),
        ({"source/_posts": b"", "_config.yml": b"title: x\n"}, True, False),
        ({"source/_posts": b"", "_config.yml": b"marked:\n  breaks: false\n"}, False, False),
        ({"_config.yml": b""}, False, False),
        ({"hugo.toml": b""}, False, False),
        ({"mkdocs.yml": b""}, False, False),
    ],
)
def test_the_marks_of_a_program(marks: dict[str, bytes], breaks: bool, hashtags: bool) -> None:
    dialect = choose_dialect(of(marks))
    assert (dialect.breaks, dialect.hashtags) == (breaks, hashtags)


def test_kramdown_reads_displays_its_own_way() -> None:
    assert not choose_dialect(of({"_posts": b""})).displays_in_text
    assert choose_dialect(of({".obsidian": b""})).displays_in_text


def test_the_owner_has_the_last_word() -> None:
    vault = {".obsidian": b""}
    assert not choose_dialect(of(vault, breaks="off")).breaks
    assert not choose_dialect(of(vault, hashtags=False)).hashtags
    assert choose_dialect(Config(breaks="on")).breaks
    assert choose_dialect(of({"mkdocs.yml": b""}, hashtags=True)).hashtags


def test_the_marks_are_seen_in_the_folder_of_notes_and_beside_it(site: Site) -> None:
    site.write("hortus.yaml", "title: T\n").write("notes/.obsidian/app.json", "{}").write(
        "notes/a.md", "one\ntwo\n"
    ).build()
    assert "one<br>" in site.article("a.html")


def test_a_vault_of_which_only_the_notes_were_kept() -> None:
    linked, plain = Source("a.md", b"See [[b]]."), Source("b.md", b"Text.")
    assert choose_dialect(Config(), [linked, plain] * 5).breaks
    matrix, notebook = Source("c.md", b"[[1, 2]] and [[0.5]]"), Source("d.ipynb", b"[[b]]")
    assert not choose_dialect(Config(), [matrix, notebook, plain] * 10).breaks
    assert not choose_dialect(Config(), [linked, plain] * 4).breaks
    assert not choose_dialect(Config(), [linked, *[plain] * 3] * 5).breaks
    assert not choose_dialect(of({"quartz.config.ts": b""}), [linked] * 10).breaks
    assert not choose_dialect(Config(is_own=True), [linked] * 10).breaks
    assert choose_dialect(of({".obsidian": b""}, is_own=True)).breaks
    assert not choose_dialect(Config()).breaks


@limit()
def test_brackets_without_end_cost_no_time() -> None:
    long = Source("a.md", b"[[" + b"a" * 400_000 + b"\n" + b"[[a" * 100_000)
    assert not choose_dialect(Config(), [long] * 10).breaks


VAULT: tuple[Program, ...] = ("obsidian",)
HUGO: tuple[Program, ...] = ("hugo",)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Growth of 5%% and then 10%% a year.", {VAULT: "Growth of 5 a year.", (): "", HUGO: ""}),
        ("Write %%d, and %%s too.", {VAULT: "Write s too.", (): "", HUGO: ""}),
        ("Seen %%hidden%% seen.", {VAULT: "Seen  seen.", (): "Seen  seen.", HUGO: ""}),
        ("%%time is a magic.", {VAULT: None, (): "", HUGO: ""}),
        ("%% a\n\nb", {VAULT: None, (): None, HUGO: "%% a"}),
        ("Press ^C", {VAULT: "", (): "", HUGO: ""}),
        ("Seen ^name", {VAULT: "Seen", (): "Seen", HUGO: ""}),
        ("The powers 2^[3] and ^[a-z]+", {(): "", HUGO: ""}),
    ],
)
def test_what_only_obsidian_means_is_meant_where_it_may_be(
    text: str, shown: dict[tuple[Program, ...], str | None]
) -> None:
    for programs, words in shown.items():
        note = parse(Source("a.md", text.encode()), Dialect(instructions=programs))
        found = re.sub("<[^<>]*>", "", "".join(piece for piece in note.body if isinstance(piece, str)))
        if words is None:
            assert not found.strip(), programs
        else:
            assert (words or text) in found, programs


def test_only_a_space_makes_a_heading_in_obsidian() -> None:
    text = b"Some words.\n\n#Meeting notes of today\n"
    for programs, title in ((VAULT, "A"), (HUGO, "Meeting notes of today")):
        assert parse(Source("a.md", text), Dialect(instructions=programs)).title == title


def test_a_number_is_a_width_only_in_obsidian() -> None:
    cases: tuple[tuple[tuple[Program, ...], int], ...] = ((VAULT, 300), ((), 0), (HUGO, 0))
    for programs, width in cases:
        note = parse(Source("a.md", b"![300](a.png)"), Dialect(instructions=programs))
        (picture,) = [piece for piece in note.body if isinstance(piece, Image)]
        assert picture.width == width


def test_a_bar_in_code_parts_cells_where_the_program_says_so() -> None:
    text = b"| a | b |\n|---|---|\n| `x|y` | $z$ |\n"
    cases: tuple[tuple[tuple[Program, ...], bool], ...] = (
        ((), False),
        (("jekyll",), True),
        (("mkdocs",), True),
    )
    for programs, is_kept in cases:
        note = parse(Source("a.md", text), Dialect(instructions=programs))
        assert ("<code>x|y</code>" in "".join(map(str, note.body))) is is_kept
        assert [problem.code for problem in note.problems] == ([] if is_kept else ["table"])


def test_cells_that_are_too_many_are_told_where_something_stands_in_them() -> None:
    text = b"| a | b |\n|---|---|\n| c | d || |\n| e | f | g |\n"
    assert [(one.code, one.line) for one in parse(Source("a.md", text), Dialect()).problems] == [("table", 4)]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("| a | b |\n| `x|y` | [c](d.md) |\n", ["td a td b", "td x|y td c"]),
        (
            "|---+--:|\n| a | b |\n|---+---|\n| c |\n|===|\n| d | $|e|$ |\n",
            ["th a th b", "td c td", "td d td |e|"],
        ),
        ("> | a |\n> | b |\n", ["td a", "td b"]),
        ("|a|b|\n|-|-|\n|c|d|\n", ["th a th b", "td c td d"]),
        ("|x| = 3\n", []),
        ("|---|\n", []),
        ("text\n| a | b |\n", []),
    ],
)
def test_tables_as_kramdown_has_them(text: str, rows: list[str]) -> None:
    def read(programs: tuple[Program, ...]) -> list[str]:
        note = parse(Source("a.md", text.encode()), Dialect(instructions=programs))
        html = "".join(piece for piece in note.body if isinstance(piece, str))
        found = re.findall("<tr>(.*?)</tr>", re.sub("<math.*?</math>", "|e|", html), re.DOTALL)
        return [" ".join(re.sub(r"<(t[hd])[^>]*>|<[^<>]*>", r" \1 ", row).split()) for row in found]

    assert read(("jekyll",)) == rows
    if text[1] != "a":
        assert read(()) == []
