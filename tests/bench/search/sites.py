"""Gardens that were made, as sites: built once, kept in a folder, built again when Hortus has changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import known
from bench import garden
from known import Passage
from peers import make_bare


@dataclass(frozen=True, slots=True)
class Made:
    """`site` is what Hortus builds of `notes`; `bare` the same pages for Pagefind, with its index."""

    notes: Path
    site: Path
    work: Path

    @property
    def passages(self) -> tuple[Passage, ...]:
        return known.passages(self.notes)

    @property
    def bare(self) -> Path:
        folder = self.work / "bare"
        if not (folder / "pagefind/pagefind.js").is_file():
            make_bare(self.site, {passage.path for passage in self.passages}, folder)
        return folder


def make(count: int, work: Path) -> Made:
    """A garden of `count` notes and its site, in `work`."""
    place = work / str(count)
    notes = place / "notes"
    if not notes.is_dir():
        garden.write(count, notes)
    return Made(notes, known.make_site(notes), place)
