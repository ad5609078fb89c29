"""What of the search changes with a note: `python tests/bench/search/churn.py [--notes 1000] [--alone]`.

Each change is made to the same garden, and undone. Counted are the files of the search that a host must take anew:
those changed, added and removed, as they are and compressed; for Pagefind those of its index of the same pages.
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import known
from bench import garden
from bench.table import print_table
from peers import make_bare, need_peers

Files = dict[str, bytes]

PARAGRAPH = (
    "\nThe hedge was planted before the house was built, and it has outlived two roofs since. Each spring somebody"
    " proposes to cut it down, measures the shade at noon, counts the wrens, and goes home again. A hedge is a wall"
    " that repairs itself, given a pair of shears and forty years.\n"
)
SECTION = f"\n## What the hedge remembers\n{PARAGRAPH}"
NEW = "---\ntitle: Notes of a hedge\ndate: {date}\n---\n" + SECTION


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--notes", type=int, default=1000)
    arguments.add_argument("--alone", action="store_true", help="leave Pagefind out")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder) / "notes"
        garden.write(given.notes, notes)
        measure = {"Hortus": search_files} | ({} if given.alone else {"Pagefind": pagefind_files})
        rows = [[change, *cells] for change, cells in churned(notes, measure).items()]
    head = ["files", "KB", "KB gzip"]
    print_table([f"{given.notes:,} notes", *(f"{name}: {cell}" for name in measure for cell in head)], rows)


def churned(notes: Path, measure: Mapping[str, Callable[[Path], Files]]) -> dict[str, list[str]]:
    """For each change, what each search had to write."""
    found = dict[str, list[str]]()
    before = {name: files(notes) for name, files in measure.items()}
    found["all there is"] = [cell for name in measure for cell in counted({}, before[name])]
    for change, edit in changes(notes):
        with edit:
            found[change] = [
                cell for name, files in measure.items() for cell in counted(before[name], files(notes))
            ]
    return found


def changes(notes: Path) -> Iterator[tuple[str, AbstractContextManager[None]]]:
    chosen = sorted(notes.rglob("*.md"))[len(list(notes.rglob("*.md"))) // 2]
    text = chosen.read_text("utf-8")
    long = max(
        (word for word in text.partition("---\n\n")[2].split() if word.isalpha() and word.isascii()), key=len
    )
    yield f"a letter more in “{long}”", changed(chosen, text.replace(long, long[:3] + long[2:], 1))
    yield "a paragraph more", changed(chosen, text + PARAGRAPH)
    yield "a section more", changed(chosen, text + SECTION)
    yield "a new note, the latest", changed(notes / "hedge.md", NEW.format(date="2026-01-01"))
    yield "a new note, dated among the others", changed(notes / "hedge.md", NEW.format(date="2018-06-01"))


@contextmanager
def changed(file: Path, text: str) -> Iterator[None]:
    before = file.read_text("utf-8") if file.exists() else None
    file.write_text(text, "utf-8")
    yield
    if before is None:
        file.unlink()
    else:
        file.write_text(before, "utf-8")


def search_files(notes: Path) -> Files:
    return read(known.make_site(notes) / "search")


def pagefind_files(notes: Path) -> Files:
    need_peers()
    pages = {passage.path for passage in known.passages(notes)}
    return read(make_bare(known.make_site(notes), pages, notes.parent / "bare") / "pagefind")


def read(folder: Path) -> Files:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


def counted(before: Files, after: Files) -> list[str]:
    """How many files differ, and how many kilobytes have to be sent."""
    differing = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    new = [after[name] for name in differing if name in after]
    sizes = sum(map(len, new)), sum(len(gzip.compress(data, 6)) for data in new)
    return [f"{len(differing):,}", *(f"{size / 1000:,.1f}" for size in sizes)]


if __name__ == "__main__":
    main()
