"""Text → the words it is found by. `static/_js/words.js` is its twin: the same text gives the same words there.

Every class of characters is an explicit range, because `\\w` and the like mean different things in Python and JavaScript.
Chinese, Japanese and Korean are cut into overlapping pairs; what is written together (`np.array`, `--no-ff`, `multi-head`)
is kept whole and in its parts; symbols of mathematics are found by their names in TeX.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from hortus.search.stem import stem

Kind = Literal["plain", "joined", "code", "cjk"]

CJK = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\uff66-\uff9f"
_W = "A-Za-z0-9_"
# Letters and digits of the alphabetic scripts, with their combining marks, and the full-width ones. No punctuation: most of
# it stands at the end of a word. Nor what folds to a space, as the apostrophe of old Greek does: no word has one.
LETTERS = (
    _W
    + "\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f"
    + "\u0370-\u0373\u0376\u0377\u037b-\u037d\u037f\u0386\u0388-\u03ff\u0400-\u052f\u0531-\u0587"
    + "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7-\u05f4\u0610-\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u06ff\u0710-\u07f5\u08a0-\u08ff"
    + "\u0900-\u0963\u0966-\u0df3"
    + "\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u0e80-\u0eff\u0f20-\u0f33\u0f40-\u0fbc\u1000-\u1049\u1050-\u109f"
    + "\u10a0-\u10fa\u10fc-\u10ff\u1200-\u135f\u1380-\u138f\u13a0-\u13fd\u1401-\u166c\u166f-\u167f"
    + "\u1780-\u17d3\u17dc-\u17e9\u1810-\u18aa"
    + "\u1e00-\u1fbc\u1fbe\u1fc2-\u1fcc\u1fd0-\u1fdc\u1fe0-\u1fec\u1ff2-\u1ffc"
    + "\u2c00-\u2ce4\u2d00-\u2dff\ua640-\ua69f\ufb00-\ufb06\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
)
# Symbols and single letters that have a name in TeX are found by it, however they are written.
_SYMBOLS = {
    "\u2207": "nabla", "\u2202": "partial", "\u2211": "sum", "\u220f": "prod", "\u222b": "int", "\u221e": "infty",
    "\u221a": "sqrt", "\u2264": "leq", "\u2265": "geq", "\u2260": "neq", "\u2248": "approx", "\u2297": "otimes",
    "\u2295": "oplus", "\u2299": "odot", "\u221d": "propto", "\u2200": "forall", "\u2203": "exists",
}  # fmt: skip
_GREEK = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega"
_NAMES = _SYMBOLS | {chr(0x3B1 + number): name for number, name in enumerate(_GREEK.split())}
_OPERATORS = r":=|->|=>|==|!=|&&|\|\||<<|>>|::"  # not `**`: to Lunr a star is any word
_JOINED = rf"(?:[.\u2019'-][{LETTERS}]+)*"
# What most tokens are is tried first, and every way begins with a character: `re` is quick then. The twin has a plainer form.
_TOKEN = re.compile(
    rf"[{LETTERS}]{{2,}}{_JOINED}|[{CJK}]+|-(?<![{LETTERS}-]-)-?[A-Za-z][{_W}-]*|[A-Za-z]\+\+|[A-Za-z]#(?![{_W}])"
    rf"|[{LETTERS}]{_JOINED}|{_OPERATORS}|[@{''.join(_SYMBOLS)}]"
)
_LONGEST = 100  # characters; a longer run of letters is data, which nobody types
_LONGEST_WORD = 40  # letters of one with hyphens that is also found when it is written in one
_IS_CJK = re.compile(f"[{CJK}]")
_IS_PLAIN = re.compile("[A-Z]*[a-z]*\\Z")
_MARKS = re.compile("[\u0300-\u036f]")
_OPERATOR = re.compile(rf"{_OPERATORS}|[@{''.join(_SYMBOLS)}]")
_CONTRACTION = re.compile(r"(?<=.)(?:'s|n't|'(?:re|ve|ll|d|m))\Z")
_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])")
_IS_NAME = re.compile(r"[_.']")
_IS_NUMBER = re.compile(r"[0-9]+\Z")
# `__init__` ends in dashes below; of `x_{t+1}` one is left that says nothing.
_DUNDER = re.compile(r"__[^_.']+(?:_[^_.']+)*__\Z")
_DOTS = re.compile(r"[.']")
_BRITISH = re.compile(r"(.{3,})is(e|ed|es|er|ers|ing|ation|ations|able)\Z")  # optimiser, and optimizer
_STOP = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with".split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of text and the words it is found by: the first stands for all of it, the others are its parts.

    `is_stop` tells a word so common that it counts only in headings, and in a query that has no other.
    """

    start: int
    raw: str
    words: tuple[str, ...]
    kind: Kind
    is_stop: bool


