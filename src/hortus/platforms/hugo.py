"""Hugo: notes in `content/`, files in `static/` and `assets/`, settings in one of several files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from hortus.ignoring import Rule, is_expression
from hortus.model import Given
from hortus.platforms.cascade import handed_down
from hortus.platforms.mounts import of_languages, read_mounts
from hortus.platforms.platform import (
    Found,
    Platform,
    base_url,
    folder,
    language,
    name_of,
    of_zone,
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
_PRETTY = "/:sections/:slugorfilename/"

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
    module = {key.lower(): value for key, value in part(fields, "module").items()}
    usual = folder(fields, "contentdir") or ("content" if "content" in found else "")
    mounts = read_mounts(module, usual, of_languages(part(fields, "languages"), usual, _off(fields)))
    root = mounts.root
    ignored, odd = _ignored(fields, root)
    zone, odd_zone = _zones(fields)
    return Platform(
        "hugo",
        root=root,
        beside=("static", "assets"),
        ignore=(
            *(() if root else _OUTSIDE),
            *_UNREAD,
            *ignored,
            *mounts.ignore,
            *_languages_off(fields, root),
        ),
        outside=_OUTSIDE,
        is_sure=is_named or "baseurl" in fields,
        bundles=("",),
        given=(*zone, *_handed_down(fields, root)),
        unread=(
            *unread(found, *names, *_PARTS),
            *odd,
            *_renamed(fields),
            *mounts.unread,
            *odd_zone,
            *_not_followed(fields),
        ),
        title=text(fields, "title"),
        description=text(params, "description") or text(fields, "description"),
        author=name_of(fields.get("author")) or name_of(params.get("author")),
        language=language(fields, "languagecode", "locale", "defaultcontentlanguage"),
        base_url=base_url(text(fields, "baseurl")),
        permalinks=(*_languages(fields, root), *_permalinks(fields)) if names else (),
        instructions=("hugo",),
        hashtags=False,
    )


def _merged(found: Found, names: list[str]) -> dict[str, Any]:
    """What all files of settings say, the later before the earlier, and of lists both. Keys are in small letters: Hugo does not
    tell them apart.
    """
    merged = dict[str, Any]()
    for name in [*names, *(name for name in _PARTS if name in found)]:
        said = {key.lower(): value for key, value in read_settings(name, found).items()}
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


def _languages_off(fields: Mapping[str, Any], root: str) -> Iterator[Rule]:
    """The notes in languages that are switched off: with the sign of one in their names, or in its folder."""
    languages = part(fields, "languages")
    for name in _off(fields):
        reason = f"Hugo's settings switch the language `{name}` off"
        yield Rule(rf"(?i)\.{re.escape(name)}\.[^./]+$", reason, "regex")
        own = {key.lower(): value for key, value in part(languages, name).items()}
        if bare := folder(own, "contentdir"):
            yield Rule(f"^{re.escape(bare)}/", reason, "regex", f"{root}/" if root else "")


def _zones(fields: Mapping[str, Any]) -> tuple[tuple[Given, ...], tuple[str, ...]]:
    """What is given to notes by the zones of the site and of its languages, and what is to be said of those: notes without the sign of
    a language are in the usual one.
    """
    config = "Hugo's settings"
    own = {
        name: text(
            {key.lower(): value for key, value in part(part(fields, "languages"), name).items()}, "timezone"
        )
        for name in part(fields, "languages")
    }
    usual = own.get(text(fields, "defaultcontentlanguage") or "en") or text(fields, "timezone")
    given, odd = of_zone(usual, config)
    for name, zone in own.items():
        more, said = of_zone(zone, config)
        pattern = rf"^(?:{re.escape(name)}/|.*\.{re.escape(name)}\.[^./]+$)"
        given += tuple(replace(one, paths=pattern) for one in more if zone != usual)
        odd += said
    return given, tuple(dict.fromkeys(odd))


def _handed_down(fields: Mapping[str, Any], root: str) -> Iterator[Given]:
    """What is given to notes by the settings; their addresses begin below the folder of a language, where it has one."""
    languages = part(fields, "languages")
    folders = [
        folder(
            {key.lower(): value for key, value in part(languages, name).items()}, "contentdir"
        ).removeprefix(f"{root}/")
        for name in languages
    ]
    either = "|".join(re.escape(one) for one in folders if one)
    for one in handed_down(fields.get("cascade"), "", "`cascade` in Hugo's settings"):
        paths = f"^(?:(?:{either})/)?{one.paths.removeprefix('^')}" if either else one.paths
        yield replace(one, paths=paths)


def _off(fields: Mapping[str, Any]) -> list[str]:
    """The languages that are switched off."""
    languages = part(fields, "languages")
    off = [*texts(fields.get("disablelanguages"))]
    off += [name for name in languages if _option(part(languages, name), "disabled") is True]
    return list(dict.fromkeys(off))


def _option(fields: Mapping[str, Any], name: str) -> object:
    return next((value for key, value in fields.items() if key.lower() == name), None)


def _renamed(fields: Mapping[str, Any]) -> Iterator[str]:
    """What is to be said of names of its owner's for the keys by which notes are hidden."""
    for key, value in part(fields, "frontmatter").items():
        known = _MOMENTS.get(key.lower(), frozenset())
        odd = [name for name in texts(value) if name[0] != ":" and name.lower() not in known]
        if odd and known:
            yield f"`frontmatter` in Hugo's settings has `{odd[0]}` for {key}, which is not followed here"


def _not_followed(fields: Mapping[str, Any]) -> Iterator[str]:
    """What is to be said of settings that leave pages out in ways that are not followed."""
    languages = [part(part(fields, "languages"), name) for name in part(fields, "languages")]
    kinds = {kind.lower() for one in (fields, *languages) for kind in texts(_option(one, "disablekinds"))}
    found = {
        "disableKinds": not kinds.isdisjoint(_KINDS_OF_PAGES),
        "renderSegments": bool(fields.get("rendersegments")),
        "outputs": any(kinds == [] for kinds in part(fields, "outputs").values()),
        "cascade` of a language in `languages": any(_option(one, "cascade") for one in languages),
        "_merge` of a theme's `cascade": "_merge" in part(fields, "cascade"),
    }
    for name, is_there in found.items():
        if is_there:
            yield f"`{name}` in Hugo's settings is not followed here, and what that leaves out is not left out"


def _languages(fields: Mapping[str, Any], root: str) -> Iterator[tuple[str, str]]:
    """Where the pages of each language are: those of the usual one have no folder, unless that is wanted."""
    languages = part(fields, "languages")
    usual = text(fields, "defaultcontentlanguage") or "en"
    for name in languages:
        own = {key.lower(): value for key, value in part(languages, name).items()}
        below = (
            ""
            if name.lower() == usual.lower() and not fields.get("defaultcontentlanguageinsubdir")
            else name.lower()
        )
        yield f".{name}", below
        if (inside := folder(own, "contentdir").removeprefix(f"{root}/")) and inside != root:
            yield f"{inside}/", below


def _permalinks(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """By sections; written below `page` too. Elsewhere a page is a folder of its own, unless that is not wanted."""
    written = part(fields, "permalinks")
    is_pretty = not fields.get("uglyurls")
    for section, pattern in {**written, **part(written, "page")}.items():
        if isinstance(pattern, str) and (bare := pattern.strip().strip("/")):
            yield section.strip("/"), f"/{bare}/" if is_pretty else f"/{bare}"
    if is_pretty:
        yield "", _PRETTY
