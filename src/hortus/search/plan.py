"""A query → a group of ways for each word that is asked for. `static/_js/plan.js` is its twin."""

from __future__ import annotations

from itertools import pairwise

from hortus.search.clauses import lunr_groups
from hortus.search.query import Asked, Query
from hortus.search.store import Store
from hortus.search.ways import MOST_ASKED, Group, Way, group_of
from hortus.search.words import stem_of

_JOINED = 0.8
_MOST_LUNR = 4  # pieces in Lunr's syntax


def make_plan(query: Query, store: Store) -> list[Group]:
    """A group for each word that is asked for. Words so common that they say nothing count when there are no others; not even a
    phrase needs them, which is looked for in the text itself.
    """
    asked = [item for item in query.asked if not item.is_stop or item.presence == "not" or item.in_title]
    asked = (asked if asked or query.lunr else list(query.asked))[:MOST_ASKED]
    joined = _joined(asked, store)
    groups = [
        group_of(item, joined.get(number, ()), store, is_alone=len(asked) == 1)
        for number, item in enumerate(asked)
    ]
    return groups + [group for piece in query.lunr[:_MOST_LUNR] for group in lunr_groups(piece, store)]


def _joined(asked: list[Asked], store: Store) -> dict[int, tuple[Way, ...]]:
    """`multi head` where the notes have `multihead` or `multi-head`: a way for both words. Only what is in the shard of the
    first is looked for: most of it is, and a question needs no more files for it.
    """
    found: dict[int, tuple[Way, ...]] = {}
    for number, (one, other) in enumerate(pairwise(asked)):
        if one.kind != "plain" or other.kind != "plain" or one.presence == "not" or other.presence == "not":
            continue
        word = stem_of(one.raw + other.raw)
        if store.is_beside(one.words[0], word) and store.count(word):
            way = Way((word,), _JOINED, "joined")
            found[number] = (*found.get(number, ()), way)
            found[number + 1] = (way,)
    return found
