"""Marks that were meant to do something, and stand on the page as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from hortus.checks.garden import Garden, Place, warn, without_spans
from hortus.model import Problem

_MOST = 20  # of one note, told each with its place
# Right behind a word or its end: elsewhere `[^abc]` may be a set of letters that an expression leaves out.
_FOOTNOTE = re.compile(
    r"(?<=[\w.,;:!?)\"'”’。，、；：！？）\ufffc])\[\^(?:\d{1,4}[a-z]?|[A-Za-z][\w-]{2,30}|[\u4e00-\u9fff]{1,8})\](?!:)|(?<!\S)\[\^\d{1,4}\](?!:)"
)
_COMMENT = re.compile(r"<!--")
_CONFLICT = re.compile(r"(?:<{7}|>{7}) \S")
_DISPLAY = re.compile(r"(?<!\S)\$\$(?!\$) ?([^\s$]{1,20})")
_TEX = re.compile(r"\\[A-Za-z]{2,}|[\^_]\{|\w\^\w")
_WITHIN = 200  # characters after dollars in which there is TeX if they were to begin a formula


def missing_footnotes(garden: Garden) -> Iterator[Problem]:
    """`[^1]` without `[^1]: …`."""
    for path, text in garden.texts.items():
        shown = dict.fromkeys(
            mark for section in text.sections for mark in _FOOTNOTE.findall(without_spans(section.text))
        )
        for mark in islice(shown, _MOST):
            place = garden.find(path, mark)
            if place[0]:
                message = f"`{mark}` is shown as it is written, for no footnote is called so"
                hint = f"write what it says on a line of its own: `{mark}: …`"
                yield warn("missing-footnote", message, path, place, hint)


def unclosed_comments(garden: Garden) -> Iterator[Problem]:
    """`<!--` within a paragraph that ends before the comment does: all of it is shown."""
    for path, text in garden.texts.items():
        if any(_COMMENT.search(without_spans(section.text)) for section in text.sections):
            place = garden.find(path, "<!--")
            if place[0]:
                message = "this begins a comment that never ends, and its words are shown"
                yield warn(
                    "unclosed-comment",
                    message,
                    path,
                    place,
                    "write `-->` where it ends, or `&lt;!--` if it is none",
                )


def conflicts(garden: Garden) -> Iterator[Problem]:
    """What git leaves in a file when two people changed the same lines."""
    for path in garden.texts:
        found = (number for number, line in garden.prose(path) if _CONFLICT.match(line))
        if number := next(found, 0):
            message = "git could not merge two versions of these lines, and both are shown"
            hint = "choose one of them, and delete the lines with `<<<<<<<`, `=======` and `>>>>>>>`"
            yield warn("conflict", message, path, (number, 1), hint)


def unclosed_formulas(garden: Garden) -> Iterator[Problem]:
    """`$$` that begins a formula and ends none."""
    for path, text in garden.texts.items():
        for section in text.sections:
            prose = without_spans(section.text) if "$$" in section.text else ""
            for found in _DISPLAY.finditer(prose):
                place = _opening(garden, path, found[1])
                if place[0] and _TEX.search(prose, found.start(), found.end() + _WITHIN):
                    hint = "write `$$` where the formula ends, too"
                    yield warn("unclosed-formula", "this formula never closes", path, place, hint)


def _opening(garden: Garden, path: str, word: str) -> Place:
    """Where `$$` stands before `word`, which may begin the next line."""
    opening = re.compile(rf"\$\$ ?{re.escape(word)}")
    lines = list(garden.prose(path))
    for (number, line), (_, following) in pairwise([*lines, (0, "")]):
        joined = f"{line.rstrip()} {following.lstrip()}" if line.rstrip().endswith("$$") else line
        if found := opening.search(joined):
            return number, found.start() + 1
    return 0, 0
