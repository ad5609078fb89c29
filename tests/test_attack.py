"""Input that means harm or comes from a broken disk: nothing hangs, leaks, runs or is lost."""

from __future__ import annotations

import os
import pickle
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Run, Site, tree


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "a.md").write_text("# A\n")
    return folder


LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
    for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{LAUGHS}---\n",
        "---\nx: &a [*a]\ntags: *a\n---\n",
        f"---\nx: {'[' * 450}{']' * 450}\n---\n",
        f"---\nx: 0x{'f' * 5000}\norder: 1{'0' * 400}\n---\n",
        f"# {'9' * 5000}\n",
        "[[a|" * 20_000,
        "![[a|" * 20_000,
        "<div>\n" + "<a " * 30_000,
        "# a\n" * 8_000,
        "x" * 2_000_000,
        "![1111111111111111111111111111111111111111x](p.png)",
        "![2024-01-01 12.30.45 11.22.33 Übersicht](p.png)",
        f"---\ntags: [{', '.join(f't{number}' for number in range(1500))}]\n---\n",
        "```math\n" + "\\hat" * 2_400 + " x\n```",
        "```math\n\\def\\a{" + "\\hat" * 2_000 + "}" + "\\a" * 10 + " x\n```",
        "$" + "\\frac{" * 1_500 + "$",
    ],
    ids=lambda text: text[:24].strip(),
)
def test_one_note_neither_hangs_nor_ends_the_build(hortus: Run, notes: Path, text: str) -> None:
    (notes / "b.md").write_text(text)
    done = hortus("build", "notes", "-q")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("kind", ["fifo", "loop", "device", "folder"])
def test_what_is_no_file_is_not_read(hortus: Run, notes: Path, kind: str) -> None:
    for name in ("b.md", "p.png"):
        path = notes / name
        if kind == "fifo":
            os.mkfifo(path)
        elif kind == "folder":
            path.mkdir()
        else:
            path.symlink_to(name if kind == "loop" else "/dev/zero")
    (notes / "a.md").write_text("![](p.png)")
    done = hortus("build", "notes")
    assert done.returncode == (0 if kind == "folder" else 1)
    assert "Hortus itself failed" not in done.stderr
    assert (notes / "public/a.html").exists()


@pytest.mark.parametrize(
    "front",
    [
        "title: a: b\npublish: false", "title: @foo\npublished: false", "title: {{title}}\ndraft: true",
        "publish: 'false'", "publish: no", "publish: 0", " title: a: b\n draft: true", "title: x\n\tdraft: true",
        'title: a: b\n"draft": true', "title: a: b\ndraft:true", "title: a: b\ndraft：true", "date: 2099-06", "date: 2099",
        "date: [2099-01-01]", 'date: "[[2099-01-01]]"', "date: 2099-01-01 3:04 PM", "date: 2020-01-01\npublishDate: 2099-01-01",
    ],
)  # fmt: skip
def test_a_note_that_may_be_hidden_is_hidden(site: Site, front: str) -> None:
    site.write("x.md", f"---\n{front}\n---\nseclusion\n").build()
    assert not any(b"seclusion" in data for data in site.tree().values())


@pytest.mark.parametrize(
    "text",
    [
        "+++\ntitle = a b\ndraft = true\n+++\nseclusion",
        "---\n# comment\ndraft: true\n\nseclusion",
        "---\ntitle: x\nfoo\ndraft: true\n\nseclusion",
        " ---\ndraft: true\n---\nseclusion",
        "---yaml\ndraft: true\n---\nseclusion",
        '{"title": "x", "draft": true}\n\nseclusion',
    ],
)
def test_a_note_whose_front_matter_is_odd_is_hidden_if_that_says_so(site: Site, text: str) -> None:
    site.write("x.md", text).build()
    assert not any(b"seclusion" in data for data in site.tree().values())


@pytest.mark.parametrize(
    "text",
    [
        "%%\nseclusion\n\nmore %% visible",
        "a %%seclusion%% b",
        "<!-- seclusion > -->",
        "a <!-- seclusion --> b",
        "[t %%seclusion%%](a.md)",
    ],
)
def test_comments_are_published_nowhere(site: Site, text: str) -> None:
    site.write("x.md", f"Text.\n\n{text}\n").build()
    assert not any(b"seclusion" in data for data in site.tree().values())


def test_a_list_of_files_from_elsewhere_removes_nothing_outside(
    hortus: Run, notes: Path, tmp_path: Path
) -> None:
    (tmp_path / "victim.txt").write_text("precious")
    (notes / "public").mkdir()
    (notes / "public/.hortus-manifest").write_text("../../victim.txt\n../a.md\n/etc/hostname\nx/../../a.md\n")
    assert hortus("build", "notes").returncode == 0
    assert (tmp_path / "victim.txt").exists()
    assert (notes / "a.md").exists()


class _Harm:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch harmed",)


def test_a_cache_from_elsewhere_runs_nothing(hortus: Run, notes: Path, tmp_path: Path) -> None:
    hortus("build", "notes")
    harm = pickle.dumps(_Harm())
    for ledger in (notes / ".hortus").glob("ledger-*"):
        ledger.write_bytes(harm)
    with sqlite3.connect(notes / ".hortus/memo") as memo:
        memo.execute("update memo set value = ?", (harm,))
    memo.close()
    assert hortus("build", "notes").returncode == 0
    assert not (tmp_path / "harmed").exists()


