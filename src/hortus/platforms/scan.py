"""Lists of texts in settings that are code, or nearly JSON: read without running anything."""

from __future__ import annotations

import json
import re

_TOKEN = re.compile(
    r"""(?P<space>[\s,]+)|(?P<note>//[^\n]*|/\*.*?\*/|;[^\n]*)|(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|(?P<end>\])|(?P<odd>.)""",
    re.DOTALL,
)
_KEPT = r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`"""
_SCRIPT = re.compile(rf"{_KEPT}|(//[^\n]*|/\*.*?\*/)", re.DOTALL)
_EDN = re.compile(r'"(?:[^"\\]|\\.)*"|\\\S|(;[^\n]*)', re.DOTALL)


def list_after(settings: str, opening: re.Pattern[str]) -> tuple[list[str], bool] | None:
    """(the texts of the list that `opening` leads into, whether there is nothing else in it); None when there is no such list."""
    found = opening.search(settings)
    if not found:
        return None
    texts, is_whole = list[str](), True
    for token in _TOKEN.finditer(settings, found.end()):
        if token["end"]:
            break
        if token["text"]:
            texts.append(_unquoted(token["text"]))
        is_whole = is_whole and not token["odd"]
    return texts, is_whole


def without_comments(settings: str) -> str:
    """A script without what is only said to its readers."""
    return _SCRIPT.sub(lambda found: "" if found[1] else found[0], settings)


def without_notes(settings: str) -> str:
    """The same of settings in EDN."""
    return _EDN.sub(lambda found: "" if found[1] else found[0], settings)


def _unquoted(text: str) -> str:
    if text[0] == '"':
        try:
            return str(json.loads(text))
        except ValueError:
            pass
    return re.sub(r"\\(.)", r"\1", text[1:-1])
