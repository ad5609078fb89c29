"""The browser's side of the search, run in node beside Python's: what one answers, the other must."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from conftest import ROOT
from hortus.search.finder import Hit, search
from hortus.search.store import Store

MODULES = (
    "words",
    "pack",
    "query",
    "ways",
    "scores",
    "rank",
    "store",
    "spelled",
    "clauses",
    "shorter",
    "engine",
)

# `input` is what came in, `load` reads a file of the index in the folder `input.folder`, `answer` sends the result back.
_BEGIN = """
const fs = require("fs");
const input = JSON.parse(fs.readFileSync(0, "utf8"));
const got = {};
globalThis.hortusSearch = { data(path, value) { got[path] = value; } };
const load = async (path) => {
  path = path.split("?")[0];
  if (!(path in got)) (0, eval)(fs.readFileSync(`${input.folder}/search/${path}`, "utf8"));
  return got[path];
};
const answer = (value) => console.log(JSON.stringify(value));
"""


def bundle(folder: Path) -> Path:
    """The modules of the search as scripts for node, in `folder`."""
    sources = [str(ROOT / f"static/_js/{name}.js") for name in MODULES]
    esbuild = [
        str(ROOT / "node_modules/.bin/esbuild"),
        *sources,
        "--bundle",
        "--format=cjs",
        "--platform=node",
    ]
    subprocess.run([*esbuild, f"--outdir={folder}", "--log-level=error"], check=True, cwd=ROOT)
    return folder


def in_node(bundles: Path, script: str, **data: Any) -> Any:
    """What `script` answers: the body of an async function that may `need("words")` and the like."""
    need = f"const need = (name) => require(`{bundles}/${{name}}.js`);"
    lunr = f'const lunr = require("{ROOT}/node_modules/lunr");'
    whole = f"{_BEGIN}{need}{lunr}(async () => {{ {script} }})();"
    done = subprocess.run(
        ["node", "-e", whole], input=json.dumps(data), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def in_browser(bundles: Path, public: Path, queries: Sequence[str]) -> list[Any]:
    """What the browser answers, in full."""
    script = """
    const engine = need("engine").open(load, async () => ({ ...need("clauses"), ...need("shorter") }));
    const found = [];
    for (const query of input.queries) {
      const { hits, notes, sections, corrections, missing, without } = await engine.search(query);
      const shown = hits.map((hit) => [hit.path, hit.anchor, hit.heading, hit.score, [...hit.terms].sort(), hit.why, hit.text]);
      found.push([shown, notes, sections, corrections, missing, without]);
    }
    answer(found);
    """
    answers: list[Any] = in_node(bundles, script, folder=str(public), queries=list(queries))
    return answers


def in_python(public: Path, queries: Sequence[str]) -> list[Any]:
    """The same of Python's."""
    store = Store(reader(public))
    found = list[Any]()
    for query in queries:
        answer = search(query, store)
        shown = [_shown(hit) for hit in answer.hits]
        corrections = [list(pair) for pair in answer.corrections]
        said = [corrections, list(answer.missing), list(answer.without)]
        found.append([shown, answer.notes, answer.sections, *said])
    return found


def _shown(hit: Hit) -> list[Any]:
    section = hit.section
    where = [section.path, section.anchor, section.heading]
    return [*where, hit.score, in_order(hit.words), list(hit.why), section.text]


def in_order(words: frozenset[str]) -> list[str]:
    """As JavaScript sorts."""
    return sorted(words, key=lambda word: word.encode("utf-16-be"))


def reader(public: Path) -> Any:
    """Reads files of the index of a built site."""

    def load(path: str) -> Any:
        script = (public / "search" / path).read_text("utf-8")
        return json.loads(script[script.index(",") + 1 : script.rindex(")")])

    return load
