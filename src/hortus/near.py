"""What somebody may have meant who wrote a name that nothing has."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

_SHORTEST, _LONGEST = 4, 80  # letters


class Near:
    """Finds among many names those that differ in a letter or two, without comparing with each: two names are near if they become
    the same when each loses a letter at the most.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names` are pairs: as it is compared, and as it is told."""
        self._told = dict[str, set[tuple[str, str]]]()
        for name, told in names:
            for shorter in _shortened(name):
                self._told.setdefault(shorter, set()).add((name, told))

    def find(self, name: str) -> str:
        """The nearest name as it is told, "" when none is near."""
        found = {pair for shorter in _shortened(name) for pair in self._told.get(shorter, ())}
        told = dict(sorted(found))
        return next((told[known] for known in difflib.get_close_matches(name, sorted(told), n=1)), "")


def _shortened(name: str) -> Iterator[str]:
    if _SHORTEST <= len(name) <= _LONGEST:
        yield name
        yield from dict.fromkeys(name[:at] + name[at + 1 :] for at in range(len(name)))


def meant(name: str) -> str:
    """As a hint."""
    return f"did you mean `{name}`?" if name else ""
