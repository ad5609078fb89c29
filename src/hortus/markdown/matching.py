"""Tags of raw HTML matched with each other: what closes nothing goes, and what nothing closes is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from hortus.markdown.tags import PHRASING, Tag, is_paired

# Whose end tags may be left out; the browser's rules for them are the parser's business.
_OPTIONAL = frozenset("p li dt dd rb rt rtc rp tr td th thead tbody tfoot caption colgroup".split())
# Browsers open each tag of formatting again in every paragraph that follows: so many of a kind may be open at once,
# and so many of one block may stay unclosed.
_MOST_OPEN = _MOST_UNCLOSED = 30


@dataclass(slots=True)
class Part:
    """A tag or a text of one token, while tags are matched with each other."""

    token: Token
    inline: Token | None  # the token of the paragraph it stands in
    item: Tag | str
    opening: Part | None = None  # what this one closes


def match(parts: list[Part]) -> list[tuple[Part, Tag]]:
    """Take away what closes nothing; the tags that nothing closes, innermost first."""
    opened: dict[str, list[tuple[Part, Tag]]] = {}
    for part in parts:
        if not isinstance(part.item, Tag) or not is_paired(part.item):
            continue
        name = part.item.name
        if not part.item.is_closing:
            opened.setdefault(name, []).append((part, part.item))
        elif opened.get(name):
            part.opening = opened[name].pop()[0]
        else:
            part.item = ""
    _thin(parts)
    left = [entry for name, left in opened.items() if name not in _OPTIONAL for entry in reversed(left)]
    return list(_few(left))


def _thin(parts: list[Part]) -> None:
    """Take away formatting that lies deeper in formatting of its kind than anybody sees."""
    matched, depths = {id(part.opening) for part in parts if part.opening}, Counter[str]()
    for part in parts:
        if not isinstance(part.item, Tag) or part.item.name not in PHRASING:
            continue
        if part.opening:
            is_shown = isinstance(part.opening.item, Tag)
            depths[part.item.name] -= is_shown
            part.item = part.item if is_shown else ""
        elif id(part) in matched:
            depths[part.item.name] += 1
            if depths[part.item.name] > _MOST_OPEN:
                depths[part.item.name] -= 1
                part.item = ""


def _few(unclosed: list[tuple[Part, Tag]]) -> Iterator[tuple[Part, Tag]]:
    """Those of the unclosed tags that stay; of very many in one block only some."""
    counts = Counter[int]()
    for part, tag in unclosed:
        counts[id(part.token)] += 1
        if counts[id(part.token)] <= _MOST_UNCLOSED:
            yield part, tag
        else:
            part.item = ""
