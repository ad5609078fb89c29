"""Several programs that were used for the same notes: one leads, and what any of them keeps back is kept back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from hortus.model import Given
from hortus.platforms.platform import Platform, as_json

_One = TypeVar("_One")


def together(platforms: Sequence[Platform]) -> Platform:
    """`platforms` as one, that of the first: what a site is like, and where. The others add to it what they keep back, what they
    read in a note that it does not, and what is to be said of their settings.
    """
    if not platforms:
        return Platform()
    first, *others = platforms
    aside = [kept_back(other) for other in others]
    return replace(
        first,
        ignore=_each(one.ignore for one in (first, *aside)),
        given=_each(one.given for one in (first, *aside)),
        locked=_each(one.locked for one in platforms),
        unread=_each(one.unread for one in platforms),
        opt_in=next((one.opt_in for one in platforms if one.opt_in), ""),
        instructions=_each(one.instructions for one in platforms),
        hashtags=any(one.hashtags for one in platforms),
        bundles=_each(one.bundles for one in platforms),
        inside=_each(one.inside for one in platforms),
    )


def kept_back(platform: Platform) -> Platform:
    """Only what `platform` says of paths, and of that only what keeps notes back."""
    given = tuple(replace(one, is_aside=True) for one in platform.given)
    return Platform(
        platform.name, ignore=platform.ignore, given=given, unread=platform.unread, bundles=platform.bundles
    )


def within(platform: Platform) -> Platform:
    """The same of one that is only for a folder among the notes: with all that it keeps back there."""
    kept = kept_back(platform)
    if platform.opt_in:
        key = "dg-publish" if platform.name == "obsidian" else "publish"  # as Digital Garden has it
        said = Given("", as_json({key: False}), platform.opt_in, is_aside=True)
        kept = replace(kept, given=(*kept.given, said))
    if platform.locked:
        not_followed = f"notes with the tag `{platform.locked[0]}` are for those who have a password, which is not followed here"
        kept = replace(kept, unread=(*kept.unread, not_followed))
    return kept


def _each(parts: Iterable[Iterable[_One]]) -> tuple[_One, ...]:
    return tuple(dict.fromkeys(one for part in parts for one in part))
