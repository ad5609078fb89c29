"""JSON as engines read it: one value a file, or one a line in files of a bounded size."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

LIMIT = 8_000_000  # bytes of a file: servers refuse requests that are much longer


def whole(value: object) -> bytes:
    """A file that holds one value, laid out to be read."""
    return _encoded(json.dumps(value, ensure_ascii=False, indent=2))


def line(value: object) -> bytes:
    return _encoded(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def files(name: str, entries: Iterable[bytes], limit: int = LIMIT) -> Iterator[tuple[str, bytes]]:
    """`entries`, each of one or more whole lines, in files called as `name` says for each number.

    A file ends before the entry that would make it longer than `limit`; no more than one is held at a time.
    """
    number, held = 1, bytearray()
    for entry in entries:
        if held and len(held) + len(entry) > limit:
            yield name.format(number), bytes(held)
            number, held = number + 1, bytearray()
        held += entry
    if held:
        yield name.format(number), bytes(held)


def _encoded(text: str) -> bytes:
    return (text + "\n").encode("utf-8", "replace")  # a file name may hold what is no letter at all
