"""What git knows of notes: their dates, their commits, and what is said when it knows nothing."""

from __future__ import annotations

import html
import os
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import Run, Site
from hortus.git import ignored, repository
from hortus.git.log import commits_of, read_log
from repositories import Repo, begin


@pytest.fixture
def repo(site: Site) -> Repo:
    return begin(site.folder)


def meta(site: Site, path: str) -> str:
    """The dates on a page, as they are read."""
    line = site.html(path).partition('<div class="meta">')[2].partition("</div>")[0]
    return "\n".join("".join(found) for found in re.findall(r"(updated )?<time[^>]*>([^<]*)<", line))


def history(site: Site, path: str) -> list[str]:
    """The rows of a page's history."""
    shown = site.html(path).partition("<summary>History in git:")[2].partition("</details>")[0]
    rows = re.findall(r"<li>(.*?)</li>", shown)
    return [" ".join(html.unescape(re.sub(r"<[^>]*>", "", row)).split()) for row in rows]


def recent(site: Site) -> list[str]:
    """The titles on the front page, and their dates."""
    found = re.findall(r'<article class="entry">(.*?)</article>', site.html("index.html"), re.DOTALL)
    rows = [re.sub(r"<[^>]*>", " ", entry.partition('<div class="summary"')[0]).split() for entry in found]
    return [" ".join(row) for row in rows]


def codes(site: Site) -> list[str]:
    return [problem.code for problem in site.report.problems]


# --- Dates ------------------------------------------------------------------------------------------------


def test_an_undated_note_has_the_dates_of_its_commits(site: Site, repo: Repo) -> None:
    site.write("a.md", "# A\n\nOne.\n").write("b.md", "# B\n\nOne.\n")
    repo.commit("2026-01-01")
    site.write("a.md", "# A\n\nTwo.\n")
    repo.commit("2026-03-04")
    site.build()
    assert meta(site, "a.html").split("\n") == ["1 January 2026", "updated 4 March 2026"]
    assert meta(site, "b.html") == "1 January 2026"


def test_the_front_page_has_the_last_changed_first(site: Site, repo: Repo) -> None:
    site.write("a.md", "# A\n").write("b.md", "# B\n").write("c.md", "---\ndate: 2026-02-02\n---\n# C\n")
    repo.commit("2026-01-01")
    site.write("a.md", "# A\n\nMore.\n")
    repo.commit("2026-03-04")
    site.build()
    assert [row.partition(" Continue")[0] for row in recent(site)] == [
        "A updated 4 March 2026", "C 2 February 2026", "B 1 January 2026",
    ]  # fmt: skip


def test_the_feed_says_when_a_note_was_published_and_changed(site: Site, repo: Repo) -> None:
    site.write("a.md", "# A\n")
    repo.commit("2026-01-01")
    site.write("a.md", "# A\n\nMore.\n")
    repo.commit("2026-03-04")
    feed = site.build().html("feed.xml")
    assert "<published>2026-01-01T12:00:00+00:00</published>" in feed
    assert feed.count("<updated>2026-03-04T12:00:00+00:00</updated>") == 2


def test_what_a_note_says_of_its_dates_stands(site: Site, repo: Repo) -> None:
    dated = "---\ndate: 2025-05-01\nupdated: 2025-06-01\n---\n# A\n"
    site.write("a.md", dated).write("2025-07-01-b.md", "# B\n").write("c.md", "# C\n")
    repo.commit("2026-01-01")
    site.write("a.md", dated + "\nMore.\n").write("2025-07-01-b.md", "# B\n\nMore.\n")
    repo.commit("2026-03-04")
    site.build()
    assert meta(site, "a.html").split("\n") == ["1 May 2025", "updated 1 June 2025"]
    assert meta(site, "2025-07-01-b.html").split("\n") == ["1 July 2025", "updated 4 March 2026"]


