"""The sitemap, for sites that know their address: its entries must be absolute (sitemaps.org, protocol 0.9). And `robots.txt`,
which says where it is.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from hortus.model import Entry, Output, Page, Site
from hortus.outputs.addresses import permalink
from hortus.outputs.contents import Contents
from hortus.outputs.glossary import PATH as GLOSSARY, has_glossary
from hortus.theme import Chrome, Template, Theme

Moment = datetime.datetime | None
Dated = tuple[tuple[str, Moment], ...]

_ROBOTS = "robots.txt"


def sitemap(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    if not theme.chrome.base_url:
        return
    yield Output(
        "sitemap.xml",
        render_sitemap,
        (theme.template("sitemap.xml"), theme.chrome, tuple(sorted(_dated(site).items()))),
    )
    if not theme.has_static(_ROBOTS):
        yield Output(_ROBOTS, render_robots, (theme.chrome.base_url,))


def _dated(site: Site) -> dict[str, Moment]:
    """When what each page shows was last changed, as far as that is known."""
    notes = {page.path: changed(page) for page in site.pages}
    apart = {page.path for page in site.pages if is_apart(page)}

    def newest(entries: Iterable[Entry], page: Page | None = None) -> Moment:
        dates = [notes[entry.path] for entry in entries] + [notes[page.path] if page else None]
        return max((date for date in dates if date), default=None)

    dated = dict(notes)
    dated |= {folder.path: newest(folder.notes, folder.page) for folder in site.folders}
    dated |= {term.path: newest(term.notes) for term in site.terms}
    dated |= {GLOSSARY: None} if has_glossary(site) else {}
    dated |= {
        "index.html": newest(site.recent),
        "all-notes.html": newest(site.recent),
        "archive.html": newest(site.recent),
        "graph.html": newest(site.recent),
    }
    return {path: date for path, date in dated.items() if path not in apart}


def is_apart(page: Page) -> bool:
    """Whether its note is to stand in no list for search engines."""
    return not {"engines", "sitemap"}.isdisjoint(page.note.meta.unfound_by)


def changed(page: Page) -> Moment:
    """When a note was last changed, as far as that is known."""
    dates = (page.updated, page.date)
    return max((date for date in dates if date), default=None)


def render_sitemap(template: Template, chrome: Chrome, dated: Dated) -> bytes:
    items = [(permalink(chrome, path), date) for path, date in dated]
    return template.render("", items=items)


def render_robots(base_url: str) -> bytes:
    return f"User-agent: *\nAllow: /\n\nSitemap: {base_url}sitemap.xml\n".encode()
