"""The languages of a site of Hugo's: where their notes and pages lie, which are switched off, and whose zone of time holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hortus.ignoring import Rule
from hortus.model import Given
from hortus.platforms.platform import folder, lowered, of_zone, part, text, texts

_CONFIG = "Hugo's settings"


@dataclass(frozen=True, slots=True)
class Language:
    """One by its sign, and what the settings say of it alone. `folder` is that of its notes, "" where they lie among the others;
    `below` is the folder of its pages, "" for the root.
    """

    name: str
    fields: Mapping[str, Any]
    folder: str
    below: str
    is_off: bool

    def inside(self, root: str) -> str:
        """The folder of its notes as seen from `root`; "" where it has none of its own."""
        bare = self.folder.removeprefix(f"{root}/")
        return bare if bare != root else ""


def read_languages(fields: Mapping[str, Any]) -> list[Language]:
    """All that the settings name, also those that they only switch off."""
    named, off = part(fields, "languages"), texts(fields.get("disablelanguages"))
    front = "" if fields.get("defaultcontentlanguageinsubdir") else _usual(fields).lower()
    found = list[Language]()
    for name in dict.fromkeys([*named, *off]):
        own = lowered(part(named, name))
        below = name.lower() if name.lower() != front else ""
        is_off = name in off or own.get("disabled") is True
        found.append(Language(name, own, folder(own, "contentdir"), below, is_off))
    return found


def _usual(fields: Mapping[str, Any]) -> str:
    """The language of notes without a sign of one."""
    return text(fields, "defaultcontentlanguage") or "en"


def as_mounts(languages: Sequence[Language], root: str) -> list[dict[str, str]]:
    """The mounts that languages with folders of their own stand for, those that are switched off apart; none where there are none."""
    if not any(one.folder for one in languages):
        return []
    sources = [one.folder or root for one in languages if not one.is_off]
    return [{"source": source, "target": "content"} for source in dict.fromkeys(sources)]


def switched_off(languages: Sequence[Language], root: str) -> Iterator[Rule]:
    """The notes in languages that are switched off: with the sign of one in their names, or in its folder."""
    for one in languages:
        if one.is_off:
            reason = f"{_CONFIG} switch the language `{one.name}` off"
            yield Rule(rf"(?i)\.{re.escape(one.name)}\.[^./]+$", reason, "regex")
            if one.folder:
                yield Rule(f"^{re.escape(one.folder)}/", reason, "regex", f"{root}/" if root else "")


def of_zones(
    fields: Mapping[str, Any], languages: Sequence[Language]
) -> tuple[tuple[Given, ...], tuple[str, ...]]:
    """What is given to notes by the zones of the site and of its languages, and what is to be said of those."""
    own = {one.name: text(one.fields, "timezone") for one in languages}
    usual = own.get(_usual(fields)) or text(fields, "timezone")
    given, odd = of_zone(usual, _CONFIG)
    for name, zone in own.items():
        more, said = of_zone(zone, _CONFIG) if zone != usual else ((), ())
        pattern = rf"^(?:{re.escape(name)}/|.*\.{re.escape(name)}\.[^./]+$)"
        given += tuple(Given(pattern, one.fields, one.origin) for one in more)
        odd += said
    return given, tuple(dict.fromkeys(odd))


def addresses_of(languages: Sequence[Language], root: str) -> Iterator[tuple[str, str]]:
    """What tells the language of a note, and the folder of its pages."""
    for one in languages:
        yield f".{one.name}", one.below
        if inside := one.inside(root):
            yield f"{inside}/", one.below
