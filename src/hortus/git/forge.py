"""The sites that show repositories to readers, and the addresses that they give to files and commits."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import mdurl

Kind = Literal["github", "gitlab", "gitea", "bitbucket"]
KINDS: tuple[Kind, ...] = ("github", "gitlab", "gitea", "bitbucket")

# Parts of host names that tell what a site runs; Codeberg runs Forgejo, whose addresses are Gitea's.
_TOLD_BY: tuple[tuple[str, Kind], ...] = (
    ("github", "github"),
    ("gitlab", "gitlab"),
    ("codeberg", "gitea"),
    ("gitea", "gitea"),
    ("forgejo", "gitea"),
    ("bitbucket", "bitbucket"),
)
_REMOTE = re.compile(
    r"(?:(?:https?|ssh|git)://)?(?:[^/\s]*@)?(?P<host>[\w.\-]+)(?P<port>:\d+(?=/))?[:/]/*(?P<path>[^?#\s]+)"
)
_UNHARMED = "/-_.~"  # of a path that becomes part of an address


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What follows the address of the repository; {branch} and {path} are encoded."""

    file: str
    edit: str
    commit: str


_PATTERNS: dict[Kind, _Patterns] = {
    "github": _Patterns("blob/{branch}/{path}", "edit/{branch}/{path}", "commit/{hash}"),
    "gitlab": _Patterns("-/blob/{branch}/{path}", "-/edit/{branch}/{path}", "-/commit/{hash}"),
    "gitea": _Patterns("src/branch/{branch}/{path}", "_edit/{branch}/{path}", "commit/{hash}"),
    "bitbucket": _Patterns(
        "src/{branch}/{path}", "src/{branch}/{path}?mode=edit&at={branch}", "commits/{hash}"
    ),
}


@dataclass(frozen=True, slots=True)
class Forge:
    """A repository that readers can look at: its address, and the way in it to the folder of notes, "" or `docs/`.

    `edits` is whether readers are shown the way to the editor.
    """

    kind: Kind
    address: str
    branch: str
    inside: str
    edits: bool = True

    def source(self, path: str) -> str:
        """The address of the file of the note at `path`."""
        return self._fill(_PATTERNS[self.kind].file, path)

    def edit(self, path: str) -> str:
        """Where that file is edited."""
        return self._fill(_PATTERNS[self.kind].edit, path)

    def commit(self, hash_: str) -> str:
        return f"{self.address}/{_PATTERNS[self.kind].commit.format(hash=hash_)}"

    def _fill(self, pattern: str, path: str) -> str:
        return f"{self.address}/{pattern.format(branch=_encoded(self.branch), path=_encoded(self.inside + path))}"


def kind_of(address: str) -> Kind | None:
    """What runs at an address, as far as its host tells."""
    host = address.partition("://")[2].partition("/")[0]
    return next((kind for part, kind in _TOLD_BY if part in host), None)


def address_of(remote: str) -> str:
    """The address of the repository that `origin` names: without names and passwords, "" when it is a folder or the like."""
    found = _REMOTE.fullmatch(remote.strip())
    if not found or "." not in found["host"] or remote.startswith((".", "/")):
        return ""
    port = found["port"] if remote.startswith("http") and found["port"] else ""
    scheme = "http" if remote.startswith("http:") else "https"
    return f"{scheme}://{found['host']}{port}/" + found["path"].strip("/").removesuffix(".git")


_encode: Callable[..., str] = mdurl.encode


def _encoded(text: str) -> str:
    return _encode(text, _UNHARMED, keep_escaped=False)
