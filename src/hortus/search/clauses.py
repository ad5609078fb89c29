"""What stands in Lunr's own syntax → groups of a plan: `field:`, `*`, `~1`, `^2`. `static/_js/clauses.js` is its twin."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lunr.exceptions import BaseLunrException
from lunr.query import Clause, Query as LunrQuery, QueryPresence
from lunr.query_parser import QueryParser

from hortus.search.pack import units
from hortus.search.passage import FIELDS
from hortus.search.query import Presence, ask
from hortus.search.spelled import distance
from hortus.search.store import Store
from hortus.search.ways import Group, Way, group_of, weigh
from hortus.search.words import fold, tokens

_MOST_EXPANDED = 250  # words that a term stands for


def lunr_groups(piece: str, store: Store) -> list[Group]:
    """What Lunr's own parser makes of `piece`; as plain words when it refuses."""
    try:
        clauses = QueryParser(piece, LunrQuery(list(FIELDS))).parse().clauses
    except BaseLunrException:
        return [group_of(item, (), store) for item in ask(piece)]
    return [group for clause in clauses for group in _clause_groups(clause, piece, store)]


def _clause_groups(clause: Clause, piece: str, store: Store) -> list[Group]:
    term = fold(clause.term)
    presences: dict[QueryPresence, Presence] = {
        QueryPresence.REQUIRED: "must",
        QueryPresence.PROHIBITED: "not",
    }
    presence = presences.get(clause.presence, "may")
    fields = tuple(FIELDS.index(field) for field in clause.fields)
    groups = list[Group]()
    for found in _expanded(term, min(clause.edit_distance, 2), store):
        ways = [Way((word,), 1, "exact") for word in found if store.count(word)]
        groups.append(Group(piece, tuple(ways), weigh(ways, store), presence, fields, clause.boost))
    return groups


def _expanded(term: str, off: int, store: Store) -> list[list[str]]:
    """The words of the index that a term of Lunr's stands for, the nearest to it if they are many; one list for each word of
    the term.
    """
    if "*" in term:
        start = term.partition("*")[0]
        among = store.beginning(start) if start else store.every_word()
        pattern = re.compile(".*".join(map(re.escape, term.split("*"))) + r"\Z", re.DOTALL)
        return [sorted((word for word in among if pattern.match(word)), key=_in_length)[:_MOST_EXPANDED]]
    found = [token.words[0] for token in tokens(term)]
    if off:
        every = list(store.every_word())
        return [_within(whole, off, every) for whole in found]
    return [[whole] for whole in found]


def _within(whole: str, off: int, among: Iterable[str]) -> list[str]:
    """Those of `among` that are at most `off` letters off, the nearest first."""
    found = [(distance(whole, word, off), _in_length(word), word) for word in among]
    return [word for _, _, word in sorted(item for item in found if item[0] <= off)[:_MOST_EXPANDED]]


def _in_length(word: str) -> tuple[int, str]:
    written = units(word)
    return len(written), written
