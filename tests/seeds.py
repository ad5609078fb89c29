"""Cuts long texts, copied from pages of other people's notes, into a folder of small notes with headings.

The texts are plain: what was a heading is a short line by itself, what was a list has dots before its lines, line
numbers of code stand in lines of their own. The same texts give the same notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from conftest import ROOT

SEEDS = ROOT.parent / "shared" / "seeds"

# What begins a note, in the order of the texts. The lines themselves are its title.
_NOTE = re.compile(
    r"""
      Python | Scribbles | Debugging\ ML\ Models | TTS\ Research | FastAi\ \d+ | Computational\ Linear\ Algebra
    | Tacotron2 | Word2vec | Clustering | Cross\ Entropy
    | Decoupled\ Neural\ .* | GIT | Applied\ Deep\ Learning | NLP\ Specialization | CS\d+/\d+\ .*
    | General\ Machine\ learning\ notes
    | Less(?:on)?\ ?\d+.* | GAN
    """,
    re.VERBOSE,
)
_EXCERPT_ENDS = re.compile("Continue reading")  # what follows is a note that has lost its title
_ENDS = re.compile(r"Author's picture|Powered By .*")  # the frame of the page begins again
_IGNORED = re.compile(r"\d{1,3}|Screen Shot .*|image-\d+")
_HEADING = re.compile(r"(?=.*\w\w)(?!.* --)[^•\s\-\[(:/>$|=][^•:=>|$]{1,58}[^\s.,;:?!,。、)…=\]$]")
_BULLET = re.compile(r"^\s*[•◦▪-]\s+")
_FORMULA = re.compile(r"(\$\$.+?\$\$|\$.+?\$)")
_SIGN = re.compile(r"([\\`*_<\[\]#~|])")


@dataclass(frozen=True, slots=True)
class Cut:
    """A note: its title, and its lines, of which those that are headings say so."""

    title: str
    lines: tuple[tuple[bool, str], ...]

    @property
    def markdown(self) -> str:
        body = "\n\n".join(
            f"## {_plain(line)}" if is_heading else _item(line) for is_heading, line in self.lines
        )
        return f"# {_plain(self.title)}\n\n{body}\n"


def write_notes(folder: Path, seeds: Path = SEEDS) -> list[Path]:
    """The notes of all texts in `seeds`, in `folder`."""
    written = list[Path]()
    for file in sorted(seeds.glob("*.txt")):
        for number, note in enumerate(cut(file.read_text("utf-8"))):
            name = re.sub(r"\W+", "-", note.title.lower()).strip("-")
            path = folder / f"{file.name[:3]}-{number:02}-{name}.md"
            path.write_text(note.markdown, "utf-8")
            written.append(path)
    return written


def cut(text: str) -> Iterator[Cut]:
    """The notes of one text. What stands before the first is the frame of the page, and left out."""
    title, lines, is_untitled = "", list[tuple[bool, str]](), False
    for line, is_alone in _lines(text):
        if _ENDS.fullmatch(line):
            break
        begins = bool(_NOTE.fullmatch(line)) and is_alone and line != title
        if begins or is_untitled:
            if title and lines:
                yield Cut(title, tuple(lines))
            title, lines = (line if begins else _first_words(line)), ([] if begins else [(False, line)])
            is_untitled = False
        elif _EXCERPT_ENDS.fullmatch(line):
            is_untitled = True
        elif title:
            lines.append((is_alone and bool(_HEADING.fullmatch(line)), line))
    if title and lines:
        yield Cut(title, tuple(lines))


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Each line that says something, and whether it stands between empty ones."""
    lines = [line.rstrip() for line in ["", *text.splitlines(), ""]]
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if line.strip() and not _IGNORED.fullmatch(line.strip()):
            yield line if _BULLET.match(line) else line.strip(), not before and not after


def _first_words(line: str) -> str:
    return " ".join(re.sub(r"^[\d.]+\s*", "", line).split()[:3])


def _item(line: str) -> str:
    return f"- {_plain(_BULLET.sub('', line))}" if _BULLET.match(line) else _plain(line)


def _plain(line: str) -> str:
    """The line as Markdown that shows it as it is; formulas stay formulas."""
    return "".join(
        part if number % 2 else _SIGN.sub(r"\\\1", part) for number, part in enumerate(_FORMULA.split(line))
    )
