"""A question → the sections that answer it, with their texts. `static/_js/engine.js` is its twin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from hortus.search.plan import Group, make_plan
from hortus.search.query import Query, read_query, squeeze, stands_in
from hortus.search.rank import Found, rank, rounded
from hortus.search.store import Store
from hortus.search.words import heading_words, tokens
from hortus.text import Span, parted

Why = Literal["heading", "alias", "tag", "code", "math", "correction"]

_SECTIONS = 3  # of one note
_MOST_READ = 60  # passages that are read to find a phrase in them
# How near the words of the question stand together, as a share of the best score.
_IS_HEADING, _IN_HEADING, _IN_TEXT, _IN_TEXT_TIGHT = 1.0, 0.5, 0.5, 0.4
_MOST_TRIED = 4
_TIGHT = 4  # characters of a question that is also looked for without its spaces


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that answers. `words` are those of the index that led to it."""

    path: str
    anchor: str
    title: str
    heading: str
    folders: tuple[str, ...]
    tags: tuple[str, ...]
    aliases: tuple[str, ...]
    text: str
    score: float
    words: frozenset[str]
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """`hits` are the best sections, up to three of a note; `notes` and `sections` how many there are in all; `corrections`
    the words that were found only in another spelling, as (typed, found); `without` the questions with one piece left out
    that find something, when this one finds nothing.
    """

    hits: tuple[Hit, ...]
    notes: int
    sections: int
    corrections: tuple[tuple[str, str], ...] = ()
    without: tuple[str, ...] = ()


def search(text: str, store: Store, notes: int = 10) -> Answer:
    """The answer with hits in up to so many notes."""
    query = read_query(text)
    found, groups = _find(query, store)
    hits, missed = _read(query, found, groups, store, notes)
    if not hits:
        return Answer((), 0, 0, without=tuple(_without(query, store)))
    passages = len({item.section[0] for item in found})
    return Answer(tuple(hits), passages - missed[0], len(found) - missed[1], _corrections(groups, hits))


def _find(query: Query, store: Store) -> tuple[list[Found], list[Group]]:
    groups = make_plan(query, store)
    return rank(query, groups, store), groups


def _read(
    query: Query, found: list[Found], groups: list[Group], store: Store, notes: int
) -> tuple[list[Hit], tuple[int, int]]:
    """(the best hits, best first; how many passages and sections were read that have no phrase of the query).

    Those of the best passages are ranked anew by how near the words of the question stand together.
    """
    hits = list[tuple[bool, Hit]]()
    kept, read = set[int](), set[int]()
    missed = 0
    top = found[0].score if found else 0
    for item, count in _counted(found):
        slot = item.section[0]
        if count > _SECTIONS or (len(kept) >= notes and slot not in kept):
            continue
        if slot not in read and len(read) >= max(notes, _MOST_READ if query.phrases else 0):
            break
        read.add(slot)
        hit = _hit(item, groups, store)
        said = squeeze(f"{hit.heading or hit.title} \n {hit.text}")
        if not all(stands_in(phrase, said) for phrase in query.phrases):
            missed += 1
            continue
        kept.add(slot)
        hits.append((item.is_near, replace(hit, score=rounded(hit.score + top * _closeness(hit, query)))))
    hits.sort(key=lambda pair: (pair[0], -pair[1].score))
    return _distinct(hit for _, hit in hits), (len(read) - len(kept), missed)


def _counted(found: list[Found]) -> Iterator[tuple[Found, int]]:
    """Each with its number among those of its passage, from 1."""
    counts = Counter[int]()
    for item in found:
        counts[item.section[0]] += 1
        yield item, counts[item.section[0]]


def _distinct(hits: Iterable[Hit]) -> list[Hit]:
    """Of a section that was too long for one document only the best part."""
    best: dict[tuple[str, str], Hit] = {}
    for hit in hits:
        best.setdefault((hit.path, hit.anchor), hit)
    return list(best.values())


