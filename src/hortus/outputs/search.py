"""The search page, and the files of the index that it and the search dialog load."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from hortus.model import Output
from hortus.search.index import File, Text
from hortus.theme import Chrome, Template, Theme


@dataclass(frozen=True, slots=True)
class IndexFile:
    """One file of the index. `key` is the digest of its content, which `contents` has under its path, made when wanted."""

    key: bytes
    path: str
    contents: Callable[[], Mapping[str, File | Text]] = field(compare=False)


def search(files: tuple[IndexFile, ...], theme: Theme) -> Iterator[Output]:
    yield Output("search.html", render_search, (theme.template("search.html"), theme.chrome))
    for file in files:
        yield Output(f"search/{file.path}", render_index_file, (file,))


def render_search(template: Template, chrome: Chrome) -> bytes:
    return template.render("", site=chrome)


def render_index_file(file: IndexFile) -> bytes:
    return file.contents()[file.path].script().encode("utf-8", "replace")
