"""The notes that git ignores: whoever keeps a note out of the repository does not mean to publish it from there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hortus.again import Watched, content, stamp
from hortus.git.repository import GitError, Repository, folders_of, run, top_of
from hortus.ignoring import Rule, is_gitignore
from hortus.memo import Memo
from hortus.work import here

REASON = "git ignores it, and `gitignore: false` in hortus.yaml would publish it all the same"
_NAME = ".gitignore"


@dataclass(frozen=True, slots=True)
class Ignored:
    """The notes that git ignores, what says so, and why git itself could not say it: then it is as its files say."""

    paths: frozenset[str] = frozenset()
    watched: tuple[Watched, ...] = ()
    fault: GitError | None = None


def find_ignored(folder: str, repository: Repository | None, paths: Iterable[str], memo: Memo) -> Ignored:
    """Those of the notes at `paths` in `folder` that git ignores. A note behind a link is asked for where it really lies, and one in
    a repository within the repository there. A folder that is ignored itself is no part of the repository around it.
    """
    if repository is None:
        return _without_repository(os.path.realpath(folder), paths)
    groups = _grouped(folder, repository, paths)
    found, watched, fault = set[str](), list[Watched](), None
    for top, inside in groups.items():
        said = (*_said(top, inside), *_said_everywhere(top, memo))
        watched += said
        if not any(digest for kind, _, digest in said if kind == "content"):
            continue
        asked = tuple(sorted(inside))
        try:
            ignored: frozenset[str] = memo.map(ask, [(top, asked, said)], here)[0][0]
        except GitError as error:
            fault, ignored = error, frozenset(path for path in asked if _is_named(top, path))
        found |= {note for path in ignored for note in inside[path]}
    if found and _is_ignored_whole(repository):
        return Ignored(watched=tuple(watched))
    return Ignored(frozenset(found), tuple(watched), fault)


def _without_repository(folder: str, paths: Iterable[str]) -> Ignored:
    """Where there is none nothing is ignored, unless one should be there: what it would ignore must not go out for that."""
    top = folder
    while not os.path.lexists(os.path.join(top, ".git")):
        if top == os.path.dirname(top):
            return Ignored()
        top = os.path.dirname(top)
    inside = "" if top == folder else f"{os.path.relpath(folder, top)}/".replace(os.sep, "/")
    asked = {inside + path: path for path in paths}
    said = tuple(("content", file, content(file)) for file in _files(top, asked))
    found = frozenset(path for at, path in asked.items() if _is_named(top, at))
    hint = "`git worktree repair` or `git submodule update` may bring it back; delete `.git` if there is to be none"
    fault = GitError(f"the repository that {os.path.join(top, '.git')} stands for is not there", hint)
    return Ignored(found, said, fault if any(digest for _, _, digest in said) else None)


def _grouped(folder: str, repository: Repository, paths: Iterable[str]) -> Mapping[str, dict[str, list[str]]]:
    """By the top of each work tree: the notes by their paths in it."""
    groups, places = dict[str, dict[str, list[str]]](), dict[str, tuple[str, str]]()
    for path in paths:
        above, _, name = path.rpartition("/")
        if above not in places:
            real = os.path.realpath(os.path.join(folder, above))
            top = top_of(real, repository.top)
            places[above] = top, "" if real == top else f"{os.path.relpath(real, top)}/".replace(os.sep, "/")
        top, inside = places[above]
        if top:
            groups.setdefault(top, {}).setdefault(inside + name, []).append(path)
    return groups


def _said(top: str, paths: Iterable[str]) -> Iterator[Watched]:
    """What git is told of what to ignore, and what is in the repository all the same."""
    own, common = folders_of(top)
    for file in (*_files(top, paths), os.path.join(common, "info", "exclude")):
        yield "content", file, content(file)
    for file in (os.path.join(common, "config"), os.path.join(own, "index")):
        yield "stamp", file, stamp(file)


def _said_everywhere(top: str, memo: Memo) -> tuple[Watched, ...]:
    """The settings of who keeps the notes, and the file that tells git what to ignore in all repositories."""
    folder = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    own = os.environ.get("GIT_CONFIG_GLOBAL") or os.path.expanduser("~/.gitconfig")
    files = own, f"{folder}/git/config", os.path.join(folders_of(top)[1], "config")
    settings = tuple(("stamp", file, stamp(file)) for file in files)
    try:
        named = memo.map(ask_for_file, [(top, settings)], here)[0][0]
    except GitError:
        named = ""
    file = os.path.join(top, named) if named else f"{folder}/git/ignore"
    return *settings, ("content", file, content(file))


def _files(top: str, paths: Iterable[str]) -> list[str]:
    """Where a `.gitignore` may stand, from the top to each folder of notes."""
    parts = {tuple(path.split("/")[:-1]) for path in paths}
    folders = {"/".join(names[:count]) for names in parts for count in range(len(names) + 1)} | {""}
    return [os.path.join(top, folder, _NAME) for folder in sorted(folders)]


def ask(
    top: str,
    paths: Sequence[str],
    said: tuple[Watched, ...],  # noqa: ARG001  (what the answer depends on)
) -> frozenset[str]:
    """Raises GitError."""
    names = [f"./{path}" for path in paths]  # one may begin as an instruction for git
    answer = run(top, ["check-ignore", "-z", "--stdin"], os.fsencode("\0".join(names)), is_no=1)
    return frozenset(os.fsdecode(name).removeprefix("./") for name in answer.split(b"\0") if name)


def ask_for_file(
    top: str,
    settings: tuple[Watched, ...],  # noqa: ARG001  (what the answer depends on)
) -> str:
    """The file in which git's settings say what to ignore everywhere; "" where they name none. Raises GitError."""
    return os.fsdecode(run(top, ["config", "--path", "--get", "core.excludesFile"], is_no=1)).rstrip("\n")


def _is_ignored_whole(repository: Repository) -> bool:
    if not repository.inside:
        return False
    try:
        return bool(ask(repository.top, [repository.inside.rstrip("/")], ()))
    except GitError:
        return False


def _is_named(top: str, path: str) -> bool:
    """Whether the files that git would read name `path`, as far as that is known without git."""
    names = path.split("/")
    for count in range(len(names)):
        above = "/".join(names[:count])
        for file in (
            os.path.join(top, above, _NAME),
            *([os.path.join(folders_of(top)[1], "info", "exclude")] if not count else []),
        ):
            try:
                with open(file, encoding="utf-8", errors="replace") as stream:
                    lines = "\n".join(line for line in stream.read().splitlines() if is_gitignore(line))
            except OSError:
                continue
            if Rule(lines, "", "gitignore").names("/".join(names[count:])):
                return True
    return False
