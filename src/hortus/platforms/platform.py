"""What the program that a folder of notes was written for says of it, in its own files."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import yaml

from hortus.model import Program

Found = Mapping[
    str, bytes
]  # the marks that a folder holds: paths and bytes; of folders, and of what is not read, none

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_COMES_WITH = re.compile(
    r"^Write an awesome description|\bis a theme for GitHub Pages|^A (?:minimal|simple|beautiful)\b.* theme\b",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"https?://(?:[\w-]+\.)*(?:example\.(?:org|com|net)|localhost|127\.0\.0\.1)\b")


@dataclass(frozen=True, slots=True)
class Platform:
    """A program for notes or sites, and what it says of this folder. What it does not say is empty.

    `root` is the folder of its notes, `beside` are folders whose files stand at the root of its site, `ignore` are pairs of a
    pattern and why what it names is no note, `permalinks` pairs of a folder, "" for any, and the pattern of its addresses.
    """

    IS_SHARED: ClassVar = True
    name: str = ""
    root: str = ""
    beside: tuple[str, ...] = ()
    ignore: tuple[tuple[str, str], ...] = ()
    title: str = ""
    description: str = ""
    author: str = ""
    language: str = ""
    base_url: str = ""
    permalinks: tuple[tuple[str, str], ...] = ()
    tags: Program = ""
    breaks: bool = False  # a line break within a paragraph is shown as one
    hashtags: bool = True
    text_first: bool = False
    displays_in_text: bool = True


def read_yaml(data: bytes) -> dict[str, Any]:
    """The mapping in a file of settings; {} when it cannot be read: it is not ours to complain of."""
    try:
        fields = yaml.safe_load(data.decode("utf-8-sig"))
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return _named(fields)


def read_toml(data: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return {}


def read_json(data: bytes) -> dict[str, Any]:
    try:
        return _named(json.loads(data))
    except (ValueError, RecursionError):
        return {}


def _named(fields: object) -> dict[str, Any]:
    return {str(key): value for key, value in fields.items()} if isinstance(fields, dict) else {}


def text(fields: Mapping[str, Any], *keys: str) -> str:
    """The first of `keys` that is a text and not empty, on one line."""
    found = (fields.get(key) for key in keys)
    return next((" ".join(value.split()) for value in found if isinstance(value, str) and value.strip()), "")


def described(fields: Mapping[str, Any], *keys: str) -> str:
    """The same, if its author wrote it: not what a theme or a new site comes with."""
    found = text(fields, *keys)
    return "" if _COMES_WITH.search(found) else found


def language(fields: Mapping[str, Any], *keys: str) -> str:
    """A language as pages name it: `zh_cn` is zh-cn."""
    found = text(fields, *keys)
    return found.replace("_", "-") if _LANGUAGE.fullmatch(found) else ""


def base_url(*addresses: str) -> str:
    """The first that is an address of a site, with `/` at its end; not one that was never filled in."""
    for address in addresses:
        if re.match(r"https?://[^/\s]+\.[^/\s]+", address) and not _EXAMPLE.match(address):
            return address.rstrip("/") + "/"
    return ""


def name_of(author: object) -> str:
    """An author as programs write one: a name, or a mapping with it."""
    if isinstance(author, dict):
        return text(_named(author), "name")
    return " ".join(author.split()) if isinstance(author, str) else ""
