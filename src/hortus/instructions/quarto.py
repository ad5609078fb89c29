"""What Quarto, as Pandoc, has in a text besides Markdown: attributes behind pictures, links and words, and captions below tables."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hortus.instructions.code import CODE
from hortus.instructions.mkdocs import ATTRIBUTES, without_attributes

# Words with attributes, of which only that they are marked is shown; and the line below a table that tells of it.
_FOUND = re.compile(
    rf"""
    {CODE}
    | (?<![!\]\\])\[(?P<words>(?:[^\[\]!\n]|!(?!\[)|!?\[[^\[\]\n]{{0,300}}\](?:\([^()\n]{{0,300}}\))?){{1,300}})\](?P<own>{ATTRIBUTES})
    | (?<=\|\n)(?P<blank>[ \t]*\n):[ \t]+(?P<caption>[^\n]*?)[ \t]*(?:{ATTRIBUTES})?[ \t]*$
    """,
    re.MULTILINE | re.VERBOSE,
)
_OPTION = re.compile(r"""(?P<key>[\w-]+)=["']?(?P<value>[^"'\s{}]*)""")
_CONDITION = re.compile(r"\.(content-(?:hidden|visible))\b")
_MARKED = re.compile(r"\.mark\b")


def carried_out(text: str) -> str:
    """`text` in Markdown. Every line stays on its line."""
    return without_attributes(_FOUND.sub(_put, text))


def _put(found: re.Match[str]) -> str:
    if found["fence"]:
        return "\n" * found[0].count("\n") if _hides(found[0].partition("\n")[0]) else found[0]
    if found["words"]:
        if _hides(found["own"]):
            return ""
        return f"=={found['words']}==" if _MARKED.search(found["own"]) else found["words"]
    if found["caption"]:
        return f"{found['blank']}*{found['caption'].strip('*')}*"
    return found[0]


def _hides(attributes: str) -> bool:
    options = {found["key"]: found["value"] for found in _OPTION.finditer(attributes)}
    return any(is_hidden(name, options) for name in _CONDITION.findall(attributes))


def is_hidden(name: str, options: Mapping[str, str]) -> bool:
    """Whether Quarto shows what has that class nowhere, or only elsewhere than in HTML; in doubt it does not."""
    when, unless = options.get("when-format", ""), options.get("unless-format", "")
    if name == "content-hidden":
        return _is_html(when) if when else not _is_html(unless)
    if name == "content-visible":
        is_asked = any(key.startswith(("when-", "unless-")) for key in options)
        return not _is_html(when) if when else _is_html(unless) or (is_asked and not unless)
    return False


def _is_html(formats: str) -> bool:
    return any(one.startswith("html") for one in formats.replace(",", " ").split())
