"""MkDocs and Zensical: notes in `docs/`, settings in `mkdocs.yml` or `zensical.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hortus.ignoring import Rule, expression_of, is_gitignore
from hortus.platforms.platform import (
    Found,
    Platform,
    base_url,
    first_of,
    language,
    part,
    read_settings,
    text,
    texts,
    unread,
)

_ZENSICAL = "zensical.toml"
_CONFIGS = (_ZENSICAL, "mkdocs.yml", "mkdocs.yaml")  # Zensical reads its own first
_PRETTY = "/:sections/:filename/"

MARKS = (*_CONFIGS, "docs")


def read(found: Found) -> Platform | None:
    config = first_of(found, *_CONFIGS)
    if config not in found:
        return None
    fields = read_settings(config, found)
    fields = part(fields, "project") if config == _ZENSICAL else fields
    ignored, odd = _ignored(fields, config)
    return Platform(
        "mkdocs",
        root=text(fields, "docs_dir") or ("docs" if "docs" in found else ""),
        ignore=ignored,
        unread=(*unread(found, config), *odd),
        title=text(fields, "site_name"),
        description=text(fields, "site_description"),
        author=text(fields, "site_author"),
        language=language(part(fields, "theme"), "language"),
        base_url=base_url(text(fields, "site_url")),
        permalinks=() if fields.get("use_directory_urls") is False else (("", _PRETTY),),
        tags="mkdocs",
        hashtags=False,
    )


def _ignored(fields: Mapping[str, Any], config: str) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """(what is left out, what of that cannot be followed)."""
    rules, odd = [Rule("/templates", "MkDocs leaves it out")], list[str]()
    for key in ("exclude_docs", "draft_docs"):
        written = fields.get(key)
        lines = written.splitlines() if isinstance(written, str) else []
        odd += (
            f"nobody here can read `{line}`, by which `{key}` in {config} leaves pages out"
            for line in lines
            if not is_gitignore(line)
        )
        if known := "\n".join(line for line in lines if is_gitignore(line)):
            rules.append(Rule(known, f"`{key}` in {config} names it", "gitignore"))
    for glob in _left_out_by_plugin(fields):
        reason = f"the plugin `exclude` in {config} names it: `{glob}`"
        rules.append(Rule(f"^{expression_of(glob)}(?:/|$)", reason, "regex"))
    if base := text(fields, "INHERIT"):
        odd.append(
            f"{config} takes over {base}, which is not read here, and what that leaves out is not left out"
        )
    return tuple(rules), tuple(odd)


def _left_out_by_plugin(fields: Mapping[str, Any]) -> list[str]:
    plugins = fields.get("plugins")
    found = (
        [part(one, "exclude") for one in plugins if isinstance(one, dict)]
        if isinstance(plugins, list)
        else []
    )
    return [glob for options in found for glob in texts(options.get("glob"))]
