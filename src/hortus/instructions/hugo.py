"""Hugo's shortcodes: those that come with it, and those that most themes have."""

from __future__ import annotations

import re

from hortus.instructions import markup
from hortus.instructions.hidden import Hidden
from hortus.instructions.scan import Arguments, Language, Paired, Single

# Blowfish's and Congo's alerts name an icon first, and are warnings where they name none.
_ICONS = frozenset(
    """bell bug circle-info code comment edit eye fire graduation-cap heart lightbulb link list lock pencil poo star
    triangle-exclamation wand-magic-sparkles""".split()
)
_SHOWN = re.compile(r"\{\{([<%])/\*([^\n]{0,500}?)\*/([>%])\}\}")
_EXTENSION = re.compile(r"\.(?:md|markdown|html|ipynb)$", re.IGNORECASE)
_START = re.compile(r"linenostart=(\d{1,6})")
_LINES = re.compile(r"\d+(?:-\d+)?")
_NUMBERED = re.compile(r"linenos=(?:table|inline|true)")
_BETWEEN = re.compile(r"^[ \t]*<-{2,4}>[ \t]*$", re.MULTILINE)
_MARKED = re.compile(r"""hl_lines=\[?"?([\d\s,"-]+)""")
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
    target, author = given.get(-1, "link", "href"), given.get(-1, "attrlink")
    is_linked = bool(target or author)
    title = "" if is_linked else " ".join(filter(None, (said, given.names.get("attr"))))
    shown = markup.image(given.get(0, "src"), given.get(-1, "alt") or said, title, given.get(-1, "width"))
    if not shown or not is_linked:
        return shown
    # A caption below is Markdown, where a title is not.
    attribution = given.names.get("attr", "")
    told = markup.caption(said, markup.link(author, attribution) or attribution)
    return (f"[{shown}](<{target}>)" if target else shown) + (f"\n{told}" if told else "")


def _callout(name: str) -> Paired:
    def write(given: Arguments, inner: str) -> str:
        own = name in {"admonition", "hint", "alert", "callout", "notice", "box"}
        kind = (given.get(0, "type", "style", "color", "context") if own else name).lower()
        if name == "alert" and kind in _ICONS:
            kind = ""
        title = given.get(1 if own else 0, "title")
        return markup.callout(_KINDS.get(kind, kind), title, inner)

    return write


def _highlight(given: Arguments, inner: str) -> str:
    """`highlight go "linenos=table,hl_lines=8 15-17"`, and `code lang="go" title="a.go"` of some themes."""
    title = given.get(-1, "title", "filename", "file", "name")
    marked, start = _MARKED.search(given.written), _START.search(given.written)
    info = (
        given.get(0, "lang", "language") or ("text" if title or marked else ""),
        f'title="{title}"' if title else "",
        f'hl_lines="{" ".join(_LINES.findall(marked[1]))}"' if marked else "",
        f'linenums="{start[1]}"' if start else "linenums" if _NUMBERED.search(given.written) else "",
    )
    return markup.fence(" ".join(filter(None, info)), inner)


def _details(given: Arguments, inner: str) -> str:
    return markup.details(given.get(0, "summary", "title", "text"), inner)


def _formula(_: Arguments, inner: str) -> str:
    marked = inner.strip().startswith(("$", "\\(", "\\["))
    return inner if marked else markup.block("$$", inner, "$$") if "\n" in inner else f"${inner.strip()}$"


def _tabs(given: Arguments, inner: str) -> str:
    """Those of Hextra have their names in `items`, parted by commas."""
    names = [name.strip() for name in given.names.get("items", "").split(",")]
    return markup.tabs(inner, [name for name in names if name])


def _columns(_: Arguments, inner: str) -> str:
    """Those of Hugo Book are parted by a line `<--->`."""
    return _BETWEEN.sub("", inner)


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
    "columns": _columns,
    "column": _same,
    "tabs": _tabs,
    "tabpane": _tabs,
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
