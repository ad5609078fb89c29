"""Which raw HTML stays: in `safe` reading no script runs, nothing is sent, and nothing leaves the note's own place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from hortus.markdown.style import fetches, harmless_declarations
from hortus.markdown.tags import KNOWN, Tag

# Of these the tags go and the content stays, or goes with them.
_FORM = frozenset(
    "form input button select option optgroup textarea fieldset legend label output datalist".split()
)
_PAGE = frozenset("html head body frame frameset main base meta link title".split())
_ACTIVE = frozenset(
    "script object embed applet param canvas template slot dialog noembed noframes menu".split()
)
_SHOUTING = frozenset("marquee blink plaintext xmp noscript search".split())
_DROPPED = _FORM | _PAGE | _ACTIVE | _SHOUTING
WITHOUT_CONTENT = frozenset({"script", "title", "noembed", "noframes"})
_REPORTED = _FORM - {"label", "legend", "fieldset"} | _ACTIVE | {"base", "meta", "link"}

_EVERYWHERE = frozenset(
    "align class color dir height hidden id lang role start style title type valign value width".split()
)
_OF = {
    "a": "href name rel",
    "area": "alt coords href shape",
    "audio": "controls loop muted preload src",
    "blockquote": "cite",
    "col": "span",
    "colgroup": "span",
    "del": "cite datetime",
    "details": "open",
    "font": "face size",
    "hr": "noshade size",
    "iframe": "allow allowfullscreen frameborder src",
    "img": "alt border hspace ismap src usemap vspace",
    "ins": "cite datetime",
    "li": "value",
    "meter": "high low max min optimum",
    "ol": "reversed",
    "progress": "max",
    "q": "cite",
    "source": "media src",
    "table": "bgcolor border cellpadding cellspacing rules summary",
    "td": "abbr bgcolor colspan headers nowrap rowspan scope",
    "th": "abbr bgcolor colspan headers nowrap rowspan scope",
    "time": "datetime",
    "tr": "bgcolor",
    "track": "default kind label src srclang",
    "video": "autoplay controls loop muted playsinline poster preload src",
}  # fmt: skip
_ALLOWED = {name: _EVERYWHERE | set(names.split()) for name, names in _OF.items()}
ADDRESSES = frozenset({"href", "src", "poster", "cite", "xlink:href"})

# Players and boards that authors show in their notes; a frame from elsewhere becomes a link to what it shows.
_HOSTS = (
    "airtable.com", "bandcamp.com", "bilibili.com", "codepen.io", "codesandbox.io", "docs.google.com", "figma.com",
    "giscus.app", "jsfiddle.net", "loom.com", "observablehq.com", "openstreetmap.org", "soundcloud.com", "spotify.com",
    "stackblitz.com", "vimeo.com", "wistia.net", "youtube-nocookie.com", "youtube.com",
)  # fmt: skip
_HOST = re.compile(r"https?://([A-Za-z0-9.\-]+)(?:[/?#]|$)")
_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.\-]*)[\x00-\x20]*:", re.IGNORECASE)
_DROPPED_BY_BROWSERS = {ord(char): None for char in "\t\n\r"}
_SCHEMES = frozenset(
    {
        "http",
        "https",
        "mailto",
        "tel",
        "ftp",
        "irc",
        "geo",
        "magnet",
        "obsidian",
        "zotero",
        "file",
        "attachment",
    }
)
_DRAWN_TOO = frozenset({"a", "style", "title", "script"})
_DRAWN = re.compile(r"(?:animate\w*|discard|foreignobject|handler|image|script|set|use|a)", re.IGNORECASE)
# Ids that pages have already.
PAGE_IDS = ("main", "search", "search-page", "search-results", "search-status")


def allow(tag: Tag) -> tuple[Tag | None, tuple[str, ...]]:
    """(the tag as it may stand, or None; what was taken from it, by name)."""
    # An element of HTML ends a drawing for the browser, so it is judged as one.
    if tag.is_foreign and (tag.name not in KNOWN or tag.name in _DRAWN_TOO):
        return _drawn(tag)
    if tag.name == "input" and dict(tag.attributes).get("type", "").lower() == "checkbox":
        checked = tuple(("checked", "") for name, _ in tag.attributes if name == "checked")
        return replace(tag, attributes=(("type", "checkbox"), ("disabled", ""), *checked)), ()
    if tag.name in _DROPPED or tag.name not in KNOWN:
        return None, ((f"<{tag.name}>",) if tag.name in _REPORTED and not tag.is_closing else ())
    if tag.is_closing:
        return replace(tag, attributes=()), ()
    allowed = _ALLOWED.get(tag.name, _EVERYWHERE)
    kept, taken = list[tuple[str, str]](), list[str]()
    for name, value in tag.attributes:
        is_allowed = name in allowed or name.startswith("aria-") or tag.name in {"svg", "math"}
        if is_allowed and (fit := _fit(name, value)) is not None:
            kept.append((name, fit))
        taken += _said(name, value)
    return replace(tag, attributes=tuple(kept)), tuple(taken)


def _fit(name: str, value: str) -> str | None:
    """The value that the attribute may have, or None when it must go."""
    if name.startswith("on"):
        return None
    if name in ADDRESSES:
        return value if is_harmless(value) else None
    if name == "style":
        return harmless_declarations(value) or None
    return None if name == "id" and value in PAGE_IDS else value


def _said(name: str, value: str) -> Iterator[str]:
    if name.startswith("on") and len(name) > 2:
        yield name
    elif name in ADDRESSES and not is_harmless(value):
        yield f"{(_SCHEME.match(value) or [''])[0].strip()}"


def is_harmless(address: str) -> bool:
    """Whether nothing runs when `address` is followed; a single letter is the name of a disk."""
    scheme = _SCHEME.match(address.translate(_DROPPED_BY_BROWSERS))
    if scheme is None or len(scheme[1]) == 1 or scheme[1].lower() in _SCHEMES:
        return True
    return address.strip().lower().startswith("data:image/") and "svg" not in address[:40].lower()


def is_listed(address: str) -> bool:
    """Whether a frame may show `address`."""
    found = _HOST.match(address)
    host = f".{found[1].lower()}" if found else ""
    return any(host.endswith(f".{name}") for name in _HOSTS)


def _drawn(tag: Tag) -> tuple[Tag | None, tuple[str, ...]]:
    """A tag inside a drawing or a formula, which may have any name that runs nothing and fetches nothing."""
    if _DRAWN.fullmatch(tag.name):
        return None, ((f"<{tag.name}>",) if tag.name.lower() == "script" and not tag.is_closing else ())
    kept = [
        (name, value)
        for name, value in tag.attributes
        if not name.startswith("on")
        and (name not in {"href", "xlink:href", "src"} or value.startswith("#"))
        and (name != "style" or harmless_declarations(value))
        and not fetches(value)
    ]
    taken = [name for name, _ in tag.attributes if name.startswith("on")]
    return replace(tag, attributes=tuple(kept)), tuple(taken)
