"""Text is cut into words, the same in Python and in JavaScript."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from conftest import ROOT
from hortus.search.spelled import distance, misspelt
from hortus.search.stem import stem
from hortus.search.words import CJK, LETTERS, heading_words, tokens, words
from twins import bundle, in_node

CORPORA = ROOT.parent / "shared" / "corpora"

CASES = [
    ("Attention is all you need", ["attent", "all", "you", "need"]),
    (
        "__init__ np.array steps_per_epoch",
        ["__init__", "init", "np.array", "np", "array", "steps_per_epoch", "step", "per", "epoch"],
    ),
    ("C.__mro__ and x_{t+1}", ["c.__mro__", "__mro__", "mro", "x", "t", "1"]),
    ("git merge --no-ff -p", ["git", "merg", "--no-ff", "noff", "ff", "-p"]),
    ("C++ and C#, a @ b, x := y", ["c++", "c#", "@", "b", "x", ":=", "y"]),
    ("注意力机制", ["注意", "意力", "力机", "机制", "制"]),
    ("用 self-attention 做", ["用", "selfattent", "self", "attent", "做"]),
    ("multi-head multihead", ["multihead", "multi", "head", "multihead"]),
    ("naïve Café ＡＢＣ", ["naiv", "cafe", "abc"]),
    ("LayerNorm word2vec gpt-4", ["layernorm", "layer", "norm", "word2vec", "word", "vec", "gpt4", "gpt"]),
    ("don't it's rock'n'roll", ["do", "rock'n'roll", "rock", "roll"]),
    (r"x_t \gamma \operatorname{softmax}", ["x_t", "gamma", "operatornam", "softmax"]),
    ("γ Σ ∇ α_t", ["gamma", "sigma", "nabla", "alpha_t", "alpha"]),
    ("optimiser optimizer", ["optim", "optim"]),
    ("2020-11-21 v1.2.3", ["2020-11-21", "2020", "11", "21", "v1.2.3", "v1"]),
    ("ἀλλ᾽ οὐκ, ῾Ομηρος΄", ["αλλ", "ουκ", "ομηρος"]),
    ("اللغة، العربية؟ שלום־עולם׃ भाषा।", ["اللغة", "العربية", "שלום", "עולם", "भाषा"]),
    ("ភាសា မြန်မာ አማርኛ ᠮᠣᠩᠭᠣᠯ ລາວ", ["ភាសា", "မြန်မာ", "አማርኛ", "ᠮᠣᠩᠭᠣᠯ", "ລາວ"]),
    ("ﬁnance", ["financ"]),
    ("____ -- '", []),
    ("n't log-_", ["n't", "log_", "log"]),
    ("", []),
]


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundle(tmp_path_factory.mktemp("bundles"))


def in_browser(bundles: Path, texts: list[str]) -> list[list[list[object]]]:
    script = """answer(input.texts.map((text) => need("words").tokens(text)
      .map(({ raw, words, kind, isStop }) => [raw, words, kind, isStop])))"""
    found: list[list[list[object]]] = in_node(bundles, script, texts=texts)
    return found


def here(text: str) -> list[list[object]]:
    return [[token.raw, list(token.words), token.kind, token.is_stop] for token in tokens(text)]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_no_word_has_what_parts_words_in_the_index() -> None:
    for letter in re.findall(f"[{LETTERS}{CJK}]", "".join(map(chr, range(0x10000)))):
        assert not re.search(r'[\s,"\\]', "".join(heading_words(f"a{letter}b {letter}"))), hex(ord(letter))


def test_the_commonest_words_count_in_headings_only() -> None:
    assert heading_words("for and if") == ["for", "and", "if"]
    assert words("for and if") == []


def test_python_and_javascript_cut_text_alike(bundles: Path) -> None:
    generator = random.Random(7)
    alphabet = "aBs1_-.'’ éßİıΣσς́あガ각注意한ｱＡ𝒳🌱\ufe0f\u200dא\u0301ффйй@#+\\/:=<>&|!~^*∇γ\t\n"
    texts = [text for text, _ in CASES]
    texts += ["".join(generator.choices(alphabet, k=40)) for _ in range(2000)]
    texts += [
        " ".join(f"{chr(code)}a{chr(code)}" for code in range(at, at + 256))
        for at in range(0xA0, 0xD7A0, 256)
    ]
    texts += [note.read_text("utf-8") for note in sorted((ROOT / "notes").rglob("*.md"))]
    for text, theirs in zip(texts, in_browser(bundles, texts), strict=True):
        assert here(text) == theirs, text[:80]


@pytest.mark.skipif(not CORPORA.exists(), reason="the corpora of real notes are not here")
def test_python_and_javascript_cut_real_notes_alike(bundles: Path) -> None:
    files = sorted(CORPORA.rglob("*.md"))[::40]
    texts = [file.read_text("utf-8", errors="replace") for file in files]
    for file, text, theirs in zip(files, texts, in_browser(bundles, texts), strict=True):
        assert here(text) == theirs, file


def test_stems_are_those_of_lunr_js(bundles: Path) -> None:
    vocabulary = sorted(
        {
            word
            for note in (ROOT / "notes").rglob("*.md")
            for word in note.read_text("utf-8").lower().split()
            if word.isascii() and word.isalpha()
        }
    )
    vocabulary += "array key display try yes hopping hoping relational agreed ponies sses controlling".split()
    script = 'answer(input.words.map(need("words").stem))'
    assert [stem(word) for word in vocabulary] == in_node(bundles, script, words=vocabulary)


@pytest.mark.parametrize(
    ("typed", "word", "expected"),
    [
        ("attentoin", "attent", 1),
        ("attention", "attentoin", 1),
        ("vanishing", "vansh", 1),
        ("qurey", "queri", 1),
        ("hotkyes", "hotkei", 1),
        ("seperate", "separ", 1),
        ("normalizaiton", "normal", 1),
        ("trellis", "treli", 1),
        ("gradients", "gradient", 0),
        ("kulback", "kullback", 1),
        ("cnovregance", "converg", 2),
        ("cat", "dog", 3),
    ],
)
def test_a_misspelt_word_is_held_against_all_that_a_stem_may_stand_for(
    typed: str, word: str, expected: int
) -> None:
    assert misspelt(typed, word, 2) == expected


def test_python_and_javascript_measure_misspellings_alike(bundles: Path) -> None:
    generator = random.Random(5)
    pairs = [
        ["".join(generator.choices("abinoty", k=generator.randint(1, 9))) for _ in range(2)]
        for _ in range(4000)
    ]
    script = """const { distance, misspelt } = need("spelled");
      answer(input.pairs.map(([one, other]) => [1, 2].flatMap((most) => [misspelt(one, other, most), distance(one, other, most)])))"""
    ours = [
        [value for most in (1, 2) for value in (misspelt(one, other, most), distance(one, other, most))]
        for one, other in pairs
    ]
    assert ours == in_node(bundles, script, pairs=pairs)
