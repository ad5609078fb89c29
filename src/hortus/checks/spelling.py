"""Words that may be misspelt: they stand in one note once, and are one slip from a word that many notes have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from hortus.checks.garden import Garden, warn
from hortus.model import Problem
from hortus.search.spelled import distance
from hortus.search.words import stem_of
from hortus.text import CODE, END, MATH

_SPAN = re.compile(f"[{CODE}{MATH}][^{END}]*{END}")
_WORD = re.compile(r"[^\W\d_]+")
_EDGE = "\"'()[]{}.,;:!?…“”‘’«»–—*"
_LEAST, _LEAST_CHANGED = 7, 9  # letters: of any word, of one in which a letter is another
_NOTES, _TIMES = 4, 8  # that a word must be in to count as known
_MOST = 50
_PIECE = 4  # letters
_VOWELS = set("aeiouyäöüéèêáíóúà")


def misspelt(garden: Garden) -> Iterator[Problem]:
    """At most so many, in the order of the notes. Code, formulas and addresses are not looked at."""
    times, notes, first = Counter[str](), Counter[str](), dict[str, str]()
    everything = Counter[str]()
    for path, text in garden.texts.items():
        prose = [line for section in text.sections for line in (section.heading, section.text)]
        everything.update(word.lower() for line in prose for word in _WORD.findall(line))
        said = Counter(_prose(prose))
        times.update(said)
        notes.update(said.keys())
        for word in said:
            first.setdefault(word, path)
    known = {
        word for word in times if times[word] >= _TIMES and notes[word] >= _NOTES and len(word) >= _LEAST - 1
    }
    near = _by_letters_left(known)
    rare = (word for word in times if times[word] == 1 == everything[word] and len(word) >= _LEAST)
    found = 0
    families = Counter(stem_of(word) for word in everything)
    pieces = Counter(piece for word in everything for piece in _pieces(word))
    for word in rare:
        is_strange = any(pieces[piece] == 1 for piece in _pieces(word))
        if families[stem_of(word)] > 1 or not is_strange:  # a word like others, though it is rare here
            continue
        meant = max(_candidates(word, near), key=lambda other: (times[other], other), default="")
        place = garden.find(first[word], word) if meant else (0, 0)
        if place[0] and found < _MOST:
            found += 1
            message = f"`{word}` stands here alone; `{meant}` is in {notes[meant]} notes"
            yield warn("spelling", message, first[word], place)


def _prose(lines: Iterable[str]) -> Iterator[str]:
    """The words in lower case of what is written in such; names and what is joined with signs are left out."""
    for line in lines:
        for raw in _SPAN.sub("\ufffc", line).split():
            word = raw.strip(_EDGE)
            if len(word) >= _LEAST - 1 and _WORD.fullmatch(word) and word.islower():
                yield word


def _pieces(word: str) -> set[str]:
    return {word[at : at + _PIECE] for at in range(len(word) - _PIECE + 1)}


def _by_letters_left(known: Iterable[str]) -> dict[str, list[str]]:
    """Known words by themselves and by what is left of each when a letter goes."""
    near = dict[str, list[str]]()
    for word in sorted(known):
        for left in _shorter(word):
            near.setdefault(left, []).append(word)
    return near


def _shorter(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _candidates(word: str, near: dict[str, list[str]]) -> set[str]:
    found = {other for left in _shorter(word) for other in near.get(left, ())}
    return {other for other in found if _is_slip(word, other)}


def _is_slip(word: str, meant: str) -> bool:
    """Whether `word` is `meant` with two letters swapped, one lost, doubled or mistaken, and no form or other spelling of it."""
    if word[0] != meant[0] or distance(word, meant, 1) != 1:
        return False
    if stem_of(word) == stem_of(meant) or _british(word) == _british(meant):
        return False
    if sorted(word) == sorted(meant):
        return {word[-2:], meant[-2:]} != {"er", "re"}
    has_same_end = word[-3:] == meant[-3:]
    if len(word) != len(meant):
        return has_same_end
    changed = {letter for pair in zip(word, meant, strict=True) if len(set(pair)) > 1 for letter in pair}
    return has_same_end and len(word) >= _LEAST_CHANGED and changed <= _VOWELS


def _british(word: str) -> str:
    for one, other in (
        ("our", "or"),
        ("ll", "l"),
        ("pp", "p"),
        ("ae", "e"),
        ("oe", "e"),
        ("ys", "yz"),
        ("is", "iz"),
    ):
        word = word.replace(one, other)
    return word
