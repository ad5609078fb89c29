"""Quartz: notes in `content/`; settings in a script, of which only what is plain can be read, or since its fifth version in YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
from hortus.platforms.scan import list_after, without_comments

_CONFIG = "quartz.config.ts"
_CONFIGS = ("quartz.config.yaml", "quartz.config.yml")
_LEFT_OUT = ["templates", "private"]  # where the settings name nothing
_KEY = re.compile(r"""\b(pageTitle|baseUrl|locale)\s*:\s*(?:"([^"\n]*)"|'([^'\n]*)'|`([^`\n]*)`)""")
_IGNORED = re.compile(r"\bignorePatterns[\"']?\s*:\s*\[")
_EXTENDED = re.compile(r"[@+!?*]\(|\{[^{}]*\.\.|\[\[:|\\\\")  # of patterns that are more than most
_FILTERS = re.compile(r"\bfilters\s*:\s*\[([^\]]*)\]")
_FILTER = re.compile(r"(?:Plugin\.)?([A-Za-z_]\w*)\s*\(")
_FOLLOWED = frozenset({"RemoveDrafts", "ExplicitPublish"})
_NAMED = re.compile(r"\bignorePatterns\b")

_GIT = (".gitignore", "content/.gitignore")  # which Quartz follows without git, too

MARKS = (_CONFIG, *_CONFIGS, "quartz", "content", *_GIT)


def read(found: Found) -> Platform | None:
    if any(name in found for name in _CONFIGS):
        return _of_yaml(found, first_of(found, *_CONFIGS))
    if _CONFIG not in found:
        return None
    settings = without_comments(found[_CONFIG].decode("utf-8", "replace"))
    fields = {key: "".join(values).strip() for key, *values in _KEY.findall(settings)}
    patterns, is_whole = list_after(settings, _IGNORED) or (_LEFT_OUT, True)
    is_whole = is_whole and (bool(_IGNORED.search(settings)) or not _NAMED.search(settings))
    odd = f"`ignorePatterns` in {_CONFIG} holds more than texts, and what that leaves out is not left out"
    return Platform(
        "quartz",
        root="content" if "content" in found else "",
        ignore=(*_ignored(patterns), *_by_git(found)),
        unread=(*(() if is_whole else (odd,)), *_odd(patterns, _CONFIG), *_own_filters(settings)),
        opt_in=f"`Plugin.ExplicitPublish()` in {_CONFIG}" if _has_plugin(settings, "ExplicitPublish") else "",
        breaks=_has_plugin(settings, "HardLineBreaks"),
        instructions=("obsidian",),
        is_by_file=True,
        lists=(("tags", "/tags/:name"),),
        feeds=("index.xml",),
        title=fields.get("pageTitle", ""),
        language=language(fields, "locale"),
        base_url=base_url(f"https://{fields['baseUrl']}") if fields.get("baseUrl") else "",
    )


def _of_yaml(found: Found, config: str) -> Platform:
    fields = read_settings(config, found)
    said = part(fields, "configuration")
    written = fields.get("plugins")
    plugins = written if isinstance(written, list) else []
    address = text(said, "baseUrl")
    patterns = texts(said["ignorePatterns"]) if "ignorePatterns" in said else _LEFT_OUT
    return Platform(
        "quartz",
        root="content" if "content" in found else "",
        ignore=(*_ignored(patterns), *_by_git(found)),
        unread=(*unread(found, config), *_odd(patterns, config)),
        opt_in=f"the plugin `explicit-publish` in {config}" if _uses(plugins, "explicit-publish") else "",
        breaks=_uses(plugins, "hard-line-breaks"),
        instructions=("obsidian",),
        is_by_file=True,
        lists=(("tags", "/tags/:name"),),
        feeds=("index.xml",),
        title=text(said, "pageTitle"),
        language=language(said, "locale"),
        base_url=base_url(f"https://{address}") if address else "",
    )


def _uses(plugins: Iterable[object], name: str) -> bool:
    """Whether a plugin of this name is there and not switched off: a text, or a mapping with where it comes from."""
    return any(
        re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", str(one))
        and not (isinstance(one, dict) and one.get("enabled") is False)
        for one in plugins
    )


def _ignored(patterns: Iterable[str]) -> Iterator[Rule]:
    for glob in patterns:
        if bare := glob.removeprefix("./").strip("/"):
            yield Rule(f"^{expression_of(bare)}(?:/|$)", f"Quartz leaves it out: `{glob}`", "regex")


def _by_git(found: Found) -> Iterator[Rule]:
    """What `.gitignore` in the folder of the notes names."""
    lines = found.get(_GIT["content" in found], b"").decode("utf-8", "replace").splitlines()
    known = [line for line in lines if is_gitignore(line)]
    if known:
        yield Rule("\n".join(known), "Quartz leaves out what .gitignore names", "gitignore", of_notes=True)


def _odd(patterns: Iterable[str], config: str) -> tuple[str, ...]:
    found = (glob for glob in patterns if _EXTENDED.search(glob))
    return tuple(
        f"nobody here can read `{glob}`, by which `ignorePatterns` in {config} leaves notes out"
        for glob in found
    )


def _own_filters(settings: str) -> Iterator[str]:
    for found in _FILTERS.finditer(settings):
        for name in _FILTER.findall(found[1]):
            if name not in _FOLLOWED:
                yield f"the filter `{name}` in {_CONFIG} is not followed here, and what it leaves out is not left out"


def _has_plugin(settings: str, name: str) -> bool:
    return bool(re.search(rf"\b{name}\s*\(", settings))
