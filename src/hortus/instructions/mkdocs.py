"""Attributes as MkDocs has them, `{ .class width="300" }` behind what they are of: what a page here has in another way goes."""

from __future__ import annotations

import re

from hortus.instructions.code import CODE

_ONE = r"""(?:[.#][\w:-]{1,100}|[\w:-]{1,100}=(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'|[^\s"'{}]{1,300}))"""
ATTRIBUTES = rf"\{{:?[ \t]*{_ONE}(?:[ \t]+{_ONE}){{0,20}}[ \t]*\}}"
# One that begins with a name: in a formula there may be much between braces.
_NAMED = rf"(?=\{{:?[ \t]*[.#][A-Za-z]){ATTRIBUTES}"
# What stands in code is code.
_FOUND = re.compile(
    rf"""
    {CODE}
    | (?<=`){ATTRIBUTES}
    | (?<=\*\*){ATTRIBUTES}
    | (?<=[\w:!?.]\*){_NAMED}
    | (?<=[a-z0-9]:){_NAMED}
    | ^(?P<slashes>[ \t]*/{{3,9}})[ \t]*(?:(?P<block>[A-Za-z][\w-]{{0,40}})[ \t]*(?:\|[ \t]*(?P<title>[^\n]{{1,200}}))?)?$
    | ^[ ]{{0,3}}\*\[[^\]\n]{{1,100}}\]:[^\n]*$  # what an abbreviation stands for
    | :(?P<icon>(?:material|octicons|fontawesome|simple|lucide)(?:-[a-z0-9]+)+):(?:{_NAMED})?[ ]?
    | (?P<anchor>\[\]\(\)\{{:?[ \t]*\#(?P<id>[\w:.-]{{1,100}})[ \t]*\}})
    | (?P<reference>\]\[[^\[\]\n]{{0,100}}\]){ATTRIBUTES}
    | !\[(?P<alt>[^\]\n]{{0,300}})(?P<target>\]\((?:[^()\n]|\([^()\n]{{0,300}}\)){{1,1000}}\))[ ]?(?P<sized>{ATTRIBUTES})
    | (?P<link>\]\((?:[^()\n]|\([^()\n]{{0,300}}\)){{1,1000}}\)){ATTRIBUTES}
    | ^[ \t]*\{{:[ \t]*{_ONE}(?:[ \t]+{_ONE}){{0,20}}[ \t]*\}}[ \t]*$
    | ^[ \t]*{_NAMED}[ \t]*$
    """,
    re.MULTILINE | re.VERBOSE,
)
# Of the pictures that a theme has by names only these tell something.
_ICONS = {"check": "✓ ", "close": "✗ ", "x-": "✗ ", "arrow-right": "→ ", "alert": "⚠ ", "star": "★ "}
_MARK = re.compile(r"\{|:[a-z]|\*\[|^[ \t]*///", re.MULTILINE)
_UNTITLED = frozenset({"html", "define"})  # blocks of pymdownx: what stands behind them is no title
_WIDTH = re.compile(r"""\bwidth=["']?(\d{1,5})(?:px)?(?![\d%])""")


def without_attributes(text: str) -> str:
    """`text` without them; a width in pixels stays with its picture. Every line stays on its line."""
    return _FOUND.sub(_put, text) if _MARK.search(text) else text


def _put(found: re.Match[str]) -> str:
    if found["fence"] or found["ticks"]:
        return found[0]
    if found["sized"]:
        width = _WIDTH.search(found["sized"])
        return f"![{found['alt']}{f'|{width[1]}' if width else ''}{found['target']}"
    if found["slashes"]:
        title = found["title"] if found["title"] and found["block"] not in _UNTITLED else ""
        return " ".join(filter(None, (found["slashes"].replace("/", ":"), found["block"], title)))
    if found["icon"]:
        return next((sign for name, sign in _ICONS.items() if f"-{name}" in found["icon"]), "")
    if found["anchor"]:
        return f'<a id="{found["id"]}"></a>'
    return found["link"] or found["reference"] or ""
