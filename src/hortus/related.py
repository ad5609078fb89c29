"""Which notes are about the same: by words of their titles, headings and summaries, by tags, and by what they link to.

Each is weighed by how rare it is among all notes (tf-idf, cosine of the weights). Bodies have no part in it, so that an edited
sentence changes no other page.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import permutations

from hortus.model import Face, Ref, Related
from hortus.text import CJK, natural, nfc, plain

_MOST = 4  # notes that are shown
_TELLING = 14  # features by which a note is compared
_WIDEST = 100  # notes that may share a feature, so that a large site costs no more for each note
_LEAST = 0.13  # cosine
_ENOUGH = 2  # words that both have; one tells nothing of two short notes
_SHOWN = 3  # reasons of one kind

_TITLE, _HEADING, _SUMMARY, _TAG, _LINK = 2.5, 1.2, 0.8, 2.0, 1.5
_WORD = re.compile(rf"[{CJK}]+|[^\W\d_](?:[\w\-]*[^\W_])?")
_IS_CJK = re.compile(f"[{CJK}]")
# What stands in titles and headings of notes about anything.
_STOP = frozenset(
    """a about after all also an and any are as at back basic basics be been before but by can chapter conclusion could did do does each
    end example examples first for from get has have how i if in into introduction intro is it its just last lecture lesson like
    list main make making may more most my new no not note notes of on one only or other our out over overview own part people please
    questions references same section see should simple so some still such summary than that the their them then there these they
    thing things this those time to todo two up use used uses using very via was way we week well were what when where which while
    who why will with without work working would write wrong you your""".split()
)
_STOP_CJK = frozenset("的了是在和与之为不有这那个中及或上下以其从到对于就也都而被把")

Feature = tuple[str, str]  # its kind (tag, word, link) and its name


def find_related(
    notes: Sequence[Face],
    paths: Mapping[str, str],
    linked: Sequence[Sequence[str]],
    beside: Mapping[str, Iterable[Ref | None]],
) -> dict[str, tuple[Related, ...]]:
    """For each note those most like it that it is not linked with, by its path in the folder of notes.

    `paths` gives the path in the site of each note, `linked` in their order the pages that each links to, and `beside` those
    before and after it, which its page shows anyway.
    """
    at = {paths[note.path]: number for number, note in enumerate(notes)}
    weighed = _weighed(
        [_features(note) | _shared_links(ends) for note, ends in zip(notes, linked, strict=True)]
    )
    having = defaultdict[Feature, list[tuple[int, float]]](list)
    for number, features in enumerate(weighed):
        for feature, weight in features.items():
            having[feature].append((number, weight))
    near = [{at[path] for path in paths if path in at} for paths in linked]
    for number, others in enumerate(near):
        for other in list(others):
            near[other].add(number)
    for number, note in enumerate(notes):
        near[number].update(at[ref.path] for ref in beside[note.path] if ref)
    titles = {paths[note.path]: note.title for note in notes}
    return {
        notes[number].path: tuple(
            _related(
                notes[number], notes[other], paths, features.keys() & weighed[other].keys(), features, titles
            )
            for other in _nearest(number, features, having, near[number])
        )
        for number, features in enumerate(weighed)
    }


@lru_cache(maxsize=100_000)
def _features(note: Face) -> dict[Feature, float]:
    found = dict[Feature, float]()
    summary = plain(note.summary)
    parts = [
        (note.title, _TITLE),
        *((heading.text, _HEADING) for heading in note.headings),
        (summary, _SUMMARY),
    ]
    for text, weight in parts:
        for word in _words(text, is_short=weight > _SUMMARY):
            found[("word", word)] = max(weight, found.get(("word", word), 0))
    return found | {("tag", tag.casefold()): _TAG for tag in note.meta.tags}


def _words(text: str, *, is_short: bool) -> set[str]:
    """Words without endings of the plural; of scripts without spaces pairs of letters, in titles and headings alone."""
    words = set[str]()
    for word in _WORD.findall(nfc(text).casefold()):
        if not _IS_CJK.match(word):
            words.add(_singular(word))
        elif is_short:
            words.update(word[start : start + 2] for start in range(len(word) - 1))
    return {
        word for word in words if len(word) > 1 and word not in _STOP and not _STOP_CJK.intersection(word)
    }


def _singular(word: str) -> str:
    is_plural = len(word) > 4 and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if is_plural else word


@lru_cache(maxsize=100_000)
def _text(note: Face) -> str:
    return nfc("\n".join([note.title, *(heading.text for heading in note.headings), plain(note.summary)]))


@lru_cache(maxsize=100_000)
def _spellings(note: Face) -> dict[str, str]:
    """The words of a note as it writes them, by what they are compared as; no capitals of titles and sentences."""
    written = (word for word in _WORD.findall(_text(note)) if not _IS_CJK.match(word))
    every = [(word if word[1:] != word[1:].lower() else word.lower()) for word in written]
    return {_singular(word.casefold()): word for word in reversed(every)}


def _telling(words: Iterable[str], note: Face, other: Face) -> list[str]:
    """Those that stand in the title of one and in the title or a heading of the other; what else both have makes them alike, but
    alone says little.
    """
    titles = _words(note.title, is_short=True) & _heads(other) | _words(other.title, is_short=True) & _heads(
        note
    )
    return [word for word in words if word in titles]


@lru_cache(maxsize=100_000)
def _heads(note: Face) -> set[str]:
    """The words of a note's title and headings."""
    return _words("\n".join([note.title, *(heading.text for heading in note.headings)]), is_short=True)


