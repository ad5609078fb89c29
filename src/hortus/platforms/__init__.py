"""The programs whose notes Hortus reads as they lie, a module each: by which files it is known, and what those say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

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
    """Patterns for the folders of templates at the top: they are called so, and most of their notes have places that an editor
    fills later. Elsewhere a folder of that name may hold notes about templates.
    """
    marked, every = Counter[str](), Counter[str]()
    for note in notes:
        top, slash, _ = note.path.partition("/")
        if slash and top.lower() in _TEMPLATES:
            every[top] += 1
            marked[top] += bool(_FILLED_LATER.search(note.data))
    return tuple(f"/{folder}" for folder in every if 2 * marked[folder] > every[folder])
