"""What Hortus makes of a folder that another program keeps: the folders in vaults/, each with its description beside it.

`python tests/vaults.py [NAME …]` writes descriptions anew. Read the difference before you commit it: every line of a
description is a promise to somebody who comes from that program.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from conftest import ROOT, Site
from hortus.commands.standing import Standing, read_standings
from hortus.config import Config
from hortus.memo import Memo
from hortus.plan import make_plan
from hortus.reading import SUFFIXES
from hortus.request import configure

VAULTS = Path(__file__).parent / "vaults"
NAMES = tuple(sorted(folder.name for folder in VAULTS.iterdir() if folder.is_dir()))


class Vault(Site):
    """A site beside its folder, which may hold one of the other program's."""

    @property
    def public(self) -> Path:
        return self.folder.parent / "site"


def description(name: str) -> Path:
    return VAULTS / f"{name}.md"


def describe(name: str, work: Path) -> str:
    """Build a copy of the vault in the empty folder `work`, far from any git, and say what came of it."""
    site = Vault(work / name)
    shutil.copytree(VAULTS / name, site.folder)
    site.build()
    memo = Memo(None)
    standings = read_standings(site.request(), memo)
    with memo:
        plan = make_plan(site.request(), memo)
    published = [item for item in standings.all.values() if item.page]
    known = {item.path: item for item in standings.all.values()}
    everything = [known.get(path) or standings.find(path)[0] for path in _all_notes(name)]
    parts = {
        "Settings": _settings(configure(site.request())[0]),
        "Pages": (_page(item) for item in published),
        "Old addresses": (f"{one.path} → {one.target}" for one in plan.site.redirects),
        "Files": (f"{path} → {place}" for path, place in plan.site.assets),
        "No pages": (f"{item.path}: {item.state}, {item.rule}" for item in everything if not item.page),
        "Problems": (
            f"{problem.path}:{problem.line}:{problem.column}: {problem.code}: {problem.message}"
            for problem in site.report.problems
        ),
    }
    return "\n".join(
        [
            f"# {name}\n",
            *(f"## {title}\n\n{_list(rows)}" for title, rows in parts.items()),
            *(f"## {item.page}\n\n~~~html\n{site.article(item.page).rstrip()}\n~~~\n" for item in published),
        ]
    ).replace(f"{site.folder}/", "")


def _all_notes(name: str) -> list[str]:
    """Whatever is called as a note, read or not."""
    folder = VAULTS / name
    files = (file for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES)
    return sorted(file.relative_to(folder).as_posix() for file in files)


def _settings(config: Config) -> Iterator[str]:
    for key, value in (
        ("program", config.platform.name),
        ("title", config.title),
        ("description", config.description),
        ("author", config.author.name),
        ("language", config.language),
        ("address", config.base_url),
    ):
        if value:
            yield f"{key}: {value}"


def _page(item: Standing) -> str:
    told = [
        f"“{item.title}”",
        f"{item.date.date:%Y-%m-%d}, from its {item.date.source}" if item.date else "",
        " ".join(f"#{tag}" for tag in item.tags),
    ]
    return "; ".join([f"{item.path} → {item.page}", *filter(None, told)])


def _list(rows: Iterator[str]) -> str:
    return "".join(f"- {row}\n" for row in rows) or "None.\n"


def main() -> None:
    for name in sys.argv[1:] or NAMES:
        with tempfile.TemporaryDirectory() as work:
            description(name).write_text(describe(name, Path(work)), "utf-8")
        print(f"{description(name).relative_to(ROOT)} is written; read what changed")


if __name__ == "__main__":
    main()
