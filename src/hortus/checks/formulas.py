r"""TeX that is no formula, and formulas that something has damaged: what reads as mathematics and does not look like it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from hortus.checks.garden import Garden, Place, warn, without_spans
from hortus.model import Problem
from hortus.text import END, MATH

_GUARDED = re.compile(
    r"`+[^`]*`+|\$\$?[^$]*\$\$?|\$\$.*|<(code|pre|kbd|samp)\b.{0,500}?</\1>|\\[(\[].{0,500}?\\[)\]]"
)
_FORMULA = re.compile(f"{MATH}([^{END}]*){END}")
_MOST = 10  # of one note, told each with its place
# No other language writes these with a backslash, and no path of Windows has such folders.
_COMMAND = re.compile(
    r"(?<![\\\w])\\(?:[dt]?frac|sqrt|sum|prod|int|alpha|beta|gamma|delta|epsilon|varepsilon|theta|lambda|mu|sigma|phi|varphi|omega"
    r"|Delta|Sigma|Omega|math(?:bf|bb|cal|rm|frak)|boldsymbol|operatorname|partial|nabla|approx|times|cdot|infty|leq|geq|neq"
    r"|(?:left|right|Right)arrow|hat|vec|overline|begin\{(?:[pbv]?matrix|aligned?|cases|equation)\*?\})(?![A-Za-z\\/])"
)
# Formatters write `*` for `_` in pairs, and `_` for `*` where spaces stand around it.
_SWAPPED = re.compile(r"(?:(?<![A-Za-z\\])[A-Za-z]|[)}])\*\{|\*\{[^{}]*\}\*|(?<=[A-Za-z])\*[a-z0-9]+\*\{")
_ALONE = re.compile(r"(?<=\w) _ (?=\w)[^_\n]{1,80} _ (?=\w)")


def odd_formulas(garden: Garden) -> Iterator[Problem]:
    """Commands of TeX among words; `f*{l}` for `f_{l}` in a formula; `k _ q _ v`, which were products."""
    for path, text in garden.texts.items():
        found = dict[str, tuple[str, str]]()
        for section in text.sections:
            if "\\" in section.text or MATH in section.text or " _ " in section.text:
                found |= _found(section.text)
        for shown, (message, hint) in islice(found.items(), _MOST):
            place = _place(garden, path, shown) if shown.startswith("\\") else garden.find(path, shown)
            if place[0]:
                yield warn("odd-formula", message, path, place, hint)


def _place(garden: Garden, path: str, command: str) -> Place:
    """Where `command` stands first in no formula and no code; in HTML it may be code too."""
    is_display = False
    for number, line in garden.prose(path):
        if command in line and not is_display and command in _GUARDED.sub("", line):
            return number, line.index(command) + 1
        is_display ^= line.count("$$") % 2 == 1
    return 0, 0


def _found(text: str) -> Iterator[tuple[str, tuple[str, str]]]:
    for formula in _FORMULA.finditer(text):
        if swapped := _SWAPPED.search(formula[1]):
            hint = "a formatter may have taken it for emphasis; write `_`, and `$` right beside the formula"
            yield swapped[0], (f"`{swapped[0]}` in a formula is a star, and may have been `_`", hint)
    prose = without_spans(text)
    for command in _COMMAND.finditer(prose):
        hint = "put the formula between dollars: `$…$`; where it is meant as text, in backticks"
        yield command[0], (f"`{command[0]}` is shown as it is written, for it is in no formula", hint)
    for alone in _ALONE.finditer(prose):
        yield (
            alone[0],
            (f"`{alone[0].strip()}` has underscores that stand alone", "were they stars, as in `a * b`?"),
        )
