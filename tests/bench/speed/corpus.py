"""Notes to build, of any number: `PYTHONPATH=tests python tests/bench/speed/corpus.py NOTES FOLDER` writes them and says what is in them.

They are written as those of `bench/garden.py` are, from the same words, so that the same number gives the same notes.
What differs is what a build has to do. Links are relative links of Markdown, which every program reads; some 60 in a
hundred notes have formulas, of which half stand nowhere else; code is in several languages; there are tables, quotes
and tasks. `{{`, `{%` and `{#`, which some programs take for a template, stand nowhere.
"""

from __future__ import annotations

import argparse
import datetime
import posixpath
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bench.garden import CJK, Model, Writer, model, texts

MEDIAN, SPREAD, LEAST, MOST = 2_800, 0.9, 350, 40_000  # bytes of a note before its front matter, log-normal
MATHEMATICAL = 0.65  # share of the notes that may have formulas; a short one may have none all the same
UNIQUE = 0.5  # share of the formulas that stand nowhere else
LANGUAGES = ("python", "bash", "yaml", "html", "css", "diff")
LINKED = 5  # notes that link to the one whose title is edited
GREEK = "alpha beta gamma delta theta lambda mu sigma phi omega".split()

_BLOCK = re.compile(rf"^```({'|'.join(LANGUAGES)})\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_TEMPLATES = re.compile(r"\{[{%#]|<!--")
_NO_FORMULA = re.compile(r"`|\n\s*\n|\]\]|^[\s$]*$")  # what stands between dollars that mean others
_LINK = re.compile(r"\]\(([^)]+\.md)\)")
_FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$\n]+\$", re.DOTALL)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Where the notes lie, and the two that are edited."""

    folder: Path
    paths: tuple[str, ...]
    plain: str  # one of middling length, whose body is edited
    linked: str  # one that several others link to, whose title is edited

    def text(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")


class Author(Writer):
    """Writes one note after the other, for builds."""

    def __init__(self, seed: int = 11) -> None:
        super().__init__(model(), seed)
        self.model = _readable(self.model)
        self.blocks = tuple(
            (found[1], lines)
            for text in texts()
            for found in _BLOCK.finditer(text)
            if (lines := found[2].rstrip().splitlines()) and not _TEMPLATES.search(found[2])
        )
        self.paths = list[str]()
        self.folder = ""
        self.is_mathematical = False

    def note(self) -> tuple[str, str]:
        draw, number, near = self.draw, len(self.names), list[str]()
        self._grow(near)
        self.home = self.place = draw.randrange(len(self.model.words))
        self.subject = int(draw.random() ** 1.3 * (6 + number / 250))
        self.folder, self.is_mathematical = draw.choice(self.folders), draw.random() < MATHEMATICAL
        title = self.heading(near)
        name = f"{re.sub(r'[^a-z0-9]+', '-', title.lower()).strip('-')}-{number}"
        tags = ", ".join(sorted(set(draw.choices(self.tags, k=draw.randrange(4)))))
        day = datetime.date(2012, 1, 1) + datetime.timedelta(days=number * 37 % 5000)
        length = min(MOST, max(LEAST, round(draw.lognormvariate(0, SPREAD) * MEDIAN)))
        body = "\n\n".join(self.sections(length, near, is_chinese=draw.random() < CJK))
        path = f"{self.folder}/{name}.md"
        self.names.append(name)
        self.paths.append(path)
        return path, f'---\ntitle: "{title}"\ndate: {day}\ntags: [{tags}]\n---\n\n{body}\n'

    def _grow(self, near: list[str]) -> None:
        """Folders, folders in folders, and tags turn up the more seldom the more notes there are."""
        number = len(self.names)
        if self.draw.random() < 4 / (number + 40):
            name = self._letters(near)
            self.folders.append(
                f"{self.draw.choice(self.folders)}/{name}" if self.draw.random() < 0.3 else name
            )
        if self.draw.random() < 30 / (number + 60):
            self.tags.append(self._letters(near))

    def _letters(self, near: list[str]) -> str:
        """A name that no program takes for a number, or for a name of its own."""
        return "".join(filter(str.isalpha, self.coinage.word(near).lower())) + "ery"

    def block(self, near: list[str], *, is_chinese: bool) -> str:
        kind = self.draw.random()
        if kind < 0.14:
            return self.program(near)
        if kind < 0.2 and self.is_mathematical:
            return f"$$\n{self._formula()}\n$$"
        if kind < 0.23:
            return self._table(near)
        if kind < 0.26:
            return f"> {self.say(self.draw.randrange(8, 30), near)}"
        if kind < 0.28:
            return "\n".join(f"- [{mark}] {self.say(self.draw.randrange(3, 9), near)}" for mark in " x ")
        if kind < 0.31 and self.names:
            return f"See {self.link()} and {self.link()}."
        return (
            self._bold(near) if kind < 0.34 else self.passage(self.draw.random(), near, is_chinese=is_chinese)
        )

    def program(self, near: list[str]) -> str:
        """Some lines of a block of code, after one that stands nowhere else."""
        language, lines = self.draw.choice(self.blocks)
        start = self.draw.randrange(len(lines))
        own = f"{self.coinage.word(near).lower()} = {self.draw.randrange(100_000)}"
        return "\n".join([f"```{language}", own, *lines[start : start + self.draw.randrange(3, 16)], "```"])

    def link(self) -> str:
        target = posixpath.relpath(self.paths[self.known()], self.folder)
        return f"[{self.say(self.draw.randrange(1, 4), [])}]({target})"

    def formula(self) -> str:
        if not self.is_mathematical:
            return f"*{self.model.words[self.place].strip('.,;:?')}*"
        return f"${' '.join(self._formula().split())}$"

    def _formula(self) -> str:
        formula = self.draw.choice(self.model.formulas).strip("$").strip().rstrip(".,;")
        if self.draw.random() > UNIQUE:
            return formula
        return rf"{formula} + \{self.draw.choice(GREEK)}_{{{self.draw.randrange(1_000_000)}}}"

    def _table(self, near: list[str]) -> str:
        columns = self.draw.randrange(2, 5)
        rows = [[self.say(2, near).replace("|", "") for _ in range(columns)] for _ in range(4)]
        rows.insert(1, ["---"] * columns)
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)

    def _bold(self, near: list[str]) -> str:
        return f"**{self.say(3, [])}** {self.say(self.draw.randrange(15, 50), near)} `{self.coinage.word(near)}`."


def _readable(whole: Model) -> Model:
    formulas = [one for one in whole.formulas if not (_TEMPLATES.search(one) or _NO_FORMULA.search(one))]
    return replace(whole, formulas=tuple(formulas))


def make(count: int, folder: Path) -> Corpus:
    """Writes the notes unless they are there."""
    if not folder.is_dir():
        unfinished = folder.with_name(f"{folder.name}.unfinished")
        for path, text in notes(count):
            file = unfinished / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        unfinished.rename(folder)
    texts = {
        file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in sorted(folder.rglob("*.md"))
    }
    links = Counter(target for path, text in texts.items() for target in set(targets(path, text)))
    by_length = sorted(texts, key=lambda path: len(texts[path]))
    return Corpus(
        folder,
        tuple(texts),
        plain=by_length[len(by_length) // 2],
        linked=min(texts, key=lambda path: (abs(links[path] - LINKED), path)),
    )


def notes(count: int) -> Iterator[tuple[str, str]]:
    author = Author()
    for _ in range(count):
        yield author.note()


def targets(path: str, text: str) -> list[str]:
    """The notes that a note links to."""
    here = posixpath.dirname(path)
    return [posixpath.normpath(posixpath.join(here, target)) for target in _LINK.findall(text)]


def described(corpus: Corpus) -> list[tuple[str, str]]:
    """What there is in it, to be read."""
    texts = [corpus.text(path) for path in corpus.paths]
    sizes = sorted(len(text.encode()) for text in texts)
    prose = [_FENCE.sub("", text) for text in texts]
    formulas = [_FORMULA.findall(text) for text in prose]
    every = [formula for found in formulas for formula in found]
    count = len(texts)
    return [
        ("notes", f"{count:,}"),
        ("MB", f"{sum(sizes) / 1e6:.1f}"),
        ("median, longest, KB", f"{statistics.median(sizes) / 1000:.1f}, {sizes[-1] / 1000:.1f}"),
        ("with formulas", f"{sum(map(bool, formulas)) / count:.0%}"),
        (
            "formulas, of them different",
            f"{len(every) / count:.1f} a note, {len(set(every)) / max(1, len(every)):.0%}",
        ),
        ("blocks of code", f"{sum(len(_FENCE.findall(text)) for text in texts) / count:.1f} a note"),
        ("links", f"{sum(len(_LINK.findall(text)) for text in texts) / count:.1f} a note"),
        ("in Chinese", f"{sum(bool(_CHINESE.search(text)) for text in prose) / count:.0%}"),
        ("folders", str(len({posixpath.dirname(path) for path in corpus.paths}))),
        ("tags", str(len({tag for text in texts for tag in _tags(text)}))),
    ]


def _tags(text: str) -> list[str]:
    found = re.search(r"^tags: \[(.+)\]$", text, re.MULTILINE)
    return found[1].split(", ") if found else []


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("notes", type=int)
    arguments.add_argument("folder", type=Path)
    given = arguments.parse_args()
    for name, value in described(make(given.notes, given.folder)):
        print(f"{name}: {value}")


if __name__ == "__main__":
    main()
