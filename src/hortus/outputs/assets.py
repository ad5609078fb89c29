"""Files that are copied as they are: those that published notes use, and the theme's static files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hortus.model import Asset, Copy, Output, Site
from hortus.theme import Theme


def assets(site: Site, theme: Theme, files: Mapping[str, Asset]) -> Iterator[Output]:
    for path, place in site.assets:
        if path in files:
            yield Output(place, copy, (files[path],))


def statics(site: Site, theme: Theme, files: Mapping[str, Asset]) -> Iterator[Output]:
    for place, asset in theme.statics:
        yield Output(place, copy, (asset,))


def copy(asset: Asset) -> Copy:
    return Copy(asset.key, asset.file)
