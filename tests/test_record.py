"""The record of addresses: what once was published stays at its address, or leads to where it is now."""

from __future__ import annotations

import datetime
import os
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import NOW, Run, Site
from hortus.build import build
from hortus.memo import Memo
from hortus.record import Address, read_record, write_record
from hortus.selection import Selection
from repositories import begin

FILE = "hortus-addresses.txt"
CONFIG = "title: Garden\nnotes: .\naddresses: true\n"


@pytest.fixture
def garden(site: Site) -> Site:
    site.write("hortus.yaml", CONFIG)
    site.write("a.md", "---\ntitle: Of apples\n---\nThey are round.\n")
    site.write("deep/b.md", "---\ntitle: Of bees\n---\nThey hum.\n")
    return site.build()


def lines(site: Site) -> list[str]:
    text = (site.folder / FILE).read_text("utf-8")
    return [line.replace("\t", " | ") for line in text.splitlines() if not line.startswith("#")]


def gone(site: Site) -> list[str]:
    return [problem.message for problem in site.report.problems if problem.code == "address-gone"]


def leads(site: Site, path: str) -> str:
    """Where the page at `path` sends its readers, "" when nothing is there."""
    if not (site.public / path).is_file():
        return ""
    return site.html(path).partition('http-equiv="refresh" content="0; url=')[2].partition('"')[0]


def move(site: Site, before: str, after: str) -> Site:
    (site.folder / after).parent.mkdir(parents=True, exist_ok=True)
    os.replace(site.folder / before, site.folder / after)
    return site


# --- The file -----------------------------------------------------------------------------------------------


def test_the_record_has_a_line_for_each_page_in_order(garden: Site) -> None:
    assert lines(garden) == ["a.html | a.md | Of apples", "deep/b.html | deep/b.md | Of bees"]


def test_it_is_kept_only_where_the_owner_wants_it(site: Site) -> None:
    site.write("a.md", "x").build()
    site.write("hortus.yaml", "title: Garden\nnotes: .\n").build()
    assert not (site.folder / FILE).exists()


def test_it_is_written_only_when_it_changes(garden: Site) -> None:
    os.utime(garden.folder / FILE, (1, 1))
    garden.write("a.md", "---\ntitle: Of apples\n---\nThey are red.\n").build()
    assert (garden.folder / FILE).stat().st_mtime == 1
    garden.write("c.md", "new").build()
    assert lines(garden)[1] == "c.html | c.md | C"


def test_line_ends_of_another_system_are_no_change(garden: Site) -> None:
    data = (garden.folder / FILE).read_bytes().replace(b"\n", b"\r\n")
    garden.write(FILE, data).build()
    assert (garden.folder / FILE).read_bytes() == data


def test_drafts_that_are_shown_are_not_recorded(garden: Site) -> None:
    garden.write("c.md", "---\ndraft: true\n---\n")
    garden.selection = Selection(NOW, drafts=True)
    assert (garden.build().public / "c.html").exists()
    assert len(lines(garden)) == 2


def test_only_a_build_writes_it(garden: Site) -> None:
    """What looks at a site or serves it has published nothing."""
    garden.write("c.md", "x")
    build(replace(garden.request(), is_recorded=False), Memo(None))
    assert len(lines(garden)) == 2


def test_a_build_that_publishes_nothing_records_nothing(garden: Site) -> None:
    garden.write("c.md", "x").write("templates/page.html", "{% broken").build()
    assert garden.report.is_stopped
    assert len(lines(garden)) == 2


def test_it_is_no_part_of_the_notes(garden: Site) -> None:
    garden.write("c.md", f"[the record]({FILE}) ![[{FILE}]]").build()
    assert FILE not in garden.tree()