def _hit(found: Found, groups: list[Group], store: Store) -> Hit:
    path, title, folders, tags, aliases, sections = store.fragment(found.section[0])
    anchor, heading, text = sections[found.section[1]]
    plain, spans = parted(text)
    why = _why(found, groups, "" if anchor else title, heading, aliases, tags, plain, spans)
    return Hit(
        path, anchor, title, heading, tuple(folders), tuple(tags), tuple(aliases), plain, found.score, found.words, why
    )


def _closeness(hit: Hit, query: Query) -> float:
    if len(query.plain) < 2:
        return 0
    tight = query.plain.replace(" ", "")
    is_tight = len(tight) >= _TIGHT
    best = 0.0
    for name in [hit.heading] if hit.anchor else [hit.title, *hit.aliases]:
        squeezed = squeeze(name)
        joined = squeezed.replace(" ", "")
        if query.plain == squeezed or (is_tight and tight == joined):
            return _IS_HEADING
        if stands_in(query.plain, squeezed) or (is_tight and tight in joined):
            best = _IN_HEADING
    text = squeeze(hit.text)
    if best or stands_in(query.plain, text):
        return best or _IN_TEXT
    return _IN_TEXT_TIGHT if is_tight and tight in text.replace(" ", "") else 0


def _why(
    found: Found,
    groups: list[Group],
    title: str,
    heading: str,
    aliases: Sequence[str],
    tags: Sequence[str],
    text: str,
    spans: Sequence[Span],
) -> tuple[Why, ...]:
    """Where the words stand, when it is not plain in the text."""
    why = list[Why]()

    def has(name: str) -> bool:
        return not found.words.isdisjoint(heading_words(name))

    if has(title or heading):
        why.append("heading")
    elif title and any(map(has, aliases)):
        why.append("alias")
    if any(map(has, tags)):
        why.append("tag")
    kinds = {_kind_at(token.start, spans) for token in tokens(text) if not found.words.isdisjoint(token.words)}
    if kinds and "text" not in kinds:
        why += [kind for kind in ("code", "math") if kind in kinds]
    if any(is_corrected(group, found.words) for group in groups):
        why.append("correction")
    return tuple(why)


def _kind_at(at: int, spans: Sequence[Span]) -> str:
    return next((kind for start, end, kind in spans if start <= at < end), "text")


def is_corrected(group: Group, words: frozenset[str]) -> bool:
    """Whether a section with `words` answers a group only in another spelling."""
    answering = [way for way in group.ways if not words.isdisjoint(way.words)]
    return bool(answering) and all(way.how in {"near", "meant"} for way in answering)


def _corrections(groups: list[Group], hits: Sequence[Hit]) -> tuple[tuple[str, str], ...]:
    """The words that no note has as they were typed, and how the best hit that answers them has them."""
    found = list[tuple[str, str]]()
    for group in groups:
        if group.is_known:
            continue
        for hit in hits:
            wanted = hit.words & {word for way in group.ways for word in way.words}
            written = next((token.raw for token in tokens(f"{hit.title} {hit.heading} {hit.text}") if wanted & {*token.words}), "")
            if written:
                found.append((group.typed, written))
                break
    return tuple(found)


def _without(query: Query, store: Store) -> Iterator[str]:
    """The questions with one piece left out, or without its quotes, that find something."""
    tried = dict[str, None]()
    for number, chunk in enumerate(query.chunks):
        if chunk.startswith(('"', "\u201c")):
            tried[" ".join([*query.chunks[:number], chunk.strip('"\u201c\u201d'), *query.chunks[number + 1 :]])] = None
    for number in range(len(query.chunks) if len(query.chunks) > 1 else 0):
        tried[" ".join([*query.chunks[:number], *query.chunks[number + 1 :]])] = None
    for text in list(tried)[:_MOST_TRIED]:
        asked = read_query(text)
        found, groups = _find(asked, store)
        if _read(asked, found, groups, store, 1)[0]:
            yield text
