"""Dendron: a hierarchy in the names of files, `a.b.c.md`; settings in `dendron.yml`, which say what of it is published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from hortus.ignoring import Rule
from hortus.model import Given
from hortus.platforms.platform import Found, Platform, as_json, part, read_settings, text, texts, unread

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
        given=tuple(_given(fields, publishing)),
        unread=unread(found, _CONFIG),
        says_titles=part(fields, "preview").get("enableNoteTitleForLink") is not False,
        text_first=True,
    )


def _folders(fields: Mapping[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """(name, folder with `/` at its end, whether it is private) of each vault."""
    vaults = {**fields, **part(fields, "workspace")}.get("vaults")
    for vault in vaults if isinstance(vaults, list) else []:
        options = part({"": vault}, "")
        folder = text(options, "fsPath").removeprefix("./").strip("/")
        folder = "" if folder in {"", "."} else f"{folder}/"
        name = text(options, "name") or folder.rstrip("/").rpartition("/")[2]
        yield name, folder, options.get("visibility") == "private"


def _vaults(fields: Mapping[str, Any]) -> Iterator[Rule]:
    for name, folder, is_private in _folders(fields):
        if is_private:
            yield Rule(
                f"^{re.escape(folder)}", f"{_CONFIG} calls the vault {name or folder} private", "regex"
            )


def _hierarchies(publishing: Mapping[str, Any]) -> Iterator[Rule]:
    """The notes of hierarchies that are not published."""
    names = texts(publishing.get("siteHierarchies"))
    if names and _ROOT not in names:
        known = "|".join(map(re.escape, names))
        reason = f"`siteHierarchies` in {_CONFIG} does not name it"
        yield Rule(rf"(?:^|/)(?!(?:{known})\.)[^/]*$", reason, "regex", of_notes=True)


def _given(fields: Mapping[str, Any], publishing: Mapping[str, Any]) -> Iterator[Given]:
    """Where notes are published only if they say so: in hierarchies, or in those of one vault."""
    every = {**part(publishing, "config"), **part(publishing, "hierarchy")}
    folders = {name: folder for name, folder, _ in _folders(fields)}
    for name in sorted(every, key=lambda name: (name != _ROOT, name)):
        by_default = part(every, name).get("publishByDefault")
        of_vaults = part({"": by_default}, "").items() if isinstance(by_default, dict) else [("", by_default)]
        for vault, is_public in of_vaults:
            above = f"(?={re.escape(folders.get(vault, f'{vault}/'))})" if vault else ""
            of_name = "" if name == _ROOT else rf"(?=(?:.*/)?{re.escape(name)}\.[^/]*$)"
            if isinstance(is_public, bool):
                yield Given(
                    f"^{above}{of_name}",
                    as_json({"published": is_public}),
                    f"`publishByDefault` in {_CONFIG}",
                )
