"""Obsidian, and folders of notes that were made with it: `.obsidian/` beside them."""

from __future__ import annotations

from collections.abc import Iterator

from hortus.platforms.platform import Found, Platform, read_json, text

_APP = ".obsidian/app.json"
_TEMPLATES = ".obsidian/templates.json"
_TEMPLATER = ".obsidian/plugins/templater-obsidian/data.json"

MARKS = (".obsidian", _APP, _TEMPLATES, _TEMPLATER)


def read(found: Found) -> Platform | None:
    if ".obsidian" not in found:
        return None
    app = read_json(found.get(_APP, b""))
    return Platform(
        "obsidian",
        ignore=tuple(_ignored(found, app.get("userIgnoreFilters"))),
        breaks=not app.get("strictLineBreaks", False),
    )


def _ignored(found: Found, filters: object) -> Iterator[tuple[str, str]]:
    """Folders of templates, and what is excluded in the settings; what is written there as `/…/` is a regular expression."""
    templates = text(read_json(found.get(_TEMPLATES, b"")), "folder")
    templater = text(read_json(found.get(_TEMPLATER, b"")), "templates_folder")
    for folder in dict.fromkeys(name.strip("/") for name in (templates, templater)):
        if folder:
            yield f"/{folder}", "Obsidian's settings say that templates are there"
    for pattern in filters if isinstance(filters, list) else ():
        if isinstance(pattern, str) and pattern.strip("/") and not (pattern[0] == "/" == pattern[-1]):
            yield f"/{pattern.strip('/')}", "Obsidian's settings exclude it"