def test_the_command_keeps_it_and_has_nothing_to_do_the_second_time(garden: Site, hortus: Run) -> None:
    garden.delete(FILE).delete(".hortus").delete("public")
    assert "2 changed" in hortus("build", garden.folder).stdout
    assert lines(garden) == ["a.html | a.md | Of apples", "deep/b.html | deep/b.md | Of bees"]
    assert list((garden.folder / ".hortus").glob("said-*"))
    assert " 0 files written" in hortus("build", garden.folder).stdout
    garden.write(FILE, (garden.folder / FILE).read_text() + "old.html\ta.md\tOf apples\n")
    assert " 2 files written" in hortus("build", garden.folder).stdout  # and the list of all files
    done = hortus("build", garden.folder, "--verify")
    assert "equal to a clean build" in done.stderr


def test_a_record_that_cannot_be_written_stops_nothing(garden: Site) -> None:
    (garden.folder / f".{FILE}.new").mkdir()
    garden.write("c.md", "x").build()
    assert (garden.public / "c.html").exists()
    assert [problem.code for problem in garden.report.problems] == ["addresses"]
    assert "this file cannot be written" in garden.report.problems[0].message


def test_a_record_that_cannot_be_read_is_left_alone(site: Site) -> None:
    site.write("hortus.yaml", CONFIG).write("a.md", "x")
    (site.folder / FILE).mkdir()
    site.build()
    assert site.report.is_published
    assert [problem.code for problem in site.report.problems] == ["addresses"]


def test_the_same_addresses_make_the_same_file() -> None:
    some = [
        Address("b.html", "b.md", "B"),
        Address("a/ü.html", unicodedata.normalize("NFC", "a/ü.md"), "Ü\tx"),
    ]
    data, at = write_record(some)
    assert data == write_record(reversed(some))[0]
    assert [(item.path, item.title) for item in read_record(data).addresses] == [
        ("a/ü.html", "Ü x"),
        ("b.html", "B"),
    ]
    assert {item.path: item.line for item in read_record(data).addresses} == at


@pytest.mark.parametrize(
    "line",
    [
        "<<<<<<< HEAD",
        "a.html",
        "a.html\ta.md\tA\tmore",
        "../a.html\ta.md\tA",
        "/a.html\ta.md\tA",
        "a.txt\ta.md\tA",
        "a//b.html\ta.md\tA",
        ".hidden.html\ta.md\tA",
        f"{'x' * 300}.html\ta.md\tA",
        "a\\b.html\ta.md\tA",
    ],
)
def test_a_line_that_is_no_address_is_said_and_the_file_left_as_it_is(garden: Site, line: str) -> None:
    text = (garden.folder / FILE).read_text() + line + "\n"
    before = garden.tree()
    garden.write(FILE, text).write("c.md", "x").build()
    assert (garden.folder / FILE).read_text() == text
    assert f"{FILE}:5:0: addresses" in garden.warnings
    assert {path for path in garden.tree().keys() - before.keys() if path.endswith(".html")} == {"c.html"}


def test_a_name_that_another_system_spells_in_parts_is_the_same(site: Site) -> None:
    site.write("hortus.yaml", CONFIG).write(unicodedata.normalize("NFD", "été.md"), "x").build()
    assert lines(site) == ["été.html | été.md | Été"]
    written = (site.folder / FILE).read_bytes()
    parted = unicodedata.normalize("NFD", written.decode() + "winter.html\tété.md\tÉté\n")
    site.write(FILE, parted).build()
    assert leads(site, "winter.html") == "été.html"
    assert site.warnings == []
    assert lines(site) == ["winter.html | été.md | Été", "été.html | été.md | Été"]


# --- Notes that move ----------------------------------------------------------------------------------------


def test_a_note_that_is_moved_is_known_by_its_title(garden: Site) -> None:
    move(garden, "deep/b.md", "insects/bees.md").build()
    assert leads(garden, "deep/b.html") == "../insects/bees.html"
    assert gone(garden) == []
    assert "deep/b.html | insects/bees.md | Of bees" in lines(garden)


def test_an_address_leads_on_through_every_further_move(garden: Site) -> None:
    move(garden, "a.md", "b.md").build()
    move(garden, "b.md", "c.md").build()
    garden.write("c.md", "---\ntitle: Of pears\n---\n").build()
    assert [leads(garden, "a.html"), leads(garden, "b.html")] == ["c.html", "c.html"]
    assert "Of pears" in garden.html("a.html")
    assert "apples" not in garden.html("a.html")


