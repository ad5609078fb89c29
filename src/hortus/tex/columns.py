"""The columns of arrays: what math-core knows of them is `l`, `c`, `r` and `|`."""

from __future__ import annotations

import re

from hortus.tex.scan import read_group

_ARRAY = re.compile(r"(\\\\)|\\begin\s*\{(array|subarray|tabular)\}\s*(?:\[[a-z]?\])?\s*(?=\{)")
_REPEATED = re.compile(r"\*\s*\{\s*(\d{1,2})\s*\}\s*\{([^{}]*)\}")
_DECORATION = re.compile(r"[@!<>]\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
_WIDTH = re.compile(r"[pmbwXS](?:\{[^{}]*\})*")
_ODD = re.compile(r"[^lcr|:]+")


def rewrite_arrays(tex: str) -> str:
    if "array" not in tex and "tabular" not in tex:
        return tex
    done, at = list[str](), 0
    for found in _ARRAY.finditer(tex):
        if found[1]:
            continue
        group = read_group(tex, found.end())
        if not group:
            continue
        name = "subarray" if found[2] == "subarray" else "array"
        done.append(f"{tex[at : found.start()]}\\begin{{{name}}}{{{_columns(group[0])}}}")
        at = group[1]
    return ("".join(done) + tex[at:]).replace(r"\end{tabular}", r"\end{array}")


def _columns(given: str) -> str:
    given = _REPEATED.sub(lambda found: found[2] * int(found[1]), given)
    given = _WIDTH.sub("l", _DECORATION.sub("", given))
    return _ODD.sub("", given).replace(":", "|") or "l"