def tokens(text: str) -> list[Token]:
    """The tokens of `text` in order; those that are found by nothing are left out."""
    return [
        Token(found.start(), raw, words, kind, is_stop)
        for found in _TOKEN.finditer(text)
        for raw in (found[0],)
        for words, kind, is_stop in (_analyse(raw),)
        if words
    ]


def words(text: str) -> list[str]:
    """The words of `text` in order, each with its parts, as they stand in the index for the body of a section."""
    return [word for raw in _TOKEN.findall(text) for word in _words_of(raw)]


def count_words(text: str) -> dict[str, int]:
    """How often each of the `words` of `text` stands there."""
    counts: dict[str, int] = {}
    for raw, times in Counter(_TOKEN.findall(text)).items():
        found, _, is_stop = _analyse(raw)
        for word in () if is_stop else found:
            counts[word] = counts.get(word, 0) + times
    return counts


def heading_words(text: str) -> list[str]:
    """As `words`, with the most common ones too: `for`, `if`, `with` are what some notes are about."""
    return [word for raw in _TOKEN.findall(text) for word in _analyse(raw)[0]]


def fold(text: str) -> str:
    """Lower case, without accents."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFKD", text).lower()))


def is_cjk(text: str) -> bool:
    """Whether `text` begins with a character of Chinese, Japanese or Korean."""
    return _IS_CJK.match(text) is not None


def stem_of(folded: str) -> str:
    """The stem of a folded word, the same for British and American spelling."""
    found = _BRITISH.match(folded) if "is" in folded else None
    return stem(f"{found[1]}iz{found[2]}" if found else folded)


def _words_of(raw: str) -> tuple[str, ...]:
    found, _, is_stop = _analyse(raw)
    return () if is_stop else found


@lru_cache(maxsize=200_000)
def _analyse(raw: str) -> tuple[tuple[str, ...], Kind, bool]:
    """(the words of one token, its kind, whether it is a stop word)."""
    if _IS_PLAIN.match(raw) and len(raw) <= _LONGEST:
        folded = raw.lower()
        return (stem_of(folded),), "plain", folded in _STOP
    if _IS_CJK.match(raw):
        # Each pair, and the last alone: a single character is looked for as the beginning of a word.
        return tuple(raw[at : at + 2] for at in range(len(raw))), "cjk", False
    if len(raw) > _LONGEST:
        return (), "code", False
    folded = fold(raw).replace("\u2019", "'").strip("'")
    if not folded.strip("_-'"):
        return (), "code", False
    if _OPERATOR.match(folded):
        return (_NAMES.get(folded, folded),), "code", False
    if folded[0] == "-":
        name = folded.strip("-")
        return _distinct(folded, *(_hyphenated(name) if len(name) > 1 else ())), "code", False
    if "-" in folded:
        return _hyphenated(folded), "joined", False
    contraction = _CONTRACTION.search(folded)
    if contraction and not _IS_NAME.search(folded[: contraction.start()]):
        folded = folded[: contraction.start()]
    if _IS_NAME.search(folded):
        return _name(folded), "code", False
    humps = [fold(part) for part in _HUMPS.split(raw)] if _HUMPS.search(raw) else []
    kind: Kind = "code" if folded[-1] in "+#" else "joined" if humps else "plain"
    return _distinct(_NAMES.get(folded) or stem_of(folded), *_stems(humps)), kind, folded in _STOP


def _hyphenated(folded: str) -> tuple[str, ...]:
    """`multi-head`: as if written in one, and its parts. Of what is too long for a word, and of dates, as it stands."""
    parts = [part for part in folded.split("-") if part]
    pieces = [piece for part in parts for piece in (_name(part) if _IS_NAME.search(part) else _stems([part]))]
    joined = "".join(parts)
    is_word = len(joined) <= _LONGEST_WORD and not _IS_NUMBER.match(joined)
    return _distinct(stem_of(joined) if is_word else folded, *pieces)


def _name(folded: str) -> tuple[str, ...]:
    """A name of several parts: `np.array`, `steps_per_epoch`, `__init__`, `x_t`."""
    whole = folded.strip(".")
    whole = whole if _DUNDER.search(whole) else whole.rstrip("_")
    parts = [[_NAMES.get(piece, piece) for piece in part.split("_")] for part in _DOTS.split(whole) if part]
    named = ["_".join(pieces) for pieces in parts if len(pieces) > 1]
    return _distinct(
        ".".join("_".join(pieces) for pieces in parts) if "'" not in whole else whole,
        *named,
        *_stems([piece for pieces in parts for piece in pieces]),
    )


def _stems(parts: Iterable[str], least: int = 2) -> list[str]:
    return [stem_of(part) for part in parts if len(part) >= least and part not in _STOP]


def _distinct(*items: str) -> tuple[str, ...]:
    return tuple(item for item in dict.fromkeys(items) if item)
