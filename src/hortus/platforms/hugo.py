"""Hugo: notes in `content/`, files in `static/` and `assets/`, settings in one of several files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hortus.platforms.platform import (
    Found,
    Platform,
    base_url,
    language,
    name_of,
    read_json,
    read_toml,
    read_yaml,
    text,
)

_CONFIGS = tuple(
    f"{folder}{name}.{ending}"
    for folder in ("", "config/_default/")
    for name in ("hugo", "config")
    for ending in ("toml", "yaml", "yml", "json")
)
_READERS = {"toml": read_toml, "yaml": read_yaml, "yml": read_yaml, "json": read_json}
_PRETTY = "/:sections/:slugorfilename/"

MARKS = (*_CONFIGS, "archetypes", "content")


def read(found: Found) -> Platform | None:
    names = [name for name in _CONFIGS if name in found]
    is_named = {"archetypes", "config.toml"} & found.keys() or any("hugo." in name for name in names)
    if not is_named and not (names and "content" in found):
        return None
    fields = _read_settings(found, names[0]) if names else {}
    if not is_named and "baseurl" not in fields:  # a `config.yaml` beside a folder `content` may be anyone's
        return None
    params = _part(fields, "params")
    return Platform(
        "hugo",
        root="content" if "content" in found else "",
        beside=("static", "assets"),
        ignore=(("/archetypes", "Hugo keeps patterns of new notes there"), ("/themes", "a theme of Hugo")),
        title=text(fields, "title"),
        description=text(params, "description") or text(fields, "description"),
        author=name_of(fields.get("author")) or name_of(params.get("author")),
        language=language(fields, "languagecode", "locale", "defaultcontentlanguage"),
        base_url=base_url(text(fields, "baseurl")),
        permalinks=tuple(_permalinks(fields)) if names else (),
        tags="hugo",
        hashtags=False,
    )


def _read_settings(found: Found, name: str) -> dict[str, Any]:
    """With names in small letters: Hugo does not tell them apart."""
    fields = _READERS[name.rpartition(".")[2]](found[name])
    return {key.lower(): value for key, value in fields.items()}


def _permalinks(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """By sections; written below `page` too. Elsewhere a page is a folder of its own, unless that is not wanted."""
    written = _part(fields, "permalinks")
    is_pretty = not fields.get("uglyurls")
    for section, pattern in {**written, **_part(written, "page")}.items():
        if isinstance(pattern, str) and (bare := pattern.strip().strip("/")):
            yield section.strip("/"), f"/{bare}/" if is_pretty else f"/{bare}"
    if is_pretty:
        yield "", _PRETTY


def _part(fields: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = fields.get(key)
    return {str(name): inner for name, inner in value.items()} if isinstance(value, dict) else {}
