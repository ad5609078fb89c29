"""The index as short text: numbers, places of a word, and sorted lists of words. `static/_js/pack.js` reads what is written here.

A shard is one string of entries parted by spaces, in the order of UTF-16. An entry is the number of characters that its
word shares with the one before, the rest of the word, a comma, and the places of the word: for each passage, in the order
of their slots, the gap to the slot before and then one mark for each section that has the word.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

# Printable, needing no escape in a script, and neither of the characters that part words and entries.
DIGITS = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"\\,|')
_HALF = len(DIGITS) // 2  # a digit of the upper half says that more follow
_FIELDS = 3
_FAR = 14  # a gap between sections that is written as a number of its own
_CLASSES = 28
_STEPS = (
    2  # classes of length in an octave: a section may grow by a third before the places of its words change
)
_OFTEN = 3  # occurrences up to which their number and the length class are one digit; more are a number of their own
_MOST = 35  # more occurrences than this say nothing more
_SHARED = _HALF - 1

# The same as expressions: a number; a mark, and one that is the last of its passage.
A_NUMBER = f"[{re.escape(DIGITS[_HALF:])}]*[{re.escape(DIGITS[:_HALF])}]"
_CODE = f"(?:[{re.escape(DIGITS[: _OFTEN * _CLASSES])}]|{re.escape(DIGITS[_OFTEN * _CLASSES])}{A_NUMBER}[{re.escape(DIGITS[:_CLASSES])}])"


def _a_mark(is_last: int) -> str:
    """A mark of which this says whether it is the last of its passage."""
    heads = DIGITS[is_last : _FAR * 2 * _FIELDS : 2]
    far = DIGITS[_FAR * 2 * _FIELDS + is_last : (_FAR + 1) * 2 * _FIELDS : 2]
    return f"(?:[{re.escape(heads)}]|[{re.escape(far)}]{A_NUMBER}){_CODE}"


A_MARK, THE_LAST_MARK = _a_mark(0), _a_mark(1)

LENGTHS = tuple(round(2 ** (number / _STEPS)) for number in range(_CLASSES))


class Place(NamedTuple):
    """Where a word stands: the slot of the passage, the section in it, the field, how often, and the field's length class."""

    slot: int
    section: int
    field: int
    times: int
    length: int


Mark = tuple[int, int, int, int]  # a place within a passage: field, section, how often, length class


def length_class(words: int) -> int:
    """The class of a field of so many words, which stands for `LENGTHS[class]` words."""
    return min(round(_STEPS * math.log2(words)), _CLASSES - 1) if words else 0


def write_number(number: int) -> str:
    written = ""
    while number >= _HALF:
        number, digit = divmod(number, _HALF)
        written += DIGITS[_HALF + digit]
    return written + DIGITS[number]


def read_number(text: str, at: int) -> tuple[int, int]:
    """(the number at `at`, where the text goes on)."""
    number, weight = 0, 1
    while (digit := DIGITS.index(text[at])) >= _HALF:
        number, weight, at = number + (digit - _HALF) * weight, weight * _HALF, at + 1
    return number + digit * weight, at + 1


@lru_cache(maxsize=20_000)
def write_marks(marks: tuple[Mark, ...]) -> str:
    """The places of one word in one passage, sorted. Most words stand there once, and so as many others do."""
    written, before = "", (0, -1)
    last = len(marks) - 1
    for number, (field, section, times, length) in enumerate(marks):
        gap = section - (before[1] if field == before[0] else -1) - 1
        before = field, section
        written += DIGITS[min(gap, _FAR) * 2 * _FIELDS + field * 2 + (number == last)]
        if gap >= _FAR:
            written += write_number(gap - _FAR)
        if times > _OFTEN:
            written += DIGITS[_OFTEN * _CLASSES] + write_number(min(times, _MOST) - _OFTEN - 1)
        written += DIGITS[length + (times - 1 if times <= _OFTEN else 0) * _CLASSES]
    return written


def read_places(text: str) -> Iterator[Place]:
    """The places of a word, by slot."""
    at, slot = 0, -1
    while at < len(text):
        gap, at = read_number(text, at)
        slot += gap + 1
        field_before, section, is_last = 0, -1, False
        while not is_last:
            head = DIGITS.index(text[at])
            at += 1
            gap, field, is_last = head // (2 * _FIELDS), head // 2 % _FIELDS, head % 2 == 1
            if gap == _FAR:
                more, at = read_number(text, at)
                gap += more
            section = gap + 1 + (section if field == field_before else -1)
            field_before = field
            code, more = DIGITS.index(text[at]), 0
            if code == _OFTEN * _CLASSES:
                more, at = read_number(text, at + 1)
                code, more = DIGITS.index(text[at]), more + _OFTEN
            at += 1
            yield Place(slot, section, field, code // _CLASSES + 1 + more, code % _CLASSES)


def write_list(items: Iterable[str]) -> str:
    """Sorted words, each without what it shares with the one before. Items may carry more after a comma.

    Nothing is shared from a character above U+FFFF on: it counts as one here, and as two in JavaScript.
    """
    written, before = list[str](), ""
    for item in items:
        word = item.partition(",")[0]
        shared = 0
        for one, other in zip(before[:_SHARED], word, strict=False):
            if one != other or one > "\uffff":
                break
            shared += 1
        written.append(DIGITS[shared] + item[shared:])
        before = word
    return " ".join(written)


def read_list(text: str) -> Iterator[tuple[str, str]]:
    """(word, what stands after its comma) of each."""
    word = ""
    for item in text.split(" ") if text else ():
        rest, _, more = item[1:].partition(",")
        word = word[: DIGITS.index(item[0])] + rest
        yield word, more


def in_utf16_order(words: Iterable[str]) -> list[str]:
    """Sorted as JavaScript sorts, and as lunr.js wants its terms: not by code point above U+FFFF."""
    listed = list(words)
    text = "".join(listed)
    is_plain = len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text)
    return sorted(listed) if is_plain else sorted(listed, key=units)


def units(word: str) -> str:
    """`word` with each character above U+FFFF as its two units of UTF-16, which sorts as JavaScript does."""
    if not word or max(word) <= "\uffff":
        return word
    data = word.encode("utf-16-be", "surrogatepass")
    return "".join(chr(data[at] << 8 | data[at + 1]) for at in range(0, len(data), 2))
