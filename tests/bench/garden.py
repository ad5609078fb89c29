"""Makes a garden of any size to measure on: `python tests/bench/garden.py NOTES FOLDER`.

The same number gives the same notes, and the first thousand of ten thousand are those of a thousand. Their text
wanders through the notes of this repository, from word to word that follow each other there; code and formulas are
taken from them too. Each note begins somewhere and returns there, so that it is about something. A garden has many
subjects: only some notes are about ours, and the others say other words where ours are not common ones, the same for one
subject. What else makes a large garden unlike a small one are invented words: a new one turns up the more seldom the more there are, and an old
one the more often the more often it did, as in what people write (the process is that of Pitman and Yor). Half of
their repetitions fall into the note that has the word already.
"""

from __future__ import annotations

import argparse
import datetime
import functools
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
MEDIAN, SPREAD, LEAST, MOST = 2_800, 0.9, 300, 46_000  # bytes of a note, log-normal
SECTION = 1_150  # bytes, about
INVENTED = 0.012  # share of the words that are invented
COMMON = 0.6  # of our notes have a word that is said whatever a note is about
SUBJECTS, NOTES = 6, 250  # so many subjects at first, and one more for so many notes
NOVELTY, START = 0.86, 300.0  # how slowly new words dry up (1 never), and how many come at first
JUMP = 0.1  # how often the wandering goes on where the same word stands elsewhere
AT_HOME, YARD = 0.7, 700  # how often a block begins near what the note is about, and how near, in words
MISSPELT = 0.002
CJK = 0.05  # share of the notes that are in Chinese

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_CODE = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_FENCED = re.compile(r"^(`{3,}).*?^\1`*$", re.DOTALL | re.MULTILINE)
_FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$\n]+\$", re.DOTALL)
_UNSAID = re.compile(
    r"!?\[\[[^\]]*\]\]|!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|^[|>#:].*$|`[^`]*`|[\[\]*=_]", re.MULTILINE
)
_STOPS = ".,;:?"
_SYLLABLES = [
    a + b for a in "b br c ch d dr f g gr h k l m n p pl qu r s sh st t th tr v w z".split() for b in "aeiouy"
]
_ENDINGS = ["", "n", "r", "s", "l", "x", "nd", "rt", "sk", "th", "ing", "ed", "er", "ium", "ist", "ly"]


@dataclass(frozen=True)
class Model:
    """What the notes of this repository say: words in their order, characters, code and formulas."""

    words: tuple[str, ...]
    places: dict[str, list[int]]  # where each word stands in `words`
    characters: tuple[str, ...]
    code: tuple[str, ...]
    formulas: tuple[str, ...]
    common: frozenset[str]


def texts() -> list[str]:
    """The notes of this repository, without front matter."""
    return [_FRONT.sub("", file.read_text("utf-8")) for file in sorted((ROOT / "notes").rglob("*.md"))]


def model() -> Model:
    whole = texts()
    plain = [_UNSAID.sub(" ", _FORMULA.sub(" ", _FENCED.sub(" ", text))) for text in whole]
    words = tuple(word for text in plain for word in re.findall(r"[A-Za-z][A-Za-z'’-]*[.,;:?]?", text))
    places = defaultdict[str, list[int]](list)
    for place, word in enumerate(words):
        places[word].append(place)
    return Model(
        words,
        dict(places),
        tuple(run for text in plain for run in re.findall(r"[\u4e00-\u9fff]+[，。、：？]?", text)),
        tuple(line for text in whole for block in _CODE.findall(text) for line in block.splitlines() if line),
        tuple(formula for text in whole for formula in _FORMULA.findall(text) if len(formula) < 200),
        _common(plain),
    )


def _common(texts: list[str]) -> frozenset[str]:
    counts = Counter(word for text in texts for word in set(re.findall(r"[a-z'’-]+", text.lower())))
    return frozenset(word for word, count in counts.items() if count > COMMON * len(texts))


@dataclass
class Coinage:
    """The invented words so far, each as often as it was used."""

    draw: random.Random
    used: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=set)

    def word(self, near: list[str]) -> str:
        """The next one. `near` are those of the note at hand, and grows."""
        if self.draw.random() < (START + NOVELTY * len(self.known)) / (START + len(self.used)):
            word = self._coin()
        elif near and self.draw.random() < 0.5:
            word = self.draw.choice(near)
        else:
            word = self.draw.choice(self.used)
        self.used.append(word)
        near.append(word)
        return word

    def _coin(self) -> str:
        while (word := self._shape()) in self.known:
            pass
        self.known.add(word)
        return word

    def _shape(self) -> str:
        kind = self.draw.random()
        if kind < 0.06:
            return str(self.draw.randrange(10, 100_000))
        stem = "".join(
            self.draw.choices(_SYLLABLES, k=self.draw.choice((1, 2, 2, 2, 3, 3)))
        ) + self.draw.choice(_ENDINGS)
        if kind < 0.12:
            return f"{stem}_{self.draw.choice(_SYLLABLES)}"
        return stem.capitalize() if kind < 0.3 else stem


