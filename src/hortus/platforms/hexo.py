"""Hexo: posts in `source/_posts/`, settings in `_config.yml`."""

from __future__ import annotations

from hortus.platforms.platform import Found, Platform, base_url, language, name_of, read_yaml, text

_CONFIG = "_config.yml"
_PERMALINK = ":year/:month/:day/:title/"  # where the settings have none

MARKS = (_CONFIG, "source", "source/_posts", "scaffolds")


def read(found: Found) -> Platform | None:
    if "source/_posts" not in found:
        return None
    fields = read_yaml(found.get(_CONFIG, b""))
    renderers = (fields.get(name) for name in ("marked", "markdown", "markdown_it", "markdown_it_plus"))
    return Platform(
        "hexo",
        root="source",
        ignore=(("/_data", "Hexo keeps data there"),),
        title=text(fields, "title"),
        description=text(fields, "description", "subtitle"),
        author=name_of(fields.get("author")),
        language=language(fields, "language"),
        base_url=base_url(text(fields, "url")),
        permalinks=(("_posts", text(fields, "permalink") or _PERMALINK),) if _CONFIG in found else (),
        tags="hexo",
        breaks=not any(isinstance(item, dict) and item.get("breaks") is False for item in renderers),
        hashtags=False,
    )
