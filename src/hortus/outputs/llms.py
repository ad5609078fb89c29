"""`llms.txt`: what the site holds, on one page of Markdown for language models (llmstxt.org)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hortus.model import Folder, Output, Site
from hortus.outputs.addresses import absolute
from hortus.outputs.contents import Contents
from hortus.outputs.sitemap import is_apart
from hortus.text import clip, plain
from hortus.theme import Chrome, Theme

_PATH = "llms.txt"
_LONGEST = 160
_MARKUP = re.compile(r"[\\\[\]`*_<]")


@dataclass(frozen=True, slots=True)
class Line:
    """A note as the list shows it; `summary` is HTML."""

    path: str
    title: str
    summary: str


Shelf = tuple[str, tuple[Line, ...]]  # title of a folder → its notes


def llms(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    if theme.has_static(_PATH):
        return
    texts = {
        page.path: page.twin if theme.chrome.twins else page.path for page in site.pages if not is_apart(page)
    }
    shelves = tuple(
        [shelf for folder in site.folders if (shelf := _shelf(folder, texts, theme.say("notes_title")))[1]]
    )
    yield Output(_PATH, render_llms, (theme.chrome, shelves))


def _shelf(folder: Folder, texts: dict[str, str], top: str) -> Shelf:
    """The folder's own note, and those that are listed in it; `top` is what the root is called."""
    listed = [note for note in folder.notes if note.path in texts]
    lines = [Line(texts[note.path], note.title, note.summary) for note in listed]
    if (own := folder.page) and own.path in texts:
        lines.insert(0, Line(texts[own.path], own.note.title, own.note.summary))
    names = [*(crumb.title for crumb in folder.crumbs), folder.title]
    return " / ".join(names) if folder.name else top, tuple(lines)


def render_llms(chrome: Chrome, shelves: tuple[Shelf, ...]) -> bytes:
    about = [f"# {_inline(chrome.title)}"]
    about += [f"> {_inline(chrome.description)}"] * bool(chrome.description)
    lists = [_list(chrome, *shelf) for shelf in shelves]
    return ("\n\n".join([*about, *lists]) + "\n").encode("utf-8", "replace")


def _list(chrome: Chrome, title: str, lines: tuple[Line, ...]) -> str:
    return "\n".join([f"## {_inline(title)}\n", *(_line(chrome, line) for line in lines)])


def _line(chrome: Chrome, line: Line) -> str:
    words = clip(plain(line.summary), _LONGEST)
    link = f"- [{_inline(line.title)}]({absolute(chrome, line.path)})"
    return f"{link}: {words}" if words else link


def _inline(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))
