"""What lies among the notes and is none: rules that name paths, and say why."""

from __future__ import annotations

import fnmatch
import math
import os
import re
import time
import warnings
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, Literal, TypeVar

from hortus.model import Given
from hortus.text import nfc

if TYPE_CHECKING:
    import regex
    from pathspec import GitIgnoreSpec

Kind = Literal["name", "regex", "gitignore"]

_FARTHEST = 10_000  # repetitions in an expression
# Seconds that an expression may take for one path; what it then does not know it names. One that has taken too long for all gets less.
_PATIENCE, _IMPATIENCE, _TOO_LONG = 0.2, 0.002, 2.0
# In an expression that was a line for git: a star and what follows it, before the next one of the same name. The first place where that
# stands is as good as any, and whoever tried all would be at it for ever.
_STAR = re.compile(r"(\[\^/\]\*)((?:\\.|\[(?:\\.|[^\]\\])+\](?!\*)|[^\[\]()\\*+?|^$./])+)(?=\[\^/\]\*)")
_SET = re.compile(r"\[(!?)((?:\\.|[^\]\\/])+)\]")


@dataclass(frozen=True, slots=True)
class Rule:
    """Leaves out what `pattern` names, for `reason`; with `of_notes` only notes, while other files there may be shown in some.

    A pattern is a `name` with `*` for any letters, of a file or of a folder above it: `drafts/`, `*.tmp.md`, `Templates`; with `/`
    at its beginning only of one at that path. Or it is a `regex` that is found in the path, or the lines of a `gitignore`. The path is that in
    the folder `inside`, and nothing is named that is not in it, with `below` before it.
    """

    IS_SHARED: ClassVar = True
    pattern: str
    reason: str
    kind: Kind = "name"
    below: str = ""
    of_notes: bool = False
    inside: str = ""

    def names(self, path: str) -> bool:
        """Whether the rule names `path`, which is parted by `/` and leads from the folder of notes."""
        seen = path_in(self, path)
        if seen is None:
            return False
        match self.kind:
            case "name":
                return _is_named(seen, self.pattern)
            case "regex":
                return is_found(self.pattern, seen)
            case "gitignore":
                return _lines(self.pattern).match_file(nfc(seen))


Seen = TypeVar("Seen", Rule, Given)


def path_in(rule: Rule | Given, path: str) -> str | None:
    """`path`, which leads from the folder of notes, as `rule` sees it; None where it is not in the folder that the rule is for."""
    if not rule.inside:
        return rule.below + path
    return rule.below + path[len(rule.inside) + 1 :] if path.startswith(f"{rule.inside}/") else None


def seen_from(notes: str, folder: str, rules: Iterable[Seen]) -> tuple[Seen, ...]:
    """`rules` for paths in `folder` as rules for paths in the folder `notes`, where one of both lies in the other."""
    down, up = (os.path.relpath(*pair).replace(os.sep, "/") for pair in ((notes, folder), (folder, notes)))
    if down == ".":
        return tuple(rules)
    if not down.startswith(".."):
        return tuple(replace(rule, below=f"{rule.below}{down}/") for rule in rules)
    if not up.startswith(".."):
        return tuple(replace(rule, inside=f"{up}/{rule.inside}".rstrip("/")) for rule in rules)
    return ()


def first_rule(path: str, rules: Sequence[Rule]) -> Rule | None:
    """The first of `rules` that names `path`."""
    return next((rule for rule in rules if rule.names(path)), None)


def of_folder(path: str, reason: str) -> Rule:
    """Leaves out what is at `path`, a file or a folder with all that is in it."""
    return Rule(f"^{re.escape(path.strip('/'))}(?:/|$)", reason, "regex")


def is_found(pattern: str, path: str) -> bool:
    """Whether the regular expression is found in `path`. In doubt it is: nobody is to learn what somebody wanted to hide."""
    began = time.perf_counter()
    try:
        return _search(pattern, path, _PATIENCE if _taken[pattern] < _TOO_LONG else _IMPATIENCE)
    except TimeoutError:
        return True
    finally:
        _taken[pattern] += time.perf_counter() - began


_taken = defaultdict[str, float](float)  # seconds that an expression took for all paths


def _search(pattern: str, path: str, patience: float) -> bool:
    return bool(_expression(nfc(pattern)).search(nfc(path), timeout=patience))


def is_expression(pattern: str) -> bool:
    """Whether `pattern` can be the regular expression of a rule: those of other programs' languages differ a little. One that counts
    further than anybody needs would take all memory.
    """
    counts = [int(found) for found in re.findall(r"(\d{1,9})\}", pattern)]
    if re.search(r"\d{10,}\}", pattern) or math.prod(count + 1 for count in counts) > _FARTHEST:
        return False
    try:
        _expression(nfc(pattern))
    except (ValueError, RecursionError, OverflowError, MemoryError, _error()):
        return False
    return True


def is_gitignore(line: str) -> bool:
    """Whether `line` can be one of a `gitignore`."""
    try:
        _lines(line)
    except (ValueError, re.error, RecursionError, OverflowError):
        return False
    return True


def expression_of(glob: str) -> str:
    """The regular expression for a whole path that `glob` names: `*` is any part of a name, `**` any folders, `{a,b}` either, `[ab]`
    one of these letters.
    """
    text, depth, at = "", 0, 0
    while at < len(glob):
        sign, rest = glob[at], glob[at:]
        at += 1
        if rest.startswith("**/"):
            text, at = f"{text}(?:.*/)?", at + 2
        elif rest.startswith("**"):
            text, at = f"{text}.*", at + 1
        elif found := _SET.match(rest):
            letters = re.sub(r"([\[&~|])", r"\\\1", found[2])
            text, at = f"{text}[{'^/' if found[1] else ''}{letters}]", at + found.end() - 1
        elif sign == "{" and "}" in rest:
            text, depth = f"{text}(?:", depth + 1
        elif sign in ",}" and depth:
            text, depth = text + ("|" if sign == "," else ")"), depth - (sign == "}")
        else:
            text += {"*": "[^/]*", "?": "[^/]"}.get(sign) or re.escape(sign)
    return text + ")" * depth


def _error() -> type[Exception]:
    import regex  # noqa: PLC0415  (few folders need it)

    return regex.error


@lru_cache(maxsize=256)
def _expression(pattern: str) -> regex.Pattern[str]:
    """As RE2 and JavaScript read it, as far as that is known here."""
    import regex  # noqa: PLC0415  (as above)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        flags = regex.V0 if "\\p" in pattern else regex.V0 | regex.ASCII
        return regex.compile(pattern.replace("\\z", "\\Z").replace("[^]", "[\\s\\S]"), flags)


@lru_cache(maxsize=16)
def _lines(pattern: str) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  (as above)
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern  # noqa: PLC0415  (as above)

    def read(line: str) -> GitIgnoreSpecPattern:
        known = GitIgnoreSpecPattern(line)
        if known.regex:
            known.regex = re.compile(_STAR.sub(r"(?>[^/]*?\2)", known.regex.pattern))
        return known

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return GitIgnoreSpec.from_lines(pattern.splitlines(), read)


def _is_named(path: str, pattern: str) -> bool:
    is_whole = pattern.startswith("/")
    pattern = nfc(pattern).removeprefix("./").strip("/")
    parts = nfc(path).split("/")
    places = ["/".join(parts[: count + 1]) for count in range(len(parts))]
    names = (pattern, pattern.removeprefix("**/"))
    tried = places if is_whole else (*places, *parts)
    return any(fnmatch.fnmatchcase(place, name) for name in names for place in tried)
