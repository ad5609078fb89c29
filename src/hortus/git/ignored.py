"""The notes that git ignores: whoever keeps a note out of the repository does not mean to publish it from there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from hortus.again import Watched, content, stamp
from hortus.git.repository import Repository
from hortus.memo import Memo
from hortus.work import here

REASON = "git ignores it, and `gitignore: false` in hortus.yaml would publish it all the same"
_NAME = ".gitignore"


def find_ignored(
    repository: Repository | None, paths: Iterable[str], memo: Memo
) -> tuple[frozenset[str], tuple[Watched, ...]]:
    """(those of the notes at `paths` that git ignores, what says so). A folder all of whose notes are ignored is no part of the
    repository that it lies in. Raises GitError.
    """
    if repository is None:
        return frozenset(), ()
    notes = tuple(paths)
    watched = tuple(("content", file, content(file)) for file in _files(repository, notes))
    if not any(digest for _, _, digest in watched):
        return frozenset(), watched
    index = os.path.join(repository.top, ".git", "index")
    said = *watched, ("stamp", index, stamp(index))
    found: frozenset[str] = memo.map(ask, [(repository, notes, said)], here)[0][0]
    if not found or len(found) == len(notes):
        return frozenset(), watched
    return found, said


def _files(repository: Repository, paths: tuple[str, ...]) -> Iterator[str]:
    """Where it may be said what git ignores: from the top of the work tree to each folder of notes."""
    parts = (f"{repository.inside}{path}".split("/")[:-1] for path in paths)
    folders = {"/".join(names[:count]) for names in set(map(tuple, parts)) for count in range(len(names) + 1)}
    for folder in sorted(folders | {""}):
        yield os.path.join(repository.top, folder, _NAME)
    yield os.path.join(repository.top, ".git", "info", "exclude")


def ask(
    repository: Repository,
    paths: tuple[str, ...],
    said: tuple[Watched, ...],  # noqa: ARG001  (what the answer depends on)
) -> frozenset[str]:
    """Raises GitError."""
    inside = repository.inside
    asked = b"\0".join(os.fsencode(inside + path) for path in paths)
    answer = repository.git("check-ignore", "-z", "--stdin", given=asked, is_no=1)
    return frozenset(os.fsdecode(path).removeprefix(inside) for path in answer.split(b"\0") if path)
