"""Tags that are written in more than one way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hortus.checks.garden import Garden, counted, warn
from hortus.model import Problem
from hortus.text import nfc

_LEAST = 4  # letters of what may have a plural
_NO_PLURAL = ("ss", "us", "is", "ics")


def alike_tags(garden: Garden) -> Iterator[Problem]:
    """Tags that differ in upper and lower case, in a hyphen, or as one from many."""
    notes = dict[str, list[str]]()
    for page in garden.pages:
        for tag in page.note.meta.tags:
            notes.setdefault(nfc(tag), []).append(page.note.path)
    groups = dict[str, list[str]]()
    for tag in notes:
        groups.setdefault(_bare(tag), []).append(tag)
    for group in groups.values():
        if len(group) > 1:
            most, *others = sorted(group, key=lambda tag: (-len(notes[tag]), tag))
            uses = Counter({tag: len(notes[tag]) for tag in group})
            rarest = others[-1]
            path = notes[rarest][0]
            names = " and ".join(f"`{tag}` ({counted(uses[tag], 'note')})" for tag in (most, *others))
            is_case = len({tag.casefold() for tag in group}) == 1
            message = f"the tags {names} {'differ only in case' if is_case else 'look like one'}"
            is_most = len(notes[most]) > max(len(notes[other]) for other in others)
            one = f"`{most}` is the one most notes have" if is_most else "choose one of them for all notes"
            hint = "they share a page" if is_case else one
            yield warn("alike-tags", message, path, garden.tag(path, rarest), hint)


def _bare(tag: str) -> str:
    bare = tag.casefold().replace("-", "").replace("_", "").replace(" ", "")
    return bare[:-1] if bare.endswith("s") and len(bare) > _LEAST and not bare.endswith(_NO_PLURAL) else bare
