"""Lexers whose rules are joined find the tokens that Pygments finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from pygments.lexers import get_lexer_by_name

from hortus.markdown import lexing
from hortus.markdown.lexing import quicken

_TEXTS = [file.read_text() for file in sorted((Path(__file__).parent / "syntax").glob("[c-f]*.md"))] + [
    Path(__file__).read_text(),
    'f\'{a!r:>{b}}\' """d\n""" 0xff 1e-3 # c\n<?php echo `x`; ?>\n\\begin{a} $x$ %c\n  key: [a, \'b\']\n\x0c\r\nend',
    "",
]


@pytest.mark.parametrize(
    "name", "python rust go java bash json yaml toml css html sql lua latex haskell julia ruby r text".split()
)
@pytest.mark.parametrize("often", [1, 3, 1_000_000])
def test_the_same_tokens_are_found(name: str, often: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexing, "_OFTEN", often)
    plain, quick = get_lexer_by_name(name), quicken(get_lexer_by_name(name))
    for text in _TEXTS:
        assert list(quick.get_tokens(text)) == list(plain.get_tokens(text))


@pytest.mark.parametrize("name", ["python", "rust", "latex"])
def test_rules_of_a_state_that_is_entered_often_are_joined(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexing, "_OFTEN", 2)
    joined = list[object]()
    join = lexing._joined

    def watched(rules: list[object], flags: int) -> object:
        joined.append(join(rules, flags))
        return joined[-1]

    monkeypatch.setattr(lexing, "_joined", watched)
    lexer = quicken(get_lexer_by_name(name))
    list(lexer.get_tokens("a"))
    assert not joined
    list(lexer.get_tokens("b"))
    assert joined
    assert joined[0] is not None


def test_a_lexer_that_does_not_lex_by_rules_alone_stays_as_it_is() -> None:
    lexer = get_lexer_by_name("c")
    before = lexer.get_tokens_unprocessed
    assert quicken(lexer).get_tokens_unprocessed == before
