"""MkDocs and Zensical: notes in `docs/`, settings in `mkdocs.yml`, which may hold tags of Python that are not for us."""

from __future__ import annotations

import re

from hortus.platforms.platform import Found, Platform, base_url, language

_CONFIG = "mkdocs.yml"
_KEY = re.compile(
    r"""^(site_name|site_description|site_author|site_url)\s*:\s*(["']?)(.*?)\2\s*(?:\s#.*)?$""", re.MULTILINE
)

_LANGUAGE = re.compile(
    r"^theme[ \t]*:[ \t]*\n(?:(?:[ \t#][^\n]*)?\n)*?[ \t]+language[ \t]*:[ \t]*([\w-]+)", re.MULTILINE
)
_PLAIN = re.compile(r"^use_directory_urls\s*:\s*(?:false|no|off)\b", re.MULTILINE | re.IGNORECASE)
_PRETTY = "/:sections/:filename/"

MARKS = (_CONFIG, "docs")


def read(found: Found) -> Platform | None:
    if _CONFIG not in found:
        return None
    settings = found[_CONFIG].decode("utf-8", "replace").replace("\r\n", "\n")
    fields = {key: value for key, _, value in _KEY.findall(settings)}
    if spoken := _LANGUAGE.search(settings):
        fields["language"] = spoken[1]
    return Platform(
        "mkdocs",
        root="docs" if "docs" in found else "",
        title=fields.get("site_name", ""),
        description=fields.get("site_description", ""),
        author=fields.get("site_author", ""),
        language=language(fields, "language"),
        base_url=base_url(fields.get("site_url", "")),
        permalinks=() if _PLAIN.search(settings) else (("", _PRETTY),),
        tags="mkdocs",
        hashtags=False,
    )
