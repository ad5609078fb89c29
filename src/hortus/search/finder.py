"""A question → the sections that answer it, with their texts. `static/_js/engine.js` is its twin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hortus.search.closeness import closeness
from hortus.search.plan import make_plan
from hortus.search.query import Query, read_query, squeeze, stands_in
from hortus.search.rank import Found, below, rank, rounded, slots_of
from hortus.search.reason import Why, corrections, why_of
from hortus.search.section import Section, read_section
from hortus.search.store import Store
from hortus.search.ways import Group

_SECTIONS = 3  # of one note
_MOST_TAKEN = 8  # of one passage, to be ranked anew
_MOST_READ = 60  # passages that are read to find a phrase in them
_PASSAGES = 3  # that are read for each note that is wanted, because one note may have many
_MOST_TRIED = 4
_MOST_CHUNKS = 16  # pieces of a question of which one may be the one too many
_FIRST = 2  # passages that a page shows before it has the others


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that answers. `words` are those of the index that led to it."""

    section: Section
    score: float
    words: frozenset[str]
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """`hits` are the best sections, up to three of a note; `notes` and `sections` how many there are in all; `corrections`
    the words that were found only in another spelling, as (typed, found); `missing` those that no note has in any; `without`
    the questions with one piece left out that find something, when this one finds nothing.
    """

    hits: tuple[Hit, ...]
    notes: int
    sections: int
    corrections: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


def search(text: str, store: Store, notes: int = 10) -> Answer:
    """The answer with hits in up to so many notes."""
    query = _asked(text, store)
    groups = make_plan(query, store)
    found = rank(query, groups, store)
    reading = _read(query, found, groups, store, notes)
    if not reading.best:
        return Answer((), 0, 0, without=tuple(_without(query, store)))
    hits = tuple(
        Hit(item.section, item.score, item.found.words, why_of(item.section, item.found.words, groups))
        for item in reading.best
    )
    return Answer(
        hits,
        notes=len({item.slot for item in found}) - reading.passages,
        sections=len(found) - reading.missed,
        corrections=corrections(groups, [(hit.section, hit.words) for hit in hits]),
        missing=tuple(group.typed for group in groups if not group.ways and group.presence != "not"),
    )


def _asked(text: str, store: Store) -> Query:
    """What is asked for. `#include` asks for a tag only where a note has it."""
    query = read_query(text)
    tags = [item for item in query.filters if item.typed.lstrip("+-").startswith("#")]
    return query if all(slots_of(item, store) for item in tags) else read_query(text, has_tags=False)


@dataclass(frozen=True, slots=True)
class _Read:
    """A section that was found and read; its score counts how near the words of the question stand together in it."""

    found: Found
    section: Section
    score: float


@dataclass(frozen=True, slots=True)
class _Reading:
    """The best sections, best first; how many passages were read that make no further note, and how many sections were that
    have no phrase of the question.
    """

    best: list[_Read]
    passages: int
    missed: int


def _read(query: Query, found: list[Found], groups: list[Group], store: Store, notes: int) -> _Reading:
    """Those of the best passages are ranked anew by how near the words of the question stand together: the first two by
    themselves, because a page shows them before it has the others.
    """
    hits = list[_Read]()
    kept = set[str]()
    read: dict[int, str] = {}
    missed = 0
    most = max(_PASSAGES * notes, _MOST_READ if query.phrases else 0)
    top = found[0].score if found else 0
    for item, count in _counted(found):
        if count > _MOST_TAKEN or (len(kept) >= notes and read.get(item.slot) not in kept):
            continue
        if item.slot not in read and len(read) >= most:
            continue
        section = read_section(item.ref, store)
        read[item.slot] = section.path
        if _has_phrases(section, query):
            kept.add(section.path)
            score = rounded(item.score + top * closeness(section, query, groups))
            hits.append(_Read(item, section, score))
        else:
            missed += 1
    return _Reading(_distinct(_in_order(hits)), len(read) - len(kept), missed)


def _has_phrases(section: Section, query: Query) -> bool:
    if not query.phrases:
        return True
    said = squeeze(f"{section.heading or section.title} \n {section.text}")
    return all(stands_in(phrase, said) for phrase in query.phrases)


def _in_order(hits: list[_Read]) -> list[_Read]:
    firsts = list(dict.fromkeys(hit.found.slot for hit in hits))[:_FIRST]
    highest = below((hit.score, hit.found.state) for hit in hits)
    capped = [
        _Read(hit.found, hit.section, min(hit.score, highest)) if hit.found.state == "misspelt" else hit
        for hit in hits
    ]
    return sorted(capped, key=lambda hit: (hit.found.slot not in firsts, -hit.score))


def _counted(found: list[Found]) -> Iterator[tuple[Found, int]]:
    """Each with its number among those of its passage, from 1."""
    counts = Counter[int]()
    for item in found:
        counts[item.slot] += 1
        yield item, counts[item.slot]


def _distinct(hits: Iterable[_Read]) -> list[_Read]:
    """Up to three sections of a note; of one that was too long for one document only the best part."""
    best: dict[tuple[str, str], _Read] = {}
    counts = Counter[str]()
    for hit in hits:
        place = hit.section.path, hit.section.anchor
        if place not in best and counts[hit.section.path] < _SECTIONS:
            counts[hit.section.path] += 1
            best[place] = hit
    return list(best.values())


def _without(query: Query, store: Store) -> Iterator[str]:
    """The questions with one piece left out, or without its quotes, that find something."""
    if len(query.chunks) > _MOST_CHUNKS:
        return
    tried = dict[str, None]()
    for number, chunk in enumerate(query.chunks):
        if chunk.startswith(('"', "\u201c")):
            tried[
                " ".join([*query.chunks[:number], chunk.strip('"\u201c\u201d'), *query.chunks[number + 1 :]])
            ] = None
    for number in range(len(query.chunks) if len(query.chunks) > 1 else 0):
        tried[" ".join([*query.chunks[:number], *query.chunks[number + 1 :]])] = None
    for text in list(tried)[:_MOST_TRIED]:
        asked = _asked(text, store)
        groups = make_plan(asked, store)
        if _read(asked, rank(asked, groups, store), groups, store, 1).best:
            yield text
