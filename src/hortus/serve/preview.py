"""One page before there is a site: its note alone, read and shown by the functions that make the site, while that is made.

What only the whole site knows is not on it: backlinks, neighbours, what git knows, and where links lead that go by a title or an alias.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hortus import source
from hortus.config import NAME
from hortus.dialect import choose_dialect
from hortus.files import read_assets
from hortus.git.ignored import find_ignored
from hortus.git.repository import find
from hortus.given import Dialects, given_to
from hortus.language.words import open_words
from hortus.memo import Memo
from hortus.model import Embed, Link, Note, Source
from hortus.outputs import Contents, list_pages
from hortus.pickles import keep
from hortus.places import INDEX_NAMES, folder_path, is_index, parent
from hortus.reading import NOTEBOOK, SUFFIXES, face_of, parse
from hortus.request import Request, configure, left_out, selection, skipped
from hortus.site import assemble
from hortus.text import nfc, segment
from hortus.theme import Theme, default_theme, open_theme

_SAMPLE = 40  # notes that tell which program the folder was written for
_FRONT_MATTER = re.compile(rb"\s*(---|\+\+\+).*?\n\1[ \t]*(?:\r?\n|\Z)", re.DOTALL)


class Preview:
    """The folder as it was when its first page was asked for."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._lock = threading.Lock()
        self._folder: _Folder | None = None
        self._files: dict[str, Path] = {}

    def page(self, path: str) -> bytes | None:
        """The page at `path` with its note alone; None when no note is known to be there, or it cannot be shown yet."""
        try:
            with self._lock:
                self._folder = self._folder or _Folder(self._request)
                return self._render(self._folder, path)
        except Exception:  # noqa: BLE001  (what is wrong is said by the build, and the reader waits for that)
            return None

    def file(self, path: str) -> Path | None:
        """The file at `path` that a page shown here refers to."""
        return self._files.get(path)

    def _render(self, folder: _Folder, path: str) -> bytes | None:
        if path not in folder.pages:
            return None
        note = folder.note(folder.pages[path])
        notes = [note, *folder.around(note)]
        site = assemble(map(face_of, notes), folder.files, 0, folder.selection)
        alone = replace(
            site,
            pages=tuple(
                replace(page, previous=None, next=None, links=(), backlinks=(), related=(), series=None)
                for page in site.every_page
            ),
        )
        paths = (path for path, _ in site.assets)
        assets = read_assets(folder.at, paths, folder.selection.now, folder.given).files
        contents = Contents({item.path: keep(item.key, item) for item in notes}, assets)
        for output in list_pages(alone, folder.theme, contents, frozenset({path}))[0]:
            self._files |= {place: asset.file for place, asset in folder.theme.statics}
            self._files |= {place: assets[name].file for name, place in site.assets if name in assets}
            content = output.render(*output.inputs)
            return content if isinstance(content, bytes) else None
        return None


class _Folder:
    """The names in a folder of notes, and how its notes are read. Raises what `configure` and `open_theme` raise."""

    def __init__(self, request: Request) -> None:
        config, self.at, _ = configure(request)
        notes, self.files = source.list_names(self.at, skipped(request, config), left_out(config))
        if config.gitignore:
            ignored = find_ignored(str(self.at), find(self.at)[0], notes, Memo(None))
            notes = [path for path in notes if path not in ignored.paths]
        self._stems: dict[str, list[str]] = {}
        for path in notes:
            self._stems.setdefault(_stem(path), []).append(path)
        # Of two notes that want one page the first has it.
        self.pages = {_page(path): path for path in reversed(notes)}
        self.selection = selection(request, config)
        words, _ = open_words(request.folder, default_theme(), config.language)
        sample = [self._read(path) for path in notes[:: max(1, len(notes) // _SAMPLE)]]
        dialect = replace(choose_dialect(config, sample), words=words.of_notes)
        self._dialects = Dialects(dialect, given_to(config.platform), config.platform.inside)
        self.theme: Theme = open_theme(
            request.folder, config, words, is_site=(request.folder / NAME).is_file()
        )

    def note(self, path: str) -> Note:
        return parse(self._read(path), self._dialects.of(path))

    def given(self, path: str) -> str:
        return self._dialects.of(path).given

    def around(self, note: Note) -> Iterator[Note]:
        """The notes that those links of `note` may mean that go by the name of a file; without their text, unless they
        are shown in it.
        """
        shown = {path for hole in note.holes if isinstance(hole, Embed) for path in self._named(hole.target)}
        linked = {path for hole in note.holes if isinstance(hole, Link) for path in self._named(hole.target)}
        for path in sorted((shown | linked) - {note.path}):
            yield (
                self.note(path) if path in shown else parse(self._front_matter(path), self._dialects.of(path))
            )

    def _named(self, target: str) -> list[str]:
        """The notes whose file, or whose folder as its index, is called as `target` ends."""
        name = nfc(target).casefold().strip("/")
        indexes = [path for index in sorted(INDEX_NAMES) for path in self._stems.get(index, [])]
        inside = [path for path in indexes if f"/{nfc(parent(path)).casefold()}".endswith(f"/{_last(name)}")]
        return [*self._stems.get(_stem(name), []), *inside] if name else []

    def _front_matter(self, path: str) -> Source:
        read = self._read(path)
        if path.lower().endswith(NOTEBOOK):
            return read
        found = _FRONT_MATTER.match(read.data)
        return replace(read, data=found[0] if found else b"")

    def _read(self, path: str) -> Source:
        return Source(path, (self.at / path).read_bytes())


def _stem(path: str) -> str:
    name = _last(nfc(path).casefold())
    stem, ending = os.path.splitext(name)
    return stem if ending in SUFFIXES or ending == ".html" else name


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def _page(path: str) -> str:
    """Where the note at `path` is, unless its front matter says otherwise."""
    name = "index" if is_index(path) else segment(os.path.splitext(_last(path))[0])
    return "/".join([*folder_path(parent(path)), f"{name}.html"])
