"""Pictures that stand for pages where somebody shares them (Open Graph). Their addresses are absolute, so only a site that
knows its own has them.
"""

from __future__ import annotations

from collections.abc import Iterator

from hortus.model import Asset, Output, Page, Site
from hortus.outputs.contents import Contents
from hortus.outputs.head import SITE_CARD, has_card
from hortus.outputs.letters import drawn
from hortus.pictures.card import draw
from hortus.theme import Theme

_TAGS = 3


def cards(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    chrome = theme.chrome
    if not chrome.base_url or not chrome.social_pictures:
        return
    yield Output(SITE_CARD, render_card, (theme.font, "", drawn(chrome.title), drawn(chrome.description)))
    for page in site.pages:
        if has_card(chrome, page):
            words = drawn(chrome.title), page.note.title, _line(page)
            yield Output(page.card, render_card, (theme.font, *words))


def render_card(font: Asset, small: str, large: str, line: str) -> bytes:
    return draw(str(font.file), small, large, line)


def _line(page: Page) -> str:
    date = page.date
    tags = [f"#{tag.name}" for tag in page.tags[:_TAGS]]
    return " · ".join(
        known for known in (date.date().isoformat() if date else "", drawn(" ".join(tags))) if known
    )
