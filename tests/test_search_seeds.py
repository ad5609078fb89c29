"""Search in notes as students type them: misspelt, in two languages, with commands and code in between."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import seeds

pytestmark = pytest.mark.skipif(not seeds.SEEDS.is_dir(), reason="the texts to be cut are not here")

Place = tuple[str, str]
Ask = Callable[[str], list[Place]]


@pytest.fixture(scope="session")
def ask() -> Callable[[Path], Ask]:
    """What the command answers in a folder of notes: (page, anchor) of the sections found, best first."""

    def of(folder: Path) -> Ask:
        def find(query: str) -> list[Place]:
            command = [sys.executable, "-m", "hortus", "search", "--json", "--", query, str(folder)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode in {0, 1}, done.stderr  # 1: nothing was found
            return [(hit["path"], hit["anchor"]) for hit in json.loads(done.stdout)]

        return find

    return of


@pytest.fixture(scope="session")
def answers(ask: Callable[[Path], Ask], tmp_path_factory: pytest.TempPathFactory) -> Ask:
    folder = tmp_path_factory.mktemp("seeds")
    seeds.write_notes(folder)
    return ask(folder)


SCRIBBLES = "000-01-scribbles.html"
GIT = "002-01-git.html"
PYTHON = "000-00-python.html"
COURSE = "002-04-cs480-680-intro-to-machine-learning.html"
SELF_ATTENTION = "004-08-lesson9-self-attention-part1.html"
HEADS = "004-09-lesson10-self-attention-part2.html"
ALGEBRA = "000-05-computational-linear-algebra.html"
GENERAL = "003-00-general-machine-learning-notes.html"
ATTENTION = {
    (SELF_ATTENTION, "self-attention"),
    (SCRIBBLES, "multi-head-attention"),
    (HEADS, "multi-head-self-attention"),
    (COURSE, "lstm-vs-gru-vs-attention"),
    *(
        (HEADS, f"self-attention-{rest}")
        for rest in ("for-speech", "for-image", "for-graph", "vs-cnn", "vs-rnn")
    ),
}


@pytest.mark.parametrize(
    ("query", "right"),
    [
        ("attentoin", ATTENTION),
        ("vanishing", {(COURSE, "residual-networks")}),
        ("multihead", {(SCRIBBLES, "multi-head-attention"), (HEADS, "multi-head-self-attention")}),
        ("init", {(PYTHON, "inheritance")}),
        ("no-ff", {(GIT, "beatiful-commands")}),
        ("x_t", {("001-05-sequential-model-1-1.html", "")}),
        ("git reset --hard", {(GIT, "beatiful-commands")}),
        ("合成", {("004-10-lesson11-transformer-1.html", "即-seq2seq")}),
        ("向量", {("004-11-lesson12-transformer2.html", "sequence-to-sequence-的-encoder")}),
        ("布拉多", {(SELF_ATTENTION, "货拉拉拉不拉拉布拉多犬呢")}),
        ('"cross entropy"', {("001-06-cross-entropy.html", "")}),
        ("np.array", {(ALGEBRA, "lecture-1")}),
        ("array", {(ALGEBRA, "lecture-1"), (GENERAL, "misc")}),
        ("gradient descent lookup zzz", {(GENERAL, "gradient-descent")}),
    ],
)
def test_the_right_section_comes_first(answers: Ask, query: str, right: set[Place]) -> None:
    assert right & set(answers(query)[:1])


def test_a_word_spelt_right_finds_also_where_it_is_not(answers: Ask) -> None:
    # "gradient vanshing problem" stands below the first of two headings of one name.
    assert (SCRIBBLES, "transformers") in answers("vanishing")


def test_a_flag_finds_no_section_without_it(answers: Ask) -> None:
    assert answers("--no-ff") == [(GIT, "beatiful-commands")]
