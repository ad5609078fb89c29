"""How the notes of a folder are to be read: what its owner says, or else what the program it was written for does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from hortus.config import Config
from hortus.model import Dialect, Source
from hortus.platforms import Platform

_VAULT = Platform("obsidian", breaks=True, instructions=("obsidian",))
_BRACKETS = re.compile(rb"\[\[([^\[\]\n]+)\]\]")
_LETTER = re.compile(rb"[A-Za-z\x80-\xff]")  # a matrix has none
_ENOUGH = 10  # notes that tell what the folder is


def choose_dialect(config: Config, notes: Sequence[Source] = ()) -> Dialect:
    """Where no program is known, `notes` that are full of wikilinks are a vault of which only the notes were kept. Those that were
    written for Hortus, with its file beside them, are no program's but its own.
    """
    platform = config.platform
    if not platform.name and not config.is_own and _is_vault(notes):
        platform = _VAULT
    return Dialect(
        breaks=platform.breaks if config.breaks == "auto" else config.breaks == "on",
        # Elsewhere a word after `#` is just that.
        hashtags=platform.hashtags if config.hashtags is None else config.hashtags,
        emoji=config.emoji or platform.emoji,
        says_titles=platform.says_titles,
        text_first=platform.text_first,
        containers=config.containers,
        html=config.html,
        macros=config.macros,
        numbering=config.numbering,
        has_python_ids=platform.has_python_ids,
        displays_in_text=platform.displays_in_text,
        instructions=platform.instructions,
    )


def _is_vault(notes: Sequence[Source]) -> bool:
    """Whether more than a quarter of the notes hold a wikilink; of a few that says nothing."""
    texts = [note.data for note in notes if not note.path.endswith(".ipynb")]
    return len(texts) >= _ENOUGH and sum(map(_has_wikilink, texts)) * 4 > len(texts)


@lru_cache(maxsize=100_000)
def _has_wikilink(text: bytes) -> bool:
    return b"[[" in text and any(_LETTER.search(found[1]) for found in _BRACKETS.finditer(text))