def test_the_commit_that_brings_an_old_note_in_does_not_update_it(site: Site, repo: Repo) -> None:
    site.write("a.md", "---\ndate: 2019-05-01\n---\n# A\n").write("b.md", "# B\n")
    repo.commit("2026-01-01")
    site.write("b.md", "# B\n\nMore.\n")
    repo.commit("2026-03-04")
    assert meta(site.build(), "a.html") == "1 May 2019"


def test_a_correction_within_a_day_is_no_update(site: Site, repo: Repo) -> None:
    site.write("a.md", "# A\n")
    repo.commit("2026-01-01T08:00:00+0000")
    site.write("a.md", "# A\n\nMore.\n")
    repo.commit("2026-01-01T23:00:00+0000")
    assert meta(site.build(), "a.html") == "1 January 2026"


def test_dates_are_those_of_the_author_in_the_author_s_time(site: Site, repo: Repo) -> None:
    site.write("a.md", "# A\n")
    repo.commit("2026-01-01T23:30:00-0800")
    repo.commit("2026-02-01")
    site.write("a.md", "# A\n\nMore.\n")
    repo.commit("2026-03-04")
    assert meta(site.build(), "a.html").startswith("1 January 2026")


def test_one_commit_tells_nothing(site: Site, repo: Repo) -> None:
    site.write("a.md", "# A\n")
    repo.commit("2026-01-01")
    repo.commit("2026-02-02", "No note is touched")
    assert meta(site.build(), "a.html") == ""
    site.write("hortus.yaml", "dates: git\n").build()
    assert meta(site, "a.html") == "1 January 2026"


def test_dates_of_git_can_be_refused(site: Site, repo: Repo) -> None:
    site.write("a.md", "# A\n").write("hortus.yaml", "dates: own\n")
    repo.commit("2026-01-01")
    site.write("a.md", "# A\n\nMore.\n")
    repo.commit("2026-03-04")
    assert meta(site.build(), "a.html") == ""


def test_notes_outside_of_a_repository_are_undated(site: Site) -> None:
    site.write("a.md", "# A\n").build()
    assert meta(site, "a.html") == ""
    assert codes(site) == []


def test_times_of_files_count_where_the_owner_asks_for_them(hortus: Run, site: Site, repo: Repo) -> None:
    site.write("hortus.yaml", "dates: files\n").write("a.md", "A").write(
        "own.md", "---\ndate: 2024-01-02\n---\nO"
    )
    repo.commit("2026-01-01")
    site.write("a.md", "Again")
    repo.commit("2026-03-04")
    site.write("b.md", "B").write("2025-01-01-c.md", "C")
    for name in ("a.md", "own.md", "b.md", "2025-01-01-c.md"):
        os.utime(site.folder / name, (1_700_000_000, 1_780_000_000))
    assert "  date      2026-05-28, from its file time" in hortus("why", "b", site.folder).stdout
    assert hortus("build", site.folder).returncode == 0
    assert meta(site, "a.html") == "1 January 2026\nupdated 4 March 2026"
    assert meta(site, "own.html") == "2 January 2024"
    assert meta(site, "b.html") == "28 May 2026"
    assert meta(site, "2025-01-01-c.html") == "1 January 2025\nupdated 28 May 2026"
    os.utime(site.folder / "b.md", (1_700_000_000, 1_781_000_000))
    hortus("build", site.folder)
    assert meta(site, "b.html") == "9 June 2026"


def test_a_date_of_git_hides_no_note_and_orders_no_folder(site: Site, repo: Repo) -> None:
    site.write("a.md", "# A\n")
    repo.commit("2027-01-01")
    site.write("b.md", "# B\n")
    repo.commit("2026-01-01")
    site.build()
    assert site.report.published == 2
    assert re.search(r'rel="next" href="([^"]*)"', site.html("a.html")).group(1) == "b.html"  # type: ignore[union-attr]


