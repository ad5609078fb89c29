"""The block at the top of a note: bytes → what it says, the text below it, and what was wrong with it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from hortus.frontmatter.block import OPENING, is_broken_json, load, take_block, take_hexo_json, take_json
from hortus.frontmatter.fields import keeps_back, understand
from hortus.frontmatter.values import is_no
from hortus.model import Meta, Problem
from hortus.text import clean

# What hides a note, found in a block that cannot be read for sure: in doubt it is hidden, so that nothing leaks.
_HIDING = re.compile(
    r"""^[^\w\n]*(?:(?P<draft>draft)|private|headless)\W*(?:[:=\s：]\W*)(?:true|yes|on|1)\b|^[^\w\n]*(?:dg-)?publish(?:ed)?\W*(?:[:=\s：]\W*)(?:false|no|off|0)\b|^[^\w\n]*password\W*[:=：]\s*\S|^[^\w\n]*(?:_?build\W[^\n]*?)?\b(?:render|list)\W*[:=]\W*(?:never|link|local|false)\b""",
    re.IGNORECASE | re.MULTILINE,
)
# Hexo's front matter without its first line, or with longer ones: every line of it has the shape of one.
_LOOSE = re.compile(
    r"\s*(-{4,}[ \t]*\n)?((?=[A-Za-z_][\w-]*[ \t]*:(?:[ \t]|\n))(?>(?:[A-Za-z_][\w .-]{0,60}:(?:[ \t][^\n]*)?|[ \t]*-[ \t][^\n]*|[ \t]+[^\n]*|#[^\n]*|)\n)+?)-{3,}[ \t]*(?:\n|\Z)"
)
_HEAD = 4_000  # characters of a note in which a block that is not closed may hide it


__all__ = [
    "Parted",
    "decode",
    "fields_of",
    "hidden_where_damaged",
    "keeps_back",
    "part",
    "with_given",
    "with_properties",
]


@dataclass(frozen=True, slots=True)
class Parted:
    """A source in its parts. `first_line` is the line of the file, from 1, on which `body` begins."""

    meta: Meta
    body: str
    first_line: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """What front matter says, the text below it and the line on which that begins, what was wrong, and the text in which what
    hides the note is to be looked for where the block is damaged.
    """

    fields: Mapping[str, Any]
    body: str
    first_line: int = 1
    problems: tuple[Problem, ...] = ()
    damaged: str = ""


def part(path: str, data: bytes, given: str = "", *, is_loose: bool = False) -> Parted:
    """Read one note. `given` is front matter, as JSON, that holds where the note says nothing else; where that `is_loose` its first
    line may be missing, or have more dashes, as in Hexo. Never fails: what cannot be understood is a problem, and the text stays.
    """
    text, problems = decode(path, data)
    found_loose = _LOOSE.match(text) if is_loose and not OPENING.match(text) else None
    block = _read_block(
        path, f"---\n{found_loose[2]}---\n{text[found_loose.end() :]}" if found_loose else text
    )
    if found_loose and not found_loose[1]:
        block = replace(block, first_line=block.first_line - 1)
    meta, found = understand(path, with_given(block.fields, given), text)
    meta = hidden_where_damaged(meta, block.damaged)
    return Parted(meta, block.body, block.first_line, problems + block.problems + found)


def fields_of(path: str, data: bytes) -> Mapping[str, Any]:
    """What the front matter of a note says, as it is written. What cannot be read for sure and hides is handed down too."""
    block = _read_block(path, decode(path, data)[0])
    _, cascade, below = block.damaged.lower().partition("cascade")
    return (
        {**block.fields, "cascade": {"private": True}} if cascade and _HIDING.search(below) else block.fields
    )


def with_given(fields: Mapping[str, Any], given: str) -> Mapping[str, Any]:
    """`fields`, and what is `given` where they say nothing."""
    if not given:
        return fields
    own = {key.strip().lower() for key in fields}
    return {**{key: value for key, value in json.loads(given).items() if key.lower() not in own}, **fields}


def _read_block(path: str, text: str) -> _Block:
    opening = OPENING.match(text)
    if not opening:
        fields, body, first_line = take_hexo_json(text)
        if not fields and text.lstrip().startswith("{"):
            fields, body, first_line = take_json(text)
        problem = None if fields else is_broken_json(path, text)
        damaged = text[:_HEAD].replace(",", "\n") if problem else ""
        return _Block(fields, body, first_line, (problem,) if problem else (), damaged)
    block, body, first_line, problems = take_block(path, text, opening)
    damaged = text[:_HEAD] if problems or block is None else ""
    if block is None:
        return _Block({}, body, first_line, problems, damaged)
    fields, found = load(path, block, opening)
    rows = block.replace(",", "\n") if block.lstrip().startswith("{") else block
    return _Block(fields, body, first_line, problems + found, damaged or (rows if found else ""))


def hidden_where_damaged(meta: Meta, damaged: str) -> Meta:
    """`meta`, hidden where a block that could not be read for sure says so."""
    found = _HIDING.search(damaged)
    if not found or meta.draft or meta.private:
        return meta
    return replace(meta, draft=True) if found["draft"] else replace(meta, private=True)


def with_properties(path: str, parted: Parted, told: Mapping[str, str], body: str) -> Parted:
    """The same for a note that says of itself in another way what front matter says: `told`, above its `body`. Where it has front
    matter with a title too, that counts, but for what hides it.
    """
    lists = {"alias", "aliases", "tags", "tag"}
    fields: dict[str, Any] = {key: value.split(",") if key in lists else value for key, value in told.items()}
    if is_no(fields.get("public")):
        fields["private"] = "true"
    elif "true" in (str(fields.get(key)).strip().lower() for key in ("public", "publish")):
        fields["publish"] = True
    meta, problems = understand(path, fields, parted.body)
    if parted.meta.title:
        own = parted.meta
        return replace(
            parted, meta=replace(own, private=own.private or meta.private, draft=own.draft or meta.draft)
        )
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
