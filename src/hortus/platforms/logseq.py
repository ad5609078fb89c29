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
_PROPERTIES = re.compile(r"(?<!#_):block-hidden-properties\s*#\{([^{}]*)\}")
_NEVER_SHOWN = frozenset({":public", ":icon", ":id", ":collapsed", ":title", ":tags"})

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
        unread=tuple(_not_hidden(settings)),
        shows_chosen=not _ALL.search(settings),
        instructions=("logseq",),
        breaks=True,
    )


def _not_hidden(settings: str) -> Iterator[str]:
    found = _PROPERTIES.search(settings)
    names = [name for name in found[1].split() if name not in _NEVER_SHOWN] if found else []
    if names:
        yield f"`:block-hidden-properties` in {_CONFIG} hides `{names[0]}`, which is not followed here: what notes say under it is shown"


def _hidden(settings: str) -> Iterator[Rule]:
    """The notes that `:hidden` in the settings names, by the beginnings of their paths."""
    names, _ = list_after(settings, _HIDDEN) or ((), True)
    for written in names:
        if name := written.strip("/"):
            reason = f"`:hidden` in {_CONFIG} names it: `{written}`"
            yield Rule(f"^{re.escape(name)}", reason, "regex", of_notes=True)
