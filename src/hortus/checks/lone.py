"""Notes that stand alone, hold next to nothing, or have no name of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hortus.checks.garden import Garden, counted, fold, listed, warn
from hortus.model import Embed, File, Heading, Image, Link, NotEmbedded, Page, Problem, Target
from hortus.places import HOME
from hortus.text import count_words, parted

_LEAST_WORDS = 6
_LEAST_LINKED = 0.5  # of the notes: where most stand alone, that is how the folder is kept
_NAMELESS = re.compile(
    r"(?:untitled|unnamed|new note|new file|new page|no title|未命名|无标题|無題|제목 없음|ohne titel|unbenannt|sans titre|sin título|senza titolo|без названия)"
    r"(?:[ _\-]*\(?\d+\)?)?",
    re.IGNORECASE,
)
_FIRST = re.compile(r"1([.)、．]?(?:\s|$))")  # the number of a section that is the first of several
_TITLE = "give it a `title`, or a heading above its sections"
_DAY = re.compile(r"\d{4}[-_.]?\d{2}[-_.]?\d{2}")
_WIKILINK = re.compile(r"\[\[([^\[\]|#\n]+)")
_FILE = re.compile(r"\.md\b")
_STEM = re.compile(r"[^/\s\"'<>]+$")
_LONGEST = 255  # characters of a name
_PROPERTY = re.compile(r"^[ \t]*(?:- )?[\w\-]+:: ", re.MULTILINE)
# What a part of a book or a course may be called in each of them.
_EVERYWHERE = frozenset(
    "introduction intro overview summary conclusion conclusions notes exercises solutions references resources appendix about changelog todo faq contents home readme index".split()
)


def orphans(garden: Garden) -> Iterator[Problem]:
    """Notes without a link to or from another, where notes are linked with each other at all."""
    notes = [page for page in garden.site.pages if page.note.path not in garden.indexes]
    alone = [page for page in notes if _is_alone(page)]
    if len(alone) <= len(notes) * (1 - _LEAST_LINKED):
        named = _named(garden)
        for page in alone:
            if not (
                _is_apart(page.note.path) or _names(page) & named or "[[" in garden.source(page.note.path)
            ):
                yield warn("orphan", "no note links here, and this one links to none", page.note.path)


def _is_apart(path: str) -> bool:
    """Whether this is a leaf of a diary, or a form to be filled in."""
    *folders, name = path.lower().split("/")
    return bool(_DAY.match(name)) or any("template" in part for part in folders)


def _named(garden: Garden) -> set[str]:
    """What is named as a note in front matter and other places that a page does not show, by tags, and in files such as a
    table of contents.
    """
    found = {fold(tag) for page in garden.pages for tag in page.note.meta.tags}
    for other in garden.others:
        found |= {fold(name) for name in _files_in(other.data.decode("utf-8", "replace"))}
    for path in garden.sources:
        text = garden.source(path)
        if "[[" in text:
            found |= {fold(name.rpartition("/")[2].strip()) for name in _WIKILINK.findall(text)}
    return found


def _files_in(text: str) -> Iterator[str]:
    """The names of notes in `text`, without their endings; it may be a program on one line of a million letters."""
    for end in _FILE.finditer(text):
        if found := _STEM.search(text[max(end.start() - _LONGEST, 0) : end.start()]):
            yield found[0]


def _names(page: Page) -> set[str]:
    stem = page.note.path.rpartition("/")[2].rpartition(".")[0]
    return {
        fold(name) for name in (stem, stem.rpartition("___")[2], page.note.title, *page.note.meta.aliases)
    }


def _is_alone(page: Page) -> bool:
    has_wishes = any(
        isinstance(hole, Link | Embed) and hole.target and _is_wish(filling)
        for hole, filling in zip(page.note.holes, page.fill, strict=True)
    )
    is_linked = page.links or page.backlinks or page.series or has_wishes
    return not is_linked and page.path != HOME


def _is_wish(filling: object) -> bool:
    """Whether a link was meant to lead to a note that is not there, or to a folder."""
    target = filling.target if isinstance(filling, NotEmbedded) else filling
    return isinstance(target, Target) and target.state != "file"


def stubs(garden: Garden) -> Iterator[Problem]:
    """Notes with hardly any text, and nothing else to see."""
    for page in garden.pages:
        text = garden.texts[page.note.path]
        path = page.note.path
        if path in garden.indexes or page.path == HOME or text.shows or _is_apart(path):
            continue
        if len(page.note.meta.extra) > 1 or page.note.meta.summary or _PROPERTY.search(garden.source(path)):
            continue  # it says what it is in its properties
        shows = any(isinstance(hole, Image | File | Embed) for hole in page.note.holes)
        counts = text.counts
        if shows or counts.formulas or counts.diagrams:
            continue
        words = sum(count_words(parted(section.text)[0]) for section in text.sections)
        headings = sum(1 for section in text.sections if section.heading)
        links = sum(isinstance(hole, Link) for hole in page.note.holes)
        if words < _LEAST_WORDS and headings < 2 and links < 2:
            said = f"has only {counted(words, 'word')}" if words else "is empty"
            yield warn("stub", f"this note {said}", path, hint="write it, or make it a draft")


def untitled(garden: Garden) -> Iterator[Problem]:
    for page in garden.pages:
        title = page.note.title.strip()
        if _NAMELESS.fullmatch(title) or not title:
            message = f"this note is called `{title}`, as programs call what has no name yet"
            place = garden.find(page.note.path, f"# {title}")
            yield warn("untitled", message, page.note.path, place, "give it a heading or a `title`")
        elif not page.note.meta.title and _is_first_of_several(title, page.note.headings):
            message = f"this note has no title, so its first section has to be one: `{title}`"
            yield warn("untitled", message, page.note.path, garden.find(page.note.path, title), _TITLE)


def _is_first_of_several(title: str, headings: Sequence[Heading]) -> bool:
    """Whether it is numbered as the first of the sections of the note."""
    found = _FIRST.match(title)
    return found is not None and any(heading.text.startswith(f"2{found[1]}") for heading in headings)


def same_titles(garden: Garden) -> Iterator[Problem]:
    """Several notes with one title, which lists, search and links by title cannot tell apart."""
    notes = dict[tuple[str, str], list[Page]]()
    for page in garden.pages:
        if page.note.path not in garden.indexes and fold(page.note.title) not in _EVERYWHERE:
            notes.setdefault((fold(page.note.title), page.note.meta.language), []).append(page)
    for same in notes.values():
        first, *others = (page.note for page in same)
        if others and not _NAMELESS.fullmatch(first.title):
            message = f"{counted(len(same), 'note')} are called `{first.title}`"
            also = listed([note.path for note in others])
            yield warn(
                "same-title", message, first.path, _title(garden, first.path, first.title), f"also {also}"
            )


def _title(garden: Garden, path: str, title: str) -> tuple[int, int]:
    place, _ = garden.find_key(path, ("title",))
    return place if place[0] else garden.find(path, f"# {title}")
