"""Notes → Site: every page with its place, its links and its neighbours, and the lists of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from hortus.backlinks import backlinks, is_open, linked_pages
from hortus.dates import EARLIEST
from hortus.dating import date_of
from hortus.elsewhere import ENDINGS
from hortus.folders import crumbs_to, folders_of, neighbours_in_folders, own_pages, rooms_of, shelves_of
from hortus.graph import graph_of
from hortus.links import Linker
from hortus.memo import digest
from hortus.model import (
    Entry,
    Face,
    Fill,
    Hidden,
    Page,
    Redirect,
    Ref,
    Site,
    Span,
    TagRef,
    Term,
)
from hortus.places import Places, parent, tags_above
from hortus.related import find_related
from hortus.selection import Selection, why_hidden
from hortus.series import find_series, neighbours
from hortus.taxonomies import old_lists
from hortus.text import natural, nfc

_SHOWN_TAGS = 8  # of a note in a list


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
    places = Places(selection.addresses)
    paths = {note.path: places.note(note) for note in shown}
    tags = places.tags(public)
    own = own_pages(public, paths)
    shelves = shelves_of(public, own)
    rooms = rooms_of(own, shelves, paths, places)
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
    beside = {**neighbours_in_folders(public, shelves, paths), **neighbours(series)}
    related = find_related(public, paths, links, beside)
    pages = tuple(
        _page(
            paths[note.path],
            note,
            fills[note.path],
            tuple(dict.fromkeys(tags[tag.casefold()] for tag in note.meta.tags)),
            crumbs_to(shelves[note.path], rooms),
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
    redirects = _redirects((*pages, *unlisted), places)
    prints = _prints([room.path for room in rooms.values()], [tag.path for tag in tags.values()], places)
    lists = _to_lists(old_lists(public, tags, selection.addresses, places), places)
    return Site(
        pages=pages,
        folders=folders_of(pages, entries, shelves, rooms),
        terms=_terms(public, entries, tags, places),
        recent=recent,
        pinned=tuple(entry for entry in recent if entry.path in pinned),
        redirects=(*redirects, *lists),
        assets=tuple(sorted(linker.assets.items())),
        hidden=Hidden(reasons["draft"], reasons["future"], reasons["private"], ignored, _unread(files)),
        links=linker.link_counts,
        images=linker.image_counts,
        problems=(*places.problems, *linker.problems, *of_series),
        faults=linker.faults,
        prints=prints,
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
    return tuple((ending, endings[ending]) for ending in ENDINGS if endings[ending])


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
    return sorted(by_title, key=lambda entry: entry.date or EARLIEST, reverse=True)


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
        aliases = [places.alias(alias, page) for alias in page.note.meta.aliases]
        for wanted in (*aliases, *places.given(page.note)):
            if places.is_free(wanted):
                path = places.take(wanted, page.note.path)
                redirects.append(Redirect(path, page.path, page.note.title))
    return tuple(redirects)


def _to_lists(old: Iterable[tuple[str, Ref]], places: Places) -> Iterator[Redirect]:
    """What leads to the lists of notes from where their program had them, where nothing else is."""
    for address, ref in old:
        if places.is_free(wanted := places.former(address)):
            yield Redirect(places.take(wanted, ref.path), ref.path, ref.title)
