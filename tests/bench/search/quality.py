"""How well the known sections are found: `python tests/bench/search/quality.py [--corpora FOLDER] [--misses]`.

Every query of `queries.yaml` is put to Hortus, and beside it to MiniSearch with the options of VitePress, to Pagefind
on the same notes, and to plain Lunr. Sections are compared: a hit on the right note under the wrong heading is none.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import known
from bench.table import print_table
from known import Place, Query
from peers import Answers, ask_in_node, ask_pagefind, make_bare, need_peers


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--corpora", type=Path, default=known.CORPORA)
    arguments.add_argument(
        "--misses", action="store_true", help="list what Hortus has not among the first five"
    )
    arguments.add_argument("--alone", action="store_true", help="leave the others out")
    given = arguments.parse_args()
    need_peers()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        garden = known.lay_out(work / "garden", given.corpora)
        site, passages = known.make_site(garden), known.passages(garden)
        asked, tokens = known.queries(garden), known.rare(garden)
        texts = [query.text for query in (*asked, *tokens)]
        print(
            f"{len({one.path for one in passages})} notes, {len(passages)} sections, {len(asked)} queries\n"
        )
        found = {"Hortus": ask_in_node("hortus", texts, passages, site, work)}
        if not given.alone:
            found["MiniSearch"] = ask_in_node("minisearch", texts, passages, site, work)
            bare = make_bare(site, {one.path for one in passages}, work / "bare")
            found["Pagefind"] = ask_pagefind(texts, bare)
            found["Lunr"] = ask_in_node("lunr", texts, passages, site, work)
    print_found(asked, found)
    print_categories(asked, found)
    print_rare(tokens, {name: answers.places[len(asked) :] for name, answers in found.items()})
    if given.misses:
        print_misses(asked, found["Hortus"])
        print_extra(tokens, found["Hortus"].places[len(asked) :])


def rank(query: Query, places: Sequence[Place]) -> int:
    """At which place the first right section stands, from 1; 0 when it is not among the first ten."""
    return next((number for number, place in enumerate(places[:10], 1) if place in query.answers), 0)


def print_found(asked: Sequence[Query], found: dict[str, Answers]) -> None:
    rows = list[list[str]]()
    for name, answers in found.items():
        ranks = [rank(query, places) for query, places in zip(asked, answers.places, strict=False)]
        empty = [not places for places in answers.places[: len(asked)]]
        rows.append(
            [
                name,
                share(at == 1 for at in ranks),
                share(0 < at <= 5 for at in ranks),
                f"{sum(1 / at for at in ranks if at) / len(ranks):.3f}",
                share(empty),
            ]
        )
    print_table(["", "first", "in the first 5", "MRR@10", "nothing found"], rows)


def print_categories(asked: Sequence[Query], found: dict[str, Answers]) -> None:
    """How many of each kind are among the first five."""
    categories = list(dict.fromkeys(query.category for query in asked))
    rows = [
        [
            name,
            *(
                share(
                    0 < rank(query, places) <= 5
                    for query, places in zip(asked, answers.places, strict=False)
                    if query.category == category
                )
                for category in categories
            ),
        ]
        for name, answers in found.items()
    ]
    print_table(["in the first 5", *categories], rows)


def print_rare(tokens: Sequence[Query], found: dict[str, Sequence[Sequence[Place]]]) -> None:
    """Whether rare tokens find all sections that hold them, and nothing else."""
    rows = list[list[str]]()
    for name, answers in found.items():
        extra = [len(set(places) - set(token.answers)) for token, places in zip(tokens, answers, strict=True)]
        missed = [
            len(set(token.answers) - set(places)) for token, places in zip(tokens, answers, strict=True)
        ]
        exact = share(not more and not less for more, less in zip(extra, missed, strict=True))
        rows.append([name, exact, str(sum(extra)), str(sum(missed))])
    print_table([f"{len(tokens)} rare tokens", "found exactly", "sections too many", "too few"], rows)


def print_misses(asked: Sequence[Query], answers: Answers) -> None:
    for query, places in zip(asked, answers.places, strict=False):
        if not 0 < rank(query, places) <= 5:
            first = ", ".join("#".join(place) for place in places[:3]) or "nothing"
            print(f"{query.category}: {query.text!r} finds {first}; not {'#'.join(query.answers[0])}")


def print_extra(tokens: Sequence[Query], answers: Sequence[Sequence[Place]]) -> None:
    for token, places in zip(tokens, answers, strict=True):
        extra, missed = set(places) - set(token.answers), set(token.answers) - set(places)
        for kind, differing in (("too many", extra), ("too few", missed)):
            if differing:
                some = ", ".join("#".join(place) for place in sorted(differing)[:3])
                print(f"rare: {token.text!r}: {len(differing)} {kind}: {some}")


def share(values: Iterable[bool]) -> str:
    counted = list(values)
    return f"{sum(counted) / len(counted):.3f}" if counted else "–"


if __name__ == "__main__":
    main()
