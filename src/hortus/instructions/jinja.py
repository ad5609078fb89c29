"""Jinja as the plugin `macros` of MkDocs reads it in notes: its comments, and what is kept from it. Nothing is evaluated."""

from __future__ import annotations

from hortus.instructions.conditions import otherwise, when_true
from hortus.instructions.hidden import Hidden
from hortus.instructions.liquid import TAG, end_of, without_raw
from hortus.instructions.scan import Language

# Also in code, unless that is kept from it.
_HIDDEN = (
    Hidden(r"\{%[-+]?\s*raw\s*[-+]?%\}", r"\{%[-+]?\s*endraw\s*[-+]?%\}", is_kept=True),
    # A text that looks like a comment.
    Hidden(r"""\{\{[-+]?\s*+(?=(?:'[^'\n]{0,300}+'|"[^"\n]{0,300}+")\s*+[-+]?\}\})""", r"\}\}", is_kept=True),
    Hidden(r"\{\#", r"\#\}", is_flat=True),
)


def _value(expression: str) -> str | None:
    """A text stands for itself."""
    inner = expression[1:-1]
    is_text = len(expression) > 1 and expression[0] == expression[-1] and expression[0] in "\"'"
    return inner if is_text and expression[0] not in inner else None


JINJA = Language(
    tag=TAG,
    close=end_of,
    singles={"else": otherwise},
    pairs={"raw": lambda _, inner: inner, "if": when_true},
    verbatim=frozenset({"raw"}),
    value=_value,
    in_code=without_raw,
    hidden=_HIDDEN,
)
