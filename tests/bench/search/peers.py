"""What the search is measured beside, and how each is asked: in node, or Pagefind in a browser."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from playwright.sync_api import Browser, sync_playwright

import chromium
from known import HERE, ROOT, Passage, Place
from server import Line, served

NODE = HERE / "node_modules"
ASKS = """async ([query]) => {
  const pagefind = await import('/pagefind/pagefind.js');
  const found = await pagefind.search(query);
  const pages = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
  return pages.map((page) => page.sub_results.map((part) =>
    [part.url, part.weighted_locations.reduce((sum, place) => sum + place.balanced_score, 0)]));
}"""


@dataclass(frozen=True, slots=True)
class Answers:
    """For each query the sections found, best first, and how long each asking took, in milliseconds."""

    places: tuple[tuple[Place, ...], ...]
    times: tuple[tuple[float, ...], ...]
    opening: float


def need_peers() -> None:
    if not NODE.is_dir():
        raise SystemExit(f"the peers are not installed: run `npm ci` in {HERE}")


def ask_in_node(
    engine: str, queries: Sequence[str], passages: Sequence[Passage], site: Path, work: Path, repeat: int = 1
) -> Answers:
    """`engine` is hortus, minisearch or lunr; `work` a folder for what has to be bundled."""
    asked = {
        "site": str(site),
        "bundle": str(bundle(work)) if engine == "hortus" else "",
        "documents": [] if engine == "hortus" else [asdict(passage) for passage in passages],
        "queries": list(queries),
        "repeat": repeat,
    }
    command = ["node", "--max-old-space-size=8000", str(HERE / "engines.cjs"), engine]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    places = tuple(tuple((path, anchor) for path, anchor in answer) for answer in found["answers"])
    return Answers(places, tuple(tuple(times) for times in found["times"]), found["open"])


def bundle(work: Path) -> Path:
    """The engine of this working copy, and beside it what it rarely needs, as scripts for node."""
    sources = [str(ROOT / f"static/_js/{name}.js") for name in ("engine", "clauses", "shorter")]
    esbuild = [str(ROOT / "node_modules/.bin/esbuild"), *sources, "--bundle", "--format=cjs"]
    subprocess.run([*esbuild, "--platform=node", f"--outdir={work}", "--log-level=error"], check=True)
    return work / "engine.js"


def make_bare(site: Path, paths: set[str], bare: Path) -> Path:
    """The notes of a site as pages with nothing around them, and the index that Pagefind makes of these."""
    need_peers()
    shutil.rmtree(bare, ignore_errors=True)
    for path in sorted(paths):
        page = (site / path).read_text("utf-8")
        article = page.partition('<article class="note"')[2].partition(">")[2].partition("</article>")[0]
        title = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
        file = bare / path
        file.parent.mkdir(parents=True, exist_ok=True)
        shown = title[1] if title else html.escape(path)
        file.write_text(
            f'<!doctype html><html lang="en"><title>{shown}</title><body><h1>{shown}</h1>\n{article}</body></html>\n',
            "utf-8",
        )
    (bare / "empty.html").write_text(
        '<!doctype html><html lang="en"><title>Empty</title><body data-pagefind-ignore></body></html>\n',
        "utf-8",
    )
    pagefind = [str(NODE / ".bin/pagefind"), "--site", str(bare), "--force-language", "en", "--quiet"]
    subprocess.run(pagefind, check=True)
    return bare


@contextmanager
def browsing() -> Iterator[Browser]:
    path = chromium.find()
    if path is None:
        raise SystemExit(chromium.MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        yield browser
        browser.close()


def ask_pagefind(queries: Sequence[str], bare: Path) -> Answers:
    """Its pages in its order, of each the three parts that weigh most: so its own interface shows them."""
    places = list[tuple[Place, ...]]()
    with served(bare, Line()) as address, browsing() as browser:
        page = browser.new_page()
        page.goto(f"{address}/empty.html")
        for query in queries:
            found: list[list[tuple[str, float]]] = page.evaluate(ASKS, [query])
            parts = [
                url for one in found for url, _ in sorted(one, key=lambda part: part[1], reverse=True)[:3]
            ]
            places.append(tuple(_place(url) for url in parts))
    return Answers(tuple(places), ((0.0,),) * len(places), 0.0)


def _place(url: str) -> Place:
    path, _, anchor = unquote(url).partition("#")
    return path.lstrip("/"), anchor
