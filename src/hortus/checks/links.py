"""Links: names that are wanted and not written, and those that mean a file by other letters than its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hortus.checks.garden import Garden, Place, counted, fold, listed, warn
from hortus.endings import NOTES
from hortus.model import Embed, File, Image, Link, Problem
from hortus.text import nfc

_SUFFIXES = ("", *NOTES)
_EMPTY = re.compile(r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*(?:<>)?\s*\)")  # `[text](#)` leads to the top


@dataclass(frozen=True, slots=True)
class _Wish:
    """A link to what nobody has written: its name as it stands there, the note and the place."""

    name: str
    path: str
    place: Place


def missing_pages(garden: Garden) -> Iterator[Problem]:
    """Names that several notes link to and no note has, the most wanted first."""
    for wishes in sorted(_wanted(garden), key=lambda wishes: (-len(wishes), wishes[0].path)):
        first, *others = wishes
        notes = len({wish.path for wish in wishes})
        message = f"nothing here is called `{first.name}`, and {counted(notes, 'note')} link to it"
        places = dict.fromkeys(f"{wish.path}:{wish.place[0]}" for wish in (first, *others))
        also = listed([*places][1:])
        yield warn("missing-page", message, first.path, first.place, f"also in {also}")


def told_together(garden: Garden) -> frozenset[tuple[str, Place, str]]:
    """The notes, places and messages of those missing links that `missing_pages` tells of, so that they are said once."""
    return frozenset(
        (wish.path, wish.place, f"nothing here is called `{wish.name}`")
        for wishes in _wanted(garden)
        for wish in wishes
    )


def _wanted(garden: Garden) -> list[list[_Wish]]:
    wishes = dict[str, list[_Wish]]()
    for fault in garden.site.faults:
        if fault.code != "missing-link":
            continue
        hole = garden.faces[fault.path].holes[fault.hole]
        if isinstance(hole, Link | Embed) and hole.target:
            is_wiki = isinstance(hole, Embed) or hole.wiki
            key = fold(hole.target) if is_wiki else fold(_joined(fault.path, hole.target) or hole.target)
            place = garden.places[fault.path][fault.hole]
            wishes.setdefault(key.removesuffix(".md"), []).append(_Wish(hole.target, fault.path, place))
    return [found for found in wishes.values() if len({wish.path for wish in found}) > 1]


def empty_links(garden: Garden) -> Iterator[Problem]:
    """`[text]()`, whose address was to come later."""
    for page in garden.pages:
        path = page.note.path
        for hole, (line, column) in garden.holes(page):
            is_bare = isinstance(hole, Link) and not (hole.wiki or hole.target or hole.anchor)
            if is_bare and line and (found := _EMPTY.match(garden.lines(path)[line - 1], column - 1)):
                hint = "write between the parentheses where it leads, or put code between backticks"
                yield warn("empty-link", f"`{found[0]}` leads nowhere", path, (line, column), hint)


def wrong_case(garden: Garden) -> Iterator[Problem]:
    """Addresses that mean a file by its path, but in other letters, so that they lead nowhere on most other systems."""
    exact = {nfc(path) for path in (*garden.faces, *garden.files)}
    folded = dict[str, str]()
    for path in sorted(exact):
        folded.setdefault(path.casefold(), path)
    for page in garden.pages:
        for hole, place in garden.holes(page):
            if isinstance(hole, File | Link | Image) and hole.target and not getattr(hole, "wiki", False):
                meant = _meant(page.note.path, hole.target, exact, folded)
                if meant and meant in exact and (meant in garden.files or _is_published(garden, meant)):
                    message = f"`{hole.target}` differs in upper and lower case from the file {meant}"
                    hint = "it works here, but not on GitHub or in other programs"
                    yield warn("wrong-case", message, page.note.path, place, hint)


def _meant(origin: str, target: str, exact: set[str], folded: dict[str, str]) -> str:
    """The file that `target` means by other letters; "" when it means one by its own, or none."""
    target = nfc(target)
    joined = [_joined(origin, target), _joined("", target)]
    for path in joined[1:] if target.startswith("/") else joined:
        for suffix in _SUFFIXES if path else ():
            if f"{path}{suffix}" in exact:
                return ""
            if found := folded.get(f"{path}{suffix}".casefold()):
                return found
    return ""


def _joined(origin: str, target: str) -> str:
    """`target` as seen from the note `origin`; "" when it leads out of the folder."""
    parts = origin.split("/")[:-1]
    for part in target.split("/"):
        if part == ".." and not parts:
            return ""
        if part == "..":
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def _is_published(garden: Garden, path: str) -> bool:
    return path in garden.texts
