"""Attributes as MkDocs has them, `{ .class width="300" }` behind what they are of: what a page here has in another way goes."""

from __future__ import annotations

import re

from hortus.instructions.code import CODE

_ONE = r"""(?:[.#][\w:-]{1,100}|[\w:-]{1,100}=(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'|[^\s"'{}]{1,300}))"""
_ALL = rf"\{{:?[ \t]*{_ONE}(?:[ \t]+{_ONE}){{0,20}}[ \t]*\}}"
# What stands in code is code.
_FOUND = re.compile(
    rf"""
    {CODE}
    | (?<=`){_ALL}
    | !\[(?P<alt>[^\]\n]{{0,300}})(?P<target>\]\((?:[^()\n]|\([^()\n]{{0,300}}\)){{1,1000}}\))[ ]?(?P<sized>{_ALL})
    | (?P<link>\]\((?:[^()\n]|\([^()\n]{{0,300}}\)){{1,1000}}\)){_ALL}
    | (?<=\*\*){_ALL}
    | ^[ \t]*\{{:[ \t]*{_ONE}(?:[ \t]+{_ONE}){{0,20}}[ \t]*\}}[ \t]*$
    """,
    re.MULTILINE | re.VERBOSE,
)
_WIDTH = re.compile(r"""\bwidth=["']?(\d{1,5})(?:px)?(?![\d%])""")


def without_attributes(text: str) -> str:
    """`text` without them; a width in pixels stays with its picture. Every line stays on its line."""
    return _FOUND.sub(_put, text) if "{" in text else text


def _put(found: re.Match[str]) -> str:
    if found["fence"] or found["ticks"]:
        return found[0]
    if found["sized"]:
        width = _WIDTH.search(found["sized"])
        return f"![{found['alt']}{f'|{width[1]}' if width else ''}{found['target']}"
    return found["link"] or ""
