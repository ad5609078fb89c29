"""What is remembered of a note for the search."""

from __future__ import annotations

from dataclasses import dataclass, field

from hortus.model.kept import Kept


@dataclass(frozen=True, slots=True)
class Passage:
    """Up to 64 sections of one note, as the index takes them in. `key` is the digest of all it was made from.

    `name` tells it from all other passages of the site; `words` are its words in order, each with a comma and its
    places in the packed form of `search.pack`, parted by spaces; `fragment` is what the browser is told of its sections, a literal
    of JavaScript of `size` characters; `lengths` are the lengths of its fields title, crumbs and body, summed.
    """

    key: bytes
    name: str = field(compare=False)
    sections: int = field(compare=False)
    lengths: tuple[int, int, int] = field(compare=False)
    size: int = field(compare=False)
    words: Kept[str] = field(compare=False)
    fragment: Kept[str] = field(compare=False)
