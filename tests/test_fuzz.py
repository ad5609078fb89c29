"""Whatever bytes a note is made of, it becomes a page: nothing is raised, nothing hangs, and the page around it stays whole.

`HORTUS_FUZZ=20000 pytest tests/test_fuzz.py` looks further than the few hundred cases of a usual run.
"""

from __future__ import annotations

import os
import random
from functools import cache
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from conftest import ROOT, limit
from hortus.markdown import parse
from hortus.model import Dialect, Source
from test_html import filled

CASES = int(os.environ.get("HORTUS_FUZZ", "150"))
CORPORA = ROOT.parent / "shared" / "corpora"

_PIECES = (
    "# #\u3000 ## ＃ - * + 1. > | --- === ``` ~~~ $$ $ \\( \\) \\[ \\] \\begin{align} \\end{align} ` ** __ ~~ == %% [[ ]] ![[ ]( ) "
    "![ [^ ]: ^[ ^id #tag :smile: !!! ??? ::: > [!note] [!note]- <div> </div> <b> <script> <!-- --> <svg> &amp; &#0; http://x. www. "
    "a@b.c \\ { } ( ) ' \" \t \0 \ufeff \u200b \u202e \ud83d 粗 。 ） 개 א \N{ZERO WIDTH JOINER} [x] [/] {.python} {#id} : key:: --- +++ = 10 x y "
    "\\frac \\def\\a{\\a} \\tag{1} \\label{a} \\eqref{a} & \\\\ ^ _"
).split(" ")
_GLUE = ("", "", " ", "\n", "\n\n", "\n    ", "\n  ", "\r\n", "\t")


def assert_becomes_a_page(data: bytes, dialect: Dialect) -> None:
    with limit():
        note = parse(Source("note.md", data), dialect)
    assert not [problem for problem in note.problems if problem.code == "internal"]
    body = "".join(filled(piece) for piece in note.body)
    tree = LexborHTMLParser(f"<main><article>{body}</article><footer>after</footer></main>", is_fragment=True)
    footer = tree.css_first("main > footer")
    assert footer is not None, "the note reaches beyond its end"
    assert "\0" not in body
    assert not {node.tag for node in tree.css("script, form, object, base, meta, link, iframe[srcdoc]")}


def dialect(draw: random.Random) -> Dialect:
    return Dialect(breaks=draw.random() < 0.3, hashtags=draw.random() < 0.7, emoji=draw.random() < 0.2)


@pytest.mark.parametrize("part", range(8))
def test_random_bytes(part: int) -> None:
    for seed in range(CASES // 8):
        draw = random.Random(part * 1_000_003 + seed)
        assert_becomes_a_page(draw.randbytes(draw.randint(0, 400)), dialect(draw))


@pytest.mark.parametrize("part", range(8))
def test_random_markdown(part: int) -> None:
    for seed in range(CASES):
        draw = random.Random(part * 1_000_003 + seed)
        text = "".join(draw.choice(_PIECES) + draw.choice(_GLUE) for _ in range(draw.randint(1, 80)))
        assert_becomes_a_page(text.encode("utf-8", "surrogatepass"), dialect(draw))


@cache
def real_notes() -> tuple[Path, ...]:
    return tuple(sorted(path for path in CORPORA.rglob("*.md") if path.stat().st_size < 20_000))


def mutated(text: bytes, draw: random.Random) -> bytes:
    """`text` with pieces taken out, doubled, moved and replaced."""
    for _ in range(draw.randint(1, 12)):
        start = draw.randint(0, len(text))
        end = min(len(text), start + draw.randint(0, 60))
        other = draw.randint(0, len(text))
        piece = draw.choice(
            [
                b"",
                text[start:end] * 2,
                text[other : other + 40],
                draw.choice(_PIECES).encode("utf-8", "replace"),
            ]
        )
        text = text[:start] + piece + text[end:]
    return text


@pytest.mark.skipif(not CORPORA.exists(), reason="the corpora of real notes are not here")
@pytest.mark.parametrize("part", range(8))
def test_mutated_notes(part: int) -> None:
    for seed in range(CASES // 5):
        draw = random.Random(part * 1_000_003 + seed)
        assert_becomes_a_page(mutated(draw.choice(real_notes()).read_bytes(), draw), dialect(draw))
