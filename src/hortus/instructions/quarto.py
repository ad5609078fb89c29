"""What Quarto, as Pandoc, has in a text besides Markdown: attributes behind pictures, links and words, and captions below tables."""

from __future__ import annotations

import re

from hortus.instructions.code import CODE
from hortus.instructions.mkdocs import ATTRIBUTES, without_attributes

# Words with attributes, of which only that they are marked is shown; and the line below a table that tells of it.
_FOUND = re.compile(
    rf"""
    {CODE}
    | (?<![!\]\\])\[(?P<words>[^\[\]\n]{{1,300}})\](?P<own>{ATTRIBUTES})
    | (?<=\|\n)(?P<blank>[ \t]*\n):[ \t]+(?P<caption>[^\n]*?)[ \t]*(?:{ATTRIBUTES})?[ \t]*$
    """,
    re.MULTILINE | re.VERBOSE,
)
_MARKED = re.compile(r"\.mark\b")


def carried_out(text: str) -> str:
    """`text` in Markdown. Every line stays on its line."""
    return without_attributes(_FOUND.sub(_put, text))


def _put(found: re.Match[str]) -> str:
    if found["words"]:
        return f"=={found['words']}==" if _MARKED.search(found["own"]) else found["words"]
    if found["caption"]:
        return f"{found['blank']}*{found['caption'].strip('*')}*"
    return found[0]
