"""`check`: what may be wrong with a folder of notes. Each kind is found, and what only looks like it is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Run, Site, limit
from hortus.checking import Wanted, check
from hortus.checks import leaks
from hortus.commands.findings import Known, as_github, as_json, as_sarif, compare, read_baseline
from hortus.memo import Memo
from hortus.model import Output, Problem
from hortus.report import describe
from hortus.request import UsageError
from hortus.search.pack import write_list

LINKED = "[[a]] and [[b]] are linked with each other, as notes in gardens are.\n"
PROSE = " ".join(
    f"The {number}th sentence of this note says a thing of its own about {word}."
    for number, word in enumerate("soil water light seeds roots leaves stems bulbs grafts moss".split())
)


def findings(site: Site, *, spelling: bool = False, leaks: bool = False) -> tuple[Problem, ...]:
    return check(site.request(), Memo(None), Wanted(spelling=spelling, leaks=leaks)).findings


def found(site: Site, *codes: str) -> list[str]:
    """`path:line:col code` of those findings, of all without a code."""
    return [
        f"{finding.path}:{finding.line}:{finding.column} {finding.code}"
        for finding in findings(site, spelling="spelling" in codes)
        if not codes or finding.code in codes
    ]


def garden(site: Site) -> Site:
    """Two notes with nothing wrong in them."""
    return site.write("a.md", f"# A\n\n{LINKED}").write("b.md", f"# B\n\n{LINKED}")


def test_nothing_is_found_in_notes_without_fault(site: Site) -> None:
    assert found(garden(site)) == []


def test_what_the_build_says_is_found(site: Site) -> None:
    garden(site).write(
        "c.md", "# C\n\n[[a#gone]] [x](b.md#none) [[nowhere]]\n\n![A pear.](no.png)\n\n$\\frac{$\n"
    )
    assert found(site) == [
        "c.md:3:1 missing-anchor", "c.md:3:12 missing-anchor", "c.md:3:27 missing-link", "c.md:5:1 missing-image",
        "c.md:7:1 math",
    ]  # fmt: skip


def test_anchors_that_are_there_are_no_finding(site: Site) -> None:
    garden(site).write(
        "c.md", "# C\n\n[[a#Here]] [x](a.md#here) [[#Own words]] [[a#D D e g rules]]\n\n## Own words\n"
    )
    site.write("a.md", f"# A\n\n{LINKED}\n## Here\n\nText.\n\n## D&D (e.g. rules)\n\nText.\n")
    assert found(site) == []


# --- Links


def test_a_name_that_several_notes_link_to_is_one_finding(site: Site) -> None:
    garden(site).write("c.md", "# C\n\n[[a]] says of [[Pruning]] what is known.\n")
    site.write("d.md", "# D\n\n[[a]] says so.\n\nSee [[pruning|how]] and [[once]], too.\n")
    (wanted,) = [finding for finding in findings(site) if finding.code == "missing-page"]
    assert (wanted.path, wanted.line, wanted.column) == ("c.md", 3, 15)
    assert wanted.message == "nothing here is called `Pruning`, and 2 notes link to it"
    assert wanted.hint == "also in d.md:5"
    assert found(site, "missing-link") == ["d.md:5:25 missing-link"]


def test_a_name_that_one_note_links_to_twice_is_not_wanted_by_several(site: Site) -> None:
    garden(site).write("c.md", "# C\n\n[[a]] says of [[Pruning]] and [[Pruning]] what is known.\n")
    assert found(site) == ["c.md:3:15 missing-link", "c.md:3:31 missing-link"]


def test_relative_addresses_are_one_name_only_when_they_lead_to_one_place(site: Site) -> None:
    garden(site).write("x/c.md", "# C\n\n[[a]], and [more of it](more.md) in a file.\n")
    site.write("y/d.md", "# D\n\n[[a]], and [more of it](more.md) in a file.\n")
    assert found(site, "missing-page") == []


def test_a_link_without_an_address_is_found(site: Site) -> None:
    text = "[[a]] [later]() and [top](#), [code [in]](<>)\n\n| [in a table]() | `[x]()` |\n|:--|:--|\n| [b](b.md) | [*so*]() |\n"
    garden(site).write("c.md", f"# C\n\n{text}\n{PROSE}\n")
    assert found(site) == [
        "c.md:3:7 empty-link", "c.md:3:31 empty-link", "c.md:5:3 empty-link", "c.md:7:15 empty-link",
    ]  # fmt: skip


def test_an_address_in_other_case_than_the_file_is_found(site: Site) -> None:
    garden(site).write("c.md", "# C\n\n[one](B.md) ![A bulb.](Bulb.png) [[B]] [two](b.md) [three](a)\n")
    site.write("bulb.png", b"x")
    assert found(site, "wrong-case") == ["c.md:3:1 wrong-case", "c.md:3:13 wrong-case"]


def test_the_case_of_what_is_not_published_is_not_told(site: Site) -> None:
    garden(site).write("c.md", "# C\n\n[[a]] and [one](Hidden.md) of these.\n")
    site.write("hidden.md", "---\ndraft: true\n---\n# Hidden\n")
    assert found(site) == []


# --- Notes


def test_a_note_that_no_link_leads_to_or_from_is_found(site: Site) -> None:
    garden(site).write("c.md", f"# C\n\n{PROSE}\n")
    assert found(site) == ["c.md:0:0 orphan"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("2026-05-06.md", PROSE),  # a leaf of a diary
        ("Templates/c.md", PROSE),
        ("c.md", f"---\nrelated: '[[a]]'\n---\n{PROSE}"),
        ("c.md", f"[[not yet]] {PROSE}"),
        ("index.md", PROSE),
        ("c.md", f"---\naliases: [Wanted elsewhere]\n---\n{PROSE}"),
    ],
)
def test_a_note_that_stands_in_some_order_is_no_orphan(site: Site, path: str, text: str) -> None:
    garden(site).write(path, text).write(
        "d.md", f"---\nup: '[[Wanted elsewhere]]'\n---\n# D\n\n[[a]] {PROSE}\n"
    )
    assert found(site, "orphan") == []


def test_where_notes_are_not_linked_none_is_an_orphan(site: Site) -> None:
    for number in range(4):
        site.write(f"{number}.md", f"# Number {number}\n\nThe text of note {number}, which is long enough.\n")
    assert found(site) == []


def test_a_note_with_hardly_any_text_is_found(site: Site) -> None:
    garden(site).write("c.md", "# C\n\nSee [[a]] soon.\n").write("d.md", "# D\n")
    site.write("a.md", f"# A\n\n{LINKED}[[d]]\n")
    assert found(site) == ["c.md:0:0 stub", "d.md:0:0 stub"]


@pytest.mark.parametrize(
    "text",
    [
        "![A pear tree.](p.svg)", "$$x^2$$", "```mermaid\ngraph TD; A-->B\n```", "![[a]]", "[[a]] [[b]]",
        "`pip install a-thing-with --many --options here`", "![](https://example.org/p.png)",
    ],
)  # fmt: skip
def test_few_words_and_something_to_see_are_no_stub(site: Site, text: str) -> None:
    garden(site).write("c.md", f"# C\n\n{text}\n").write("p.svg", "<svg/>")
    assert found(site, "stub") == []


@pytest.mark.parametrize("title", ["Untitled", "Untitled 2", "New note", "未命名 1"])
def test_a_name_that_programs_give_is_found(site: Site, title: str) -> None:
    garden(site).write(f"{title}.md", f"{LINKED}")
    assert found(site) == [f"{title}.md:0:0 untitled"]


def test_the_first_of_several_sections_is_no_title(site: Site) -> None:
    garden(site).write("c.md", f"# 1. Function\n\n{LINKED}\n\n# 2. Model\n\nText.\n")
    (one,) = findings(site)
    assert (one.code, one.line, "`1. Function`" in one.message) == ("untitled", 1, True)


@pytest.mark.parametrize(
    "text", ["# 1. Function\n\n## A\n", "---\ntitle: 1. A\n---\n# 2. B\n", "# 1984\n\n# 2001\n"]
)
def test_a_title_with_a_number_is_one(site: Site, text: str) -> None:
    garden(site).write("c.md", f"{text}\n{LINKED}\n")
    assert found(site) == []


def test_a_title_that_begins_like_such_a_name_is_no_finding(site: Site) -> None:
    garden(site).write("c.md", f"# Untitled works of the masters\n\n{LINKED}")
    assert found(site) == []


def test_notes_with_one_title_are_found(site: Site) -> None:
    garden(site).write("x/c.md", f"---\ntitle: Of pears\n---\n{LINKED}").write(
        "y/d.md", f"# Of Pears\n\n{LINKED}"
    )
    (same,) = findings(site)
    assert (same.code, same.path, same.line, same.hint) == ("same-title", "x/c.md", 2, "also y/d.md")


def test_titles_that_every_part_has_are_no_finding(site: Site) -> None:
    garden(site)
    for folder in "xy":
        site.write(f"{folder}/intro.md", f"# Introduction\n\n{LINKED}")
        site.write(f"{folder}/index.md", f"# Of it\n\n{LINKED}")
    garden(site).write("de.md", f"---\ntitle: A\nlang: de\n---\n{LINKED}")
    assert found(site) == []


def test_copies_and_near_copies_are_found_with_their_share(site: Site) -> None:
    garden(site).write("c.md", f"# C\n\n[[a]] {PROSE}\n").write("d.md", f"# D\n\n[[a]] {PROSE}\n")
    site.write("e.md", f"# E\n\n[[a]] {PROSE} It ends otherwise.\n")
    said = {finding.code: finding.message for finding in findings(site)}
    assert said["copy"] == "1 other note says the same: d.md"
    assert said["near-copy"].endswith("% of this note and of e.md are the same")
    assert 90 <= int(said["near-copy"].split()[0]) < 100


def test_notes_that_share_a_paragraph_are_no_copies(site: Site) -> None:
    other = PROSE.replace("sentence", "line").replace("thing", "word").replace("note", "page")
    garden(site).write("c.md", f"# C\n\n[[a]] {PROSE}\n").write("d.md", f"# D\n\n[[a]] {PROSE}\n\n{other}\n")
    assert found(site) == []


def test_a_form_that_many_notes_have_makes_no_copies(site: Site) -> None:
    garden(site)
    for number in range(20):
        own = " ".join(f"word{number}x{word}" for word in range(50))
        site.write(f"{number}.md", f"# Number {number}\n\n[[a]] {PROSE}\n\n{own}\n")
    assert found(site) == []


# --- Pictures and files


def test_pictures_without_description_are_one_finding_a_note(site: Site) -> None:
    garden(site).write("c.md", "# C\n\n[[a]] and two trees:\n\n![](p.svg)\n\n![[p.svg]]\n").write(
        "p.svg", "<svg/>"
    )
    (bare,) = findings(site)
    assert (bare.code, bare.line, bare.message) == (
        "undescribed", 5, "the picture `p.svg` has no description; 1 other here neither",
    )  # fmt: skip


def test_pictures_of_other_sites_are_looked_at_too(site: Site) -> None:
    there = "https://example.org/x"
    rows = [
        f"![Screen Shot 2021-03-16 at 23.45.08]({there}/a.png)",
        f"![A pear]({there}/b.png)",
        f"![]({there}/c.png)",
    ]
    apart = f"[![]({there}/badge.svg)]({there}) and `![]({there}/d.png)`\n\n```\n![]({there}/e.png)\n```"
    garden(site).write("c.md", "\n\n".join(["# C", LINKED, *rows, apart]))
    (bare,) = findings(site)
    assert (bare.code, bare.line) == ("undescribed", 6)
    assert bare.message.endswith("for a description, which says nothing; 1 other here neither")


def test_a_file_name_is_no_description(site: Site) -> None:
    garden(site).write("c.md", "# C\n\n[[a]] and a tree.\n\n![IMG_2034](p.svg)\n").write("p.svg", "<svg/>")
    (bare,) = findings(site)
    assert "`IMG_2034`" in bare.message


@pytest.mark.parametrize(
    "text",
    [
        "![A pear.](p.png)",
        "![](gone.png)",
        '![](p.png "A pear")',
        "![[p.png|A pear]]",
        "Click ![](p.svg) to go on.",
    ],
)
def test_described_pictures_and_small_signs_are_no_finding(site: Site, text: str) -> None:
    garden(site).write("c.md", f"# C\n\n[[a]] and a tree.\n\n{text}\n").write("p.png", b"x").write(
        "p.svg", "<svg/>"
    )
    assert found(site, "undescribed") == []


def test_a_picture_that_nothing_names_is_found(site: Site) -> None:
    garden(site).write("pics/lost one.png", b"x").write("pics/lost.pdf", b"x").write("code.py", "x = 1\n")
    assert found(site) == ["pics/lost one.png:0:0 unused-file", "pics/lost.pdf:0:0 unused-file"]


def test_a_file_that_anything_names_is_no_finding(site: Site) -> None:
    garden(site).write("draft.md", "---\ndraft: true\n---\n![A pear.](pics/in%20a%20draft.png)\n")
    site.write("style.css", "body { background: url(pics/ground.png) }").write(
        "c.md", f"%% p/Comment.png %% {LINKED}"
    )
    for name in (
        "pics/in a draft.png",
        "pics/ground.png",
        "p/comment.png",
        "favicon.svg",
        "themes/x/pot.png",
    ):
        site.write(name, b"x")
    assert found(site, "unused-file") == []


def test_what_settings_beside_the_notes_name_is_in_use(site: Site) -> None:
    site.write("mkdocs.yml", "nav: [a.md, b.md, deep/c.md, {Bottom: footer.png}]\n").write(
        "docs/footer.png", b"x"
    )
    site.write("docs/a.md", f"# A\n\n{LINKED}").write("docs/b.md", f"# B\n\n{LINKED}")
    site.write("docs/deep/c.md", f"# C\n\n{PROSE}\n").write(
        "docs/deep/d.md", f"# D\n\nOther than C. {PROSE[:200]}\n"
    )
    assert found(site) == ["docs/deep/d.md:0:0 orphan"]


def test_what_a_long_program_names_is_found_in_time(site: Site) -> None:
    garden(site).write("lone.md", "# Lone\n\nOne two three four five six.\n")
    garden(site).write("other.md", "# Other\n\nOne two three four five six.\n")
    site.write("bundle.js", "x" * 900_000 + " lone.md")
    with limit():
        assert found(site, "orphan") == ["other.md:0:0 orphan"]


# --- Text


def test_stars_that_are_shown_as_stars_are_found(site: Site) -> None:
    garden(site).write(
        "c.md", "# C\n\n[[a]] is **bold ** here.\n\nAnd * this * or * that* one.\n\nOr *this * word.\n"
    )
    assert found(site) == ["c.md:3:10 stray-stars", "c.md:7:4 stray-stars"]


def test_formulas_that_never_close_are_found(site: Site) -> None:
    garden(site).write("c.md", "# C\n\n[[a]]: $$x$$ and\n\n$$\n\\frac{a}{b}\n\nand on.\n")
    assert found(site, "unclosed-formula") == ["c.md:5:1 unclosed-formula"]


def test_a_notebook_with_a_formula_that_never_closes_can_be_checked(site: Site) -> None:
    cell = {"cell_type": "markdown", "metadata": {}, "source": "# N\n\n[[a]]: $$\n\\frac{a}{b}\n\nand on."}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    garden(site).write("n.ipynb", json.dumps(notebook))
    assert found(site, "stub", "unclosed-formula") == []


def test_footnotes_that_are_not_there_are_found(site: Site) -> None:
    garden(site).write("c.md", "# C\n\n[[a]] says so[^1], and so.[^why] And[^2] this.\n\n[^2]: Text.\n")
    codes = ["c.md:3:14 missing-footnote", "c.md:3:27 missing-footnote"]
    assert found(site, "missing-footnote") == codes


def test_what_git_could_not_merge_is_found(site: Site) -> None:
    marks = "<<<<<<< HEAD\nmine\n=======\ntheirs\n>>>>>>> branch\n"
    garden(site).write("c.md", f"# C\n\n[[a]]\n\n{marks}").write("d.md", f"[[a]]\n\n```text\n{marks}```\n")
    assert found(site, "conflict") == ["c.md:5:1 conflict"]


@pytest.mark.parametrize(
    "text",
    [
        "costs $$$ or $$", "`$$ \\frac`", "a set [^abc] or `x[^1]`", "pid $$ of\n\n    kill $$", "\\$\\$ x^2",
        "$$\nx\n$$\n\nthen $$y^2$$", "arr[^0-9]", ">>> 1 + 1", "<< 1",
    ],
)  # fmt: skip
def test_other_dollars_and_brackets_are_no_finding(site: Site, text: str) -> None:
    garden(site).write("c.md", f"# C\n\n[[a]] and the rest of this note:\n\n{text}\n")
    assert found(site) == []


@pytest.mark.parametrize(
    "text",
    [
        "`**x **`", "$a ** b ** c$", "\\*\\*bold \\*\\*", "2 ** 3 and 4 ** 5 make it", "**kwargs and **more",
        "the price* of it*", "```\n**x **\n```", "* an item\n* another*", "a * b * c", "**good** and *fine*",
    ],
)  # fmt: skip
def test_other_stars_are_no_finding(site: Site, text: str) -> None:
    garden(site).write("c.md", f"# C\n\n[[a]] and the rest of this note:\n\n{text}\n")
    assert found(site, "stray-stars") == []


def test_tex_that_reads_as_no_formula_is_found(site: Site) -> None:
    garden(site).write(
        "c.md",
        "# C\n\n[[a]] has \\frac{a}{b} here.\n\nAnd $ \\alpha_1, of 5.\n\nThe map $f*l f*{l-1}$ of it.\n\nAs k _ q, softmax, then _ v.\n",
    )
    assert found(site) == [
        "c.md:3:11 odd-formula", "c.md:5:7 odd-formula", "c.md:7:14 odd-formula", "c.md:9:5 odd-formula",
    ]  # fmt: skip


def test_it_is_told_where_the_tex_is_shown_and_not_where_it_is_code(site: Site) -> None:
    text = "# C\n\n[[a]] as in\n\n```tex\n\\frac{a}{b}\n```\n\n$$\n\\frac{c}{d}\n$$\n\nand \\frac{e}{f} here, at last.\n"
    garden(site).write("c.md", text)
    assert found(site) == ["c.md:13:5 odd-formula"]


@pytest.mark.parametrize(
    "text",
    [
        "`\\frac{a}{b}`", "$\\frac{a}{b}$", "$$\n\\alpha\n$$", "```tex\n\\frac{a}{b}\n```", "C:\\int\\sum", "<code>\\alpha</code>",
        "$\\operatorname*{max} a * b$", "snake_case and _this_ here", "a _ b",
    ],
)  # fmt: skip
def test_other_signs_are_no_finding(site: Site, text: str) -> None:
    garden(site).write("c.md", f"# C\n\n[[a]] and the rest of this note:\n\n{text}\n")
    assert found(site, "odd-formula") == []


def test_an_unclosed_block_of_code_is_found(site: Site) -> None:
    garden(site).write("c.md", "# C\n\n[[a]] and more of it.\n\n```python\nx = 1\n\nText.\n")
    assert found(site) == ["c.md:5:0 unclosed-code"]


@pytest.mark.parametrize(
    ("front", "line"),
    [("date: 2204-03-04", 2), ("date: 1902-03-04", 2), ("date: 2026-03-04\nupdated: 2025-03-04", 3)],
)
def test_dates_that_cannot_be_meant_are_found(site: Site, front: str, line: int) -> None:
    garden(site).write("c.md", f"---\n{front}\n---\n{LINKED}")
    assert found(site) == [f"c.md:{line}:1 odd-date"]


@pytest.mark.parametrize(
    "front",
    [
        "date: 2027-03-04", "date: 1991-03-04", "date: 2026-03-04\nupdated: 2026-03-04",
        "date: 2026-03-04T23:00:00+02:00\nupdated: 2026-03-04", "published: 1949-06-08",
    ],
)  # fmt: skip
def test_other_dates_are_no_finding(site: Site, front: str) -> None:
    garden(site).write("c.md", f"---\n{front}\n---\n{LINKED}")
    assert found(site) == []


def test_tags_that_are_written_in_two_ways_are_found(site: Site) -> None:
    site.write("a.md", f"---\ntags: [machine-learning, tree, Git]\n---\n{LINKED}")
    site.write("b.md", f"---\ntags:\n  - machine_learning\n---\n{LINKED}\n#trees and #git.\n")
    said = {(finding.path, finding.line): finding.message for finding in findings(site)}
    assert (
        said[("b.md", 3)]
        == "the tags `machine-learning` (1 note) and `machine_learning` (1 note) look like one"
    )
    assert said[("b.md", 7)] in {
        "the tags `tree` (1 note) and `trees` (1 note) look like one",
        "the tags `Git` (1 note) and `git` (1 note) differ only in case",
    }


def test_tags_that_only_look_alike_are_no_finding(site: Site) -> None:
    site.write("a.md", f"---\ntags: [new, c, analysis, class, physic]\n---\n{LINKED}")
    site.write("b.md", f"---\ntags: [news, c++, analysi, clas, physics]\n---\n{LINKED}")
    assert found(site) == []


def test_words_one_slip_from_known_ones_are_found_when_asked_for(site: Site) -> None:
    for number in range(8):
        site.write(
            f"{number}.md", f"# Number {number}\n\n[[0]] [[1]] The distribution of a gradient in training.\n"
        )
    site.write(
        "c.md", "# C\n\n[[0]] has a ditribution, the gradeint, a `distribtion`, and distributions of it.\n"
    )
    assert found(site) == []
    assert found(site, "spelling") == ["c.md:3:13 spelling", "c.md:3:30 spelling"]


def test_a_word_that_may_be_misspelt_is_a_hint(site: Site, hortus: Run) -> None:
    for number in range(8):
        site.write(f"{number}.md", f"# Number {number}\n\n[[0]] [[1]] The distribution of it in training.\n")
    site.write("c.md", "# C\n\n[[0]] has a ditribution of all that is meant here.\n")
    done = hortus("check", site.folder, "--spelling")
    assert "1 spelling" in done.stdout
    assert done.returncode == 0
    site.write("d.md", "# D\n\n[[nowhere]] has a training.\n")
    assert hortus("check", site.folder, "--spelling").returncode == 1


def test_names_forms_and_addresses_are_not_misspelt(site: Site) -> None:
    for number in range(8):
        site.write(
            f"{number}.md", f"# Number {number}\n\n[[0]] [[1]] The modeling of colored training behavior.\n"
        )
    site.write(
        "c.md",
        "# C\n\n[[0]] Modelling Trainign coloured behaviour https://example.org/trainign/x $trainign$ trainings\n",
    )
    assert found(site, "spelling") == []


def test_the_bundled_notes_have_no_fault() -> None:
    request = replace(Site(ROOT).request(), cache=ROOT / ".nowhere", output=ROOT / "public")
    assert check(request, Memo(None)).findings == ()


# --- The command


def test_the_command_prints_findings_with_their_codes(hortus: Run, site: Site) -> None:
    garden(site).write("c.md", "# C\n\n[[nowhere]] is a place that is not here.\n")
    done = hortus("check", "garden")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "garden/c.md:3:1: warning: nothing here is called `nowhere` [missing-link]",
        " 3 | [[nowhere]] is a place that is not here.",
        "   | ^",
        "3 notes, 1 finding in 1 file: 1 missing-link",
    ]
    assert not site.public.exists()


def test_without_findings_it_exits_with_0(hortus: Run, site: Site) -> None:
    garden(site)
    done = hortus("check", "garden")
    assert (done.returncode, done.stdout, done.stderr) == (0, "2 notes, nothing found\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("nowhere",),
        ("garden", "--write-baseline"),
        ("garden", "--baseline", "none.json"),
        ("garden", "--format", "x"),
    ],
)
def test_wrong_usage_exits_with_2(hortus: Run, site: Site, arguments: tuple[str, ...]) -> None:
    garden(site)
    assert hortus("check", *arguments).returncode == 2


def test_the_baseline_holds_what_is_known(hortus: Run, site: Site) -> None:
    garden(site).write("c.md", "# C\n\n[[nowhere]] is a place that is not here.\n\n[[elsewhere]]\n")
    assert hortus("check", "garden", "--baseline", "known.json", "--write-baseline").returncode == 0
    assert hortus("check", "garden", "--baseline", "known.json").returncode == 0
    site.write("c.md", "# C\n\nA line above.\n\n[[nowhere]] is a place that is not here.\n\n[[new]] too\n")
    done = hortus("check", "garden", "--baseline", "known.json")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "3 notes, 1 finding in 1 file: 1 missing-link"
    assert done.stderr.splitlines() == [
        "1 known findings not counted",
        "no longer found: c.md: nothing here is called `elsewhere` [missing-link]",
    ]


def test_what_is_written_of_findings_uses_no_note(hortus: Run, site: Site) -> None:
    garden(site).write("alone.md", "# Alone\n\nNobody links here, and this note links to nobody at all.\n")
    found = hortus("check", "garden").stdout
    assert "[orphan]" in found
    for form in ("json", "sarif"):
        site.write(f"found.{form}.json", hortus("check", "garden", "--format", form).stdout)
        assert hortus("check", "garden").stdout == found
    for _ in range(2):
        hortus("check", "garden", "--baseline", "garden/known.json", "--write-baseline")
        assert hortus("check", "garden", "--baseline", "garden/known.json").returncode == 0


def test_the_baseline_is_sorted_and_has_no_lines(hortus: Run, site: Site, tmp_path: Path) -> None:
    garden(site).write("c.md", "# C\n\n[[z]] [[y]] and so on and so on and so on.\n")
    hortus("check", "garden", "--baseline", "known.json", "--write-baseline")
    known = json.loads((tmp_path / "known.json").read_text())
    assert [set(item) for item in known] == [{"path", "code", "message"}] * 2
    assert [item["message"][-3:] for item in known] == ["`y`", "`z`"]


def test_one_known_finding_does_not_stand_for_two(tmp_path: Path) -> None:
    problem = Problem("warning", "x", "m", "a.md", 1)
    file = tmp_path / "known.json"
    file.write_text('[{"path": "a.md", "code": "x", "message": "m"}]')
    compared = compare([problem, replace(problem, line=2)], read_baseline(file))
    assert (compared.known, [finding.line for finding in compared.new]) == (1, [2])


@pytest.mark.parametrize("text", ["{", "[1]", '[{"path": "a"}]', "[" * 100_000])
def test_a_damaged_baseline_is_wrong_usage(tmp_path: Path, text: str) -> None:
    file = tmp_path / "known.json"
    file.write_text(text)
    with pytest.raises(UsageError, match="no list of findings"):
        read_baseline(file)


# --- Formats

ODD = Problem("warning", "stub", "100% of `a`\nis so", "x/ä, b:c.md", 3, 4, "do: it")


def test_json_has_findings_and_counts() -> None:
    shown = as_json([ODD, replace(ODD, code="orphan"), ODD])
    assert shown["counts"] == {"orphan": 1, "stub": 2}
    findings = shown["findings"]
    assert isinstance(findings, list)
    assert findings[0] == {
        "path": "x/ä, b:c.md", "line": 3, "col": 4, "code": "stub", "severity": "warning",
        "message": "100% of `a`\nis so", "hint": "do: it",
    }  # fmt: skip


def test_workflow_commands_are_escaped() -> None:
    assert list(as_github([ODD, Problem("error", "config", "m")], "g/")) == [
        "::warning file=g/x/ä%2C b%3Ac.md,line=3,col=4,title=stub::100%25 of `a`%0Ais so%0Ado: it",
        "::error title=config::m",
    ]


def test_sarif_names_each_rule_once_and_encodes_paths() -> None:
    log = as_sarif([ODD, replace(ODD, line=0, column=0), Problem("error", "config", "m")], "")
    runs: Any = log["runs"]
    (run,) = runs
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["config", "stub"]
    assert all(rule["shortDescription"]["text"] for rule in rules)
    first, second, third = run["results"]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("stub", 1, "warning")
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "x/%C3%A4%2C%20b%3Ac.md"
    assert place["region"] == {"startLine": 3, "startColumn": 4}
    # GitHub refuses a result without a file and a line.
    assert second["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}
    assert third["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "hortus.yaml"


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_formats_go_to_the_standard_output_alone(hortus: Run, site: Site, form: str) -> None:
    garden(site).write("c.md", "# C\n\n[[nowhere]] is a place that is not here.\n")
    done = hortus("check", "garden", "--format", form)
    assert (done.returncode, done.stderr) == (1, "")
    if form == "github":
        assert done.stdout.startswith("::warning file=garden/c.md,line=3,col=1,")
    else:
        json.loads(done.stdout)


# --- Leaks

SECRET = {
    "title": "---\ntitle: Kittelbach\ndraft: true\n---\nText.\n",
    "body": "---\ndraft: true\n---\n# Unripe\n\nThe kittelbach is a stream.\n",
    "alias": "---\naliases: [Kittelbach]\ndraft: true\n---\nText.\n",
    "tag": "---\ntags: [kittelbach]\nprivate: true\n---\nText.\n",
    "heading": "---\ndate: 2999-01-01\n---\n# Unripe\n\n## The Kittelbach\n",
    "picture": "---\ndraft: true\n---\n![A stream.](kittelbach.png)\n",
    "comment": "---\ndraft: true\n---\nText %% of the kittelbach %% here.\n",
}


def leaking(site: Site) -> list[tuple[str, str]]:
    return [
        (finding.path, finding.message) for finding in findings(site, leaks=True) if finding.code == "leak"
    ]


@pytest.mark.parametrize("place", SECRET)
def test_a_site_without_leaks_has_none(site: Site, place: str) -> None:
    garden(site).write("unripe.md", SECRET[place]).write("c.md", "# C\n\n[[unripe]] and [[a]] of them all.\n")
    site.write("kittelbach.png", b"x")
    assert leaking(site) == []
    assert leaking(site.build()) == []


@pytest.mark.parametrize("place", SECRET)
def test_a_word_of_a_hidden_note_in_a_published_file_is_an_error(site: Site, place: str) -> None:
    garden(site).write("unripe.md", SECRET[place]).build()
    page = site.public / "b.html"
    page.write_text(page.read_text("utf-8").replace("</main>", "<p>The Kittelbach.</p></main>"), "utf-8")
    ((path, message),) = leaking(site)
    assert path == "public/b.html"
    assert message == "`kittelbach` stands only in notes that are not published (unripe.md)"


def test_a_word_of_a_file_name_is_looked_for_too(site: Site) -> None:
    garden(site).write("_drafts/kittelbach.md", "Text.\n").build()
    (site.public / "kittelbach.html").write_text("old")
    assert [path for path, _ in leaking(site)] == ["public/kittelbach.html"]


def test_a_page_of_an_older_build_is_found(site: Site) -> None:
    garden(site).write("k.md", "# Kittelbach\n\n[[a]] A stream.\n").build()
    site.write("k.md", "---\ndraft: true\n---\n# Kittelbach\n\n[[a]] A stream.\n")
    paths = [path for path, _ in leaking(site)]
    assert "public/k.html" in paths
    assert "public/nav/index.js" in paths or len(paths) > 2
    assert leaking(site.build()) == []


def test_an_old_page_without_words_of_its_own_is_found_by_its_name(site: Site) -> None:
    garden(site).write("linked.md", "# A\n\n[[a]] and [[b]] in gardens.\n").build()
    site.write("linked.md", "---\ndraft: true\n---\n# A\n\n[[a]] and [[b]] in gardens.\n")
    site.write("c.md", "# Draft\n\n[[a]] is true.\n")
    assert ("public/linked.html", "this page is of a note that is not published (linked.md)") in leaking(site)
    assert leaking(site.build()) == []


def test_an_ignored_note_is_hidden_too(site: Site) -> None:
    garden(site).write("hortus.yaml", "notes: .\nignore: [Templates]\n").write(
        "Templates/t.md", "The kittelbach.\n"
    )
    site.build()
    assert leaking(site) == []
    (site.public / "extra.txt").write_text("kittelbach")
    assert [path for path, _ in leaking(site)] == ["public/extra.txt"]


def test_words_that_a_published_note_has_are_no_leak(site: Site) -> None:
    garden(site).write("unripe.md", SECRET["body"]).write(
        "c.md", "# C\n\n[[a]] knows the [[kittelbach]] as a stream.\n"
    )
    assert leaking(site) == []


def test_a_note_that_no_list_has_is_checked_and_is_no_leak(site: Site) -> None:
    garden(site).write(
        "c.md", "---\nunlisted: true\n---\n# Kittelbach\n\nIt is a **stream ** in the west of here.\n"
    )
    site.write("draft.md", "---\ndraft: true\n---\nA word.\n").build()
    assert found(site) == ["c.md:6:9 stray-stars"]
    assert leaking(site) == []


def test_words_of_the_templates_are_no_leak(site: Site) -> None:
    garden(site).write(
        "unripe.md", "---\ndraft: true\n---\nBreadcrumb, backlinks, stylesheet, November, mathvariant.\n"
    )
    site.write("c.md", "---\ndate: 2025-11-03\n---\n# C\n\n[[a]] and $\\mathbf x$ in a sentence.\n")
    assert leaking(site) == []
    site.build()
    (site.public / "old.html").write_text("<!doctype html><p>Backlinks</p>")
    assert leaking(site) == []


def test_an_encoded_word_is_a_leak(site: Site) -> None:
    garden(site).write("unripe.md", "---\ndraft: true\n---\nDer Mühlenweg, 秘密花园.\n").build()
    (site.public / "a.txt").write_text("M%C3%BChlenweg")
    (site.public / "b.txt").write_text("M&uuml;hlenweg")
    (site.public / "c.txt").write_text('"\\u79d8\\u5bc6\\u82b1\\u56ed"')
    (site.public / "d.png").write_bytes(b"\x89PNG\xff")
    assert [path for path, _ in leaking(site)] == ["public/a.txt", "public/b.txt", "public/c.txt"]


def test_an_output_that_tells_more_than_it_may_is_found(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken on purpose: a list of all notes, of those that are not published too."""
    from hortus import outputs
    from hortus.outputs import Contents
    from hortus.theme import Theme

    def telling(site: object, theme: Theme, contents: Contents) -> Iterator[Output]:
        titles = tuple(note.value().title for note in contents.notes.values())
        yield Output("titles.txt", _say, titles)

    garden(site).write("unripe.md", SECRET["title"])
    monkeypatch.setattr(outputs, "OUTPUTS", (*outputs.OUTPUTS, telling))
    assert leaking(site) == [
        ("public/titles.txt", "`kittelbach` stands only in notes that are not published (unripe.md)")
    ]