def test_another_address_for_the_same_note_leaves_a_redirect(garden: Site) -> None:
    garden.write("a.md", "---\ntitle: Other\nslug: fruit\n---\n").build()
    assert leads(garden, "a.html") == "fruit.html"


def test_an_alias_that_is_taken_out_leads_on(garden: Site) -> None:
    garden.write("a.md", "---\ntitle: Of apples\naliases: [/old place/x.html, '/#/y/']\n---\n").build()
    assert "old place/x.html | a.md | Of apples" in lines(garden)
    garden.write("a.md", "---\ntitle: Of apples\n---\n").build()
    assert leads(garden, "old place/x.html") == "../a.html"
    assert "y" not in " ".join(lines(garden))
    assert not gone(garden)


def test_an_alias_that_another_note_takes_leads_there(garden: Site) -> None:
    garden.write("a.md", "---\naliases: [/x/]\n---\n").build()
    garden.write("a.md", "").write("deep/b.md", "---\ntitle: Of bees\naliases: [/x/]\n---\n").build()
    garden.write("deep/b.md", "---\ntitle: Of bees\n---\n").build()
    assert leads(garden, "x/index.html") == "../deep/b.html"


def test_an_alias_is_lost_with_its_note(garden: Site) -> None:
    garden.write("c.md", "---\ntitle: Of cats\naliases: [/x/]\n---\n").build()
    garden.delete("c.md").build()
    assert gone(garden) == [
        "c.html is gone: c.md, whose page it was, is there no more",
        "x/index.html is gone: c.md, whose page it was, is there no more",
    ]


def test_a_title_that_two_notes_have_decides_nothing(garden: Site) -> None:
    move(garden, "a.md", "x.md").write("y.md", "---\ntitle: Of apples\n---\n").build()
    assert leads(garden, "a.html") == ""
    assert gone(garden) == ["a.html is gone: a.md, whose page it was, is there no more"]


def test_a_note_that_was_there_before_is_not_the_one_that_went(garden: Site) -> None:
    garden.write("old.md", "---\ntitle: Old\n---\n").build()
    garden.delete("a.md").write("old.md", "---\ntitle: Of apples\n---\n").build()
    assert leads(garden, "a.html") == ""
    assert len(gone(garden)) == 1


def test_a_note_without_a_title_is_followed_by_git(garden: Site) -> None:
    repo = begin(garden.folder)
    garden.write("plain.md", "Some words that stay the same.\n").build()
    repo.commit("2026-01-01")
    move(garden, "plain.md", "moved/simple.md")
    garden.build()
    assert leads(garden, "plain.html") == "moved/simple.html", "before it is committed, by its content"
    garden.write(FILE, garden.folder.joinpath(FILE).read_text().replace("\tmoved/simple.md", "\tplain.md"))
    repo.commit("2026-01-02")
    move(garden, "moved/simple.md", "moved/again.md")
    repo.commit("2026-01-03")
    garden.write("moved/again.md", "Wholly other.").build()
    assert leads(garden, "plain.html") == "moved/again.html", "when it is committed, through all its names"


def test_git_leads_to_no_note_that_took_the_name_of_one_deleted(garden: Site) -> None:
    repo = begin(garden.folder)
    garden.write("plain.md", "Some words that stay the same.\n")
    repo.commit("2026-01-01")
    move(garden, "plain.md", "other.md")
    repo.commit("2026-01-02")
    garden.write("plain.md", "A new note of an old name.\n").build()
    repo.commit("2026-01-03")
    garden.delete("plain.md")
    repo.commit("2026-01-04")
    garden.build()
    assert leads(garden, "plain.html") == ""
    assert len(gone(garden)) == 1


