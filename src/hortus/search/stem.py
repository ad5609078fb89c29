"""Porter's stemmer exactly as lunr.js has it: `normalisations` and `normalised` share a stem.

lunr's Python package stems about one word in a hundred otherwise (those ending in -ay, -ey, -oy), and an index made
with one stemmer cannot be searched with the other. Rules: Porter, "An algorithm for suffix stripping", 1980.
"""

from __future__ import annotations

import re
from functools import lru_cache

_C = "[^aeiou][^aeiouy]*"  # a run of consonants
_V = "[aeiouy][aeiou]*"  # a run of vowels
# The measure m of a stem counts its vowel-consonant runs: m > 0, m = 1, m > 1.
_M_GT_0 = re.compile(f"(?:{_C})?{_V}{_C}")
_M_EQ_1 = re.compile(f"(?:{_C})?{_V}{_C}(?:{_V})?\\Z")
_M_GT_1 = re.compile(f"(?:{_C})?{_V}{_C}{_V}{_C}")
_HAS_VOWEL = re.compile(f"(?:{_C})?[aeiouy]")
_SHORT = re.compile(f"{_C}[aeiouy][^aeiouwxy]\\Z")  # consonant, vowel, consonant: hop, fil

_PLURAL_ES = re.compile(r"(.+?)(ss|i)es\Z")
_PLURAL_S = re.compile(r"(.+?)([^s])s\Z")
_EED = re.compile(r"(.+?)eed\Z")
_ED_ING = re.compile(r"(.+?)(?:ed|ing)\Z")
_WANTS_E = re.compile(r"(?:at|bl|iz)\Z")
_DOUBLE = re.compile(r"([^aeiouylsz])\1\Z")
_FINAL_Y = re.compile(r"(.+?[^aeiou])y\Z")
_FINAL_E = re.compile(r"(.+?)e\Z")
_ION = re.compile(r"(.+?[st])ion\Z")

_STEP_2 = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "bli": "ble", "alli": "al",
    "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al",
    "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble", "logi": "log",
}  # fmt: skip
_STEP_3 = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}
_STEP_4 = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ou", "ism", "ate", "iti", "ous",
    "ive", "ize",
)  # fmt: skip


def _endings(endings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(.+?)({'|'.join(endings)})\\Z")


# Few words have any of them, and `endswith` is quicker to say so than an expression is.
_ENDS_2, _ENDS_3, _ENDS_4 = tuple(_STEP_2), tuple(_STEP_3), (*_STEP_4, "sion", "tion")
_ENDING_2, _ENDING_3, _ENDING_4 = _endings(_ENDS_2), _endings(_ENDS_3), _endings(_STEP_4)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a lower-case word."""
    if len(word) < 3:
        return word
    begins_with_y = word[0] == "y"
    if begins_with_y:  # at the beginning it is a consonant
        word = "Y" + word[1:]
    word = _final_y(_past_and_progressive(_plural(word)))
    if word.endswith(_ENDS_2):
        word = _replace(word, _ENDING_2, _STEP_2)
    if word.endswith(_ENDS_3):
        word = _replace(word, _ENDING_3, _STEP_3)
    if word.endswith(_ENDS_4):
        word = _suffix(word)
    word = _final_e(word)
    return "y" + word[1:] if begins_with_y else word


def _plural(word: str) -> str:
    if word[-1] != "s":
        return word
    found = _PLURAL_ES.match(word) or _PLURAL_S.match(word)
    return found[1] + found[2] if found else word


def _past_and_progressive(word: str) -> str:
    if not word.endswith(("ed", "ing")):
        return word
    if found := _EED.match(word):
        return word[:-1] if _M_GT_0.match(found[1]) else word
    found = _ED_ING.match(word)
    if not found or not _HAS_VOWEL.match(found[1]):
        return word
    word = found[1]
    if _WANTS_E.search(word):
        return word + "e"
    if _DOUBLE.search(word):
        return word[:-1]
    return word + "e" if _SHORT.match(word) else word


def _final_y(word: str) -> str:
    found = _FINAL_Y.match(word) if word[-1] == "y" else None
    return found[1] + "i" if found else word


def _replace(word: str, ending: re.Pattern[str], by: dict[str, str]) -> str:
    found = ending.match(word)
    return found[1] + by[found[2]] if found and _M_GT_0.match(found[1]) else word


def _suffix(word: str) -> str:
    found = _ENDING_4.match(word) or _ION.match(word)
    return found[1] if found and _M_GT_1.match(found[1]) else word


def _final_e(word: str) -> str:
    if word[-1] == "e" and (found := _FINAL_E.match(word)):
        rest = found[1]
        if _M_GT_1.match(rest) or (_M_EQ_1.match(rest) and not _SHORT.match(rest)):
            word = rest
    return word[:-1] if word.endswith("ll") and _M_GT_1.match(word) else word
