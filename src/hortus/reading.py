"""Source → what is remembered of it: the note itself is kept apart from what every build needs to know of it."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hortus import markdown
from hortus.context import contexts
from hortus.frontmatter import decode
from hortus.memo import digest
from hortus.model import Block, BlockEnd, Dialect, Extent, Face, Heading, Note, Parsed, Piece, Source, Tag
from hortus.pickles import keep
from hortus.text import clip, plain

NOTEBOOK = ".ipynb"
_LONGEST = 160  # characters of a block that a link to it says
_LIST = re.compile(r"<[uo]l\b")
SUFFIXES = markdown.SUFFIXES | {NOTEBOOK}


def parse(source: Source, dialect: Dialect) -> Note:
    """The meaning of `source`, in whichever format it is written."""
    if source.path.lower().endswith(NOTEBOOK):
        from hortus.formats import notebook  # noqa: PLC0415  (few folders hold one)

        return replace(notebook.parse(source, dialect), extent=Extent(size=len(source.data)))
    return replace(markdown.parse(source, dialect), extent=_extent(source))


def _extent(source: Source) -> Extent:
    is_wide = source.data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    text = decode(source.path, source.data)[0].encode() if is_wide else source.data
    lines = text.splitlines()
    return Extent(len(lines), sum(bool(line.strip()) for line in lines), len(source.data))


def read_note(source: Source, dialect: Dialect) -> Parsed:
    """Never fails: what cannot be understood is shown as it stands, and is a problem."""
    note = parse(source, dialect)
    face = face_of(note)
    return Parsed(
        path=note.path,
        face=keep(face.key, face),
        note=keep(note.key, replace(note, insets=())),
        counts=note.counts,
        dates=note.meta.moments,
        places=tuple((0, 0) if isinstance(hole, Tag) else (hole.line, hole.column) for hole in face.holes),
        contexts=contexts(note.body),
        problems=note.problems,
        insets=tuple((file.name, keep(digest(file), file)) for file in note.insets),
        told=note.told,
    )


def face_of(note: Note) -> Face:
    """The note as the rest of the site sees it."""
    seen = (
        note.path,
        note.title,
        note.title_html,
        note.meta,
        note.headings,
        note.anchors,
        frozenset(piece.anchor for piece in note.body if isinstance(piece, Heading | Block)),
        note.holes,
        note.summary,
        note.counts.diagrams > 0,
        tuple(_blocks(note.body)),
    )
    return Face(digest(*seen), *seen)


def _blocks(body: Sequence[Piece]) -> Iterator[tuple[str, str]]:
    """The anchors of named blocks, and the words of each, as far as the first list in it."""
    opened = dict[str, list[str]]()
    for piece in body:
        match piece:
            case Block():
                opened[piece.anchor] = []
            case BlockEnd() if piece.anchor in opened:
                yield piece.anchor, _words(opened.pop(piece.anchor))
            case str() if opened:
                own, *below = _LIST.split(piece, maxsplit=1)
                for words in opened.values():
                    words.append(own)
                if below:
                    yield from ((anchor, _words(words)) for anchor, words in opened.items())
                    opened.clear()
            case _:
                pass


def _words(html: list[str]) -> str:
    return clip(plain("".join(html)), _LONGEST)
