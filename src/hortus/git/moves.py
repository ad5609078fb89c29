"""Where git saw notes go: asked only when a page is missed, once for each commit that is checked out."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from hortus.git.log import FORMAT, read_log
from hortus.git.repository import GitError, Repository
from hortus.memo import Memo
from hortus.model import Source
from hortus.reading import SUFFIXES
from hortus.text import nfc
from hortus.work import here

_ALIKE = "-M70%"  # two notes of one template are half the same
_SHA1 = 40  # hexadecimal digits
_MODE_KIND_HASH = 3


@dataclass(frozen=True, slots=True)
class Moves:
    """`blobs` are the notes in the commit, with the hashes of their contents; `ends` are names that notes had before, with those
    that they went to: "" where the note was deleted.
    """

    blobs: tuple[tuple[str, str], ...]
    ends: tuple[tuple[str, str], ...]


def moved(
    repository: Repository | None, missed: Collection[str], sources: Iterable[Source], memo: Memo
) -> Mapping[str, str]:
    """Of the notes at the paths `missed`, which are not among `sources`, where those are now that git saw move: in a commit, or
    since the last one without any change. What git cannot say is nowhere.
    """
    if repository is None or not repository.head:
        return {}
    try:
        known: Moves = memo.map(read_moves, [(repository, repository.is_shallow)], here)[0][0]
    except GitError:
        return {}
    blobs, ends = dict(known.blobs), dict(known.ends)
    last = {path: _last(path, blobs, ends) for path in missed}
    there = {nfc(source.path): source.data for source in sources}
    new = _by_hash(
        {path: data for path, data in there.items() if path not in blobs},
        is_short=all(len(blob) == _SHA1 for blob in blobs.values()),
    )
    found = {path: at if at in there else new.get(blobs.get(at, ""), "") for path, at in last.items() if at}
    return {path: at for path, at in found.items() if at}


def _last(path: str, blobs: Mapping[str, str], ends: Mapping[str, str]) -> str:
    """The name under which the note that was last at `path` is in the commit, "" for none."""
    seen = set[str]()
    while path and path not in blobs:
        if path in seen:
            return ""
        seen.add(path)
        path = ends.get(path, "")
    return path


def _by_hash(notes: Mapping[str, bytes], *, is_short: bool) -> dict[str, str]:
    """The notes by what git calls their contents; those without any, and those that are equal to another, are left out."""
    found: dict[str, list[str]] = {}
    for path, data in notes.items():
        if data.strip():
            whole = b"blob %d\0" % len(data) + data
            hash_ = hashlib.sha1(whole, usedforsecurity=False) if is_short else hashlib.sha256(whole)
            found.setdefault(hash_.hexdigest(), []).append(path)
    return {hash_: paths[0] for hash_, paths in found.items() if len(paths) == 1}


def read_moves(repository: Repository, is_shallow: bool) -> Moves:
    """Raises GitError."""
    tree = repository.git("ls-tree", "-r", "-z", repository.head).decode("utf-8", "surrogateescape")
    rows = (row.partition("\t") for row in tree.split("\0") if row)
    blobs = tuple(
        (_inside(name, repository), facts.split()[-1])
        for facts, _, name in rows
        if len(facts.split()) == _MODE_KIND_HASH and _is_note(name, repository)
    )
    return Moves(blobs, () if is_shallow else tuple(sorted(_ends(repository).items())))


def _ends(repository: Repository) -> dict[str, str]:
    log = repository.git(
        "-c", "log.showRoot=true", "-c", "log.follow=false", "-c", "diff.renameLimit=1000",
        "log", "-z", f"--format={FORMAT}", "--name-status", "--diff-filter=DR",
        "-M100%" if repository.is_partial else _ALIKE, "-c", "--topo-order", "--encoding=UTF-8",
        "--no-color", "--no-ext-diff", "--no-show-signature", "--no-notes", "--no-relative", repository.head,
        "--", *(f":(icase)*{suffix}" for suffix in sorted(SUFFIXES)),
    )  # fmt: skip
    ends: dict[str, str] = {}
    for _, touches in read_log(log):  # from the newest on: what became of a name last is what counts
        for touch in touches:
            before = touch.before if touch.did == "R" else touch.path
            if _is_note(before, repository):
                went = touch.did == "R" and _is_note(touch.path, repository)
                ends.setdefault(_inside(before, repository), _inside(touch.path, repository) if went else "")
    return ends


def _is_note(name: str, repository: Repository) -> bool:
    return name.startswith(repository.inside) and name.lower().endswith(tuple(SUFFIXES))


def _inside(name: str, repository: Repository) -> str:
    return nfc(name.removeprefix(repository.inside))
