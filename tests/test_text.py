"""Names and counts."""

from __future__ import annotations

import pytest

from hortus.text import anchor, clip, count_words, natural, plain, prettify, segment


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("How to use it", "How-to-use-it"),
        ("注意力机制", "注意力机制"),
        ("a#b?c%d&e", "a-b-c-d-e"),
        ("café", "café"),
        ("..", "-"),
        ("emoji 🌱", "emoji-🌱"),
        ("C++ (notes), 1.2", "C++-(notes),-1.2"),
        ("Encoder？", "Encoder？"),
    ],
)
def test_path_segments_keep_letters_of_every_script(name: str, path: str) -> None:
    assert segment(name) == path


def test_a_name_of_255_bytes_becomes_a_segment_that_fits() -> None:
    name = "章" * 85
    assert len((segment(name) + ".html").encode()) < 255
    assert segment(name) != segment(name[:-1] + "节")


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Hello, World!", "hello-world"),
        ("Less2 基本概念 (二)", "less2-基本概念-二"),
        ("a_b-c", "a_b-c"),
        ("🌱", ""),
    ],
)
def test_anchors_are_githubs(heading: str, name: str) -> None:
    assert anchor(heading) == name


def test_lecture_2_comes_before_lecture_12() -> None:
    assert sorted(["Lecture 12", "lecture 2", "Lecture 1"], key=natural) == [
        "Lecture 1",
        "lecture 2",
        "Lecture 12",
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("one two-three don't", 3),
        ("注意力 is all 你 need", 7),
        ("x = 1.5", 2),
        ("한국어 text", 4),
        ("", 0),
        ("a.b-c'd snake_case", 3),
        ("-a --b 'c' d- e--f 1.\n2.", 8),
        ("it’s\nplain.text\nnaïve-té.x", 3),
    ],
)
def test_cjk_characters_and_latin_words_are_counted(text: str, count: int) -> None:
    assert count_words(text) == count


def test_a_text_is_cut_between_words() -> None:
    assert clip("one two three four", 12) == "one two…"
    assert clip("一二三四五六七", 4) == "一二三…"


def test_file_names_as_titles() -> None:
    assert [prettify(name) for name in ("git-basics", "CNN notes", "word2vec", "my_note", "-")] == [
        "Git basics", "CNN notes", "Word2vec", "My note", "-",
    ]  # fmt: skip


def test_words_of_paragraphs_and_lines_do_not_run_together() -> None:
    assert (
        plain("<p>one<br>two</p><p>th<em>r</em>ee</p>\n<ul><li>4</li><li>5</li></ul>") == "one two three 4 5"
    )
