"""Site → outputs: one kind of file each. A kind lists what is to be written and renders nothing yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from hortus.model import Output, Site
from hortus.outputs.archive import archive
from hortus.outputs.assets import assets, statics
from hortus.outputs.cards import cards
from hortus.outputs.contents import Contents, Original
from hortus.outputs.feed import feed
from hortus.outputs.folders import folders
from hortus.outputs.glossary import glossary, has_glossary
from hortus.outputs.graph import graph
from hortus.outputs.hosting import hosting
from hortus.outputs.insets import insets
from hortus.outputs.lighter import lighter
from hortus.outputs.lists import lists
from hortus.outputs.llms import llms
from hortus.outputs.nav import nav
from hortus.outputs.offline import offline
from hortus.outputs.pages import pages
from hortus.outputs.prints import prints
from hortus.outputs.redirects import redirects
from hortus.outputs.search import IndexFile, search
from hortus.outputs.sitemap import sitemap
from hortus.outputs.terms import terms
from hortus.outputs.twins import twins
from hortus.outputs.words import words
from hortus.theme import Theme

__all__ = ["OUTPUTS", "Contents", "IndexFile", "Kind", "Original", "fit", "list_outputs", "list_pages"]

Kind = Callable[[Site, Theme, Contents], Iterator[Output]]

OUTPUTS: tuple[Kind, ...] = (
    pages,
    folders,
    terms,
    lists,
    archive,
    glossary,
    nav,
    feed,
    sitemap,
    graph,
    llms,
    twins,
    cards,
    redirects,
    prints,
    offline,
    hosting,
    insets,
    lighter,
    words,
    assets,
    statics,
)


def fit(theme: Theme, site: Site) -> Theme:
    """The theme with what every page shows of this site beside what its owner decided."""
    return replace(theme, chrome=replace(theme.chrome, has_glossary=has_glossary(site)))


def list_outputs(
    site: Site, theme: Theme, contents: Contents, index: tuple[IndexFile, ...]
) -> Iterator[Output]:
    """Every file of the site. `index` are those of the search. The owner's static files come last: they may stand for any other."""
    yield from search(index, theme)
    for kind in OUTPUTS:
        yield from kind(site, theme, contents)


def list_pages(
    site: Site, theme: Theme, contents: Contents, paths: frozenset[str]
) -> tuple[list[Output], list[Output]]:
    """Of the outputs those that show a note or a folder and are at `paths`, and the files as they lie that they may need."""
    shown = replace(
        site,
        pages=tuple([page for page in site.pages if page.path in paths]),
        unlisted=tuple([page for page in site.unlisted if page.path in paths]),
        folders=tuple([folder for folder in site.folders if folder.path in paths]),
    )
    indexes = {folder.path for folder in shown.folders}
    of_notes = (output for output in pages(shown, theme, contents) if output.path not in indexes)
    return [*of_notes, *folders(shown, theme, contents)], [
        *insets(shown, theme, contents),
        *lighter(shown, theme, contents),
        *words(shown, theme, contents),
        *assets(shown, theme, contents),
        *statics(shown, theme, contents),
    ]
