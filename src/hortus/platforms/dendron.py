"""Dendron: a hierarchy in the names of files, `a.b.c.md`; settings in `dendron.yml`, which say what of it is published."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from hortus.ignoring import Rule
from hortus.model import Given
from hortus.platforms.platform import Found, Platform, part, read_settings, text, texts, unread

_CONFIG = "dendron.yml"
_ROOT = "root"

MARKS = (_CONFIG, "root.schema.yml")


def read(found: Found) -> Platform | None:
    if not {*MARKS} & found.keys():
        return None
    fields = read_settings(_CONFIG, found)
    publishing = {**part(fields, "site"), **part(fields, "publishing")}  # older settings have the first
    return Platform(
        "dendron",
        ignore=(*_vaults(fields), *_hierarchies(publishing)),
        given=tuple(_given(publishing)),
        unread=unread(found, _CONFIG),
        text_first=True,
    )


def _vaults(fields: Mapping[str, Any]) -> Iterator[Rule]:
    vaults = {**fields, **part(fields, "workspace")}.get("vaults")
    for vault in vaults if isinstance(vaults, list) else []:
        options = part({"": vault}, "")
        folder = text(options, "fsPath").strip("./")
        if folder and options.get("visibility") == "private":
            yield Rule(f"^{re.escape(folder)}/", f"{_CONFIG} calls the vault {folder} private", "regex")


def _hierarchies(publishing: Mapping[str, Any]) -> Iterator[Rule]:
    """The notes of hierarchies that are not published."""
    names = texts(publishing.get("siteHierarchies"))
    if names and _ROOT not in names:
        known = "|".join(map(re.escape, names))
        yield Rule(
            rf"(?:^|/)(?!(?:{known})\.)[^/]*$", f"`siteHierarchies` in {_CONFIG} does not name it", "regex"
        )


def _given(publishing: Mapping[str, Any]) -> Iterator[Given]:
    """Where notes are published only if they say so."""
    every = {**part(publishing, "config"), **part(publishing, "hierarchy")}
    for name in sorted(every, key=lambda name: (name != _ROOT, name)):
        by_default = part(every, name).get("publishByDefault")
        if isinstance(by_default, bool):
            paths = "" if name == _ROOT else rf"(?:^|/){re.escape(name)}\.[^/]*$"
            yield Given(paths, json.dumps({"published": by_default}), f"`publishByDefault` in {_CONFIG}")
