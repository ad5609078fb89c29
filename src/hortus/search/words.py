"""Text → the words it is found by. `static/_js/words.js` is its twin: the same text gives the same words there.

Every class of characters is an explicit range, because `\\w` and the like mean different things in Python and JavaScript.
Chinese, Japanese and Korean are cut into overlapping pairs; identifiers and flags are kept whole and in their parts.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from hortus.search.stem import stem

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"
_W = "A-Za-z0-9_"
# Letters and digits of the alphabetic scripts, with their combining marks.
_LETTERS = (
    _W
    + "\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u0590-\u05ff\u0600-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u10a0-\u10ff\u1e00-\u1fff"
)
_TOKEN = re.compile(
    rf"[{_CJK}]+|--?[A-Za-z][{_W}-]*|[A-Za-z]\+\+|[A-Za-z]#(?![{_W}])|[{_LETTERS}]+(?:[.\u2019'][{_LETTERS}]+)*|@"
)
_LONGEST = 100  # characters; a longer run of letters is data, which nobody types
_IS_CJK = re.compile(f"[{_CJK}]")
_MARKS = re.compile("[\u0300-\u036f]")
_CONTRACTION = re.compile(r"(?:'s|n't|'(?:re|ve|ll|d|m))\Z")
_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])")
_STOP = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with".split()
)


def words(text: str) -> list[str]:
    """The words of `text` in order, each with its parts, as they stand in the index."""
    return [word for token in _TOKEN.findall(text) for word in _words_of(token)]


def fold(text: str) -> str:
    """Lower case, without accents."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text).lower())


@lru_cache(maxsize=200_000)
def _words_of(token: str) -> tuple[str, ...]:
    if _IS_CJK.match(token):
        return (token,) if len(token) == 1 else tuple(token[at : at + 2] for at in range(len(token) - 1))
    if len(token) > _LONGEST:
        return ()
    folded = fold(token).replace("\u2019", "'").strip("'")
    if not folded:
        return ()
    if folded[0] == "-":
        return _distinct(folded, *_stems(folded.split("-")))
    if "." in folded or "_" in folded or "'" in folded:
        return _compound(folded)
    humps = [fold(part) for part in _HUMPS.split(token)] if _HUMPS.search(token) else []
    return _distinct(*_stems([folded], least=1), *_stems(humps))


def _compound(folded: str) -> tuple[str, ...]:
    """A name of several parts: `np.array`, `steps_per_epoch`, `__init__`, `don't`."""
    contraction = _CONTRACTION.search(folded)
    if contraction and "." not in folded and "_" not in folded:
        return _distinct(*_stems([folded[: contraction.start()]], least=1))
    parts = [part for part in re.split(r"[.']", folded) if part]
    whole = [part for part in parts if "_" in part]
    return _distinct(
        folded.strip("."), *whole, *_stems([piece for part in parts for piece in part.split("_")])
    )


def _stems(parts: list[str], least: int = 2) -> list[str]:
    return [stem(part) for part in parts if len(part) >= least and part not in _STOP]


def _distinct(*items: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
