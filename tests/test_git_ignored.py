"""What git ignores stays out of the site, as it stays out of the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run, Site
from repositories import Repo


@pytest.fixture
def kept(site: Site) -> Site:
    """A repository that keeps some notes to itself."""
    site.write("a.md", "A. [b](private/b.md) [c](sub/c.own.md)\n").write("private/b.md", "Secretive.\n")
    site.write("sub/c.own.md", "Secretive.\n").write("sub/d.md", "D.\n").write("kept.own.md", "Kept.\n")
    site.write(".gitignore", "private/\n*.own.md\n!kept.own.md\n")
    Repo(site.folder).git("init", "-q")
    return site


def pages(site: Site) -> set[str]:
    return {place for _, place in site.build().report.places}


def test_notes_that_git_ignores_are_no_pages(kept: Site, hortus: Run) -> None:
    assert pages(kept) == {"a.html", "sub/d.html", "kept.own.html"}
    assert kept.report.hidden.ignored == 2
    assert not any(b"Secretive" in file.read_bytes() for file in kept.public.rglob("*") if file.is_file())
    assert "git ignores it" in hortus("why", "private/b.md", kept.folder).stdout


def test_one_that_is_in_the_repository_all_the_same_is_a_page(kept: Site) -> None:
    assert "sub/c.own.html" not in pages(kept)
    Repo(kept.folder).git("add", "-f", "sub/c.own.md")
    assert "sub/c.own.html" in pages(kept)


@pytest.mark.parametrize("named", ["", "everywhere", "~/mine"])
def test_what_git_ignores_everywhere_is_ignored_and_may_change(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    home = tmp_path / "home"
    (home / ".config/git").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("GIT_CONFIG_GLOBAL", raising=False)
    (home / ".gitconfig").write_text(f"[core]\nexcludesFile = {named}\n" if named else "")
    rules = {
        "": home / ".config/git/ignore",
        "everywhere": site.folder / "everywhere",
        "~/mine": home / "mine",
    }
    site.write("a.md", "A.\n").write("diary.md", "Secretive.\n").write("b.md", "B.\n")
    Repo(site.folder).git("init", "-q")
    assert pages(site) == {"a.html", "b.html", "diary.html"}
    rules[named].write_text("diary.md\n")
    assert pages(site) == {"a.html", "b.html"}
    rules[named].write_text("b.md\n")
    assert pages(site) == {"a.html", "diary.html"}


def test_the_owner_may_publish_them(kept: Site) -> None:
    kept.write("hortus.yaml", "gitignore: false\n")
    assert {"private/b.html", "sub/c.own.html"} <= pages(kept)


def test_rules_may_stand_in_any_folder_and_change(kept: Site) -> None:
    kept.write("sub/.gitignore", "d.md\n")
    assert pages(kept) == {"a.html", "kept.own.html"}
    kept.delete("sub/.gitignore").write(".gitignore", "private/\n*.own.md\n!kept.own.md\n")
    assert pages(kept) == {"a.html", "sub/d.html", "kept.own.html"}
    kept.delete(".gitignore")
    (kept.folder / ".git/info/exclude").write_text("/a.md\n")
    assert pages(kept) == {"private/b.html", "sub/c.own.html", "sub/d.html", "kept.own.html"}


def test_a_folder_that_is_wholly_ignored_is_no_part_of_that_repository(site: Site) -> None:
    (site.folder.parent / ".gitignore").write_text("*\n")
    Repo(site.folder.parent).git("init", "-q")
    site.write("a.md", "A.\n")
    assert pages(site) == {"a.html"}


def test_without_a_repository_such_a_file_means_nothing(site: Site) -> None:
    site.write(".gitignore", "a.md\n").write("a.md", "A.\n").write("b.md", "B.\n")
    assert pages(site) == {"a.html", "b.html"}


def test_where_the_repository_is_gone_its_rules_still_hold(kept: Site, tmp_path: Path) -> None:
    (kept.folder / ".git").rename(tmp_path / "elsewhere")
    kept.write(".git", "gitdir: /nowhere\n")
    assert pages(kept) == {"a.html", "sub/d.html", "kept.own.html"}
    assert "stands for is not there" in " ".join(problem.message for problem in kept.report.problems)


def test_a_build_with_nothing_to_do_sees_that_git_ignores_more(
    kept: Site, hortus: Run, tmp_path: Path
) -> None:
    out = str(tmp_path / "out")
    for _ in range(2):
        hortus("build", kept.folder, "-o", out)
    kept.write(".gitignore", "private/\n*.own.md\n")
    hortus("build", kept.folder, "-o", out)
    assert not (tmp_path / "out/kept.own.html").exists()


def test_where_git_cannot_say_the_build_does(kept: Site) -> None:
    (kept.folder / ".git/config").write_text("[core\n")
    kept.build()
    assert any("git cannot be asked" in problem.message for problem in kept.report.problems)
    assert {place for _, place in kept.report.places} == {"a.html", "sub/d.html", "kept.own.html"}
