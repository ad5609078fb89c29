"""Documents → a folder of files for a search server, replaced as a whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from hortus.model import Engine, SearchExport
from hortus.search.document import Document
from hortus.search.export import EXPORTS


def write_export(engine: Engine, documents: Iterable[Document], folder: Path) -> SearchExport:
    """Make `folder` hold exactly the files for `engine`. Raises OSError.

    They are written beside it first and moved into its place together: it never holds some of the former and some of the new.
    """
    beside, before = (folder.with_name(f".{folder.name}-{name}") for name in ("new", "old"))
    for left in (beside, before):  # by a build that was cut off
        shutil.rmtree(left, ignore_errors=True)
    beside.mkdir(parents=True)
    count = 0

    def counted() -> Iterator[Document]:
        nonlocal count
        for document in documents:
            count += 1
            yield document

    names = list[str]()
    for name, data in EXPORTS[engine](counted()):
        (beside / name).write_bytes(data)
        names.append(name)
    if folder.exists():
        folder.rename(before)
    beside.rename(folder)
    shutil.rmtree(before, ignore_errors=True)
    return SearchExport(engine, folder.as_posix(), count, tuple(names))
