"""Which letters can be drawn into a picture: those of the one font that comes with Hortus, the font of formulas."""

from __future__ import annotations

import re

_DRAWN = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u00b1\u00b4-\u00b8\u00ba\u00bb\u00bf-\u00ff\u0391-\u03a1\u03a3-\u03a9\u03b1-\u03c9\u2013\u2014\u2018\u2019\u201c\u201d\u2026]+"
)


def is_drawn(text: str) -> bool:
    """Whether the font has every letter of `text`, and there is one."""
    return _DRAWN.fullmatch(text) is not None


def drawn(text: str) -> str:
    """`text` when it can be drawn, else nothing: half a name is worse than none."""
    return text if is_drawn(text) else ""
