"""The search page, and the index that it and the search dialog load."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hortus.model import Asset, Note, Output, Section, Site
from hortus.search.index import Document, index_script
from hortus.theme import Chrome, Template, Theme

INDEX = "search/index.js"

_TITLE_ONLY = (Section("", "", ""),)  # a note without text is found by its title

Indexed = tuple[tuple[str, tuple[str, ...], Note], ...]  # path of the page, what stands above it, the note


def search(site: Site, theme: Theme, files: Mapping[str, Asset]) -> Iterator[Output]:
    yield Output("search.html", render_search, (theme.template("search.html"), theme.chrome))
    indexed = tuple(
        (page.path, (*(crumb.title for crumb in page.crumbs), *(tag.name for tag in page.tags)), page.note)
        for page in site.pages
    )
    yield Output(INDEX, render_index, (indexed,))


def render_search(template: Template, chrome: Chrome) -> bytes:
    return template.render("", site=chrome)


def render_index(indexed: Indexed) -> bytes:
    documents = tuple(
        Document(
            path=path,
            anchor=section.anchor,
            note=note.title,
            heading=section.heading,
            crumbs=" ".join(
                [note.title, *note.meta.aliases, *above] if section.heading else [*note.meta.aliases, *above]
            ),
            text=section.text,
        )
        for path, above, note in indexed
        for section in (note.sections or _TITLE_ONLY)
    )
    return index_script(documents)
