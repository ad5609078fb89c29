"""How long a query takes when all it needs is loaded: `python tests/bench/search/warm.py [--work FOLDER] [--sizes 1000 10000]`.

In node, on one processor that others may be using: compare the ratios, not the milliseconds. Each query is asked once
unmeasured, then five times; of these the median counts.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from bench.table import print_table
from peers import Answers, ask_in_node, need_peers
from sites import make

ROUNDS = 5
QUERIES = (
    *("gradient", "attention", "commit", "matrix", "noise", "the", "use", "x_t", "np.array", "softmax"),
    *("merge conflict", "learning rate", "batch size", "random seed", "hidden state", "word vectors"),
    *("singular value decomposition", "mean and variance", "what people get wrong", "the size of the output"),
    *("gradeint descent", "atention", "covarience matrix", "tranformer layer", "probablity", "eigenvaule"),
    *("tra", "transfor", "norm", "mul", "git re", "principal comp", "cross ent", "self.w"),
    *("梯度", "注意力", "语音合成", "git reset --hard", "nn.Linear(d, d)", "zzzzqqq"),
)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--work", type=Path, help="keep what is made in this folder")
    arguments.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    arguments.add_argument(
        "--lunr", action="store_true", help="plain Lunr too, which takes its time to index"
    )
    given = arguments.parse_args()
    need_peers()
    names = {"hortus": "Hortus", "minisearch": "MiniSearch", **({"lunr": "Lunr"} if given.lunr else {})}
    rows = list[list[str]]()
    with tempfile.TemporaryDirectory() as folder:
        for size in given.sizes:
            made = make(size, given.work or Path(folder))
            passages = made.passages
            found = {
                name: ask_in_node(engine, QUERIES, passages, made.site, made.work, ROUNDS + 1)
                for engine, name in names.items()
            }
            rows += [row(f"{size:,}", name, answers, found["MiniSearch"]) for name, answers in found.items()]
    print_table(
        ["notes", "", "median, ms", "95 %, ms", "most, ms", "slowest", "to MiniSearch's median"], rows
    )


def row(size: str, name: str, answers: Answers, beside: Answers) -> list[str]:
    typical, theirs = typically(answers), typically(beside)
    middle = statistics.median(typical)
    slowest = max(zip(typical, QUERIES, strict=True))[1]
    high = statistics.quantiles(typical, n=20)[-1]
    return [
        size,
        name,
        *(f"{value:.2f}" for value in (middle, high, max(typical))),
        slowest,
        f"× {middle / statistics.median(theirs):.2f}",
    ]


def typically(answers: Answers) -> list[float]:
    return [statistics.median(times[1:]) for times in answers.times]


if __name__ == "__main__":
    main()
