"""By what a page that everybody may read is not to be found: search engines, lists for them, and the search of the site itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from hortus.frontmatter.values import is_no, is_set, text_of
from hortus.model import Finder

# Of themes and plugins of several programs.
_NOINDEX = ("noindex", "robotsnoindex")
_UNSEARCHED = ("search_exclude", "exclude_from_search", "searchhidden")
_SEARCHED = ("search", "pagefind")
_SITEMAP = ("disable", "exclude", "ignore")

KEYS = frozenset({*_NOINDEX, *_UNSEARCHED, *_SEARCHED, "robots", "sitemap"})


def unfound_by(fields: Mapping[str, Any]) -> tuple[Finder, ...]:
    """What front matter with `fields`, their names in small letters, keeps its page from."""
    return tuple(_unfound_by(fields))


def _unfound_by(fields: Mapping[str, Any]) -> Iterator[Finder]:
    asked = re.split(r"[\s,\[\]'\"]+", text_of(fields.get("robots")).lower())
    if any(is_set(fields.get(key)) for key in _NOINDEX) or not {"noindex", "none"}.isdisjoint(asked):
        yield "engines"
    if _is_out(fields.get("sitemap"), *_SITEMAP):
        yield "sitemap"
    is_out = any(_is_out(fields.get(key), "exclude") for key in _SEARCHED)
    if is_out or any(is_set(fields.get(key)) for key in _UNSEARCHED):
        yield "search"


def _is_out(said: object, *by: str) -> bool:
    """`sitemap: false`, or `sitemap: {disable: true}`."""
    if isinstance(said, dict):
        return any(is_set(value) for key, value in said.items() if str(key).lower() in by)
    return is_no(said)
