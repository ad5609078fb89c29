"""Jekyll's Liquid: its own tags, the pieces that most of its sites include, and those of fastpages."""

from __future__ import annotations

import re

from hortus.instructions import markup
from hortus.instructions.conditions import CONDITIONS, otherwise
from hortus.instructions.hidden import Hidden
from hortus.instructions.scan import Arguments, Language, Paired, Single

TAG = r"""
    (?P<escaped>(?!))
    | \{%-?\s*(?P<end>end)?(?P<name>[A-Za-z_][\w-]*)(?P<arguments>(?:[^%]|%(?!\})){0,1000}?)\s*-?%\}
    | \{\{-?\s*(?P<value>[^{}\n]{1,300}?)\s*-?\}\}
"""
# As Liquid has it: also in code, unless that is kept from it.
HIDDEN = (
    Hidden(r"\{%-?\s*raw\s*-?%\}", r"\{%-?\s*endraw\s*-?%\}", is_kept=True),
    Hidden(r"\{%-?\s*comment\b(?:[^%]|%(?!\})){0,300}+%\}", r"\{%-?\s*endcomment\s*-?%\}"),
    Hidden(r"\{%-?\s*\#(?:[^%]|%(?!\})){0,2000}+%\}"),
)
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_FILTERED = re.compile(r"""(?:site\.(?:baseurl|url)|(["'])(?P<text>[^"']*)\1)\s*(?P<filters>(?:\|[^|]*)*)""")
_OF_SITE = re.compile(r"\bin\s+(?:site|paginator)\.")
_ADDRESSED = ("relative_url", "absolute_url", "prepend: site.", "append: site.")
_BOXES = {
    "info": "info",
    "note": "note",
    "alert": "warning",
    "tip": "tip",
    "warning": "warning",
    "important": "important",
}


def end_of(name: str) -> str:
    return rf"\{{%-?\s*end{re.escape(name)}\s*-?%\}}"


def without_raw(code: str) -> str:
    """Within code `raw` only keeps Liquid away."""
    return _RAW.sub("", code)


def _value(expression: str) -> str | None:
    """`site.baseurl` is nothing, for links here are relative; a text that is made an address is that text."""
    found = _FILTERED.fullmatch(expression.strip())
    if found is None or (found["text"] and not found["filters"].strip()):
        return None
    filters = found["filters"]
    is_known = all(any(name in part for name in _ADDRESSED) for part in filters.split("|")[1:])
    return (found["text"] or "") if is_known else None


def _post(given: Arguments) -> str | None:
    name = given.written.strip("\"'").rpartition("/")[2]
    return name + ".md" if name else None


def _linked(given: Arguments) -> str | None:
    path = given.written.strip("\"'").lstrip("/")
    return f"/{path}".replace(" ", "%20") if path else None


def _include(given: Arguments) -> str | None:
    """The pieces that many themes have: pictures, boxes, films."""
    file = given.get(0).rpartition("/")[2].partition(".")[0].lower()
    text = given.get(1, "text", "content", "caption", "description")
    if file in _BOXES:
        return f"> [!{_BOXES[file]}]\n> {text}"
    if file in {"figure", "image", "img", "screenshot", "picture"}:
        address = given.get(1, "src", "url", "image_path", "path", "image", "file")
        return markup.image(address, given.get(-1, "alt") or text, text, given.get(-1, "width", "max-width"))
    if file == "youtube":
        number = given.get(1, "id", "content", "video").rpartition("/")[2].removeprefix("watch?v=")
        return markup.frame(f"https://www.youtube.com/embed/{number}") if number else None
    return "" if file in {"toc", "mathjax", "katex", "math"} else None


def _highlight(given: Arguments, inner: str) -> str:
    marked = given.names.get("mark_lines", "")
    info = (
        given.get(0),
        f'hl_lines="{marked}"' if marked else "",
        "linenums" if "linenos" in given.places else "",
    )
    return markup.fence(" ".join(filter(None, info)), without_raw(inner))


def _loop(given: Arguments, inner: str) -> str | None:
    """Lists of a site's notes: a page here has them anyway."""
    return "\n" * inner.count("\n") if _OF_SITE.search(given.written) else None


def _gist(given: Arguments) -> str | None:
    return markup.link(f"https://gist.github.com/{given.get(0)}", "Gist") if given.get(0) else None


_SINGLES: dict[str, Single] = {
    "else": otherwise,
    "post_url": _post,
    "link": _linked,
    "include": _include,
    "include_relative": lambda _: None,
    "gist": _gist,
    "twitter": lambda given: markup.link(given.get(0), "Tweet"),
    "youtube": lambda given: markup.frame(f"https://www.youtube.com/embed/{given.get(0).rpartition('/')[2]}"),
}
_PAIRS: dict[str, Paired] = {
    **CONDITIONS,
    "highlight": _highlight,
    "raw": lambda _, inner: inner,
    "mermaid": lambda _, inner: markup.fence("mermaid", inner),
    "for": _loop,
    "details": lambda given, inner: markup.details(given.written, inner),
}

LIQUID = Language(
    tag=TAG,
    close=end_of,
    singles=_SINGLES,
    pairs=_PAIRS,
    verbatim=frozenset({"highlight", "raw", "mermaid", "for"}),
    value=_value,
    in_code=without_raw,
    hidden=HIDDEN,
)
