"""What the tests share: a small site in a temporary folder that is written, built and looked at."""

from __future__ import annotations

import datetime
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from hortus.build import build
from hortus.memo import Memo
from hortus.model import Report
from hortus.request import Request
from hortus.selection import Selection

ROOT = Path(__file__).parents[1]
NOW = datetime.datetime(2026, 6, 15, 12, tzinfo=datetime.UTC)


@dataclass
class Site:
    """A folder of notes; `public` is what was last built of it."""

    folder: Path
    selection: Selection = field(default_factory=lambda: Selection(NOW))
    report: Report = field(default_factory=Report)
    base_url: str = ""

    @property
    def public(self) -> Path:
        return self.folder / "public"

    def write(self, path: str, content: str | bytes) -> Site:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            file.write_bytes(content)
        else:
            file.write_text(content, "utf-8")
        return self

    def delete(self, path: str) -> Site:
        file = self.folder / path
        shutil.rmtree(file) if file.is_dir() else file.unlink()
        return self

    def request(self) -> Request:
        return Request(
            self.folder,
            self.public,
            self.folder / ".hortus",
            self.selection,
            self.base_url,
            jobs=1,
            is_recorded=True,
        )

    def build(self) -> Site:
        memo = Memo(self.folder / ".hortus" / "memo")
        try:
            self.report = build(self.request(), memo)
        finally:
            memo.close()
        return self

    def wrote(self, *paths: str) -> None:
        """The last build wrote exactly these files, apart from the list of all of them."""
        assert sorted(set(self.report.written) - {".hortus-manifest"}) == sorted(paths)

    def html(self, path: str) -> str:
        return (self.public / path).read_text("utf-8")

    def article(self, path: str) -> str:
        """The body of the note on the page."""
        opened = self.html(path).partition('<article class="note"')[2].partition(">\n")[2]
        return opened.partition("\n</article>")[0]

    def tree(self) -> dict[str, bytes]:
        return tree(self.public)

    def clean_tree(self, folder: Path) -> dict[str, bytes]:
        """What a build from nothing makes of the same notes."""
        request = replace(self.request(), output=folder / "clean", cache=folder / "clean-cache")
        build(request, Memo(None))
        return tree(request.output)

    @property
    def warnings(self) -> list[str]:
        return [
            f"{problem.path}:{problem.line}:{problem.column}: {problem.code}"
            for problem in self.report.problems
        ]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


@pytest.fixture
def site(tmp_path: Path) -> Site:
    folder = tmp_path / "garden"
    folder.mkdir()
    return Site(folder)


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def hortus(tmp_path: Path) -> Run:
    """The command, run as a person runs it, in the temporary folder."""

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "hortus", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, timeout=120)

    return run


HANG = 60  # seconds: far more than the slowest machine needs for anything that is linear


@contextmanager
def limit() -> Iterator[None]:
    """Fail when something takes so long that it must be a hang, or grow faster than its input."""

    def stop(*_: object) -> None:
        pytest.fail(f"not done after {HANG} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(HANG)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
