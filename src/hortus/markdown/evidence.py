"""Whether text between marks is a formula: dollars are money and variables too, escaped brackets are brackets to most.

Sure signs of TeX decide at once. Without one, a formula must not read as money, as code or as prose.
"""

from __future__ import annotations

import re
from functools import cache

# A command, a power, a subscript: what only TeX is written with. A `_` within a word is a name's, `my_var`.
_COMMAND = re.compile(r"\\[A-Za-z]|\^")
_SUBSCRIPT = re.compile(
    r"(?<![\w$])[^\W\d_]'*_[^\W_](?!\w)|(?<![\w$])[^\W\d_]'*_(?:\d|\*(?!\w))|_[{\\]|[)\]}']_|^_[^\W_](?!\w)|\\[{}|,;]"
)
_OPERATOR = re.compile(r"[=<>+*|{}≤≥≠≈∈→×·]")
_REGEX = re.compile(r"^\|\^|^/|\[\^\\?\w-|\(\?[:=!<]|\\[dDwWsS](?:[+*?{\])$|]|$)|\.[*+]\)?$")

_FUNCTIONS = (
    r"(?:arg|cos|cosh|cot|deg|det|dim|exp|gcd|inf|ker|lim|ln|log|max|min|mod|or|sin|sinh|sup|tan|tanh)"
)
_WORD_IN_TEXT = re.compile(
    rf"(?:^|\s)(?!{_FUNCTIONS}\b)[^\W\d_]{{2,}}[,.;:!?]?(?=\s)|\s(?!{_FUNCTIONS}\b)[^\W\d_]{{2,}}"
)
_WORD = re.compile(r"[^\W\d_]{2}")
# Chinese commas part words, or the letters of a formula: `$x，y$`.
_PROSE = re.compile(
    r"(?:[^\W\d_]{3,}[\s,.;:!?]+){2}|[。：！？]|(?<![A-Za-z0-9)\]}'′|])[，；、]|[，；、](?!\s?[A-Za-z0-9(\[{\\+−-])"
)
_MONEY = re.compile(
    rf"\d[\d,.]*(?:\s*[kKmMbB]n?\b\s|[-–—/]\s*$|[,;:.)!?]*\s+(?!{_FUNCTIONS}\b)[^\W\d_]{{2,}}|/[^\W\d_]{{2,}})"
)
_CAPITALS = re.compile(r"[A-Z][A-Z0-9_]+\b|_[A-Z][A-Z0-9_]+\b")
_NAME = re.compile(r"[A-Za-z_]\w{2,}")
_MARKUP = re.compile(r"</|\]\(|://|\*\*|\"|','")
_EMPHASIS_ENDS = re.compile(r"\S\*\s(?!\s*[=<>≤≥≈≠∈])")
_EMPHASIS_OPENS = re.compile(r"\s\*\S")
_BLOCKS = re.compile(r"\n[ \t>]*(?:#{1,6}[ \t]|```|~~~)")


_YEAR = re.compile(r"(?:19|20)\d\d[a-z]?")
_SHAPE = re.compile(r"[\w)\]'] ?[=<>+] ?[\w(\[-]")  # two things with a sign between them
_OPENS = frozenset("([{\"'-:=>|*_~,;/")


def is_between_dollars(content: str, before: str, after: str) -> bool:
    """Whether `$content$` is a formula that stands between these characters, " " at the ends of the text.

    Letters beside it are asked about in ASCII only: CJK text stands right beside formulas.
    """
    inner = content.strip()
    if not inner or "`" in inner:
        return len(inner) > 2 and inner[0] == inner[-1] == "`"  # GitHub's $`…`$
    if _is_out_of_place(content, before, after) or _REGEX.search(inner):
        return False
    goes_on = after.isascii() and (after.isalnum() or after in "_{(")
    if goes_on and content[-1].isspace():
        return False  # this dollar opens something
    if _COMMAND.search(inner):
        return True
    if (goes_on and _is_part(inner)) or (content[-1].isspace() and after in "@#?!"):
        return False
    return bool(_SUBSCRIPT.search(inner)) or _reads_as_formula(
        inner, loose=len(inner) < len(content), goes_on=goes_on
    )


def is_in_brackets(content: str, before: str) -> bool:
    """Whether `\\(content\\)` after this character is a formula, not text in escaped brackets."""
    inner = content.strip()
    if not inner or "`" in inner:
        return False
    if _is_tex(inner):
        return True
    if before.isascii() and before.isalpha() and inner.isalpha():
        return False  # `file\(s\)`
    return not _YEAR.fullmatch(inner) and _reads_as_formula(inner, loose=False, goes_on=True)


