"""What `build --search-export` writes: all that is published and nothing else, as each search server takes it in."""

from __future__ import annotations

import datetime
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import click
import pytest

from conftest import ROOT, Run, Site
from hortus import export
from hortus.build import build
from hortus.cli import build as command
from hortus.memo import Memo
from hortus.model import Engine, Report
from hortus.search.document import Document
from hortus.search.export import EXPORTS
from hortus.search.export.lines import LIMIT, files
from hortus.search.export.record import WEIGHTS, record
from hortus.search.words import words

ENGINES: tuple[Engine, ...] = get_args(Engine)
SCHEMAS = {"opensearch": "index.json", "typesense": "collection.json", "meilisearch": "settings.json"}

FULL = Document(
    path="git/rebasing.html",
    anchor="conflicts",
    title="Rebasing",
    heading="Conflicts",
    headings=("When it stops",),
    folders=("Git",),
    tags=("git", "history"),
    aliases=("git rebase",),
    language="en",
    date=datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC),
    text="`git rebase --abort` takes np.array and 学习率 back.",
)
BARE = Document("a.html", "", "A", "", (), (), (), (), "", None, "")

every_engine = pytest.mark.parametrize("engine", ENGINES)


def exported(site: Site, engine: Engine) -> Report:
    """What the build says that also writes the search export."""
    return build(replace(site.request(), search_export=engine), Memo(None))


def folder(site: Site, engine: Engine) -> Path:
    return site.folder / ".hortus/search-export" / engine


def everything(site: Site, engine: Engine) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder(site, engine).iterdir()}


def written(engine: Engine, *documents: Document) -> dict[str, bytes]:
    return dict(EXPORTS[engine](documents))


def schema(engine: Engine) -> Any:
    return json.loads(written(engine)[SCHEMAS[engine]])


def entries(engine: Engine, *documents: Document) -> list[dict[str, Any]]:
    """The documents as the engine gets them, with the id that OpenSearch takes beside them."""
    found = [
        json.loads(line)
        for name, data in written(engine, *documents).items()
        if "0" in name
        for line in data.decode().split("\n")
        if line
    ]
    if engine != "opensearch":
        return found
    return [
        {"id": action["index"]["_id"]} | fields
        for action, fields in zip(found[::2], found[1::2], strict=True)
    ]


# --- What is in it ----------------------------------------------------------------------------------------


@every_engine
def test_every_section_is_in_it(site: Site, engine: Engine) -> None:
    site.write("a.md", "# A\n\nBefore.\n\n## One\n\nFirst.\n").write("b.md", "")
    report = exported(site, engine).search_export
    assert report is not None
    assert report.documents == 3
    assert sorted(report.files) == sorted(everything(site, engine))


SECRETS = ("sectitle", "secalias", "sectag", "secheading", "secbody", "secname", "secfolder", "secsummary")
SECRET = """---
title: Sectitle
aliases: [secalias]
tags: [sectag, shared]
summary: secsummary
{flag}
---
# Secheading

secbody [[public]]

## Secheading two
"""


def leaks(site: Site, engine: Engine) -> set[str]:
    """The words of the secret note that can be read."""
    return {
        word
        for data in everything(site, engine).values()
        for word in SECRETS
        if word.encode() in data.lower()
    }


@every_engine
@pytest.mark.parametrize("flag", ["draft: true", "private: true", "publish: false", "date: 2099-01-01"])
def test_nothing_of_a_hidden_note_is_in_it(site: Site, engine: Engine, flag: str) -> None:
    site.write("public.md", "---\ntags: [shared]\n---\nSee [[secname|a note]].\n\n![[secname]]\n")
    site.write("secfolder/secname.md", SECRET.format(flag=""))
    exported(site, engine)
    assert leaks(site, engine) == set(SECRETS)  # so that the search for them can fail
    site.write("secfolder/secname.md", SECRET.format(flag=flag))
    exported(site, engine)
    assert leaks(site, engine) == set()


@every_engine
def test_our_words_are_in_it(engine: Engine) -> None:
    (entry,) = entries(engine, FULL)
    assert entry["text_words"].split(" ") == words(FULL.text)
    assert {"--abort", "np.array", "学习", "习率"} <= set(entry["text_words"].split(" "))
    assert entry["heading_words"] == "conflict"
    assert {"rebas", "stop", "git", "histori"} <= set(entry["crumbs_words"].split(" "))


