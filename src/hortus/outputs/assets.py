"""Files that are copied: those that published notes use, and the theme's static files. All are as they were, but for photographs,
which do not tell where they were taken.
"""

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
            yield _copied(place, contents.files[path], theme)


def statics(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    has_diagrams = any(shows_diagrams(page.note, page.fill) for page in site.every_page)
    for place, asset in theme.statics:
        if has_diagrams or asset.path != _DRAWS_DIAGRAMS:
            yield _copied(place, asset, theme)


def _copied(place: str, asset: Asset, theme: Theme) -> Output:
    is_cut = asset.is_page or (asset.is_photograph and not theme.config.keeps_exif)
    return Output(place, copy_cut if is_cut else copy, (asset,))


def copy(asset: Asset) -> Copy:
    return Copy(asset.key, asset.file)


def copy_cut(asset: Asset) -> Copy:
    return Copy(asset.key, asset.file, is_cut=True)
