"""What the keys of front matter mean, under the names that all programs have for them: fields → Meta."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

from hortus.dates import may_be_two, parse_date, parse_end
from hortus.frontmatter import finders
from hortus.frontmatter.values import aliases, is_flag, is_no, is_number, is_pin, is_set, names, tags, text_of
from hortus.macros import read_macros
from hortus.model import Meta, Problem
from hortus.text import clean

_TAGS = ("tags", "tag", "categories", "category")
_SUMMARY = ("summary", "description", "excerpt", "abstract", "desc", "subtitle")
_DATE = ("date", "created", "date created", "created_at", "published", "publish", "publishdate", "pubdate")
_RELEASE = ("publishdate", "pubdate", "published", "publish")
_EXPIRY = ("expirydate", "unpublishdate")
_UPDATED = ("updated", "lastmod", "last_modified_at", "modified", "date modified", "updated_at", "update")
_MOMENTS = ("publishdate", *_EXPIRY)  # until and from when a note is hidden
_ORDER = ("order", "weight", "nav_order", "sidebar_position")
_PINNED = ("pin", "pinned", "sticky", "sticky_rank", "top", "dg-pinned")
_ALIASES = ("aliases", "alias", "redirect_from")
_PUBLISH = ("publish", "published", "dg-publish", "public")
_STYLES = frozenset(
    {"pretty", "none", "date", "ordinal", "weekdate", "true", "false"}
)  # Jekyll's, of settings
_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u2060\ufeff]"
)  # characters that nobody sees and some keyboards write
_BUILD = ("build", "_build")
_AS_DATE = "write it as 2026-11-21 or 2026-11-21 14:30"
_KNOWN = {
    *_TAGS,
    *_SUMMARY,
    *_DATE,
    *_UPDATED,
    *_ORDER,
    *_PINNED,
    *_ALIASES,
    *_EXPIRY,
    *_BUILD,
    *finders.KEYS,
    "title",
    "lang",
    "language",
    "slug",
}
_KNOWN |= {
    "permalink",
    "redirect_to",
    "url",
    "draft",
    "private",
    "headless",
    "unlisted",
    "hidden",
    "hide",
    "password",
    "dg-publish",
    "dg-permalink",
    "dg-home",
    "dg-hide",
    "public",
    "timezone of the site",
    "macros",
    "series",
    "part",
    "numbered",
    "comments",
}


def understand(path: str, raw: Mapping[str, Any], text: str) -> tuple[Meta, tuple[Problem, ...]]:
    fields = _with_moments(_named(raw))
    problems = list[Problem]()
    zone = text_of(fields.get("timezone of the site"))

    def date(keys: tuple[str, ...]) -> datetime.datetime | None:
        for key in keys:
            value = fields.get(key)
            if value is None or isinstance(value, bool) or value == "":
                continue
            is_end = key in _EXPIRY
            found = (parse_end if is_end else parse_date)(value, zone)
            if found:
                if may_be_two(value):
                    problems.append(_two_days(path, key, value, text, "earlier" if is_end else "later"))
                return found
            if key not in {"published", "publish"}:  # in book notes this is the publisher's name
                problems.append(_odd_date(path, key, value, text))
        return None

    try:
        macros = read_macros(fields.get("macros") or {})
    except ValueError as error:
        macros = ()
        problems.append(Problem("warning", "macros", f"`macros` {error}", path, _line_of("macros", text), 1))
    moved = _moved(fields)
    meta = Meta(
        title=clean(text_of(fields.get("title"))),
        date=date(_DATE),
        updated=date(_UPDATED),
        release=next((found for key in _RELEASE if (found := parse_date(fields.get(key), zone))), None),
        tags=tuple(dict.fromkeys(tag for key in _TAGS for tag in tags(fields.get(key), words=key == "tags"))),
        categories=tuple(
            tag
            for key in ("category", "categories")
            for tag in tags(fields.get(key), words=key == "categories")
        ),
        branches=tuple(_branches(fields)),
        expiry=date(_EXPIRY),
        timezone=zone,
        aliases=tuple(
            dict.fromkeys((*(name for key in _ALIASES for name in aliases(fields.get(key))), *_bare(fields)))
        ),
        summary=next((value for key in _SUMMARY if (value := text_of(fields.get(key)))), ""),
        language=text_of(fields.get("lang") or fields.get("language")),
        slug=text_of(fields.get("slug")),
        permalink=text_of(fields.get("permalink") or fields.get("url")) or _in_garden(fields),
        order=next((float(fields[key]) for key in _ORDER if is_number(fields.get(key))), None),
        series=next(iter(names(fields.get("series"))), ""),
        part=float(fields["part"]) if is_number(fields.get("part")) else None,
        numbered=None if fields.get("numbered") is None else is_set(fields["numbered"]),
        comments=not is_no(fields.get("comments")),
        pinned=any(is_pin(fields.get(key)) for key in _PINNED),
        draft=is_set(fields.get("draft")),
        private=any(is_set(fields.get(key)) for key in ("private", "headless"))
        or any(is_no(fields.get(key)) for key in _PUBLISH)
        or bool(text_of(fields.get("password")))  # to be read by those who have it
        or any(_is_unread(fields.get(key)) for key in _MOMENTS)
        or _never(fields, "render"),
        chosen=any(str(fields.get(key)).lower() == "true" for key in ("publish", "dg-publish")),
        unlisted=bool(moved)
        or any(is_flag(fields.get(key)) for key in ("unlisted", "hidden", "hide", "dg-hide"))
        or _never(fields, "list"),
        unfound_by=finders.unfound_by(fields),
        moved=moved,
        macros=macros,
        extra=tuple(
            sorted((clean(key), text_of(value)) for key, value in fields.items() if key not in _KNOWN)
        ),
    )
    return meta, tuple(problems)


def _named(raw: Mapping[str, Any]) -> dict[str, Any]:
    """By keys as they are known here. Where two are one, that which hides holds."""
    fields = dict[str, Any]()
    for written, value in raw.items():
        key = _UNSEEN.sub("", written).strip().lower()
        if key not in fields or not keeps_back({key: fields[key]}):
            fields[key] = value
    return fields


def _with_moments(fields: dict[str, Any]) -> dict[str, Any]:
    """`fields` with the dates that Material for MkDocs has together: `date: {created: …, updated: …}`."""
    moments = fields.get("date")
    if not isinstance(moments, dict):
        return fields
    named = _named({str(key): value for key, value in moments.items()})
    own = {"date": named.get("created"), "updated": named.get("updated")}
    return {**fields, **{key: value for key, value in own.items() if value is not None or key == "date"}}


def keeps_back(fields: Mapping[str, Any]) -> bool:
    """Whether front matter that says no more than `fields` hides its note, now or at any time, or keeps it out of lists."""
    meta = understand("", fields, "")[0]
    return meta.draft or meta.private or meta.unlisted or bool(meta.expiry or meta.release)


def _branches(fields: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Categories as Hexo has them: a list is a way from one to the next, and a list of lists has several."""
    for key in ("category", "categories"):
        value = fields.get(key)
        is_nested = isinstance(value, list) and any(isinstance(one, list) for one in value)
        for way in value if isinstance(value, list) and is_nested else [value]:
            if names := tags(way, words=False):
                yield tuple(names)


