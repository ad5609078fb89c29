"""Foam: a folder of an editor with `.foam/`, and settings among those of the editor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from hortus.ignoring import Rule, expression_of
from hortus.platforms.platform import Found, Platform
from hortus.platforms.scan import list_after, without_comments

_CONFIG = ".vscode/settings.json"
_IGNORED = {
    key: re.compile(rf"\"{re.escape(key)}\"\s*:\s*\[") for key in ("foam.files.ignore", "foam.files.exclude")
}

# What the editor does not show is none of Foam's notes either.
_EXCLUDED = re.compile(r"\"files\.exclude\"\s*:\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_PATTERN = re.compile(r"\"((?:[^\"\\]|\\.)+)\"\s*:\s*true\b")

MARKS = (".foam", _CONFIG)


def read(found: Found) -> Platform | None:
    if ".foam" not in found:
        return None
    return Platform("foam", ignore=tuple(_ignored(found.get(_CONFIG, b"").decode("utf-8", "replace"))))


def _ignored(settings: str) -> Iterator[Rule]:
    settings = without_comments(settings)
    for key, opening in _IGNORED.items():
        for glob in (list_after(settings, opening) or ((), True))[0]:
            yield _rule(key, glob)
    for found in _EXCLUDED.finditer(settings):
        for glob in _PATTERN.findall(found[1]):
            yield replace(_rule("files.exclude", glob.replace("\\\\", "\\")), of_notes=True)


def _rule(key: str, glob: str) -> Rule:
    bare = glob.removeprefix("${workspaceFolder}").removeprefix("./").lstrip("/")
    return Rule(f"^{expression_of(bare)}(?:/|$)", f"`{key}` in {_CONFIG} names it: `{glob}`", "regex")
