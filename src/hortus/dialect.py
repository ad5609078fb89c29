"""How the notes of a folder are to be read: what its owner says, or else what the program it was written for does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from hortus.config import NAME, Config
from hortus.model import Dialect, Source

# What lies in a folder and tells which program its notes were written for.
MARKS = (
    NAME,
    ".obsidian",
    ".obsidian/app.json",
    "logseq",
    "journals",
    "pages",
    "_config.yml",
    "_posts",
    ".foam",
    "quartz.config.ts",
    "source/_posts",
    "hugo.toml",
    "hugo.yaml",
    "config.toml",
    "archetypes",
    "dendron.yml",
    "root.schema.yml",
    "mkdocs.yml",
)

_ENOUGH = 10  # notes that tell what the folder is


def choose_dialect(config: Config, marks: Iterable[Source], notes: Sequence[Source] = ()) -> Dialect:
    """`marks` are those of MARKS that the folder holds; folders, and files that are not read, as empty ones.

    Without any, `notes` that are full of wikilinks are a vault of which only the notes were kept. Those that were written
    for Hortus, with its file beside them, are no program's but its own.
    """
    found = {mark.path: mark.data for mark in marks}
    platform = _platform(found) or ("obsidian" if not found and _is_vault(notes) else "")
    breaks = _breaks_lines(platform, found) if config.breaks == "auto" else config.breaks == "on"
    # Elsewhere a word after `#` is just that.
    hashtags = (
        platform not in {"hexo", "hugo", "jekyll", "mkdocs"} if config.hashtags is None else config.hashtags
    )
    return Dialect(
        breaks=breaks,
        hashtags=hashtags,
        emoji=config.emoji,
        text_first=platform == "dendron",
        containers=config.containers,
        html=config.html,
        macros=config.macros,
        numbering=config.numbering,
        displays_in_text=platform != "jekyll",
    )


def _is_vault(notes: Sequence[Source]) -> bool:
    """Whether more than a quarter of the notes hold a wikilink; of a few that says nothing."""
    return len(notes) >= _ENOUGH and sum(map(_has_wikilink, [note.data for note in notes])) * 4 > len(notes)


@lru_cache(maxsize=100_000)
def _has_wikilink(text: bytes) -> bool:
    return b"[[" in text


def _platform(found: dict[str, bytes]) -> str:
    """The program that a folder with these marks was written for, or ""."""
    if ".obsidian" in found:
        return "obsidian"
    if "logseq" in found or {"journals", "pages"} <= found.keys():
        return "logseq"
    if {".foam", "quartz.config.ts"} & found.keys():
        return "foam"
    if "source/_posts" in found:
        return "hexo"
    if "_config.yml" in found or "_posts" in found:
        return "jekyll"
    if {"hugo.toml", "hugo.yaml", "config.toml", "archetypes"} & found.keys():
        return "hugo"
    if {"dendron.yml", "root.schema.yml"} & found.keys():
        return "dendron"
    return "mkdocs" if "mkdocs.yml" in found else ""


def _breaks_lines(platform: str, found: dict[str, bytes]) -> bool:
    """Whether a single line break is shown as one: so in Obsidian unless it is told otherwise, in Logseq and in Hexo."""
    if platform == "obsidian":
        return not _app(found.get(".obsidian/app.json", b"")).get("strictLineBreaks", False)
    if platform == "hexo":
        return not re.search(rb"(?m)^\s+breaks:\s*false", found.get("_config.yml", b""))
    return platform == "logseq"


def _app(data: bytes) -> dict[str, object]:
    """Obsidian's settings; {} when they cannot be read."""
    try:
        settings = json.loads(data)
    except ValueError:
        return {}
    return settings if isinstance(settings, dict) else {}