def test_a_section_without_a_heading_is_found_by_the_title() -> None:
    fields = record(replace(FULL, heading="", anchor=""), None)
    assert fields["heading_words"] == "rebas"
    assert fields["crumbs"] == ["Git", "When it stops"]


def test_no_word_holds_what_parts_words() -> None:
    text = (
        "a\u00a0b\u2003c\u3000d\u2028e\x85f\x1cg\x0bh i\tj\nk 'l' “m” --no-ff __init__ C++ C# @ 注意力 naïve"
    )
    fields = record(replace(FULL, text=text), None)
    assert str(fields["text_words"]).split() == words(text)


@every_engine
def test_what_is_unknown_is_left_out(engine: Engine) -> None:
    (full,), (bare,) = entries(engine, FULL), entries(engine, BARE)
    assert full.keys() - bare.keys() == {"language", "date"}


def test_dates_are_as_each_engine_has_them() -> None:
    dates = {engine: entries(engine, FULL)[0]["date"] for engine in ENGINES}
    seconds = 1_767_312_000
    assert dates == {"opensearch": "2026-01-02T00:00:00+00:00", "typesense": seconds, "meilisearch": seconds}


# --- What it is called ------------------------------------------------------------------------------------


@every_engine
def test_an_id_is_one_that_every_engine_takes(engine: Engine) -> None:
    odd = [replace(FULL, path=path) for path in ("语音/合成.html", "a b&c?.html", "x" * 4000, "\udcff.html")]
    assert all(re.fullmatch("[0-9a-f]{32}", entry["id"]) for entry in entries(engine, *odd))


@every_engine
def test_a_section_keeps_its_id_while_it_keeps_its_address(engine: Engine) -> None:
    before, after = entries(engine, FULL, replace(FULL, title="T", heading="H", text="", tags=(), date=None))
    assert before["id"] == after["id"]


@every_engine
def test_sections_differ_in_their_ids(engine: Engine) -> None:
    others = [FULL, replace(FULL, anchor=""), replace(FULL, path="git/rebasing.htmlc", anchor="onflicts")]
    assert len({entry["id"] for entry in entries(engine, *others)}) == 3


# --- Files ------------------------------------------------------------------------------------------------


def test_entries_are_never_cut() -> None:
    items = [b"1\n", b"22\n", b"333\n", b"a long one\n", b"4\n"]
    assert list(files("f{:02}", items, limit=6)) == [
        ("f01", b"1\n22\n"),
        ("f02", b"333\n"),
        ("f03", b"a long one\n"),
        ("f04", b"4\n"),
    ]


def test_nothing_makes_no_file() -> None:
    assert list(files("f{:02}", [])) == []


@every_engine
def test_files_are_of_a_bounded_size(engine: Engine) -> None:
    long = [replace(FULL, anchor=str(number), text="word " * 60_000) for number in range(40)]
    made = written(engine, *long)
    assert max(map(len, made.values())) <= LIMIT
    assert len(made) > 3
    assert len(entries(engine, *long)) == 40


@every_engine
def test_no_more_than_one_file_is_held(engine: Engine) -> None:
    made = 0

    def endless() -> Iterator[Document]:
        nonlocal made
        while True:
            made += 1
            yield replace(FULL, anchor=str(made), text="word " * 60_000)

    bulk = (data for name, data in EXPORTS[engine](endless()) if "0" in name)
    first = len(next(bulk).splitlines())
    assert made <= first + 1  # and not all there are, which would never end


@every_engine
def test_the_same_site_gives_the_same_bytes(site: Site, engine: Engine) -> None:
    site.write("a.md", "# A\n\n## One\n\nFirst.\n").write("b/c.md", "注意力 `--no-ff`\n")
    exported(site, engine)
    before = everything(site, engine)
    exported(site, engine)
    assert everything(site, engine) == before


@every_engine
def test_a_text_is_one_line_whatever_is_in_it(engine: Engine) -> None:
    text = 'a\nb\r\nc\u2028d\u2029e\x85f\x00g"h\\i\ud800j'
    (entry,) = entries(engine, replace(FULL, text=text))
    assert entry["text"] == text.replace("\ud800", "?")


# --- The folder -------------------------------------------------------------------------------------------


@every_engine
def test_files_of_an_earlier_build_are_gone(site: Site, engine: Engine) -> None:
    site.write("a.md", "Text.\n")
    exported(site, engine)
    (folder(site, engine) / "documents-00007.jsonl").write_text("stale")
    report = exported(site, engine).search_export
    assert report is not None
    assert sorted(report.files) == sorted(everything(site, engine))
    assert [path.name for path in folder(site, engine).parent.iterdir()] == [engine]


