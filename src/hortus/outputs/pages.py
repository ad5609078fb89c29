"""A page for each note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hortus.model import Output, Page, Site
from hortus.outputs.body import render_body, shows_diagrams
from hortus.outputs.contents import Contents, Filled, pick
from hortus.outputs.head import head_of_note
from hortus.outputs.map import draw_map
from hortus.outputs.numbers import numbers_of
from hortus.places import HOME
from hortus.theme import Chrome, Template, Theme, root_of


def pages(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    template = theme.template("page.html")
    places = dict(site.assets)
    indexes = {HOME, *(folder.path for folder in site.folders if folder.page)}
    for page in site.every_page:
        if page.path not in indexes and not page.note.meta.moved:
            inputs = (template, theme.chrome, page, pick(page, places, contents))
            yield Output(page.path, render_page, inputs)


def render_page(template: Template, chrome: Chrome, page: Page, filled: Filled) -> bytes:
    root = root_of(page.path)
    around = filled.around(root)
    note = around.notes[page.note.path]
    numbers = numbers_of(note, numbered=chrome.numbered)
    content = render_body(note, page.fill, replace(around, numbers=numbers))
    diagrams = shows_diagrams(page.note, page.fill)
    head = head_of_note(chrome, page, note)
    return template.render(
        root,
        site=chrome,
        head=head,
        page=page,
        note=note,
        content=content,
        numbers=numbers,
        mentions=filled.mentions,
        map=draw_map(page),
        diagrams=diagrams,
        history=filled.history(),
    )
