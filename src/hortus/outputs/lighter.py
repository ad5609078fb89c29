"""The lighter files of pictures that notes show. The same picture in several places is one file, since its name is made of its digest."""

from __future__ import annotations

from collections.abc import Iterator

from hortus.model import Kept, Output, Site
from hortus.outputs.contents import Contents
from hortus.theme import Theme


def lighter(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    found = {picture.path: picture.data for pictures in contents.lighter.values() for picture in pictures}
    for path in sorted(found):
        yield Output(path, render_lighter, (found[path],))


def render_lighter(data: Kept[bytes]) -> bytes:
    return data.value()
