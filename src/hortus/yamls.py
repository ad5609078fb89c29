"""YAML that may have been written to do harm: what is nested deeper than anybody writes is refused, for the library would take
minutes for it, or all of the stack.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

_DEEPEST = 200  # levels
_BRACKET = re.compile(r"[\[{]|[\]}]")
_ROW = re.compile(rf"(?:[-?:]\s+){{{_DEEPEST}}}")  # lists in lists, or keys that are keys of their own


def load(text: str, loader: Any = yaml.SafeLoader) -> Any:
    """What `text` says, as `loader`, a safe one, has it. Raises YAMLError, ValueError and RecursionError."""
    check(text)
    return yaml.load(text, Loader=loader)  # noqa: S506  (as above)


def check(text: str) -> None:
    """Raises YAMLError for what is nested too deeply."""
    if max(text.count("["), text.count("{")) > _DEEPEST // 2 and _brackets(text) > _DEEPEST:
        raise yaml.YAMLError("its brackets are nested too deeply")
    if _ROW.search(text):
        raise yaml.YAMLError("its lists are nested too deeply")


def _brackets(text: str) -> int:
    """The most brackets that are open at once, those in quotes too."""
    deepest = depth = 0
    for found in _BRACKET.finditer(text):
        depth = depth + 1 if found[0] in "[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest
