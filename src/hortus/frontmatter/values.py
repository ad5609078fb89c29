"""Values of front matter, of whatever type they came: as a line of text, as names, as yes or no."""

from __future__ import annotations

import datetime
import re

from hortus.text import clean

_MAX_DEPTH, _MAX_ITEMS = 3, 20  # of a value that is shown as a line of text
_MAX_NAMES = 5_000
_NO = frozenset({"false", "no", "off", "0", "n", "f", "never"})
_MAX_NUMBER = 10**15
_HOST = re.compile(r"^https?://[^/]+/")
_WIKILINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")


def text_of(value: object, depth: int = 0) -> str:
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
            return ", ".join(text_of(item, depth + 1) for item in value[:_MAX_ITEMS])
        case dict():
            return ", ".join(
                f"{text_of(key, depth + 1)}: {text_of(item, depth + 1)}"
                for key, item in list(value.items())[:_MAX_ITEMS]
            )
        case int() if abs(value) > _MAX_NUMBER:
            return "…"
        case _:
            return clean(str(value))


def names(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    flat = [inner for item in items[:_MAX_NAMES] for inner in (item if isinstance(item, list) else [item])][
        :_MAX_NAMES
    ]
    return [
        name for item in flat if item is not None and not isinstance(item, dict) and (name := text_of(item))
    ]


def aliases(value: object) -> list[str]:
    """Names and old addresses; names in a string are parted at commas, as in Obsidian. Of an address only its path counts."""
    if isinstance(value, str) and "," in value and "/" not in value:
        value = value.split(",")
    return [_HOST.sub("/", name.strip()) for name in names(value) if name.strip()]


def tags(value: object, *, words: bool) -> list[str]:
    """A list of tags; a string is parted at commas, or else, where it means several `words`, at spaces."""
    if isinstance(value, str):
        value = value.split(",") if "," in value or not words else value.split()
    written = (_WIKILINK.sub(r"\1", name.strip()) for name in names(value))
    return [tag for name in written if (tag := name.lstrip("#").strip("/ "))]


def is_pin(value: object) -> bool:
    """`pin: true`, or a rank, of which 0 is none."""
    return float(value) > 0 if is_number(value) and isinstance(value, int | float) else is_set(value)


def is_set(value: object) -> bool:
    """Whether a flag that hides a note is set; in doubt it is, so that nothing leaks."""
    if isinstance(value, str):
        return value.strip().lower() not in {"", *_NO}
    return bool(value)


def is_flag(value: object) -> bool:
    """The same of a word that others use for lists of what is to be hidden on the page, as Material for MkDocs does."""
    return not isinstance(value, list | dict) and is_set(value)


def is_no(value: object) -> bool:
    """Whether `publish:` says no. In book notes it is the publisher's name."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, str):
        return value.strip().strip("\"'").lower() in _NO
    return value is False or (isinstance(value, int) and value == 0)


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _MAX_NUMBER
