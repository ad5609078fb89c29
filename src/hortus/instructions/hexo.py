"""Hexo's tags, and those of its best known themes, NexT and Butterfly."""

from __future__ import annotations

import re

from hortus.instructions import markup
from hortus.instructions.code import CODE
from hortus.instructions.conditions import otherwise, when_true
from hortus.instructions.hidden import Hidden
from hortus.instructions.liquid import TAG, end_of, without_raw
from hortus.instructions.scan import Arguments, Language, Paired, Single

# What a theme says of the looks of a box.
_OF_STYLE = re.compile(r"no-icon|flat|simple|modern|disabled|fa[brsl]?|(?:fa[brsl]? )?fa-[\w-]+")
_COLOURS = frozenset("default primary success info warning danger blue pink red purple orange green".split())
_ADDRESS = re.compile(r"(\S[^\n]*?)\s+(https?://\S+|/\S*)")
# Of a block of code: an address, an option, the option for marked lines, and a word that may be a language.
_CODE_URL = re.compile(r"(?:\s|^)(?:https?:/)?/\S")
_CODE_OPTION = re.compile(r"(?:^|(?<=\s))[a-z_]+:[^\s/]\S*")
_MARKED = re.compile(r"(?<!\S)mark:([\d,-]+)")
_LANGUAGE = re.compile(r"[\w+#-]+")
_TABS = "<!-- tab"
_HIDDEN = (
    Hidden(CODE, is_kept=True),
    *(
        Hidden(rf"\{{%-?\s*{name}\b[^%]{{0,300}}%\}}", rf"\{{%-?\s*end{name}\s*-?%\}}", is_kept=True)
        for name in ("raw", "codeblock", "code")
    ),
    Hidden(r"\{\#", r"\#\}", needs_end=True),
)


def _asset(given: Arguments) -> str | None:
    """`asset_img [class …] name [width] [height] [title [alt]]`: the name is the first with an ending."""
    at = next((number for number, place in enumerate(given.places) if "." in place), None)
    if at is None:
        return None
    name, *rest = given.places[at:]
    sizes = [place for place in rest[:2] if place.isdigit()]
    words = " ".join(rest[len(sizes) :]).replace("'", '"').split('"')
    told = [word.strip() for word in words if word.strip()]
    title, alt = (told[0] if told else ""), (told[-1] if told else "")
    return markup.image(name, alt, title, sizes[0] if sizes else "")


def _post(given: Arguments) -> str | None:
    name, *title = given.places or ("",)
    words = [word for word in title if word not in {"true", "false"}]
    bare = name.strip("/")
    return f"[[{bare}|{' '.join(words)}]]" if words else f"[[{bare}]]" if bare else None


def _code(given: Arguments, inner: str) -> str:
    """`codeblock [title] [lang:name] [url [text]] [mark:1,3]`: one word alone may be a language all the same."""
    title = _CODE_URL.split(_CODE_OPTION.sub("", given.written), maxsplit=1)[0].strip().strip("\"'")
    language, marked = given.names.get("lang", ""), _MARKED.search(given.written)
    if not language and _LANGUAGE.fullmatch(title):
        language, title = title, ""
    told = f'title="{title}"' if title and '"' not in title else ""
    lines = f'hl_lines="{marked[1].replace(",", " ")}"' if marked else ""
    return markup.fence(" ".join(filter(None, (language or "text" * bool(told), told, lines))), inner)


def _note(given: Arguments, inner: str) -> str:
    kinds = {"primary": "note", "default": "note", "": "note", "orange": "warning", "red": "danger"}
    kind, *title = [place for place in given.places if not _OF_STYLE.fullmatch(place)] or [""]
    return markup.callout(kinds.get(kind, kind), " ".join(title), inner)


def _folding(given: Arguments, inner: str) -> str:
    """`folding [colour or open], title`, or a title alone."""
    before, _, title = given.written.partition(",")
    return markup.details((title.strip() or before.strip()), inner)


def _folded(given: Arguments, inner: str) -> str:
    title = given.written.partition(",")[0].replace("@", " ")
    return markup.details(title.strip().removeprefix("info "), inner)


