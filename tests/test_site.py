"""Who is published, where pages are, and in which order they stand."""

from __future__ import annotations

import datetime
import os
from dataclasses import replace
from typing import Any

import pytest

from conftest import NOW, Run, Site

DAY = datetime.timedelta(days=1)

SECRETS = (
    "sectitle",
    "secalias",
    "sectag",
    "secheading",
    "secbody",
    "secimage",
    "seccomment",
    "secname",
    "secsummary",
)
SECRET = """---
title: Sectitle
aliases: [secalias]
tags: [sectag, shared]
summary: secsummary
{flag}
---
# Secheading

secbody [[public]] ![[secimage.svg]] %%seccomment%%

## Secheading two
"""


def leaks(site: Site) -> list[str]:
    """Where anything of the secret note can be read."""
    return [
        f"{word} in {path}"
        for path, data in site.tree().items()
        for word in SECRETS
        if word in path.lower() or word.encode() in data.lower()
    ]


@pytest.mark.parametrize(
    "flag", ["draft: true", "private: true", "publish: false", "date: 2099-01-01", "expiryDate: 2020-01-01"]
)
def test_nothing_of_a_hidden_note_is_anywhere(site: Site, flag: str) -> None:
    site.base_url = "https://example.org/"
    site.write(
        "public.md",
        "---\ntags: [shared]\ndate: 2026-01-01\n---\nSee [[secname|a note]] and [it](hidden/secname.md).\n\n![[secname]]\n",
    )
    site.write("hidden/secname.md", SECRET.format(flag="")).write("hidden/secimage.svg", "<svg/>").build()
    assert len(leaks(site)) > len(SECRETS)  # so that the search for them can fail
    site.write("hidden/secname.md", SECRET.format(flag=flag)).build()
    assert leaks(site) == []
    assert "See a note and it." in site.html("public.html")
    assert leaks(Site(site.folder, base_url=site.base_url).build()) == []


def test_a_note_expires_on_its_day(site: Site) -> None:
    site.write("a.md", f"---\nexpiryDate: {(NOW + DAY).isoformat()}\n---\nText.\n").write(
        "b.md", "[[a]]\n"
    ).build()
    assert 'href="a.html"' in site.article("b.html")
    site.selection = replace(site.selection, now=NOW + DAY)
    site.build()
    assert site.article("b.html").strip() == "<p>a</p>"
    assert site.report.hidden.private == 1
    assert not (site.public / "a.html").exists()


def test_drafts_and_future_notes_are_shown_when_asked_for(site: Site) -> None:
    site.write("d.md", "---\ndraft: true\n---\n").write("_drafts/e.md", "").write(
        "f.md", "---\ndate: 2099-01-01\n---\n"
    ).write("p.md", "---\nprivate: true\n---\n")
    assert site.build().report.published == 0
    assert site.report.hidden.draft == 2
    site.selection = replace(site.selection, drafts=True)
    assert site.build().report.published == 2
    site.selection = replace(site.selection, future=True)
    assert site.build().report.published == 3
    assert site.report.hidden.private == 1


def test_notes_that_only_others_can_read_are_counted(site: Site, hortus: Run) -> None:
    site.write("a.md", "A").write("b.org", "* B").write("deep/c.mdx", "# C").write("d.org", "* D")
    assert "1 .mdx, 2 .org not read\n" in hortus("build", site.folder).stdout
    site.delete("a.md")
    assert "there are no notes in " in hortus("build", site.folder).stdout


def test_a_link_publishes_no_note_that_only_others_can_read(site: Site, hortus: Run) -> None:
    """What such a note keeps back, and which notes it names, nobody here knows."""
    site.write("a.md", "[One](b.mdx) and [[c.canvas]] end\n\n![[c.canvas]] ![](b.mdx)\n\n[Two](d.tex)")
    site.write("b.mdx", "---\ndraft: true\n---\n").write("c.canvas", "{}").write("d.tex", "").build()
    assert "<p>One and c.canvas end</p>" in " ".join(site.html("a.html").split())
    assert [problem.code for problem in site.report.problems] == ["missing-image"]
    assert {"a.html", "d.tex"} <= set(site.tree())
    assert not {"b.mdx", "c.canvas"} & set(site.tree())
    assert "c.canvas is not read: only other programs" in hortus("why", "c.canvas", site.folder).stdout


