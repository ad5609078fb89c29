"""The page of the whole graph: what it lists, what its script is told, and what it must not tell."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from conftest import Site


@pytest.fixture
def garden(site: Site) -> Site:
    site.write("a.md", "---\ntags: [x]\n---\nTo [[b]], [[b]] again and [[c]].")
    site.write("beds/b.md", "---\ntitle: The bed\ntags: [y, x]\n---\nBack to [[a]].")
    site.write("beds/c.md", "Shows\n\n![[b]]")
    return site.write("beds/deep/d.md", "Alone.")


def _told(site: Site) -> dict[str, Any]:
    found = re.fullmatch(r"hortusGraph\((.*)\)\n", site.html("graph.js"), re.DOTALL)
    assert found
    told: dict[str, Any] = json.loads(found[1])
    return told


def test_the_script_is_told_notes_and_edges_by_their_numbers(garden: Site) -> None:
    told = _told(garden.build())
    assert [path for path, _ in told["folders"]] == ["", "beds", "beds/deep"]
    assert [title for _, title in told["folders"]][1:] == ["Beds", "Deep"]
    assert told["tags"] == ["x", "y"]
    assert told["notes"] == [
        ["a.html", "A", 0, 0],
        ["b.html", "The bed", 1, 1, 0],
        ["c.html", "C", 1],
        ["d.html", "D", 2],
    ]


def test_two_notes_have_one_edge_however_they_name_each_other(garden: Site) -> None:
    assert _told(garden.build())["edges"] == [0, 1, 0, 2, 1, 2]


def test_the_page_lists_the_most_linked_and_those_without_links(garden: Site) -> None:
    garden.write("e.md", "To [[a]].")
    html = garden.build().html("graph.html")
    hubs, _, alone = html.partition('id="alone"')
    assert re.findall(r'<li><a href="(.*?)">.*?</a> <span>(.*?)</span>', hubs) == [
        ("a.html", "3 links"),
        ("beds/b.html", "2 links"),
        ("beds/c.html", "2 links"),
        ("e.html", "1 link"),
    ]
    assert re.findall(r'<li><a href="(.*?)">', alone) == ["beds/deep/d.html"]
    assert "<span>5 notes</span><span>4 links</span>" in html


def test_of_many_without_links_the_page_says_how_many_it_does_not_list(site: Site) -> None:
    for number in range(70):
        site.write(f"n{number}.md", "Alone.")
    html = site.build().html("graph.html")
    assert html.partition('id="alone"')[2].count("<li><a") == 60
    assert "and 10 more" in html


def test_nothing_of_an_unpublished_note_is_told(garden: Site) -> None:
    garden.write("shed/draft.md", "---\ntitle: Hidden rake\ntags: [secret]\ndraft: true\n---\nTo [[a]].")
    garden.write("a.md", "To [[draft]] and [[b]].").build()
    for path in ("graph.html", "graph.js"):
        assert not re.search("hidden rake|secret|shed|draft", garden.html(path), re.IGNORECASE)


def test_a_note_with_a_map_leads_to_its_place_in_the_graph(garden: Site) -> None:
    garden.write("Größe & mehr.md", "[[a]] [[b]] [[c]]").build()
    assert 'href="../graph.html#beds/b.html"' in garden.html("beds/b.html")
    assert 'href="graph.html#Gr%C3%B6%C3%9Fe-mehr.html"' in garden.html("Größe-mehr.html")
    assert "graph.html#" not in garden.html("beds/deep/d.html")


def test_every_page_leads_to_the_graph(garden: Site) -> None:
    assert '<a href="../../graph.html">Graph</a>' in garden.build().html("beds/deep/d.html")


def test_the_graph_is_in_the_sitemap(garden: Site) -> None:
    garden.base_url = "https://example.org/"
    assert "<loc>https://example.org/graph.html</loc>" in garden.build().html("sitemap.xml")


def test_a_note_called_graph_gets_another_place(garden: Site) -> None:
    garden.write("graph.md", "---\ntitle: Mine\n---\nOf [[a]].").build()
    assert "Mine" in garden.html("graph-2.html")
    assert 'id="graph"' in garden.html("graph.html")


def test_a_site_without_notes_has_an_empty_graph(site: Site) -> None:
    assert _told(site.write("hortus.yaml", "title: Bare\n").build())["notes"] == []


def test_a_note_names_itself_for_the_search_of_mentions(site: Site) -> None:
    site.write("a.md", '---\ntitle: It\'s <b> & "c"\naliases: [Other]\n---\nText.').build()
    found = re.search(r"<details class=\"mentions\" hidden data-names='(.*?)'>", site.html("a.html"))
    assert found
    assert json.loads(found[1]) == ['It\'s <b> & "c"', "Other"]
