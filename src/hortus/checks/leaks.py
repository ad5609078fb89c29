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
_WORD = re.compile(r"[^\W_]{4,}")
_CJK = re.compile(f"[{CJK}]+")
_RUN = 3  # characters of Chinese, Japanese or Korean, which part no words
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


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
    plain = _ESCAPED.sub(_unescaped, text) if "\\u" in text else text
    plain = unescape(plain) if "&" in plain else plain
    plain = decode(plain, "") if "%" in plain else plain
    return _words(text) if plain is text else _words(text) | _words(plain)


def said_by(path: str, text: str) -> set[str]:
    """All the words of the file at `path` of the site, by its name or its text."""
    return words_of(text) | words_of(path) | (_indexed(text) if path.startswith("search/") else set())


def told_by(secrets: Secrets, path: str, text: str) -> set[str]:
    """The secrets among them. Only the search has stems."""
    return said_by(path, text) & (
        secrets.words | secrets.stems if path.startswith("search/") else secrets.words
    )


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _words(text: str) -> set[str]:
    """Words parted by spaces and signs, and overlapping runs of what is written without."""
    folded, found = fold(text), set[str]()
    if not folded.isascii():
        for run in set(_CJK.findall(folded)):
            found |= {run[at : at + _RUN] for at in range(len(run) - _RUN + 1)} or {run} - {run[:1]}
        folded = _CJK.sub(" ", folded)
    words = set(_WORD.findall(folded))
    return found | {word for word in words if len(word) >= _LEAST_DIGITS or not word.isdecimal()}


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
