"""The programs whose notes Hortus reads as they lie, a module each: by which files it is known, and what those say."""

from __future__ import annotations

from hortus.platforms import (
    dendron,
    foam,
    hexo,
    hugo,
    jekyll,
    logseq,
    mkdocs,
    obsidian,
    quarto,
    quartz,
    strangers,
)
from hortus.platforms.cascade import handed_down
from hortus.platforms.no_notes import bundled, no_notes
from hortus.platforms.platform import Found, Platform
from hortus.platforms.together import together

__all__ = [
    "MARKS",
    "Platform",
    "bundled",
    "find_platforms",
    "handed_down",
    "makes_sites",
    "no_notes",
    "together",
]

# Those that make sites, and then those in which notes are written: what a site was like is known from the former.
_MAKERS = (quartz, hexo, hugo, jekyll, mkdocs, quarto)
PLATFORMS = (*_MAKERS, dendron, obsidian, logseq, foam)
_KNOWN = (*PLATFORMS, strangers)

# What lies in a folder and tells which programs its notes were written for.
MARKS = tuple(dict.fromkeys(mark for platform in _KNOWN for mark in platform.MARKS))


def find_platforms(found: Found) -> tuple[Platform, ...]:
    """The programs that left these marks in a folder; that which leads is the first."""
    return tuple(known for platform in _KNOWN if (known := platform.read(found)))


def makes_sites(platform: Platform) -> bool:
    return any(maker.__name__.endswith(f".{platform.name}") for maker in _MAKERS)