def test_what_is_not_committed_keeps_the_date_of_the_last_commit(site: Site, repo: Repo) -> None:
    site.write("a.md", "---\nsummary: s\n---\n# A\n").write("b.md", "# B\n")
    repo.commit("2026-01-01")
    site.write("b.md", "# B\n\nMore.\n")
    repo.commit("2026-03-04")
    site.build().write("a.md", "---\nsummary: s\n---\n# A\n\nMore.\n").write("new.md", "# New\n").build()
    assert meta(site, "a.html") == "1 January 2026"
    assert meta(site, "new.html") == ""


# --- Names ------------------------------------------------------------------------------------------------


def test_a_note_is_followed_through_its_names(site: Site, repo: Repo) -> None:
    text = "# A\n" + "".join(f"\nLine {number}.\n" for number in range(20))
    site.write("docs/a.md", text)
    repo.commit("2026-01-01")
    (site.folder / "docs").rename(site.folder / "deep")
    repo.commit("2026-02-02")
    (site.folder / "deep/a.md").rename(site.folder / "deep/Längst “b” & c.md")
    site.write("deep/Längst “b” & c.md", text + "\nX\n")
    repo.commit("2026-03-03")
    site.write("deep/a.md", "# Another\n\nWith nothing of it.\n")
    repo.commit("2026-03-04")
    site.build()
    assert meta(site, "deep/Längst-“b”-c.html").startswith("1 January 2026")
    assert meta(site, "deep/a.html") == "4 March 2026"


def test_notes_in_a_folder_of_the_repository_that_was_renamed(site: Site, tmp_path: Path) -> None:
    repo = begin(tmp_path)
    site.write("a.md", "# A\n" * 9)
    repo.commit("2026-01-01")
    site.folder = site.folder.rename(tmp_path / "notes")
    repo.commit("2026-02-02")
    (tmp_path / "README.md").write_text("# A program\n")
    repo.commit("2026-03-03")
    assert meta(site.build(), "a.html").split("\n") == ["1 January 2026", "updated 2 February 2026"]


def test_a_note_that_came_back_is_the_same(site: Site, repo: Repo) -> None:
    site.write("a.md", "# A\n")
    repo.commit("2026-01-01")
    site.delete("a.md")
    repo.commit("2026-02-02")
    site.write("a.md", "# A\n")
    repo.commit("2026-03-03")
    assert meta(site.build(), "a.html").split("\n") == ["1 January 2026", "updated 3 March 2026"]


def test_branches_and_their_merge(site: Site, repo: Repo) -> None:
    text = "".join(f"Line {number}.\n\n" for number in range(20))
    site.write("hortus.yaml", "history: true\n").write("a.md", text)
    repo.commit("2026-01-01", "Begin")
    repo.git("checkout", "-q", "-b", "side")
    site.write("a.md", text + "Side.\n").write("side.md", "# Side\n")
    repo.commit("2026-01-05", "Aside")
    repo.git("checkout", "-q", "main")
    (site.folder / "a.md").rename(site.folder / "b.md")
    repo.commit("2026-01-09", "Rename")
    repo.git("merge", "-q", "--no-ff", "--no-commit", "side", day="2026-02-02")
    site.write("merged.md", "# Made in the merge\n")
    repo.commit("2026-02-02", "Merge")
    site.build()
    # What a merge brings is not known in full, so what it says is not told.
    told = [row.split(" ")[3:-1] for row in history(site, "b.html")]
    assert told == [["message", "not", "shown"], ["Rename"], ["Aside"], ["Begin"]]
    assert meta(site, "side.html") == "5 January 2026"
    assert meta(site, "merged.html") == "2 February 2026"


# --- History ----------------------------------------------------------------------------------------------


