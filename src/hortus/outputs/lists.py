"""The pages that belong to the site and to no note: all notes, and the page for what is not found."""

from __future__ import annotations

from collections.abc import Iterator

from hortus.model import FolderRef, Output, Ref, Site
from hortus.outputs.contents import Contents
from hortus.outputs.head import head_of_list
from hortus.outputs.prints import print_of
from hortus.places import HOME
from hortus.theme import Chrome, Template, Theme

Row = tuple[FolderRef, tuple[Ref, ...]]

_ALL = "all-notes.html"


def lists(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    rows = tuple(
        (
            FolderRef(
                folder.path,
                " / ".join([*(crumb.title for crumb in folder.crumbs), folder.title]),
                len(folder.notes),
            ),
            tuple(Ref(entry.path, entry.title) for entry in folder.notes),
        )
        for folder in sorted(site.folders, key=lambda folder: folder.path == HOME)  # as in the tree
        if folder.notes
    )
    here = Ref(_ALL, theme.say("all_notes"))
    inputs = theme.template(_ALL), theme.chrome, here, rows, print_of(site, theme, HOME)
    yield Output(_ALL, render_all_notes, inputs)
    yield Output("404.html", render_not_found, (theme.template("404.html"), theme.chrome))


def render_all_notes(
    template: Template, chrome: Chrome, here: Ref, rows: tuple[Row, ...], printed: str
) -> bytes:
    total, head = sum(len(refs) for _, refs in rows), head_of_list(chrome, here)
    return template.render("", site=chrome, head=head, rows=rows, total=total, printed=printed)


def render_not_found(template: Template, chrome: Chrome) -> bytes:
    # Shown at any address, so it cannot be relative: it takes the site to be where `base_url` says, or at the root.
    root = "/" + chrome.base_url.partition("://")[2].partition("/")[2]
    return template.render(root, site=chrome)
