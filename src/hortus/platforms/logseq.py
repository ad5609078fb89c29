"""Logseq: a graph of `pages/` and `journals/`."""

from __future__ import annotations

from hortus.platforms.platform import Found, Platform

MARKS = ("logseq", "journals", "pages")


def read(found: Found) -> Platform | None:
    if "logseq" not in found and not {"journals", "pages"} <= found.keys():
        return None
    kept = "Logseq keeps its settings and old versions there"
    return Platform("logseq", ignore=(("/logseq", kept),), tags="logseq", breaks=True)