class Writer:
    """Writes one note after the other."""

    def __init__(self, language: Model, seed: int = 7) -> None:
        self.model, self.draw = language, random.Random(seed)
        self.coinage = Coinage(self.draw)
        self.place = self.home = self.subject = 0
        self.names = list[str]()
        self.folders = ["journal"]
        self.tags = ["seedling"]

    def note(self) -> tuple[str, str]:
        """(path, text) of the next note."""
        draw, number, near = self.draw, len(self.names), list[str]()
        if draw.random() < 4 / (number + 40):
            self.folders.append(self.coinage.word(near).lower())
        if draw.random() < 30 / (number + 60):
            self.tags.append(self.coinage.word(near).lower())
        self.home = self.place = draw.randrange(len(self.model.words))
        # Ours is the first; of the others the first are those with the most notes.
        self.subject = int(draw.random() ** 1.3 * (SUBJECTS + number / NOTES))
        title = self.heading(near)
        name = f"{re.sub(r'[^a-z0-9]+', '-', title.lower()).strip('-')}-{number}"
        length = min(MOST, max(LEAST, round(draw.lognormvariate(0, SPREAD) * MEDIAN)))
        tags = ", ".join(sorted(set(draw.choices(self.tags, k=draw.randrange(4)))))
        day = datetime.date(2012, 1, 1) + datetime.timedelta(days=number * 37 % 5000)
        front = f"---\ntitle: {title}\ndate: {day}\ntags: [{tags}]\n---\n"
        body = "\n\n".join(self.sections(length, near, is_chinese=draw.random() < CJK))
        self.names.append(name)
        return f"{draw.choice(self.folders)}/{name}.md", f"{front}\n{body}\n"

    def sections(self, length: int, near: list[str], *, is_chinese: bool) -> Iterator[str]:
        left = length
        while left > 0:
            if left < length:
                yield f"## {self.heading(near)}"
            size = min(left, round(SECTION * self.draw.uniform(0.4, 1.6)))
            left -= size
            while size > 0:
                block = self.block(near, is_chinese=is_chinese)
                size -= len(block.encode())
                yield block

    def heading(self, near: list[str]) -> str:
        start = self.home + self.draw.randrange(YARD)
        said = [
            self.other(self.model.words[(start + at) % len(self.model.words)]).strip(_STOPS)
            for at in range(12)
        ]
        words = [word for word in said if len(word) > 3][: self.draw.randrange(1, 4)]
        return (
            " ".join([*words, *([self.coinage.word(near)] if self.draw.random() < 0.5 else [])]).capitalize()
            or "Rest"
        )

    def block(self, near: list[str], *, is_chinese: bool) -> str:
        kind = self.draw.random()
        if self.draw.random() < AT_HOME:
            self.place = (self.home + self.draw.randrange(YARD)) % len(self.model.words)
        if kind < 0.07:
            return self.program(near)
        if kind < 0.12:
            return f"$$\n{self.draw.choice(self.model.formulas).strip('$').strip()}\n$$"
        return self.passage(kind, near, is_chinese=is_chinese)

    def passage(self, kind: float, near: list[str], *, is_chinese: bool) -> str:
        if is_chinese:
            return "".join(self.draw.choices(self.model.characters, k=self.draw.randrange(8, 30))) + "。"
        if kind < 0.2:
            return "\n".join(
                f"- {self.say(self.draw.randrange(4, 14), near)}" for _ in range(self.draw.randrange(2, 6))
            )
        text = self.say(self.draw.randrange(25, 90), near)
        return text[0].upper() + text[1:].rstrip(",;:") + "."

    def program(self, near: list[str]) -> str:
        lines = self.draw.choices(self.model.code, k=self.draw.randrange(3, 10))
        name = f"{self.coinage.word(near).lower()}_{self.draw.choice(_SYLLABLES)}"
        return "\n".join(["```python", f"def {name}(x):", *lines, f"    return {name}", "```"])

    def say(self, count: int, near: list[str]) -> str:
        return " ".join(self._word(near) for _ in range(count))

    def _word(self, near: list[str]) -> str:
        draw, kind = self.draw, self.draw.random()
        if kind < INVENTED:
            return self.coinage.word(near)
        if kind > 0.996 and self.names:
            return self.link()
        if kind > 0.988:
            return self.formula()
        word = self.model.words[self.place]
        self.place = draw.choice(self.model.places[word]) if draw.random() < JUMP else self.place
        self.place = (self.place + 1) % len(self.model.words)
        word = self.other(word)
        return self._misspell(word) if draw.random() < MISSPELT else word

    def link(self) -> str:
        return f"[[{self.names[self.known()]}]]"

    def known(self) -> int:
        """The number of a note that is there; the first ones are the best known."""
        return min(int(self.draw.expovariate(1) * len(self.names) / 5), len(self.names) - 1)

    def formula(self) -> str:
        return f"${' '.join(self.draw.choice(self.model.formulas).strip('$').split())}$"

    def other(self, word: str) -> str:
        """What the subject at hand says for a word of ours."""
        bare = word.rstrip(_STOPS)
        if not self.subject or bare.lower() in self.model.common:
            return word
        said = _said(self.subject, bare.lower())
        return (said.capitalize() if bare[0].isupper() else said) + word[len(bare) :]

    def _misspell(self, word: str) -> str:
        at = self.draw.randrange(len(word))
        swapped = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
        return self.draw.choice([swapped, word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]])


@functools.cache
def _said(subject: int, word: str) -> str:
    draw = random.Random(f"{subject} {word}")
    return "".join(draw.choices(_SYLLABLES, k=draw.choice((2, 2, 3, 3, 4)))) + draw.choice(_ENDINGS)


def write(count: int, folder: Path) -> None:
    writer = Writer(model())
    for _ in range(count):
        path, text = writer.note()
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("notes", type=int)
    arguments.add_argument("folder", type=Path)
    given = arguments.parse_args()
    write(given.notes, given.folder)


if __name__ == "__main__":
    main()
