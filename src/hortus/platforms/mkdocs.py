"""MkDocs and Zensical: notes in `docs/`, settings in `mkdocs.yml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hortus.ignoring import Rule
from hortus.platforms.platform import Found, Platform, base_url, language, part, read_settings, text, unread

_CONFIG = "mkdocs.yml"
_PRETTY = "/:sections/:filename/"

MARKS = (_CONFIG, "docs")


def read(found: Found) -> Platform | None:
    if _CONFIG not in found:
        return None
    fields = read_settings(_CONFIG, found)
    return Platform(
        "mkdocs",
        root=text(fields, "docs_dir") or ("docs" if "docs" in found else ""),
        ignore=tuple(_ignored(fields)),
        unread=unread(found, _CONFIG),
        title=text(fields, "site_name"),
        description=text(fields, "site_description"),
        author=text(fields, "site_author"),
        language=language(part(fields, "theme"), "language"),
        base_url=base_url(text(fields, "site_url")),
        permalinks=() if fields.get("use_directory_urls") is False else (("", _PRETTY),),
        tags="mkdocs",
        hashtags=False,
    )


def _ignored(fields: Mapping[str, Any]) -> Iterator[Rule]:
    for key in ("exclude_docs", "draft_docs"):
        written = fields.get(key)
        if isinstance(written, str):
            yield Rule(written, f"`{key}` in {_CONFIG} names it", "gitignore")