def test_a_moved_note_is_found_in_a_shallow_clone_once_it_is_recorded(garden: Site, tmp_path: Path) -> None:
    repo = begin(garden.folder)
    repo.commit("2026-01-01")
    move(garden, "a.md", "z.md").build()
    repo.commit("2026-01-02")
    repo.git("clone", "-q", "--depth=1", f"file://{garden.folder}", str(tmp_path / "clone"))
    clone = Site(tmp_path / "clone").build()
    assert leads(clone, "a.html") == "z.html"


def test_a_page_of_another_note_at_the_address_is_enough(garden: Site) -> None:
    move(garden, "a.md", "c.md").write("new.md", "---\nslug: a\ntitle: New\n---\n").build()
    assert "New" in garden.html("a.html")
    assert leads(garden, "a.html") == ""
    assert "a.html | new.md | New" in lines(garden)


def test_an_alias_has_the_first_word(garden: Site) -> None:
    move(garden, "a.md", "c.md").write("deep/b.md", "---\naliases: [/a.html]\n---\n").build()
    assert leads(garden, "a.html") == "deep/b.html"


def test_a_static_file_may_stand_for_a_page_that_is_gone(garden: Site) -> None:
    garden.delete("a.md").write("static/a.html", "mine").build()
    assert garden.html("a.html") == "mine"
    assert garden.warnings == []


def test_the_note_of_an_old_address_is_found_by_it(garden: Site, hortus: Run) -> None:
    move(garden, "a.md", "c.md").build()
    assert "c.md is published as c.html" in hortus("why", "a.html", garden.folder).stdout


# --- Addresses that are lost --------------------------------------------------------------------------------


def test_an_address_that_is_lost_is_a_warning_at_its_line(garden: Site, hortus: Run) -> None:
    garden.delete("a.md").write("0.md", "new").build()
    done = hortus("build", garden.folder)
    assert f"{FILE}:4:1: warning: a.html is gone: a.md, whose page it was, is there no more" in done.stderr
    assert " 4 | a.html" in done.stderr
    assert "= give the note that took its place `aliases: [/a.html]`, or remove this line" in done.stderr
    assert hortus("build", garden.folder, "--strict").returncode == 1


def test_it_is_said_until_the_line_is_taken_out(garden: Site) -> None:
    garden.delete("a.md").build().build()
    assert len(gone(garden)) == 1
    text = (garden.folder / FILE).read_text()
    garden.write(
        FILE, "".join(line for line in text.splitlines(True) if not line.startswith("a.html"))
    ).build()
    assert gone(garden) == []
    assert lines(garden) == ["deep/b.html | deep/b.md | Of bees"]


def test_a_note_that_comes_back_has_its_address_back(garden: Site) -> None:
    text = (garden.folder / "a.md").read_text()
    garden.delete("a.md").build().write("a.md", text).build()
    assert gone(garden) == []
    assert "round" in garden.html("a.html")


def test_addresses_that_differ_only_in_case_are_never_both_written(garden: Site) -> None:
    """On Windows, on macOS and on some hosts the redirect would be the page itself."""
    move(garden, "a.md", "A.md").build()
    assert [path for path in garden.tree() if path.casefold() == "a.html"] == ["A.html"]
    assert gone(garden) == [
        "a.html is gone, and A.html differs from it only in case, so it cannot lead there"
    ]
    garden.write("A.md", "---\ntitle: Of apples\nslug: a\n---\n").build()
    assert [path for path in garden.tree() if path.casefold() == "a.html"] == ["a.html"]


def test_of_two_old_addresses_in_one_case_the_first_leads_on(garden: Site) -> None:
    garden.write(FILE, "Old.html\ta.md\tOf apples\nold.html\tdeep/b.md\tOf bees\n").build()
    assert [path for path in garden.tree() if path.casefold() == "old.html"] == ["Old.html"]
    assert len(gone(garden)) == 1


def test_an_address_that_is_a_folder_by_now_is_said(garden: Site) -> None:
    garden.write(FILE, "deep.html/x.html\ta.md\tA\nb\ta\tb\n").write("deep.md", "x").build()
    assert gone(garden) == ["deep.html/x.html is gone, and cannot lead on: deep.html stands in the way"]


