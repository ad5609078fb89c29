"""The pages that somebody looks at: shown as they are going to be, before the rest of the site is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from hortus.given import Dialects
from hortus.memo import Memo
from hortus.model import Parsed, Site, Source
from hortus.outputs import Contents, list_pages
from hortus.reading import read_note
from hortus.theme import Theme
from hortus.work import here


@dataclass(frozen=True, slots=True)
class Linked:
    """What a build knows as soon as the notes of `folder` are linked."""

    folder: Path
    dialects: Dialects
    notes: Sequence[Parsed]
    site: Site
    theme: Theme
    contents: Contents


class Ahead:
    """`wanted` says which pages are looked at, `published` which files the site has; `show` takes a page and its path.

    `show` may be called for a build that comes to nothing in the end, and for one page again.
    """

    def __init__(
        self,
        wanted: Callable[[], frozenset[str]],
        published: Callable[[], frozenset[str]],
        show: Callable[[str, bytes], None],
    ) -> None:
        self._wanted, self._published, self._show = wanted, published, show
        self._last: Linked | None = None

    def show_texts(self, memo: Memo) -> None:
        """Show what the last build knew all of but the text of the note. It is not looked for what else has changed."""
        last, wanted = self._last, self._wanted()
        if last is None or not wanted:
            return
        paths = {page.note.path for page in last.site.every_page if page.path in wanted}
        known = [item for item in last.notes if item.path in paths]
        read = [
            Source(item.path, data) for item in known if (data := _read(last.folder / item.path)) is not None
        ]
        parsed, _ = memo.map(read_note, [(source, last.dialects.of(source.path)) for source in read], here)
        before = {item.path: item for item in known}
        texts = {item.path: item.note for item in parsed if item.face == before[item.path].face}
        if any(note != before[path].note for path, note in texts.items()):
            insets = {item.path: item.insets for item in parsed if item.insets}
            contents = replace(
                last.contents,
                notes={**last.contents.notes, **texts},
                insets={**last.contents.insets, **insets},
            )
            self._render(replace(last, contents=contents))

    def show_pages(self, linked: Linked) -> None:
        """Show them all, if they need no file that is yet to be published."""
        self._last = linked
        self._render(linked)

    def _render(self, linked: Linked) -> None:
        pages, files = list_pages(linked.site, linked.theme, linked.contents, self._wanted())
        if not pages or not {file.path for file in files} <= self._published():
            return
        for output in pages:
            with suppress(Exception):  # what is wrong is said when it is published
                content = output.render(*output.inputs)
                if isinstance(content, bytes):
                    self._show(output.path, content)


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None
