"""MkDocs and Zensical: notes in `docs/`, settings in `mkdocs.yml` or `zensical.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from hortus.ignoring import Rule, is_expression, is_gitignore
from hortus.platforms.platform import (
    Found,
    Platform,
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
# Plugins that keep notes back in ways of their own.
_DEAF = {
    "encryptcontent": "shows some notes only to those who have a password",
    "meta": "reads what `.meta.yml` says of notes, which may be that they are drafts",
}
_PRETTY = "/:sections/:filename/"

MARKS = (*_CONFIGS, "docs")


def read(found: Found) -> Platform | None:
    names = [name for name in _CONFIGS if name in found]
    if not names:
        return None
    all_fields = {name: _fields(found, name) for name in names}
    fields = all_fields[names[0]]
    left_out = [_ignored(own, name) for name, own in all_fields.items()]
    return Platform(
        "mkdocs",
        root=text(fields, "docs_dir") or ("docs" if "docs" in found else ""),
        ignore=tuple(rule for rules, _ in left_out for rule in rules),
        unread=(*unread(found, *names), *(message for _, odd in left_out for message in odd)),
        title=text(fields, "site_name"),
        description=text(fields, "site_description"),
        author=text(fields, "site_author"),
        language=language(part(fields, "theme"), "language"),
        base_url=base_url(text(fields, "site_url")),
        permalinks=() if fields.get("use_directory_urls") is False else (("", _PRETTY),),
        instructions=("mkdocs",),
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
    plugins = _plugins(fields)
    for written in _left_out_by_plugin(plugins.get("exclude", {})):
        if is_expression(written):
            rules.append(Rule(written, f"the plugin `exclude` in {config} names it", "regex"))
        else:
            odd.append(f"nobody here can read what the plugin `exclude` in {config} leaves out: `{written}`")
    odd += (
        f"the plugin `{name}` in {config} {what}, which is not followed here"
        for name, what in _DEAF.items()
        if name in plugins
    )
    if base := text(fields, "INHERIT"):
        odd.append(
            f"{config} takes over {base}, which is not read here, and what that leaves out is not left out"
        )
    return tuple(rules), tuple(odd)


def _plugins(fields: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The plugins and their options; they stand in a list, or are keys themselves."""
    written = fields.get("plugins")
    listed = written if isinstance(written, list) else [written]
    named = [{one: {}} if isinstance(one, str) else one for one in listed if isinstance(one, str | dict)]
    return {str(name): part(one, name) for one in named for name in one}


def _left_out_by_plugin(options: Mapping[str, Any]) -> Iterator[str]:
    """Regular expressions: `*` of a pattern is any part of a path there."""
    for glob in texts(options.get("glob")):
        signs = {"*": ".*", "?": "."}
        yield f"^{''.join(signs.get(sign) or re.escape(sign) for sign in glob)}$"
    for expression in texts(options.get("regex")):
        yield f"^(?:{expression})"
