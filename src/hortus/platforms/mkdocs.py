"""MkDocs and Zensical: notes in `docs/`, settings in `mkdocs.yml`, which may hold tags of Python that are not for us."""

from __future__ import annotations

import re

from hortus.platforms.platform import Found, Platform, base_url

_CONFIG = "mkdocs.yml"
_KEY = re.compile(
    r"""^(site_name|site_description|site_author|site_url)\s*:\s*(["']?)(.*?)\2\s*(?:\s#.*)?$""", re.MULTILINE
)

MARKS = (_CONFIG, "docs")


def read(found: Found) -> Platform | None:
    if _CONFIG not in found:
        return None
    fields = {key: value for key, _, value in _KEY.findall(found[_CONFIG].decode("utf-8", "replace"))}
    return Platform(
        "mkdocs",
        root="docs" if "docs" in found else "",
        title=fields.get("site_name", ""),
        description=fields.get("site_description", ""),
        author=fields.get("site_author", ""),
        base_url=base_url(fields.get("site_url", "")),
        hashtags=False,
    )
