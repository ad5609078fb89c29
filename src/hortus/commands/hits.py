"""What is printed of the sections that a question found."""

from __future__ import annotations

from hortus.report import CONTROL
from hortus.search.excerpt import excerpt
from hortus.search.finder import Answer, Hit

_NARROW = 40  # a terminal may say that it is no wider than nothing


def as_hits(answer: Answer, most: int) -> list[dict[str, object]]:
    """The sections found, best first, as `search --json` prints them."""
    return [
        {
            "path": hit.section.path,
            "anchor": hit.section.anchor,
            "title": hit.section.title,
            "heading": hit.section.heading,
            "score": hit.score,
        }
        for hit in answer.hits[:most]
    ]


def describe_hit(hit: Hit, file: str, width: int) -> tuple[str, str, str, list[tuple[int, int]]]:
    """(what the section is called and what stands above it, its file, an excerpt of so many characters, the marks in it)."""
    section = hit.section
    name = " › ".join([*section.folders, section.title, *([section.heading] if section.anchor else [])])
    text, marks = excerpt(CONTROL.sub(" ", section.text), hit.words, max(width, _NARROW))
    place = f"{file}#{section.anchor}" if section.anchor else file
    return CONTROL.sub(" ", name), CONTROL.sub(" ", place), text, marks
