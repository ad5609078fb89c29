"""Hugo's shortcodes: those that come with it, and those that most themes have."""

from __future__ import annotations

import re

from hortus.instructions import markup
from hortus.instructions.hidden import Hidden
from hortus.instructions.scan import Arguments, Language, Paired, Single

_SHOWN = re.compile(r"\{\{([<%])/\*([^\n]{0,500}?)\*/([>%])\}\}")
_EXTENSION = re.compile(r"\.(?:md|markdown|html|ipynb)$", re.IGNORECASE)
_KINDS = {"default": "note", "primary": "note", "secondary": "note", "": "note", "notice": "note"}


def _shown(text: str) -> str:
    """Instructions that are only written about: `{{</* name */>}}`."""
    return _SHOWN.sub(lambda found: "{{" + found[1] + found[2] + found[3] + "}}", text)


def _ref(given: Arguments) -> str | None:
    target = given.get(0, "path")
    page, hash_, anchor = target.partition("#")
    if not target:
        return None
    if page and "/" not in page and not _EXTENSION.search(page):
        page += ".md"
    return page.replace(" ", "%20") + hash_ + anchor


def _figure(given: Arguments) -> str | None:
    said = " – ".join(filter(None, (given.names.get("title"), given.names.get("caption"))))
    caption = " ".join(filter(None, (said, given.names.get("attr"))))
    shown = markup.image(given.get(0, "src"), given.get(-1, "alt") or said, caption, given.get(-1, "width"))
    target = given.get(-1, "link", "href")
    return f"[{shown}](<{target}>)" if shown and target else shown


def _callout(name: str) -> Paired:
    def write(given: Arguments, inner: str) -> str:
        own = name in {"admonition", "hint", "alert", "callout", "notice", "box"}
        kind = given.get(0, "type", "color", "context") if own else name
        title = given.get(1 if own else 0, "title")
        return markup.callout(_KINDS.get(kind.lower(), kind.lower()), title, inner)

    return write


def _highlight(given: Arguments, inner: str) -> str:
    return markup.fence(given.get(0, "lang", "language"), inner)


def _details(given: Arguments, inner: str) -> str:
    return markup.details(given.get(0, "summary", "title", "text"), inner)


def _formula(_: Arguments, inner: str) -> str:
    marked = inner.strip().startswith(("$", "\\(", "\\["))
    return inner if marked else markup.block("$$", inner, "$$") if "\n" in inner else f"${inner.strip()}$"


def _same(_: Arguments, inner: str) -> str:
    return inner


def _nothing(*_: object) -> str:
    return ""


def _framed(address: str) -> Single:
    return lambda given: markup.frame(address + given.get(0, "id")) if given.get(0, "id") else None


def _gist(given: Arguments) -> str | None:
    places = given.places[:2]
    return markup.link(f"https://gist.github.com/{'/'.join(places)}", "Gist") if len(places) == 2 else None


def _post(given: Arguments) -> str | None:
    user, number = given.get(0, "user"), given.get(1, "id")
    return markup.link(f"https://x.com/{user}/status/{number}", f"@{user}") if user and number else None


_SINGLES: dict[str, Single] = {
    "ref": _ref,
    "relref": _ref,
    "figure": _figure,
    "image": _figure,
    "img": _figure,
    "youtube": _framed("https://www.youtube.com/embed/"),
    "vimeo": _framed("https://player.vimeo.com/video/"),
    "bilibili": _framed("https://player.bilibili.com/player.html?bvid="),
    "gist": _gist,
    "tweet": _post,
    "x": _post,
    "link": lambda given: markup.link(given.get(0, "href"), given.get(1, "content")),
    "toc": _nothing,
    "katex": _nothing,  # by itself it only says that there are formulas
    "icon": _nothing,
    "br": lambda _: "<br>",
}
_CALLOUTS = "admonition hint alert callout notice box note tip info warning danger important caution success question abstract"
_PAIRS: dict[str, Paired] = {
    "highlight": _highlight,
    "code": _highlight,
    "lead": lambda _, inner: inner,
    "details": _details,
    "expand": _details,
    "collapse": _details,
    "spoiler": _details,
    "mermaid": lambda _, inner: markup.fence("mermaid", inner),
    "katex": _formula,
    "math": _formula,
    "rawhtml": _same,
    "raw": _same,
    "center": _same,
    "columns": _same,
    "column": _same,
    "tabs": _same,
    "tabpane": _same,
    "tab": lambda given, inner: markup.tab(given.get(0, "name", "header", "title"), inner),
    "button": lambda given, inner: markup.link(given.get(0, "href", "relref", "url"), inner.strip()),
    **{name: _callout(name) for name in _CALLOUTS.split()},
}


def _hidden(name: str, *, needs_end: bool = False) -> Hidden:
    """What stands between instructions whose name is the expression `name`."""
    arguments = r"""(?:"(?:[^"\\\n]|\\.){0,300}"|`[^`]{0,300}`|[^{}"`]){0,300}?"""
    return Hidden(
        rf"\{{\{{[<%]-?\s*{name}(?![\w./-]){arguments}(?<!/)[>%]\}}\}}",
        rf"\{{\{{[<%]\s*/\s*{name}\s*[>%]\}}\}}",
        needs_end=needs_end,
    )


HUGO = Language(
    tag=r"""
        (?P<escaped>\{\{[<%]/\*[^\n]{0,500}?\*/[>%]\}\}) | (?P<value>(?!))
        | \{\{[<%]-?\s*(?P<end>/)?\s*(?P<name>[A-Za-z][\w./-]*)(?P<arguments>(?:[^>%{]|[>%](?!\}\})|\{(?!\{[<%])){0,2000}?)\s*/?\s*[>%]\}\}
    """,
    close=lambda name: rf"\{{\{{[<%]\s*/\s*{re.escape(name)}\s*[>%]\}}\}}",
    singles=_SINGLES,
    pairs=_PAIRS,
    verbatim=frozenset({"highlight", "code", "mermaid", "katex", "math", "raw", "rawhtml"}),
    value=lambda _: None,
    in_code=_shown,
    hidden=(
        *(_hidden(name) for name in ("comment", "hugo-encryptor", "fixit-encryptor")),
        _hidden(r"[\w./-]*(?:encrypt|password|protect)[\w./-]*", needs_end=True),  # of other themes
    ),
)
