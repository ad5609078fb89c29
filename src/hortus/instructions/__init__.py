"""What the programs of sites find in notes and replace, as far as it is known: shortcodes, tags, attributes → Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from hortus.instructions import logseq, mkdocs, quarto
from hortus.instructions.hexo import HEXO
from hortus.instructions.hugo import HUGO
from hortus.instructions.jinja import JINJA
from hortus.instructions.kramdown import without_attributes
from hortus.instructions.liquid import LIQUID
from hortus.instructions.logseq import page_name, page_properties
from hortus.instructions.scan import Unknown, carry_out
from hortus.model import Program

__all__ = ["carried_out", "page_name", "page_properties"]

_LANGUAGES = {
    "hugo": (HUGO, ("{{<", "{{%")),
    "jekyll": (LIQUID, ("{{", "{%")),
    "hexo": (HEXO, ("{%", "{#")),
    "macros": (JINJA, ("{{", "{%", "{#")),
}


def carried_out(text: str, programs: Sequence[Program]) -> tuple[str, list[Unknown]]:
    """The Markdown that `programs` would make of `text`, one after another, and what in it nobody knows: that stands as it is
    written.
    """
    unknown = list[Unknown]()
    for number, program in enumerate(programs):
        text, odd = _carried_out(text, program)
        unknown = odd if number == 0 else [one for one in unknown if one.written in text or one.hides]
    return text, unknown


def _carried_out(text: str, program: Program) -> tuple[str, list[Unknown]]:
    if program == "logseq":
        return logseq.carried_out(text), []
    if program == "mkdocs":
        return mkdocs.without_attributes(text), []
    if program == "quarto":
        return quarto.carried_out(text), []
    language, marks = _LANGUAGES[program]
    unknown = list[Unknown]()
    if any(mark in text for mark in marks):
        text, unknown = carry_out(text, language)
    return without_attributes(text) if program == "jekyll" else text, unknown
