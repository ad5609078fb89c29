"""All notes of a folder, and of a tag, on one page that is made for paper. Every edit writes such a page anew, so a site has them
only when its owner wants them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape

from markupsafe import Markup, escape

from hortus.model import Folder, Output, Page, Ref, Site
from hortus.outputs.body import render_body, shows_diagrams
from hortus.outputs.contents import Contents, Filled, pick_text
from hortus.outputs.numbers import numbers_of
from hortus.theme import Chrome, Template, Theme, root_of

_TAG = re.compile(r"<[a-z][^<>]*>", re.IGNORECASE)
_NAMED = re.compile(r'(?<=[\s"])(id|for|name|aria-labelledby|aria-describedby|aria-controls)="([^"]*)"')
_LINK = re.compile(r'(?<=[\s"])href="([^"]*)"')
_CLOSED = re.compile(r"<details(?![^>]*\sopen[\s>=])")
_LAZY = ' loading="lazy"'

Leaf = tuple[Page, Filled]  # a note, without those that link to it


@dataclass(frozen=True, slots=True)
class Group:
    """Leaves that lie together, under the titles of the folders around them."""

    title: str
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A note as it stands on such a page: `name` is that of the place where it begins."""

    name: str
    title: str
    title_html: str
    language: str
    path: str
    content: Markup


def prints(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    if not theme.config.printable:
        return
    files, places = dict(site.assets), dict(site.prints)
    pages = {page.path: page for page in site.pages}
    folders = {folder.path: folder for folder in site.folders}
    leaves = {path: (page, pick_text(page, files, contents)) for path, page in pages.items()}
    template = theme.template("print.html")
    for folder in site.folders:
        groups = tuple(_groups(folder, folders, leaves))
        title = folder.title if folder.name else theme.chrome.title
        inputs = template, theme.chrome, places[folder.path], Ref(folder.path, title), groups
        yield Output(places[folder.path], render_print, inputs)
    for term in site.terms:
        group = Group("", tuple(leaves[entry.path] for entry in term.notes))
        inputs = template, theme.chrome, places[term.path], Ref(term.path, f"#{term.name}"), (group,)
        yield Output(places[term.path], render_print, inputs)


def print_of(site: Site, theme: Theme, path: str) -> str:
    """The path of the page for paper of the folder or tag at `path`; "" when the site has none."""
    return next((place for page, place in site.prints if page == path), "") if theme.config.printable else ""


def _groups(
    folder: Folder, folders: Mapping[str, Folder], leaves: Mapping[str, Leaf], title: str = ""
) -> Iterator[Group]:
    """A folder's own note and those in it, and then the folders in it."""
    own = [folder.page.path] if folder.page else []
    found = tuple(leaves[path] for path in [*own, *(entry.path for entry in folder.notes)])
    if found:
        yield Group(title, found)
    for inner in folder.folders:
        yield from _groups(folders[inner.path], folders, leaves, f"{title} / {inner.title}".lstrip(" /"))


def render_print(template: Template, chrome: Chrome, path: str, of: Ref, groups: tuple[Group, ...]) -> bytes:
    root = root_of(path)
    every = [leaf for group in groups for leaf in group.leaves]
    names = {root + page.path: f"n{number}" for number, (page, _) in enumerate(every, 1)}
    shown = [
        (group.title, [_printed(chrome, page, filled, root, names) for page, filled in group.leaves])
        for group in groups
    ]
    diagrams = any(shows_diagrams(page.note, page.fill) for page, _ in every)
    formulas = any("<math" in printed.content for _, notes in shown for printed in notes)
    return template.render(
        root, site=chrome, of=of, groups=shown, total=len(every), diagrams=diagrams, formulas=formulas
    )


def _printed(chrome: Chrome, page: Page, filled: Filled, root: str, names: Mapping[str, str]) -> Printed:
    around = filled.around(root)
    note = around.notes[page.note.path]
    numbers = numbers_of(note, numbered=chrome.numbered)
    name = names[root + page.path]
    html = str(render_body(note, page.fill, replace(around, numbers=numbers)))
    html = _TAG.sub(lambda tag: _renamed(tag[0], name, names), _CLOSED.sub("<details open", html))
    language = page.note.meta.language
    return Printed(name, note.title, note.title_html, language, page.path, Markup(html))  # noqa: S704  (made by us)


def _renamed(tag: str, name: str, names: Mapping[str, str]) -> str:
    """A tag with all its names as those of the note `name`, and its link as one within the page if it leads to a note that is there."""

    def own(found: re.Match[str]) -> str:
        return f'{found[1]}="{" ".join(f"{name}-{word}" for word in found[2].split())}"'

    def inside(found: re.Match[str]) -> str:
        address, hashed, anchor = found[1].partition("#")
        there = names.get(unescape(address)) if address else name
        if there is None or not (address or hashed):
            return found[0]
        return f'href="#{escape(there)}-{anchor}"' if anchor else f'href="#{there}"'

    return _LINK.sub(inside, _NAMED.sub(own, tag)).replace(_LAZY, "")
