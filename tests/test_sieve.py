"""Rules that are tried only where they can begin find what they find when they are tried everywhere."""

from __future__ import annotations

import random

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from hortus.markdown.collector import Collector, install
from hortus.markdown.sieve import sift
from hortus.markdown.syntax import parser, with_syntax
from hortus.model import Dialect
from hortus.text import clean
from test_fuzz import _GLUE, _PIECES, CASES
from test_syntax import _CASES


def read(md: MarkdownIt, text: str) -> list[Token]:
    env: dict[str, object] = {"docId": "a", "language": ""}
    install(env, Collector("a.md", 1, Dialect(emoji=True)))
    return md.parse(clean(text), env)


@pytest.mark.parametrize("text", [case.values[0] for case in _CASES])
def test_every_syntax_is_found(text: object) -> None:
    assert isinstance(text, str)
    assert read(parser(), text) == read(with_syntax(), text)


@pytest.mark.parametrize("part", range(4))
def test_random_text_is_read_the_same(part: int) -> None:
    everywhere = with_syntax()
    for seed in range(CASES):
        draw = random.Random(part * 7_000_003 + seed)
        text = "".join(draw.choice(_PIECES) + draw.choice(_GLUE) for _ in range(draw.randint(1, 80)))
        text = text.replace("\r\n", "\n")
        assert read(parser(), text) == read(everywhere, text), text


def test_a_rule_without_a_name_in_the_sieve_is_tried_everywhere() -> None:
    md = MarkdownIt()
    md.inline.ruler.push("tilted", lambda state, silent: bool(state.src[state.pos] == "&" and _take(state)))
    assert "<p>a</p>" in sift(md).render("a&")


def _take(state: object) -> bool:
    state.pos += 1  # type: ignore[attr-defined]
    return True
