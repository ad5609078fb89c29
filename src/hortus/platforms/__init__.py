"""The programs whose notes Hortus reads as they lie, a module each: by which files it is known, and what those say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from hortus.model import Source
from hortus.platforms import dendron, foam, hexo, hugo, jekyll, logseq, mkdocs, obsidian, quartz
from hortus.platforms.platform import Found, Platform

__all__ = ["MARKS", "Platform", "find_platform", "template_folders"]

# The first that knows a folder for its own has it.
PLATFORMS = (obsidian, logseq, foam, quartz, hexo, jekyll, hugo, dendron, mkdocs)

# What lies in a folder and tells which program its notes were written for.
MARKS = tuple(dict.fromkeys(mark for platform in PLATFORMS for mark in platform.MARKS))

_TEMPLATES = frozenset({"templates", "_templates", "template", "scaffolds"})
_FILLED_LATER = re.compile(
    rb"\{\{\s*(?:date|time|title|yesterday|tomorrow)\b|<%[-_*+]?\s*\S|\{\{\s*\.(?:Name|Date|Title)"
)


def find_platform(found: Found) -> Platform:
    """The program that a folder with these marks was written for; one without a name when none is known."""
    return next((known for platform in PLATFORMS if (known := platform.read(found))), Platform())


def template_folders(notes: Sequence[Source]) -> tuple[str, ...]:
    """Patterns for folders of templates: they are called so, and a note in them has places that an editor fills later."""
    folders = dict[str, None]()
    for note in notes:
        parts = note.path.split("/")[:-1]
        at = next((number for number, name in enumerate(parts, 1) if name.lower() in _TEMPLATES), 0)
        if at and _FILLED_LATER.search(note.data):
            folders["/" + "/".join(parts[:at])] = None
    return tuple(folders)


def marks_of(sources: Iterable[Source]) -> dict[str, bytes]:
    return {source.path: source.data for source in sources}
