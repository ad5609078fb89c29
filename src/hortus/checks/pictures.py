"""Pictures that say nothing to who cannot see them, and files that nothing uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mdurl import decode

from hortus.checks.garden import Garden, Place, counted, fold, warn
from hortus.instructions.code import without_code
from hortus.markdown.image import PICTURES, is_caption, read_size
from hortus.model import Image, Page, Picture, Problem

_FILES = PICTURES | set(
    "mp3 wav ogg m4a flac opus mp4 webm ogv mov mkv pdf doc docx odt xls xlsx ods ppt pptx odp epub zip".split()
)
_ENDING = re.compile(rf"\.(?:{'|'.join(sorted(_FILES))})(?![\w.])")
_ELSEWHERE = re.compile(r"(?<!\[)!\[(?P<alt>[^\[\]\n]*)\]\((?P<target>https?://[^\s()<>]+)\)")
# Names that are asked for without being named: by browsers, by templates, by those who show a link.
_ASKED_FOR = re.compile(
    r"(?:favicon|apple-touch-icon|android-chrome|mstile|safari-pinned-tab|logo|avatar|banner|cover|og[-_]|icon|social|screenshot\.|thumbnail|preview)"
)
_FURNITURE = {
    "themes",
    "theme",
    "_layouts",
    "_includes",
    "layouts",
    "templates",
    "public",
    "fonts",
    "css",
    "js",
}


class _Shown(NamedTuple):
    """A picture as its author wrote it."""

    place: Place
    target: str
    alt: str
    is_wiki: bool = False


def undescribed(garden: Garden) -> Iterator[Problem]:
    """One finding a note: pictures without a description, or with the file's name for one."""
    for page in garden.pages:
        shown = (*_of_folder(garden, page), *_of_elsewhere(garden, page.note.path))
        found = sorted(one for one in shown if not is_caption(one.alt, one.target))
        if not found:
            continue
        place, target, alt, is_wiki = found[0]
        name = target.rpartition("/")[2]
        said = f"has `{alt}` for a description, which says nothing" if alt else "has no description"
        more = f"; {counted(len(found) - 1, 'other')} here neither" if len(found) > 1 else ""
        hint = f"say what it shows: `{f'![[{name}|What it shows]]' if is_wiki else f'![What it shows]({target})'}`"
        yield warn("undescribed", f"the picture `{name}` {said}{more}", page.note.path, place, hint)


def _of_folder(garden: Garden, page: Page) -> Iterator[_Shown]:
    for (hole, place), filling in zip(garden.holes(page), page.fill, strict=True):
        is_there = (
            isinstance(filling, Picture) and filling.path and place[0]
        )  # of one that is not, that is said
        if not isinstance(hole, Image) or not is_there or hole.title:
            continue
        if not _is_sign(garden, page.note.path, hole, place[0]):
            yield _Shown(place, hole.target, hole.alt, hole.wiki)


def _of_elsewhere(garden: Garden, path: str) -> Iterator[_Shown]:
    """Those of other sites; one within a link is mostly a badge."""
    for number, line in garden.prose(path):
        if "](http" in line:
            for found in _ELSEWHERE.finditer(without_code(line)):
                yield _Shown((number, found.start() + 1), found["target"], read_size(found["alt"])[0])


def _is_sign(garden: Garden, path: str, hole: Image, line: int) -> bool:
    """Whether the picture is a small sign in a sentence, which says it in words."""
    if not hole.target.lower().endswith((".svg", ".ico")) or path.endswith(".ipynb"):
        return False
    rows = garden.lines(path)
    return line <= len(rows) and bool(
        re.sub(r"!\[\[.*?\]\]|!\[.*?\]\(.*?\)|<[^>]*>|[\s*+\->|]", "", rows[line - 1])
    )


def unused_files(garden: Garden) -> Iterator[Problem]:
    """Pictures, films, documents that no note and no other file names."""
    used = {path for path, _ in garden.site.assets} | garden.beside
    unused = [path for path in garden.files if path not in used and _is_checked(path)]
    names = {_name(path) for path in unused}
    named = _named(
        (*(garden.source(path) for path in garden.sources), *(_text(other.data) for other in garden.others)),
        names,
    )
    for path in unused:
        if _name(path) not in named:
            kind = "picture" if path.rpartition(".")[2].lower() in PICTURES else "file"
            yield warn("unused-file", f"no note uses this {kind}", path, hint="it is not published")


def _is_checked(path: str) -> bool:
    *folders, name = path.lower().split("/")
    return (
        name.rpartition(".")[2] in _FILES
        and not _ASKED_FOR.match(name)
        and not any(folder in _FURNITURE for folder in folders)
    )


def _name(path: str) -> str:
    return fold(path.rpartition("/")[2])


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _named(texts: Iterable[str], names: set[str]) -> set[str]:
    """Those of `names` that one of `texts` says, in one pass over them: each ends as the name of a file does."""
    lengths = sorted({len(name) for name in names})
    found = set[str]()
    for text in texts if names else ():
        for form in _forms(text):
            for ending in _ENDING.finditer(form):
                for length in lengths:
                    if (name := form[max(0, ending.end() - length) : ending.end()]) in names:
                        found.add(name)
    return found


def _forms(text: str) -> Iterator[str]:
    folded = fold(text)
    yield folded
    if "%" in folded:
        yield fold(decode(folded, ""))
