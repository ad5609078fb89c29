"""Beginnings: a new site, a new note."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path

from hortus.commands.pages import check_pages, write_pages
from hortus.config import NAME, read_config
from hortus.programs import lead
from hortus.request import UsageError
from hortus.text import prettify, slug

_CONFIG = """\
# What the site is called and whose it is. Every line may go; see the guide for the other keys.
title: {title}
description: Notes on what I learn.
language: en
# base_url: https://example.org/   # where it will be published, for the feed and the sitemap
# addresses: true                  # pages that move leave a redirect where they were
author:
  name: ""
"""

# For notes that another program was told about: what it knows is not said again.
_BESIDE = """\
# These notes are read as {program}'s, with what its settings say. Every line may go; see the guide for the other keys.
notes: {notes}
# base_url: https://example.org/   # where it will be published, for the feed and the sitemap
# addresses: true                  # pages that move leave a redirect where they were
"""

_SPELT = {"mkdocs": "MkDocs"}
_FIRST = """\
---
title: First note
date: {today}
tags: [welcome]
---
This is a note. Edit it while `hortus serve` runs, and the page in the browser changes as you save.

## What a note may hold

Links to other notes, as `[[Name of a note]]` or `[text](file.md)`; formulas such as $e^{{i\\pi}} + 1 = 0$; code:

```python
print("hello, garden")
```

> [!tip] Search
> Press `/` or `Ctrl K` on any page.
"""


def init_site(folder: Path, *, pages: bool = False) -> Iterator[Path]:
    """Begin a site in `folder`; the files that were made. What exists is left as it is. Raises UsageError.

    With `pages` it gets a workflow for GitHub Pages, and may have been begun before.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; name a folder for the site")
    if not folder.name.isprintable():
        raise UsageError("the folder's name holds characters that cannot be shown; choose another")
    folder.mkdir(parents=True, exist_ok=True)
    if pages:
        check_pages(folder)
    if not (pages and (folder / NAME).exists()):
        yield from _begin(folder)
    if pages:
        yield write_pages(folder)


def _begin(folder: Path) -> Iterator[Path]:
    if (folder / NAME).exists():
        raise UsageError(f"{folder / NAME} is there already: this is a site")
    has_notes = any(folder.rglob("*.md"))
    (folder / NAME).write_text(_config_for(folder), "utf-8")
    yield folder / NAME
    above = [folder.resolve(), *folder.resolve().parents]
    if any((one / ".git").exists() for one in above) and not (folder / ".gitignore").exists():
        (folder / ".gitignore").write_text("/.hortus/\n/public/\n", "utf-8")
        yield folder / ".gitignore"
    if not has_notes:
        note = folder / "notes" / "first-note.md"
        note.parent.mkdir(exist_ok=True)
        note.write_text(_FIRST.format(today=_today()), "utf-8")
        yield note


def _config_for(folder: Path) -> str:
    platform = lead(folder)
    if platform.name:
        root = platform.root if (folder / platform.root).is_dir() else ""
        return _BESIDE.format(
            program=_SPELT.get(platform.name, platform.name.capitalize()),
            notes=json.dumps(root or ".", ensure_ascii=False),
        )
    return _CONFIG.format(title=json.dumps(prettify(folder.resolve().name), ensure_ascii=False))


def new_note(folder: Path, title: str, *, draft: bool) -> Path:
    """Write a note that holds nothing but its front matter; its path. Raises UsageError when it exists, and ConfigError."""
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}")
    inside, _, name = title.strip("/").rpartition("/")
    if not name.strip():
        raise UsageError("a note needs a title")
    if not title.isprintable():
        raise UsageError("the title holds characters that no file name can have")
    file = _notes(folder) / inside / f"{slug(name)}.md"
    if not file.resolve().is_relative_to(_notes(folder).resolve()):
        raise UsageError(f"{file} would lie outside {_notes(folder)}")
    if file.exists():
        raise UsageError(f"{file} is there already")
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = ["---", f"title: {json.dumps(name.strip(), ensure_ascii=False)}", f"date: {_today()}", "tags: []"]
    lines += ["draft: true"] if draft else []
    file.write_text("\n".join([*lines, "---", "", ""]), "utf-8")
    return file


def _notes(folder: Path) -> Path:
    """The folder of notes of a site, or the folder itself."""
    if not (folder / NAME).is_file():
        return folder
    config, _ = read_config((folder / NAME).read_bytes())
    return folder / (config.notes or ("notes" if (folder / "notes").is_dir() else "."))


def _today() -> str:
    return datetime.datetime.now().astimezone().date().isoformat()
