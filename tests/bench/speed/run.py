"""Measures builds beside those of other programs: `PYTHONPATH=tests python tests/bench/speed/run.py`; see README.md.

Round after round each program builds the same notes; the median of the rounds is printed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import cases
import corpus
import figures
from bench.table import print_table
from cases import CASES, Figures
from corpus import Corpus
from programs import PROGRAMS, Site, lay_out, versions

EDITS = 3  # under the server, in each round


def main() -> None:
    given = _given()
    names = [name for name in given.programs if not _is_left_out(name)]
    measured = dict[int, dict[str, Figures]]()
    figures.print_work([PROGRAMS[name] for name in names])
    with tempfile.TemporaryDirectory() as temporary:
        for size in given.sizes:
            work = (given.work or Path(temporary)).resolve() / str(size)
            notes = corpus.make(size, work / "corpus")
            print_table(["the notes", ""], corpus.described(notes))
            measured[size] = _measure(notes, work, names, given)
            figures.print_size(f"{size:,} notes", measured[size])
            if given.json:
                given.json.write_text(json.dumps(_raw(measured, names, given), indent=1), "utf-8")
    if len(measured) > 1:
        figures.print_growth(measured)


def _given() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sizes", type=int, nargs="+", default=[1000])
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--programs", nargs="+", choices=PROGRAMS, default=list(PROGRAMS))
    arguments.add_argument("--cases", nargs="+", choices=CASES, default=list(CASES))
    arguments.add_argument("--work", type=Path, help="keep notes and sites in this folder")
    arguments.add_argument("--json", type=Path, help="write every figure to this file")
    arguments.add_argument("--timeout", type=float, default=600, help="seconds that a command may take")
    return arguments.parse_args()


def _is_left_out(name: str) -> bool:
    lacks = PROGRAMS[name].lacks
    if lacks:
        say(f"{PROGRAMS[name].name} is left out: {lacks} is not installed (see README.md)")
    return bool(lacks)


def _measure(notes: Corpus, work: Path, names: list[str], given: argparse.Namespace) -> dict[str, Figures]:
    sites = {name: lay_out(PROGRAMS[name], notes, work / name) for name in names}
    found = {name: Figures() for name in names}
    for name, site in sites.items():
        _say_step(site, "memory")
        cases.look(site, found[name], given.timeout)
    for number in range(1, given.rounds + 1):
        for name, site in sites.items():
            _say_step(site, f"round {number}")
            _round(site, found[name], number, given)
    return found


def _round(site: Site, found: Figures, number: int, given: argparse.Namespace) -> None:
    if set(given.cases) != {"serve"}:
        cases.build(site, found, tuple(given.cases), f"quokka{number}", given.timeout)
    if "serve" in given.cases:
        words = [f"wombat{number}x{edit}x" for edit in range(EDITS)]
        cases.edit_served(site, found, words, given.timeout)


def _raw(
    measured: dict[int, dict[str, Figures]], names: list[str], given: argparse.Namespace
) -> dict[str, object]:
    return {
        "machine": {"system": platform.platform(), "processors": os.cpu_count()},
        "rounds": given.rounds,
        "versions": {PROGRAMS[name].name: list(versions(PROGRAMS[name])) for name in names},
        "figures": {
            str(size): {PROGRAMS[name].name: asdict(one) for name, one in found.items()}
            for size, found in measured.items()
        },
    }


def _say_step(site: Site, step: str) -> None:
    say(f"{len(site.corpus.paths):,} notes, {step}: {site.program.name}")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
