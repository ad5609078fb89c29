"""The numbers of headings: 1, 1.1, 1.2, 2 … They are counted here and shown by the style sheet, so that no copy of a heading and
no link to it holds one, and text and table of contents cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from hortus.model import Heading, Note

# `1.2 Name`, `3) Name`, `4、名`; a year or the `2D` of a word is none.
_OWN = re.compile(r"\s*(?:§\s*)?(\d{1,3}(?:\.\d{1,3})*)(?:[.)）、．:：](?!\d)|\s)")
# `IV. Name`, `二、名`, `第三章`: numbers too, but not read
_OTHER = re.compile(
    r"\s*(?:[IVXLC]+[.)]\s|[(（]?[一二三四五六七八九十百]{1,4}[)）、.．]|第[\d一二三四五六七八九十百]{1,4}[章节節篇部讲課课])"
)


def numbers_of(note: Note, *, numbered: bool) -> Mapping[str, str]:
    """The number of each heading by its anchor, if the note wants them, or says nothing and all are `numbered`."""
    wanted = numbered if note.meta.numbered is None else note.meta.numbered
    return count(note.headings) if wanted else {}


def count(headings: Iterable[Heading]) -> dict[str, str]:
    """A heading that begins with a number of its own gets no other; it is counted, and those below and after it go by its number."""
    numbers = dict[str, str]()
    levels = list[int]()  # of the headings that a further one may stand below
    places = list[
        tuple[str, int]
    ]()  # of the last at each depth: what its number begins with, and how it ends
    for heading in headings:
        while levels and levels[-1] >= heading.level:
            levels.pop()
        depth = len(levels)
        levels.append(heading.level)
        above = "".join(f"{begin}{end}." for begin, end in places[:depth][-1:])
        begin, end = places[depth] if depth < len(places) else (above, 0)
        own = _OWN.match(heading.text)
        if own:
            first, _, last = own[1].rpartition(".")
            begin, end = (f"{first}." if first else above), int(last) - 1
        places = [*places[:depth], (begin, end + 1)]
        if not own and not _OTHER.match(heading.text):
            numbers[heading.anchor] = f"{begin}{end + 1}"
    return numbers
