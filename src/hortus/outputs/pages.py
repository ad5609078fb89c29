"""A page for each note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hortus.model import Asset, Fill, Output, Page, Site
from hortus.outputs.body import Pictures, render_body, shows_diagrams, used_files
from hortus.theme import Chrome, Template, Theme, root_of

UsedFiles = tuple[tuple[str, str, Asset], ...]


def pages(site: Site, theme: Theme, files: Mapping[str, Asset]) -> Iterator[Output]:
    template = theme.template("page.html")
    places = dict(site.assets)
    indexes = {folder.path for folder in site.folders if folder.page}
    for page in site.pages:
        if page.path not in indexes:
            used = pick(page.fill, places, files)
            yield Output(page.path, render_page, (template, theme.chrome, page, used))


def render_page(template: Template, chrome: Chrome, page: Page, used: UsedFiles) -> bytes:
    root = root_of(page.path)
    content = render_body(page.note, page.fill, root, as_pictures(used))
    diagrams = shows_diagrams(page.note, page.fill)
    return template.render(root, site=chrome, page=page, note=page.note, content=content, diagrams=diagrams)


def pick(fill: Fill, places: Mapping[str, str], files: Mapping[str, Asset]) -> UsedFiles:
    """(path in the folder of notes, path in the site, file) of each picture that `fill` shows."""
    paths = sorted(set(used_files(fill)))
    return tuple((path, places[path], files[path]) for path in paths if path in files)


def as_pictures(used: UsedFiles) -> Pictures:
    return {path: (place, asset) for path, place, asset in used}
