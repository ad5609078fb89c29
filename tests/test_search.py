"""Search: Python and JavaScript cut text alike, and queries find what they should in the index that the build writes."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Site
from hortus.search.stem import stem
from hortus.search.words import words

CORPORA = ROOT.parent / "shared" / "corpora"


@pytest.fixture(scope="session")
def browser_words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The browser's modules `words.js` and `query.js` as scripts for node."""
    folder = tmp_path_factory.mktemp("bundles")
    sources = [str(ROOT / "static/_js" / name) for name in ("words.js", "query.js")]
    esbuild = [
        str(ROOT / "node_modules/.bin/esbuild"),
        *sources,
        "--bundle",
        "--format=cjs",
        "--platform=node",
    ]
    subprocess.run([*esbuild, f"--outdir={folder}", "--log-level=error"], check=True, cwd=ROOT)
    return folder


def node(script: str, data: object) -> Any:
    done = subprocess.run(
        ["node", "-e", script], input=json.dumps(data), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


READ = "const input = JSON.parse(require('fs').readFileSync(0, 'utf8'));"


def in_browser(folder: Path, texts: list[str]) -> list[list[str]]:
    script = f"{READ} const {{ words }} = require('{folder}/words.js'); console.log(JSON.stringify(input.map(words)))"
    result: list[list[str]] = node(script, texts)
    return result


CASES = [
    ("Attention is all you need", ["attent", "all", "you", "need"]),
    (
        "__init__ np.array steps_per_epoch",
        ["__init__", "init", "np.array", "np", "array", "steps_per_epoch", "step", "per", "epoch"],
    ),
    ("git merge --no-ff -p", ["git", "merg", "--no-ff", "ff", "-p"]),
    ("C++ and C#", ["c++", "c#"]),
    ("注意力机制", ["注意", "意力", "力机", "机制"]),
    ("用 self-attention 做", ["用", "self", "-attention", "attent", "做"]),
    ("naïve Café", ["naiv", "cafe"]),
    ("LayerNorm word2vec", ["layernorm", "layer", "norm", "word2vec", "word", "vec"]),
    ("don't it's", ["do"]),
    (r"x_t \gamma \operatorname{softmax}", ["x_t", "gamma", "operatornam", "softmax"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_python_and_javascript_cut_text_alike(browser_words: Path) -> None:
    generator = random.Random(7)
    alphabet = "aB1_-.'’ éßİıΣσς́あ注意한ｱＡ𝒳🌱\ufe0f\u200dא\u0301ффйй@#+\\/:~^*\t\n"
    texts = [text for text, _ in CASES]
    texts += ["".join(generator.choices(alphabet, k=40)) for _ in range(2000)]
    texts += [note.read_text("utf-8") for note in sorted((ROOT / "notes").rglob("*.md"))]
    for text, theirs in zip(texts, in_browser(browser_words, texts), strict=True):
        assert words(text) == theirs, text[:80]


@pytest.mark.skipif(not CORPORA.exists(), reason="the corpora of real notes are not here")
def test_python_and_javascript_cut_real_notes_alike(browser_words: Path) -> None:
    files = sorted(CORPORA.rglob("*.md"))[::40]
    texts = [file.read_text("utf-8", errors="replace") for file in files]
    for file, text, theirs in zip(files, texts, in_browser(browser_words, texts), strict=True):
        assert words(text) == theirs, file


def test_stems_are_those_of_lunr_js(browser_words: Path) -> None:
    vocabulary = sorted(
        {
            word
            for note in (ROOT / "notes").rglob("*.md")
            for word in note.read_text("utf-8").lower().split()
            if word.isascii() and word.isalpha()
        }
    )
    vocabulary += [
        "array",
        "key",
        "display",
        "try",
        "yes",
        "hopping",
        "hoping",
        "relational",
        "agreed",
        "ponies",
        "sses",
        "controlling",
    ]
    script = f"{READ} const {{ stem }} = require('{browser_words}/words.js'); console.log(JSON.stringify(input.map(stem)))"
    assert [stem(word) for word in vocabulary] == node(script, vocabulary)


NOTES = {
    "attention.md": "# Attention\n\nScaled dot products.\n\n## Multi-head attention\n\nMany heads at once, with 注意力机制 beside.\n",
    "git.md": "# Git\n\n## Merging\n\n`git merge --no-ff` and `git reset --hard`.\n\n## Vanishing\n\nA gradient that is vanshing.\n",
    "python.md": "# Python\n\n`super().__init__()` and `np.array([1])`. Entropy comes last, cross it.\n",
    "loss.md": "# Loss\n\nThe cross entropy is $H(p, q) = -\\sum p \\log q$ with $x_t$.\n",
    "emoji.md": "# Emoji 🌱\n\nText with \ufe0f and 𝒳 and Ａ full width.\n",
}


@pytest.fixture
def answers(site: Site, browser_words: Path) -> Any:
    """What the browser's search answers: (page, anchor) of the sections found, best first."""
    for path, text in NOTES.items():
        site.write(path, text)
    site.build()
    script = (
        f"{READ} const {{ answer }} = require('{browser_words}/query.js'); const lunr = require('{ROOT}/node_modules/lunr');"
        f"let data; globalThis.hortusSearch = {{ data: (_, value) => {{ data = value; }} }};"
        f"eval(require('fs').readFileSync('{site.public}/search/index.js', 'utf8'));"
        "const index = lunr.Index.load(data.index);"
        "console.log(JSON.stringify(input.map((text) => answer(index, data.sections, text).map((hit) => hit.section.slice(0, 2)))));"
    )
    return lambda *queries: [[tuple(hit) for hit in hits] for hits in node(script, queries)]


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("attention", ("attention.html", "")),
        ("multi-head", ("attention.html", "multi-head-attention")),
        ("multi-head att", ("attention.html", "multi-head-attention")),
        ("attentoin", ("attention.html", "")),
        ("力机制", ("attention.html", "multi-head-attention")),
        ("注", ("attention.html", "multi-head-attention")),
        ("--no-ff", ("git.html", "merging")),
        ("git reset --hard", ("git.html", "merging")),
        ("__init__", ("python.html", "")),
        ("init", ("python.html", "")),
        ("np.array", ("python.html", "")),
        ("cross entropy", ("loss.html", "")),
        ("x_t", ("loss.html", "")),
        ("vanishing", ("git.html", "vanishing")),
        ("emoj", ("emoji.html", "")),
    ],
)
def test_the_best_answer(answers: Any, query: str, best: tuple[str, str]) -> None:
    (hits,) = answers(query)
    assert hits[:1] == [best]


def test_no_text_is_a_wrong_query(answers: Any) -> None:
    generator = random.Random(3)
    queries = [
        "title:x",
        "+a -b",
        "a~",
        "a^",
        "~1 ^",
        "*",
        "a:b:c",
        "--",
        "\\",
        '"open',
        "C++",
        "(",
        " ",
        "",
        "x" * 5000,
    ]
    queries += ["".join(generator.choices("ab:+-~^*\"'\\ 注🌱", k=12)) for _ in range(500)]
    assert len(answers(*queries)) == len(queries)


def test_nothing_is_found_where_nothing_is(answers: Any) -> None:
    assert answers("zzzzqqq") == [[]]


def test_a_site_without_notes_has_an_index_that_loads(site: Site) -> None:
    assert 'hortusSearch.data("index.js",{"index":null,"sections":[]})' in site.build().html(
        "search/index.js"
    )