def test_a_foreign_folder_put_in_the_output_s_place_is_left_alone(hortus: Run, notes: Path) -> None:
    hortus("build", "notes")
    (notes / "public").rename(notes.parent / "elsewhere")
    (notes / "public").mkdir()
    (notes / "public/index.html").write_text("mine")
    assert hortus("build", "notes").returncode == 2
    assert (notes / "public/index.html").read_text() == "mine"


def test_a_link_in_the_output_is_not_followed(hortus: Run, notes: Path, tmp_path: Path) -> None:
    (notes / "d").mkdir()
    (notes / "d/a.md").write_text("one")
    hortus("build", "notes")
    outside = tmp_path / "outside"
    (notes / "public/d").rename(outside)
    (notes / "public/d").symlink_to(outside)
    before = tree(outside)
    (notes / "d/a.md").write_text("two")
    done = hortus("build", "notes")
    assert done.returncode == 1
    assert "public/d: error: this file stands where a page wants to be" in done.stderr
    assert tree(outside) == before


def test_two_outputs_of_one_name_have_ledgers_of_their_own(hortus: Run, notes: Path, tmp_path: Path) -> None:
    hortus("build", "notes", "-o", "one/site")
    (tmp_path / "two/site").mkdir(parents=True)
    (tmp_path / "two/site/index.html").write_text("mine")
    assert hortus("build", "notes", "-o", "two/site").returncode == 2
    assert (tmp_path / "two/site/index.html").read_text() == "mine"


def test_builds_at_once_wait_for_each_other(notes: Path) -> None:
    for number in range(150):
        (notes / f"n{number}.md").write_text(f"# N {number}\n\n[[n{number + 1}]]")
    command = [sys.executable, "-m", "hortus", "build", str(notes), "-q"]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    assert [(process.communicate()[1], process.returncode) for process in running] == [("", 0)] * 3


@pytest.mark.parametrize("sig", [signal.SIGINT, signal.SIGKILL])
def test_a_build_that_is_cut_off_is_repaired_by_the_next(
    hortus: Run, notes: Path, sig: signal.Signals
) -> None:
    for number in range(150):
        (notes / f"n{number}.md").write_text(f"# N {number}\n\nseclusion\n\n[[n{number + 1}]]")
    code = "print('Python runs', flush=True); from hortus.__main__ import main; main()"
    command = [sys.executable, "-c", code, "build", str(notes), "-q"]
    for wait in (0.2, 0.4, 0.6, 0.8):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            process.send_signal(sig)
        assert "Traceback" not in process.communicate()[1]
    for number in range(150):
        (notes / f"n{number}.md").write_text(f"# N {number}\n")
    assert hortus("build", "notes", "--verify").returncode == 0
    assert not any(b"seclusion" in data for data in tree(notes / "public").values())


def test_who_cuts_it_off_while_it_is_loaded_sees_no_traceback() -> None:
    code = """
import sys
class Cut:
    def find_spec(self, name, *_):
        if name == "hortus.cli":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Cut())
sys.argv = ["hortus", "build", "nowhere"]
from hortus.__main__ import main
main()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "")


def test_a_page_cannot_be_a_file_and_a_folder(hortus: Run, notes: Path) -> None:
    (notes / "hortus.yaml").write_text("title: T")
    hortus("build", "notes")
    before = tree(notes / "public")
    (notes / "static/a.html").mkdir(parents=True)
    (notes / "static/a.html/b.txt").write_text("b")
    (notes / "a.md").write_text("# Changed")
    done = hortus("build", "notes")
    assert done.returncode == 1
    assert "a.html: error: this is a page's or file's place in the site, and a folder's too" in done.stderr
    assert tree(notes / "public") == before


@pytest.mark.parametrize("path", ["404.html/a.md", "search.html/deep/b.md"])
def test_folders_called_like_our_pages(site: Site, path: str) -> None:
    site.write(path, "here").build()
    assert sum(b"<p>here</p>" in data for path, data in site.tree().items() if path.endswith(".html")) >= 1


def test_the_templates_of_a_vault_are_not_those_of_a_site(site: Site) -> None:
    site.write("templates/daily.md", "# {{date:YYYY-MM-DD}}").write("templates/note.html", "{{ broken").write(
        "a.md", "x"
    ).build()
    assert site.report.is_published


def test_the_order_of_folders_does_not_depend_on_chance(notes: Path) -> None:
    for name in ("1", "01", "001", "A", "a", "b"):
        (notes / name).mkdir()
        (notes / name / "n.md").write_text(name)
    trees = []
    for seed in ("0", "1", "2", "3"):
        output = notes.parent / f"out-{seed}"
        command = [
            sys.executable,
            "-m",
            "hortus",
            "build",
            str(notes),
            "-q",
            "-o",
            str(output),
            "--cache-dir",
            f"{output}-cache",
        ]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        trees.append(tree(output))
    assert all(other == trees[0] for other in trees)
