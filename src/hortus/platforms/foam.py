"""Foam: a folder of an editor with `.foam/`, and settings among those of the editor."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hortus.ignoring import Rule, expression_of
from hortus.platforms.platform import Found, Platform

_CONFIG = ".vscode/settings.json"
# The file is JSON with comments, and only one list of it is for us.
_IGNORED = re.compile(r"^\s*\"foam\.files\.ignore\"\s*:\s*\[([^\]]{0,5000})\]", re.MULTILINE)
_TEXT = re.compile(r"^\s*\"([^\"\n]+)\"|,\s*\"([^\"\n]+)\"", re.MULTILINE)

MARKS = (".foam", _CONFIG)


def read(found: Found) -> Platform | None:
    if ".foam" not in found:
        return None
    return Platform("foam", ignore=tuple(_ignored(found.get(_CONFIG, b"").decode("utf-8", "replace"))))


def _ignored(settings: str) -> Iterator[Rule]:
    for first, later in _TEXT.findall("".join(_IGNORED.findall(settings))):
        glob = first or later
        yield Rule(
            f"^{expression_of(glob)}(?:/|$)", f"`foam.files.ignore` in {_CONFIG} names it: `{glob}`", "regex"
        )
