"""What a reader waits for: `python tests/bench/search/bytes.py [--work FOLDER] [--sizes 1000 10000] [--slow]`.

Ten queries, each in a browser that has seen nothing but the page it stands on. Counted is every answer of the server
from the press of "/" (or the loading of Pagefind's script) on, compressed: code, index, texts. With --slow the server
waits 150 ms before each answer and sends 1.6 Mb/s in all, and the page computes four times as slowly; then the time
to the first result counts: shown, for Hortus, and handed over by its interface, for Pagefind. Pagefind's worker is
slowed by the server too, but not in what it computes.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench.table import print_table
from peers import browsing, need_peers
from server import Line, served
from sites import Made, make

QUERIES = (
    "gradient",
    "merge conflict",
    "singular value decomposition",
    "learning rate",
    "attention mask",
    "gradeint descent",
    "transfor",
    "git rebase",
    "word vectors",
    "speech spectrogram frames",
)
OPTION = "dialog#search a[role=option]"
TEXTS = 2  # passages that are read before anything is shown
SETTLED = 500  # milliseconds without a request
WATCH = """() => {
  const start = performance.now();
  const look = () => { window.benchFirst ??= document.querySelector("%s") && performance.now() - start; };
  new MutationObserver(look).observe(document, { subtree: true, childList: true });
}"""
FIRST = """async ([query]) => {
  const start = performance.now();
  const pagefind = await import("/pagefind/pagefind.js");
  window.benchFound = (await pagefind.search(query)).results;
  await window.benchFound[0]?.data();
  return performance.now() - start;
}"""
TEN = "async () => { await Promise.all(window.benchFound.slice(0, 10).map((result) => result.data())); }"


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one query: bytes to its first result, bytes and requests to ten, and bytes of the query after it."""

    first: int
    ten: int
    requests: int
    next: int
    milliseconds: float
    sent: tuple[tuple[str, int], ...] = ()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--work", type=Path, help="keep what is made in this folder")
    arguments.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    arguments.add_argument("--slow", action="store_true")
    arguments.add_argument("--files", action="store_true", help="list what each query of Hortus fetched")
    given = arguments.parse_args()
    need_peers()
    rows = list[list[str]]()
    with tempfile.TemporaryDirectory() as folder, browsing() as browser:
        for size in given.sizes:
            made = make(size, given.work or Path(folder))
            ours = list(hortus(browser, made, slow=given.slow))
            theirs = list(pagefind(browser, made, slow=given.slow))
            rows += [row(f"{size:,}", "Hortus", ours), row(f"{size:,}", "Pagefind", theirs)]
            rows.append(ratios(f"{size:,}", ours, theirs))
            if given.files:
                print_files(size, ours)
    timed = ["first result, s"] if given.slow else []
    head = ["notes", "", "KB to the first", "to ten", "(most)", "requests", "next query", *timed]
    print_table(head, [cells[: len(head)] for cells in rows])


def hortus(browser: Browser, made: Made, *, slow: bool) -> Iterator[Cost]:
    start = next(path for path in sorted(made.site.rglob("*/*.html")) if "tags" not in path.parts)
    for query, following in zip(QUERIES, (*QUERIES[1:], QUERIES[0]), strict=True):
        line = Line()
        with served(made.site, line) as address, fresh(browser) as page:
            page.goto(f"{address}/{start.relative_to(made.site).as_posix()}", wait_until="networkidle")
            slow_down(page, line, slow=slow)
            page.evaluate(WATCH % OPTION)
            mark = len(line.sent)
            page.keyboard.press("/")
            if slow:  # what is typed while the search is loaded is not lost, and nobody waits
                page.keyboard.type(query)
            else:
                page.wait_for_selector("dialog#search[open] input", state="visible")
                page.keyboard.insert_text(query)
            page.wait_for_function("window.benchFirst")
            milliseconds: float = page.evaluate("window.benchFirst")
            settle(page, line)
            first = until_shown(line.sent[mark:])
            ten, requests, mark = line.bytes_since(mark), len(line.sent) - mark, len(line.sent)
            page.fill("dialog#search input", following)
            settle(page, line)
            sent = tuple(line.sent[mark - requests : mark])
            yield Cost(first, ten, requests, line.bytes_since(mark), milliseconds, sent)


def until_shown(sent: list[tuple[str, int]]) -> int:
    """Bytes of what the first result waits for: all up to the texts of the two best passages. The others are on their way by
    then, but nothing waits for them.
    """
    texts = [number for number, (path, _) in enumerate(sent) if path.lstrip("/").startswith("search/notes")]
    last = texts[:TEXTS][-1] if texts else len(sent) - 1
    return sum(size for _, size in sent[: last + 1])


def pagefind(browser: Browser, made: Made, *, slow: bool) -> Iterator[Cost]:
    for query, following in zip(QUERIES, (*QUERIES[1:], QUERIES[0]), strict=True):
        line = Line()
        with served(made.bare, line) as address, fresh(browser) as page:
            page.goto(f"{address}/empty.html", wait_until="networkidle")
            slow_down(page, line, slow=slow)
            mark = len(line.sent)
            milliseconds: float = page.evaluate(FIRST, [query])
            first = line.bytes_since(mark)
            page.evaluate(TEN)
            ten, requests, mark = line.bytes_since(mark), len(line.sent) - mark, len(line.sent)
            page.evaluate(FIRST, [following])
            page.evaluate(TEN)
            yield Cost(first, ten, requests, line.bytes_since(mark), milliseconds)


@contextmanager
def fresh(browser: Browser) -> Iterator[Page]:
    """A page of a browser that has seen nothing."""
    context = browser.new_context()
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def slow_down(page: Page, line: Line, *, slow: bool) -> None:
    if slow:
        line.latency, line.rate = 0.150, 1_600_000 / 8
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})


def settle(page: Page, line: Line) -> None:
    """Waits until nothing more is asked for."""
    count = -1
    while count != len(line.sent):
        count = len(line.sent)
        page.wait_for_timeout(SETTLED + 4000 * line.latency)


def row(size: str, name: str, costs: list[Cost]) -> list[str]:
    return [
        size,
        name,
        kilobytes(statistics.median(cost.first for cost in costs)),
        kilobytes(statistics.median(cost.ten for cost in costs)),
        kilobytes(max(cost.ten for cost in costs)),
        f"{statistics.median(cost.requests for cost in costs):.0f}",
        kilobytes(statistics.median(cost.next for cost in costs)),
        f"{statistics.median(cost.milliseconds for cost in costs) / 1000:.2f}",
    ]


def ratios(size: str, ours: list[Cost], theirs: list[Cost]) -> list[str]:
    def ratio(values: tuple[list[float], list[float]]) -> str:
        below = statistics.median(values[1])
        return f"× {statistics.median(values[0]) / below:.2f}" if below else "–"

    def both(name: str) -> tuple[list[float], list[float]]:
        return [getattr(cost, name) for cost in ours], [getattr(cost, name) for cost in theirs]

    names = ("first", "ten", "", "requests", "next", "milliseconds")
    return [size, "ratio", *(ratio(both(name)) if name else "" for name in names)]


def print_files(size: int, costs: list[Cost]) -> None:
    for query, cost in zip(QUERIES, costs, strict=True):
        files = ", ".join(f"{path} {kilobytes(count)}" for path, count in cost.sent)
        print(f"{size:,} notes, {query!r}: {files}\n")


def kilobytes(count: float) -> str:
    return f"{count / 1000:,.1f}"


if __name__ == "__main__":
    main()
