"""The glossary: terms that the owner's glossary notes define, on a page of their own, and for the texts of all other pages.

A note is a glossary that is called so, or says `glossary: true`; of any other note a section with that heading is one. Its
definition lists, its list items such as `NN = neural network`, and its headings with the paragraph below them are definitions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from hortus.model import Face, Output, Page, Ref, Site
from hortus.outputs.body import render_body
from hortus.outputs.contents import Contents, Filled, pick
from hortus.outputs.head import head_of_list
from hortus.text import anchor, clip, natural
from hortus.theme import Chrome, Template, Theme

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

PATH, SCRIPT = "terms.html", "terms.js"
_NAMES = frozenset({"glossary", "glossaire", "glossar", "glosario", "术语表", "词汇表", "術語表", "用語集"})
_LONG = 60  # characters: what is longer is no term
_SHOWN = 400  # characters of a definition that a page shows
# What parts a term from its definition in an item of a list.
_PARTED = re.compile(r"\s+(?:=|—|–|-)\s+|\s*[:：]\s+|\s*：")


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what it means, as HTML and as plain text; `note` is where it is defined."""

    term: str
    anchor: str
    html: str
    text: str
    note: Ref


def is_glossary(note: Face) -> bool:
    """Whether the whole of it is one."""
    stem = note.path.rpartition("/")[2].rpartition(".")[0].casefold()
    said = dict(note.meta.extra).get("glossary", "").casefold()
    return said in {"true", "yes", "on"} or (stem in _NAMES and said not in {"false", "no", "off"})


def _defines(note: Face) -> bool:
    if is_glossary(note):
        return True
    is_refused = dict(note.meta.extra).get("glossary", "").casefold() in {"false", "no", "off"}
    return not is_refused and any(_is_named(heading.text) for heading in note.headings)


def _is_named(heading: str) -> bool:
    return heading.strip(" :：").casefold() in _NAMES


def has_glossary(site: Site) -> bool:
    return any(_defines(page.note) for page in site.pages)


def glossary(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    places = dict(site.assets)
    notes = tuple((page, pick(page, places, contents)) for page in site.pages if _defines(page.note))
    if notes:
        template, title = theme.template("glossary.html"), theme.say("glossary")
        yield Output(PATH, render_glossary, (template, theme.chrome, notes, title))
        yield Output(SCRIPT, render_terms, (notes,))


def render_glossary(
    template: Template, chrome: Chrome, notes: tuple[tuple[Page, Filled], ...], title: str
) -> bytes:
    terms = [(item, Markup(item.html)) for item in define(notes)]  # noqa: S704  (made of notes that are safe)
    sources = [Ref(page.path, page.note.title) for page, _ in notes]
    head = head_of_list(chrome, Ref(PATH, title))
    return template.render("", site=chrome, head=head, terms=terms, sources=sources)


def render_terms(notes: tuple[tuple[Page, Filled], ...]) -> bytes:
    """Registers [term, anchor on the glossary's page, definition as plain text] of each."""
    rows = [[item.term, item.anchor, clip(item.text, _SHOWN)] for item in define(notes)]
    return f"hortusGlossary({json.dumps(rows, ensure_ascii=False, separators=(',', ':'))})\n".encode(
        "utf-8", "replace"
    )


def define(notes: Iterable[tuple[Page, Filled]]) -> list[Definition]:
    """All definitions, by their terms; of two of one term the first."""
    found = dict[str, Definition]()
    for page, filled in notes:
        around = filled.around("")
        body = render_body(around.notes[page.note.path], page.fill, around)
        ref = Ref(page.path, page.note.title)
        for term, html, text in _definitions(str(body) if is_glossary(page.note) else _sections(str(body))):
            if 0 < len(term) <= _LONG and text:
                found.setdefault(
                    term.casefold(), Definition(term, anchor(term) or f"term-{len(found)}", html, text, ref)
                )
    return sorted(found.values(), key=lambda item: natural(item.term))


def _sections(body: str) -> str:
    """What stands below those headings of a note that are called as a glossary, each up to the next of its level or above."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415  (as below)

    sections, level = list[list[str]](), 0
    tree = LexborHTMLParser(f"<body>{body}")
    for node in tree.body.iter() if tree.body else ():
        title = (
            node.css_first("h2, h3, h4, h5, h6")
            if "heading" in (node.attributes.get("class") or "").split()
            else None
        )
        if title and (not level or int(str(title.tag)[1]) <= level):
            level = int(str(title.tag)[1]) if _is_named(_words(title)) else 0
            sections += [[""]] * bool(level)
        elif level:
            sections[-1] += [""] * bool(title)
            sections[-1][-1] += node.html or ""
    return "".join(map(_told, sections))


def _told(parts: list[str]) -> str:
    """What tells terms of a section whose `parts` begin at its headings: where they are listed above the first, it is no more."""
    return parts[0] if any(_definitions(parts[0])) else "".join(parts)


def _definitions(body: str) -> Iterator[tuple[str, str, str]]:
    """(term, definition as HTML, as text) of each, by kind in the order of the note."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415  (large, and few sites have a glossary)

    tree = LexborHTMLParser(f"<body>{body}")
    for term in tree.css("dt"):
        if meaning := _next(term, "dd"):
            yield _words(term), _inner(meaning), _words(meaning)
    for item in tree.css("li"):
        parts = _PARTED.split(_words(item), maxsplit=1)
        if len(parts) == 2 and item.css_first("ul, ol, pre") is None:
            yield parts[0], _after(_inner(item), parts[0]), parts[1]
    for heading in tree.css(".heading"):
        title = heading.css_first("h2, h3, h4, h5, h6")
        if title and (below := _next(heading, "p")):
            yield _words(title), _inner(below), _words(below)


def _next(node: LexborNode, tag: str) -> LexborNode | None:
    """The element that follows, if it is one of that name; of several `dt` in a row the `dd` below them."""
    below = node.next
    while below is not None and (str(below.tag).startswith("-") or (tag == "dd" and below.tag == "dt")):
        below = below.next
    return below if below is not None and below.tag == tag else None


def _words(node: LexborNode) -> str:
    return " ".join(node.text().split())


def _inner(node: LexborNode) -> str:
    for one in node.css("[id]"):
        del one.attrs["id"]
    return node.inner_html or ""


def _after(html: str, term: str) -> str:
    """The HTML of an item behind its term and the sign that parts them; the whole where that cannot be told."""
    pattern = r"\s*".join(re.escape(str(Markup.escape(word))) for word in term.split())
    found = re.match(rf"(?:\s|<[^>]*>)*{pattern}(?:\s|<[^>]*>)*(?:=|—|–|-|:|：)(?:\s|</[^>]*>)*", html)
    return html[found.end() :] if found else html
