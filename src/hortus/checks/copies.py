"""Notes that say nearly the same, found by the runs of words that they share."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from hortus.checks.garden import Garden, counted, listed, warn
from hortus.model import Problem
from hortus.search.words import words
from hortus.text import parted

_RUN = 5  # words that follow each other
_LEAST = 40  # such runs: in less, likeness says nothing
_SKETCH = 64  # runs that stand for a note: those with the smallest sums
_COMMON = 12  # notes: a run that more of them have is a form that they are written in
_SHARED = _SKETCH // 2  # of the sketch, to be worth a closer look
_ALIKE = 0.85


def copies(garden: Garden) -> Iterator[Problem]:
    """Notes whose texts are the same, and pairs whose texts are so for the greater part."""
    runs = {path: _runs(garden, path) for path in garden.texts}
    same = dict[frozenset[int], list[str]]()
    for path, found in runs.items():
        if len(found) >= _LEAST:
            same.setdefault(found, []).append(path)
    for first, *others in same.values():
        if others:
            message = f"{counted(len(others), 'other note')} {'says' if len(others) == 1 else 'say'} the same: {listed(others)}"
            yield warn("copy", message, first)
    yield from _pairs({paths[0]: found for found, paths in same.items()})


def _pairs(runs: dict[str, frozenset[int]]) -> Iterator[Problem]:
    """Each run is looked at in few notes, so this grows as the notes do."""
    times = Counter(run for found in runs.values() for run in found)
    own = {path: {run for run in found if times[run] <= _COMMON} for path, found in runs.items()}
    holders = dict[int, list[str]]()
    for path, found in own.items():
        if len(found) >= _LEAST:
            for run in sorted(found)[:_SKETCH]:
                holders.setdefault(run, []).append(path)
    shared = Counter(pair for paths in holders.values() for pair in combinations(paths, 2))
    for (one, other), count in sorted(shared.items()):
        if count >= _SHARED:
            share = len(own[one] & own[other]) / len(own[one] | own[other])
            if share >= _ALIKE:
                message = f"{int(share * 100)} % of this note and of {other} are the same"
                yield warn(
                    "near-copy", message, one, hint="make one note of them, or let one embed the other"
                )


def _runs(garden: Garden, path: str) -> frozenset[int]:
    text = "\n".join(parted(section.text)[0] for section in garden.texts[path].sections)
    said = words(text)
    return frozenset(
        zlib.crc32(" ".join(said[at : at + _RUN]).encode("utf-8", "replace"))
        for at in range(len(said) - _RUN + 1)
    )
