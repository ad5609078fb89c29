"""Stars that were meant to make words bold or italic, and stand on the page as stars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from hortus.checks.garden import Garden, warn, without_spans
from hortus.model import Problem

_MOST = 20  # of one note, told each with its place
_STARS = r"(?<![\\*A-Za-z0-9_])\*{n}(?!\*)(?:\s(?P<late>[^*\n]{{1,80}}?[^*\s])\*{n}(?![A-Za-z0-9_])|(?P<early>[^*\s][^*\n]{{0,80}}?)\s\*{n}(?![A-Za-z0-9_]))(?!\*)"
_BOLD = re.compile(_STARS.replace("{n}", "{2}").replace("{{", "{").replace("}}", "}"))
_ITALIC = re.compile(_STARS.replace("{n}", "").replace("{{", "{").replace("}}", "}"))


def stray_stars(garden: Garden) -> Iterator[Problem]:
    """`**bold **` and `* italic*`: a space inside keeps the stars from meaning anything."""
    for path, text in garden.texts.items():
        lines = (line for section in text.sections for line in without_spans(section.text).split("\n"))
        stray = {found[0]: found for line in lines if "*" in line for found in _stray(line)}
        for shown, found in islice(stray.items(), _MOST):
            place = garden.find(path, shown)
            if place[0]:  # in the source there may be backslashes, which mean that it is so on purpose
                stars, meaning = ("**", "bold") if shown.startswith("**") else ("*", "italic")
                words = (found["late"] or found["early"]).strip()
                hint = f"without the space inside they make it {meaning}: `{stars}{words}{stars}`"
                yield warn("stray-stars", f"the stars of `{shown}` are shown as stars", path, place, hint)


def _stray(line: str) -> Iterator[re.Match[str]]:
    yield from _BOLD.finditer(line)
    if line.count("*") == 2:  # more of them may be footnotes, or products
        yield from _ITALIC.finditer(line)
