"""Notes → Site: who is published, where each page is, and which pages are its neighbours."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from hortus.dating import date_of
from hortus.graph import graph_of
from hortus.links import Linker, backlinks, is_open, linked_pages
from hortus.memo import digest
from hortus.model import (
    Entry,
    Face,
    Fill,
    Folder,
    FolderRef,
    Hidden,
    Page,
    Redirect,
    Ref,
    Site,
    Span,
    TagRef,
    Term,
)
from hortus.places import HOME, Permalinks, Places, ancestors, is_index, parent, tags_above
from hortus.related import find_related
from hortus.series import find_series, neighbours
from hortus.text import natural, nfc, prettify

_SHOWN_TAGS = 8  # of a note in a list
_UNREAD = ("adoc", "mdx", "org", "qmd", "rmd", "rst")
_EARLIEST = datetime.datetime(1, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True, slots=True)
class Selection:
    """What the build is asked to show besides finished notes, and the moment that counts as now; whether notes have to say that
    they are to be shown, which tags hide those that have them, and how addresses are made by `program`, which they were written for. `below` is where the site is to
    lie on its host, as `/blog/`, "" for its root.
    """

    now: datetime.datetime
    drafts: bool = False
    future: bool = False
    opt_in: bool = False
    locked: tuple[str, ...] = ()
    permalinks: Permalinks = ()
    program: str = ""
    below: str = ""

    def settled(self, dates: Iterable[datetime.datetime]) -> Selection:
        """The same for all moments between which none of `dates` lies: its `now` is the latest of them that has come."""
        return replace(self, now=max((date for date in dates if date <= self.now), default=_EARLIEST))


def assemble(
    notes: Iterable[Face],
    files: Iterable[str],
    ignored: int,
    selection: Selection,
    wanted: tuple[str, ...] = (),
    spans: Iterable[Span] = (),
) -> Site:
    """Link the whole site.

    `files` are the paths of all other files in the folder of notes; those of them that are `wanted` are published
    though no note uses them. `spans` are the dates of those notes that have a past.
    """
    files = tuple(files)
    pasts = {span.path: span for span in spans}
    everything = sorted(notes, key=lambda note: (natural(note.path), note.path))
    reasons = Counter(why_hidden(note, selection) for note in everything)
    shown = [note for note in everything if not why_hidden(note, selection)]
    public = [note for note in shown if not note.meta.unlisted]
    places = Places(selection.permalinks, selection.program)
    paths = {note.path: places.note(note) for note in shown}
    tags = places.tags(public)
    own = _own_pages(public, paths)
    shelves = _shelves(public, own)
    rooms = _rooms(own, shelves, paths, places)
    folders = {folder: room.path for folder, room in rooms.items()}
    linker = Linker(everything, files, paths, folders, tags, places, selection.below)
    fills = {note.path: linker.fill(note) for note in shown}
    covers = {note.path: linker.cover(note) for note in shown}
    for path in sorted(set(wanted) & set(files)):
        linker.use(path)
    linked = backlinks(public, paths, fills)
    listed = {paths[note.path] for note in public}
    links = [
        tuple(path for path in linked_pages(paths[note.path], fills[note.path]) if path in listed)
        for note in public
    ]
    refs = {paths[note.path]: Ref(paths[note.path], note.title) for note in public}
    series, of_series = find_series(public, paths)
    beside = {**_neighbours(public, shelves, paths), **neighbours(series)}
    related = find_related(public, paths, links, beside)
    pages = tuple(
        _page(
            paths[note.path],
            note,
            fills[note.path],
            tuple(dict.fromkeys(tags[tag.casefold()] for tag in note.meta.tags)),
            _crumbs(shelves[note.path], rooms),
            tuple(refs[path] for path in outgoing if path in refs),
            linked.get(paths[note.path], ()),
            related.get(note.path, ()),
            *beside[note.path],
            covers[note.path],
            places.twin(paths[note.path]),
            places.card(paths[note.path]),
            is_open(note, fills[note.path]),
            *date_of(note, pasts.get(nfc(note.path))),
            series.get(note.path),
        )
        for note, outgoing in zip(public, links, strict=True)
    )
    unlisted = tuple(
        _unlisted(paths[note.path], note, fills[note.path], covers[note.path], tags)
        for note in shown
        if note.meta.unlisted
    )
    entries = {page.note.path: _entry(page) for page in pages}
    indexes = {room.index for room in rooms.values()}
    recent = tuple(_newest(entry for path, entry in entries.items() if path not in indexes))
    pinned = {paths[note.path] for note in public if note.meta.pinned}
    return Site(
        pages=pages,
        folders=_folders(pages, entries, shelves, rooms),
        terms=_terms(public, entries, tags, places),
        recent=recent,
        pinned=tuple(entry for entry in recent if entry.path in pinned),
        redirects=_redirects((*pages, *unlisted), places),
        assets=tuple(sorted(linker.assets.items())),
        hidden=Hidden(reasons["draft"], reasons["future"], reasons["private"], ignored, _unread(files)),
        links=linker.link_counts,
        images=linker.image_counts,
        problems=(*places.problems, *linker.problems, *of_series),
        faults=linker.faults,
        prints=_prints([room.path for room in rooms.values()], [tag.path for tag in tags.values()], places),
        graph=graph_of(pages),
        unlisted=unlisted,
    )


def _page(path: str, note: Face, fill: Fill, *rest: Any) -> Page:
    """A page with the digest of all that it is made of; `rest` are its further fields in their order."""
    fill_key = digest(fill)
    return Page(digest(path, note, fill_key, *rest), path, note, fill_key, fill, *rest)


def _unlisted(path: str, note: Face, fill: Fill, cover: str, tags: dict[str, TagRef]) -> Page:
    """A page that stands alone: no folder, no neighbours, nothing that links to it; tags only where other notes have them."""
    known = tuple(dict.fromkeys(tags[tag.casefold()] for tag in note.meta.tags if tag.casefold() in tags))
    alone: tuple[Any, ...] = (known, (), (), (), (), None, None, cover, "", "", False)
    return _page(path, note, fill, *alone, note.meta.date, note.meta.updated, None)


def _unread(files: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """How many of the files are notes that only others can read, by their endings."""
    endings = Counter(path.rpartition(".")[2].lower() for path in files)
    return tuple((ending, endings[ending]) for ending in _UNREAD if endings[ending])


def locked_by(note: Face, selection: Selection) -> str:
    """The tag of `note` for which others need a password; "" when it has none."""
    locked = {tag.casefold() for tag in selection.locked}
    return next((tag for tag in note.meta.tags if tag.casefold() in locked), "") if locked else ""


def why_hidden(note: Face, selection: Selection) -> str:
    """Why `note` is not published: private, draft or future; "" when it is."""
    if note.meta.private or (selection.opt_in and not note.meta.chosen) or locked_by(note, selection):
        return "private"
    if note.meta.expiry is not None and note.meta.expiry <= selection.now:
        return "private"
    if not selection.drafts and (note.meta.draft or "_drafts" in note.path.split("/")[:-1]):
        return "draft"
    dates = (note.meta.date, note.meta.release)
    if not selection.future and any(date is not None and date > selection.now for date in dates):
        return "future"
    return ""


# --- Folders ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Room:
    """A folder's page: its path in the site, its title, and the note that stands there or ""."""

    path: str
    title: str
    index: str


