"""The tree of notes beside a page: one file with all folders, and one for each folder with its notes. A page has neither in it,
so its size does not grow with the site; its script fetches the folders, and of the notes those of the folders that are open.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from hortus.model import Folder, FolderRef, Output, Ref, Site
from hortus.outputs.contents import Contents
from hortus.theme import Theme

Row = tuple[
    str, str, int, tuple[str, ...]
]  # path, title and number of own notes of a folder; paths of those in it


def nav(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    rows = tuple(
        (folder.path, folder.title, len(folder.notes), tuple(inner.path for inner in folder.folders))
        for folder in site.folders
    )
    yield Output("nav.js", render_folders, (rows,))
    for folder in site.folders:
        if folder.notes:
            refs = tuple(Ref(entry.path, entry.title) for entry in folder.notes)
            yield Output(notes_path(folder), render_notes, (notes_path(folder), refs))


def notes_path(folder: Folder | FolderRef) -> str:
    """Where the notes of a folder are listed: found from the path of its page, `a/index.html` from `nav/a/index.js`."""
    return f"nav/{folder.path.removesuffix('.html')}.js"


def render_folders(rows: tuple[Row, ...]) -> bytes:
    """Registers [path, title, number of own notes, places in this list of the folders in it] of each, the root first."""
    places = {path: place for place, (path, *_) in enumerate(rows)}
    return _script(
        "nav.js", [[path, title, own, [places[name] for name in inner]] for path, title, own, inner in rows]
    )


def render_notes(path: str, notes: tuple[Ref, ...]) -> bytes:
    """Registers [path, title] of each, in the order of the folder."""
    return _script(path, [[note.path, note.title] for note in notes])


def _script(path: str, data: object) -> bytes:
    name, value = (json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in (path, data))
    return f"hortusNav({name},{value})\n".encode("utf-8", "replace")