def _in_garden(fields: Mapping[str, Any]) -> str:
    """The address that Obsidian's plugin Digital Garden gives a note: the front page, or one that the note names."""
    if is_set(fields.get("dg-home")):
        return "/"
    written = text_of(fields.get("dg-permalink")).strip("/")
    return f"/{written}/" if written else ""


def _moved(fields: Mapping[str, Any]) -> str:
    """Where a page leads, as Jekyll's plugin for redirects has it: an address elsewhere, or one of this site."""
    written = next(iter(names(fields.get("redirect_to"))), "").strip()
    return written if re.match(r"https?://|/(?!/)|[\w.-]+(?![\w.:-])", written) else ""


def _bare(fields: Mapping[str, Any]) -> Iterator[str]:
    """A `permalink` without its slash, as Obsidian and Quartz have it: an address that leads to the note, which stands where its file is."""
    written = text_of(fields.get("permalink"))
    if written and not re.search(r"^/|[:\s]", written) and written not in _STYLES:
        yield f"/{written}"


def _never(fields: Mapping[str, Any], what: str) -> bool:
    """Whether Hugo is to `render`, or to `list`, the page never."""
    built = [fields[key] for key in _BUILD if isinstance(fields.get(key), dict)]
    said = [value for options in built for key, value in options.items() if str(key).lower() == what]
    return any(str(value).lower() in {"never", "link", "local", "false"} for value in said)


def _is_unread(moment: object) -> bool:
    """Whether something is there that is no date: in doubt the note is hidden."""
    return bool(text_of(moment)) and not isinstance(moment, bool) and parse_date(moment) is None


def _odd_date(path: str, key: str, value: object, text: str) -> Problem:
    message = f"`{text_of(value)}` is no date that Hortus knows"
    return Problem("warning", "date", message, path, _line_of(key, text), 1, _AS_DATE)


def _two_days(path: str, key: str, value: object, text: str, which: str) -> Problem:
    message = f"`{text_of(value)}` may mean two days, and is taken for the {which}"
    return Problem("warning", "date", message, path, _line_of(key, text), 1, _AS_DATE)


def _line_of(key: str, text: str) -> int:
    rows = enumerate(text.split("\n")[:200], 1)
    return next((number for number, row in rows if row.strip().lower().startswith(key)), 1)
