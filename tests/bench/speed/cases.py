"""What is measured of one program: builds from nothing, builds after an edit, and edits under its server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import measure
import serve
from measure import Cost, FailedError
from programs import LAYOUT, Site

BUILDS = ("cold", "unchanged", "body", "title", "template")
CASES = (*BUILDS, "serve")


@dataclass(frozen=True, slots=True)
class Size:
    """What a cold build wrote."""

    files: int
    output: int
    index: int


@dataclass(slots=True)
class Figures:
    """All that was measured of one program on one corpus."""

    costs: dict[str, list[Cost]] = field(default_factory=dict)
    memory: int = 0
    size: Size | None = None
    served: list[float] = field(default_factory=list)  # seconds from an edit to the page that is served
    shown: list[float] = field(default_factory=list)  # and to the page that is open in a browser
    failed: dict[str, str] = field(default_factory=dict)  # case → why there is no figure


def look(site: Site, figures: Figures, timeout: float) -> None:
    """A cold build that is not timed: it warms what the machine remembers, and counts memory and files."""
    try:
        site.restore()
        site.forget()
        figures.memory = measure.run(site.commands(), site.folder, timeout, look=True).memory
        figures.size = _size(site)
    except FailedError as error:
        figures.failed = dict.fromkeys(CASES, str(error))


def build(site: Site, figures: Figures, cases: tuple[str, ...], word: str, timeout: float) -> None:
    """One round. `word` stands in no note and no layout yet; it is looked for where it has to be built."""
    site.restore()
    site.forget()
    for case in BUILDS:
        if case in figures.failed or (case != "cold" and case not in cases):
            continue
        try:
            is_built = _EDITS[case](site, f"{word}{case}")
            cost = measure.run(site.commands(), site.folder, timeout, look=False)
            _need(is_built())
        except (FailedError, OSError) as error:
            figures.failed[case] = str(error)
        else:
            figures.costs.setdefault(case, []).append(cost)


def edit_served(site: Site, figures: Figures, words: list[str], timeout: float) -> None:
    """One round under the server, with an edit for each of the words."""
    if not site.program.serve or "serve" in figures.failed:
        return
    site.restore()
    try:
        served, shown = serve.edits(site, words, timeout)
    except (FailedError, OSError) as error:
        figures.failed["serve"] = str(error)
    else:
        figures.served += served
        figures.shown += shown


def _need(is_built: bool) -> None:
    if not is_built:
        raise FailedError("the edit is not in the output")


IsBuilt = Callable[[], bool]


def _as_it_is(site: Site, word: str) -> IsBuilt:
    return (site.output / site.program.page(site.corpus.plain)).is_file


def _edit_body(site: Site, word: str) -> IsBuilt:
    path = site.corpus.plain
    with site.note(path).open("a", encoding="utf-8") as note:
        note.write(f"\nOne more sentence, which says {word}.\n")
    return lambda: word in site.page(path)


def _edit_title(site: Site, word: str) -> IsBuilt:
    path = site.corpus.linked
    note = site.note(path)
    note.write_text(note.read_text("utf-8").replace('title: "', f'title: "{word} ', 1), "utf-8")
    return lambda: word in site.page(path)


def _edit_layout(site: Site, word: str) -> IsBuilt:
    layout = site.layout.read_text("utf-8")
    site.layout.write_text(layout.replace(LAYOUT.format(0), LAYOUT.format(word)), "utf-8")
    paths = (site.corpus.plain, site.corpus.linked)
    return lambda: all(word in site.page(path) for path in paths)


_EDITS: dict[str, Callable[[Site, str], IsBuilt]] = {
    "cold": _as_it_is,
    "unchanged": _as_it_is,
    "body": _edit_body,
    "title": _edit_title,
    "template": _edit_layout,
}


def _size(site: Site) -> Size:
    files = [file for file in site.output.rglob("*") if file.is_file()]
    roots = [site.output / name for name in site.program.index]
    return Size(
        len(files),
        sum(file.stat().st_size for file in files),
        sum(file.stat().st_size for file in files if _is_in(file, roots)),
    )


def _is_in(file: Path, roots: list[Path]) -> bool:
    return any(file.is_relative_to(root) for root in roots)
