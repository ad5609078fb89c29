"""Where readers find the sources of the notes: at the address that the owner gave, or that of the remote `origin`."""

from __future__ import annotations

import os
from pathlib import Path

from hortus.config import NAME, Config
from hortus.git.forge import KINDS, Forge, address_of, kind_of
from hortus.git.repository import GitError, Repository
from hortus.model import Problem


def find_forge(config: Config, repository: Repository | None, site: Path, notes: Path) -> Forge | None:
    """None unless the owner asks for it: the name of a private repository is nobody's business. Raises ForgeError."""
    if not config.repository:
        return None
    address = config.repository
    if address == "auto":
        address = _origin(repository)
    kind = config.forge or kind_of(address)
    if kind is None:
        hint = f"say which: `forge: {KINDS[0]}`, or {', '.join(KINDS[1:])}"
        raise ForgeError(f"it is not known what runs at {address}, so notes have no links to it", hint)
    # Without git, what is built is taken to be a copy of the repository.
    inside = repository.inside if repository else os.path.relpath(notes, site).replace(os.sep, "/") + "/"
    branch = config.branch or (repository.branch if repository else "") or "main"
    return Forge(kind, address, branch, "" if inside == "./" else inside, config.edit)


class ForgeError(Exception):
    """The links cannot be made; the message says why, `problem` is the same for the owner."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.problem = Problem("warning", "repository", message, NAME, hint=hint)


def _origin(repository: Repository | None) -> str:
    hint = "write the address instead: `repository: https://…`"
    if repository is None:
        raise ForgeError("`repository: auto` finds no git work tree here", hint)
    try:
        remote = repository.git("config", "--get", "remote.origin.url").decode(errors="replace")
    except GitError:
        raise ForgeError("`repository: auto` finds no remote `origin`", hint) from None
    address = address_of(remote)
    if not address:
        raise ForgeError("`repository: auto` finds a remote `origin` that readers cannot reach", hint)
    return address
