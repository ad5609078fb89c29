"""Beside each note's page its text as Markdown: for language models, and for readers who take notes home.

Where the page shows all that its author wrote, that is what its author wrote. Where it does not (there is a comment, a link
to a note that is not published, …), the text is made from the page, so that nothing else can be in it.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from hortus.frontmatter import decode
from hortus.model import Fill, Output, Site
from hortus.outputs.addresses import permalink
from hortus.outputs.body import render_body
from hortus.outputs.contents import Contents, Filled, Original, pick_text
from hortus.outputs.markdown import to_markdown
from hortus.theme import Theme, root_of


@dataclass(frozen=True, slots=True)
class Card:
    """What stands above the text."""

    title: str
    date: datetime.datetime | None
    updated: datetime.datetime | None
    tags: tuple[str, ...]
    language: str
    address: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of a note. `key` is the digest of `fill`."""

    path: str  # of the page
    source: str  # of the note
    key: bytes
    fill: Fill = field(compare=False)
    filled: Filled


def twins(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    chrome = theme.chrome
    if not chrome.twins:
        return
    places = dict(site.assets)
    for page in site.pages:
        meta = page.note.meta
        tags = tuple([tag.name for tag in page.tags])
        language = meta.language or chrome.language
        card = Card(page.note.title, page.date, page.updated, tags, language, permalink(chrome, page.path))
        original = contents.originals.get(page.note.path)
        if page.is_open and original:
            yield Output(page.twin, render_original, (card, original))
        else:
            shown = Shown(
                page.path, page.note.path, page.fill_key, page.fill, pick_text(page, places, contents)
            )
            yield Output(page.twin, render_shown, (card, shown))


def render_original(card: Card, original: Original) -> bytes:
    text, _ = decode(original.source.path, original.source.data)
    return _written(card, text[-original.told :])


def render_shown(card: Card, shown: Shown) -> bytes:
    around = shown.filled.around(root_of(shown.path))
    html = render_body(around.notes[shown.source], shown.fill, around)
    return _written(card, f"# {card.title}\n\n{to_markdown(html)}")


def _written(card: Card, text: str) -> bytes:
    """A line of front matter is JSON, which is YAML too."""
    known = {
        "title": card.title,
        "date": card.date and card.date.isoformat(),
        "updated": card.updated and card.updated.isoformat(),
        "tags": card.tags,
        "language": card.language,
        "address": card.address,
    }
    lines = [f"{key}: {_json(value)}" for key, value in known.items() if value]
    return "\n".join(["---", *lines, "---", "", text.strip("\n"), ""]).encode("utf-8", "replace")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
