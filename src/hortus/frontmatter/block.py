"""The block itself: YAML, TOML or JSON, with whatever can be saved of one that is broken."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from functools import cache
from textwrap import dedent
from typing import Any

import yaml

from hortus import yamls
from hortus.dates import parse_date
from hortus.frontmatter.fields import keeps_back
from hortus.model import Problem

# The C one where PyYAML was built with it: 7 times faster.
_Loader: Any = type("_Loader", (getattr(yaml, "CSafeLoader", yaml.SafeLoader),), {})

OPENING = re.compile(r"[\s\ufeff]*(---|\+\+\+)[ \t\xa0]*(?i:yaml|toml|json)?[ \t\xa0]*(?:#[^\n]*)?\n")
_JSON = re.compile(
    r"""(?:\s*+(?://[^\n]*+|;{3,}[ \t]*+)\n)*+\s*+(?:\{?\s*+"[\w-]+"\s*+:|\{\s*(?:'[\w-]+'|[A-Za-z]\w*)\s*:\s*(?:["'\[{\d]|true|false)[^{}]*\})"""
)
_TITLE = re.compile(r"^title[ \t]*:[ \t]+([^\s\"'][^\n]*?)[ \t]*(?:[ \t]#[^\n]*)?$", re.MULTILINE)
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_FIELD = re.compile(
    r"""["']?[A-Za-z_\u4e00-\u9fff][\w-]*["']?[ \t]*:(?:[ \t]|$)|[ \t]*-[ \t]|[ \t]+\S|[\]}]"""
)
_NAME = re.compile(r"""^["']?([A-Za-z_][\w-]*)["']?[ \t]*:(?:[ \t]|$)""", re.MULTILINE)


def _moment(loader: Any, node: Any) -> Any:
    """A date that there is not, such as one of a month 13, is text: what it was to say is asked later."""
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return node.value


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _moment)

_FLOW = re.compile(r"""[{,]\s*["']?([A-Za-z_][\w-]*)["']?\s*:""")
_DATE = re.compile(
    r"""(?:^|[{,])\s*["']?(?:date|created)["']?[ \t]*:[ \t]*([^,}\n]*)""", re.MULTILINE | re.IGNORECASE
)
# What some of Hexo's notes have above their text: the inside of a JSON object, and a line of semicolons.
_SEMICOLONS = re.compile(
    r"\s*+(?:;{3,}[ \t]*+\n\s*+)?((?:\{\s*+)?\"[\w-]+\"\s*+:(?s:.{0,20000}?))\n;{3,}[ \t]*(?:\n|\Z)"
)
# Keys that hide a note from a moment on, or until one, or from some: twice, in doubt from all.
_DOUBTED = frozenset({"expirydate", "unpublishdate", "publishdate", "pubdate", "unlisted"})
_DATES = frozenset({"date", "created"})
_TOML_LINE = re.compile(r"in? ?\(?at line (\d+), column (\d+)\)?")


def take_hexo_json(text: str) -> tuple[dict[str, Any], str, int]:
    """The same of a note that begins with the inside of one, or one, down to a line `;;;`, as some of Hexo's do."""
    found = _SEMICOLONS.match(text)
    if not found:
        return {}, text, 1
    for written in (found[1], f"{{{found[1].strip().rstrip(',')}}}"):
        fields, rest, _ = take_json(written)
        if fields and not rest.strip():
            return fields, text[found.end() :], text.count("\n", 0, found.end()) + 1
    return {}, text, 1


