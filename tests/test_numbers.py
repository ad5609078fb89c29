"""Headings with numbers: one each, the same in the text and in the table of contents."""

from __future__ import annotations

import re

import pytest

from conftest import Site
from hortus.config import ConfigError, read_config
from hortus.model import Heading
from hortus.outputs.numbers import count

NOTE = "---\nnumbered: {}\n---\n# T\n\n## A\n\n### B\n\n### 7. C\n\n### D\n\n## E\n\n#### F\n\n## 二、G\n\n## H\n"


def counted(*headings: tuple[int, str]) -> list[str]:
    found = [Heading(level, str(at), text, "") for at, (level, text) in enumerate(headings)]
    numbers = count(found)
    return [numbers.get(heading.anchor, "") for heading in found]


def in_text(site: Site, path: str = "a.html") -> dict[str, str]:
    return dict(re.findall(r'<h\d id="([^"]*)" data-number="([\d.]*)"', site.article(path)))


def in_contents(site: Site, path: str = "a.html") -> dict[str, str]:
    toc = site.html(path).partition('<nav class="toc"')[2].partition("</nav>")[0]
    return dict(re.findall(r'href="#([^"]*)" data-number="([\d.]*)"', toc))


def test_headings_are_counted_by_level() -> None:
    assert counted((2, "A"), (3, "B"), (3, "C"), (4, "D"), (2, "E"), (3, "F")) == [
        "1", "1.1", "1.2", "1.2.1", "2", "2.1",
    ]  # fmt: skip


def test_levels_that_are_left_out_leave_no_gap() -> None:
    assert counted((3, "A"), (5, "B"), (4, "C"), (2, "D"), (6, "E")) == ["1", "1.1", "1.2", "2", "2.1"]


def test_a_number_of_its_own_is_the_only_one_and_counts() -> None:
    assert counted((2, "Preface"), (2, "3. B"), (3, "C"), (2, "D")) == ["1", "", "3.1", "4"]
    assert counted((2, "1.5. Lesson"), (3, "C"), (2, "D"), (2, "2. E"), (3, "F")) == [
        "",
        "1.5.1",
        "1.6",
        "",
        "2.1",
    ]
    assert counted((2, "A"), (3, "4 B"), (3, "C"), (3, "1.9 D"), (3, "E")) == ["1", "", "1.5", "", "1.10"]


@pytest.mark.parametrize(
    "text",
    ["1. A", "1) A", "12 A", "3、A", "1．A", "§ 2 A", "IV. A", "一、A", "（二）A", "第三章 A", "第2节"],
)
def test_what_is_a_number(text: str) -> None:
    assert counted((2, text)) == [""]


@pytest.mark.parametrize(
    "text", ["2D pictures", "2021 in short", "In fact", "一般来说", "3.5% of all", "", "I am", "1.2.3.4567"]
)
def test_what_is_none(text: str) -> None:
    assert counted((2, text)) == ["1"]


def test_text_and_contents_show_the_same(site: Site) -> None:
    site.write("a.md", NOTE.format("true")).build()
    numbers = in_text(site)
    assert numbers == {"a": "1", "b": "1.1", "d": "1.8", "e": "2", "f": "2.1", "h": "4"}
    assert in_contents(site) == {key: numbers[key] for key in "abdefh"}


def test_without_being_asked_for_there_are_none(site: Site) -> None:
    site.write("a.md", NOTE.format("false")).write("b.md", "## A\n\n## B\n").build()
    assert in_text(site) == in_contents(site) == in_text(site, "b.html") == {}


def test_all_notes_may_have_them_and_one_not(site: Site) -> None:
    site.write("hortus.yaml", "numbered: true\n")
    site.write("notes/a.md", "## A\n\n## B\n").write("notes/b.md", NOTE.format("no"))
    site.write("notes/c/index.md", "## A\n\n## B\n").write("notes/c/d.md", "![[a]]\n\n## X\n").build()
    assert in_text(site) == in_contents(site) == {"a": "1", "b": "2"}
    assert in_text(site, "b.html") == {}
    assert in_text(site, "c/index.html") == in_contents(site, "c/index.html") == {"a": "1", "b": "2"}
    assert in_text(site, "c/d.html") == {"x": "1"}


def test_numbered_is_true_or_false() -> None:
    with pytest.raises(ConfigError, match="`numbered` must be true or false"):
        read_config(b"numbered: maybe\n")
