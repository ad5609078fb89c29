"""The sitemap, for sites that know their address: its entries must be absolute (sitemaps.org, protocol 0.9)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from hortus.model import Output, Site
from hortus.outputs.contents import Contents
from hortus.outputs.feed import absolute
from hortus.theme import Chrome, Template, Theme

Places = tuple[tuple[str, datetime.datetime | None], ...]


def sitemap(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    if not theme.chrome.base_url:
        return
    dated: dict[str, datetime.datetime | None] = {folder.path: None for folder in site.folders}
    dated |= {page.path: page.note.meta.updated or page.note.meta.date for page in site.pages}
    dated |= {term.path: None for term in site.terms}
    yield Output(
        "sitemap.xml",
        render_sitemap,
        (theme.template("sitemap.xml"), theme.chrome, tuple(sorted(dated.items()))),
    )


def render_sitemap(template: Template, chrome: Chrome, places: Places) -> bytes:
    items = [(absolute(chrome, path.removesuffix("index.html")), date) for path, date in places]
    return template.render("", items=items)
