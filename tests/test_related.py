"""Which notes are about the same, and the map of links around a note."""

from __future__ import annotations

import re

import pytest

from conftest import Site


@pytest.fixture
def garden(site: Site) -> Site:
    """Eight notes, of which `bees` and `honey` are about the same."""
    site.write("bees.md", "---\ntags: [hive]\n---\n# Bees and wax\n\nText of [[tools|them]].\n")
    site.write("honey.md", "---\ntags: [hive]\n---\n# Honey\n\n## Wax\n\nOf [[tools|these]] again.\n")
    site.write("tools.md", "# Tools\n\nA smoker.\n")
    for name in ("north", "south", "east", "west", "middle"):
        site.write(f"{name}.md", f"# The {name}\n\nWeather of the {name}.\n")
    return site.build()


def related(site: Site, path: str) -> list[tuple[str, str]]:
    """(title, reasons) of the related notes on a page."""
    aside = site.html(path).partition('<aside class="related"')[2].partition("</aside>")[0]
    found = re.findall(r"<li><a [^>]*>(.*?)</a><p>(.*?)</p>", aside)
    return [(title, " ".join(re.sub(r"<[^>]+>", " ", why).split())) for title, why in found]


def test_notes_about_the_same_are_related_and_it_says_why(garden: Site) -> None:
    assert related(garden, "bees.html") == [("Honey", "#hive both speak of wax both link to Tools")]
    assert related(garden, "honey.html") == [("Bees and wax", "#hive both speak of wax both link to Tools")]
    assert related(garden, "north.html") == []


def test_notes_that_are_linked_already_are_not_listed_again(garden: Site) -> None:
    garden.write(
        "honey.md", "---\ntags: [hive]\n---\n# Honey\n\n## Wax\n\nOf [[tools|these]] and [[bees]].\n"
    ).build()
    assert related(garden, "bees.html") == related(garden, "honey.html") == []


def test_the_notes_before_and_after_are_not_listed_again(garden: Site) -> None:
    assert [title for title, _ in related(garden, "honey.html")] == ["Bees and wax"]
    garden.delete("east.md").build()
    assert 'rel="prev" href="bees.html"' in garden.html("honey.html")
    assert related(garden, "bees.html") == related(garden, "honey.html") == []


def test_a_hidden_note_is_related_to_nothing(garden: Site) -> None:
    garden.write(
        "honey.md", "---\ntags: [hive]\ndraft: true\n---\n# Honey\n\n## Wax\n\nOf [[tools]].\n"
    ).build()
    assert related(garden, "bees.html") == []


def test_chinese_titles_are_compared_by_pairs_of_letters(garden: Site) -> None:
    garden.write("一.md", "# 语音合成入门\n\n文。\n").write("二.md", "# 端到端语音合成\n\n文。\n")
    garden.write("丁.md", "# 一个\n\n文。\n").build()
    assert related(garden, "一.html") == [("端到端语音合成", "both speak of 语音合成")]


def test_words_that_both_have_are_shown_as_they_are_written(garden: Site) -> None:
    garden.write("a.md", "# Why BPE needs a basis\n\nOne.\n").write(
        "z.md", "# A Basis of BPE\n\nTwo.\n"
    ).build()
    assert related(garden, "a.html") == [("A Basis of BPE", "both speak of basis, BPE")]


def drawn(site: Site, path: str) -> list[tuple[str, bool]]:
    """(name, whether it stands on the left) of the notes on the map of a page."""
    svg = site.html(path).partition('<nav class="map"')[2].partition("</svg>")[0]
    return [
        (name, 'text-anchor="end"' in text)
        for text, name in re.findall(r"<a .*?(<text [^>]*>)(.*?)</text></a>", svg)
    ]


def test_the_map_shows_what_leads_here_and_where_the_note_leads(garden: Site) -> None:
    garden.write(
        "tools.md", "# Tools\n\n[[bees]], [[north]], [[north]], ![[south]] and [[nowhere]].\n"
    ).build()
    assert drawn(garden, "tools.html") == [
        ("Honey", True),
        ("Bees and wax", False),
        ("The north", False),
        ("The south", False),
    ]
    assert drawn(garden, "bees.html") == []


def test_the_map_says_which_side_is_which_and_what_is_linked_both_ways(garden: Site) -> None:
    garden.write("tools.md", "# Tools\n\n[[bees]], [[north]] and [[south]].\n").build()
    svg = garden.html("tools.html").partition('<nav class="map"')[2].partition("</nav>")[0]
    assert re.findall(r'<text class="side".*?>(.*?)<', svg) == ["only linked from", "links to"]
    assert ("linked both ways" in svg) == ('class="mutual"' in svg)
    garden.write("bees.md", "# Bees\n\nThey need [[tools]].\n").build()
    assert "linked both ways" in garden.html("tools.html")


def test_a_long_name_is_cut_and_its_whole_stands_behind(garden: Site) -> None:
    long = "一二三四五六七八九十" * 3
    garden.write("long.md", f"# {long}\n\n[[tools]]").build()
    assert drawn(garden, "tools.html")[-1] == ("一二三四五六七八九十一二三…", True)
    assert f"<title>{long}</title>" in garden.html("tools.html")


def test_of_many_notes_the_map_shows_the_first(garden: Site) -> None:
    for number in range(20):
        garden.write(f"n{number}.md", "[[tools]]")
    assert len(drawn(garden.build(), "tools.html")) == 8


def test_one_word_makes_no_two_notes_alike(site: Site) -> None:
    site.write("a.md", "# 梯度\n").write("z.md", "# Gradient 梯度\n")
    for number in range(9):
        site.write(f"n{number}.md", f"# Number {number} and nothing\n")
    site.build()
    assert related(site, "a.html") == []