def _say(*titles: str) -> bytes:
    return " ".join(titles).encode()


def test_a_search_that_tells_more_than_it_may_is_found(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken on purpose: the index has the words of a hidden note, as stems, without what each shares with the one before."""
    from hortus import plan
    from hortus.indexing import make_index_files

    def telling(linked: Any, notes: Any, *rest: Any) -> Any:
        pages = tuple(
            replace(page, key=b"other") if page.note.path == "b.md" else page for page in linked.pages
        )
        told = {**notes, "b.md": notes.get("unripe.md", notes["b.md"])}
        return make_index_files(replace(linked, pages=pages), told, *rest)

    garden(site).write("unripe.md", "---\ndraft: true\n---\n# Unripe\n\nGardening by the kittelbaches.\n")
    monkeypatch.setattr(plan, "make_index_files", telling)
    told = leaking(site)
    assert told
    assert all(path.startswith("public/search/") and "kittelbach" in message for path, message in told)


def test_the_words_of_shortened_lists_are_read() -> None:
    script = f'hortusSearch.data("words/1.js",{json.dumps(write_list(["kittelbach,a", "kitten,b"]))})'
    assert "kittelbach," in script
    secrets = leaks.secrets_of(["kittelbachs"], ["kittelbach"])
    assert leaks.told_by(secrets, "search/words/1.js", script) == set()
    secrets = leaks.secrets_of(["kittens"], ["kittelbach"])
    assert leaks.told_by(secrets, "search/words/1.js", script) == {"kitten"}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("**粗体 **文字\n", ["c.md:3:1 stray-stars"]),
        ("这里**粗体 **文字\n\n和** 粗体**文字\n", ["c.md:3:3 stray-stars", "c.md:5:2 stray-stars"]),
        ("5**2 ** 3 and a**b **c\n", []),
        ("words `** x **` and ** bold** end\n", ["c.md:3:21 stray-stars"]),
        (
            'said"[^7] and word[^note-1] and 字[^甲]\n',
            [f"c.md:3:{column} missing-footnote" for column in (6, 19, 34)],
        ),
        ("words <!-- secret\n", ["c.md:3:7 unclosed-comment"]),
        ("`<!--` is a mark, <!-- this --> is none\n", []),
        ("code `[[nobody]]` and [[nobody]]\n", ["c.md:3:23 missing-link"]),
    ],
)
def test_places_and_marks_that_are_easily_missed(site: Site, text: str, places: list[str]) -> None:
    garden(site).write("c.md", f"# C\n\n{text}\n{PROSE}\n\n[[a]]\n")
    assert found(site, "stray-stars", "missing-footnote", "unclosed-comment", "missing-link") == places


def test_a_known_finding_stays_known_while_numbers_change() -> None:
    def of(path: str, code: str, message: str) -> Problem:
        return Problem("warning", code, message, path)

    known = [
        of("a.md", "alike-tags", "the tags `rose` (3 notes) and `Rose` (1 note) differ only in case"),
        of("b.md", "missing-page", "nothing here is called `Ghost`, and 2 notes link to it"),
        of("c.md", "stub", "this note has 2 words"),
    ]
    now = [
        of("0.md", "alike-tags", "the tags `rose` (4 notes) and `Rose` (1 note) differ only in case"),
        of("a.md", "missing-page", "nothing here is called `Ghost`, and 3 notes link to it"),
        of("c.md", "stub", "this note has 1 word"),
        of("c.md", "stub", "this note has 1 word"),
    ]
    keys = Known((problem.path, problem.code, problem.message) for problem in known)
    compared = compare(now, keys)
    assert compared.known == 3
    assert compared.new == (now[3],)
    assert compared.gone == ()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_the_caret_stands_below_the_culprit(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.md").write_bytes("一\x0c\n一二[[x]]\n".encode(encoding))
    lines = describe(Problem("warning", "c", "m", "a.md", 2, 3), tmp_path)
    assert lines[1:] == [" 2 | 一二[[x]]", "   |     ^"]
