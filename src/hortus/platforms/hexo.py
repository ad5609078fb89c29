"""Hexo: posts in `source/_posts/`, settings in `_config.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from hortus.ignoring import Rule, expression_of
from hortus.platforms.platform import (
    DRAFTS,
    Found,
    Platform,
    base_url,
    first_of,
    folder,
    language,
    name_of,
    of_zone,
    part,
    read_settings,
    text,
    texts,
    unread,
)

_CONFIGS = ("_config.yml", "_config.yaml")
_EXTENDED = re.compile(r"[@+!?*]\(|\([^()]*\||^!")  # of patterns that are more than most
_NAMED, _WHOLE = re.compile(r":(title|name)\b"), {"title": ":whole_path", "name": ":filename"}
_PERMALINK = ":year/:month/:day/:title/"  # where the settings have none

MARKS = (*_CONFIGS, "source", "source/_posts", "scaffolds")


def read(found: Found) -> Platform | None:
    config = first_of(found, *_CONFIGS)
    fields = read_settings(config, found)
    # Elsewhere its name for the folder, and one that only it has.
    is_elsewhere = bool(folder(fields, "source_dir")) and "scaffolds" in found
    if "source/_posts" not in found and not is_elsewhere:
        return None
    renderers = (fields.get(name) for name in ("marked", "markdown", "markdown_it", "markdown_it_plus"))
    zone, odd_zone = of_zone(text(fields, "timezone"), config)
    return Platform(
        "hexo",
        root=folder(fields, "source_dir") or "source",
        ignore=tuple(_ignored(fields, config)),
        outside=(
            Rule("/scaffolds", "Hexo keeps patterns of new notes there"),
            Rule("/themes", "a theme of Hexo"),
        ),
        given=(DRAFTS, *zone),
        locked=tuple(_locked(fields)),
        unread=(*unread(found, config), *odd_zone, *_filtered(fields, config), *_odd(fields, config)),
        title=text(fields, "title"),
        description=text(fields, "description", "subtitle"),
        author=name_of(fields.get("author")),
        language=language(fields, "language"),
        base_url=base_url(text(fields, "url")),
        permalinks=(("_posts", _permalink(fields)),) if config in found else (),
        categories=tuple(_categories(fields)),
        tags=tuple(_renamed(fields, "tag_map")),
        lists=tuple(_lists(fields)),
        instructions=("hexo",),
        says_titles=True,
        feeds=tuple(path.lstrip("/") for path in texts(part(fields, "feed").get("path")) or ["atom.xml"]),
        breaks=not any(isinstance(item, dict) and item.get("breaks") is False for item in renderers),
        hashtags=False,
    )


def _ignored(fields: Mapping[str, Any], config: str) -> Iterator[Rule]:
    """What Hexo makes no pages of: names that begin with `_`, and what the settings say."""
    yield Rule("/_data", "Hexo keeps data there")
    included = "|".join(f"{_expression(glob)}$" for glob in texts(fields.get("include")))
    kept = f"(?!{included})" if included else ""
    reason = "Hexo reads no name that begins with `_`"
    yield Rule(f"^{kept}(?:_(?:posts|drafts)/)?+(?:[^/]+/)*_", reason, "regex")
    for key in ("exclude", "ignore", "skip_render"):
        for glob in texts(fields.get(key)):
            reason = f"`{key}` in {config} names it: `{glob}`"
            for below in ("", "source/"):
                yield Rule(f"^{_expression(glob)}(?:/|$)", reason, "regex", below)


def _odd(fields: Mapping[str, Any], config: str) -> Iterator[str]:
    for key in ("exclude", "ignore"):
        for glob in texts(fields.get(key)):
            if _EXTENDED.search(glob):
                yield f"nobody here can read `{glob}`, by which `{key}` in {config} leaves files out"


def _permalink(fields: Mapping[str, Any]) -> str:
    """A date in the name of a file is a part of its title, unless the settings have one there."""
    pattern = text(fields, "permalink") or _PERMALINK
    is_dated = ":year" in text(fields, "new_post_name")
    return pattern if is_dated else _NAMED.sub(lambda found: _WHOLE[found[1]], pattern)


def _categories(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What stands for a category in addresses, and for none."""
    yield "", text(fields, "default_category")
    yield from _renamed(fields, "category_map")


def _renamed(fields: Mapping[str, Any], key: str) -> Iterator[tuple[str, str]]:
    for name, said in part(fields, key).items():
        if isinstance(said, str | int):
            yield name, str(said)


def _lists(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for kind, key, usual in (
        ("tags", "tag_dir", "tags"),
        ("categories", "category_dir", "categories"),
        ("archive", "archive_dir", "archives"),
    ):
        folder_of = folder(fields, key) or usual
        yield kind, f"/{folder_of}/"
        if kind != "archive":
            yield kind, f"/{folder_of}/:name/"


def _filtered(fields: Mapping[str, Any], config: str) -> Iterator[str]:
    """The plugin hexo-hide-posts has a name of its own for `hidden: true` in a note."""
    key = text(part(fields, "hide_posts"), "filter")
    if key and key != "hidden":
        yield f"`hide_posts.filter` in {config} is `{key}`, which hides no note here: write `hidden: true` in those"


def _locked(fields: Mapping[str, Any]) -> Iterator[str]:
    """The tags for which the plugin hexo-blog-encrypt has passwords."""
    written = part(fields, "encrypt").get("tags")
    for tag in written if isinstance(written, list) else []:
        name = part({"": tag}, "").get("name")
        yield from [str(name).lstrip("#").strip()] if isinstance(name, str | int) else []


def _expression(glob: str) -> str:
    return expression_of(glob.strip().lstrip("/"))