def test_the_history_of_a_note_is_told_when_the_owner_wants_it(site: Site, repo: Repo) -> None:
    site.write("a.md", "# A\n").write("b.md", "# B\n")
    first = repo.commit("2026-01-01", "Begin <b>\n\nWith a body.", "Bob")
    site.write("a.md", "# A\n\nMore.\n")
    second = repo.commit("2026-03-04", "Say more")
    assert "History" not in site.build().html("a.html")
    site.write("hortus.yaml", "history: true\n").build()
    assert history(site, "a.html") == [
        f"4 March 2026 Say more {second[:7]}",
        f"1 January 2026 Begin <b> {first[:7]}",
    ]
    assert "History" not in site.html("b.html")
    assert "Bob" not in site.html("a.html")
    site.write("hortus.yaml", "history: authors\n").build()
    assert history(site, "a.html")[1] == f"1 January 2026 Begin <b> Bob {first[:7]}"


def test_of_a_long_history_the_end_is_told(site: Site, repo: Repo) -> None:
    site.write("hortus.yaml", "history: true\n")
    for number in range(25):
        site.write("a.md", f"# A\n\n{number}\n")
        repo.commit(f"2026-01-{number + 1:02}", f"Number {number}")
    rows = history(site.build(), "a.html")
    assert len(rows) == 20
    assert rows[0].startswith("25 January 2026 Number 24")
    assert "25 changes" in site.html("a.html")


@pytest.mark.parametrize(
    "hidden", ["---\ndraft: true\n---\n", "---\nprivate: true\n---\n", "---\ndate: 2099-01-01\n---\n"]
)
def test_a_message_about_a_hidden_note_is_not_told(site: Site, repo: Repo, hidden: str) -> None:
    site.write("hortus.yaml", "history: true\n").write("a.md", "# A\n").write("b.md", f"{hidden}# B\n")
    repo.commit("2026-01-01", "A and sentinel")
    site.write("a.md", "# A\n\nMore.\n")
    repo.commit("2026-03-04", "Only A")
    site.build()
    assert [row.partition(" 2026")[2].split()[:-1] for row in history(site, "a.html")] == [
        ["Only", "A"],
        ["message", "not", "shown"],
    ]
    assert not any(b"sentinel" in data for data in site.tree().values())
    site.write("b.md", "# B\n").build()
    assert "sentinel" in history(site, "a.html")[1]


def test_a_message_about_an_ignored_note_is_not_told(site: Site, repo: Repo) -> None:
    site.write("hortus.yaml", "history: true\nignore: [b.md]\n").write("a.md", "# A\n").write("b.md", "# B\n")
    repo.commit("2026-01-01", "A and sentinel")
    site.write("a.md", "# A\n\nMore.\n")
    repo.commit("2026-03-04")
    assert "sentinel" not in site.build().html("a.html")


def test_a_message_about_a_note_that_is_gone_or_lies_elsewhere_is_not_told(site: Site, repo: Repo) -> None:
    site.write("hortus.yaml", "history: true\n").write("notes/a.md", "# A\n").write("notes/b.md", "# B\n")
    repo.commit("2026-01-01", "A and sentinel")
    site.delete("notes/b.md").write("notes/a.md", "# A\n\nMore.\n")
    repo.commit("2026-02-01", "A without sentinel")
    site.write("plans.md", "P\n").write("notes/a.md", "# A\n\nAnd more.\n")
    repo.commit("2026-03-01", "A, sentinel elsewhere")
    site.write("notes/a.md", "# A\n\nMost.\n")
    repo.commit("2026-04-01", "Only A")
    site.write("notes/b.canvas", "{}").write("notes/a.md", "# A\n\nMost.\n\nOne.\n")
    repo.commit("2026-04-15", "A, sentinel drawn")
    site.write("tool.py", "x = 1\n").write("README.md", "R\n").write("notes/a.md", "# A\n\nAll.\n")
    repo.commit("2026-05-01", "A and a tool")
    site.build()
    assert [row.partition(" 2026")[2].split()[:-1] for row in history(site, "a.html")] == [
        ["A", "and", "a", "tool"],
        ["message", "not", "shown"],
        ["Only", "A"],
        ["message", "not", "shown"],
        ["message", "not", "shown"],
        ["message", "not", "shown"],
    ]
    assert not any(b"sentinel" in data for data in site.tree().values())


