"""The characters of Chinese, Japanese and Korean text, which puts no spaces around its marks."""

from __future__ import annotations

import re
from functools import cache

from hortus.text import CJK

LETTERS = CJK

# Punctuation, full-width forms, enclosed and small forms. U+3000, the ideographic space, is no punctuation.
PUNCTUATION = "\u3001-\u3004\u3008-\u3020\u302a-\u3030\u3036-\u303f\u3200-\u33ff\ufe10-\ufe1f\ufe30-\ufe6f\uff01-\uff65\uffe0-\uffee\U0001f200-\U0001f2ff"
_HANGUL = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc"
_KANA_OF_OLD = "\U0001aff0-\U0001b16f"
_OF_ANY_SCRIPT = re.compile("[“”‘’…—·]")  # punctuation that Chinese text shares with others

_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def is_cjk(char: str) -> bool:
    return not char.isascii() and _cjk().match(char) is not None


def character_before(text: str, position: int) -> str:
    """The character that ends before `position`, without the selector of its variant; "" at the beginning."""
    position -= 1
    if position > 0 and _SELECTOR.match(text[position]):
        position -= 1
    return text[position] if position >= 0 else ""


def is_unspaced(before: str, after: str) -> bool:
    """Whether no space belongs between these characters. Korean has spaces between words."""
    if _is_wide(before):
        return _is_wide(after) or _OF_ANY_SCRIPT.match(after) is not None
    return _is_wide(after) and _OF_ANY_SCRIPT.match(before) is not None


def _is_wide(char: str) -> bool:
    return is_cjk(char) and not _spaced().match(char)


# Large sets of characters take long to compile, and many notes have none of them.
@cache
def _cjk() -> re.Pattern[str]:
    return re.compile(f"[{LETTERS}{PUNCTUATION}{_HANGUL}{_KANA_OF_OLD}]")


@cache
def _spaced() -> re.Pattern[str]:
    return re.compile(f"[{_HANGUL}]")
