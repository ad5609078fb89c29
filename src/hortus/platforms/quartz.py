"""Quartz: notes in `content/`, settings in a script, of which only what is plain can be read."""

from __future__ import annotations

import re

from hortus.ignoring import Rule, expression_of
from hortus.platforms.platform import Found, Platform, base_url, language
from hortus.platforms.scan import list_after, without_comments

_CONFIG = "quartz.config.ts"
_KEY = re.compile(r"""\b(pageTitle|baseUrl|locale)\s*:\s*(?:"([^"\n]*)"|'([^'\n]*)'|`([^`\n]*)`)""")
_IGNORED = re.compile(r"\bignorePatterns\s*:\s*\[")

MARKS = (_CONFIG, "quartz", "content")


def read(found: Found) -> Platform | None:
    if _CONFIG not in found:
        return None
    settings = without_comments(found[_CONFIG].decode("utf-8", "replace"))
    fields = {key: "".join(values).strip() for key, *values in _KEY.findall(settings)}
    patterns, is_whole = list_after(settings, _IGNORED) or (["templates", "private"], True)
    odd = f"`ignorePatterns` in {_CONFIG} holds more than texts, and what that leaves out is not left out"
    return Platform(
        "quartz",
        root="content" if "content" in found else "",
        ignore=tuple(
            Rule(f"^{expression_of(glob.strip('/'))}(?:/|$)", f"Quartz leaves it out: `{glob}`", "regex")
            for glob in patterns
            if glob.strip("/")
        ),
        unread=() if is_whole else (odd,),
        opt_in=f"`Plugin.ExplicitPublish()` in {_CONFIG}" if _has_plugin(settings, "ExplicitPublish") else "",
        breaks=_has_plugin(settings, "HardLineBreaks"),
        title=fields.get("pageTitle", ""),
        language=language(fields, "locale"),
        base_url=base_url(f"https://{fields['baseUrl']}") if fields.get("baseUrl") else "",
    )


def _has_plugin(settings: str, name: str) -> bool:
    return bool(re.search(rf"\bPlugin\.{name}\s*\(", settings))
