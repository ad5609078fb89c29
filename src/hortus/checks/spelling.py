"""Words that may be misspelt: they stand in one note once, and are one slip from a word that many notes have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from hortus.checks.garden import Garden, warn, without_spans
from hortus.model import Problem
from hortus.search.spelled import distance
from hortus.search.words import stem_of

_WORD = re.compile(r"[^\W\d_]+")
_EDGE = "\"'()[]{}.,;:!?…“”‘’«»–—*"
_LEAST, _LEAST_CHANGED = 7, 9  # letters: of any word, of one in which a letter is another
_NOTES, _TIMES = 4, 8  # that a word must be in to count as known
_MOST = 50
_LONGEST = 40  # letters; a longer run of them is data
_PIECE = 4  # letters
_VOWELS = set("aeiouyäöüéèêáíóúà")


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of all notes: how often and in how many notes each is written as a word of the language, in which first,
    and how often it stands anywhere, in code too.
    """

    times: Counter[str]
    notes: Counter[str]
    first: dict[str, str]
    anywhere: Counter[str]


def misspelt(garden: Garden) -> Iterator[Problem]:
    """At most so many, in the order of the notes. Code, formulas and addresses are not looked at."""
    said = _read(garden)
    return islice(_told(garden, said), _MOST)


def _told(garden: Garden, said: _Said) -> Iterator[Problem]:
    near = _by_letters_left(word for word, times in said.times.items() if _is_known(said, word, times))
    families = Counter(stem_of(word) for word in said.anywhere)
    pieces = Counter(piece for word in said.anywhere for piece in _pieces(word))
    for word, times in said.times.items():
        if not times == 1 == said.anywhere[word] or len(word) < _LEAST:
            continue
        is_strange = any(pieces[piece] == 1 for piece in _pieces(word))
        if families[stem_of(word)] > 1 or not is_strange:  # a word like others, though it is rare here
            continue
        meant = max(_candidates(word, near), key=lambda other: (said.times[other], other), default="")
        place = garden.find(said.first[word], word) if meant else (0, 0)
        if place[0]:
            message = f"`{word}` stands here alone; `{meant}` is in {said.notes[meant]} notes"
            yield warn("spelling", message, said.first[word], place)


def _read(garden: Garden) -> _Said:
    said = _Said(Counter(), Counter(), {}, Counter())
    for path, text in garden.texts.items():
        lines = [line for section in text.sections for line in (section.heading, section.text)]
        said.anywhere.update(
            word.lower() for line in lines for word in _WORD.findall(line) if len(word) <= _LONGEST
        )
        words = Counter(_prose(lines))
        said.times.update(words)
        said.notes.update(words.keys())
        for word in words:
            said.first.setdefault(word, path)
    return said


def _is_known(said: _Said, word: str, times: int) -> bool:
    return times >= _TIMES and said.notes[word] >= _NOTES and len(word) >= _LEAST - 1


def _prose(lines: Iterable[str]) -> Iterator[str]:
    """The words in lower case of what is written in such; names and what is joined with signs are left out."""
    for line in lines:
        for raw in without_spans(line).split():
            word = raw.strip(_EDGE)
            if _LEAST - 1 <= len(word) <= _LONGEST and _WORD.fullmatch(word) and word.islower():
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
