"""MkDocs and Zensical: notes in `docs/`, settings in `mkdocs.yml` or `zensical.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hortus.ignoring import Rule, is_gitignore
from hortus.model import Given
from hortus.platforms import mkdocs_plugins
from hortus.platforms.platform import (
    Found,
    Platform,
    as_json,
    base_url,
    language,
    part,
    read_settings,
    text,
    texts,
    unread,
)

_ZENSICAL = "zensical.toml"
_CONFIGS = (_ZENSICAL, "mkdocs.yml", "mkdocs.yaml")  # Zensical reads its own first
# With the plugin `macros`, where only some notes ask for it.
_WHERE_ASKED = Given("", as_json({"render_macros": False}), "`render_by_default` of the plugin `macros`")
_PRETTY = "/:sections/:filename/"

MARKS = (*_CONFIGS, "docs", mkdocs_plugins.IGNORE_FILE)


def read(found: Found) -> Platform | None:
    names = [name for name in _CONFIGS if name in found]
    if not names:
        return None
    all_fields = {name: _fields(found, name) for name in names}
    fields = all_fields[names[0]]
    root = text(fields, "docs_dir") or ("docs" if "docs" in found else "")
    plugins = {name: mkdocs_plugins.plugins_of(own) for name, own in all_fields.items()}
    by_plugins = [mkdocs_plugins.left_out(plugins[name], found, root, name) for name in names]
    left_out = [*(_ignored(own, name) for name, own in all_fields.items()), *by_plugins]
    merged = {name: options for own in plugins.values() for name, options in own.items()}
    is_pretty = fields.get("use_directory_urls") is not False
    return Platform(
        "mkdocs",
        root=root,
        ignore=tuple(rule for rules, _ in left_out for rule in rules),
        locked=mkdocs_plugins.locked(merged),
        given=(_WHERE_ASKED,) if mkdocs_plugins.are_macros_asked_for(merged) else (),
        unread=(*unread(found, *names), *(message for _, odd in left_out for message in odd)),
        title=text(fields, "site_name"),
        description=text(fields, "site_description"),
        author=text(fields, "site_author"),
        language=language(part(fields, "theme"), "language"),
        base_url=base_url(text(fields, "site_url")),
        redirects=tuple(mkdocs_plugins.redirects(merged, is_pretty=is_pretty)),
        permalinks=(
            *mkdocs_plugins.posts(merged, is_pretty=is_pretty),
            *((("", _PRETTY),) if is_pretty else ()),
        ),
        # What its plugin evaluates comes first: an attribute may stand in a comment.
        instructions=("macros", "mkdocs") if mkdocs_plugins.has_macros(merged) else ("mkdocs",),
        is_by_file=True,
        lists=tuple(mkdocs_plugins.lists(merged, is_pretty=is_pretty)),
        has_python_ids=not any(
            "slugify" in mkdocs_plugins.options(own.get("markdown_extensions")).get("toc", {})
            for own in all_fields.values()
        ),
        hashtags=False,
    )


def _fields(found: Found, name: str) -> dict[str, Any]:
    fields = read_settings(name, found)
    return part(fields, "project") if name == _ZENSICAL else fields


def _ignored(fields: Mapping[str, Any], config: str) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """(what is left out, what of that cannot be followed)."""
    rules, odd = [Rule("/templates", "MkDocs leaves it out")], list[str]()
    for key in ("exclude_docs", "draft_docs"):
        lines = [line for text in texts(fields.get(key)) for line in text.splitlines()]
        odd += (
            f"nobody here can read `{line}`, by which `{key}` in {config} leaves pages out"
            for line in lines
            if not is_gitignore(line)
        )
        if known := "\n".join(line for line in lines if is_gitignore(line)):
            rules.append(Rule(known, f"`{key}` in {config} names it", "gitignore"))
    critic = mkdocs_plugins.options(fields.get("markdown_extensions")).get("pymdownx.critic", {})
    if text(critic, "mode") in {"accept", "reject"}:
        odd.append(f"`pymdownx.critic` in {config} takes comments out of notes, which is not followed here")
    if base := text(fields, "INHERIT"):
        odd.append(
            f"{config} takes over {base}, which is not read here, and what that leaves out is not left out"
        )
    return tuple(rules), tuple(odd)