def take_json(text: str) -> tuple[dict[str, Any], str, int]:
    """(fields, body, its first line) of a note that begins with a JSON object, as some of Hugo's do."""
    start = len(text) - len(text.lstrip())
    try:
        fields, end = json.JSONDecoder(object_pairs_hook=_pairs).raw_decode(text, start)
    except (ValueError, RecursionError):
        return {}, text, 1
    return (fields, text[end:], text.count("\n", 0, end) + 1) if isinstance(fields, dict) else ({}, text, 1)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A key that is there twice and hides in one of both hides."""
    fields = dict[str, Any]()
    for key, value in pairs:
        fields[key] = fields[key] if key in fields and keeps_back({key: fields[key]}) else value
    return fields


def is_broken_json(path: str, text: str) -> Problem | None:
    """What is to be said of a note that begins as a JSON object does and holds none."""
    if not _JSON.match(text):
        return None
    hint = "the whole is shown as text, and hidden where it says so; check commas, quotes and braces"
    return Problem("warning", "front-matter", "this front matter cannot be read as JSON", path, 1, 1, hint)


def take_block(
    path: str, text: str, opening: re.Match[str]
) -> tuple[str | None, str, int, tuple[Problem, ...]]:
    """(the block or None, the text below, the line that begins on, problems)."""
    fence = opening[1]
    start = opening.end()
    closing = re.compile(rf"^(?:{re.escape(fence)}|\.\.\.)[ \t]*$\n?", re.MULTILINE).search(text, start)
    if closing and fence == "---" and _is_text(text[start : closing.start()]):
        return None, text, 1, ()  # between two rules
    if closing:
        return (
            text[start : closing.start()],
            text[closing.end() :],
            text.count("\n", 0, closing.end()) + 1,
            (),
        )
    if not _key().match(text, start):
        return None, text, 1, ()  # a rule, not front matter
    line = text.count("\n", 0, start)
    problem = Problem(
        "warning",
        "front-matter-open",
        "this front matter never closes",
        path,
        line,
        1,
        f"add a line `{fence}` below it; until then it ends at the first line that is no `key: value`",
    )
    end = start
    for found in re.finditer(r"[^\n]*(?:\n|$)", text[start:]):
        if not (_key().match(found[0].rstrip("\n")) or _ITEM.match(found[0])):
            break
        end = start + found.end()
    return text[start:end], text[end:], text.count("\n", 0, end) + 1, (problem,)


def _is_text(block: str) -> bool:
    """Whether what stands between two rules is text, as some write above and below their title: a blank line comes first, and most of
    what follows is nothing that front matter holds.
    """
    if not block.startswith("\n"):
        return False
    lines = [line for line in block.split("\n") if line.strip()]
    rows = [line for line in lines if not line.startswith("#")]
    fields = sum(1 for line in rows if _FIELD.match(line))
    looks_so = 2 * fields < len(rows) or (not rows and any(":" not in line for line in lines))
    return looks_so and not _holds_keys(block)


def _holds_keys(block: str) -> bool:
    """Whether YAML finds keys in it, in whatever form or language they are: then it is front matter, and may hide its note."""
    try:
        return isinstance(yamls.load(block, _Loader), dict)
    except Exception:  # noqa: BLE001  (as below)
        return False


def load(path: str, block: str, opening: re.Match[str]) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    first = opening.string.count("\n", 0, opening.end()) + 1
    try:
        fields = _toml(block) if opening[1] == "+++" else yamls.load(block, _Loader)
    except Exception as error:  # noqa: BLE001  (YAML raises ValueError and others too, for a month 13 or deep nesting)
        return dict(_lenient(block)), (_broken(path, error, block, first),)
    if isinstance(fields, dict):
        named = _as_written({str(key): value for key, value in fields.items()}, block)
        twice = list(_twice(path, block, first))
        doubted: dict[str, object] = {"private": True} if any(key in _DOUBTED for key, _ in twice) else {}
        if any(key in _DATES for key, _ in twice):
            doubted |= _last_date(block)
        return {**named, **doubted}, tuple(problem for _, problem in twice)
    if fields is None:
        return {}, ()
    hint = "write it as lines of `key: value`"
    return dict(_lenient(block)), (
        Problem("warning", "front-matter", "this front matter holds no keys", path, first, 1, hint=hint),
    )


def _twice(path: str, block: str, first: int) -> Iterator[tuple[str, Problem]]:
    """The keys that are written twice, of which the last counts, and what is to be said of each."""
    known, block = set[str](), dedent(block)
    for found in (_FLOW if block.lstrip().startswith("{") else _NAME).finditer(block):
        key = found[1].lower()
        if key in known:
            line = first + block.count("\n", 0, found.start(1))
            message = f"`{found[1]}` is written twice; the last counts"
            hint = "delete one of the two; until then the note is hidden if either hides it"
            yield key, Problem("warning", "front-matter", message, path, line, 1, hint)
        known.add(key)


def _last_date(block: str) -> dict[str, datetime.datetime]:
    """Of several dates the last is that of release."""
    dates = [found for written in _DATE.findall(block) if (found := parse_date(written.strip(" \t\"'")))]
    return {"publishdate": max(dates)} if dates else {}


def _as_written(fields: dict[str, Any], block: str) -> dict[str, Any]:
    """`fields` with a title that YAML takes for a number, a time or a truth as its author wrote it."""
    if not isinstance(fields.get("title"), int | float) or not (found := _TITLE.search(block)):
        return fields
    return fields | {"title": found[1]}


def _toml(block: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415  (few notes need it)

    return tomllib.loads(block)


def _broken(path: str, error: Exception, block: str, first: int) -> Problem:
    line, column, message = 1, 1, str(error).split("\n", 1)[0]
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        line, column = error.problem_mark.line + 1, error.problem_mark.column + 1
        message = error.problem or message
    elif found := _TOML_LINE.search(message):
        line, column = int(found[1]), int(found[2])
        message = message[: found.start()].rstrip(" (")
    line = min(line, max(1, block.count("\n")))
    hint = "it was read line by line as `key: value`; a value with `: `, `#`, `{`, `[` or `@` needs quotes"
    message = f"this front matter cannot be read: {message}"
    return Problem("warning", "front-matter", message, path, first + line - 1, column, hint)


def _lenient(block: str) -> Iterator[tuple[str, Any]]:
    """What lines of `key: value` and `- item` say when YAML cannot read them."""
    key, items = "", list[str]()
    for line in block.split("\n"):
        if found := _key().match(line):
            if key and items:
                yield key, items
            key, items = found[1].strip(), []
            value = (found[2] or "").strip()
            if value.startswith("[") and value.endswith("]"):
                items = [_unquote(item) for item in value[1:-1].split(",") if item.strip()]
            elif value:
                yield key, _unquote(value)
        elif (found := _ITEM.match(line)) and key:
            items.append(_unquote(found[1]))
    if key and items:
        yield key, items


@cache
def _key() -> re.Pattern[str]:
    """`key: value`, compiled for the first block that YAML cannot read."""
    return re.compile(r"([A-Za-z_\u4e00-\u9fff][\w .\-]{0,60}?)[ \t]*:(?:[ \t]+(.*)|$)")


def _unquote(value: str) -> str:
    value = value.strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
