"""The block at the top of a note: bytes → what it says, the text below it, and what was wrong with it."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import yaml

from hortus.dates import parse_date
from hortus.macros import read_macros
from hortus.model import Meta, Problem
from hortus.text import clean

_Loader: Any = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # the C one where PyYAML was built with it: 7 times faster

_OPENING = re.compile(r"\s*(---|\+\+\+)[ \t]*(?:yaml|toml)?[ \t]*\n")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_TOML_LINE = re.compile(r"in? ?\(?at line (\d+), column (\d+)\)?")

_TAGS = ("tags", "tag", "categories", "category")
_SUMMARY = ("summary", "description", "excerpt", "abstract", "desc")
_DATE = ("date", "created", "published", "publish", "publishdate", "pubdate")
_RELEASE = ("publishdate", "pubdate", "published", "publish")
_UPDATED = ("updated", "lastmod", "last_modified_at", "modified", "update")
_ORDER = ("order", "weight", "nav_order", "sidebar_position")
_PINNED = ("pin", "pinned", "sticky", "sticky_rank", "top")
_KNOWN = {
    *_TAGS,
    *_SUMMARY,
    *_DATE,
    *_UPDATED,
    *_ORDER,
    *_PINNED,
    "title",
    "aliases",
    "alias",
    "lang",
    "language",
    "slug",
}
_KNOWN |= {
    "permalink",
    "url",
    "draft",
    "private",
    "unlisted",
    "macros",
    "series",
    "part",
    "numbered",
    "comments",
}

# What hides a note, found in a block that cannot be read for sure: in doubt it is hidden, so that nothing leaks.
_HIDING = re.compile(
    r"""^\W*(?:(?P<draft>draft)|private)\W*(?:[:=\s：]\W*)(?:true|yes|on|1)\b|^\W*publish(?:ed)?\W*(?:[:=\s：]\W*)(?:false|no|off|0)\b""",
    re.IGNORECASE | re.MULTILINE,
)
_MAX_DEPTH, _MAX_ITEMS = 3, 20  # of a value that is shown as a line of text
_WIKILINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")
_MAX_NAMES = 5_000
_MAX_NUMBER = 10**15
_HEAD = 4_000  # characters of a note in which a block that is not closed may hide it


@dataclass(frozen=True, slots=True)
class Parted:
    """A source in its parts. `first_line` is the line of the file, from 1, on which `body` begins."""

    meta: Meta
    body: str
    first_line: int
    problems: tuple[Problem, ...]


def part(path: str, data: bytes) -> Parted:
    """Read one note. Never fails: what cannot be understood is a problem, and the text stays."""
    text, problems = decode(path, data)
    fields: dict[str, Any] = {}
    body, first_line = text, 1
    damaged = ""
    opening = _OPENING.match(text)
    if opening:
        block, body, first_line, found = _take_block(path, text, opening)
        problems += found
        damaged = text[:_HEAD] if found or block is None else ""
        if block is not None:
            fields, found = _load(path, block, opening)
            problems += found
            damaged = damaged or (block if found else "")
    elif text.lstrip().startswith("{"):
        fields, body, first_line = _take_json(text)
    meta, found = _understand(path, fields, text)
    return Parted(hidden_where_damaged(meta, damaged), body, first_line, problems + found)


def _take_json(text: str) -> tuple[dict[str, Any], str, int]:
    """(fields, body, its first line) of a note that begins with a JSON object, as some of Hugo's do."""
    start = len(text) - len(text.lstrip())
    try:
        fields, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return {}, text, 1
    return (fields, text[end:], text.count("\n", 0, end) + 1) if isinstance(fields, dict) else ({}, text, 1)


def hidden_where_damaged(meta: Meta, damaged: str) -> Meta:
    """`meta`, hidden where a block that could not be read for sure says so."""
    found = _HIDING.search(damaged)
    if not found or meta.draft or meta.private:
        return meta
    return replace(meta, draft=True) if found["draft"] else replace(meta, private=True)


