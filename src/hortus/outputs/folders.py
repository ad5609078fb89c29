"""A page for each folder, with the note that is its index if it has one; the root's is the home page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from hortus.model import Entry, Folder, FolderRef, Note, Output, Page, Ref, Site, TagRef
from hortus.outputs.body import render_body, shows_diagrams
from hortus.outputs.contents import Contents, Filled, pick
from hortus.outputs.head import Head, head_of_list, head_of_note
from hortus.outputs.numbers import numbers_of
from hortus.outputs.prints import print_of
from hortus.places import HOME
from hortus.theme import Chrome, Template, Theme, root_of

_TAGS = 30

TagCounts = tuple[tuple[TagRef, int], ...]


def folders(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    places = dict(site.assets)
    for folder in site.folders:
        page = folder.page or (_unlisted_front(site) if folder.path == HOME else None)
        filled = pick(page, places, contents) if page else None
        if folder.path == HOME:
            yield _home(site, theme, folder, page, filled)
        else:
            printed = print_of(site, theme, folder.path)
            inputs = theme.template("folder.html"), theme.chrome, folder, filled, printed
            yield Output(folder.path, render_folder, inputs)


@dataclass(frozen=True, slots=True)
class Front:
    """What stands on the home page besides its note; `total` are all notes of the site."""

    folders: tuple[FolderRef, ...]
    pinned: tuple[Entry, ...]
    recent: tuple[Entry, ...]
    tags: TagCounts
    total: int
    picture: str


def _unlisted_front(site: Site) -> Page | None:
    """It is seen by who comes in at the front, but told of nowhere."""
    return next((page for page in site.unlisted if page.path == HOME), None)


def _home(site: Site, theme: Theme, folder: Folder, page: Page | None, filled: Filled | None) -> Output:
    dated = tuple(entry for entry in site.recent if entry.date)
    pinned = {entry.path for entry in site.pinned}
    recent = tuple(entry for entry in dated or site.recent if entry.path not in pinned)
    tags = sorted(
        ((TagRef(term.path, term.name), len(term.notes)) for term in site.terms), key=lambda item: -item[1]
    )
    picture = theme.chrome.author.picture
    front = Front(
        folders=folder.folders,
        pinned=site.pinned,
        recent=recent[: theme.chrome.recent],
        tags=tuple(tags[:_TAGS]),
        total=len(site.recent),
        picture=picture if "//" in picture else dict(site.assets).get(picture, ""),
    )
    return Output(HOME, render_home, (theme.template("home.html"), theme.chrome, page, filled, front))


def render_folder(
    template: Template, chrome: Chrome, folder: Folder, filled: Filled | None, printed: str
) -> bytes:
    root = root_of(folder.path)
    note, content, numbers = _content(chrome, folder.page, filled, root)
    diagrams = _shows_diagrams(folder.page)
    head = _head(chrome, folder.page, note, Ref(folder.path, folder.title), folder.crumbs)
    return template.render(
        root,
        site=chrome,
        head=head,
        folder=folder,
        note=note,
        content=content,
        numbers=numbers,
        mentions=filled.mentions if filled else (),
        diagrams=diagrams,
        history=filled.history() if filled else None,
        printed=printed,
    )


def render_home(
    template: Template, chrome: Chrome, page: Page | None, filled: Filled | None, front: Front
) -> bytes:
    note, content, _ = _content(chrome, page, filled, "")
    return template.render(
        "",
        site=chrome,
        head=_head(chrome, page, note, Ref(HOME, chrome.title), (), chrome.description),
        page=page,
        note=note,
        content=content,
        diagrams=_shows_diagrams(page),
        folders=front.folders,
        pinned=front.pinned,
        recent=front.recent,
        tags=front.tags,
        total=front.total,
        picture=front.picture,
    )


def _content(
    chrome: Chrome, page: Page | None, filled: Filled | None, root: str
) -> tuple[Note | None, Markup, Mapping[str, str]]:
    """(the note that stands there, its body, the numbers of its headings)."""
    if page is None or filled is None:
        return None, Markup(), {}
    around = filled.around(root)
    note = around.notes[page.note.path]
    numbers = numbers_of(note, numbered=chrome.numbered)
    return note, render_body(note, page.fill, replace(around, numbers=numbers)), numbers


def _head(
    chrome: Chrome,
    page: Page | None,
    note: Note | None,
    here: Ref,
    crumbs: tuple[Ref, ...],
    description: str = "",
) -> Head:
    if page is None or note is None:
        return head_of_list(chrome, here, crumbs, description)
    return head_of_note(chrome, page, note, home=here.path == HOME)


def _shows_diagrams(page: Page | None) -> bool:
    return page is not None and shows_diagrams(page.note, page.fill)
