"""Atom feeds (RFC 4287): one of the newest dated notes with all their text, and one for each tag with their summaries."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from hortus.model import Entry, Fill, Output, Site
from hortus.outputs.addresses import absolute
from hortus.outputs.body import render_apart
from hortus.outputs.contents import Contents, Filled, pick_text
from hortus.places import is_name
from hortus.theme import Chrome, Template, Theme

_NEWEST = 20
_NO_DATE = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_SCRIPT = re.compile(r"<script\b.*?(?:</script\s*>|\Z)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Told:
    """A note as a feed shows it. `fill_key` is the digest of `fill`; without `filled` only its summary is told."""

    entry: Entry
    source: str  # path of the note
    updated: datetime.datetime
    fill_key: bytes = b""
    fill: Fill = field(default=(), compare=False)
    filled: Filled | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed: its own path, that of the page it belongs to, and what it is called."""

    path: str
    page: str
    title: str
    subtitle: str


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a feed, as the template writes it."""

    entry: Entry
    address: str
    updated: datetime.datetime
    content: str


def feed(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    template, chrome = theme.template("feed.xml"), theme.chrome
    pages = {page.path: page for page in site.pages}
    places = dict(site.assets)

    def told(entry: Entry, *, whole: bool) -> Told:
        page = pages[entry.path]
        note = page.note
        updated = max(date for date in (page.updated, page.date, _NO_DATE) if date)
        if not whole:
            return Told(entry, note.path, updated)
        return Told(entry, note.path, updated, page.fill_key, page.fill, pick_text(page, places, contents))

    newest = tuple([told(entry, whole=True) for entry in _newest(site.recent)])
    channel = Channel("feed.xml", "", chrome.title, chrome.description)
    # Whoever reads the feed of the program that made the site before goes on with this one.
    for path in dict.fromkeys((channel.path, *filter(_is_path, theme.config.platform.feeds))):
        yield Output(path, render_feed, (template, chrome, channel, newest))
    for term in site.terms:
        if term.feed:
            channel = Channel(term.feed, term.path, f"{term.name} · {chrome.title}", "")
            newest = tuple([told(entry, whole=False) for entry in _newest(term.notes)])
            yield Output(term.feed, render_feed, (template, chrome, channel, newest))


def _is_path(path: str) -> bool:
    """Whether a feed may stand at `path`: it is an XML of the site that nothing else is."""
    return path.endswith(".xml") and path != "sitemap.xml" and all(map(is_name, path.split("/")))


def _newest(entries: tuple[Entry, ...]) -> list[Entry]:
    """Those to be told of; they come newest first, and those without a date last."""
    return [entry for entry in entries[:_NEWEST] if entry.date]


def render_feed(template: Template, chrome: Chrome, channel: Channel, newest: tuple[Told, ...]) -> bytes:
    items = [
        Item(told.entry, absolute(chrome, told.entry.path), told.updated, _content(chrome, told))
        for told in newest
    ]
    updated = max((told.updated for told in newest), default=_NO_DATE)
    way = "" if chrome.base_url else "../" * channel.path.count("/")
    return template.render(
        "",
        site=chrome,
        channel=channel,
        items=items,
        updated=updated,
        way=way,
        home=absolute(chrome, channel.page),
    )


def _content(chrome: Chrome, told: Told) -> str:
    """The whole text, with addresses that hold anywhere, as far as the site knows its own."""
    if told.filled is None:
        return ""
    around = told.filled.around(chrome.base_url)
    html = render_apart(around.notes[told.source], told.fill, around, told.entry.path)
    return _SCRIPT.sub("", html) if "<script" in html.lower() else html
