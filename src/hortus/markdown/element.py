"""One tag of raw HTML on its way to the page: addresses in the folder become holes, all else is written out anew."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from markdown_it.common.utils import escapeHtml

from hortus.markdown.collector import Collector
from hortus.markdown.image import fitted
from hortus.markdown.link import decode, is_external, split_anchor
from hortus.markdown.policy import is_listed
from hortus.markdown.style import scoped
from hortus.markdown.tags import RAW_TEXT, VOID, Tag
from hortus.model import File, Image, Link, LinkEnd

_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d*)?\s*(?:px)?\s*")
_LENGTH = re.compile(r"\s*\d{1,5}(?:\.\d*)?\s*(?:%|em|rem|vw|vh|ch|ex|pt|cm|mm|in)\s*")
_IN_FOLDER = frozenset({"src", "poster"})


def show(tag: Tag, notes: Collector, line: int, column: int) -> str:
    """The HTML of `tag`, which may stay."""
    attributes = dict(tag.attributes)
    if tag.name == "a":
        return _anchor(tag, attributes, notes, line, column)
    if tag.name == "table" and not tag.is_foreign:
        return _table(tag, notes, line, column)
    if tag.is_closing:
        return f"</{_level(tag.name)}>" if tag.name not in RAW_TEXT or tag.is_foreign else ""
    match tag.name:
        case "img":
            return _picture(attributes, notes, line, column)
        case "style":
            css = scoped(tag.content or "")
            return f"<style>{css}</style>"
        case "iframe":
            return _frame(attributes, notes, line, column)
    if tag.is_foreign:
        shown = _open(tag.name, attributes.items(), notes, line, column)
        return f"{shown[:-1]}/>" if tag.is_empty else shown
    shown = _open(tag.name, attributes.items(), notes, line, column)
    is_whole = tag.is_empty and tag.name not in VOID
    return f"{shown}{tag.content or ''}</{tag.name}>" if is_whole or tag.name in RAW_TEXT else shown


def _table(tag: Tag, notes: Collector, line: int, column: int) -> str:
    """One that stands in no other scrolls sideways, like those of Markdown."""
    if tag.is_closing:
        notes.tables -= 1
        return "</table></div>" if notes.tables == 0 else "</table>"
    notes.tables += 1
    shown = _open("table", tag.attributes, notes, line, column)
    return f'<div class="table" tabindex="0">{shown}' if notes.tables == 1 else shown


def _open(
    name: str,
    attributes: Iterable[tuple[str, str]],
    notes: Collector,
    line: int,
    column: int,
) -> str:
    shown = [f"<{_level(name)}"]
    for key, value in attributes:
        if key in _IN_FOLDER and value in notes.insets:
            shown.append(f'{key}="{notes.hole(notes.insets[value])}"')
        elif key in _IN_FOLDER and value and not is_external(value):
            target = decode(value.partition("#")[0].partition("?")[0])
            shown.append(f'{key}="{notes.hole(File(target, line, column))}"')
        else:
            shown.append(f'{key}="{escapeHtml(value)}"' if value else key)
    return " ".join(shown) + ">"


def _level(name: str) -> str:
    """The page has an `h1` of its own."""
    return "h2" if name == "h1" else name


def _anchor(tag: Tag, attributes: dict[str, str], notes: Collector, line: int, column: int) -> str:
    if tag.is_closing:
        is_hole = notes.anchors.pop() if notes.anchors else False
        return notes.hole(LinkEnd()) if is_hole else "</a>"
    href = attributes.pop("href", "").strip()
    is_hole = bool(href) and not is_external(href)
    if not tag.is_empty:
        notes.anchors.append(is_hole)
    if not is_hole or tag.is_empty:
        shown = {"href": href, **attributes} if href and not is_hole else attributes
        return _open("a", shown.items(), notes, line, column) + "</a>" * tag.is_empty
    target, anchor = split_anchor(href)
    return notes.hole(Link(target, anchor, wiki=False, line=line, column=column, attributes=_row(attributes)))


def _row(attributes: dict[str, str]) -> str:
    return "".join(
        f' {key}="{escapeHtml(value)}"' if value else f" {key}" for key, value in attributes.items()
    )


def _picture(attributes: dict[str, str], notes: Collector, line: int, column: int) -> str:
    source, alt, title = (attributes.pop(key, "").strip() for key in ("src", "alt", "title"))
    width, height = (_pixels(attributes, key) for key in ("width", "height"))
    attributes = {key: value for key, value in attributes.items() if key not in {"loading", "decoding"}}
    inset = notes.insets.get(source)
    if source and inset is None and not is_external(source):
        target = decode(source.partition("#")[0].partition("?")[0])
        image = Image(target, alt, title, width, height, wiki=False, line=line, column=column)
        return notes.hole(replace(image, attributes=_row(attributes)))
    address = escapeHtml(source)
    if inset:
        address = notes.hole(inset)
        width, height = fitted((width, height), (inset.width, inset.height))
    tip = f' title="{escapeHtml(title)}"' if title else ""
    size = f' width="{width}"' * bool(width) + f' height="{height}"' * bool(height)
    where = f' src="{address}"' if source else ""
    return (
        f'<img{where} alt="{escapeHtml(alt)}"{tip}{size}{_row(attributes)} loading="lazy" decoding="async">'
    )


def _pixels(attributes: dict[str, str], key: str) -> int:
    """A size in pixels; any other length goes into `style`, where browsers look for it."""
    value = attributes.pop(key, "").rstrip("/")  # `width=100/>`, as notebooks have it
    if found := _PIXELS.fullmatch(value):
        return int(found[1])
    if _LENGTH.fullmatch(value):
        attributes["style"] = f"{key}: {value.strip()}; {attributes.get('style', '')}".strip("; ")
    return 0


def _frame(attributes: dict[str, str], notes: Collector, line: int, column: int) -> str:
    source = attributes.get("src", "").strip()
    if source.startswith("//"):
        source = f"https:{source}"
    if notes.dialect.html == "trusted" or (is_external(source) and is_listed(source)):
        attributes |= {"src": source, "loading": "lazy"}
        attributes.setdefault("title", source.partition("//")[2].partition("?")[0])
        return _open("iframe", attributes.items(), notes, line, column) + "</iframe>"
    if not source:
        return ""
    text = escapeHtml(attributes.get("title") or source)
    if is_external(source):
        return f'<a class="frame" href="{escapeHtml(source)}">{text}</a>'
    target, anchor = split_anchor(source)
    opened = notes.hole(Link(target, anchor, wiki=False, line=line, column=column))
    return f"{opened}{text}{notes.hole(LinkEnd())}"