def _tabs(given: Arguments, inner: str) -> str | None:
    """Its tabs stand between `<!-- tab Name -->` and `<!-- endtab -->`; one without a name has that of all, with a number."""
    before, *parts = inner.split(_TABS)
    shown = list[str]()
    for part in parts:
        name, body = part.split("-->", 1) if "-->" in part else (part, "")
        body, _, behind = body.partition("<!-- endtab")
        shown.append(markup.tab(name.partition("@")[0].strip(), body) + "\n" * behind.count("\n"))
    named = given.written.rpartition(",")[0].strip() or given.written.strip()
    names = [f"{named} {number}".strip() for number in range(1, len(shown) + 1)]
    return "\n" * before.count("\n") + markup.tabs("".join(shown), names) if shown else None


def _button(given: Arguments) -> str | None:
    address, _, rest = given.written.partition(",")
    return markup.link(address.strip().strip("'\""), rest.partition(",")[0].strip())


def _link(given: Arguments) -> str | None:
    """`link text url [external] [title]`, and `link text, url, picture` of other themes."""
    text, *rest = (part.strip().strip("'\"") for part in given.written.split(","))
    if rest:
        return markup.link(rest[0], text)
    found = _ADDRESS.search(given.written)
    return markup.link(found[2], found[1].strip("'\"")) if found else None


def _label(given: Arguments) -> str:
    """`label [colour]@text` of NexT, `label text colour` of Butterfly."""
    before, at, text = given.written.partition("@")
    if at:
        return text
    words, _, colour = given.written.rpartition(" ")
    return words if words and colour in _COLOURS else before


def _named(file: str, text: str) -> str | None:
    """A link to a file by its name: it lies in a folder that belongs to the note."""
    return f"[[{file}|{text or file}]]" if file else None


def _framed(address: str) -> Single:
    return lambda given: markup.frame(address + given.get(0)) if given.get(0) else None


_SINGLES: dict[str, Single] = {
    "else": otherwise,
    "asset_img": _asset,
    "img": _asset,
    "asset_path": lambda given: given.get(0) or None,
    "asset_link": lambda given: _named(given.get(0), " ".join(given.places[1:])),
    "post_link": _post,
    "post_path": lambda given: f"{given.get(0).rpartition('/')[2]}.md" if given.get(0) else None,
    "link": _link,
    "youtube": _framed("https://www.youtube.com/embed/"),
    "vimeo": _framed("https://player.vimeo.com/video/"),
    "iframe": _framed(""),
    "pdf": lambda given: markup.link(given.get(0), given.get(0).rpartition("/")[2]),
    "video": lambda given: f'<video src="{given.get(0)}" controls></video>' if given.get(0) else None,
    "gist": lambda given: markup.link(f"https://gist.github.com/{given.get(0)}", "Gist"),
    "include_code": lambda given: _named(given.places[-1], "") if given.places else None,
    "label": _label,
    "button": _button,
    "btn": _button,
}
_PAIRS: dict[str, Paired] = {
    "if": when_true,
    "codeblock": _code,
    "code": _code,
    "raw": lambda _, inner: inner,
    "blockquote": lambda given, inner: markup.quote(inner, given.written),
    "quote": lambda given, inner: markup.quote(inner, given.written),
    "pullquote": lambda _, inner: markup.quote(inner),
    "centerquote": lambda _, inner: markup.quote(inner),
    "cq": lambda _, inner: markup.quote(inner),
    "note": _note,
    "subnote": _note,
    "fold": _folded,
    "hideToggle": _folded,
    "hideBlock": _folded,
    "folding": _folding,
    "spoiler": lambda _, inner: inner,
    "mermaid": lambda given, inner: markup.fence("mermaid", f"\n{given.written}{inner}"),
    "mathjax": lambda _, inner: inner,
    "markmap": lambda _, inner: inner,
    "tabs": _tabs,
}

HEXO = Language(
    tag=TAG,
    close=end_of,
    singles=_SINGLES,
    pairs=_PAIRS,
    verbatim=frozenset({"codeblock", "code", "raw", "mermaid"}),
    value=lambda expression: "{{ " + expression + " }}",
    in_code=without_raw,
    hidden=_HIDDEN,
)