def test_a_message_about_an_unlisted_note_is_told_on_its_own_page(site: Site, repo: Repo) -> None:
    site.write("hortus.yaml", "history: true\n").write("a.md", "# A\n")
    site.write("b.md", "---\nunlisted: true\n---\n# B\n")
    repo.commit("2026-01-01", "A and sentinel")
    site.write("a.md", "# A\n\nMore.\n").write("b.md", "---\nunlisted: true\n---\n# B\n\nMore.\n")
    repo.commit("2026-02-01", "More of both, and sentinel")
    site.build()
    assert "sentinel" not in site.html("a.html")
    assert "sentinel" in site.html("b.html")


def test_a_past_of_any_shape_is_told_without_its_control_characters(site: Site, repo: Repo) -> None:
    site.write("hortus.yaml", "history: authors\n").write("a.md", "# A\n")
    repo.commit("2026-01-01", "\x01" + "a" * 40 + "\tb\x02 \x1b[31mred", "Eve\u202e")
    site.write("a.md", "# A\n\nMore.\n")
    repo.commit("2026-03-04", "中文 ü 🌱")
    rows = history(site.build(), "a.html")
    assert rows[0].startswith("4 March 2026 中文 ü 🌱 Ada ")
    assert rows[1].startswith(f"1 January 2026 {'a' * 40} b [31mred Eve")


def test_whatever_stands_in_a_log_it_is_read() -> None:
    chosen = random.Random(1)
    parts = [
        b"\x01",
        b"\0",
        b"M",
        b"A",
        b"R100",
        b"MM",
        b"D",
        b"a.md",
        b"\n",
        b"\xff",
        b"2026-01-01",
        b"-1",
        b"C9",
    ]
    for _ in range(500):
        data = b"".join(chosen.choices(parts, k=60))
        commits_of(["a.md"], read_log(data))


# --- What a build costs and writes ------------------------------------------------------------------------


