"""Notes of a series know each other."""

from __future__ import annotations

import re

import pytest

from conftest import Site


@pytest.fixture
def course(site: Site) -> Site:
    site.write("hortus.yaml", "title: T\n")
    part(site, "z/one", "Course", 1)
    part(site, "two", "course", 2)
    part(site, "a/three", "[Course, Other]", 3)
    return site.write("a/alone.md", "# Alone\n").write("a/single.md", "---\nseries: Only\n---\n# Single\n")


def part(site: Site, name: str, series: str, number: float | str, more: str = "") -> None:
    site.write(f"notes/{name}.md", f"---\nseries: {series}\npart: {number}\n{more}---\n# {name.title()}\n")


def box(site: Site, path: str) -> str:
    found = re.search(r'<nav class="series".*?</nav>', site.html(path), re.DOTALL)
    return found[0] if found else ""


def shown(site: Site, path: str) -> tuple[str, list[str]]:
    html = box(site, path)
    title = re.search("<summary>(.*?)</summary>", html)
    return title[1] if title else "", re.findall(r"<li>(.*?)</li>", html)


def beside(site: Site, path: str) -> dict[str, str]:
    return dict(re.findall(r'<a rel="(prev|next)" href="([^"]*)"', site.html(path)))


def test_a_part_names_all_parts_and_its_own_place(course: Site) -> None:
    title, parts = shown(course.build(), "two.html")
    assert title == "Part 2 of 3 of Course"
    assert parts == [
        '<a href="z/one.html">Z/One</a>',
        '<b aria-current="page">Two</b>',
        '<a href="a/three.html">A/Three</a>',
    ]
    assert "<details>" in box(course, "two.html")


def test_previous_and_next_follow_the_series(course: Site) -> None:
    course.build()
    assert beside(course, "z/one.html") == {"next": "../two.html"}
    assert beside(course, "two.html") == {"prev": "z/one.html", "next": "a/three.html"}
    assert beside(course, "a/three.html") == {"prev": "../two.html"}


def test_notes_without_a_series_and_single_ones_have_no_box(course: Site) -> None:
    course.write("notes/a/alone.md", "# Alone\n").write(
        "notes/a/single.md", "---\nseries: Only\n---\n"
    ).build()
    assert box(course, "a/alone.html") == box(course, "a/single.html") == ""


def test_parts_without_numbers_come_last_by_date_and_name(course: Site) -> None:
    for name, date in (("d", ""), ("c", ""), ("y", "date: 2026-01-01"), ("x", "date: 2026-02-02")):
        course.write(f"notes/{name}.md", f"---\nseries: Course\n{date}\n---\n# {name}\n")
    parts = [re.sub("<[^>]*>", "", item) for item in shown(course.build(), "two.html")[1]]
    assert parts == ["Z/One", "Two", "A/Three", "y", "x", "c", "d"]


def test_a_part_that_is_not_published_is_not_counted(course: Site) -> None:
    part(course, "two", "Course", 2, "draft: true\n")
    assert shown(course.build(), "a/three.html")[0] == "Part 2 of 2 of Course"
    assert "Two" not in course.html("a/three.html")


def test_two_parts_of_one_number_are_a_warning(course: Site) -> None:
    part(course, "b", "Course", 2)
    course.build()
    (problem,) = course.report.problems
    assert problem.message == "this note and b.md are both part 2 of the series `Course`"
    assert problem.path == "notes/two.md"
    assert shown(course, "b.html")[0] == "Part 2 of 4 of Course"


def test_a_part_may_be_the_page_of_its_folder(course: Site) -> None:
    part(course, "q/index", "Course", 4)
    course.write("notes/q/other.md", "# Other\n").build()
    assert shown(course, "q/index.html")[0] == "Part 4 of 4 of Course"


def test_a_body_that_changes_writes_no_other_part(course: Site) -> None:
    course.build()
    course.write("notes/two.md", "---\nseries: Course\npart: 2\nsummary: s\n---\n# Two\n\nText.\n").build()
    course.write("notes/two.md", "---\nseries: Course\npart: 2\nsummary: s\n---\n# Two\n\nOther.\n").build()
    course.wrote("two.html", "two.md", "search/index.js", "search/notes.js")


def test_a_chinese_site_says_it_in_chinese(course: Site) -> None:
    course.write("hortus.yaml", "language: zh\n").build()
    assert shown(course, "two.html")[0] == "Course · 第 2 篇，共 3 篇"
