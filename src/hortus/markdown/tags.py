"""Raw HTML as a row of tags and texts, cut where a browser would cut it; comments are left out.

What only looks like HTML (`<int>`, `vector<T>`, `<https:`, a tag that never ends) is text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

# The elements of the HTML standard, with those that browsers still show though it has given them up.
KNOWN = frozenset(
    """a abbr acronym address area article aside audio b base bdi bdo big blink blockquote body br button canvas caption
    center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure
    font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li
    link main map mark marquee menu meta meter nav nobr noembed noframes noscript object ol optgroup option output p param
    picture plaintext pre progress q rb rp rt rtc ruby s samp script search section select slot small source span strike
    strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video
    wbr xmp math""".split()
)
VOID = frozenset("area base br col embed frame hr img input link meta param source track wbr".split())
# Their content is no HTML, and ends at nothing but their own end.
RAW_TEXT = frozenset("script style textarea title iframe noembed noframes noscript plaintext xmp".split())
# What stands in a line of text.
PHRASING = frozenset(
    """a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark nobr q s samp small span strike strong sub sup
    time tt u var wbr""".split()
)
# Drawings and formulas have elements of their own, in any number.
_FOREIGN = frozenset({"svg", "math"})
_DEEPEST = 20

_COMMENT = re.compile(r"<!--(?:-?>|(?s:.*?)(?:--!?>|\Z))")
_START = re.compile(r"<!--|</?[A-Za-z]")
_NAME = re.compile(
    r"</?([A-Za-z][^\s/>]{0,100})(?=[\s/>]|\Z)"
)  # none is longer, and text that never ends is no name
# The standard's own grammar of attributes: whatever is not space, `/` or `>` begins a name.
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*("[^"]*"|'[^']*'|(?!["'])[^\s>]+))?""")
_END = re.compile(r"[\s/]*>")


@dataclass(frozen=True, slots=True)
class Tag:
    """`name` is in lower case, except in drawings; `offset` is where in the HTML it stands.

    `content` is that of an element of RAW_TEXT, which is one with its end; None if it has none.
    """

    name: str
    is_closing: bool
    attributes: tuple[tuple[str, str], ...]
    offset: int
    source: str
    content: str | None = None
    is_foreign: bool = False
    is_empty: bool = False  # written as one that has no content, `<br/>`


def scan(text: str, foreign: tuple[str, ...] = ()) -> Iterator[Tag | str]:
    """The tags of `text` and what stands between them: HTML still, in which every `<` is written `&lt;`.

    `foreign` are the drawings and formulas that are open before it. Linear: after a tag that never ends all the rest is text.
    """
    position, shown, endless = 0, list[str](), set[str]()
    while found := _START.search(text, position):
        shown.append(text[position : found.start()].replace("<", "&lt;"))
        if found[0] == "<!--":
            comment = _COMMENT.match(text, found.start())
            position = comment.end() if comment else len(text)
            continue
        tag, end = _tag(text, found.start(), endless, is_foreign=bool(foreign))
        if tag is None:
            shown.append("&lt;")
            position = found.start() + 1
            if end < 0:
                break
            continue
        if any(shown):
            yield "".join(shown)
        shown.clear()
        foreign = nest(tag, foreign)
        yield tag
        position = end
    shown.append(text[position:].replace("<", "&lt;"))
    if any(shown):
        yield "".join(shown)


def nest(tag: Tag, foreign: tuple[str, ...]) -> tuple[str, ...]:
    """The drawings and formulas that are open after `tag`, when `foreign` were before it."""
    if tag.name not in _FOREIGN or tag.is_empty:
        return foreign
    if not tag.is_closing:
        return (*foreign, tag.name) if len(foreign) < _DEEPEST else foreign
    return foreign[: -1 - foreign[::-1].index(tag.name)] if tag.name in foreign else foreign


def _tag(text: str, start: int, endless: set[str], *, is_foreign: bool) -> tuple[Tag | None, int]:
    """(the tag at `start`, its end); no tag when it is none, with an end of -1 when it never ends.

    `endless` gathers the names of RAW_TEXT elements that are known not to end in `text`.
    """
    opening = _NAME.match(text, start)
    if opening is None:
        return None, 0
    name = opening[1].lower()
    if name not in KNOWN and not is_foreign:
        return None, 0
    is_closing = text[start + 1] == "/"
    attributes, position = dict[str, str](), opening.end()
    while not (end := _END.match(text, position)):
        found = _ATTRIBUTE.match(text, position)
        if not found:
            return None, -1
        value = found[2] or ""
        value = value[1:-1] if value[:1] in {'"', "'"} else value
        attributes.setdefault(found[1].lower(), html.unescape(value))
        position = found.end()
    source = text[start : end.end()]
    given = tuple(attributes.items())
    is_raw = name in {"script", "style"} if is_foreign else name in RAW_TEXT
    if is_raw and not is_closing and "/" not in end[0] and name not in endless:
        closing = re.compile(rf"</{name}(?=[\s/>])[^>]*>", re.IGNORECASE).search(text, end.end())
        if closing:
            content = text[end.end() : closing.start()]
            return Tag(name, False, given, start, source, content, is_foreign), closing.end()
        endless.add(name)
    shown = opening[1] if is_foreign and name not in KNOWN else name
    return Tag(shown, is_closing, given, start, source, None, is_foreign, "/" in end[0]), end.end()


def is_paired(tag: Tag) -> bool:
    """Whether an end tag belongs to it, or it is one."""
    is_whole = tag.is_empty or tag.content is not None or (tag.name in RAW_TEXT and not tag.is_foreign)
    return tag.name not in VOID and not is_whole
