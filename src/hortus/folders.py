"""The folders of the site: the page of each, what is listed there in which order, and the notes before and after each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from hortus.dates import EARLIEST
from hortus.model import Entry, Face, Folder, FolderRef, Page, Ref
from hortus.places import HOME, Places, ancestors, is_index, parent
from hortus.text import natural, nfc, prettify


@dataclass(frozen=True, slots=True)
class Room:
    """A folder's page: its path in the site, its title, and the note that stands there or ""."""

    path: str
    title: str
    index: str


def own_pages(notes: list[Face], paths: dict[str, str]) -> dict[str, Face]:
    """The note that is each folder's own page.

    A folder that holds nothing but its index is no folder but a note with its pictures, listed one level higher.
    """
    own: dict[str, Face] = {}
    for note in notes:
        folder = parent(note.path)
        if paths[note.path] == HOME:
            own[""] = note
        elif is_index(note.path) and not note.meta.permalink and folder:
            own.setdefault(folder, note)
    indexes = {note.path for note in own.values()}
    others = Counter(
        folder for note in notes for folder in ancestors(note.path) if folder and note.path not in indexes
    )
    # An index below counts for the folders above its own.
    others.update(above for folder, note in own.items() if folder for above in ancestors(folder) if above)
    return {folder: note for folder, note in own.items() if not folder or others[folder]}


def shelves_of(notes: list[Face], own: dict[str, Face]) -> dict[str, str | None]:
    """The folder in which each note is listed; None for a note that is a folder's own page."""
    pages = {note.path for note in own.values()}
    shelves: dict[str, str | None] = {}
    for note in notes:
        folder = parent(note.path)
        is_alone = is_index(note.path) and folder and folder not in own and not note.meta.permalink
        shelves[note.path] = None if note.path in pages else parent(folder) if is_alone else folder
    return shelves


def rooms_of(
    own: dict[str, Face], shelves: dict[str, str | None], paths: dict[str, str], places: Places
) -> dict[str, Room]:
    """The page of every folder in which something is listed, and of those above it; "" is the root."""
    listed = {
        folder for shelf in shelves.values() if shelf is not None for folder in [*ancestors(shelf), shelf]
    }
    listed |= {folder for own_folder in own for folder in ancestors(own_folder)}
    rooms: dict[str, Room] = {}
    for folder in sorted({"", *listed, *own}, key=lambda name: (natural(name), name)):
        note = own.get(folder)
        if note:
            rooms[folder] = Room(paths[note.path], note.title, note.path)
        else:
            rooms[folder] = Room(places.folder(folder), prettify(nfc(folder.rpartition("/")[2])), "")
    return rooms


def crumbs_to(shelf: str | None, rooms: dict[str, Room]) -> tuple[Ref, ...]:
    """The folders above a note that is listed in `shelf`, outermost first, without the root."""
    folders = [*ancestors(shelf), shelf] if shelf else []
    return tuple(Ref(rooms[folder].path, rooms[folder].title) for folder in folders if folder)


def folders_of(
    pages: tuple[Page, ...],
    entries: dict[str, Entry],
    shelves: dict[str, str | None],
    rooms: dict[str, Room],
) -> tuple[Folder, ...]:
    by_path = {page.note.path: page for page in pages}
    rows: dict[str, list[Face]] = {folder: [] for folder in rooms}
    for page in pages:
        shelf = shelves[page.note.path]
        if shelf is not None:
            rows[shelf].append(page.note)
    totals = Counter(dict.fromkeys(rooms, 0))
    for folder, row in rows.items():
        totals.update({above: len(row) for above in {*ancestors(folder), folder}})
    below: dict[str, list[str]] = {folder: [] for folder in rooms}
    for folder in sorted(rooms, key=natural):
        if folder:
            below[parent(folder)].append(folder)
    return tuple(
        Folder(
            path=room.path,
            name=folder,
            title=room.title,
            page=by_path.get(room.index),
            crumbs=crumbs_to(parent(folder), rooms) if folder else (),
            folders=tuple(
                FolderRef(rooms[name].path, rooms[name].title, totals[name]) for name in below[folder]
            ),
            notes=tuple(entries[note.path] for note in _in_order(rows[folder])),
        )
        for folder, room in rooms.items()
    )


def neighbours_in_folders(
    notes: list[Face], shelves: dict[str, str | None], paths: dict[str, str]
) -> dict[str, tuple[Ref | None, Ref | None]]:
    """The notes before and after each in its folder; a folder's own page stands outside the row."""
    result: dict[str, tuple[Ref | None, Ref | None]] = {note.path: (None, None) for note in notes}
    rows: dict[str, list[Face]] = {}
    for note in notes:
        if (shelf := shelves[note.path]) is not None:
            rows.setdefault(shelf, []).append(note)
    for row in rows.values():
        ordered = _in_order(row)
        refs = [None, *(Ref(paths[note.path], note.title) for note in ordered), None]
        result |= {note.path: (refs[number], refs[number + 2]) for number, note in enumerate(ordered)}
    return result


def _in_order(notes: list[Face]) -> list[Face]:
    """The order of reading: by `order` where notes have one, else by date if all are dated, else by name."""
    by_name = sorted(notes, key=lambda note: natural(note.path))
    if any(note.meta.order is not None for note in notes):
        return sorted(by_name, key=lambda note: float("inf") if note.meta.order is None else note.meta.order)
    if all(note.meta.date is not None for note in notes):
        return sorted(by_name, key=lambda note: note.meta.date or EARLIEST)
    return by_name
