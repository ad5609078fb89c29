"""Macros of formulas as owners write them, in `hortus.yaml` or at the top of a note."""

from __future__ import annotations

import re

from hortus.text import clean

_NAME = re.compile(r"[A-Za-z]+")


def read_macros(value: object) -> tuple[tuple[str, str], ...]:
    r"""`R: \mathbb{R}` and the like as (command without backslash, what it stands for). Raises ValueError.

    MathJax's `[TeX, number of arguments]` is read too; the number is known from the TeX.
    """
    if not isinstance(value, dict):
        message = r"must have macros as lines of `name: TeX`, such as `R: '\mathbb{R}'`"
        raise ValueError(message)  # noqa: TRY004  (the one error that callers report)
    macros = list[tuple[str, str]]()
    for name, text in value.items():
        command = str(name).removeprefix("\\")
        tex = text[0] if isinstance(text, list) and text else text
        if not _NAME.fullmatch(command):
            raise ValueError(f"has a macro `{command}`; the name of a macro is made of letters")
        if isinstance(tex, dict | list):
            raise ValueError(f"has a macro `{command}` that is no line of TeX")  # noqa: TRY004
        macros.append((command, "" if tex is None else clean(str(tex))))
    return tuple(macros)
