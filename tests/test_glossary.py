"""The glossary: what notes define, on a page of its own and for the texts of the others."""

from __future__ import annotations

import json
import re

import pytest

from conftest import Site


def defined(site: Site) -> dict[str, str]:
    """The terms that pages are told of, and their meanings."""
    script = site.build().html("terms.js")
    rows = json.loads(script.removeprefix("hortusGlossary(").rstrip().removesuffix(")"))
    return {term: meaning for term, _, meaning in rows}


@pytest.mark.parametrize(
    ("text", "term", "meaning"),
    [
        ("NN\n: neural *network*", "NN", "neural network"),
        ("- NN = neural network", "NN", "neural network"),
        ("- **NN**: neural network", "NN", "neural network"),
        ("* NN — neural network", "NN", "neural network"),
        ("- 梯度：函数上升最快的方向", "梯度", "函数上升最快的方向"),
        ("## Softmax\n\nTurns scores into shares.\n\nMore.", "Softmax", "Turns scores into shares."),
        ("- `git add` - stages a file", "git add", "stages a file"),
        ("- a-b = c", "a-b", "c"),
    ],
)
def test_a_definition_is_written_in_many_ways(site: Site, text: str, term: str, meaning: str) -> None:
    assert defined(site.write("glossary.md", text)) == {term: meaning}


def test_the_page_has_all_terms_in_order_with_their_notes(site: Site) -> None:
    site.write("glossary.md", "- beta = second\n- alpha = *first* of $x$\n").write(
        "deep/signs.md", "---\nglossary: true\n---\nGamma\n: third, see [[other]]\n"
    ).write("deep/other.md", "x").build()
    page = site.html("terms.html")
    assert re.findall(r'<div id="(.*?)"><dt>(.*?)</dt>', page) == [
        ("alpha", "alpha"),
        ("beta", "beta"),
        ("gamma", "Gamma"),
    ]
    assert "<dd><em>first</em> of <math" in page
    assert 'href="deep/other.html"' in page
    assert '<a class="source" href="deep/signs.html">Signs</a>' in page


def test_a_section_of_any_note_may_be_a_glossary(site: Site) -> None:
    site.write(
        "notes.md",
        "# Notes\n\n- a = b\n\n## Glossary:\n\n- NN = neural network\n\n### Loss\n\nHow wrong.\n\n## Next\n\n- c = d\n",
    )
    site.write("other.md", "---\nglossary: false\n---\n## Glossary\n\n- e = f\n").write(
        "third.md", "## A glossary\n\n- g = h\n"
    )
    assert defined(site) == {
        "NN": "neural network"
    }  # what stands below headings after a list is a text again


def test_headings_define_terms_in_a_section_without_a_list(site: Site) -> None:
    site.write(
        "a.md",
        "# A\n\n## Glossary\n\nOf this note.\n\n### Loss\n\nHow wrong.\n\n### Gain\n\n- x = y\n\n### Net\n\nMany.\n",
    )
    assert defined(site) == {"Loss": "How wrong.", "Net": "Many.", "x": "y"}


@pytest.mark.parametrize("front", ["draft: true", "glossary: false"])
def test_a_note_that_is_hidden_or_says_no_defines_nothing(site: Site, front: str) -> None:
    site.write("glossary.md", f"---\n{front}\n---\n- NN = neural network\n").write("a.md", "x").build()
    assert not (site.public / "terms.html").exists()
    assert "data-glossary" not in site.html("a.html")


def test_an_edited_definition_writes_no_other_page(site: Site) -> None:
    site.write("glossary.md", "- NN = neural network\n").write("a.md", "An NN.").build()
    site.write("glossary.md", "---\nsummary: ''\n---\n- NN = neural nets\n").build()
    site.write("glossary.md", "---\nsummary: ''\n---\n- NN = neural net\n").build()
    assert "a.html" not in site.report.written
    assert {"terms.html", "terms.js"} <= set(site.report.written)


def test_what_is_long_or_nested_is_no_definition(site: Site) -> None:
    long = "word " * 20
    site.write("glossary.md", f"- {long} = x\n- outer: things\n  - inner = thing\n- just an item\n")
    assert defined(site) == {"inner": "thing"}
