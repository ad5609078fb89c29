"""A section as the texts of the index have it."""

from __future__ import annotations

from dataclasses import dataclass

from hortus.search.store import Store
from hortus.text import Span, parted

Ref = tuple[int, int]  # slot of the passage, number of the section in it


@dataclass(frozen=True, slots=True)
class Section:
    """`anchor` and `heading` are "" at the top of a note; `spans` say where code and formulas stand in the text."""

    path: str
    anchor: str
    title: str
    heading: str
    folders: tuple[str, ...]
    tags: tuple[str, ...]
    aliases: tuple[str, ...]
    text: str
    spans: tuple[Span, ...]


def read_section(ref: Ref, store: Store) -> Section:
    slot, number = ref
    path, title, folders, tags, aliases, sections = store.fragment(slot)
    anchor, heading, marked = sections[number]
    text, spans = parted(marked)
    return Section(
        path, anchor, title, heading, tuple(folders), tuple(tags), tuple(aliases), text, tuple(spans)
    )
