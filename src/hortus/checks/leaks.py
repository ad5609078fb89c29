"""Words of notes that are not published, looked for in what is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from mdurl import decode

from hortus.checks.garden import fold
from hortus.search.pack import read_list
from hortus.search.words import words as search_words
from hortus.text import CJK

_LEAST, _LEAST_DIGITS = 4, 6  # characters: shorter ones say too little
_WORD = re.compile(r"[^\W_]+")
_CJK = re.compile(f"[{CJK}]+")
_RUN = 3  # characters of Chinese, Japanese or Korean, which part no words
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_WIDTHS = {2, 3}


@dataclass(frozen=True, slots=True)
class Secrets:
    """What only notes say that are not published: words, and the stems by which the search would have them."""

    words: frozenset[str]
    stems: frozenset[str]


def secrets_of(hidden: Iterable[str], public: Iterable[str]) -> Secrets:
    """`hidden` and `public` are the whole texts of notes, with their names, comments and front matter."""
    known, stems = set[str](), set[str]()
    for text in public:
        known |= words_of(text)
        stems |= _stems(text)
    told, of_told = set[str](), set[str]()
    for text in hidden:
        told |= words_of(text)
        of_told |= _stems(text)
    return Secrets(frozenset(told - known), frozenset(of_told - stems - known))


def words_of(text: str) -> set[str]:
    """The words of a text, however they are written in it: as they are, in an address, in HTML, in JSON."""
    return {word for form in _forms(text) for word in _words(form)}


def said_by(path: str, text: str) -> set[str]:
    """All the words of the file at `path` of the site, by its name or its text."""
    return words_of(text) | words_of(path) | (_indexed(text) if path.startswith("search/") else set())


def told_by(secrets: Secrets, path: str, text: str) -> set[str]:
    """The secrets among them. Only the search has stems."""
    return said_by(path, text) & (
        secrets.words | secrets.stems if path.startswith("search/") else secrets.words
    )


def _forms(text: str) -> Iterator[str]:
    folded = fold(text)
    yield folded
    if "&" in folded:
        yield fold(unescape(text))
    if "%" in folded:
        yield fold(decode(text, ""))
    if "\\u" in folded:
        yield fold(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text))


def _words(folded: str) -> Iterator[str]:
    """Words parted by spaces and signs, and overlapping runs of what is written without."""
    for run in _CJK.findall(folded):
        yield from (
            run[at : at + _RUN]
            for at in range(max(1, len(run) - _RUN + 1))
            if len(run) in _WIDTHS or len(run) > _RUN
        )
    for word in _WORD.findall(_CJK.sub(" ", folded)):
        if len(word) >= (_LEAST_DIGITS if word.isdecimal() else _LEAST):
            yield word


def _stems(text: str) -> set[str]:
    return {
        word
        for word in search_words(text)
        if len(word) >= _LEAST and word[0].isalpha() and not _CJK.search(word)
    }


def _indexed(script: str) -> set[str]:
    """The words in a file of the index, which has them without what each shares with the one before."""
    try:
        registered = json.loads(script[script.index(",") + 1 : script.rindex(")")])
    except (ValueError, RecursionError):
        return set()
    found = set[str]()
    for content in _strings(registered):
        try:
            found |= {fold(word) for word, _ in read_list(content)}
        except (ValueError, IndexError):
            continue
    return found


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _strings(item)
        case dict():
            for item in value.values():
                yield from _strings(item)
        case _:
            pass
