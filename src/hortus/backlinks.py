"""What the filled holes of notes say of them: which pages they lead to, and which lead to them."""

from __future__ import annotations

from collections.abc import Mapping

from hortus.model import (
    Backlink,
    Embedded,
    Face,
    Fill,
    Filling,
    Hole,
    NotEmbedded,
    Picture,
    Ref,
    TagRef,
    Target,
)
from hortus.text import natural


def linked_pages(own: str, fill: Fill) -> tuple[str, ...]:
    """The paths of the pages that the note at `own` links to or embeds, each once, in the order of the text."""
    found = dict[str, None]()
    for filling in fill:
        match filling:
            case Target(state="note", path=path) | Embedded(ref=Ref(path=path)) if path and path != own:
                found[path] = None
            case _:
                pass
    return tuple(found)


def is_open(note: Face, fill: Fill) -> bool:
    """Whether everything that the holes of `note` name is published, so that their names may be read by all."""
    return all(_is_found(hole, filling) for hole, filling in zip(note.holes, fill, strict=True))


def _is_found(hole: Hole, filling: Filling) -> bool:
    match filling:
        case Target() | NotEmbedded(target=Target()):
            target = filling.target if isinstance(filling, NotEmbedded) else filling
            is_whole = bool(target.anchor) or not getattr(hole, "anchor", "")
            return target.state in {"note", "file"} and is_whole
        case Picture():
            return bool(filling.path)
        case Embedded():
            return bool(filling.anchor) or not getattr(hole, "anchor", "")
        case TagRef():
            return True


def backlinks(
    notes: list[Face], paths: Mapping[str, str], fills: Mapping[str, Fill]
) -> dict[str, tuple[Backlink, ...]]:
    """For each path in the site, the pages that link to it or embed it, by title."""
    found: dict[str, dict[str, list[int]]] = {}
    for note in notes:
        origin = paths[note.path]
        for number, filling in enumerate(fills[note.path]):
            match filling:
                case Target(state="note", path=path) | Embedded(ref=Ref(path=path)) if (
                    path and path != origin
                ):
                    found.setdefault(path, {}).setdefault(note.path, []).append(number)
                case _:
                    pass
    titles = {note.path: note.title for note in notes}
    return {
        path: tuple(
            Backlink(Ref(paths[note], titles[note]), note, tuple(holes))
            for note, holes in sorted(origins.items(), key=lambda item: natural(titles[item[0]]))
        )
        for path, origins in found.items()
    }