def test_git_is_asked_once_for_a_commit(site: Site, repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("hortus.yaml", "history: true\n").write("a.md", "---\nsummary: s\n---\n# A\n").write(
        "b.md", "# B\n"
    )
    repo.commit("2026-01-01")
    site.write("b.md", "# B\n\nMore.\n")
    repo.commit("2026-03-04")
    site.build()

    def fail(*_: object, **__: object) -> bytes:
        raise AssertionError("git is asked again")

    monkeypatch.setattr(repository, "run", fail)
    monkeypatch.setattr(ignored, "run", fail)
    site.build().wrote()
    site.write("a.md", "---\nsummary: s\n---\n# A\n\nMore.\n").build()
    site.wrote("a.html", "a.md", "feed.xml", "search/index.js", "search/notes.js")


def test_a_commit_writes_what_shows_it(site: Site, repo: Repo) -> None:
    for name in ("a", "b"):
        site.write(f"{name}.md", f"# {name}\n")
    repo.commit("2026-01-01")
    site.write("b.md", "# b\n\nMore.\n")
    repo.commit("2026-02-02")
    site.write("a.md", "---\nsummary: s\n---\n# a\n").build()
    repo.commit("2026-03-04")
    site.build().wrote("a.html", "a.md", "archive.html", "feed.xml", "index.html")
    repo.commit("2026-03-05", "Nothing")
    site.build().wrote()


def test_a_build_that_has_nothing_to_do_sees_a_commit(hortus: Run, site: Site, repo: Repo) -> None:
    site.write("a.md", "# A\n")
    repo.commit("2026-01-01")
    assert hortus("build", site.folder).returncode == 0
    assert "0 files written" in hortus("build", site.folder).stdout
    site.write("b.md", "# B\n")
    repo.commit("2026-02-02")
    hortus("build", site.folder)
    before = meta(site, "b.html")
    repo.git("commit", "-q", "--amend", "-m", "Later", "--date=2026-03-03T12:00:00", day="2026-03-03")
    assert " 0 files written" not in hortus("build", site.folder).stdout
    assert (before, meta(site, "b.html")) == ("2 February 2026", "3 March 2026")
    repo.git("gc", "-q")  # the branch is packed away
    hortus("build", site.folder)
    assert meta(site, "b.html") == "3 March 2026"


# --- What git cannot say ----------------------------------------------------------------------------------


@pytest.fixture
def origin(site: Site, repo: Repo) -> Repo:
    site.write("a.md", "# A\n")
    repo.commit("2026-01-01")
    site.write("a.md", "# A\n\nMore.\n")
    repo.commit("2026-03-04")
    return repo


def test_a_shallow_clone_has_no_dates_and_says_so(site: Site, origin: Repo, tmp_path: Path) -> None:
    clone = Site(tmp_path / "clone")
    origin.git("clone", "-q", "--depth=1", f"file://{site.folder}", str(clone.folder))
    clone.build()
    assert meta(clone, "a.html") == ""
    (problem,) = clone.report.problems
    assert problem.message == "this clone is shallow, so git does not know when notes were written"
    assert "fetch-depth: 0" in problem.hint
    Repo(clone.folder).git("fetch", "-q", "--unshallow")
    clone.build()
    assert meta(clone, "a.html").startswith("1 January 2026")
    assert codes(clone) == []


def test_a_shallow_clone_is_no_matter_where_all_notes_are_dated(
    site: Site, origin: Repo, tmp_path: Path
) -> None:
    site.write("a.md", "---\ndate: 2026-01-01\n---\n# A\n")
    origin.commit("2026-04-04")
    clone = Site(tmp_path / "clone")
    origin.git("clone", "-q", "--depth=1", f"file://{site.folder}", str(clone.folder))
    assert codes(clone.build()) == []


def test_without_the_program_git_a_build_goes_on(
    site: Site, origin: Repo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    site.build()
    missing = "there is no program `git` here"
    ignored = f"git cannot be asked what it ignores, and its files were read instead: {missing}"
    assert [problem.message for problem in site.report.problems] == [ignored, missing]
    assert site.report.is_published


def test_git_that_takes_too_long_is_left(
    site: Site, origin: Repo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    slow = tmp_path / "bin/git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}:{os.environ['PATH']}")
    monkeypatch.setattr(repository, "_SECONDS", 0.2)
    site.build()
    assert codes(site) == ["git", "git"]
    assert all("not done after" in problem.message for problem in site.report.problems)


def test_a_work_tree_of_somebody_else_is_said_to_be_one(
    site: Site, origin: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    said = repository._refused(
        f"fatal: detected dubious ownership in repository at '{site.folder}'\n", "/top"
    )
    assert "belongs to somebody else" in str(said)
    assert said.hint == "if you trust it: git config --global --add safe.directory /top"


def test_dates_of_git_are_asked_for_where_there_is_none(site: Site) -> None:
    site.write("a.md", "# A\n").write("hortus.yaml", "dates: git\n").build()
    assert [problem.message for problem in site.report.problems] == ["git knows nothing of these notes"]


def test_a_damaged_repository_is_said_to_be_one(site: Site, origin: Repo) -> None:
    shutil.rmtree(site.folder / ".git/objects")
    (site.folder / ".git/objects").mkdir()
    site.build()
    assert site.report.is_published
    assert codes(site) == ["git"]
    assert site.report.problems[0].message.startswith("git says: fatal: ")


def test_a_repository_without_a_commit_is_none(site: Site, repo: Repo) -> None:
    site.write("a.md", "# A\n").build()
    assert codes(site) == []


# --- Whatever the repository is like ----------------------------------------------------------------------


def test_settings_of_the_person_do_not_matter(
    site: Site, origin: Repo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    expected = site.build().html("a.html")
    settings = tmp_path / "settings"
    settings.write_text(
        "[log]\nshowRoot = false\nfollow = true\nshowSignature = true\ndate = relative\n[diff]\nrenames = false\n"
        "noprefix = true\nexternal = /bin/false\n[color]\nui = always\n[core]\nquotePath = true\npager = /bin/false\n"
        "[format]\npretty = oneline\n[i18n]\nlogOutputEncoding = latin1\n[diff]\nrelative = true\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
    site.delete(".hortus").build()
    assert codes(site) == []
    assert site.html("a.html") == expected


def test_a_partial_clone_is_followed_as_far_as_it_goes(site: Site, origin: Repo, tmp_path: Path) -> None:
    text = "".join(f"Line {number}.\n\n" for number in range(20))
    site.write("b.md", text).write("c.md", text + "c")
    origin.commit("2026-04-04")
    (site.folder / "b.md").rename(site.folder / "same.md")
    site.delete("c.md").write("like.md", text + "cc")
    origin.commit("2026-05-05")
    origin.git("config", "uploadpack.allowFilter", "true")
    clone = Site(tmp_path / "clone")
    origin.git("clone", "-q", "--filter=blob:none", f"file://{site.folder}", str(clone.folder))
    clone.build()
    assert codes(clone) == []
    assert meta(site.build(), "like.html").startswith("4 April 2026")
    assert meta(clone, "same.html").startswith("4 April 2026")
    assert meta(clone, "like.html") == "5 May 2026"


def test_a_second_work_tree_has_its_own_commit(site: Site, origin: Repo, tmp_path: Path) -> None:
    origin.git("worktree", "add", "-q", "-b", "other", str(tmp_path / "second"))
    second = Site(tmp_path / "second")
    second.write("b.md", "# B\n")
    Repo(second.folder).commit("2026-04-04")
    assert meta(second.build(), "b.html") == "4 April 2026"


def test_notes_in_a_submodule_have_its_dates(site: Site, origin: Repo, tmp_path: Path) -> None:
    outer = begin(tmp_path / "outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(site.folder), "notes")
    outer.commit("2026-05-05")
    inner = Site(tmp_path / "outer/notes")
    assert meta(inner.build(), "a.html").split("\n") == ["1 January 2026", "updated 4 March 2026"]
    around = Site(tmp_path / "outer").write("b.md", "# B\n")
    outer.commit("2026-05-06")
    assert meta(around.build(), "notes/a.html") == ""
    assert around.report.is_published


def test_odd_dates_are_no_traceback(site: Site, repo: Repo) -> None:
    site.write("a.md", "# A\n")
    repo.git("add", "-A")
    tree = repo.git("write-tree")
    for stamp in ("99999999999999 +0000", "1700000000 +9959", "-1 +0000"):
        raw = f"tree {tree}\nauthor A <a@x> {stamp}\ncommitter A <a@x> 1700000000 +0000\n\nm\n"
        done = subprocess.run(
            ["git", "-C", str(site.folder), "hash-object", "-t", "commit", "-w", "--literally", "--stdin"],
            input=raw, capture_output=True, text=True, check=True,
        )  # fmt: skip
        repo.git("update-ref", "refs/heads/main", done.stdout.strip())
        site.write("hortus.yaml", "dates: git\nhistory: true\n").build()
        assert site.report.is_published


def test_the_dates_of_a_clean_build_are_those_of_one_after_another(
    site: Site, origin: Repo, tmp_path: Path
) -> None:
    site.write("hortus.yaml", "history: authors\nrepository: https://github.com/me/notes\n").build()
    site.write("a.md", "# A\n\nEven more.\n").write("b.md", "# B\n").build()
    origin.commit("2026-04-04", author="Eve")
    site.build()
    assert site.tree() == site.clean_tree(tmp_path)
