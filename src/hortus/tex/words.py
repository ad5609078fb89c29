r"""`\text{…}` and its kin: words within a formula, which may hold formulas in turn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter

from hortus.tex.scan import read_group, replace_command

_SHAPES = (
    "text textrm textbf textit textsf texttt textnormal textup textmd mbox hbox fbox textsc emph".split()
)
TEXT = frozenset(_SHAPES)
# What may stand among words. All else is of formulas, and stands between two texts.
_WORDS = frozenset("textbf textit textrm textsf texttt text textnormal quad".split())
_SWITCHES = frozenset(
    "rm bf it sf tt cal sl sc em normalfont bfseries itshape ttfamily sffamily rmfamily displaystyle textstyle limits "
    "scriptstyle scriptscriptstyle centering left right notag nonumber relax".split()
)
_ACCENTS = "Hucvrtbdk"
_BARE = {"_": r"\_", "^": r"	extasciicircum "}
_ODD = re.compile(r"[\$_^]")
_MARK = re.compile(r"\\(?:[A-Za-z]+|.)|\$|[_^]", re.DOTALL)
_SIGNS = {
    "AA": "Å",
    "aa": "å",
    "AE": "Æ",
    "ae": "æ",
    "OE": "Œ",
    "oe": "œ",
    "O": "Ø",
    "o": "ø",
    "ss": "ß",
    "copyright": "©",
}
_SIGNS |= {
    "textcopyright": "©",
    "textregistered": "®",
    "pounds": "£",
    "dots": "…",
    "ldots": "…",
    "textellipsis": "…",
}
_SIGNS |= {
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "KaTeX": "KaTeX",
    "degree": "°",
    "textdegree": "°",
    "S": "§",
    "P": "¶",
}


def rewrite_texts(tex: str) -> str:
    for name in _SHAPES:
        if "\\" + name in tex:
            tex = replace_command(tex, name, partial(_rewrite, name))
    return tex


def _rewrite(name: str, text: str) -> str:
    if not _ODD.search(text):
        return rf"\{name}{{{text}}}"
    parts = list[str]()
    for is_words, group in groupby(_parts(text), itemgetter(0)):
        if run := "".join(part for _, part in group):
            parts.append(rf"\{name}{{{run}}}" if is_words else run)
    return parts[0] if len(parts) == 1 else f"{{{''.join(parts)}}}"


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    """(whether it is words, the part) of `text`, in order; the others are of formulas."""
    at = 0
    while found := _MARK.search(text, at):
        yield True, text[at : found.start()]
        mark, at = found[0], found.end()
        if mark in {"$", "\\("}:
            closer = "$" if mark == "$" else "\\)"
            end = text.find(closer, at)
            end = end if end >= 0 else len(text)
            yield False, f"{{{text[at:end]}}}"
            at = end + len(closer)
        elif (words := _words(mark)) is not None:
            yield True, words
        else:
            end = at if mark == "\\\\" else _arguments_end(text, at)
            yield False, text[found.start() : end] + " "
            at = end
    yield True, text[at:]


def _words(mark: str) -> str | None:
    """What `mark` is among words, or None for what is of formulas."""
    name = mark.removeprefix("\\")
    if mark in {"_", "^"}:
        return _BARE[mark]
    if name in _SIGNS:
        return _SIGNS[name]
    if name in _SWITCHES or mark == "\\)":
        return ""
    is_accent = len(name) == 1 and name in _ACCENTS
    return mark if name in _WORDS or is_accent or not (name.isalpha() or name == "\\") else None


def _arguments_end(text: str, at: int) -> int:
    while text.startswith("{", at) and (group := read_group(text, at)):
        at = group[1]
    return at
