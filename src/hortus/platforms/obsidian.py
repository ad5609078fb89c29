"""Obsidian, and folders of notes that were made with it: `.obsidian/` beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from hortus.ignoring import Rule, is_expression, of_folder
from hortus.platforms.platform import Found, Platform, read_settings, text, texts, unread

_APP = ".obsidian/app.json"
_PUBLISH = ".obsidian/publish.json"
_TEMPLATES = ".obsidian/templates.json"
_TEMPLATER = ".obsidian/plugins/templater-obsidian/data.json"
_PLUGINS = ".obsidian/community-plugins.json"

_QUICKADD = ".obsidian/plugins/quickadd/data.json"
_DAILY = ".obsidian/daily-notes.json"

MARKS = (".obsidian", _QUICKADD, _DAILY, _APP, _PUBLISH, _TEMPLATES, _TEMPLATER, _PLUGINS)


def read(found: Found) -> Platform | None:
    if ".obsidian" not in found:
        return None
    app = read_settings(_APP, found)
    excluded, odd = _excluded(app.get("userIgnoreFilters"))
    return Platform(
        "obsidian",
        ignore=(*_templates(found), *excluded, *_unpublished(found)),
        unread=(*unread(found, _APP, _PUBLISH, _TEMPLATES, _TEMPLATER), *odd, *_not_followed(found)),
        opt_in=_asks(found),
        breaks=not app.get("strictLineBreaks", False),
        instructions=("obsidian",),
        is_by_file=_PUBLISH in found,
    )


def _switched_on(found: Found) -> tuple[str, ...]:
    """The plugins that are switched on; those that lie there may be long forgotten."""
    try:
        return tuple(texts(json.loads(found.get(_PLUGINS, b"[]"))))
    except (ValueError, RecursionError):
        return ()


def _not_followed(found: Found) -> Iterator[str]:
    if "obsidian-mkdocs-publisher" in _switched_on(found):
        yield "the plugin Enveloppe publishes only notes with `share: true`, which is not followed here: `publish: opt-in` asks for `publish: true`"


def _asks(found: Found) -> str:
    """The plugin by which only notes that say `publish: true` are published, if there is one."""
    on = _switched_on(found)
    named = {"digitalgarden": "the plugin Digital Garden", "quartz-syncer": "the plugin Quartz Syncer"}
    return next((name for plugin, name in named.items() if plugin in on), "")


def _templates(found: Found) -> Iterator[Rule]:
    templates = text(read_settings(_TEMPLATES, found), "folder")
    templater = text(read_settings(_TEMPLATER, found), "templates_folder")
    quickadd = text(read_settings(_QUICKADD, found), "templateFolderPath")
    for folder in dict.fromkeys(name.strip("/") for name in (templates, templater, quickadd)):
        if folder:
            yield of_folder(folder, "Obsidian's settings say that templates are there")
    if day := text(read_settings(_DAILY, found), "template").strip("/").removesuffix(".md"):
        yield of_folder(f"{day}.md", "Obsidian's settings say that it is the template of a day")


def _unpublished(found: Found) -> Iterator[Rule]:
    """The folders that Obsidian Publish was told to leave out."""
    for folder in texts(read_settings(_PUBLISH, found).get("excluded")):
        if folder.strip("/"):
            yield of_folder(folder, f"Obsidian Publish leaves it out: `{folder}`")


def _excluded(filters: object) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """(what the settings exclude, what of it cannot be read): regular expressions as `/…/`, and beginnings of paths."""
    written = [one for one in filters if isinstance(one, str)] if isinstance(filters, list) else []
    rules, odd = list[Rule](), list[str]()
    for one in written:
        is_regex = len(one) > 2 and one[0] == "/" == one[-1]
        pattern = one[1:-1] if is_regex else f"^{re.escape(one.lstrip('/'))}"
        if not is_expression(pattern):
            odd.append(f"nobody here can read the regular expression `{one}`, by which {_APP} excludes notes")
        elif one.strip("/"):
            rules.append(Rule(pattern, f"Obsidian's settings exclude it: `{one}`", "regex", of_notes=True))
    return tuple(rules), tuple(odd)
