"""Hugo: notes in `content/`, files in `static/` and `assets/`, settings in one of several files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from hortus.ignoring import Rule, is_expression
from hortus.model import Given
from hortus.platforms.cascade import handed_down
from hortus.platforms.hugo_languages import (
    Language,
    addresses_of,
    as_mounts,
    of_zones,
    read_languages,
    switched_off,
)
from hortus.platforms.mounts import read_mounts
from hortus.platforms.platform import (
    Found,
    Platform,
    base_url,
    folder,
    language,
    lowered,
    name_of,
    part,
    read_settings,
    text,
    texts,
    unread,
)

_ENDINGS = ("toml", "yaml", "yml", "json")
_FOLDERS = ("", "config/_default/", "config/production/")
_CONFIGS = tuple(
    f"{folder}{name}.{ending}" for folder in _FOLDERS for name in ("hugo", "config") for ending in _ENDINGS
)
# Files with what stands under one key.
_PARTS = tuple(
    f"{folder}{name}.{ending}"
    for folder in _FOLDERS[1:]
    for name in ("params", "permalinks", "cascade", "languages", "module", "frontmatter")
    for ending in _ENDINGS
)
# Which keys may name a moment, and which others may stand for it.
_DATES = frozenset({"date", "publishdate", "pubdate", "published"})
_MOMENTS = {"date": _DATES, "publishdate": _DATES, "expirydate": frozenset({"expirydate", "unpublishdate"})}
_KINDS_OF_PAGES = frozenset({"page", "section", "home"})
_KEYS = frozenset(
    {"title", "theme", "languagecode", "contentdir", "params", "menu", "markup", "permalinks", "module"}
)
_OUTSIDE = (
    Rule("/archetypes", "Hugo keeps patterns of new notes there"),
    Rule("/themes", "a theme of Hugo"),
    Rule("/layouts", "Hugo keeps its pages' shapes there"),
)
_UNREAD = tuple(
    Rule(name, "Hugo reads no name that begins with `#` or ends with `~`") for name in ("#*", "*~")
)
# Of a tag all of them are its name.
_OF_TERM = re.compile(r":(?:slug|title|contentbasename|slugorcontentbasename)\b")
_PRETTY = {"page": "/:sections/:slugorfilename/", "section": "/:sections/"}

MARKS = (*_CONFIGS, *_PARTS, "archetypes", "content", "_index.md", "_index.html")


def read(found: Found) -> Platform | None:
    names = [name for name in _CONFIGS if name in found]
    fields = _merged(found, names)
    # Settings of another name may be anyone's.
    is_named = any("hugo." in name for name in names)
    is_alike = "content" in found and (
        "baseurl" in fields or ("config.toml" in names and not _KEYS.isdisjoint(fields))
    )
    if not (is_named or (names and ("archetypes" in found or is_alike))):
        return None
    params = part(fields, "params")
    languages = read_languages(fields)
    usual = folder(fields, "contentdir") or ("content" if "content" in found else "")
    mounts = read_mounts(lowered(part(fields, "module")), usual, as_mounts(languages, usual))
    root = mounts.root
    ignored, odd = _ignored(fields, root)
    zone, odd_zone = of_zones(fields, languages)
    return Platform(
        "hugo",
        root=root,
        beside=("static", "assets"),
        ignore=(
            *(() if root else _OUTSIDE),
            *_UNREAD,
            *ignored,
            *mounts.ignore,
            *switched_off(languages, root),
        ),
        outside=(*_OUTSIDE, *switched_off(languages, "")),
        is_sure=is_named or "baseurl" in fields,
        bundles=("",),
        given=(*zone, *_handed_down(fields, [inside for one in languages if (inside := one.inside(root))])),
        unread=(
            *unread(found, *names, *_PARTS),
            *odd,
            *_renamed(fields),
            *mounts.unread,
            *odd_zone,
            *_not_followed(fields, languages),
        ),
        title=text(fields, "title"),
        description=text(params, "description") or text(fields, "description"),
        author=name_of(fields.get("author")) or name_of(params.get("author")),
        language=language(fields, "languagecode", "locale", "defaultcontentlanguage"),
        base_url=base_url(text(fields, "baseurl")),
        permalinks=tuple(_permalinks(fields, "page")) if names else (),
        permalinks_of_sections=tuple(_permalinks(fields, "section")) if names else (),
        languages=tuple(addresses_of(languages, root)),
        lists=tuple(_lists(fields)),
        instructions=("hugo",),
        feeds=("index.xml",),
        emoji=fields.get("enableemoji") is True,
        hashtags=False,
    )


def _merged(found: Found, names: list[str]) -> dict[str, Any]:
    """What all files of settings say, the later before the earlier, and of lists both. Keys are in small letters: Hugo does not
    tell them apart.
    """
    merged = dict[str, Any]()
    for name in [*names, *(name for name in _PARTS if name in found)]:
        said = lowered(read_settings(name, found))
        key = name.rpartition("/")[2].partition(".")[0]
        if name in _PARTS and said.keys() == {key}:  # with its own name at the top, as a list in TOML must be
            said = {key: said[key]}
        elif name in _PARTS:
            said = {key: said}
        for own, value in said.items():
            before = merged.get(own)
            if isinstance(before, dict) and isinstance(value, dict):
                merged[own] = {**before, **value}
            elif isinstance(before, list) and isinstance(value, list):
                merged[own] = [*before, *value]
            else:
                merged[own] = value
    return merged


def _ignored(fields: Mapping[str, Any], root: str) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """(what `ignoreFiles` leaves out, what of it cannot be read): regular expressions for the whole path of a file."""
    rules, odd = list[Rule](), list[str]()
    for one in texts(fields.get("ignorefiles")):
        if is_expression(one):
            rules.append(
                Rule(
                    one,
                    f"`ignoreFiles` in Hugo's settings names it: `{one}`",
                    "regex",
                    f"/{root}/" if root else "/",
                )
            )
        else:
            odd.append(
                f"nobody here can read the regular expression `{one}`, by which Hugo's settings ignore files"
            )
    return tuple(rules), tuple(odd)


def _handed_down(fields: Mapping[str, Any], folders: Sequence[str]) -> Iterator[Given]:
    """What is given to notes by the settings; their addresses begin below the folder of a language, where it has one of `folders`."""
    either = "|".join(map(re.escape, folders))
    for one in handed_down(fields.get("cascade"), "", "`cascade` in Hugo's settings"):
        paths = f"^(?:(?:{either})/)?{one.paths.removeprefix('^')}" if either else one.paths
        yield replace(one, paths=paths)


def _renamed(fields: Mapping[str, Any]) -> Iterator[str]:
    """What is to be said of names of its owner's for the keys by which notes are hidden."""
    for key, value in part(fields, "frontmatter").items():
        known = _MOMENTS.get(key.lower(), frozenset())
        odd = [name for name in texts(value) if name[0] != ":" and name.lower() not in known]
        if odd and known:
            yield f"`frontmatter` in Hugo's settings has `{odd[0]}` for {key}, which is not followed here"


