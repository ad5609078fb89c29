"""Files that are copied as they are: those that published notes use, and the theme's static files."""

from __future__ import annotations

from collections.abc import Iterator

from hortus.model import Asset, Copy, Output, Site
from hortus.outputs.body import shows_diagrams
from hortus.outputs.contents import Contents
from hortus.theme import Theme

_DRAWS_DIAGRAMS = "js/mermaid.js"  # larger than all the rest of most sites


def assets(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    for path, place in site.assets:
        if path in contents.files:
            yield Output(place, copy, (contents.files[path],))


def statics(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    has_diagrams = any(shows_diagrams(page.note, page.fill) for page in site.pages)
    for place, asset in theme.statics:
        if has_diagrams or asset.path != _DRAWS_DIAGRAMS:
            yield Output(place, copy, (asset,))


def copy(asset: Asset) -> Copy:
    return Copy(asset.key, asset.file)
