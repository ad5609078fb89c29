"""What lies among the notes and is none, by what it says itself: templates, pages that a theme fills, drawings."""

from __future__ import annotations

import glob
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from hortus.ignoring import Rule
from hortus.model import Source

_TEMPLATES = frozenset({"templates", "_templates", "template", "scaffolds"})
_FILLED_LATER = re.compile(
    rb"\{\{\s*(?:date|time|title|yesterday|tomorrow)\b|<%[-_*+]?\s*\S|\{\{\s*\.(?:Name|Date|Title)"
)
_SHORT = 800  # bytes: a page without a text of its own has no more
_OF_THEME = re.compile(
    rb"\A\s*(?:---|\+\+\+)\s*\n(?=(?:(?!---|\+\+\+).*\n)*?[ \t]*(?:type|layout)[ \t]*[:=][ \t]*[\"']?"
    rb"(?:tags?|categor(?:y|ies)|archives?|search|links?|friends?)[\"']?[ \t]*\n)(?:(?!---|\+\+\+).*\n)*(?:---|\+\+\+)\s*\Z"
)
_HEAD = 20_000  # bytes, in which front matter says so
_BUNDLE_PAGE = re.compile(r"(?:^|/)index(?:\.[a-z]{2,3}(?:-\w+)?)?\.(?:md|markdown)$", re.IGNORECASE)
_NOT_FOUND = re.compile(
    rb"\A(?:\xef\xbb\xbf)?---\s*\n(?:(?!---).*\n)*?permalink:[ \t]*[\"']?/?404(?:\.html|/)?[\"']?[ \t\r]*\n"
)
_DRAWING = re.compile(rb"\A(?:\xef\xbb\xbf)?---\s*\n(?:(?!---).*\n)*?[\"']?excalidraw-plugin[\"']?\s*:")


def no_notes(notes: Sequence[Source]) -> tuple[Rule, ...]:
    filled = "its notes are templates, which an editor fills later"
    return (*(Rule(folder, filled) for folder in _template_folders(notes)), *_alone(notes))


def bundled(notes: Sequence[Source], roots: Sequence[str]) -> tuple[Rule, ...]:
    """What lies beside an `index.md`, or below it, but for that page in other languages: to Hugo, whose notes are those in the folders
    `roots`, these are files of the page.
    """
    notes = [note for note in notes if any(not root or note.path.startswith(f"{root}/") for root in roots)]
    pages = [(note.path.rpartition("/")[0], note.path) for note in notes if _BUNDLE_PAGE.search(note.path)]
    bundles = {folder for folder, _ in pages if folder}
    shown = {path for folder, path in pages if not any(above in bundles for above in _above(folder))}
    reason = "to Hugo it is a file of the page in its folder, index.md, and no page itself"
    return tuple(
        Rule(f"/{glob.escape(note.path)}", reason)
        for note in notes
        if note.path not in shown and not bundles.isdisjoint([*_above(note.path)])
    )


def _above(path: str) -> Iterator[str]:
    """The folders that `path` lies in."""
    parts = path.split("/")[:-1]
    return ("/".join(parts[: count + 1]) for count in range(len(parts)))


def _template_folders(notes: Sequence[Source]) -> Iterator[str]:
    """Those at the top that are called so, and most of whose notes have places that an editor fills later. Elsewhere a folder of
    that name may hold notes about templates.
    """
    marked, every = Counter[str](), Counter[str]()
    for note in notes:
        top, slash, _ = note.path.partition("/")
        if slash and top.lower() in _TEMPLATES:
            every[top] += 1
            marked[top] += bool(_FILLED_LATER.search(note.data))
    return (f"/{folder}" for folder in every if 2 * marked[folder] > every[folder])


def _alone(notes: Sequence[Source]) -> Iterator[Rule]:
    for note in notes:
        if b"excalidraw-plugin" in note.data[:_HEAD] and _DRAWING.match(note.data[:_HEAD]):
            yield Rule(f"/{glob.escape(note.path)}", "it is a drawing of Excalidraw")
        elif b"404" in note.data[:_SHORT] and _NOT_FOUND.match(note.data[:_SHORT]):
            yield Rule(f"/{glob.escape(note.path)}", "Hortus has a page of its own for what is not there")
        elif (
            len(note.data) < _SHORT
            and note.data.lstrip()[:3] in {b"---", b"+++"}
            and _OF_THEME.match(note.data)
        ):
            yield Rule(f"/{glob.escape(note.path)}", "it has no text: its theme filled the page")