def test_ignored_notes_are_counted(site: Site) -> None:
    site.write("hortus.yaml", "ignore: [Templates, '*.tmp.md']\n").write("Templates/a.md", "").write(
        "b.tmp.md", ""
    ).write("c.md", "").build()
    assert site.report.published == 1
    assert site.report.hidden.ignored == 2


@pytest.mark.parametrize(
    ("note", "page"),
    [
        ("a.md", "a.html"),
        ("a/b.md", "a/b.html"),
        ("a/index.md", "a/index.html"),
        ("a/README.md", "a/index.html"),
        ("index.md", "index.html"),
        ("Readme.md", "index.html"),
        ("My notes/On C#.md", "My-notes/On-C.html"),
        ("语音/合成.md", "语音/合成.html"),
        ("_posts/2022-04-30-attention.md", "posts/attention.html"),
        ("404.md", "404-2.html"),
        ("search.md", "search-2.html"),
    ],
)
def test_where_pages_are(site: Site, note: str, page: str) -> None:
    site.write(note, "unmistakable").build()
    assert "unmistakable" in site.html(page)


def test_front_matter_may_name_the_place(site: Site) -> None:
    site.write("a.md", "---\npermalink: /old/place/\n---\n").write("b.md", "---\nslug: bee\n---\n").build()
    assert {"old/place/index.html", "bee.html"} <= site.tree().keys()


def test_a_permalink_does_not_lead_out_of_the_site(site: Site) -> None:
    site.write("a.md", "---\npermalink: /../../out/\n---\n").write(
        "b.md", "---\nslug: ../../out\n---\n"
    ).build()
    assert not (site.folder.parent / "out").exists()
    assert all(".." not in path for path in site.tree())


def test_two_notes_that_want_one_page_both_get_one(site: Site) -> None:
    site.write("a b.md", "first").write("a-b.md", "second").write("A-B.md", "third").build()
    assert {"a-b.html", "a-b-2.html"} <= {path.lower() for path in site.tree()}
    assert site.report.published == 3
    assert [problem.code for problem in site.report.problems] == ["path-conflict", "path-conflict"]


def test_a_page_and_a_folder_of_one_name(site: Site) -> None:
    site.write("a.html/b.md", "in the folder").write("a.md", "the note").build()
    assert "the note" in site.html("a.html" if (site.public / "a.html").is_file() else "a-2.html")
    assert site.report.published == 2


def test_aliases_lead_to_the_note(site: Site) -> None:
    site.write("deep/a.md", "---\naliases: [Other name, /old/path/, taken]\n---\n").write(
        "deep/taken.md", ""
    ).build()
    assert 'url=../deep/a.html"' in site.html("deep/Other-name.html")
    assert 'url=../../deep/a.html"' in site.html("old/path/index.html")
    assert "refresh" not in site.html("deep/taken.html")


def test_addresses_that_no_system_has_room_for_end_no_build(site: Site) -> None:
    far = "/".join(["a"] * 3000)
    site.write("a.md", f"---\naliases: [/{far}/]\ntags: [{far[:1000]}]\n---\nA\n")
    site.write("b.md", f"---\npermalink: /{far}/b/\n---\nB\n").build()
    assert site.report.published == 2
    assert all(len(path) < 1000 for path in site.report.written)


def neighbours(site: Site, page: str) -> list[str]:
    nav = site.html(page).partition('<nav class="neighbours"')[2].partition("</nav>")[0]
    return [part.partition('"')[0] for part in nav.split('href="')[1:]]


def test_previous_and_next_are_of_the_folder_in_natural_order(site: Site) -> None:
    for number in (1, 2, 10):
        site.write(f"course/lecture {number}.md", "")
    site.write("other.md", "").build()
    assert neighbours(site, "course/lecture-2.html") == [
        "../course/lecture-1.html",
        "../course/lecture-10.html",
    ]


def test_dated_notes_stand_in_the_order_of_their_dates(site: Site) -> None:
    site.write("z.md", "---\ndate: 2024-01-01\n---\n").write(
        "a.md", "---\ndate: 2024-02-01 10:00:00 +0800\n---\n"
    ).write("m.md", "---\ndate: 1608644829000\n---\n").build()
    assert neighbours(site, "z.html") == ["m.html", "a.html"]