def _own_pages(notes: list[Face], paths: dict[str, str]) -> dict[str, Face]:
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


def _shelves(notes: list[Face], own: dict[str, Face]) -> dict[str, str | None]:
    """The folder in which each note is listed; None for a note that is a folder's own page."""
    pages = {note.path for note in own.values()}
    shelves: dict[str, str | None] = {}
    for note in notes:
        folder = parent(note.path)
        is_alone = is_index(note.path) and folder and folder not in own and not note.meta.permalink
        shelves[note.path] = None if note.path in pages else parent(folder) if is_alone else folder
    return shelves


def _rooms(
    own: dict[str, Face], shelves: dict[str, str | None], paths: dict[str, str], places: Places
) -> dict[str, _Room]:
    """The page of every folder in which something is listed, and of those above it; "" is the root."""
    listed = {
        folder for shelf in shelves.values() if shelf is not None for folder in [*ancestors(shelf), shelf]
    }
    listed |= {folder for own_folder in own for folder in ancestors(own_folder)}
    rooms: dict[str, _Room] = {}
    for folder in sorted({"", *listed, *own}, key=lambda name: (natural(name), name)):
        note = own.get(folder)
        if note:
            rooms[folder] = _Room(paths[note.path], note.title, note.path)
        else:
            rooms[folder] = _Room(places.folder(folder), prettify(nfc(folder.rpartition("/")[2])), "")
    return rooms


