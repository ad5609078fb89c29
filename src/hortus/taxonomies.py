"""Where the program that the notes were written for has its lists of them: old addresses that lead to the lists of this site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from hortus.model import Addresses, Face, Ref, TagRef
from hortus.permalink import categories_of, written
from hortus.places import ARCHIVE, TAGS, Places

_NAME = ":name"
_PAGES = {"tags": TAGS, "categories": TAGS, "archive": ARCHIVE}


def old_lists(
    notes: Sequence[Face], tags: Mapping[str, TagRef], addresses: Addresses, places: Places
) -> Iterator[tuple[str, Ref]]:
    """(an address, the page that it leads to): of the lists of `notes` by tag, by category and by date. The pages of all tags and of
    all dates have no title here. `tags` are by their folded names.
    """
    for kind, pattern in addresses.lists:
        if _NAME not in pattern:
            if any(note.meta.date for note in notes) if kind == "archive" else tags:
                yield pattern, Ref(_PAGES[kind], "")
            continue
        renamed = dict(addresses.tags if kind == "tags" else addresses.categories)
        every = ((places.below(note), way) for note in notes for way in _ways(note, kind, addresses.program))
        for below, way in dict.fromkeys(every):
            tag = tags[way[-1].casefold()]
            named = "/".join(_path(renamed.get(name, name), addresses.program) for name in way)
            if all(named.split("/")):
                yield f"/{below}/{pattern.replace(_NAME, named)}".replace("//", "/"), Ref(tag.path, tag.name)


def _ways(note: Face, kind: str, program: str) -> Iterator[tuple[str, ...]]:
    """The tags or categories of a note, each with those that it lies in: to Hexo a category lies in that before it."""
    if kind == "tags":
        yield from ((name,) for name in note.meta.tags)
        return
    known = {tag.casefold() for tag in note.meta.tags}
    yield from ((name,) for name in categories_of(note) if name.casefold() in known)
    for names in note.meta.branches if program == "hexo" else ():
        yield from accumulate((name,) for name in names if name.casefold() in known)


def _path(name: str, program: str) -> str:
    return "/".join(written(part, "category", program) for part in name.split("/"))