def test_order_comes_before_all(site: Site) -> None:
    site.write("a.md", "---\norder: 2\n---\n").write("b.md", "---\nweight: 1\n---\n").write(
        "c.md", ""
    ).build()
    assert neighbours(site, "a.html") == ["b.html", "c.html"]


def test_a_folder_with_only_an_index_is_a_note(site: Site) -> None:
    site.write("posts/one/index.md", "---\ntitle: One\ndate: 2026-01-01\n---\n").write(
        "posts/two/index.md", "---\ntitle: Two\ndate: 2026-01-02\n---\n"
    ).build()
    assert neighbours(site, "posts/one/index.html") == ["../../posts/two/index.html"]
    assert "One" in site.html("posts/index.html")
    assert "Recent notes" in site.html("index.html")


def test_crumbs_are_the_folders_above(site: Site) -> None:
    site.write("deep/README.md", "# Deep things").write("deep/er/a.md", "").build()
    crumbs = site.html("deep/er/a.html").partition('<nav class="crumbs"')[2].partition("</nav>")[0]
    assert [
        'href="../../deep/index.html">Deep things<' in crumbs,
        'href="../../deep/er/index.html">Er<' in crumbs,
    ] == [True, True]


def test_a_note_at_the_root_by_permalink_is_the_home_page(site: Site) -> None:
    site.write("en/Home.md", "---\npermalink: /\n---\nWelcome home.").write("en/a.md", "").build()
    assert "Welcome home." in site.html("index.html")
    assert not site.report.problems


def test_an_empty_folder_has_a_home_page(site: Site) -> None:
    site.build()
    assert "No notes are published yet." in site.html("index.html")


def test_a_tag_is_written_as_most_notes_write_it(site: Site) -> None:
    site.write("a.md", "---\ntags: [Deeplearning, PyTorch/Nets]\n---\n")
    site.write("b.md", "---\ntags: [deep-learning, DeepLearning]\n---\n").write(
        "c.md", "#DeepLearning\n"
    ).build()
    assert "DeepLearning <span>3" in site.html("tags/index.html")
    site.write("c.md", "---\ntags: [Deeplearning]\n---\n").build()
    assert "Deeplearning <span>3" in site.html("tags/index.html")


def test_a_folder_that_cannot_be_looked_into_is_told(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("a.md", "A").write("closed/b.md", "B").write("left/c.md", "C")
    look = os.scandir

    def fail(path: Any) -> Any:
        if str(path).endswith(("closed", "left")):
            raise PermissionError(13, "Permission denied", str(path))
        return look(path)

    monkeypatch.setattr(os, "scandir", fail)
    site.write("hortus.yaml", "ignore: [left/]\n").build()
    assert [(problem.severity, problem.path) for problem in site.report.problems] == [("error", "closed")]
    monkeypatch.undo()
    assert "closed/b.html" in site.build().tree()


def test_a_folder_of_notes_may_be_called_as_the_site(site: Site, hortus: Run) -> None:
    site.write("public/a.md", "A").write("b.md", "B")
    done = hortus("build", site.folder, "-o", site.folder.parent / "site")
    assert done.returncode == 0
    assert {path.name for path in (site.folder.parent / "site").rglob("[ab].html")} == {"a.html", "b.html"}
    refused = hortus("build", site.folder)
    assert refused.returncode == 2
    assert "holds files that Hortus did not make" in refused.stderr
    assert (site.folder / "public/a.md").read_text() == "A"


def test_an_unlisted_front_page_is_at_the_front_and_nowhere_else(site: Site, hortus: Run) -> None:
    site.write("index.md", "---\nunlisted: true\ntitle: Sectitle\n---\nSecbody\n").write(
        "a.md", "# A\n"
    ).build()
    telling = {path for path, data in site.tree().items() if b"Sectitle" in data or b"Secbody" in data}
    assert telling == {"index.html"}
    assert "Secbody" in site.article("index.html")
    assert 'content="noindex"' in site.html("index.html")
    assert "published as index.html, unlisted" in hortus("why", "index.md", site.folder).stdout
