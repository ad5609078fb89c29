"""Addresses by a pattern, as Jekyll, Hugo and Hexo have them in their settings and notes: `/:year/:month/:title/`."""

from __future__ import annotations

import datetime
import hashlib
import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass

from hortus.dates import split_name, zone_of
from hortus.model import Addresses, Face
from hortus.text import anchor, segment

# A part of a pattern, and which of several folders, as Hugo has them: `:sections[1:]`, `:sections[last]`.
_PLACE = re.compile(r":([a-z_]+)(?:\[(last|\d{1,2})?(:)?(last|\d{1,2})?\])?")
_SPACES, _BESIDE_HYPHEN = re.compile(r"\s+"), re.compile(r"(?<=-)\s+|\s+(?=-)")
_OF_TITLES = frozenset(" ._-@~#")
_OF_NAMES = _OF_TITLES | {"+"}
# The programs to which a day is one of the zone that their settings name, whatever zone a note wrote it in. Of Jekyll's only those
# behind UTC are known to notes.
_IN_OWN_ZONE = frozenset({"hexo", "jekyll"})
_INDEXES = frozenset({"index", "_index"})


@dataclass(frozen=True, slots=True)
class _Parts:
    """What an address may be made of. A missing one makes the address impossible."""

    note: Face
    addresses: Addresses

    @property
    def date(self) -> datetime.datetime:
        if self.note.meta.date is None:
            raise LookupError
        is_moved = self.addresses.program in _IN_OWN_ZONE
        zone = zone_of(self.note.meta.timezone) if is_moved else None
        return self.note.meta.date.astimezone(zone) if zone else self.note.meta.date

    @property
    def folders(self) -> list[str]:
        return self.note.path.split("/")[:-1]

    @property
    def stem(self) -> str:
        """The name of the file; that of its folder where it is the page of one."""
        name = self.note.path.rpartition("/")[2].rpartition(".")[0]
        return self.folders[-1] if name in _INDEXES and self.folders else name

    @property
    def sections(self) -> list[str]:
        """The folders above it, without that which is the note itself; that of a section is one."""
        name = self.note.path.rpartition("/")[2].rpartition(".")[0]
        return self.folders[:-1] if name == "index" else self.folders

    @property
    def below_posts(self) -> str:
        """Its path in `_posts`, without a date."""
        return "/".join([*self.inside, self.undated])

    @property
    def inside(self) -> list[str]:
        """The folders above it below `_posts`, or another that begins so."""
        at = max((number for number, name in enumerate(self.folders) if name[:1] == "_"), default=-1)
        return self.folders[at + 1 :]

    @property
    def categories(self) -> list[str]:
        """As Jekyll has them in addresses: the folders above `_posts` first, and all in small letters."""
        at = self.folders.index("_posts") if "_posts" in self.folders else 0
        return list(dict.fromkeys(name.lower() for name in (*self.folders[:at], *self.note.meta.categories)))

    @property
    def category(self) -> list[str]:
        """As Hexo has them in addresses."""
        renamed = dict(self.addresses.categories)
        return [renamed.get(name, name) for name in categories_of(self.note) or [""]]

    @property
    def undated(self) -> str:
        return split_name(self.stem)[1]

    @property
    def slug(self) -> str:
        return self.note.meta.slug.strip("/").rpartition("/")[2]

    @property
    def titled(self) -> str:
        """The title as Hugo writes one in an address."""
        return "-".join(_without_signs(self.note.title, _OF_TITLES).lower().split())

    @property
    def hash(self) -> str:
        """As Hexo makes one of the name of the file and the seconds of its date."""
        written = f"{self.below_posts}{int(self.date.timestamp())}"
        return hashlib.sha1(written.encode(), usedforsecurity=False).hexdigest()[:12]

    def told(self, *keys: str) -> str:
        """What the front matter says under one of `keys` that means nothing to Hortus."""
        known = dict(self.note.meta.extra)
        found = next((known[key] for key in keys if known.get(key)), "")
        if not found:
            raise LookupError
        return found


