"""The links from a note to its source: at which address, and only where the owner wants them."""

from __future__ import annotations

import html
import re

import pytest

from conftest import Site
from hortus.git.forge import address_of
from repositories import Repo, begin

NAME = "Größe #1 (50%) & [x]?.md"
ENCODED = "Gr%C3%B6%C3%9Fe%20%231%20%2850%25%29%20%26%20%5Bx%5D%3F.md"


def links(site: Site, path: str) -> dict[str, str]:
    """What stands at the foot of a page: words → address."""
    shown = site.html(path).partition('<div class="past">')[2].partition("</main>")[0]
    return {
        word: html.unescape(href) for href, word in re.findall(r'<a href="([^"]*)">(?:<code>)?(\w+)<', shown)
    }


@pytest.mark.parametrize(
    ("settings", "source", "edit"),
    [
        (
            "repository: https://github.com/me/notes",
            f"https://github.com/me/notes/blob/main/notes/a/{ENCODED}",
            f"https://github.com/me/notes/edit/main/notes/a/{ENCODED}",
        ),
        (
            "repository: https://gitlab.com/us/deep/notes.git\nbranch: 'feature/x#1'",
            f"https://gitlab.com/us/deep/notes/-/blob/feature/x%231/notes/a/{ENCODED}",
            f"https://gitlab.com/us/deep/notes/-/edit/feature/x%231/notes/a/{ENCODED}",
        ),
        (
            "repository: https://codeberg.org/me/notes/",
            f"https://codeberg.org/me/notes/src/branch/main/notes/a/{ENCODED}",
            f"https://codeberg.org/me/notes/_edit/main/notes/a/{ENCODED}",
        ),
        (
            "repository: https://bitbucket.org/me/notes",
            f"https://bitbucket.org/me/notes/src/main/notes/a/{ENCODED}",
            f"https://bitbucket.org/me/notes/src/main/notes/a/{ENCODED}?mode=edit&at=main",
        ),
        (
            "repository: http://git.home.example:3000/me/notes\nforge: gitea",
            f"http://git.home.example:3000/me/notes/src/branch/main/notes/a/{ENCODED}",
            f"http://git.home.example:3000/me/notes/_edit/main/notes/a/{ENCODED}",
        ),
    ],
)
def test_each_forge_has_its_addresses(site: Site, settings: str, source: str, edit: str) -> None:
    site.write("hortus.yaml", settings).write(f"notes/a/{NAME}", "# A\n").build()
    ((_, page),) = site.report.places
    assert links(site, page) == {"Source": source, "Edit": edit}


def test_the_way_in_the_repository_is_known(site: Site) -> None:
    repo = begin(site.folder.parent)
    site.write("hortus.yaml", "repository: https://github.com/me/all\nedit: false\n").write(
        "notes/a.md", "# A\n"
    )
    repo.git("checkout", "-q", "-b", "trunk")
    repo.commit("2026-01-01")
    site.build()
    assert links(site, "a.html") == {"Source": "https://github.com/me/all/blob/trunk/garden/notes/a.md"}


@pytest.mark.parametrize(
    ("remote", "commits"),
    [
        ("git@github.com:me/notes.git", "https://github.com/me/notes/commit/"),
        ("https://me:secret@gitlab.com/me/notes", "https://gitlab.com/me/notes/-/commit/"),
        ("ssh://git@codeberg.org:22/me/notes.git", "https://codeberg.org/me/notes/commit/"),
        ("git@bitbucket.org:me/notes.git", "https://bitbucket.org/me/notes/commits/"),
    ],
)
def test_the_remote_is_named_only_when_the_owner_says_so(site: Site, remote: str, commits: str) -> None:
    repo = begin(site.folder)
    repo.git("remote", "add", "origin", remote)
    site.write("a.md", "# A\n").write("hortus.yaml", "history: true\n")
    repo.commit("2026-01-01")
    site.write("a.md", "# A\n\nMore.\n")
    hash_ = repo.commit("2026-02-02")
    site.build()
    assert not any(b"me/notes" in data for data in site.tree().values())
    site.write("hortus.yaml", "history: true\nrepository: auto\n").build()
    assert links(site, "a.html")[hash_[:7]] == commits + hash_
    assert not any(b"secret" in data for data in site.tree().values())


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ("repository: https://example.org/me/notes", "it is not known what runs at https://example.org/me/notes, so notes have no links to it"),
        ("repository: auto", "`repository: auto` finds no git work tree here"),
    ],
)  # fmt: skip
def test_what_cannot_be_linked_to_is_said(site: Site, settings: str, code: str) -> None:
    site.write("hortus.yaml", settings).write("notes/a.md", "# A\n").build()
    assert [problem.message for problem in site.report.problems] == [code]
    assert links(site, "a.html") == {}


@pytest.mark.parametrize(
    "remote", ["", "../other.git", "/srv/git/notes.git", "file:///srv/notes.git", "host:notes"]
)
def test_a_remote_that_readers_cannot_reach_is_none(site: Site, remote: str) -> None:
    repo: Repo = begin(site.folder)
    if remote:
        repo.git("remote", "add", "origin", remote)
    site.write("hortus.yaml", "repository: auto").write("a.md", "# A\n").build()
    (problem,) = site.report.problems
    assert problem.code == "repository"
    assert links(site, "a.html") == {}


def test_an_address_has_neither_name_nor_password() -> None:
    assert address_of("https://user:pa@ss@github.com/me/notes.git") == "https://github.com/me/notes"
    assert address_of("http://git.example.org:3000/me/notes") == "http://git.example.org:3000/me/notes"
    assert address_of("ssh://git@git.example.org:2222/me/notes.git") == "https://git.example.org/me/notes"


def test_a_script_is_no_address(site: Site) -> None:
    site.write("hortus.yaml", 'repository: "javascript:alert(1)"\n').write("notes/a.md", "# A\n")
    with pytest.raises(Exception, match="must begin with http"):
        site.build()


# --- The file itself


def file_line(site: Site, path: str) -> str:
    """What the page says of its file."""
    line = site.html(path).partition('<p class="file">')[2].partition("</p>")[0]
    return " · ".join(re.findall(r"<span>(.*?)</span>", line))


def test_a_note_of_no_program_says_what_its_file_holds(site: Site) -> None:
    site.write("deep/a & b.md", "# A\n\nOne.\n \t\nTwo: é.").write("one.md", "x\n").build()
    assert file_line(site, "deep/a-b.html") == "a &amp; b.md · 5 lines, 3 not empty · 21 B"
    assert file_line(site, "one.html") == "one.md · 1 line, 1 not empty · 2 B"


def test_lines_are_counted_in_any_encoding(site: Site) -> None:
    (site.folder / "a.md").write_bytes("# Hi\r\n\r\ntext\n".encode("utf-16"))
    assert file_line(site.build(), "a.html") == "a.md · 3 lines, 2 not empty · 28 B"


def test_nobody_has_written_the_lines_of_a_notebook(site: Site) -> None:
    written = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    site.write("a.ipynb", written).build()
    assert file_line(site, "a.html") == f"a.ipynb · {len(written)} B"


def test_other_programs_say_nothing_of_files_and_neither_does_an_owner_who_does_not_want_it(
    site: Site,
) -> None:
    site.write("a.md", "A.").write("hortus.yaml", "file_line: false").build()
    assert not file_line(site, "a.html")
    site.write(".obsidian/app.json", "{}").write("hortus.yaml", "title: A").build()
    assert not file_line(site, "a.html")
    site.write("hortus.yaml", "file_line: true").build()
    assert file_line(site, "a.html") == "a.md · 1 line, 1 not empty · 2 B"
