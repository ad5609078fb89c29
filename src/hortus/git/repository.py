"""The git work tree that holds a folder: where it is and which commit is checked out, read without calling git."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from hortus.again import Watched, content, stamp

_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_SECONDS = 60.0


class GitError(Exception):
    """Git cannot say what it was asked; the message says why, `hint` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Repository:
    """`head` is the commit that is checked out, "" before the first; `inside` leads from the top of the work tree to the
    folder: "" or `docs/notes/`. Equal ones have the same past, wherever they lie.
    """

    head: str
    inside: str
    top: str = field(compare=False)
    branch: str = field(compare=False)  # "" where none is known
    is_shallow: bool = field(compare=False)
    is_partial: bool  # whether contents of files may be missing
    watched: tuple[Watched, ...] = field(compare=False)

    def git(self, *arguments: str) -> bytes:
        """What git says. Raises GitError."""
        return run(self.top, arguments)


def find(folder: Path) -> tuple[Repository | None, tuple[Watched, ...]]:
    """(the work tree that `folder` is in, what says that it is none or another one)."""
    real = os.path.realpath(folder)
    watched = list[Watched]()
    top = real
    while True:
        place = _git_folder(top)
        file = os.path.join(place or f"{top}/.git", "HEAD")
        watched.append(("content", file, content(file)))
        if place and watched[-1][2]:
            break
        if top == os.path.dirname(top):
            return None, tuple(watched)
        top = os.path.dirname(top)
    inside = os.path.relpath(real, top).replace(os.sep, "/")
    found = _open(top, "" if inside == "." else inside + "/", place)
    return found, (*watched, *found.watched)


def top_of(real: str, top: str) -> str:
    """The top of the work tree that the folder `real` is in, as far up as `top` where it lies below that; "" for none."""
    while real and not _git_folder(real):
        if real in {top, os.path.dirname(real)}:
            return ""
        real = os.path.dirname(real)
    return real


def folders_of(top: str) -> tuple[str, str]:
    """Where git keeps what it knows of a work tree, and of all of its repository."""
    place = _git_folder(top)
    return place, os.path.join(place, _read(os.path.join(place, "commondir")).strip())


def _git_folder(top: str) -> str:
    """Where the repository of a work tree is, "" for none: a submodule and a second work tree have a file that says it."""
    place = os.path.join(top, ".git")
    if os.path.isdir(place):
        return place
    said = _read(place)
    return os.path.join(top, said.removeprefix("gitdir:").strip()) if said.startswith("gitdir:") else ""


def _open(top: str, inside: str, place: str) -> Repository:
    common = os.path.join(place, _read(os.path.join(place, "commondir")).strip())
    named = _read(os.path.join(place, "HEAD")).strip()
    reference = named.removeprefix("ref:").strip() if named.startswith("ref:") else ""
    packed, shallow = os.path.join(common, "packed-refs"), os.path.join(common, "shallow")
    tables = os.path.join(common, "reftable", "tables.list")  # another way to store references
    default = os.path.join(common, "refs", "remotes", "origin", "HEAD")
    looked_at = [os.path.join(common, reference), shallow, tables, default]
    head = named
    if reference:
        head = _read(os.path.join(common, reference)).strip() or _packed(_read(packed), reference)
    if os.path.exists(tables):
        head = _asked(top)
    followed = _read(default).partition("refs/remotes/origin/")[2].strip()
    return Repository(
        head if _HASH.fullmatch(head) else "",
        inside,
        top,
        followed or reference.removeprefix("refs/heads/").removesuffix(".invalid"),
        bool(_read(shallow)),
        _is_partial(os.path.join(common, "objects", "pack")),
        (
            *(("stamp", path, stamp(path)) for path in (packed, os.path.join(common, "config"))),
            *(("content", path, content(path)) for path in looked_at),
        ),
    )


def _is_partial(packs: str) -> bool:
    try:
        return any(name.endswith(".promisor") for name in os.listdir(packs))
    except OSError:
        return False


def _packed(text: str, reference: str) -> str:
    rows = (row.partition(" ") for row in text.splitlines())
    return next((hash_ for hash_, _, name in rows if name == reference), "")


def _asked(top: str) -> str:
    try:
        return run(top, ["rev-parse", "--verify", "-q", "HEAD"]).decode().strip()
    except GitError:
        return ""


def _read(file: str) -> str:
    try:
        with open(file, encoding="utf-8", errors="surrogateescape") as stream:
            return stream.read()
    except OSError:
        return ""


def run(top: str, arguments: tuple[str, ...] | list[str], given: bytes = b"", *, is_no: int = 0) -> bytes:
    """What git says in the work tree at `top`, which reads what is `given`; `is_no` is its exit status when there is nothing to say.
    Raises GitError.
    """
    import subprocess  # noqa: PLC0415  (seldom needed: what git says is remembered)

    # Set within a hook of git's, these would name another repository, or change what a path means.
    ours = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    kept = {name: value for name, value in os.environ.items() if name.startswith(("GIT_CONFIG_", "GIT_EXEC"))}
    still = {
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "LC_ALL": "C",
    }
    # What is missing in a partial clone is not fetched: a build asks no server, and runs nothing that a repository names.
    command = ["git", "--no-pager", "-c", "protocol.allow=never", "-C", top, *arguments]
    try:
        done = subprocess.run(  # noqa: S603  (no shell, and no argument that a note could have a hand in)
            command, env={**ours, **kept, **still}, capture_output=True, check=False, timeout=_SECONDS,
            input=given,
        )  # fmt: skip
    except FileNotFoundError:
        raise GitError("there is no program `git` here", "install git") from None
    except subprocess.TimeoutExpired:
        raise GitError(
            f"git was not done after {_SECONDS:.0f} seconds", "run `git gc`, and try again"
        ) from None
    except OSError as error:
        raise GitError(f"git cannot be run: {error.strerror}", "install git") from None
    if done.returncode not in {0, is_no}:
        raise _refused(done.stderr.decode(errors="replace"), top)
    return done.stdout


def _refused(said: str, top: str) -> GitError:
    if "dubious ownership" in said:
        hint = f"if you trust it: git config --global --add safe.directory {top}"
        return GitError("git does not read this work tree, for it belongs to somebody else", hint)
    first = next((line for line in said.splitlines() if line.startswith(("fatal:", "error:"))), said[:200])
    return GitError(f"git says: {first.strip()}", "see whether `git log` works here")
