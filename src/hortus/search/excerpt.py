"""A text → the part of it that shows best why it was found."""

from __future__ import annotations

from hortus.search.words import tokens

Mark = tuple[int, int]


def excerpt(text: str, words: frozenset[str], most: int) -> tuple[str, list[Mark]]:
    """(at most `most` characters of `text` on one line, where the `words` stand in them). The part with the most of them is
    taken, and of those the first; what is left out is shown as dots.
    """
    text = " ".join(text.split())
    marks = [mark for token in tokens(text) for mark in _marks(token.start, token.raw, token.words, words)]
    room = most - 4
    counts = [sum(start <= other < start + room * 3 // 4 for other, _ in marks) for start, _ in marks]
    first = marks[counts.index(max(counts))][0] if marks else 0
    lead = first - room // 6
    begin = 0 if len(text) <= most or first < room // 4 else text.rfind(" ", 0, lead) + 1
    if len(text) > most and first - begin > room // 2:  # no space is near: Chinese and the like have none
        begin = lead
    end = (
        len(text)
        if begin + room >= len(text)
        else max(text.rfind(" ", begin, begin + room), begin + room // 2)
    )
    before, after = "… " if begin else "", " …" if end < len(text) else ""
    shift = len(before) - begin
    shown = [(start + shift, stop + shift) for start, stop in marks if begin <= start and stop <= end]
    return f"{before}{text[begin:end]}{after}", shown


def _marks(start: int, raw: str, found: tuple[str, ...], words: frozenset[str]) -> list[Mark]:
    """Of Chinese and the like the pairs that were found, joined; else the whole token."""
    if not all(raw.startswith(word, at) for at, word in enumerate(found)):
        return [(start, start + len(raw))] if not words.isdisjoint(found) else []
    marks = list[Mark]()
    for at, word in enumerate(found):
        if word in words:
            begin, end = start + at, start + at + len(word)
            if marks and begin <= marks[-1][1]:
                marks[-1] = marks[-1][0], end
            else:
                marks.append((begin, end))
    return marks
