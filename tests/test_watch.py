"""What the watcher tells: every edit, when it is whole, and nothing else."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

from hortus.request import Request
from hortus.selection import Selection
from hortus.serve.edits import Edits
from hortus.serve.watch import Watcher

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere watchfiles tells")

QUIET = 0.15  # seconds in which what was done is told for sure
LOOK = 0.6  # … and a folder that is gone is looked for again

Act = Callable[[], object]
T = TypeVar("T")


def alone(what: Coroutine[Any, Any, T]) -> T:
    """Run in a thread of its own: another test may have left a loop in this one."""
    with ThreadPoolExecutor(1) as executor:
        return executor.submit(asyncio.run, what).result()


def told(folder: Path, *acts: Act, quiet: float = QUIET) -> list[list[bool]]:
    """What is told of each of `acts`."""

    async def watch() -> list[list[bool]]:
        tells, all_told = list[bool](), list[list[bool]]()
        watcher = Watcher([folder], lambda path: "/." not in path, tells.append, print, poll=False)
        watcher.start()
        for act in acts:
            act()
            await asyncio.sleep(quiet)
            all_told.append(tells.copy())
            tells.clear()
        watcher.close()
        return all_told

    return alone(watch())


def test_a_saved_file_is_told_once(tmp_path: Path) -> None:
    assert told(tmp_path, lambda: (tmp_path / "a.md").write_text("a")) == [[True]]


def test_a_file_is_told_when_it_is_closed(tmp_path: Path) -> None:
    file = (tmp_path / "a.md").open("w")

    def write() -> None:
        file.write("half")
        file.flush()

    assert told(tmp_path, write, file.close) == [[], [True]]


def test_a_file_that_is_moved_into_place_is_told_once(tmp_path: Path) -> None:
    (tmp_path / ".a.swp").write_text("a")
    assert told(tmp_path, lambda: (tmp_path / ".a.swp").replace(tmp_path / "a.md")) == [[True]]


def test_a_file_that_goes_is_no_whole_edit(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a")
    assert told(tmp_path, (tmp_path / "a.md").unlink) == [[False]]


def test_a_new_folder_is_told_and_watched(tmp_path: Path) -> None:
    inner = tmp_path / "b/c"
    assert told(tmp_path, lambda: inner.mkdir(parents=True), lambda: (inner / "a.md").write_text("a")) == [
        [False],
        [True],
    ]


def test_a_folder_is_watched_by_its_new_name_only(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    away = tmp_path_factory.mktemp("away")
    (tmp_path / "b").mkdir()
    assert told(
        tmp_path,
        lambda: (tmp_path / "b").rename(tmp_path / "c"),
        lambda: (tmp_path / "c/a.md").write_text("a"),
        lambda: (tmp_path / "c").rename(away / "c"),
        lambda: (away / "c/a.md").write_text("b"),
    ) == [[True], [True], [False], []]


def test_a_folder_that_a_link_leads_to_is_watched(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    away = tmp_path_factory.mktemp("away")
    (tmp_path / "early").symlink_to(away, target_is_directory=True)
    (away / "circle").symlink_to(tmp_path, target_is_directory=True)
    assert told(tmp_path, lambda: (away / "a.md").write_text("a")) == [[True]]


def test_hidden_folders_are_not_watched(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert told(tmp_path, lambda: (tmp_path / ".git/index").write_text("a")) == [[]]


def test_the_folder_itself_goes_and_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    gone, back, edited = told(
        folder,
        lambda: shutil.rmtree(folder),
        folder.mkdir,
        lambda: (folder / "a.md").write_text("a"),
        quiet=LOOK,
    )
    assert (set(gone), set(back), edited) == ({False}, {False}, [True])


def test_a_folder_put_in_the_place_of_the_watched_one_is_watched(tmp_path: Path) -> None:
    folder, other = tmp_path / "notes", tmp_path / "other"
    folder.mkdir()
    other.mkdir()

    def exchange() -> None:
        folder.rename(tmp_path / "old")
        other.rename(folder)

    exchanged, edited = told(folder, exchange, lambda: (folder / "a.md").write_text("a"))
    assert exchanged
    assert edited == [True]


@pytest.mark.parametrize(
    ("path", "is_seen"),
    [
        ("a.md", True),
        ("hortus.yaml", True),
        ("templates/page.html", True),
        ("static/css/hortus.css", True),
        (".obsidian/app.json", True),
        (".a.md.swp", False),
        ("a.md~", False),
        (".git/index", False),
        (".hortus/served/a.html", False),
        ("public/a.html", False),
        ("node_modules/x/readme.md", False),
    ],
)
def test_what_counts_as_an_edit(tmp_path: Path, path: str, is_seen: bool) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    request = Request(
        tmp_path, tmp_path / ".hortus/served", tmp_path / ".hortus", Selection(datetime.now(UTC))
    )

    async def watch() -> int:
        seen = list[int]()
        edits = Edits(request, lambda: seen.append(1), print, poll=False)
        edits.start()
        (tmp_path / path).write_text("x")
        await asyncio.sleep(QUIET)
        edits.close()
        return len(seen)

    assert bool(alone(watch())) is is_seen


def test_where_the_system_watches_no_more_folders_files_are_looked_at(tmp_path: Path) -> None:
    said, tells = list[str](), list[bool]()

    async def watch() -> None:
        watcher = Watcher([tmp_path], lambda path: True, tells.append, said.append, poll=False)
        watcher.start()
        watcher._look_instead(OSError(28, os.strerror(28)))
        await asyncio.sleep(LOOK)
        (tmp_path / "a.md").write_text("a")
        await asyncio.sleep(2 * LOOK)
        watcher.close()

    alone(watch())
    assert "as with --poll" in said[0]
    assert tells
