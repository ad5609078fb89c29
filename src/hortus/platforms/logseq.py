"""Logseq: a graph of `pages/` and `journals/`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hortus.ignoring import Rule
from hortus.platforms.platform import Found, Platform
from hortus.platforms.scan import list_after, without_notes

_CONFIG = "logseq/config.edn"
_HIDDEN = re.compile(r"(?<!#_):hidden\s*\[")

_NOT_ALL = re.compile(r"(?<!#_):publishing/all-pages-public\?\s+false\b")
_ALL = re.compile(r"(?<!#_):publishing/all-pages-public\?\s+true\b")

MARKS = ("logseq", "journals", "pages", _CONFIG)


def read(found: Found) -> Platform | None:
    folders = {"logseq", "journals", "pages"} & found.keys()
    if _CONFIG not in found and len(folders) < 2:  # notes about it may lie in a folder of that name
        return None
    kept = Rule("/logseq", "Logseq keeps its settings and old versions there")
    settings = without_notes(found.get(_CONFIG, b"").decode("utf-8", "replace"))
    return Platform(
        "logseq",
        ignore=(kept, *_hidden(settings)),
        opt_in=f"`:publishing/all-pages-public? false` in {_CONFIG}" if _NOT_ALL.search(settings) else "",
        shows_chosen=not _ALL.search(settings),
        instructions=("logseq",),
        breaks=True,
    )


def _hidden(settings: str) -> Iterator[Rule]:
    """The notes that `:hidden` in the settings names, by the beginnings of their paths."""
    names, _ = list_after(settings, _HIDDEN) or ((), True)
    for written in names:
        if name := written.strip("/"):
            reason = f"`:hidden` in {_CONFIG} names it: `{written}`"
            yield Rule(f"^{re.escape(name)}", reason, "regex", of_notes=True)