def _not_followed(fields: Mapping[str, Any], languages: Sequence[Language]) -> Iterator[str]:
    """What is to be said of settings that leave pages out in ways that are not followed."""
    own = [one.fields for one in languages]
    kinds = {kind.lower() for one in (fields, *own) for kind in texts(one.get("disablekinds"))}
    found = {
        "disableKinds": not kinds.isdisjoint(_KINDS_OF_PAGES),
        "renderSegments": bool(fields.get("rendersegments")),
        "outputs": any(kinds == [] for kinds in part(fields, "outputs").values()),
        "cascade` of a language in `languages": any(one.get("cascade") for one in own),
        "_merge` of a theme's `cascade": "_merge" in part(fields, "cascade"),
    }
    if "base_url" in fields and "baseurl" not in fields:
        yield "this looks like a site of Zola: what `ignored_content` names and `render = false` leaves out is not kept back here"
    for name, is_there in found.items():
        if is_there:
            yield f"`{name}` in Hugo's settings is not followed here, and what that leaves out is not left out"


def _permalinks(fields: Mapping[str, Any], kind: str) -> Iterator[tuple[str, str]]:
    """By sections; those of pages are also written without `page` above them. Elsewhere a page is a folder of its own, and that of
    a section its folder, unless that is not wanted.
    """
    written = part(fields, "permalinks")
    is_pretty = not fields.get("uglyurls")
    for section, pattern in {**(written if kind == "page" else {}), **part(written, kind)}.items():
        if isinstance(pattern, str) and (bare := pattern.strip().strip("/")):
            yield section.strip("/"), f"/{bare}/" if is_pretty else f"/{bare}"
    if is_pretty:
        yield "", _PRETTY[kind]


def _lists(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The pages of tags and categories, under the names that the settings have for them, where they are wanted."""
    taxonomies = (
        part(fields, "taxonomies") if "taxonomies" in fields else {"tag": "tags", "category": "categories"}
    )
    off = {kind.lower() for kind in texts(fields.get("disablekinds"))}
    patterns = part(fields, "permalinks")
    own = {**patterns, **part(patterns, "term")}
    for kind in ("tags", "categories"):
        if kind not in taxonomies.values():
            continue
        if not off & {"taxonomy", "taxonomyterm"}:
            yield kind, f"/{kind}/"
        if "term" not in off:
            pattern = _OF_TERM.sub(":name", text(own, kind)) or f"/{kind}/:name"
            yield kind, pattern if fields.get("uglyurls") else f"/{pattern.strip('/')}/"
