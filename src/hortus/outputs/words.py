"""What the scripts say in a site whose language is not English: a script that is loaded before them."""

from __future__ import annotations

from collections.abc import Iterator

from hortus.model import Output, Site
from hortus.outputs.contents import Contents
from hortus.theme import Theme


def words(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    if theme.words.script:
        yield Output(theme.words.script_path, render_words, (theme.words.script,))


def render_words(script: str) -> bytes:
    return script.encode("utf-8", "replace")
