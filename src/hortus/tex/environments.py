r"""Environments by the names that math-core has for them, and their rows.

An environment that LaTeX numbers comes here with its numbers as `\tag`s, or else has none: then the one of its kind
that stands within formulas says the same with less.
"""

from __future__ import annotations

import re

from hortus.tex.scan import split_rows

_MARK = re.compile(r"(\\\\)|\\(begin|end)\s*\{\s*([A-Za-z]+)(\*?)\s*\}(?:\s*\[[a-zA-Z]\](?=\s*[^\]]))?")
_WITH_COUNT = {"alignat", "alignedat", "xalignat", "xxalignat"}
_COUNT = re.compile(r"(\\begin\{(?:alignat|alignedat|xx?alignat)\*?\})\s*\{\s*\d*\s*\}")
_NAMES = {
    "split": "aligned",
    "alignedat": "aligned",
    "dcases": "dcases",
    "darray": "array",
    "drcases": "rcases",
    "smallmatrix": "smallmatrix",
}
_NUMBERED = {
    "align": "aligned",
    "alignat": "aligned",
    "xalignat": "aligned",
    "xxalignat": "aligned",
    "flalign": "aligned",
    "eqnarray": "aligned",
    "gather": "gathered",
    "multline": "multline*",
}
_TAGGED = {
    "alignat": "align",
    "xalignat": "align",
    "xxalignat": "align",
    "flalign": "align",
    "eqnarray": "align",
}
_CLASSES = {
    "alignat": "alignat",
    "alignedat": "alignat",
    "xalignat": "flalign",
    "xxalignat": "flalign",
    "flalign": "flalign",
}
_EMPTY = {
    "equation",
    "displaymath",
    "math",
    "subequations",
    "dmath",
    "document",
    "center",
    "small",
    "scriptsize",
}
_SMALL = re.compile(r"([pbvBV]?)smallmatrix")
_FENCES = {"p": "()", "b": "[]", "v": "||", "V": (r"\|", r"\|"), "B": (r"\{", r"\}")}
_GAP = re.compile(
    r"(\\\\(?:\s*\*)?)\s*\[\s*(?:-?\d*\.?\d+\s*(?:pt|em|ex|mm|cm|in|px|mu|pc|sp|bp|dd|cc)|-?\d*\.?\d*\s*\\[A-Za-z]+)\s*\]"
)
_ROW_STAR = re.compile(r"\\\\\*")
_ROW = re.compile(r"\\(?:cr|newline|tabularnewline)(?![A-Za-z])")
_EQNARRAY = re.compile(r"(\\begin\{eqnarray\*?\})(.*?)(?=\\end\{eqnarray\*?\})", re.DOTALL)
_MIDDLE = re.compile(r"&([^&]*)&")


def table_class(tex: str) -> str:
    """How the table that `tex` begins with is set where that is not as usual: its columns touch, or fill the line."""
    for found in _MARK.finditer(tex):
        if found[3] and found[3] not in _EMPTY:
            return _CLASSES.get(found[3], "")
    return ""


def rename_environments(tex: str) -> str:
    if "eqnarray" in tex:
        tex = _EQNARRAY.sub(_two_columns, tex)
    if "alignat" in tex or "alignedat" in tex:
        tex = _COUNT.sub(r"\1", tex)
    has_tag = "\\tag" in tex
    return _MARK.sub(lambda found: found[0] if found[1] else _renamed(found, has_tag=has_tag), tex)


def _renamed(found: re.Match[str], *, has_tag: bool) -> str:
    kind, name, star = found[2], found[3], found[4]
    is_begin = kind == "begin"
    if name in _EMPTY:
        return rf"\{kind}{{equation*}}" if has_tag and name == "equation" else " "
    if has_tag and (name in _NUMBERED or name == "multline"):
        return rf"\{kind}{{{_TAGGED.get(name, name)}*}}"
    if name in _NUMBERED:
        return rf"\{kind}{{{_NUMBERED[name]}}}"
    if small := _SMALL.fullmatch(name):
        return _small(small[1], is_begin=is_begin)
    if name.endswith("matrix") and star:
        return rf"\{kind}{{{name}}}"
    name = _NAMES.get(name, name)
    keeps_option = (
        found[0].endswith("]") and name not in {"aligned", "gathered"} and not name.endswith("matrix")
    )
    return rf"\{kind}{{{name}{star}}}" + (found[0][found[0].rindex("}") + 1 :] if keeps_option else "")


def _small(fence: str, *, is_begin: bool) -> str:
    left, right = _FENCES.get(fence, ("", ""))
    if is_begin:
        return (rf"\left{left}" if left else "") + r"\begin{subarray}{c}"
    return r"\end{subarray}" + (rf"\right{right}" if right else "")


def _two_columns(found: re.Match[str]) -> str:
    """`a &=& b` as `a &= b`."""
    return found[1] + r"\\ ".join(_MIDDLE.sub(r"&{}\1{}", row, count=1) for row in split_rows(found[2]))


def close_rows(tex: str, names: set[str]) -> str:
    r"""`tex` with its rows ended by `\\` alone, and rows outside an environment in one."""
    if not names.isdisjoint({"cr", "newline", "tabularnewline"}):
        tex = _ROW.sub(r"\\\\", tex)
    if "\\\\" not in tex:
        return tex
    if "[" in tex:
        tex = _GAP.sub(r"\1 ", tex)
    tex = _ROW_STAR.sub(r"\\\\ ", tex)
    rows = split_rows(tex)
    if len(rows) == 1 or "\\tag" in tex:
        return tex
    rows = rows if rows[-1].strip() else rows[:-1]
    if len(rows) == 1:
        return rows[0]
    return r"\begin{gathered}" + r"\\ ".join(rows) + r"\end{gathered}"
