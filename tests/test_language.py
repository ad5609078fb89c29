"""The script tells the language and the direction; what is read the other way than its note says so."""

from __future__ import annotations

import pytest

from conftest import Site
from hortus.language import direction, guess_language
from hortus.language.written import size
from hortus.markdown import parse
from hortus.model import Dialect, Source
from hortus.text import count_words, reading_minutes, short_count
from test_syntax import show


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Gradient descent", ""),
        ("Wörter mit Umlauten und ça", ""),
        ("梯度下降是一种优化方法", "zh"),
        ("用 PyTorch 训练 Transformer 模型的笔记", "zh"),
        ("Notes on 注意力 in transformers and how they are trained today", ""),
        ("勾配降下法は最適化の方法です", "ja"),
        ("경사 하강법은 최적화 방법이다", "ko"),
        ("מרחב וקטורי מעל שדה", "he"),
        ("הגדרה: vector space V over F הוא קבוצה", "he"),
        ("التدرج النزولي", "ar"),
        ("گرادیان کاهشی یک روش است", "fa"),
        ("Градиентный спуск", "ru"),
        ("Градієнтний спуск є методом", "uk"),
        ("12345 + 67890 → …", ""),
        ("", ""),
    ],
)
def test_the_script_tells_the_language(text: str, language: str) -> None:
    assert guess_language(text) == language


def test_the_direction_of_a_language() -> None:
    assert [direction(language) for language in ("he", "ar-EG", "fa_IR", "en", "zh", "")] == ["rtl"] * 3 + [
        "ltr"
    ] * 3


def test_what_the_author_says_is_not_guessed_over() -> None:
    note = parse(Source("a.md", "---\nlang: yi\n---\nמרחב וקטורי\n".encode()), Dialect())
    assert note.meta.language == "yi"


def test_paragraphs_and_lists_read_the_other_way_say_so() -> None:
    text = "מרחב וקטורי מעל שדה\n\nA paragraph in English.\n\n- one\n- שתיים\n- three\n\n`code`\n\n$x$\n"
    note = parse(Source("a.md", text.encode()), Dialect())
    assert note.meta.language == "he"
    html = show(note)
    assert "<p>מרחב" in html
    assert '<p dir="ltr">A paragraph' in html
    assert '<ul dir="ltr">' in html
    assert "<p><code>" in html
    assert '<p dir="rtl">מרחב' in show(
        parse(Source("a.md", "English words first, many\n\nמרחב\n".encode()), Dialect())
    )


def test_a_page_says_what_language_its_note_is_in(site: Site) -> None:
    site.write("a.md", "# שדה\n\nמרחב וקטורי\n\n## אחד\n\n## שתיים\n").write(
        "b.md", "# B\n\nWords.\n"
    ).build()
    page = site.html("a.html")
    assert '<html lang="en" dir="ltr">' in page
    assert '<h1 lang="he" dir="rtl">' in page
    assert '<article class="note" lang="he" dir="rtl">' in page
    assert '<ol lang="he" dir="rtl">' in page
    assert '<article class="note">' in site.html("b.html")


def test_words_and_minutes_of_a_note_in_two_languages() -> None:
    words = count_words("字" * 246 + " word" * 939)
    assert (short_count(words), reading_minutes(words)) == ("1.2k", 6)
    assert [short_count(number) for number in (1, 999, 1000, 9_949, 9_999, 12_345)] == [
        "1",
        "999",
        "1k",
        "9.9k",
        "10k",
        "12k",
    ]


@pytest.mark.parametrize(
    ("number", "english", "german"),
    [
        (0, "0 B", "0 B"),
        (999, "999 B", "999 B"),
        (1000, "0.98 KB", "0,98 KB"),
        (13_414, "13.1 KB", "13,1 KB"),
        (204_800, "200 KB", "200 KB"),
        (1_572_864, "1.5 MB", "1,5 MB"),
        (5_000 * 1024**3, "5000 GB", "5.000 GB"),
    ],
)
def test_the_size_of_a_file_has_three_digits(number: int, english: str, german: str) -> None:
    assert (size(number, "en"), size(number, "de")) == (english, german)


def test_a_summary_in_another_language_does_not_make_the_note_one_in_it() -> None:
    note = parse(
        Source("a.md", "---\ndescription: 端到端语音合成模型\n---\nIt maps letters to sounds.\n".encode()),
        Dialect(),
    )
    assert note.meta.language == ""
    assert (note.counts.words, note.summary) == (5, "<p>端到端语音合成模型</p>")
