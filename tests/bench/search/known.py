"""The known-item set. `python tests/bench/search/known.py [--corpora FOLDER]` checks it against the garden it is about.

Two lists lie beside this file. `queries.yaml`: what people type, and the sections that answer it. `rare.yaml`: tokens
of code, and every section that holds them. The garden of both is the notes of this repository with the English help
of Obsidian in the folder `obsidian/`; without that, only the queries about our own notes are asked.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from hortus.build import build
from hortus.memo import Memo
from hortus.plan import make_plan
from hortus.request import Request, now
from hortus.selection import Selection

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"
HELP = "obsidian-help-en/en"

Place = tuple[str, str]  # path of a page, anchor of a section; "" is the top


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, and the sections that answer it, each as right as the others."""

    text: str
    category: str
    answers: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A section as an index is given it: `heading` is "" at the top, `above` what stands over it."""

    path: str
    anchor: str
    title: str
    heading: str
    above: str
    text: str

    @property
    def place(self) -> Place:
        return self.path, self.anchor


def queries(garden: Path) -> tuple[Query, ...]:
    """Those that the garden can answer."""
    return tuple(
        Query(text, category, tuple(place(answer) for answer in answers))
        for category, asked in _read("queries.yaml").items()
        for text, answers in asked.items()
        if _is_about(garden, answers)
    )


def rare(garden: Path) -> tuple[Query, ...]:
    """Rare tokens, each with every section that holds it."""
    return tuple(
        Query(str(text), "rare", tuple(place(answer) for answer in answers))
        for text, answers in _read("rare.yaml").items()
        if _is_about(garden, answers)
    )


def _is_about(garden: Path, answers: Iterable[str]) -> bool:
    return (garden / "obsidian").is_dir() or not any(answer.startswith("obsidian/") for answer in answers)


def place(answer: str) -> Place:
    path, _, anchor = answer.partition("#")
    return path, anchor


def _read(name: str) -> Any:
    return yaml.safe_load((HERE / name).read_text("utf-8"))


def lay_out(garden: Path, corpora: Path = CORPORA) -> Path:
    """Puts the garden together in the folder `garden`, which does not exist yet."""
    shutil.copytree(ROOT / "notes", garden)
    if (corpora / HELP).is_dir():
        shutil.copytree(corpora / HELP, garden / "obsidian")
    return garden


def request(garden: Path) -> Request:
    return Request(garden, garden / "public", garden / ".hortus", Selection(now()))


def make_site(garden: Path) -> Path:
    """Builds the garden; the folder of the site."""
    asked = request(garden)
    memo = Memo(asked.cache / "memo")
    try:
        build(asked, memo)
    finally:
        memo.close()
    return asked.output


def passages(garden: Path) -> tuple[Passage, ...]:
    """Every section of the published notes, in the order of the site."""
    memo = Memo(None)
    with memo:
        plan = make_plan(request(garden), memo)
    return tuple(
        Passage(
            page.path,
            section.anchor,
            page.note.title,
            section.heading,
            " ".join([*page.note.meta.aliases, *(tag.name for tag in page.tags)]),
            section.text,
        )
        for page in plan.site.pages
        for section in plan.contents.notes[page.note.path].value().sections
    )


def faults(garden: Path) -> list[str]:
    """What is wrong with the two lists."""
    site, found = make_site(garden), {passage.place: passage for passage in passages(garden)}
    problems = list[str]()
    for query in (*queries(garden), *rare(garden)):
        for path, anchor in query.answers:
            page = site / path
            html = page.read_text("utf-8") if page.is_file() else ""
            if not html or (anchor and f'id="{anchor}"' not in html):
                problems.append(f"{query.text}: there is no {path}#{anchor}")
            elif query.category == "typo in note":
                problems += _spelt_right(query, found[path, anchor])
    for query in rare(garden):
        holding = {one.place for one in found.values() if holds(one, query.text)}
        for path, anchor in sorted(holding ^ set(query.answers)):
            says = "also" if (path, anchor) in holding else "not"
            problems.append(f"{query.text} stands {says} in {path}#{anchor}")
    return problems


def _spelt_right(query: Query, passage: Passage) -> list[str]:
    """At least one word of the query must stand in the section in a wrong spelling only."""
    text = f"{passage.title} {passage.above} {passage.heading} {passage.text}".casefold()
    words = re.findall(r"\w{4,}", query.text.casefold())
    return [] if any(word not in text for word in words) else [f"{query.text}: all of it is spelt right"]


def holds(passage: Passage, token: str) -> bool:
    """The token stands in the section, letters of either case, and no longer name has it as a part."""
    text = f"{passage.heading or passage.title}\n{passage.text}".casefold()
    return bool(re.search(rf"(?<![\w-]){re.escape(token.casefold())}(?![\w-])", text))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--corpora", type=Path, default=CORPORA)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        garden = lay_out(Path(folder) / "garden", given.corpora)
        problems = faults(garden)
        print(*problems, sep="\n")
        print(f"{len(queries(garden))} queries, {len(rare(garden))} rare tokens, {len(problems)} faults")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