def _crumbs(shelf: str | None, rooms: dict[str, _Room]) -> tuple[Ref, ...]:
    """The folders above a note that is listed in `shelf`, outermost first, without the root."""
    folders = [*ancestors(shelf), shelf] if shelf else []
    return tuple(Ref(rooms[folder].path, rooms[folder].title) for folder in folders if folder)


def _folders(
    pages: tuple[Page, ...],
    entries: dict[str, Entry],
    shelves: dict[str, str | None],
    rooms: dict[str, _Room],
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
            crumbs=_crumbs(parent(folder), rooms) if folder else (),
            folders=tuple(
                FolderRef(rooms[name].path, rooms[name].title, totals[name]) for name in below[folder]
            ),
            notes=tuple(entries[note.path] for note in _in_order(rows[folder])),
        )
        for folder, room in rooms.items()
    )


# --- Order and lists -------------------------------------------------------------------------------------


def _neighbours(
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
        return sorted(by_name, key=lambda note: note.meta.date or _EARLIEST)
    return by_name


def _entry(page: Page) -> Entry:
    """What git says of a note that is not dated is the day of its last change: that is what a list of the newest is for."""
    note, own = page.note, page.note.meta.date
    date = own or (page.date and (page.updated or page.date))
    since = page.date if date != page.date else None
    tags = page.tags[:_SHOWN_TAGS]
    shown = (page.path, note.title, note.summary, date, tags, note.meta.language, since)
    return Entry(digest(*shown), *shown)


def _newest(entries: Iterable[Entry]) -> list[Entry]:
    """Newest first; those without a date last, by title."""
    by_title = sorted(entries, key=lambda entry: natural(entry.title))
    return sorted(by_title, key=lambda entry: entry.date or _EARLIEST, reverse=True)


def _terms(
    notes: list[Face], entries: dict[str, Entry], tags: dict[str, TagRef], places: Places
) -> tuple[Term, ...]:
    """The page of each tag has the notes of those below it too: those with `a/b` are on that of `a`."""
    members: dict[str, list[Entry]] = {}
    for note in notes:
        folded = [tag.casefold() for tag in note.meta.tags]
        for tag in dict.fromkeys(name for written in folded for name in [written, *tags_above(written)]):
            members.setdefault(tag, []).append(entries[note.path])
    in_order = sorted(members, key=natural)
    inner: dict[str, list[str]] = {}
    for tag in in_order:
        inner.setdefault(tag.rpartition("/")[0], []).append(tag)
    return tuple(
        Term(
            tags[tag].path,
            tags[tag].name,
            tuple(tags[name] for name in tags_above(tag)),
            tuple((tags[name], len(members[name])) for name in inner.get(tag, ())),
            tuple(_newest(members[tag])),
            places.feed(tags[tag]) if any(entry.date for entry in members[tag]) else "",
        )
        for tag in in_order
    )


def _prints(folders: list[str], tags: list[str], places: Places) -> tuple[tuple[str, str], ...]:
    """The places of the pages for paper: `a/print.html` of `a/index.html`, `tags/b-print.html` of `tags/b.html`."""
    wanted = {path: f"{parent(path)}/print.html".lstrip("/") for path in folders}
    wanted |= {path: f"{path.removesuffix('.html')}-print.html" for path in tags}
    return tuple((path, places.take(place, f"{path} on paper")) for path, place in wanted.items())


def _redirects(pages: tuple[Page, ...], places: Places) -> tuple[Redirect, ...]:
    """What leads to the pages: their aliases, and what their program gave the notes."""
    redirects = list[Redirect]()
    for page in pages:
        for alias in (*page.note.meta.aliases, *places.given(page.note)):
            wanted = places.alias(alias, page.path)
            if places.is_free(wanted):
                redirects.append(
                    Redirect(places.take(wanted, f"an alias of {page.note.path}"), page.path, page.note.title)
                )
    return tuple(redirects)