def decode(path: str, data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Bytes as text with `\\n` line ends, without byte order mark and control characters."""
    problems: tuple[Problem, ...] = ()
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, errors="replace")
        before = data[: error.start].decode(encoding, errors="replace")
        line = before.count("\n") + 1
        problems = (
            Problem(
                "warning",
                "encoding",
                f"this is not UTF-8: byte 0x{data[error.start]:02x} means nothing here",
                path,
                line,
                len(before) - before.rfind("\n"),
                "the characters that cannot be read are shown as \N{REPLACEMENT CHARACTER}; save the file as UTF-8",
            ),
        )
    return clean(text.replace("\r\n", "\n").replace("\r", "\n")), problems


def _take_block(
    path: str, text: str, opening: re.Match[str]
) -> tuple[str | None, str, int, tuple[Problem, ...]]:
    """(the block or None, the text below, the line that begins on, problems)."""
    fence = opening[1]
    start = opening.end()
    closing = re.compile(rf"^(?:{re.escape(fence)}|\.\.\.)[ \t]*$\n?", re.MULTILINE).search(text, start)
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


def _load(path: str, block: str, opening: re.Match[str]) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    first = opening.string.count("\n", 0, opening.end()) + 1
    try:
        fields = _toml(block) if opening[1] == "+++" else yaml.load(block, Loader=_Loader)  # noqa: S506 (safe)
    except Exception as error:  # noqa: BLE001  (YAML raises ValueError and others too, for a month 13 or deep nesting)
        return dict(_lenient(block)), (_broken(path, error, block, first),)
    if isinstance(fields, dict):
        return {str(key): value for key, value in fields.items()}, ()
    if fields is None:
        return {}, ()
    hint = "write it as lines of `key: value`"
    return dict(_lenient(block)), (
        Problem("warning", "front-matter", "this front matter holds no keys", path, first, 1, hint=hint),
    )


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


# --- From fields to Meta -----------------------------------------------------------------------------------


def _understand(path: str, raw: Mapping[str, Any], text: str) -> tuple[Meta, tuple[Problem, ...]]:
    fields = {key.strip().lower(): value for key, value in raw.items()}
    problems = list[Problem]()

    def date(keys: tuple[str, ...]) -> datetime.datetime | None:
        for key in keys:
            value = fields.get(key)
            if value is None or isinstance(value, bool) or value == "":
                continue
            found = parse_date(value)
            if found:
                return found
            if key not in {"published", "publish"}:  # in book notes this is the publisher's name
                problems.append(_odd_date(path, key, value, text))
        return None

    try:
        macros = read_macros(fields.get("macros") or {})
    except ValueError as error:
        macros = ()
        problems.append(Problem("warning", "macros", f"`macros` {error}", path, _line_of("macros", text), 1))
    meta = Meta(
        title=clean(_text(fields.get("title"))),
        date=date(_DATE),
        updated=date(_UPDATED),
        release=next((found for key in _RELEASE if (found := parse_date(fields.get(key)))), None),
        tags=tuple(
            dict.fromkeys(tag for key in _TAGS for tag in _tags(fields.get(key), words=key == "tags"))
        ),
        categories=tuple(
            tag for key in ("category", "categories") for tag in _tags(fields.get(key), words=True)
        ),
        aliases=tuple(
            dict.fromkeys(name for key in ("aliases", "alias") for name in _names(fields.get(key)))
        ),
        summary=next((value for key in _SUMMARY if (value := _text(fields.get(key)))), ""),
        language=_text(fields.get("lang") or fields.get("language")),
        slug=_text(fields.get("slug")),
        permalink=_text(fields.get("permalink") or fields.get("url")),
        order=next((float(fields[key]) for key in _ORDER if _is_number(fields.get(key))), None),
        series=next(iter(_names(fields.get("series"))), ""),
        part=float(fields["part"]) if _is_number(fields.get("part")) else None,
        numbered=None if fields.get("numbered") is None else _is_set(fields["numbered"]),
        comments=not _is_no(fields.get("comments")),
        pinned=any(_is_pin(fields.get(key)) for key in _PINNED),
        draft=_is_set(fields.get("draft")),
        private=_is_set(fields.get("private"))
        or any(_is_no(fields.get(key)) for key in ("publish", "published")),
        chosen=fields.get("publish") is True,
        unlisted=_is_set(fields.get("unlisted")),
        macros=macros,
        extra=tuple(sorted((clean(key), _text(value)) for key, value in fields.items() if key not in _KNOWN)),
    )
    return meta, tuple(problems)


def with_properties(path: str, parted: Parted, told: Mapping[str, str], body: str) -> Parted:
    """The same for a note that says of itself in another way what front matter says: `told`, above its `body`."""
    lists = {"alias", "aliases", "tags", "tag"}
    fields = {key: value.split(",") if key in lists else value for key, value in told.items()}
    if _is_no(fields.get("public")):
        fields["private"] = "true"
    meta, problems = _understand(path, fields, parted.body)
    return replace(parted, meta=meta, body=body, problems=(*parted.problems, *problems))


def _odd_date(path: str, key: str, value: object, text: str) -> Problem:
    message = f"`{_text(value)}` is no date that Hortus knows"
    hint = "write it as 2026-11-21 or 2026-11-21 14:30"
    return Problem("warning", "date", message, path, _line_of(key, text), 1, hint)


def _line_of(key: str, text: str) -> int:
    rows = enumerate(text.split("\n")[:200], 1)
    return next((number for number, row in rows if row.strip().lower().startswith(key)), 1)


def _text(value: object, depth: int = 0) -> str:
    """Any front matter value as a line of text. A value may hold itself, and a few lines may stand for millions."""
    match value:
        case None:
            return ""
        case str():
            return clean(" ".join(value.split()))
        case list() | tuple() | dict() if depth > _MAX_DEPTH:
            return "…"
        case bool():
            return str(value).lower()
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case list() | tuple():
            return ", ".join(_text(item, depth + 1) for item in value[:_MAX_ITEMS])
        case dict():
            return ", ".join(
                f"{_text(key, depth + 1)}: {_text(item, depth + 1)}"
                for key, item in list(value.items())[:_MAX_ITEMS]
            )
        case int() if abs(value) > _MAX_NUMBER:
            return "…"
        case _:
            return clean(str(value))


def _names(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    flat = [inner for item in items[:_MAX_NAMES] for inner in (item if isinstance(item, list) else [item])][
        :_MAX_NAMES
    ]
    return [
        name for item in flat if item is not None and not isinstance(item, dict) and (name := _text(item))
    ]


def _tags(value: object, *, words: bool) -> list[str]:
    """A list of tags; a string is parted at commas, or else, where it means several `words`, at spaces."""
    if isinstance(value, str):
        value = value.split(",") if "," in value or not words else value.split()
    names = (_WIKILINK.sub(r"\1", name.strip()) for name in _names(value))
    return [tag for name in names if (tag := name.lstrip("#").strip("/ "))]


def _is_pin(value: object) -> bool:
    """`pin: true`, or a rank, of which 0 is none."""
    return float(value) > 0 if _is_number(value) and isinstance(value, int | float) else _is_set(value)


def _is_set(value: object) -> bool:
    """Whether a flag that hides a note is set; in doubt it is, so that nothing leaks."""
    if isinstance(value, str):
        return value.strip().lower() not in {"", "false", "no", "off", "0"}
    return bool(value)


def _is_no(value: object) -> bool:
    """Whether `publish:` says no. In book notes it is the publisher's name."""
    if isinstance(value, str):
        return value.strip().lower() in {"false", "no", "off", "0"}
    return value is False or (isinstance(value, int) and value == 0)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _MAX_NUMBER
