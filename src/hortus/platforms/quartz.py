"""Quartz: notes in `content/`, settings in a script, of which only what is plain can be read."""

from __future__ import annotations

import re

from hortus.platforms.platform import Found, Platform, base_url

_CONFIG = "quartz.config.ts"
_KEY = re.compile(r"""^\s*(pageTitle|baseUrl)\s*:\s*(["'`])([^"'`\n]*)\2""", re.MULTILINE)

MARKS = (_CONFIG, "quartz", "content")


def read(found: Found) -> Platform | None:
    if _CONFIG not in found:
        return None
    fields = {key: value for key, _, value in _KEY.findall(found[_CONFIG].decode("utf-8", "replace"))}
    templates = "Quartz leaves folders of this name out"
    return Platform(
        "quartz",
        root="content" if "content" in found else "",
        ignore=(("/templates", templates), ("/private", templates)),
        title=fields.get("pageTitle", "").strip(),
        base_url=base_url(f"https://{fields['baseUrl']}") if fields.get("baseUrl") else "",
    )
