"""The block at the top of a note: bytes → what it says, the text below it, and what was wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from hortus.frontmatter.block import OPENING, load, take_block, take_json
from hortus.frontmatter.fields import understand
from hortus.frontmatter.values import is_no
from hortus.model import Meta, Problem
from hortus.text import clean

# What hides a note, found in a block that cannot be read for sure: in doubt it is hidden, so that nothing leaks.
_HIDING = re.compile(
    r"""^\W*(?:(?P<draft>draft)|private|headless)\W*(?:[:=\s：]\W*)(?:true|yes|on|1)\b|^\W*(?:dg-)?publish(?:ed)?\W*(?:[:=\s：]\W*)(?:false|no|off|0)\b|^\W*password\W*[:=：]\s*\S""",
    re.IGNORECASE | re.MULTILINE,
)
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
    opening = OPENING.match(text)
    if opening:
        block, body, first_line, found = take_block(path, text, opening)
        problems += found
        damaged = text[:_HEAD] if found or block is None else ""
        if block is not None:
            fields, found = load(path, block, opening)
            problems += found
            damaged = damaged or (block if found else "")
    elif text.lstrip().startswith("{"):
        fields, body, first_line = take_json(text)
    meta, found = understand(path, fields, text)
    return Parted(hidden_where_damaged(meta, damaged), body, first_line, problems + found)


def hidden_where_damaged(meta: Meta, damaged: str) -> Meta:
    """`meta`, hidden where a block that could not be read for sure says so."""
    found = _HIDING.search(damaged)
    if not found or meta.draft or meta.private:
        return meta
    return replace(meta, draft=True) if found["draft"] else replace(meta, private=True)


def with_properties(path: str, parted: Parted, told: Mapping[str, str], body: str) -> Parted:
    """The same for a note that says of itself in another way what front matter says: `told`, above its `body`."""
    lists = {"alias", "aliases", "tags", "tag"}
    fields: dict[str, Any] = {key: value.split(",") if key in lists else value for key, value in told.items()}
    if is_no(fields.get("public")):
        fields["private"] = "true"
    elif "true" in (str(fields.get(key)).strip().lower() for key in ("public", "publish")):
        fields["publish"] = True
    meta, problems = understand(path, fields, parted.body)
    return replace(parted, meta=meta, body=body, problems=(*parted.problems, *problems))


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
