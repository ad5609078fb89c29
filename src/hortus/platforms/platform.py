"""What the program that a folder of notes was written for says of it, in its own files."""

from __future__ import annotations

import json
import posixpath
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

import yaml

from hortus import yamls
from hortus.dates import zone_of
from hortus.ignoring import Rule
from hortus.model import Given, Program, Source

Found = Mapping[
    str, bytes
]  # the marks that a folder holds: paths and bytes; of folders, and of what is not read, none

_DEEPEST, _MOST = 6, 1000  # levels and parts of a value of front matter in settings
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_COMES_WITH = re.compile(
    r"^Write an awesome description|\bis a theme for GitHub Pages|^A (?:minimal|simple|beautiful)\b.* theme\b",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"https?://(?:[\w-]+\.)*(?:example\.(?:org|com|net)|localhost|127\.0\.0\.1)\b")
# They are drafts also where their folder is built by itself.
DRAFTS = Given("(?:^|/)_drafts/", '{"draft": true}', "the folder `_drafts`")


@dataclass(frozen=True, slots=True)
class Platform:
    """A program for notes or sites, and what it says of this folder; or several, as the first of them. What is not said is empty.

    `root` is the folder of its notes, `beside` are folders whose files stand at the root of its site, `ignore` says what is no
    note, `given` what notes say where they say nothing else, later ones before earlier ones; `permalinks` are pairs of a folder, ""
    for any, and the pattern of its addresses, `permalinks_of_sections` the same for the pages of folders, and `languages`, `redirects`,
    `categories`, `tags`, `lists` and `is_by_file` are as those of `Addresses`. `places` are the folders that were
    asked, seen from the notes, `sections` the pages of sections among them; `instructions` names the programs whose instructions
    stand in the notes, `locked` the tags whose notes are for those who have a password, and `unread` are messages about settings
    that cannot be followed.
    """

    IS_SHARED: ClassVar = True
    name: str = ""
    root: str = ""
    beside: tuple[str, ...] = ()
    ignore: tuple[Rule, ...] = ()
    given: tuple[Given, ...] = ()
    opt_in: str = ""  # the setting by which only notes that say `publish: true` are published
    shows_chosen: bool = False  # whether its own sites hold only notes that are chosen
    locked: tuple[str, ...] = ()
    outside: tuple[
        Rule, ...
    ] = ()  # what is no note in the folder of its marks, if another program leads there
    is_sure: bool = True  # whether its marks can be no other's
    bundles: tuple[str, ...] = ()  # folders in which what lies beside an `index.md` is a file of that page
    inside: tuple[
        tuple[str, tuple[Program, ...]], ...
    ] = ()  # folders, and whose instructions stand in the notes there
    unread: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sections: tuple[Source, ...] = ()
    title: str = ""
    description: str = ""
    author: str = ""
    language: str = ""
    base_url: str = ""
    permalinks: tuple[tuple[str, str], ...] = ()
    permalinks_of_sections: tuple[tuple[str, str], ...] = ()
    languages: tuple[tuple[str, str], ...] = ()
    redirects: tuple[tuple[str, str], ...] = ()
    categories: tuple[tuple[str, str], ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    lists: tuple[tuple[str, str], ...] = ()
    is_by_file: bool = False
    instructions: tuple[Program, ...] = ()
    breaks: bool = False  # a line break within a paragraph is shown as one
    hashtags: bool = True
    feeds: tuple[str, ...] = ()  # where its readers look for news, besides feed.xml
    emoji: bool = False
    says_titles: bool = False
    text_first: bool = False
    displays_in_text: bool = True
    has_python_ids: bool = False


# Reads what has tags for other programs too: there stands None.
_Loader: Any = type("_Loader", (getattr(yaml, "CSafeLoader", yaml.SafeLoader),), {})
_Loader.add_multi_constructor("", lambda *_: None)


def _of_environment(loader: Any, node: yaml.Node) -> object:
    """`!ENV [NAME, value]`, as MkDocs has it: what holds where nobody has set `NAME`."""
    values = loader.construct_sequence(node, deep=True) if isinstance(node, yaml.SequenceNode) else []
    return values[-1] if len(values) > 1 else None


_Loader.add_constructor("!ENV", _of_environment)

_READERS: Mapping[str, Callable[[str], object]] = {
    "yaml": lambda written: yamls.load(written, _Loader) or {},
    "toml": tomllib.loads,
    "json": json.loads,
}


@lru_cache(maxsize=32)
def _settings(kind: str, data: bytes) -> Mapping[str, Any] | None:
    try:
        fields = _READERS[kind](data.decode("utf-8-sig"))
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return _named(fields) if isinstance(fields, dict) else None


def read_settings(name: str, found: Found) -> dict[str, Any]:
    """The mapping in the file of settings `name`, by its ending; {} when there is none, or it cannot be read."""
    return dict(_settings(_kind(name), found.get(name, b"")) or {})


def first_of(found: Found, *names: str) -> str:
    """The first of `names` that is there, or else the first."""
    return next((name for name in names if name in found), names[0])


def of_zone(named: str, config: str) -> tuple[tuple[Given, ...], tuple[str, ...]]:
    """(what is given to all notes of a site whose dates are of the zone `named` in `config`, what is to be said of it)."""
    if not named:
        return (), ()
    if not zone_of(named):
        return (), (
            f"nobody here knows the zone of time `{named}` in {config}: dates without one count as UTC",
        )
    return (Given("", as_json({"timezone of the site": named}), f"the zone of time in {config}"),), ()


def as_json(fields: Mapping[str, Any]) -> str:
    """`fields` as JSON; settings may hold dates, also for keys, and themselves."""
    return json.dumps(_plain(fields, _DEEPEST))


def _plain(value: object, depth: int) -> object:
    if isinstance(value, dict) and depth:
        return {str(key): _plain(inner, depth - 1) for key, inner in list(value.items())[:_MOST]}
    if isinstance(value, list) and depth:
        return [_plain(inner, depth - 1) for inner in value[:_MOST]]
    return value if isinstance(value, str | int | float | bool | None) else str(value)[:_MOST]


def unread(found: Found, *names: str) -> tuple[str, ...]:
    """What is to be said of files of settings that cannot be read: what they leave out is not left out."""
    broken = (name for name in names if found.get(name) and _settings(_kind(name), found[name]) is None)
    return tuple(f"{name} cannot be read: nothing is known of what it leaves out" for name in broken)


def _kind(name: str) -> str:
    return name.rpartition(".")[2].replace("yml", "yaml")


def _named(fields: object) -> dict[str, Any]:
    return {str(key): value for key, value in fields.items()} if isinstance(fields, dict) else {}


def part(fields: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The mapping under `key`; {} when there is none."""
    return _named(fields.get(key))


def lowered(fields: Mapping[Any, Any]) -> dict[str, Any]:
    """`fields` with its keys in small letters, for a program that does not tell them apart."""
    return {str(key).lower(): value for key, value in fields.items()}


def texts(value: object) -> list[str]:
    """The texts in a list, or a text alone."""
    found = value if isinstance(value, list) else [value]
    return [one for one in found if isinstance(one, str) and one.strip()]


def text(fields: Mapping[str, Any], *keys: str) -> str:
    """The first of `keys` that is a text and not empty, on one line."""
    found = (fields.get(key) for key in keys)
    return next((" ".join(value.split()) for value in found if isinstance(value, str) and value.strip()), "")


def folder(fields: Mapping[str, Any], *keys: str) -> str:
    """A folder as settings name it, seen from theirs; "" for that itself."""
    named = posixpath.normpath(text(fields, *keys).lstrip("/"))
    return "" if named == "." else named


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
