"""A page for each folder, with the note that is its index if it has one; the root's is the home page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from hortus.model import Asset, Entry, Folder, FolderRef, Output, Page, Site, TagRef
from hortus.outputs.body import render_body, shows_diagrams
from hortus.outputs.pages import UsedFiles, as_pictures, pick
from hortus.places import HOME
from hortus.theme import Chrome, Template, Theme, root_of

_TAGS = 30

TagCounts = tuple[tuple[TagRef, int], ...]


def folders(site: Site, theme: Theme, files: Mapping[str, Asset]) -> Iterator[Output]:
    places = dict(site.assets)
    for folder in site.folders:
        used = pick(folder.page.fill, places, files) if folder.page else ()
        if folder.path == HOME:
            yield _home(site, theme, folder, used)
        else:
            yield Output(
                folder.path, render_folder, (theme.template("folder.html"), theme.chrome, folder, used)
            )


def _home(site: Site, theme: Theme, folder: Folder, used: UsedFiles) -> Output:
    dated = tuple(entry for entry in site.recent if entry.date)
    recent = (dated or site.recent)[: theme.chrome.recent]
    tags = sorted(
        ((TagRef(term.path, term.name), len(term.notes)) for term in site.terms), key=lambda item: -item[1]
    )
    picture = theme.chrome.author.picture
    picture = picture if "//" in picture else dict(site.assets).get(picture, "")
    inputs = (
        theme.template("home.html"),
        theme.chrome,
        folder.page,
        folder.folders,
        used,
        recent,
        tuple(tags[:_TAGS]),
    )
    return Output(HOME, render_home, (*inputs, len(site.recent), picture))


def render_folder(template: Template, chrome: Chrome, folder: Folder, used: UsedFiles) -> bytes:
    root = root_of(folder.path)
    content = _content(folder.page, used, root)
    return template.render(
        root, site=chrome, folder=folder, content=content, diagrams=_shows_diagrams(folder.page)
    )


def render_home(
    template: Template,
    chrome: Chrome,
    page: Page | None,
    inner: tuple[FolderRef, ...],
    used: UsedFiles,
    recent: tuple[Entry, ...],
    tags: TagCounts,
    total: int,
    picture: str,
) -> bytes:
    content = _content(page, used, "")
    return template.render(
        "",
        site=chrome,
        page=page,
        folders=inner,
        content=content,
        diagrams=_shows_diagrams(page),
        recent=recent,
        tags=tags,
        total=total,
        picture=picture,
    )


def _content(page: Page | None, used: UsedFiles, root: str) -> Markup:
    return render_body(page.note, page.fill, root, as_pictures(used)) if page else Markup()


def _shows_diagrams(page: Page | None) -> bool:
    return page is not None and shows_diagrams(page.note, page.fill)
