"""Kramdown's attributes, `{: .class width="300"}`, its lists of contents, and what abbreviations stand for: what a page here has in another way goes. The boxes
of the theme Chirpy are quotations with an attribute.
"""

from __future__ import annotations

import re

from hortus.instructions.code import CLOSED_CODE, CODE

_EXPRESSION = r"""
    ^(?P<quote>(?:>[^\n]*\n){1,60})\{:[ \t]*\.prompt-(?P<prompt>tip|info|warning|danger)[ \t]*\}
    | (?P<headed>^[ ]{0,3}\#{1,6}[ \t][^\n]*)\n(?P<below>\{:[ \t]*[^}\n]{0,500}\#[^}\n]{0,500}\})[ \t]*$
    | CODE
    | ^[ \t]*(?:[-*+]|\d+\.)[ \t]+[^\n]*\n[ \t]*(?P<contents>\{:[ \t]*toc\b[^}\n]{0,500}\})
    | !\[(?P<alt>[^\]\n]{0,500})\](?P<target>\((?:[^()\n]|\([^()\n]{0,500}\)){0,1000}\))(?P<sized>\{:[^}\n]{0,500}\bwidth[ \t]*[=:][ \t]*["']?(?P<width>\d+)(?:px)?\b(?!%)[^}\n]{0,500}\})
    | (?P<hidden>\{::comment\b[^}\n]{0,500}(?<!/)\}(?s:.*?)(?:\{:/(?:comment)?\}|\Z))
    | ^[ ]{0,3}(?:\*\[[^\]\n]{1,100}\]:[^\n]*|\^[ \t]*)$  # what an abbreviation stands for, the end of a block
    | (?P<attributes>\{:(?!:)[^}\n]{0,500}\})
    | (?P<option>\{::(?:options|nomarkdown)?[^}\n]{0,500}/\}|\{:/[a-z]*\}|\{::nomarkdown[^}\n]{0,500}\})
"""
_FLAGS = re.MULTILINE | re.VERBOSE
# What stands in code is code, and where something is hidden a block of it that never ends is none.
_SHOWN = re.compile(_EXPRESSION.replace("CODE", CODE), _FLAGS)
_HIDING = re.compile(_EXPRESSION.replace("CODE", CLOSED_CODE), _FLAGS)
_MARK = re.compile(r"\{:|\*\[|^[ ]{0,3}\^", re.MULTILINE)
_HEADING = re.compile(r"(?:^|\n)[ \t]{0,3}#{1,6}[ \t][^\n]*$")


def without_attributes(text: str) -> str:
    """`text` without them; a width stays with its picture, and an id with its heading. Every line stays on its line."""
    expression = _HIDING if "{::comment" in text else _SHOWN
    return expression.sub(_put, text) if _MARK.search(text) else text


def _put(found: re.Match[str]) -> str:
    if found["fence"] or found["ticks"]:
        return found[0]
    if found["hidden"]:
        return "\n" * found[0].count("\n")
    if found["quote"]:
        return f"> [!{found['prompt']}]\n{found['quote'].removesuffix(chr(10))}"
    if found["headed"]:
        return f"{found['headed']} {found['below']}\n"
    if found["contents"]:
        return "\n"
    if found["sized"]:
        return f"![{found['alt']}|{found['width']}]{found['target']}"
    if found["attributes"] and "#" in found[0] and _HEADING.search(found.string[: found.start()][-300:]):
        return found[0]
    return ""