_FILLED: dict[str, Callable[[_Parts], str]] = {
    "year": lambda at: f"{at.date.year:04}",
    "short_year": lambda at: f"{at.date.year % 100:02}",
    "month": lambda at: f"{at.date.month:02}",
    "i_month": lambda at: str(at.date.month),
    "short_month": lambda at: at.date.strftime("%b"),
    "long_month": lambda at: at.date.strftime("%B"),
    "monthname": lambda at: at.date.strftime("%B").lower(),
    "day": lambda at: f"{at.date.day:02}",
    "i_day": lambda at: str(at.date.day),
    "y_day": lambda at: f"{at.date.timetuple().tm_yday:03}",
    "yearday": lambda at: str(at.date.timetuple().tm_yday),
    "weekday": lambda at: str(at.date.isoweekday() % 7),
    "week": lambda at: f"{at.date.isocalendar().week:02}",
    "short_day": lambda at: at.date.strftime("%a"),
    "hour": lambda at: f"{at.date.hour:02}",
    "minute": lambda at: f"{at.date.minute:02}",
    "second": lambda at: f"{at.date.second:02}",
    "categories": lambda at: "/".join(at.categories),
    "category": lambda at: "/".join(at.category) or "uncategorized",
    "slug": lambda at: at.slug or at.undated,
    "name": lambda at: at.undated,
    "path": lambda at: "/".join([*at.inside, at.undated]),
    "whole_path": lambda at: "/".join([*at.inside, at.stem]),
    "filename": lambda at: at.stem,
    "contentbasename": lambda at: at.stem,
    "slugorfilename": lambda at: at.slug or at.stem,
    "slugorcontentbasename": lambda at: at.slug or at.stem,
    "section": lambda at: next(iter(at.sections), ""),
    "sections": lambda at: "/".join(at.sections),
    "post_title": lambda at: at.note.title,
    "output_ext": lambda _: ".html",
    "collection": lambda at: next((name.lstrip("_") for name in at.folders if name[:1] == "_"), ""),
    "abbrlink": lambda at: at.told("abbrlink"),
    "id": lambda at: at.told("id", "abbrlink"),
    "hash": lambda at: dict(at.note.meta.extra).get("abbrlink", "") or at.hash,
}
# What Jekyll has a hyphen for in the names of files; all but titles it has in small letters, too.
_SIGNS = {
    "title": re.compile(r"[^\w.~!$&'()+,;=@]+"),
    "slug": re.compile(r"[\W_]+"),
    "name": re.compile(r"[\W_]+"),
}
# What programs mean by `:title`: Jekyll the name of the file, Hexo its path in the folder of posts, Hugo the title.
_TITLES: dict[str, Callable[[_Parts], str]] = {
    "jekyll": lambda at: at.slug or at.undated,
    "hexo": lambda at: at.below_posts,
    "hugo": lambda at: at.titled,
    "mkdocs": lambda at: at.slug or anchor(at.note.title),
}


def _without_signs(name: str, kept: Collection[str]) -> str:
    """Without what Hugo leaves out of addresses: `it's C++` is `its C`, but for the signs that are `kept`."""
    return "".join(sign for sign in name if sign in kept or unicodedata.category(sign)[0] in "LNM")


def _hyphened(name: str) -> str:
    """With a hyphen for spaces, where there is none already."""
    return _SPACES.sub("-", _BESIDE_HYPHEN.sub("", name).strip())


def written(name: str, part: str, program: str) -> str:
    """`name` as the program writes it in the `part` of an address."""
    match program:
        case "hugo":
            return _hyphened(_without_signs(name, _OF_NAMES)).lower()
        case "jekyll" if part in _SIGNS:
            bare = _SIGNS[part].sub("-", name).strip("-")
            return bare if part == "title" else bare.lower()
        case "jekyll" if part == "category":
            return _SIGNS["slug"].sub("-", name).strip("-").lower()
        case "hexo" if part == "category":
            return segment(name)
        case "mkdocs" if part == "category":
            return anchor(name)
        case _:
            return name


def _chosen(names: list[str], place: re.Match[str]) -> list[str]:
    """Those of the folders that are asked for, all where none are."""
    if place[0] == f":{place[1]}":
        return names
    end = len(names) - 1
    first, last = (end if part == "last" else int(part) if part else None for part in (place[2], place[4]))
    return names[first:last] if place[3] else names[first:][:1] if first is not None and first >= 0 else []


def categories_of(note: Face) -> list[str]:
    """Those of the tags that are written as categories: what is written as one text is one, as it is among the tags."""
    names = list(note.meta.categories)
    return [whole] if (whole := " ".join(names)) in note.meta.tags else names


def unknown_in(pattern: str) -> list[str]:
    """The parts of `pattern` that nobody here knows: no note can have an address by it."""
    return [place[1] for place in _PLACE.finditer(pattern) if place[1] not in {*_FILLED, "title"}]


def expand(pattern: str, note: Face, addresses: Addresses, named: Callable[[str], str] = segment) -> str:
    """The address of `note` by `pattern`, which is one of `addresses`, from the root and with `/` at its beginning; "" when the
    note lacks a part of it, or the pattern has one that nobody knows. What stands between slashes is `named` as it may stand in
    a path of the site.
    """
    program = addresses.program
    parts, title = _Parts(note, addresses), _TITLES.get(program, _TITLES["jekyll"])

    def fill(place: re.Match[str]) -> str:
        is_title = place[1] == "title" or (place[1] == "slug" and program == "hugo" and not parts.slug)
        known = title if is_title else _FILLED[place[1]]
        if place[1] == "output_ext":
            return ".html"
        names = _chosen([name for name in known(parts).split("/") if name], place)
        return "/".join(named(written(name, place[1], program)) for name in names)

    try:
        found = _PLACE.sub(fill, pattern.partition(" #")[0].strip())
    except LookupError:
        return ""
    found = found.lower() if program == "hugo" else found  # as it does with all addresses
    return "/" + re.sub("/{2,}", "/", found).lstrip("/")
