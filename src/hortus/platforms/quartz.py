"""Quartz: notes in `content/`, settings in a script, of which only what is plain can be read."""

from __future__ import annotations

import re

from hortus.ignoring import Rule
from hortus.platforms.platform import Found, Platform, base_url, language

_CONFIG = "quartz.config.ts"
_KEY = re.compile(
    r"""^\s*(pageTitle|baseUrl|locale)\s*:\s*(?:"([^"\n]*)"|'([^'\n]*)'|`([^`\n]*)`)""", re.MULTILINE
)
_IGNORED = re.compile(r"""^\s*ignorePatterns\s*:\s*\[([^\]]{0,5000})\]""", re.MULTILINE)
_TEXT = re.compile(r"""["'`]([^"'`\n]+)["'`]""")

MARKS = (_CONFIG, "quartz", "content")


def read(found: Found) -> Platform | None:
    if _CONFIG not in found:
        return None
    settings = found[_CONFIG].decode("utf-8", "replace")
    fields = {key: "".join(values).strip() for key, *values in _KEY.findall(settings)}
    return Platform(
        "quartz",
        root="content" if "content" in found else "",
        ignore=_ignored(settings),
        opt_in=f"`Plugin.ExplicitPublish()` in {_CONFIG}" if _has_plugin(settings, "ExplicitPublish") else "",
        breaks=_has_plugin(settings, "HardLineBreaks"),
        title=fields.get("pageTitle", ""),
        language=language(fields, "locale"),
        base_url=base_url(f"https://{fields['baseUrl']}") if fields.get("baseUrl") else "",
    )


def _has_plugin(settings: str, name: str) -> bool:
    """Whether the settings call a plugin, other than in a comment."""
    return bool(re.search(rf"^(?!\s*(?://|\*)).*\bPlugin\.{name}\s*\(", settings, re.MULTILINE))


def _ignored(settings: str) -> tuple[Rule, ...]:
    """What the settings leave out, or what they do where nobody has changed them."""
    if written := _IGNORED.search(settings):
        names = (name.strip("/") for name in _TEXT.findall(written[1]))
        places = (name if name.startswith("**/") else f"/{name}" for name in names if name)
        return tuple(Rule(place, "Quartz's settings leave it out") for place in places)
    return tuple(
        Rule(f"/{name}", "Quartz leaves folders of this name out") for name in ("templates", "private")
    )
