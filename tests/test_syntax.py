"""Each file of `tests/syntax/` shows what one syntax means: a title, the Markdown, the HTML, parted by lines with a dot."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from hortus.markdown import parse
from hortus.model import (
    Block,
    BlockEnd,
    Dialect,
    Embed,
    File,
    Heading,
    HeadingEnd,
    Image,
    Inset,
    Link,
    LinkEnd,
    Note,
    Piece,
    Source,
    Tag,
)

_FILES = sorted((Path(__file__).parent / "syntax").glob("*.md"))
_CASES = [
    pytest.param(text, expected, id=f"{file.stem}:{title}")
    for file in _FILES
    for _, title, text, expected in read_fixture_file(file)
]


@pytest.mark.parametrize(("text", "expected"), _CASES)
def test_syntax(text: str, expected: str) -> None:
    note = parse(Source("note.md", text.encode()), Dialect())
    assert show(note).strip() == expected.strip()


def show(note: Note) -> str:
    """The body with its holes written as tags of no HTML: what the note means before the site is known."""
    return "".join(_show(piece) for piece in note.body)


def _show(piece: Piece) -> str:
    match piece:
        case str():
            return piece
        case Inset():
            return f"inset {piece.name}"
        case Heading():
            return f"<h{piece.level} {piece.anchor}>"
        case HeadingEnd():
            return f"</h{piece.level}>"
        case Link():
            anchor = f"#{piece.anchor}" if piece.anchor else ""
            return f"<{'wikilink' if piece.wiki else 'link'} {piece.target}{anchor}>"
        case LinkEnd():
            return "</link>"
        case Image():
            size = f" {piece.width}x{piece.height}" if piece.width or piece.height else ""
            return f"<picture {piece.target} '{piece.alt}'{size}>"
        case Block() | BlockEnd():
            return f"<{'/' * isinstance(piece, BlockEnd)}block {piece.anchor}>"
        case File():
            return f"<file {piece.target}>"
        case Embed():
            return f"<embed {piece.target}{'#' if piece.anchor else ''}{piece.anchor}>"
        case Tag():
            return f"<tag {piece.name}>"