def test_lines_that_a_merge_left_twice_become_one(garden: Site) -> None:
    move(garden, "a.md", "c.md")
    garden.write(FILE, "a.html\tgone.md\tGone\na.html\tc.md\tOf apples\n").build()
    assert leads(garden, "a.html") == "c.html"
    assert [line for line in lines(garden) if line.startswith("a.html")] == ["a.html | c.md | Of apples"]


# --- What is not published ----------------------------------------------------------------------------------


@pytest.mark.parametrize("flag", ["draft: true", "private: true", "date: 2027-01-01"])
@pytest.mark.parametrize("to", ["secretfolder/secretname.md", "elsewhere/secretplace.md"])
@pytest.mark.parametrize("knows_git", [False, True])
def test_of_a_note_that_is_not_published_any_more_nothing_is_told(
    site: Site, flag: str, to: str, knows_git: bool
) -> None:
    site.write("hortus.yaml", CONFIG).write("a.md", "x")
    site.write("secretfolder/secretname.md", "---\ntitle: Secrettitle\n---\nSecretwords.\n").build()
    before = lines(site)
    if knows_git:
        repo = begin(site.folder)
        repo.commit("2026-01-01")
    move(site, "secretfolder/secretname.md", to)
    site.write(to, f"---\ntitle: Secrettitle\n{flag}\n---\nSecretwords.\n")
    if knows_git:
        repo.commit("2026-01-02")
    site.build()
    assert gone(site) == []
    assert lines(site) == before
    for path, data in site.tree().items():
        assert "secret" not in path
        assert b"secret" not in data.lower()


def test_of_a_draft_that_had_other_addresses_none_leads_to_it(garden: Site) -> None:
    move(garden, "deep/b.md", "deep/bees.md").build()
    assert leads(garden, "deep/b.html")
    garden.write("deep/bees.md", "---\ntitle: Of bees\ndraft: true\n---\n").build()
    assert not [path for path in garden.tree() if "b.html" in path or "bees" in path]
    assert gone(garden) == []
    garden.write("deep/bees.md", "---\ntitle: Of bees\n---\n").build()
    assert leads(garden, "deep/b.html") == "../deep/bees.html"


def test_no_redirect_leads_to_a_note_that_nothing_is_to_lead_to(garden: Site) -> None:
    """Whoever gives an unlisted note another address wants the old one to be of no use."""
    garden.write("deep/b.md", "---\ntitle: Of bees\nunlisted: true\n---\n").build()
    assert "http-equiv" not in garden.html("deep/b.html")
    garden.write("deep/b.md", "---\ntitle: Of bees\nunlisted: true\nslug: hidden\n---\n").build()
    assert (garden.public / "deep/hidden.html").exists()
    assert not (garden.public / "deep/b.html").exists()
    assert gone(garden) == []
    assert not [line for line in lines(garden) if "hidden" in line]


def test_a_future_note_is_not_recorded_before_its_day(garden: Site) -> None:
    garden.write("c.md", "---\ndate: 2026-12-01\n---\n").build()
    assert len(lines(garden)) == 2
    garden.selection = Selection(NOW + datetime.timedelta(days=365))
    assert len(lines(garden.build())) == 3


# --- Same folder, same record, same site --------------------------------------------------------------------


def test_the_record_as_it_is_now_makes_the_site_that_it_was_written_with(
    garden: Site, tmp_path: Path
) -> None:
    move(garden, "a.md", "x.md")
    move(garden, "deep/b.md", "y.md").build()
    assert garden.tree() == garden.clean_tree(tmp_path)
    before = lines(garden)
    assert garden.report.written
    garden.build().wrote()
    assert lines(garden) == before


def test_a_page_that_moves_writes_no_more_than_it_must(garden: Site) -> None:
    garden.write("hortus.yaml", CONFIG + "twins: false\n").build()
    garden.write("a.md", "---\ntitle: Of apples\nslug: z\n---\nThey are round.\n").build()
    assert {"a.html", "z.html"} <= set(garden.report.written)
    assert "deep/b.html" not in garden.report.written
