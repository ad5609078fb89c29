"""How far a word as typed is from a word of the index, which is a stem. `static/_js/spelled.js` is its twin."""

from __future__ import annotations

# What a stem may have lost: a word is compared with the stem and each of these.
_ENDINGS = (
    "",
    *"s es e ed d ing er ers or ors y ies ied ion ions al ally ly ate ates ation ations ated ating ator ators able ible ance ence ant ent ity ive ives ize izes ized izer izers izing ization ise ises ised iser isers ising isation ment ments ness ful ous ic ical ism ist".split(),
)
_OF_Y = ("y", "ys", *(f"i{ending}" for ending in _ENDINGS))
_LONGEST = 8  # letters of an ending, and what it may replace


def is_ending(letters: str) -> bool:
    """Whether an ending that a stem may have lost begins so."""
    return any(ending.startswith(letters) for ending in _ENDINGS)


def distance(one: str, other: str, most: int) -> int:
    """How many letters are wrong, missing, too many or swapped with the next; `most` + 1 when there are more."""
    rows = (
        _rows(one, other, [list(range(len(one) + 1))], other, most)
        if abs(len(one) - len(other)) <= most
        else []
    )
    return min(rows[-1][-1], most + 1) if rows else most + 1


def misspelt(typed: str, word: str, most: int) -> int:
    """How many letters of `typed` are wrong, missing, too many or swapped with the next, when `word` or a word with that
    stem was meant; `most` + 1 when there are more.
    """
    if abs(len(typed) - len(word)) > most + _LONGEST:
        return most + 1
    # A stem in -i is that of a word in -y.
    root = word[:-1] if word[-1] == "i" else word
    rows = _rows(typed, root, [list(range(len(typed) + 1))], root, most)
    best = most + 1
    for ending in (_OF_Y if root != word else _ENDINGS) if rows else ():
        if abs(len(root) + len(ending) - len(typed)) < best:
            more = _rows(typed, ending, rows[-2:], root[-1:] + ending, best - 1)
            best = min(best, more[-1][-1]) if more else best
    return best


def _rows(typed: str, letters: str, rows: list[list[int]], seen: str, most: int) -> list[list[int]]:
    """Rows of the table of distances (optimal string alignment) for further `letters`; none when all are above `most`.
    `rows` are those before, `seen` what is known of the word so far, ending in `letters`.
    """
    rows = list(rows)
    offset = len(seen) - len(letters)
    for number, letter in enumerate(letters):
        last = rows[-1]
        row = [last[0] + 1]
        before = seen[offset + number - 1] if offset + number else ""
        for at, other in enumerate(typed, 1):
            cost = min(last[at] + 1, row[at - 1] + 1, last[at - 1] + (letter != other))
            if len(rows) > 1 and at > 1 and letter == typed[at - 2] and before == other:
                cost = min(cost, rows[-2][at - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return []
        rows.append(row)
    return rows
