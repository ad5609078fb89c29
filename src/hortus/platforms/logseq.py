"""Logseq: a graph of `pages/` and `journals/`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hortus.ignoring import Rule
from hortus.platforms.platform import Found, Platform

_CONFIG = "logseq/config.edn"
_HIDDEN = re.compile(r":hidden\s*\[((?:[^\]\"]|\"(?:[^\"\\]|\\.)*\")*)\]")
_TEXT = re.compile(r"\"((?:[^\"\\]|\\.)*)\"")
_COMMENT = re.compile(r"^\s*;.*$", re.MULTILINE)

MARKS = ("logseq", "journals", "pages", _CONFIG)


def read(found: Found) -> Platform | None:
    if "logseq" not in found and not {"journals", "pages"} <= found.keys():
        return None
    kept = Rule("/logseq", "Logseq keeps its settings and old versions there")
    return Platform("logseq", ignore=(kept, *_hidden(found.get(_CONFIG, b""))), tags="logseq", breaks=True)


def _hidden(settings: bytes) -> Iterator[Rule]:
    """The files and folders that `:hidden` in the settings names, by the beginnings of their paths."""
    text = _COMMENT.sub("", settings.decode("utf-8", "replace"))
    for written in _TEXT.findall("".join(_HIDDEN.findall(text))):
        if name := written.strip("/"):
            yield Rule(f"^{re.escape(name)}(?:/|$)", f"`:hidden` in {_CONFIG} names it: `{written}`", "regex")