def _phrases(words: Iterable[str], note: Face, other: Face) -> list[str]:
    """`words` as `note` writes them; pairs of letters that overlap, in both notes, are one word."""
    found = list(words)
    texts = [_text(note).casefold(), _text(other).casefold()]
    for _ in found[1:]:
        joined = (
            (one, two, one + two[1:])
            for one, two in permutations([word for word in found if _IS_CJK.match(word)], 2)
            if one[-1] == two[0] and all(one + two[1:] in text for text in texts)
        )
        if not (pair := next(joined, None)):
            break
        one, two, whole = pair
        found[min(found.index(one), found.index(two))] = whole
        found = [word for word in found if word not in (one, two)]
    spelled = _spellings(note)
    return [spelled.get(word, word) for word in found]


def _shared_links(linked: Sequence[str]) -> dict[Feature, float]:
    return {("link", path): _LINK for path in linked}


def _weighed(features: Sequence[Mapping[Feature, float]]) -> list[dict[Feature, float]]:
    """Of each note the features that tell most, their weights scaled so that their squares sum to 1."""
    spread = defaultdict[Feature, int](int)
    for found in features:
        for feature in found:
            spread[feature] += 1
    widest = min(_WIDEST, max(4, len(features) // 4))
    rarity = {
        feature: math.log(len(features) / number)
        for feature, number in spread.items()
        if 1 < number <= widest
    }
    return [_scaled(found, rarity) for found in features]


def _scaled(found: Mapping[Feature, float], rarity: Mapping[Feature, float]) -> dict[Feature, float]:
    every = ((weight * rarity[feature], feature) for feature, weight in found.items() if feature in rarity)
    telling = heapq.nlargest(_TELLING, every)
    length = math.sqrt(sum(weight * weight for weight, _ in telling)) or 1
    return {feature: weight / length for weight, feature in telling}


def _nearest(
    number: int,
    features: Mapping[Feature, float],
    having: Mapping[Feature, list[tuple[int, float]]],
    near: set[int],
) -> list[int]:
    scores, alike = dict[int, float](), dict[int, int]()
    for feature, weight in features.items():
        for other, its in having[feature]:
            scores[other] = scores.get(other, 0) + weight * its
            alike[other] = alike.get(other, 0) + (1 if feature[0] == "word" else _ENOUGH)
    # Rounded: sums in another order must not make another list.
    like = (
        (-round(score, 6), other)
        for other, score in scores.items()
        if score >= _LEAST and alike[other] >= _ENOUGH and other != number and other not in near
    )
    return [other for _, other in heapq.nsmallest(_MOST, like)]


def _related(
    to: Face,
    note: Face,
    paths: Mapping[str, str],
    shared: set[Feature],
    features: Mapping[Feature, float],
    titles: Mapping[str, str],
) -> Related:
    """`note` as one that is like the note `to`, and what both share, the most telling first."""
    told = sorted(shared, key=lambda feature: (-features[feature], feature))
    kinds = {kind: [name for its, name in told if its == kind] for kind in ("tag", "word", "link")}
    names = {tag.casefold(): tag for tag in note.meta.tags}
    return Related(
        Ref(paths[note.path], note.title),
        tags=tuple(sorted((names[tag] for tag in kinds["tag"][:_SHOWN]), key=natural)),
        words=tuple(_phrases(_telling(kinds["word"], note, to), note, to)[:_SHOWN]),
        links=tuple(titles[path] for path in kinds["link"][:_SHOWN] if path in titles),
    )
