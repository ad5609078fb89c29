"""The Atom feed of the newest dated notes (RFC 4287)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import mdurl

from hortus.model import Entry, Output, Site
from hortus.outputs.contents import Contents
from hortus.theme import Chrome, Template, Theme

_NEWEST = 20
_NO_DATE = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def feed(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    entries = tuple(entry for entry in site.recent if entry.date)[:_NEWEST]
    yield Output("feed.xml", render_feed, (theme.template("feed.xml"), theme.chrome, entries))


def render_feed(template: Template, chrome: Chrome, entries: tuple[Entry, ...]) -> bytes:
    updated = max((entry.date for entry in entries if entry.date), default=_NO_DATE)
    items = [(entry, absolute(chrome, entry.path)) for entry in entries]
    return template.render("", site=chrome, items=items, updated=updated, home=absolute(chrome, ""))


def absolute(chrome: Chrome, path: str) -> str:
    """The permalink of `path`; without a `base_url` it is relative to the feed."""
    return (chrome.base_url + mdurl.encode(path)) if chrome.base_url else mdurl.encode(path) or "./"
