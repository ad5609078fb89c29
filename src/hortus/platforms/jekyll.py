"""Jekyll and GitHub Pages: posts in `_posts/`, settings in `_config.yml`; fastpages is one with notebooks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from hortus.ignoring import Rule, expression_of
from hortus.model import Given
from hortus.platforms.platform import (
    Found,
    Platform,
    base_url,
    described,
    language,
    name_of,
    part,
    read_settings,
    text,
    texts,
    unread,
)

_CONFIG = "_config.yml"
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_DATED = ("_posts", "_notebooks")
_PARTS = ("_includes", "_layouts", "_sass", "_data", "_plugins", "vendor")
_OWN = (
    "posts",
    "drafts",
    "notebooks",
)  # folders that begin with `_` and are read all the same; the last is of fastpages
_FASTPAGES = ("_fastpages_docs", "_action_files", "_word", "_posts/README.md", "_notebooks/README.md")

MARKS = (_CONFIG, "_posts", "_notebooks")


def read(found: Found) -> Platform | None:
    if not {_CONFIG, "_posts"} & found.keys():
        return None
    fields = read_settings(_CONFIG, found)
    return Platform(
        "jekyll",
        ignore=(
            *(Rule(f"/{name}", "Jekyll keeps parts of pages there, and no notes") for name in _PARTS),
            *(Rule(f"/{name}", "fastpages keeps words of its own there") for name in _FASTPAGES),
            *(Rule(f"/{name}", f"`exclude` in {_CONFIG} names it") for name in _names(fields, "exclude")),
            *(_unread(fields) if fields else ()),
        ),
        given=tuple(_given(fields)),
        unread=unread(found, _CONFIG),
        title=text(fields, "title", "name"),
        description=described(fields, "description", "tagline"),
        author=name_of(fields.get("author")),
        language=language(fields, "lang", "locale"),
        base_url=base_url(text(fields, "url") + _below(fields)),
        permalinks=tuple(_permalinks(fields)) if _CONFIG in found else (),
        tags="jekyll",
        hashtags=False,
        displays_in_text=False,
    )


def _names(fields: Mapping[str, Any], key: str) -> list[str]:
    return [name for written in texts(fields.get(key)) if (name := written.strip().strip("/"))]


def _below(fields: Mapping[str, Any]) -> str:
    return f"/{text(fields, 'baseurl').strip('/')}"


def _collections(fields: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The options of each, by their names; a list has only names."""
    named = fields.get("collections")
    every = dict.fromkeys(texts(named)) if isinstance(named, list) else part(fields, "collections")
    return {name: part(every, name) for name in every if name not in _OWN}


def _unread(fields: Mapping[str, Any]) -> Iterator[Rule]:
    """What Jekyll makes no pages of: names that begin with `_` and are in no setting, and collections that are only data."""
    known = {*_OWN, *_collections(fields)}
    folders = "|".join(re.escape(name) for name in sorted(known))
    included = "|".join(expression_of(name) for name in _names(fields, "include"))
    kept = f"^(?!(?:.*/)?(?:{included})(?:/|$))" if included else ""
    reason = f"Jekyll reads no name that begins with `_`, and nothing in {_CONFIG} says that it should"
    yield Rule(f"{kept or '^'}(?:.*/)?_(?!(?:{folders})/)", reason, "regex")
    for name, options in _collections(fields).items():
        if options.get("output") is not True:
            reason = (
                f"Jekyll makes no pages of it: in {_CONFIG} the collection `{name}` has no `output: true`"
            )
            yield Rule(f"(?:^|/)_{re.escape(name)}/", reason, "regex")


def _permalinks(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    written = text(fields, "permalink")
    for folder in _DATED:
        yield folder, _STYLES.get(written, written) or _STYLES["date"]
    for name, options in _collections(fields).items():
        yield f"_{name}", text(options, "permalink") or "/:collection/:path:output_ext"


def _given(fields: Mapping[str, Any]) -> Iterator[Given]:
    """`defaults`: those of a longer path before those of a shorter one, and of a kind before those of any."""
    found = list[tuple[int, bool, str, dict[str, Any]]]()
    defaults = fields.get("defaults")
    for one in defaults if isinstance(defaults, list) else [defaults]:
        scope, values = part(part({"": one}, ""), "scope"), part(part({"": one}, ""), "values")
        path, kind = text(scope, "path").strip("/"), text(scope, "type")
        if style := _STYLES.get(text(values, "permalink")):
            values["permalink"] = style
        of_kind = r"(?!(?:.*/)?_)" if kind == "pages" else rf"(?=(?:.*/)?_{re.escape(kind)}/)" if kind else ""
        of_path = f"{expression_of(path)}(?:/|$)" if path else ""
        found.append((len(path), bool(kind), f"^{of_kind}{of_path}", values))
    for _, _, paths, values in sorted(found, key=lambda item: item[:2]):
        if values:
            yield Given(paths, json.dumps(values, default=str), f"`defaults` in {_CONFIG}")
