"""What a build has read, so that it is known when that has become something else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from hortus import again
from hortus.config import NAME, Config
from hortus.model import Asset, Source
from hortus.platforms import MARKS
from hortus.request import Request, written
from hortus.theme import default_theme
from hortus.theme.look import own_look


def watch_beside(request: Request, notes: Path, config: Config) -> tuple[again.Watched, ...]:
    """What is read besides the notes and their files: the configuration, the marks of other programs, the theme, Hortus itself."""
    folder, theme = os.path.abspath(request.folder), default_theme()
    place = again.without(folder, map(os.path.realpath, written(request)))
    look = own_look(request.folder, config.look)
    layers = [folder, str(theme), *([os.path.abspath(look)] if look else [])]
    trees = [f"{layer}/{name}" for layer in layers for name in ("templates", "static")]
    libraries = [path for path in sys.path if path.endswith("-packages")]
    marks = [
        os.path.abspath(notes / place / name) for place in config.platform.places for name in (*MARKS, NAME)
    ]
    marks += [os.path.abspath(notes / section.path) for section in config.platform.sections]
    marks.append(os.path.abspath(request.folder / NAME))
    return (
        ("listing", place, again.listing(place)),
        *(("content", path, again.content(path)) for path in marks),
        *(found for tree in (*trees, os.path.dirname(__file__)) for found in again.watch_tree(tree)),
        *(("listing", path, again.listing(path)) for path in libraries),
    )


def watch_notes(folder: Path, notes: Iterable[Source], files: Iterable[Asset]) -> Iterator[again.Watched]:
    base = os.path.abspath(folder)
    yield from (("content", f"{base}/{note.path}", again.mark(note.data)) for note in notes)
    for path in (os.path.abspath(asset.file) for asset in files):
        yield "stamp", path, again.stamp(path)
