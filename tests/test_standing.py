"""`why` and `list`: where notes stand, and by which rule."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Run, Site
from repositories import begin


@pytest.fixture
def garden(site: Site) -> Site:
    site.write("hortus.yaml", "ignore: [Templates, '*.tmp.md']\nbase_url: https://example.org/n/\n")
    site.write(
        "notes/deep/a.md",
        "---\ntitle: Of roses\ndate: 2026-01-02\ntags: [x, y]\naliases: [Rosa, /old/rose.html, /former/]\n---\n[[b]] [[nothing]]\n",
    )
    site.write("notes/b.md", "# B\n\n[[Of roses]]\n").write("notes/2025-03-04-c.md", "# C\n")
    site.write("notes/draft.md", "---\ntitle: Unripe\ndraft: true\n---\n").write(
        "notes/_drafts/d.md", "# D\n"
    )
    site.write("notes/late.md", "---\ndate: 2999-01-01\n---\n# Late\n")
    site.write("notes/own.md", "---\npublish: false\n---\n# Own\n").write("notes/Templates/t.md", "# T\n")
    site.write("notes/.hidden/h.md", "# H\n").write("notes/pic.svg", "<svg/>").write("other.md", "# Other\n")
    return site


def ask(hortus: Run, *arguments: str) -> list[str]:
    done = hortus("why", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_why_says_where_a_note_lies_that_a_link_brings_in(hortus: Run, garden: Site, tmp_path: Path) -> None:
    (tmp_path / "else").mkdir()
    (tmp_path / "else/e.md").write_text("E")
    (garden.folder / "notes/e.md").symlink_to(tmp_path / "else/e.md")
    (garden.folder / "notes/in").symlink_to(tmp_path / "else")
    (garden.folder / "notes/same.md").symlink_to("b.md")
    lies = f"  lies at   {tmp_path}/else/e.md"
    assert lies in ask(hortus, "notes/e.md", "garden")
    assert lies in ask(hortus, "notes/in/e.md", "garden")
    assert "lies at" not in "".join(ask(hortus, "notes/same.md", "garden"))


def test_why_says_where_a_note_is_and_what_is_known_of_it(hortus: Run, garden: Site) -> None:
    assert ask(hortus, "notes/deep/a.md", "garden") == [
        "notes/deep/a.md is published as deep/a.html",
        "  title     Of roses",
        "  address   https://example.org/n/deep/a.html",
        "  date      2026-01-02, from its front matter",
        "  tags      x, y",
        "  aliases   Rosa, /old/rose.html, /former/",
        "  redirects deep/Rosa.html, old/rose.html, former/index.html",
        "  links     2 links, 1 of them missing, linked from 1 note",
    ]


def test_a_file_that_is_not_read_is_not_taken_for_a_note_of_its_name(hortus: Run, garden: Site) -> None:
    garden.write("notes/node_modules/b.md", "# B\n")
    assert ask(hortus, "notes/node_modules/b.md", "garden") == [
        "notes/node_modules/b.md is not read: `node_modules` is never read"
    ]


@pytest.mark.parametrize(
    "name",
    [
        "garden/notes/deep/a.md", "notes/deep/a.md", "./notes/deep/a.md", "deep/a.md", "deep/a", "a", "Of roses",
        "of Roses", "rosa", "deep/a.html", "/deep/a.html#top", "https://example.org/n/deep/a.html", "old/rose.html", "/former", "/former/",
        "/old/rose",
    ],
)  # fmt: skip
def test_a_note_is_found_by_any_of_its_names(hortus: Run, garden: Site, name: str) -> None:
    assert ask(hortus, name, "garden")[0] == "notes/deep/a.md is published as deep/a.html"


def test_all_notes_of_one_name_are_told(hortus: Run, garden: Site) -> None:
    garden.write("notes/one/same.md", "# One\n").write("notes/two/same.md", "# Two\n")
    heads = [line for line in ask(hortus, "same", "garden") if not line.startswith(" ")]
    assert heads == [
        "notes/one/same.md is published as one/same.html", "notes/two/same.md is published as two/same.html",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "draft",
            "notes/draft.md is not published, for it is a draft: line 3 says `draft: true`; --drafts shows it",
        ),
        (
            "d",
            "notes/_drafts/d.md is not published, for it is a draft: it lies in a folder `_drafts`; --drafts shows it",
        ),
        (
            "late",
            "notes/late.md is not published, for it is dated in the future: it is due on 2999-01-01 00:00+00:00; --future shows it before",
        ),
        ("own", "notes/own.md is not published, for it is private: line 2 says `publish: false`"),
        (
            "Templates/t.md",
            "notes/Templates/t.md is not published, for it is ignored: `ignore` in hortus.yaml names it: `Templates`",
        ),
        ("notes/.hidden/h.md", "notes/.hidden/h.md is not read: names that begin with a dot are never read"),
        (
            "../garden/notes/own.md",
            "notes/own.md is not published, for it is private: line 2 says `publish: false`",
        ),
        ("other.md", "other.md is not read: it lies outside of the folder of notes, notes/"),
        (
            "notes/pic.svg",
            "notes/pic.svg is not read: it is no note; as a file it is published when a published note uses it",
        ),
    ],
)
def test_why_names_the_rule_that_hides_a_note(hortus: Run, garden: Site, name: str, said: str) -> None:
    assert ask(hortus, name, "garden")[0] == said


def test_why_says_when_a_note_expired(hortus: Run, garden: Site) -> None:
    garden.write("notes/gone.md", "---\nexpiryDate: 2020-01-02\n---\n# Gone\n")
    said = "notes/gone.md is not published, for it is private: it expired on 2020-01-02 00:00+00:00"
    assert ask(hortus, "gone", "garden")[0] == said


def test_a_date_is_told_with_where_it_is_from(hortus: Run, garden: Site, tmp_path: Path) -> None:
    repo = begin(garden.folder)
    repo.commit("2026-01-01")
    garden.write("notes/b.md", "# B\n\nMore.\n")
    repo.commit("2026-04-05")
    assert "  date      2025-03-04, from its file name" in ask(hortus, "C", "garden")
    told = ask(hortus, "b", "garden")
    assert "  date      2026-01-01, from git" in told
    assert "  updated   2026-04-05, from git" in told


def test_what_is_not_found_is_guessed(hortus: Run, garden: Site) -> None:
    done = hortus("why", "Of rozes", "garden")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "there is no note Of rozes; did you mean notes/deep/a.md?\n"
    assert hortus("why", "x" * 5000 + "\n/../%ff", "garden").returncode == 1
    assert hortus("why", "a", "nowhere").returncode == 2


def test_why_as_json(hortus: Run, garden: Site) -> None:
    (told,) = json.loads(hortus("why", "draft", "garden", "--json").stdout)
    assert (told["path"], told["state"], told["page"], told["date"]) == ("notes/draft.md", "draft", "", None)
    (told,) = json.loads(hortus("why", "Rosa", "garden", "--json").stdout)
    assert told["date"] == {"date": "2026-01-02T00:00:00+00:00", "source": "front matter"}
    assert (told["links"], told["missing"], told["backlinks"]) == (2, 1, 1)
    assert hortus("why", "nowhere", "garden", "--json").stdout == "[]\n"


def test_list_has_a_line_for_each_note(hortus: Run, garden: Site) -> None:
    assert hortus("list", "garden").stdout.splitlines() == [
        "2025-03-04  published  notes/2025-03-04-c.md  C",
        "            ignored    notes/Templates/t.md   t",
        "            draft      notes/_drafts/d.md     D",
        "            published  notes/b.md             B",
        "2026-01-02  published  notes/deep/a.md        Of roses",
        "            draft      notes/draft.md         Unripe",
        "2999-01-01  future     notes/late.md          Late",
        "            private    notes/own.md           Own",
    ]


def test_list_takes_out_those_that_are_asked_for(hortus: Run, garden: Site) -> None:
    def listed(*options: str) -> list[str]:
        return [item["path"] for item in json.loads(hortus("list", "garden", "--json", *options).stdout)]

    assert listed("--drafts") == ["notes/_drafts/d.md", "notes/draft.md"]
    assert listed("--future", "--private") == ["notes/late.md", "notes/own.md"]
    assert listed("--ignored") == ["notes/Templates/t.md"]
    assert len(listed("--published")) == 3
    assert len(listed()) == 8


def test_asking_writes_no_site(hortus: Run, garden: Site) -> None:
    hortus("why", "a", "garden")
    hortus("list", "garden")
    assert not garden.public.exists()


def test_an_unlisted_note_is_said_to_be_one(hortus: Run, garden: Site) -> None:
    garden.write("notes/quiet.md", "---\nunlisted: true\n---\nText\n")
    said = "notes/quiet.md is published as quiet.html, unlisted: no list, search or feed tells of it"
    assert ask(hortus, "quiet", "garden")[0] == said
    rows = hortus("list", "garden").stdout.splitlines()
    assert any(row.split()[:2] == ["unlisted", "notes/quiet.md"] for row in rows)
