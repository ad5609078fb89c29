"""Hugo's mounts: which folders its notes are in, and which of the files there it takes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hortus.ignoring import Rule, expression_of, is_expression
from hortus.platforms.platform import folder, lowered, text, texts

_REASON = "`module.mounts` in Hugo's settings leaves it out"


@dataclass(frozen=True, slots=True)
class Mounts:
    """`root` is the folder of the notes, `ignore` says what of it is left out, and `unread` what cannot be followed."""

    root: str
    ignore: tuple[Rule, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mount:
    source: str
    target: str
    left_out: tuple[str, ...]
    taken: tuple[str, ...]  # if there are any, all others are left out


def read_mounts(module: Mapping[str, Any], root: str, languages: list[dict[str, str]]) -> Mounts:
    """What is said under `module`, or else by `languages`, of a site whose notes would be in `root` otherwise."""
    written = module.get("mounts")
    mounts = [_mount(one) for one in written if isinstance(one, dict)] if isinstance(written, list) else []
    mounts = [one for one in mounts if one.target == "content" or one.target.startswith("content/")]
    mounts = mounts or [_mount(one) for one in languages]
    inside = [one.source for one in mounts if one.target == "content" and not one.source.startswith("..")]
    if inside and len(inside) == len(mounts):
        root = _common(inside)
    within = [(one, below) for one in mounts if (below := _below(one.source, root)) is not None]
    elsewhere = [one.source for one in mounts if _below(one.source, root) is None]
    odd = [
        f"`module.mounts` in Hugo's settings takes notes from {source}, which is not read here"
        for source in elsewhere
    ]
    if mounts and not within:
        odd.append("what `module.mounts` in Hugo's settings leaves out is not left out here")
    rules = list[Rule]()
    for one, below in within:
        for pattern, glob in _patterns(one, below):
            if is_expression(pattern):
                rules.append(Rule(pattern, f"{_REASON}: `{glob}`", "regex"))
            else:
                odd.append(f"nobody here can read `{glob}`, by which `module.mounts` leaves files out")
    folders = [below for _, below in within]
    if folders and "" not in folders:
        rules.append(Rule(f"^(?!(?:{'|'.join(map(re.escape, folders))})/)", _REASON, "regex", of_notes=True))
    return Mounts(root, tuple(rules), tuple(odd))


def _common(folders: list[str]) -> str:
    """The folder that all of them are in; their own where it is one."""
    return posixpath.commonpath(folders) if all(folders) else ""


def _mount(written: Mapping[str, Any]) -> _Mount:
    fields = lowered(written)
    files = texts(fields.get("files"))  # as newer versions have it, with a sign for what is left out
    left_out = [*texts(fields.get("excludefiles")), *(one[1:] for one in files if one.startswith("!"))]
    taken = [*texts(fields.get("includefiles")), *(one for one in files if not one.startswith("!"))]
    target = text(fields, "target").strip("/")
    return _Mount(folder(fields, "source"), target, tuple(map(_bare, left_out)), tuple(map(_bare, taken)))


def _bare(glob: str) -> str:
    return glob.strip().removeprefix("./").strip("/")


def _below(source: str, root: str) -> str | None:
    """The path of `source` as seen from `root`, "" for that itself; None where it is not in it."""
    if source.startswith(".."):
        return None
    if source == root or not root:
        return source if not root else ""
    return posixpath.relpath(source, root) if source.startswith(f"{root}/") else None


def _patterns(mount: _Mount, below: str) -> Iterator[tuple[str, str]]:
    """(a regular expression for the paths that are left out, what is written for it)."""
    before = f"{re.escape(below)}/" if below else ""
    for glob in mount.left_out:
        yield f"^{before}{expression_of(glob)}(?:/|$)", glob
    if mount.taken:
        either = "|".join(map(expression_of, mount.taken))
        yield f"^{before}(?!(?:{either})$)", ", ".join(mount.taken)
