"""The language of a text, as far as its script tells, and the direction it is read in."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

Direction = Literal["ltr", "rtl"]

_ENOUGH = 20_000  # characters that are looked at
_LETTERS = re.compile(r"[^\W\d_]")
_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
# Scripts that one language, or one above all, is written in.
_SCRIPTS = (
    ("he", r"[\u0590-\u05ff\ufb1d-\ufb4f]"),
    ("ar", r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"),
    ("ko", r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff]"),
    ("ja", r"[\u3040-\u30ff\uff66-\uff9f]"),
    ("zh", r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"),
    ("ru", r"[\u0400-\u052f]"),
    ("el", r"[\u0370-\u03ff\u1f00-\u1fff]"),
    ("hi", r"[\u0900-\u097f]"),
    ("th", r"[\u0e00-\u0e7f]"),
    ("hy", r"[\u0530-\u058f]"),
    ("ka", r"[\u10a0-\u10ff]"),
    ("bn", r"[\u0980-\u09ff]"),
    ("ta", r"[\u0b80-\u0bff]"),
)
# Letters that tell a language from the first of its script.
_PERSIAN = re.compile(r"[\u067e\u0686\u0698\u06af\u06cc]")
_UKRAINIAN = re.compile(r"[\u0454\u0456\u0457\u0491]")
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"})
_FOREIGN_TERMS = 1.5  # notes of any language are full of English terms
_CHARACTER_WEIGHT = 2.5  # a character of Chinese, Japanese or Korean says as much as so many letters


def guess_language(text: str) -> str:
    """The language tag of most of `text`; "" for what is written in Latin letters, which tell nothing."""
    if text.isascii():
        return ""
    text = text[:_ENOUGH]
    foreign = " ".join(
        word for word in text.split() if not word.isascii()
    )  # no script that tells is in ASCII
    counts = {language: len(script.findall(foreign)) for language, script in _scripts()}
    others = sum(counts.values())
    if not others:
        return ""
    latin = len(_LETTERS.findall(text)) - others
    for language in ("zh", "ja", "ko"):
        counts[language] = round(counts[language] * _CHARACTER_WEIGHT)
    if counts["ja"] * 10 > counts["zh"]:  # Chinese characters among kana are Japanese
        counts["ja"], counts["zh"] = counts["ja"] + counts["zh"], 0
    best = max(counts, key=lambda language: counts[language])
    if not counts[best] or counts[best] * _FOREIGN_TERMS < latin:
        return ""
    if best == "ar" and len(_PERSIAN.findall(text)) * 20 > counts["ar"]:
        return "fa"
    if best == "ru" and len(_UKRAINIAN.findall(text)) * 30 > counts["ru"]:
        return "uk"
    return best


@cache
def _scripts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Compiled for the first text that is not in ASCII: so large sets of characters take long."""
    return tuple((language, re.compile(script)) for language, script in _SCRIPTS)


def direction(language: str) -> Direction:
    """How a text with this language tag is read."""
    return "rtl" if language.lower().replace("_", "-").partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def has_rtl(text: str) -> bool:
    """Whether any letter of `text` is read from right to left."""
    return not text.isascii() and _RTL.search(text) is not None


def text_direction(text: str) -> Direction | None:
    """The direction of most letters of `text`; None when it has none."""
    letters, rtl = len(_LETTERS.findall(text)), len(_RTL.findall(text))
    if not letters:
        return None
    return "rtl" if rtl * 2 > letters else "ltr"
