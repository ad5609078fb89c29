"""Builds that follow each other: one that a newer edit overtakes ends, and what came of the pages is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import NOW
from hortus.build import build
from hortus.memo import Memo
from hortus.model import Report
from hortus.request import Request
from hortus.selection import Selection
from hortus.serve import rebuild
from hortus.serve.rebuild import Builder, moves

NOTES = 30


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(NOTES):
        (tmp_path / f"n{number:02}.md").write_text(f"# Note {number}\n")
    return tmp_path


def builder_of(
    folder: Path, reports: list[Report], open_pages: frozenset[str] = frozenset(), shown: Any = lambda: None
) -> Builder:
    request = Request(folder, folder / ".hortus/served", folder / ".hortus", Selection(NOW), jobs=1)
    return Builder(
        request,
        lambda: Memo(folder / ".hortus/memo"),
        lambda report, _: reports.append(report),
        lambda line: None,
        lambda: open_pages,
        shown,
    )


def meddle(monkeypatch: pytest.MonkeyPatch, at: Callable[[str, int], object]) -> None:
    """Call `at` whenever a build says how far it is."""

    def watched(request: Request, memo: Memo, progress: Any, books: Any, ahead: Any) -> Report:
        def tell(step: str, done: int, total: int) -> None:
            at(step, done)
            progress(step, done, total)

        return build(request, memo, tell, books, ahead)

    monkeypatch.setattr(rebuild, "build", watched)


def page(folder: Path, name: str) -> str:
    return (folder / ".hortus/served" / name).read_text()


@pytest.mark.parametrize("step", ["Reading", "Writing"])
def test_an_edit_in_the_middle_of_a_build_is_in_the_next_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    reports = list[Report]()
    builder = builder_of(folder, reports)
    assert builder.build()
    for file in folder.glob("*.md"):
        file.write_text(file.read_text() + "\nsecond\n")

    def edit(at: str, done: int) -> None:
        if (at, done) == (step, 10) and "third" not in (folder / "n00.md").read_text():
            (folder / "n00.md").write_text("# Note 0\n\nthird\n")
            builder.overtake()

    meddle(monkeypatch, edit)
    assert not builder.build()
    assert "second" not in page(folder, "n01.html")  # nothing of it was published
    assert builder.build()
    assert "third" in page(folder, "n00.html")
    assert "second" in page(folder, "n01.html")
    assert len(reports) == 2


def test_what_an_overtaken_build_has_parsed_is_not_parsed_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = list[Report]()
    builder = builder_of(folder, reports)
    meddle(monkeypatch, lambda step, done: builder.overtake() if (step, done) == ("Reading", 20) else None)
    assert not builder.build()
    monkeypatch.setattr(rebuild, "build", build)
    assert builder.build()
    assert reports[0].parsed < NOTES
    assert reports[0].notes == NOTES


def test_edits_without_a_pause_do_not_keep_a_site_from_being_built(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builder = builder_of(folder, [])
    meddle(monkeypatch, lambda step, done: builder.overtake())
    assert any(builder.build() for _ in range(5))


def test_no_build_is_finished_after_the_end(folder: Path) -> None:
    builder = builder_of(folder, [])
    builder.end()
    assert not builder.build()


def test_an_open_page_is_shown_before_the_rest_is_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = list[str]()
    builder: Builder = builder_of(
        folder, [], frozenset({"n00.html", "n01.html"}), lambda: shown.append(builder.mark("n00.html"))
    )
    builder.build()
    assert not shown
    (folder / "n00.md").write_text("# Note 0\n\nedited\n")
    seen = list[bool]()

    def look(step: str, _: int) -> None:
        if step == "Indexing":
            seen.extend(("edited" in builder.page("n00.html").decode(), "edited" in page(folder, "n00.html")))

    meddle(monkeypatch, look)
    builder.build()
    assert seen[:2] == [True, False]
    assert shown == [builder.mark("n00.html")]  # that page only, and it was as it is published
    assert builder.page("n00.html").decode() == page(folder, "n00.html")


LONG = f"# Note 0\n\n{'Nothing is said here, and at length. ' * 40}\n"


@pytest.mark.parametrize(
    ("text", "first_seen"), [(f"{LONG}\nedited\n", "Reading"), (LONG.replace("Note", "edited"), "Indexing")]
)
def test_an_open_page_is_shown_as_soon_as_it_is_known(
    folder: Path, monkeypatch: pytest.MonkeyPatch, text: str, first_seen: str
) -> None:
    """What of a note nothing else can see, before anything else is looked at."""
    (folder / "n00.md").write_text(LONG)
    (folder / "n01.md").write_text("# Note 1\n\nSee [[n00]].\n")
    builder = builder_of(folder, [], frozenset({"n00.html"}))
    builder.build()
    (folder / "n00.md").write_text(text)
    seen = list[str]()

    def look(step: str, _: int) -> None:
        if b"edited" in builder.page("n00.html"):
            seen.append(step)

    meddle(monkeypatch, look)
    builder.build()
    assert seen[0] == first_seen


def test_a_page_that_was_shown_and_cannot_be_published_is_shown_no_more(folder: Path) -> None:
    shown = list[bytes]()
    builder: Builder = builder_of(
        folder, [], frozenset({"n00.html"}), lambda: shown.append(builder.page("n00.html"))
    )
    builder.build()
    (folder / "templates").mkdir()
    (folder / "templates/404.html").write_text("{{ 1 // 0 }}")
    (folder / "n00.md").write_text("# Note 0\n\nedited\n")
    builder.build()
    assert builder.state.phase == "stopped"
    assert [b"edited" in one for one in shown] == [True]
    assert b"edited" not in builder.page("n00.html")


def test_a_page_that_needs_a_new_file_is_shown_when_that_is_there(folder: Path) -> None:
    shown = list[str]()
    builder = builder_of(folder, [], frozenset({"n00.html"}), lambda: shown.append("n00.html"))
    builder.build()
    (folder / "p.png").write_bytes(b"p")
    (folder / "n00.md").write_text("# Note 0\n\n![p](p.png)\n")
    builder.build()
    assert not shown
    assert "p.png" in page(folder, "n00.html")


def test_a_file_that_pages_use_is_told_when_it_is_another(folder: Path) -> None:
    builder = builder_of(folder, [])
    (folder / "n00.md").write_text("![p](p.png)\n")
    (folder / "p.png").write_bytes(b"one")
    builder.build()
    assert builder.files == {}
    (folder / "p.png").write_bytes(b"another")
    builder.build()
    assert list(builder.files) == ["p.png"]


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ({"a.md": "a.html"}, {"b.md": "b.html"}, {"a.html": "b.html"}),
        ({"a.md": "a.html"}, {"a.md": "x/a.html"}, {"a.html": "x/a.html"}),
        ({"a.md": "a.html"}, {}, {"a.html": ""}),
        ({"a.md": "a.html"}, {"b.md": "b.html", "c.md": "c.html"}, {"a.html": ""}),
        (
            {"x/p/index.md": "x/p/index.html", "x/q/index.md": "x/q/index.html"},
            {"y/p/index.md": "y/p/index.html", "y/q/index.md": "y/q/index.html"},
            {"x/p/index.html": "y/p/index.html", "x/q/index.html": "y/q/index.html"},
        ),
        ({"a.md": "a.html"}, {"a.md": "a.html", "b.md": "b.html"}, {}),
    ],
)
def test_where_notes_have_gone(before: dict[str, str], after: dict[str, str], moved: dict[str, str]) -> None:
    assert moves(before, after) == moved
