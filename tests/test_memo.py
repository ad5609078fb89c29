"""Equal values have equal digests, and what is not a value has none."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from conftest import Site
from hortus.memo import Memo, digest
from hortus.work import here


@dataclass(frozen=True)
class _Point:
    x: int
    label: str = field(default="", compare=False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ab", b"ab"),
        (("a", "b"), ("ab",)),
        ((("a",), "b"), ("a", ("b",))),
        (1, True),
        (1, "1"),
        (None, ""),
        (_Point(1), _Point(2)),
        ((), ""),
    ],
)
def test_different_values_have_different_digests(one: object, other: object) -> None:
    assert digest(one) != digest(other)


def test_fields_that_are_not_compared_do_not_count() -> None:
    assert digest(_Point(1, "a")) == digest(_Point(1, "b"))


@pytest.mark.parametrize("value", [[], {}, object(), lambda: 0, digest.__get__(1), open])
def test_what_could_hide_a_value_has_no_digest(value: object) -> None:
    with pytest.raises(TypeError):
        digest(value)


def _double(value: int) -> int:
    return 2 * value


def test_a_result_is_remembered_across_processes_of_the_same_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(function: Any, arguments: Any) -> Any:
        return [function(*inputs) for inputs in arguments]

    def computed() -> int:
        memo = Memo(tmp_path / "memo")
        with memo:
            values, count = memo.map(_double, [(1,), (2,), (1,)], run)
        memo.close()
        assert values == [2, 4, 2]
        return count

    assert [computed(), computed()] == [2, 0]
    monkeypatch.setattr("hortus.memo.fingerprint", lambda: b"another version")
    assert computed() == 2


def test_what_a_build_that_failed_has_worked_out_is_remembered(tmp_path: Path) -> None:
    memo = Memo(tmp_path / "memo")
    with pytest.raises(ZeroDivisionError), memo:
        memo.map(_double, [(1,)], here)
        raise ZeroDivisionError
    memo.close()
    again = Memo(tmp_path / "memo")
    with again:
        assert again.map(_double, [(1,)], here)[1] == 0
    again.close()


def test_what_the_store_did_not_take_is_not_remembered(tmp_path: Path) -> None:
    memo = Memo(tmp_path / "memo")
    with pytest.raises(sqlite3.Error), memo:
        memo.map(_double, [(1,)], here)
        raise sqlite3.OperationalError("disk is full")
    with memo:
        assert memo.map(_double, [(1,)], here)[1] == 1
    memo.close()


def test_what_was_kept_last_is_there_for_the_next(tmp_path: Path) -> None:
    memo = Memo(tmp_path / "memo")
    memo.keep_last("it", lambda: ("a", 1))
    assert memo.last("it") is None
    memo.close()
    again = Memo(tmp_path / "memo")
    assert again.last("it") == ("a", 1)
    assert again.last("another") is None
    again.close()


def test_what_is_lost_of_a_note_is_made_anew(site: Site) -> None:
    site.write("a.md", "# A\n\n[[b]]\n").write("b.md", "# B\n").build()
    with closing(sqlite3.connect(site.folder / ".hortus/memo")) as db:
        db.execute("delete from apart")
        db.commit()
    site.write(
        "templates/page.html", '{% extends "default/page.html" %}{% block title %}Other{% endblock %}'
    ).build()
    assert site.tree() == site.clean_tree(site.folder.parent / "clean")
    assert "<title>Other</title>" in site.html("a.html")


def test_words_of_what_a_note_was_may_be_lost(site: Site) -> None:
    """The index is made without them then, and nothing else anew."""
    site.write("a.md", "# A\n\nIt was an oak.\n").write("b.md", "# B\n\nIt was an ash.\n").build()
    with closing(sqlite3.connect(site.folder / ".hortus/memo")) as db:
        lost = db.execute("delete from apart where instr(value, cast('oak,' as blob))")
        assert lost.rowcount == 1
        db.commit()
    site.write("a.md", "# A\n\nIt is an elm.\n").build()
    assert site.report.parsed == 1
    assert site.tree() == site.clean_tree(site.folder.parent / "clean")