def is_in_square_brackets(content: str, after: str) -> bool:
    """Whether `\\[content\\]` before this character is a formula: to most authors these are escaped brackets."""
    inner = content.strip()
    if not inner or inner[0] in "^!" or "\\[" in inner or "`" in inner or _BLOCKS.search(content):
        return False
    if re.search(r"\\[A-Za-z]", inner):
        return True
    if after == "(":
        return False  # an escaped link
    return _is_tex(inner) or (
        bool(_SHAPE.search(inner)) and _reads_as_formula(inner, loose=False, goes_on=True)
    )


def is_display(content: str) -> bool:
    """Whether `$$content$$` is a formula: hardly ever is it anything else."""
    inner = content.strip()
    if not inner or _BLOCKS.search(content) or ("`" in inner and not _COMMAND.search(inner)):
        return False
    if _is_tex(inner):
        return True
    if _PROSE.search(inner) or _MARKUP.search(inner):
        return False
    return bool(_OPERATOR.search(inner)) or not _WORD_IN_TEXT.search(inner)


def is_surely_tex(inner: str) -> bool:
    """Whether what stands between marks is no text: lists and headings may not be taken for the rows of a formula."""
    return _is_tex(inner) or not _WORD.search(inner)


def _is_tex(inner: str) -> bool:
    return bool(_COMMAND.search(inner) or _SUBSCRIPT.search(inner))


def _is_out_of_place(content: str, before: str, after: str) -> bool:
    """Whether no formula can stand so: the first dollar closes something, or numbers of money meet."""
    inner, ends_loose = content.strip(), content[-1].isspace()
    if content[0].isspace() and before.isascii() and not before.isspace() and before not in _OPENS:
        return True  # `US$ 5`
    if ends_loose and _MONEY.match(inner):
        return True
    if _is_digit(before) and inner[0] not in "^_\\":
        return True
    return _is_digit(after) and (ends_loose or not _may_stand_before_digit(inner))


def _is_digit(char: str) -> bool:
    return char.isascii() and char.isdigit()


def _may_stand_before_digit(inner: str) -> bool:
    if inner[0].isdigit():
        return False
    return _is_tex(inner) or bool(_OPERATOR.search(inner)) or not any(char.isalnum() for char in inner)


def _is_part(inner: str) -> bool:
    """Whether the text goes on with it: names of variables in a row, `$HOME/$PATH`, `${a}${b}`, `$f($x)`."""
    return bool(
        _CAPITALS.match(inner)
        or (_NAME.fullmatch(inner) and not _SUBSCRIPT.search(inner))
        or inner[0] == "{"
        or (len(inner) > 1 and inner[-1] in "/:,-.=+\"'(<>|&;")
    )


def _reads_as_formula(inner: str, *, loose: bool, goes_on: bool) -> bool:
    """Whether text without a sure sign of TeX is no money, no code and no prose.

    `loose` text has spaces at its ends; where the text `goes_on` right after it, it must be whole to be a formula.
    """
    if _MARKUP.search(inner) or (_EMPHASIS_ENDS.search(inner) and not _EMPHASIS_OPENS.search(inner)):
        return False
    if len(inner) > 1 and (loose or goes_on) and not _is_balanced(inner):
        return False
    if _PROSE.search(inner):
        return False
    if _OPERATOR.search(inner) or (not inner.isascii() and len(inner) <= 3):
        return True
    if _MONEY.match(inner) or _is_cjk_prose(inner):
        return False
    if _WORD_IN_TEXT.search(inner) and (loose or goes_on or inner.count(" ") > 2):
        return False
    return not (loose and len(inner) > 2)


def _is_cjk_prose(inner: str) -> bool:
    return not inner.isascii() and _cjk_prose().search(inner) is not None


@cache
def _cjk_prose() -> re.Pattern[str]:
    return re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{4}")


def _is_balanced(inner: str) -> bool:
    """Whether every bracket has its other half; intervals may be written `[0, 1)` and `]0, 1[`."""
    round_and_square = 0
    braces = 0
    for char in inner:
        if char in "{}":
            braces += 1 if char == "{" else -1
        elif char in "()[]":
            round_and_square += 1 if char in "([" else -1
        if braces < 0 or round_and_square < -1:
            return False
    return not braces and not round_and_square and not inner.startswith((")", "}"))
