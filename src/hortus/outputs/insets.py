"""Pictures and sounds that notes themselves hold, a file each: those of published notes."""

from __future__ import annotations

from collections.abc import Iterator

from hortus.model import InsetFile, Kept, Output, Site
from hortus.outputs.body import INSETS
from hortus.outputs.contents import Contents
from hortus.pictures.inline import cut_file
from hortus.theme import Theme


def insets(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    """The same picture in several notes is one file, since its name is made of its digest."""
    found = dict(inset for page in site.every_page for inset in contents.insets.get(page.note.path, ()))
    for name in sorted(found):
        yield Output(f"{INSETS}/{name}", render_inset, (found[name], theme.config.keeps_exif))


def render_inset(file: Kept[InsetFile], keeps_exif: bool) -> bytes:
    inset = file.value()
    return inset.data if keeps_exif else cut_file(inset.data)
