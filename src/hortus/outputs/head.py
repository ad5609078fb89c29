"""What a page tells of itself to programs that read it: search engines, and those that show what somebody shares."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from hortus.model import Note, Page, Ref
from hortus.outputs.addresses import absolute, permalink
from hortus.outputs.letters import is_drawn
from hortus.pictures.card import SIZE
from hortus.places import HOME
from hortus.text import clip
from hortus.theme import Chrome

SITE_CARD = "social/site.png"

_LONGEST = 200
_REGION = re.compile(r"([a-z]{2,3})(?:-[A-Z][a-z]{3})?-([A-Z]{2})")
_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}

Properties = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What `_head.html` writes. `title` is that of the page; `twin` and `feed` are paths in the site; `properties` are those of Open Graph; `data` is
    JSON-LD that no text in it can end. What is "" is not known, or not to be told.
    """

    title: str
    description: str
    canonical: str
    twin: str
    feed: str
    properties: Properties
    is_large: bool  # there is a picture to show
    data: Markup
    is_listed: bool = True  # whether search engines may tell of it


def head_of_note(chrome: Chrome, page: Page, note: Note, *, home: bool = False) -> Head:
    """Of a page that shows a note; the `home` page is that of the site too."""
    description = clip(note.description, _LONGEST)
    if home:
        description = chrome.description or description
    title = chrome.title if home else note.title
    picture = _picture(chrome, page, title)
    told = (
        _website(chrome, alone=True)
        if home
        else _article(chrome, page, note, description, _address_of(chrome, picture))
    )
    return Head(
        title,
        description,
        permalink(chrome, page.path),
        page.twin if chrome.twins else "",
        "",
        (
            *_properties(chrome, page.path, title, description, "website" if home else "article"),
            *(() if home else _of_article(page)),
            *_shown(chrome, picture, title),
        ),
        bool(picture),
        _json(told, _trail(chrome, page.crumbs, Ref(page.path, note.title)) if page.path != HOME else None),
        is_listed=not (note.meta.unlisted or "engines" in note.meta.unfound_by),
    )


def head_of_list(
    chrome: Chrome, here: Ref, crumbs: tuple[Ref, ...] = (), description: str = "", feed: str = ""
) -> Head:
    """Of a page that shows no note."""
    is_home = here.path == HOME
    picture = SITE_CARD if chrome.base_url and chrome.social_pictures else ""
    return Head(
        here.title,
        description,
        permalink(chrome, here.path),
        "",
        feed,
        (
            *_properties(chrome, here.path, here.title, description, "website"),
            *_shown(chrome, picture, chrome.title),
        ),
        bool(picture),
        _json(
            _website(chrome, alone=True) if is_home else None,
            _trail(chrome, crumbs, here) if not is_home else None,
        ),
    )


# --- Open Graph ------------------------------------------------------------------------------------------


def _properties(chrome: Chrome, path: str, title: str, description: str, kind: str) -> Properties:
    region = _REGION.fullmatch(chrome.language)
    known = {
        "og:type": kind,
        "og:title": title,
        "og:description": description,
        "og:url": permalink(chrome, path),
        "og:site_name": chrome.title,
        "og:locale": f"{region[1]}_{region[2]}" if region else "",
    }
    return tuple((name, value) for name, value in known.items() if value)


def _of_article(page: Page) -> Properties:
    dates = (("article:published_time", page.date), ("article:modified_time", page.updated))
    told = [(name, _moment(date)) for name, date in dates if date]
    return (*told, *(("article:tag", tag.name) for tag in page.tags))


def _picture(chrome: Chrome, page: Page, title: str) -> str:
    """The path or address of the picture that stands for a page. It must be absolute, so without an address there is none."""
    if page.cover and (chrome.base_url or "//" in page.cover):
        return page.cover
    if not chrome.base_url or not chrome.social_pictures:
        return ""
    return page.card if page.card and has_card(chrome, page) and title == page.note.title else SITE_CARD


def has_card(chrome: Chrome, page: Page) -> bool:
    """Whether a picture is drawn for the page alone."""
    wanted = bool(chrome.base_url) and chrome.social_pictures
    return wanted and not page.cover and page.path != HOME and is_drawn(page.note.title)


def _shown(chrome: Chrome, picture: str, title: str) -> Properties:
    if not picture:
        return ()
    told = (("og:image", _address_of(chrome, picture)), ("og:image:alt", title))
    if not picture.startswith("social/"):
        return told
    width, height = map(str, SIZE)
    return (*told, ("og:image:width", width), ("og:image:height", height))


def _address_of(chrome: Chrome, picture: str) -> str:
    return picture if not picture or "//" in picture else absolute(chrome, picture)


# --- JSON-LD (schema.org) --------------------------------------------------------------------------------


def _article(chrome: Chrome, page: Page, note: Note, description: str, picture: str) -> dict[str, Any]:
    meta = note.meta
    return {
        "@type": "Article",
        "headline": note.title,
        "description": description,
        "url": permalink(chrome, page.path),
        "image": picture,
        "datePublished": _moment(page.date) if page.date else "",
        "dateModified": _moment(page.updated) if page.updated else "",
        "inLanguage": meta.language or chrome.language,
        "keywords": [tag.name for tag in page.tags],
        "author": _author(chrome),
        "isPartOf": _website(chrome, alone=False),
    }


def _website(chrome: Chrome, *, alone: bool) -> dict[str, Any]:
    shown = {"@type": "WebSite", "name": chrome.title, "url": chrome.base_url}
    if not alone:
        return shown
    return {
        **shown,
        "description": chrome.description,
        "inLanguage": chrome.language,
        "author": _author(chrome),
    }


def _author(chrome: Chrome) -> dict[str, str] | None:
    return {"@type": "Person", "name": chrome.author.name} if chrome.author.name else None


def _trail(chrome: Chrome, crumbs: tuple[Ref, ...], here: Ref) -> dict[str, Any] | None:
    """The way to the page from the home page, in addresses: so only for sites that know theirs."""
    if not chrome.base_url:
        return None
    way = (Ref(HOME, chrome.title), *crumbs, here)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": ref.title, "item": permalink(chrome, ref.path)}
            for number, ref in enumerate(way, 1)
        ],
    }


def _json(*things: dict[str, Any] | None) -> Markup:
    known = [{key: value for key, value in thing.items() if value} for thing in things if thing]
    if not known:
        return Markup()
    told = {"@context": "https://schema.org", **(known[0] if len(known) == 1 else {"@graph": known})}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_UNSAFE))  # noqa: S704  (no sign of HTML is left in it)


def _moment(date: datetime.datetime) -> str:
    return date.isoformat(timespec="seconds")
