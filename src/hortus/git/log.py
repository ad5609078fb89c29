"""What `git log` says of all notes at once → the commits of each, under the names that it had before too."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hortus.model import Commit
from hortus.text import clean

# Each commit begins with a character that no status does; a zero byte ends every part.
FORMAT = "%x01%H%x00%aI%x00%at%x00%P%x00%s%x00%an"
_PARTS = 6
_UTC = datetime.UTC


@dataclass(frozen=True, slots=True)
class Touch:
    """What a commit did to a file: the letter for it, its path, and the one before where it was moved."""

    did: str
    path: str
    before: str = ""


def read_log(data: bytes) -> Iterator[tuple[Commit, tuple[Touch, ...]]]:
    """The commits in `data`, as `git log -z --name-status` with our FORMAT gives them."""
    parts = data.decode("utf-8", "surrogateescape").split("\0")
    at = 0
    while at + _PARTS <= len(parts):
        hash_, written, seconds, parents, subject, author = parts[at : at + _PARTS]
        at += _PARTS
        touches = list[Touch]()
        while at < len(parts) and not parts[at].startswith("\x01"):
            did = parts[at].lstrip("\n")
            at += 1
            if not did:  # what stands before the list of a merge
                continue
            if did[0] in "RC" and did[1:].isdecimal() and at + 1 < len(parts):
                touches.append(Touch(did[0], parts[at + 1], parts[at]))
                at += 2
            elif at < len(parts):
                touches.append(Touch(did[0], parts[at]))
                at += 1
        # What a merge brings is not listed, and its message names branches.
        subject = "" if " " in parents else subject
        commit = Commit(hash_[1:], _moment(written, seconds), _shown(subject), _shown(author))
        yield commit, tuple(touches)


@dataclass(frozen=True, slots=True)
class Log:
    """The commits of each note, newest first, and the names and hashes of those that touched a note which is not among them."""

    commits: Mapping[str, list[Commit]]
    strays: frozenset[tuple[str, str]]


def _moment(written: str, seconds: str) -> datetime.datetime:
    """When the author made it. Some tools write time zones and moments that there are not."""
    try:
        return datetime.datetime.fromisoformat(written)
    except ValueError:
        pass
    try:
        return datetime.datetime.fromtimestamp(int(seconds), _UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.datetime(1970, 1, 1, tzinfo=_UTC)


def _shown(text: str) -> str:
    return clean(" ".join(text.encode("utf-8", "replace").decode().split()))


def commits_of(files: Iterable[str], log: Iterable[tuple[Commit, tuple[Touch, ...]]]) -> Log:
    """The commits of each of `files`, which are those of the first commit in `log`, newest first; one that has none is left out.
    `log` has children before their parents.

    A file that was deleted and made again is one file, as git has it; one that was moved away and another made in its
    place are two.
    """
    follower = _Follower(files)
    for commit, touches in log:
        follower.follow(commit, touches)
    # Of branches beside each other the one that is told first may be the older.
    known = {
        file: sorted(commits, key=lambda commit: commit.date, reverse=True)
        for file, commits in follower.commits.items()
        if commits
    }
    return Log(known, frozenset(follower.strays))


class _Follower:
    """Goes back in time. `_now` is which file of today a name means there; `_loose` are the commits under names that mean none
    yet: on a branch beside the one that moved the file. `strays` are names and commits that belong to no file of today.
    """

    def __init__(self, files: Iterable[str]) -> None:
        self._now = {file: file for file in files}
        self.commits: dict[str, list[Commit]] = {file: [] for file in self._now}
        self.strays = set[tuple[str, str]]()
        self._loose: dict[str, list[Commit]] = {}

    def follow(self, commit: Commit, touches: tuple[Touch, ...]) -> None:
        moved = dict[str, str]()
        for touch in touches:
            file = self._now.get(touch.path)
            if file is None:
                self._loosen(commit, touch)
                continue
            if touch.did != "D":
                self.commits[file].append(commit)
            if touch.did == "R":
                moved[touch.before] = self._now.pop(touch.path)
        # Only now, for two files may have changed names with each other.
        self._now |= moved
        for before, file in moved.items():
            found = self._loose.pop(before, [])
            self.commits[file] += found
            self.strays -= {(before, commit.hash) for commit in found}

    def _loosen(self, commit: Commit, touch: Touch) -> None:
        self.strays.add((touch.path, commit.hash))
        if touch.did == "A":
            self._loose.pop(touch.path, None)
        elif touch.did == "M":
            self._loose.setdefault(touch.path, []).append(commit)
