"""The programs whose notes Hortus reads as they lie, a module each: by which files it is known, and what those say."""

from __future__ import annotations

from collections.abc import Iterator

from hortus.platforms import dendron, foam, hexo, hugo, jekyll, logseq, mkdocs, obsidian, quartz
from hortus.platforms.cascade import handed_down
from hortus.platforms.no_notes import bundled, no_notes
from hortus.platforms.platform import Found, Platform

__all__ = [
    "MARKS",
    "VAULT",
    "Platform",
    "bundled",
    "find_platform",
    "find_platforms",
    "handed_down",
    "no_notes",
]

# The first that knows a folder for its own has it.
PLATFORMS = (obsidian, logseq, foam, quartz, hexo, jekyll, hugo, dendron, mkdocs)

# What lies in a folder and tells which program its notes were written for.
MARKS = tuple(dict.fromkeys(mark for platform in PLATFORMS for mark in platform.MARKS))


# And which a folder among the notes has that is a vault of its own.
VAULT = obsidian.MARKS


def find_platform(found: Found) -> Platform:
    """The program that a folder with these marks was written for; one without a name when none is known."""
    return next(find_platforms(found), Platform())


def find_platforms(found: Found) -> Iterator[Platform]:
    """That program, and all others that left their marks there too: what any of them keeps back is kept back."""
    return (known for platform in PLATFORMS if (known := platform.read(found)))
