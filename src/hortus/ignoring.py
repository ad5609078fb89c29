"""What lies among the notes and is none: rules that name paths, and say why."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, Literal

from hortus.text import nfc

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

Kind = Literal["name", "regex", "gitignore"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Leaves out what `pattern` names, for `reason`.

    A pattern is a `name` with `*` for any letters, of a file or of a folder above it: `drafts/`, `*.tmp.md`, `Templates`; with `/`
    at its beginning only of one at that path. Or it is a `regex` that is found in the path, with `below` before it, or the lines of a
    `gitignore`.
    """

    IS_SHARED: ClassVar = True
    pattern: str
    reason: str
    kind: Kind = "name"
    below: str = ""

    def names(self, path: str) -> bool:
        """Whether the rule names `path`, which is parted by `/` and leads from the folder of notes."""
        match self.kind:
            case "name":
                return _is_named(path, self.pattern)
            case "regex":
                return bool(_expression(self.pattern).search(self.below + nfc(path)))
            case "gitignore":
                return _lines(self.pattern).match_file(nfc(path))


def first_rule(path: str, rules: Sequence[Rule]) -> Rule | None:
    """The first of `rules` that names `path`."""
    return next((rule for rule in rules if rule.names(path)), None)


def is_expression(pattern: str) -> bool:
    """Whether `pattern` can be the regular expression of a rule: those of other programs' languages differ a little."""
    try:
        _expression(pattern)
    except (re.error, RecursionError, OverflowError):
        return False
    return True


def expression_of(glob: str) -> str:
    """The regular expression for a whole path that `glob` names: `*` is any part of a name, `**` any folders, `{a,b}` either."""
    text, depth, at = "", 0, 0
    while at < len(glob):
        sign, rest = glob[at], glob[at:]
        at += 1
        if rest.startswith("**/"):
            text, at = f"{text}(?:.*/)?", at + 2
        elif rest.startswith("**"):
            text, at = f"{text}.*", at + 1
        elif sign == "{" and "}" in rest:
            text, depth = f"{text}(?:", depth + 1
        elif sign in ",}" and depth:
            text, depth = text + ("|" if sign == "," else ")"), depth - (sign == "}")
        else:
            text += {"*": "[^/]*", "?": "[^/]"}.get(sign) or re.escape(sign)
    return text + ")" * depth


@lru_cache(maxsize=256)
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=16)
def _lines(pattern: str) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  (few folders need it)

    return GitIgnoreSpec.from_lines(pattern.splitlines())


def _is_named(path: str, pattern: str) -> bool:
    is_whole = pattern.startswith("/")
    pattern = nfc(pattern).removeprefix("./").strip("/")
    parts = nfc(path).split("/")
    places = ["/".join(parts[: count + 1]) for count in range(len(parts))]
    names = (pattern, pattern.removeprefix("**/"))
    tried = places if is_whole else (*places, *parts)
    return any(fnmatch.fnmatchcase(place, name) for name in names for place in tried)