@every_engine
def test_an_export_that_fails_leaves_the_former_one(
    site: Site, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write("a.md", "Text.\n")
    exported(site, engine)
    before = everything(site, engine)

    def failing(documents: object) -> Iterator[tuple[str, bytes]]:
        yield next(iter(before)), b"half"
        raise OSError("the disk is full")

    monkeypatch.setattr(export, "EXPORTS", {engine: failing})
    with pytest.raises(OSError, match="full"):
        exported(site, engine)
    assert everything(site, engine) == before
    monkeypatch.undo()
    exported(site.write("b.md", "More.\n"), engine)
    assert [path.name for path in folder(site, engine).parent.iterdir()] == [engine]


def test_a_site_with_errors_is_not_exported(site: Site) -> None:
    site.write("a.md", "Text.\n")
    exported(site, "typesense")
    before = everything(site, "typesense")
    site.write("hortus.yaml", "title: T\n").write("notes/a.md", "Other.\n")
    site.write("templates/page.html", "{{ nothing_of_this_name }}")
    assert exported(site, "typesense").search_export is None
    assert everything(site, "typesense") == before


def test_nothing_is_exported_unless_asked_for(site: Site) -> None:
    site.write("a.md", "Text.\n").build()
    assert site.report.search_export is None
    assert not (site.folder / ".hortus/search-export").exists()


# --- The command ------------------------------------------------------------------------------------------


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    made = tmp_path / "notes"
    made.mkdir()
    (made / "a.md").write_text("# A\n\nText.\n\n## One\n\nFirst.\n")
    return made


def test_the_command_knows_every_engine() -> None:
    (option,) = (option for option in command.params if option.name == "search_export")
    assert isinstance(option.type, click.Choice)
    assert list(option.type.choices) == list(ENGINES) == list(EXPORTS)


def test_the_command_says_where_it_lies(hortus: Run, notes: Path) -> None:
    done = hortus("build", "notes", "--search-export", "opensearch")
    place = "notes/.hortus/search-export/opensearch"
    assert done.stderr == f"search export for opensearch: 2 documents in 3 files in {place}\n"
    assert (notes / ".hortus/search-export/opensearch/index.json").exists()


def test_the_command_says_when_there_is_none(hortus: Run, notes: Path) -> None:
    (notes / "hortus.yaml").write_text("title: T\n")
    (notes / "templates").mkdir()
    (notes / "templates/page.html").write_text("{{ nothing_of_this_name }}")
    done = hortus("build", "notes", "--search-export", "opensearch")
    assert done.returncode == 1
    assert "no search export was written: the site has errors" in done.stderr


def test_json_tells_of_the_export(hortus: Run, notes: Path) -> None:
    report = json.loads(hortus("build", "notes", "--search-export", "meilisearch", "--json").stdout)
    assert report["search_export"] == {
        "engine": "meilisearch",
        "path": "notes/.hortus/search-export/meilisearch",
        "documents": 2,
        "files": ["settings.json", "documents-00001.ndjson"],
    }
    assert json.loads(hortus("build", "notes", "--json").stdout)["search_export"] is None


def test_an_unknown_engine_is_wrong_usage(hortus: Run, notes: Path) -> None:
    done = hortus("build", "notes", "--search-export", "grep")
    assert (done.returncode, "opensearch" in done.stderr) == (2, True)


# --- The schema of each engine ----------------------------------------------------------------------------


def test_opensearch_maps_every_field() -> None:
    properties = schema("opensearch")["mappings"]["properties"]
    (entry,) = entries("opensearch", FULL)
    assert properties.keys() == entry.keys() - {"id"}
    assert {name for name, field in properties.items() if field.get("analyzer") == "whitespace"} == set(
        WEIGHTS
    )


def test_typesense_has_every_field_and_asks_for_none_that_may_be_missing() -> None:
    fields = {field["name"]: field for field in schema("typesense")["fields"]}
    (full,), (bare,) = entries("typesense", FULL), entries("typesense", BARE)
    assert fields.keys() == full.keys() - {"id"}  # which every collection has
    assert {name for name, field in fields.items() if not field.get("optional")} <= bare.keys()
    kinds = {"string": str, "string[]": list, "int64": int}
    assert all(isinstance(full[name], kinds[field["type"]]) for name, field in fields.items())
    # Documented: a field that is not indexed must be optional.
    assert all(field.get("optional") for field in fields.values() if field.get("index") is False)


def test_meilisearch_names_only_fields_that_are_there() -> None:
    settings = schema("meilisearch")
    (entry,) = entries("meilisearch", FULL)
    for name in ("searchableAttributes", "filterableAttributes", "sortableAttributes"):
        assert set(settings[name]) <= entry.keys()
    assert set(settings["displayedAttributes"]) == entry.keys() - set(WEIGHTS)


def test_a_heading_counts_three_times_a_text() -> None:
    preset = json.loads(written("typesense")["preset.json"])["value"]
    assert preset["query_by"].split(",") == list(WEIGHTS)
    assert preset["query_by_weights"] == "3,1,1"
    assert "heading_words^3" in written("opensearch")["search.json"].decode()
    assert schema("meilisearch")["searchableAttributes"][:3] == list(WEIGHTS)


def stored_search() -> Any:
    """The body of OpenSearch's stored search, which is stored as text."""
    return json.loads(json.loads(written("opensearch")["search.json"])["script"]["source"])


API = "@opensearch-project/opensearch/api"
# What is sent, the type that the engine's own client gives it, and where that stands.
TYPED: dict[str, tuple[Callable[[], Any], str, str]] = {
    "an index of OpenSearch": (
        lambda: schema("opensearch"),
        "Indices_Create_RequestBody",
        f"{API}/indices/create.d.ts",
    ),
    "an entry for OpenSearch": (
        lambda: json.loads(written("opensearch", FULL)["bulk-00001.ndjson"].splitlines()[0]),
        "OperationContainer",
        f"{API}/_types/_core.bulk.d.ts",
    ),
    "a stored search of OpenSearch": (
        lambda: json.loads(written("opensearch")["search.json"]),
        "PutScript_RequestBody",
        f"{API}/_core/putScript.d.ts",
    ),
    "a search of OpenSearch": (stored_search, "Search_RequestBody", f"{API}/_core/search.d.ts"),
    "a collection of Typesense": (
        lambda: schema("typesense"),
        "CollectionCreateSchema",
        "typesense/lib/Typesense/Collections",
    ),
    "a preset of Typesense": (
        lambda: json.loads(written("typesense")["preset.json"]),
        "PresetCreateSchema<object, string>",
        "typesense/lib/Typesense/Presets",
    ),
    "a search of Typesense": (
        lambda: json.loads(written("typesense")["preset.json"])["value"],
        "SearchParams<object>",
        "typesense/lib/Typesense/Types",
    ),
    "settings of Meilisearch": (lambda: schema("meilisearch"), "Settings", "meilisearch"),
}
CLIENTS = [
    ROOT / "node_modules" / name for name in ("@opensearch-project/opensearch", "typesense", "meilisearch")
]


def mistakes(folder: Path, values: dict[str, Any]) -> str:
    """What TypeScript says against `values` as what they are called in `TYPED`."""
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    lines = list[str]()
    for number, (name, value) in enumerate(values.items()):
        _, kind, module = TYPED[name]
        exported = kind.partition("<")[0]
        lines.append(f'import type {{ {exported} as T{number} }} from "{module}";')
        arguments = kind.removeprefix(exported)
        lines.append(f"const v{number}: T{number}{arguments} = {json.dumps(value)};  // {name}")
    (folder / "typed.ts").write_text("\n".join(lines))
    options = "--noEmit --strict --skipLibCheck --target es2022 --module esnext --moduleResolution bundler"
    tsc = [str(ROOT / "node_modules/.bin/tsc"), *options.split(), "--lib", "es2023,dom", "typed.ts"]
    return subprocess.run(tsc, cwd=folder, capture_output=True, text=True, check=False).stdout


@pytest.mark.skipif(
    not all(client.exists() for client in CLIENTS), reason="the clients of the engines come with `npm ci`"
)
def test_all_is_as_the_clients_of_the_engines_declare_it(tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    good.mkdir()
    bad.mkdir()
    assert mistakes(good, {name: value() for name, (value, _, _) in TYPED.items()}) == ""
    found = mistakes(bad, {name: value() | {"of_no_engine": 1} for name, (value, _, _) in TYPED.items()})
    assert found.count("of_no_engine") == len(TYPED)  # so that they can disagree
