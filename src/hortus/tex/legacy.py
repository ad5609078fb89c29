r"""Escapes that were meant for Markdown and not for TeX.

Programs that read a formula as Markdown before it comes to TeX take a backslash away, so their authors write one
more: `p\_{c}`, `a \* b`, `\\\\` at the end of a row. Here formulas are TeX as they stand; what is plainly such an
escape is undone, what might be one only when the formula cannot be shown without.
"""

from __future__ import annotations

import re

_SIGNS = {"lt": "<", "gt": ">", "amp": "&"}
_ENTITY = re.compile(r"&(lt|gt|amp);")
_STAR = re.compile(r"\\\\|\\\*")
_UNDERSCORE = re.compile(r"\\\\|\\_")
_BASE = re.compile(r"(?:\\[A-Za-z]+|(?<![A-Za-z\\])[A-Za-z]|[})\]'])$")
_LONGEST_BASE = 24
_SUBSCRIPT = re.compile(r"\{|[A-Za-z0-9](?![A-Za-z])|\\[A-Za-z]")
_ROWS = re.compile(r"\\\\\\\\(?=\s|$|\[)")
_SET = re.compile(r"\\\\([{}])")
_SPACING = re.compile(r"\\\\([,;:!])")
_ANY = re.compile(r"\\\\(?=[{}_,;:!%#&|])|\\(?=[*+\-=.<()\[\]\"'@?/~^`_])")


def undo_plain(tex: str, names: set[str]) -> str:
    """`tex` without the escapes that TeX has no use for; `names` are its commands."""
    if "&" in tex and ";" in tex:
        tex = _ENTITY.sub(lambda found: _SIGNS[found[1]], tex)
    if "*" in names:
        tex = _STAR.sub(lambda found: "*" if found[0] == "\\*" else found[0], tex)
    if "_" in names and "\\text" not in tex and "\\mathrm" not in tex and "\\operatorname" not in tex:
        tex = _UNDERSCORE.sub(_undo_index, tex)
    if "\\" in names:
        tex = _ROWS.sub(r"\\\\", tex)
        if "begin" not in names:
            if tex.count("\\\\{") == tex.count("\\\\}") > 0:
                tex = _SET.sub(r"\\\1", tex)
            tex = _SPACING.sub(r"\\\1", tex)
    return tex


def _undo_index(found: re.Match[str]) -> str:
    r"""`\_` with a group to it, or between single letters, is an index; in `one\_hot` it is part of a name."""
    text, start, end = found.string, found.start(), found.end()
    if found[0] == "\\\\":
        return found[0]
    is_group = text.startswith("{", end)
    is_base = _BASE.search(text[max(0, start - _LONGEST_BASE) : start])
    return "_" if is_group or (is_base and _SUBSCRIPT.match(text, end)) else "\\_"


def undo_all(tex: str) -> str:
    """`tex` without anything that might be such an escape."""
    return _ANY.sub(lambda found: found[0][1:], tex)
