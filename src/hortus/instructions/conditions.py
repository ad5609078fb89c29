"""Conditions around a part of a text, `{% if false %}…{% else %}…{% endif %}`, as far as they say themselves what holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hortus.instructions.scan import Arguments, Paired

_TAG = re.compile(
    r"\{%[-+]?\s*(?P<name>if|unless|case|for|end(?:if|unless|case|for)|else|elsif|elif)\b[^%]{0,300}%\}"
)
_FALSE = frozenset({"false", "nil", "none", "null"})


def when_true(given: Arguments, inner: str) -> str | None:
    return _shown(given.written.strip().lower(), inner)


def when_false(given: Arguments, inner: str) -> str | None:
    said = given.written.strip().lower()
    return _shown("false" if said == "true" else "true" if said in _FALSE else said, inner)


def otherwise(given: Arguments) -> str:  # noqa: ARG001  (as all instructions)
    """It stands until the condition is read that it is in."""
    return "{% else %}"


CONDITIONS: dict[str, Paired] = {"if": when_true, "unless": when_false}


def _shown(said: str, inner: str) -> str | None:
    """What of `inner` is shown, every line on its line; None where that depends on something."""
    if said != "true" and said not in _FALSE:
        return None
    other = next(_others(inner), None)
    if said == "true":
        return inner[: other.start()] + _lines(inner[other.start() :]) if other else inner
    if other is None:
        return _lines(inner)
    begin = other.end() if other["name"] == "else" else other.start()  # what is asked there nobody knows
    return _lines(inner[:begin]) + inner[begin:]


def _others(inner: str) -> Iterator[re.Match[str]]:
    """Where another part of the same condition begins."""
    depth = 0
    for found in _TAG.finditer(inner):
        if found["name"].startswith("e") and not found["name"].startswith("end"):
            yield from [found] * (not depth)
        else:
            depth += -1 if found["name"].startswith("end") else 1


def _lines(text: str) -> str:
    return "\n" * text.count("\n")
