"""Jekyll and GitHub Pages: posts in `_posts/`, settings in `_config.yml`; fastpages is one with notebooks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hortus.platforms.platform import Found, Platform, base_url, described, language, name_of, read_yaml, text

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
_FASTPAGES = ("_fastpages_docs", "_action_files", "_word", "_posts/README.md", "_notebooks/README.md")

MARKS = (_CONFIG, "_posts", "_notebooks")


def read(found: Found) -> Platform | None:
    if not {_CONFIG, "_posts"} & found.keys():
        return None
    fields = read_yaml(found.get(_CONFIG, b""))
    return Platform(
        "jekyll",
        ignore=(
            *((f"/{name}", "Jekyll keeps parts of pages there, and no notes") for name in _PARTS),
            *((f"/{name}", "fastpages keeps words of its own there") for name in _FASTPAGES),
            *((f"/{name}", f"`exclude` in {_CONFIG} names it") for name in _excluded(fields)),
        ),
        title=text(fields, "title", "name"),
        description=described(fields, "description", "tagline"),
        author=name_of(fields.get("author")),
        language=language(fields, "lang", "locale"),
        base_url=base_url(text(fields, "url") + _below(fields)),
        permalinks=tuple((folder, _pattern(fields)) for folder in _DATED if _CONFIG in found),
        tags="jekyll",
        hashtags=False,
        displays_in_text=False,
    )


def _excluded(fields: Mapping[str, Any]) -> list[str]:
    names = fields.get("exclude")
    found = names if isinstance(names, list) else [names]
    return [name.strip("/") for name in found if isinstance(name, str) and name.strip("/")]


def _below(fields: Mapping[str, Any]) -> str:
    return f"/{text(fields, 'baseurl').strip('/')}"


def _pattern(fields: Mapping[str, Any]) -> str:
    written = text(fields, "permalink")
    return _STYLES.get(written, written) or _STYLES["date"]
