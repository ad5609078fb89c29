"""A build that has nothing to do says what the one before said, and loads nothing; whatever was read may not have changed."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Site

PICTURE = b"\x89PNG\r\n\x1a\n"


def run(site: Site, *options: str) -> tuple[str, bool]:
    """(what `hortus build` prints, whether it had to be found out)."""
    environment = {**os.environ, "PYTHONPROFILEIMPORTTIME": "1", "NO_COLOR": ""}
    command = [sys.executable, "-m", "hortus", "build", str(site.folder), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    printed = [line for line in done.stderr.splitlines() if not line.startswith("import time:")]
    return "\n".join([*printed, done.stdout]), "hortus.build" in done.stderr


@pytest.fixture
def built(site: Site) -> Site:
    site.write("a.md", "# A\n\n[[b]] ![](p.png) [[nowhere]]\n").write("deep/b.md", "# B\n")
    site.write("p.png", PICTURE).write("other.txt", "text")
    assert run(site)[1]
    return site


def test_an_unchanged_folder_needs_nothing_to_be_loaded(built: Site) -> None:
    text, is_found_out = run(built)
    assert not is_found_out
    assert "2 notes, 0 changed, 0 files written, 0 removed, 0." in text
    assert "nothing here is called `nowhere`" in text


def test_a_report_is_repeated_with_its_own_seconds(built: Site) -> None:
    run(built, "--json")
    text, is_found_out = run(built, "--json")
    report = json.loads(text[text.index("{") :])
    assert not is_found_out
    assert report["notes"] == 2
    assert report["written"] == []
    assert 0 < report["seconds"] < 60


def test_other_options_are_another_question(built: Site) -> None:
    assert run(built, "--drafts")[1]
    assert run(built, "-q")[1]
    assert not run(built)[1]
    assert run(built, "--clean")[1]


def _note(site: Site) -> None:
    site.write("a.md", "# A\n\n[[b]] ![](p.png) [[nowhere]].\n")


def _same_size_and_time(site: Site) -> None:
    file = site.folder / "deep/b.md"
    stat = file.stat()
    file.write_text("# C\n")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def _new_note(site: Site) -> None:
    site.write("deep/c.md", "# C\n")


def _gone_note(site: Site) -> None:
    (site.folder / "deep/b.md").unlink()


def _moved_folder(site: Site) -> None:
    (site.folder / "deep").rename(site.folder / "low")


def _picture(site: Site) -> None:
    site.write("p.png", PICTURE + b"!")


def _file_that_a_link_may_mean(site: Site) -> None:
    site.write("deep/nowhere.txt", "here")


def _template(site: Site) -> None:
    site.write("templates/page.html", '{% extends "default/page.html" %}')


def _static(site: Site) -> None:
    site.write("static/css/main.css", "body { color: red }")


def _look(site: Site) -> None:
    site.write("hortus.yaml", "look: ./mine\n").write("mine/static/look.css", "h1 { color: red }")
    run(site)
    site.write("mine/static/look.css", "h1 { color: tan }")


def _configuration(site: Site) -> None:
    site.write("hortus.yaml", "title: Another\n")


def _mark_of_a_program(site: Site) -> None:
    (site.folder / ".obsidian").mkdir()


def _settings_of_a_vault_within(site: Site) -> None:
    site.write("deep/.obsidian/app.json", "{}")
    run(site)
    site.write("deep/.obsidian/app.json", '{"userIgnoreFilters": ["b.md"]}')


def _page_that_was_tampered_with(site: Site) -> None:
    (site.public / "a.html").write_text("mine")


def _page_that_was_removed(site: Site) -> None:
    (site.public / "deep/b.html").unlink()


def _ledger(site: Site) -> None:
    (ledger,) = (site.folder / ".hortus").glob("ledger-*")
    ledger.write_text("{}")


CHANGES = [
    _note, _same_size_and_time, _new_note, _gone_note, _moved_folder, _picture, _file_that_a_link_may_mean, _template, _static, _look,
    _configuration, _mark_of_a_program, _settings_of_a_vault_within, _page_that_was_tampered_with, _page_that_was_removed, _ledger,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_noticed(built: Site, change: Callable[[Site], None]) -> None:
    change(built)
    assert run(built)[1]
    assert not run(built)[1]
    assert built.tree() == built.clean_tree(built.folder.parent / "clean")


def test_a_note_is_published_when_its_day_has_come(built: Site) -> None:
    soon = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=2)
    built.write("c.md", f"---\ndate: {soon.isoformat()}\n---\n# C\n")
    assert "1 future not published" in run(built)[0]
    while datetime.datetime.now(datetime.UTC) < soon:
        pass
    text, is_found_out = run(built)
    assert is_found_out
    assert "future" not in text


def test_what_was_said_cannot_be_read(built: Site) -> None:
    for said in Path(built.folder, ".hortus").glob("said-*"):
        said.write_text('{"watched": 1}')
    assert run(built)[1]
