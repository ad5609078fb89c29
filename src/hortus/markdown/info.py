"""Info strings: what stands behind the opening mark of a fence, in the manners of the programs that notes come from.

`python`, `{r, echo=FALSE}`, `{.python .numberLines}`, `python=12`, `js {1,3-5}`, `go {linenos=table,hl_lines=[2,"4-6"]}`,
`python:src/a.py`, `ts [a.ts]`, `py title="a b.py" linenums="1"`, `diff-python`. Nothing is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_LONGEST = 1_000  # characters that are looked at
_HEAD = re.compile(r"(?P<name>[^\s{}\[\],=:\"']+)(?:=(?P<start>\d{1,6}|\+)?(?=[\s{]|$))?(?::(?P<title>\S+))?")
_PART = re.compile(
    r"""
    (?P<key> [A-Za-z][\w.-]* ) \s* [=:] \s*
        (?P<value> "[^"]*" | '[^']*' | \[[^\]]*\] | \{[^{}]*\} | [^\s,{}"']+ )
    | \{ (?P<lines> \s* \d [\d\s,-]* ) \}
    | (?<=\s) \[ (?P<title> [^\[\]]+ ) \]
    | (?P<word> [^\s,{}\[\]"'=]+ )
    """,
    re.VERBOSE,
)
_RANGE = re.compile(r"(\d{1,6})(?:\s*-\s*(\d{1,6}))?")
_TITLES = ("title", "filename", "file", "caption")
_MARKS = ("hl_lines", "highlight", "mark", "emphasize-lines")
_NUMBERS = ("linenums", "linenos", "numberlines", "showlinenumbers")
_STARTS = ("startfrom", "linenostart", "lineno-start", "startline", "start")
_NUMBERED = frozenset(
    {"numberlines", "number-lines", "line-numbers", "showlinenumbers", "linenos", "linenums"}
)
_PLAIN = frozenset({"nolinenumbers", "no-line-numbers"})
_OF_LINES = re.compile(r"(?P<no>no-)?line-numbers(?:=(?P<start>\d{1,6}))?")
_NO = frozenset({"false", "0", "no", "none"})


@dataclass(frozen=True, slots=True)
class Info:
    """`language` is in lower case; `marked` are pairs of first and last line, counted from 1 within the block.

    `numbered` is None where the note does not say.
    """

    language: str = ""
    title: str = ""
    marked: tuple[tuple[int, int], ...] = ()
    numbered: bool | None = None
    start: int = 1
    is_diff: bool = False


def language(info: str) -> str:
    """The language that an info string names: `python`, `{r}`, `python{1,3}`, `js:app.js`, `.c`."""
    return read_info(info).language


@lru_cache(maxsize=512)
def read_info(info: str) -> Info:
    text = info.strip()[:_LONGEST]
    head = _HEAD.match(text)
    if head and text[head.end() : head.end() + 1] == "=":  # it has no language, only `title="a.py"`
        head = None
    parts = list(_PART.finditer(text, head.end() if head else 0))
    name = head["name"].lstrip(".").lower() if head else _class(text, parts)
    options = {part["key"].lower(): _bare(part["value"]) for part in parts if part["key"]}
    words = [part["word"].lstrip(".").lower() for part in parts if part["word"]]
    name, is_diff = _diff(name, words)
    return Info(
        name,
        _title(head, parts, options),
        tuple(_ranges(parts, options)),
        _numbered(head, words, options),
        _start(head, options),
        is_diff,
    )


def ranges(text: str) -> Iterator[tuple[int, int]]:
    """The lines that `1,3-5`, `2 "4-6"` and the like name."""
    for found in _RANGE.finditer(text):
        first = int(found[1])
        yield first, int(found[2] or first)


def _class(text: str, parts: list[re.Match[str]]) -> str:
    """The language in `{r, echo=FALSE}` or `{#id .python .numberLines}`."""
    if not text.startswith("{"):
        return ""
    words = [part["word"] for part in parts if part["word"] and part["word"][0] != "#"]
    names = [word.lstrip(".").lower() for word in words]
    return next((name for name in names if name not in _NUMBERED), "")


def _diff(name: str, words: list[str]) -> tuple[str, bool]:
    """`diff-python` and `diff python` are Python with changes; `diff` alone is a language of its own."""
    if name.startswith("diff-") and len(name) > 5:
        return name[5:], True
    if name == "diff" and words and words[0].isalnum() and words[0] not in _NUMBERED | _PLAIN:
        return words[0], True
    return name, False


def _title(head: re.Match[str] | None, parts: list[re.Match[str]], options: dict[str, str]) -> str:
    given = next((options[key] for key in _TITLES if options.get(key)), "")
    behind = head["title"] if head and head["title"] and not _of_lines(head) else ""
    bracketed = next((part["title"] for part in parts if part["title"]), "")
    return (given or behind.removeprefix("title=").strip("\"'") or bracketed).strip()


def _ranges(parts: list[re.Match[str]], options: dict[str, str]) -> Iterator[tuple[int, int]]:
    for part in parts:
        if part["lines"]:
            yield from ranges(part["lines"])
    for key in _MARKS:
        yield from ranges(options.get(key, ""))


def _of_lines(head: re.Match[str] | None) -> re.Match[str] | None:
    """What VuePress says of the lines where others have a title: `js:line-numbers=3`."""
    return _OF_LINES.fullmatch(head["title"] or "") if head else None


def _numbered(head: re.Match[str] | None, words: list[str], options: dict[str, str]) -> bool | None:
    if not _PLAIN.isdisjoint(words):
        return False
    if of_lines := _of_lines(head):
        return not of_lines["no"]
    given = next((options[key].lower() for key in _NUMBERS if key in options), None)
    if given is not None:
        return given not in _NO
    is_said = bool(head and re.match(r"=", head.string[head.end("name") :]))
    is_said = is_said or not _NUMBERED.isdisjoint(words) or any(key in options for key in _STARTS)
    return True if is_said else None


def _start(head: re.Match[str] | None, options: dict[str, str]) -> int:
    given = head["start"] if head and head["start"] else ""
    of_lines = _of_lines(head)
    given = given or (of_lines["start"] or "" if of_lines else "")
    given = given or next((options[key] for key in (*_STARTS, *_NUMBERS) if key in options), "")
    return int(given) if re.fullmatch(r"[0-9]{1,6}", given) else 1


def _bare(value: str) -> str:
    return value[1:-1] if value[0] in "\"'[{" else value
