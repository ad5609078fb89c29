"""The pages that somebody looks at: shown as they are going to be, as soon as the notes are linked, while the rest is made."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from hortus.model import Site
from hortus.outputs import Contents, list_copies, list_pages
from hortus.theme import Theme


@dataclass(frozen=True, slots=True)
class Ahead:
    """`wanted` says which pages are looked at, `published` which files the site has; `show` takes a page and its path.

    `show` may be called for a build that comes to nothing in the end.
    """

    wanted: Callable[[], frozenset[str]]
    published: Callable[[], frozenset[str]]
    show: Callable[[str, bytes], None]

    def run(self, site: Site, theme: Theme, contents: Contents) -> None:
        """Show them, if they need no file that is yet to be published."""
        wanted = self.wanted()
        if not wanted or not {file.path for file in list_copies(site, theme, contents)} <= self.published():
            return
        for output in list_pages(site, theme, contents, wanted):
            with suppress(Exception):  # what is wrong is said when it is published
                content = output.render(*output.inputs)
                if isinstance(content, bytes):
                    self.show(output.path, content)
