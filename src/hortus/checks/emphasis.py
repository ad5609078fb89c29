"""Stars that were meant to make words bold or italic, and stand on the page as stars."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hortus.checks.garden import Garden, warn
from hortus.model import Problem
from hortus.text import CODE, END, MATH

_SPAN = re.compile(f"[{CODE}{MATH}][^{END}]*{END}")
_IN_CODE = "\ufffc"  # stands for a formula or a piece of code
_STARS = r"(?<![\\*\w])\*{n}(?!\*)(?:\s(?P<late>[^*\n]{{1,80}}?[^*\s])|(?P<early>[^*\s][^*\n]{{0,80}}?)\s)\*{n}(?![\w*])"
_BOLD = re.compile(_STARS.replace("{n}", "{2}").replace("{{", "{").replace("}}", "}"))
_ITALIC = re.compile(_STARS.replace("{n}", "").replace("{{", "{").replace("}}", "}"))


def stray_stars(garden: Garden) -> Iterator[Problem]:
    """`**bold **` and `* italic*`: a space inside keeps the stars from meaning anything."""
    for path, text in garden.texts.items():
        lines = (line for section in text.sections for line in _SPAN.sub(_IN_CODE, section.text).split("\n"))
        seen = set[str]()
        for line in lines:
            for found in _stray(line) if "*" in line else ():
                place = garden.find(path, found[0])
                if place[0] and found[0] not in seen:
                    seen.add(found[0])
                    stars = "**" if found[0].startswith("**") else "*"
                    words = (found["late"] or found["early"]).strip()
                    message = f"the stars of `{found[0]}` are shown as stars"
                    hint = f"without the space inside they make it {'bold' if stars == '**' else 'italic'}: `{stars}{words}{stars}`"
                    yield warn("stray-stars", message, path, place, hint)


def _stray(line: str) -> Iterator[re.Match[str]]:
    yield from _BOLD.finditer(line)
    if line.count("*") == 2:  # more of them may be footnotes, or products
        yield from _ITALIC.finditer(line)
