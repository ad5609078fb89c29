"""MkDocs and Zensical: notes in `docs/`, settings in `mkdocs.yml` or `zensical.toml`."""

from __future__ import annotations

import fnmatch
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
_FILTER = "file-filter"
# Plugins that keep notes back in ways of their own.
_DEAF = {
    "encryptcontent": "shows some notes only to those who have a password",
    _FILTER: "leaves out more than what its `exclude_glob`, `exclude_regex` and `exclude_tag` name",
    "meta": "reads what `.meta.yml` says of notes, which may be that they are drafts",
}
_MORE = ("include", "filter", "only", "config")  # options of that plugin which are not followed
_PRETTY = "/:sections/:filename/"

MARKS = (*_CONFIGS, "docs")


def read(found: Found) -> Platform | None:
    names = [name for name in _CONFIGS if name in found]
    if not names:
        return None
    all_fields = {name: _fields(found, name) for name in names}
    fields = all_fields[names[0]]
    left_out = [_ignored(own, name) for name, own in all_fields.items()]
    plugins = {name: options for own in all_fields.values() for name, options in _plugins(own).items()}
    return Platform(
        "mkdocs",
        root=text(fields, "docs_dir") or ("docs" if "docs" in found else ""),
        ignore=tuple(rule for rules, _ in left_out for rule in rules),
        locked=tuple(texts(plugins.get(_FILTER, {}).get("exclude_tag"))),
        unread=(*unread(found, *names), *(message for _, odd in left_out for message in odd)),
        title=text(fields, "site_name"),
        description=text(fields, "site_description"),
        author=text(fields, "site_author"),
        language=language(part(fields, "theme"), "language"),
        base_url=base_url(text(fields, "site_url")),
        permalinks=() if fields.get("use_directory_urls") is False else (("", _PRETTY),),
        # What its plugin evaluates comes first: an attribute may stand in a comment.
        instructions=("macros", "mkdocs") if "macros" in plugins else ("mkdocs",),
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
    for name, expression in _left_out_by_plugins(plugins):
        if is_expression(expression):
            rules.append(Rule(expression, f"the plugin `{name}` in {config} names it", "regex"))
        else:
            odd.append(
                f"nobody here can read what the plugin `{name}` in {config} leaves out: `{expression}`"
            )
    odd += (
        f"the plugin `{name}` in {config} {what}, which is not followed here"
        for name, what in _DEAF.items()
        if _is_deaf(name, plugins)
    )
    critic = _options(fields.get("markdown_extensions")).get("pymdownx.critic", {})
    if text(critic, "mode") in {"accept", "reject"}:
        odd.append(f"`pymdownx.critic` in {config} takes comments out of notes, which is not followed here")
    if base := text(fields, "INHERIT"):
        odd.append(
            f"{config} takes over {base}, which is not read here, and what that leaves out is not left out"
        )
    return tuple(rules), tuple(odd)


def _plugins(fields: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The plugins and their options; they stand in a list, or are keys themselves."""
    return _options(fields.get("plugins"))


def _options(written: object) -> dict[str, dict[str, Any]]:
    listed = written if isinstance(written, list) else [written]
    named = [{one: {}} if isinstance(one, str) else one for one in listed if isinstance(one, str | dict)]
    return {str(name): part(one, name) for one in named for name in one}


def _is_deaf(name: str, plugins: Mapping[str, Mapping[str, Any]]) -> bool:
    options = plugins.get(name, {})
    return name in plugins and (name != _FILTER or any(key.startswith(_MORE) for key in options))


def _left_out_by_plugins(plugins: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Plugins and regular expressions for what they leave out: `*` of a pattern is any part of a path there."""
    for name, key in (("exclude", "glob"), (_FILTER, "exclude_glob"), ("mkdocs-jupyter", "ignore")):
        yield from ((name, _expression(glob)) for glob in texts(plugins.get(name, {}).get(key)))
    yield from (("exclude", f"^(?:{one})") for one in texts(plugins.get("exclude", {}).get("regex")))
    yield from ((_FILTER, f"^(?:{one})") for one in texts(plugins.get(_FILTER, {}).get("exclude_regex")))
    yield from (("i18n", one) for one in _unbuilt(plugins.get("i18n", {})))


def _expression(glob: str) -> str:
    return f"^{fnmatch.translate(glob)}"


def _unbuilt(options: Mapping[str, Any]) -> Iterator[str]:
    """The notes in languages that say `build: false`: in a folder called so, or with that before their ending."""
    written = options.get("languages")
    for one in written if isinstance(written, list) else []:
        said = part({"": one}, "")
        if said.get("build") is False and (locale := text(said, "locale")):
            yield rf"^{re.escape(locale)}/|\.{re.escape(locale)}\.\w+$"
