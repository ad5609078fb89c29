"""The command as a person meets it: what it prints, its exit status, and clear words for everything that can be wrong."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Run, Site
from repositories import Repo


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "a.md").write_text("# A\n\n[[missing]]\n")
    return folder


def test_help_imports_nothing_heavy() -> None:
    code = "import sys; sys.argv = ['hortus', '--help']; import hortus.cli, contextlib\nwith contextlib.suppress(SystemExit): hortus.cli.main()\n"
    code += "print([name for name in ('markdown_it', 'pygments', 'jinja2', 'yaml', 'starlette', 'uvicorn', 'watchfiles', 'rich', 'lunr', 'sqlite3') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_building_imports_no_server(notes: Path, tmp_path: Path) -> None:
    code = f"import sys; sys.argv = ['hortus', 'build', {str(notes)!r}]; import hortus.cli, contextlib\nwith contextlib.suppress(SystemExit): hortus.cli.main()\n"
    code += "print([name for name in ('starlette', 'uvicorn', 'watchfiles', 'rich') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_build_says_what_happened(hortus: Run, notes: Path) -> None:
    (notes / "d.md").write_text("---\ndraft: true\n---\n")
    done = hortus("build", "notes")
    assert done.returncode == 0
    first, second = done.stdout.splitlines()
    assert first.startswith("2 notes, 2 changed, ")
    assert second == "1 draft not published"
    assert done.stderr.splitlines() == [
        "notes/a.md:3:1: warning: nothing here is called `missing`",
        " 3 | [[missing]]",
        "   | ^",
    ]
    assert (notes / "public/a.html").exists()


def test_strict_makes_warnings_count(hortus: Run, notes: Path) -> None:
    assert hortus("build", "notes", "--strict").returncode == 1


def test_quiet_prints_nothing(hortus: Run, notes: Path) -> None:
    done = hortus("build", "notes", "-q")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_json_is_one_object(hortus: Run, notes: Path) -> None:
    report = json.loads(hortus("build", "notes", "--json").stdout)
    assert report["notes"] == report["published"] == 1
    assert report["hidden"] == {"draft": 0, "future": 0, "private": 0, "ignored": 0, "unread": {}}
    assert report["links"] == {"total": 1, "missing": 1, "ambiguous": 0}
    assert report["images"] == {"total": 0, "missing": 0}
    assert report["formulas"] == {"total": 0, "failed": 0}
    assert "a.html" in report["written"]
    (problem,) = report["problems"]
    assert {key: problem[key] for key in ("path", "line", "column", "severity", "code")} == {
        "path": "a.md", "line": 3, "column": 1, "severity": "warning", "code": "missing-link",
    }  # fmt: skip


def test_verify_finds_what_differs(hortus: Run, notes: Path) -> None:
    assert hortus("build", "notes").returncode == 0
    assert "equal to a clean build" in hortus("build", "notes", "--verify").stderr
    page = notes / "public/a.html"
    stat = page.stat()
    page.write_bytes(page.read_bytes().replace(b"</h1>", b"</H1>"))
    os.utime(page, ns=(stat.st_atime_ns, stat.st_mtime_ns))  # so well hidden that the ledger does not see it
    done = hortus("build", "notes", "--verify")
    assert done.returncode == 1
    assert "a.html: different" in done.stderr


def test_clean_makes_everything_anew(hortus: Run, notes: Path) -> None:
    hortus("build", "notes")
    assert "1 notes, 1 changed" in hortus("build", "notes", "--clean").stdout.replace("1 note,", "1 notes,")


def test_explain_names_what_a_page_is_made_of(hortus: Run, notes: Path) -> None:
    hortus("build", "notes")
    done = hortus("build", "notes", "--explain", "a.html")
    assert "render_page" in done.stdout
    assert done.stdout.splitlines()[-1].endswith("up to date")
    (notes / "a.md").write_text("# A\n")
    assert hortus("build", "notes", "--explain", "a.html").stdout.splitlines()[-1].endswith("out of date")
    wrong = hortus("build", "notes", "--explain", "b.html")
    assert (wrong.returncode, wrong.stderr) == (2, "error: the site has no file b.html\n")


def on_a_terminal(notes: Path, **environment: str) -> bytes:
    """What a build prints as messages when they go to a terminal."""
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "hortus", "build", str(notes)]
    subprocess.run(
        command, check=True, stdout=subprocess.DEVNULL, stderr=theirs, env={**os.environ, **environment}
    )
    os.close(theirs)
    said = os.read(ours, 100_000)
    os.close(ours)
    return said


def test_messages_are_coloured_on_a_terminal_unless_that_is_unwanted(notes: Path) -> None:
    assert b"\x1b[" in on_a_terminal(notes)
    plain = on_a_terminal(notes, NO_COLOR="1")
    assert b"\x1b" not in plain
    assert b"warning: nothing here is called" in plain


# --- What can be wrong ------------------------------------------------------------------------------------


def test_a_missing_folder(hortus: Run) -> None:
    done = hortus("build", "nowhere")
    assert (done.returncode, done.stderr) == (2, "error: there is no folder nowhere\n")


def test_a_file_instead_of_a_folder(hortus: Run, notes: Path) -> None:
    done = hortus("build", "notes/a.md")
    assert done.returncode == 2
    assert (
        done.stderr == "error: notes/a.md is a file, not a folder of notes; name the folder that it is in\n"
    )


def test_nothing_is_left_behind_where_nothing_can_be_built(hortus: Run, tmp_path: Path) -> None:
    hortus("build", "nowhere")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("output", ["notes", ".", "notes/inner"])
def test_an_output_folder_that_would_mix_with_the_notes(
    hortus: Run, notes: Path, tmp_path: Path, output: str
) -> None:
    done = hortus("build", "notes", "-o", output)
    assert done.returncode == 2
    assert done.stderr.startswith("error: the ")
    assert "-o" in done.stderr
    assert (notes / "a.md").exists()


def test_an_output_folder_that_is_not_ours(hortus: Run, notes: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home/precious.txt").write_text("precious")
    done = hortus("build", "notes", "-o", "home")
    assert done.returncode == 2
    assert done.stderr.startswith("error: home holds files that Hortus did not make")
    assert [file.name for file in (tmp_path / "home").iterdir()] == ["precious.txt"]


def test_an_output_that_is_a_file(hortus: Run, notes: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    done = hortus("build", "notes", "-o", "out")
    assert (done.returncode, done.stderr) == (
        2,
        "error: out is a file; the site needs a folder, choose another with -o\n",
    )


def test_a_link_to_nowhere_is_no_output(hortus: Run, notes: Path) -> None:
    gone = notes.parent / "gone"
    (notes.parent / "out").symlink_to(gone)
    done = hortus("build", "notes", "-o", "out")
    said = f"error: out leads to {gone}, which is not there; make it, or choose another with -o\n"
    assert (done.returncode, done.stderr) == (2, said)


def test_a_full_disk_leaves_the_site_as_it_was(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    before = site.write("a.md", "One").build().tree()

    def write(file: Path, content: object) -> bool:
        file.write_bytes(b"Tw")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as full:
        full.setattr("hortus.publish._write", write)
        with pytest.raises(OSError, match="No space left on device; nothing of the site was changed"):
            site.write("a.md", "Two").build()
    assert site.tree() == before
    assert not (site.public / ".hortus-staging").exists()
    assert "Two" in site.build().article("a.html")


def test_a_file_is_no_cache(hortus: Run, notes: Path) -> None:
    (notes.parent / "kept").write_text("mine")
    done = hortus("build", "notes", "--cache-dir", "kept")
    assert done.returncode == 2
    assert done.stderr.startswith("error: kept is a file; what is remembered needs a folder")
    assert (notes.parent / "kept").read_text() == "mine"


def test_a_foreign_file_where_a_page_wants_to_be(hortus: Run, notes: Path) -> None:
    hortus("build", "notes")
    (notes / "public/b.html").write_text("mine")
    (notes / "b.md").write_text("# B")
    done = hortus("build", "notes")
    assert done.returncode == 1
    assert "public/b.html: error: this file stands where a page wants to be" in done.stderr
    assert (notes / "public/b.html").read_text() == "mine"


def test_a_note_may_change_the_case_of_its_name_where_names_are_the_same_in_any(
    hortus: Run, notes: Path
) -> None:
    hortus("build", "notes")
    (notes / "a.md").rename(notes / "A.md")
    # What such a system has: one file, found under both names.
    (notes / "public/A.html").hardlink_to(notes / "public/a.html")
    assert hortus("build", "notes").returncode == 0
    assert not (notes / "public/a.html").exists()
    assert "<h1>" in (notes / "public/A.html").read_text()


def test_a_folder_that_cannot_be_written_into_leaves_the_site_as_it_was(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = site.write("a.md", "A").write("q/b.md", "B").build().tree()
    monkeypatch.setattr(os, "access", lambda at, mode: not str(at).endswith("/q"))
    with pytest.raises(PermissionError, match="nothing of the site was changed") as raised:
        site.write("a.md", "New").write("q/b.md", "New").build()
    assert str(raised.value.filename).endswith("/q")
    monkeypatch.undo()
    assert site.tree() == before


@pytest.mark.parametrize("is_site", [True, False])
def test_static_files_that_cannot_be_read_do_not_go_unsaid(hortus: Run, notes: Path, is_site: bool) -> None:
    if is_site:
        (notes / "hortus.yaml").write_text("title: T")
    (notes / "static").symlink_to(notes / "nowhere")
    done = hortus("build", "notes")
    assert done.returncode == 1
    assert "notes/static: error: this folder cannot be read" in done.stderr
    assert not (notes / "public/a.html").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_stops_the_program_waits_until_what_is_begun_is_ended(number: int) -> None:
    code = f"""
import os, signal, threading, time
from hortus.uninterrupted import uninterrupted
# Who runs the tests in the background has it ignored.
signal.signal({number}, signal.default_int_handler if {number} == signal.SIGINT else signal.SIG_DFL)
with uninterrupted():
    os.kill(os.getpid(), {number})
    time.sleep(0.05)
    print("ended", flush=True)
print("not stopped")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "ended\n"
    assert done.returncode in {-number, 1, 130}


def test_a_closed_output_is_no_reason_to_fail(notes: Path) -> None:
    command = f"exec {sys.executable} -m hortus list {notes} >&-"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_foreign_files_beside_ours_are_left_alone(hortus: Run, notes: Path) -> None:
    hortus("build", "notes")
    (notes / "public/CNAME").write_text("example.org")
    (notes / "a.md").unlink()
    assert hortus("build", "notes").returncode == 0
    assert (notes / "public/CNAME").read_text() == "example.org"


def test_an_unknown_key_of_the_config(hortus: Run, notes: Path) -> None:
    (notes / "a.md").write_text("# A")
    (notes / "hortus.yaml").write_text("title: T\ndescripton: D\n")
    done = hortus("build", "notes")
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "notes/hortus.yaml:2:1: warning: unknown key `descripton`",
        " 2 | descripton: D",
        "   | ^",
        "  = did you mean `description`?",
    ]


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("title: [", "hortus.yaml:1:9: error: this is not YAML"),
        ("- a", "hortus.yaml:1:1: error: this file must hold lines of `key: value`"),
        ("title: T\nrecent: many", "hortus.yaml:2:1: error: `recent` must be a whole number, 0 or more"),
        ("base_url: example.org", "hortus.yaml:1:1: error: `base_url` must begin with http:// or https://"),
        ("author: [a]", "hortus.yaml:1:1: error: `author` must be a name"),
        ("author: {nmae: x}", "hortus.yaml:1:1: error: `author` has no key `nmae`"),
        ("notes: nowhere", "hortus.yaml: error: `notes` names nowhere, which is no folder here"),
        ("title: \xff".encode("latin-1"), "hortus.yaml: error: this file is not UTF-8"),
    ],
)
def test_a_config_that_cannot_be_used(hortus: Run, notes: Path, config: str | bytes, message: str) -> None:
    (notes / "hortus.yaml").write_bytes(config if isinstance(config, bytes) else config.encode())
    done = hortus("build", "notes")
    assert done.returncode == 2
    assert done.stderr.startswith("notes/" + message)
    assert not (notes / "public").exists()


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{% if %}", "templates/page.html:1: error: Expected an expression"),
        ("line\n{{ nosuch.thing }}", "templates/page.html:2: error: 'nosuch' is undefined"),
        ('{% include "nosuch.html" %}', "templates/page.html: error: there is no template `nosuch.html`"),
        ("\n\n{{ 1 / 0 }}", "templates/page.html:3: error: ZeroDivisionError: division by zero"),
        ('{{ asset("nosuch.css") }}', "templates/page.html:1: error: there is no static file `nosuch.css`"),
    ],
)
def test_a_broken_template_leaves_the_site_as_it_was(
    hortus: Run, notes: Path, template: str, message: str
) -> None:
    hortus("build", "notes")
    before = {file: file.read_bytes() for file in notes.rglob("public/**/*") if file.is_file()}
    (notes / "templates").mkdir()
    (notes / "templates/page.html").write_text(template)
    done = hortus("build", "notes", "-q")
    assert done.returncode == 1
    assert done.stderr.startswith(f"notes/{message}")
    assert done.stderr.endswith("error: nothing was published; the site is as it was\n")
    assert {file: file.read_bytes() for file in notes.rglob("public/**/*") if file.is_file()} == before


def test_a_note_that_cannot_be_read(hortus: Run, notes: Path) -> None:
    (notes / "b.md").symlink_to("nowhere.md")
    done = hortus("build", "notes")
    assert done.returncode == 1
    assert (
        "notes/b.md: error: this note cannot be read: it is a link to nowhere.md, which is not there"
        in done.stderr
    )
    assert (notes / "public/a.html").exists()


def test_bytes_that_are_not_utf8(hortus: Run, notes: Path) -> None:
    (notes / "a.md").write_bytes(b"# A\n\ncaf\xe9 au lait\n")
    done = hortus("build", "notes")
    assert done.returncode == 0
    assert done.stderr.startswith("notes/a.md:3:4: warning: this is not UTF-8: byte 0xe9 means nothing here")


def test_front_matter_that_never_closes(hortus: Run, notes: Path) -> None:
    (notes / "a.md").write_text("---\ntitle: A\n\nText\n")
    done = hortus("build", "notes")
    assert done.returncode == 0
    assert "notes/a.md:1:1: warning: this front matter never closes" in done.stderr


def test_a_line_of_ten_megabytes(hortus: Run, notes: Path) -> None:
    (notes / "a.md").write_text("word " * 2_000_000)
    done = hortus("build", "notes")
    assert done.returncode == 0
    assert (notes / "public/a.html").stat().st_size > 9_000_000


@pytest.mark.parametrize("depth", [300, 3000])
def test_lists_nested_deep(hortus: Run, notes: Path, depth: int) -> None:
    (notes / "a.md").write_text("".join("  " * number + f"- item {number}.\n" for number in range(depth)))
    done = hortus("build", "notes")
    assert done.returncode == 0
    assert (notes / "public/a.html").read_text().count("item ") >= depth


def test_odd_names(hortus: Run, notes: Path) -> None:
    names = ["with space", "注意力机制", "🌱 garden", "a'b&c+d,e", "100%", "x" * 252, "章" * 84, "-", "con"]
    for name in names:
        (notes / f"{name}.md").write_text(f"unique {name}")
    done = hortus("build", "notes", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["published"] == len(names) + 1


def test_wrong_usage(hortus: Run) -> None:
    done = hortus("build", "--strickt")
    assert done.returncode == 2
    assert "Did you mean" in done.stderr or "No such option" in done.stderr


# --- new and init -----------------------------------------------------------------------------------------


def test_init_begins_a_site_that_builds(hortus: Run, tmp_path: Path) -> None:
    done = hortus("init", "my-garden")
    assert done.stdout.splitlines() == ["my-garden/hortus.yaml", "my-garden/notes/first-note.md"]
    assert hortus("build", "my-garden", "--strict").returncode == 0
    assert "My garden" in (tmp_path / "my-garden/public/index.html").read_text()
    again = hortus("init", "my-garden")
    assert (again.returncode, "is there already" in again.stderr) == (2, True)


def test_init_leaves_notes_as_they_are(hortus: Run, notes: Path) -> None:
    assert hortus("init", "notes").stdout.splitlines() == ["notes/hortus.yaml"]


@pytest.mark.parametrize(
    ("mark", "notes"), [("mkdocs.yml", "docs"), (".obsidian/app.json", "."), ("hugo.toml", "content")]
)
def test_init_leaves_the_notes_of_another_program_where_they_are(
    hortus: Run, tmp_path: Path, mark: str, notes: str
) -> None:
    site = Site(tmp_path / "g").write(mark, "{}" if "json" in mark else "").write("notes/z.md", "Internal")
    site.write(f"{notes}/a.md", "Text")
    before = hortus("list", "g").stdout
    hortus("init", "g")
    assert f'notes: "{notes}"' in (tmp_path / "g/hortus.yaml").read_text()
    assert "title" not in (tmp_path / "g/hortus.yaml").read_text()
    assert hortus("list", "g").stdout == before


def test_new_begins_a_note(hortus: Run, tmp_path: Path) -> None:
    hortus("init", "g")
    done = hortus("new", "git/On: Rebasing", "--in", "g", "--draft")
    note = tmp_path / "g/notes/git/on-rebasing.md"
    assert done.stdout.strip() == "g/notes/git/on-rebasing.md"
    assert 'title: "On: Rebasing"' in note.read_text()
    assert "draft: true" in note.read_text()
    again = hortus("new", "git/On: Rebasing", "--in", "g")
    assert (again.returncode, again.stderr) == (2, "error: g/notes/git/on-rebasing.md is there already\n")
    assert hortus("new", "../../out", "--in", "g").returncode == 2


def test_a_new_site_in_a_repository_leaves_what_is_made_out_of_it(site: Site, hortus: Run) -> None:
    Repo(site.folder).git("init", "-q")
    said = hortus("init", site.folder).stdout
    assert ".gitignore" in said
    assert (site.folder / ".gitignore").read_text() == "/.hortus/\n/public/\n"


def test_a_check_of_nothing_says_so(hortus: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = hortus("check", "empty")
    assert "there are no notes in empty" in done.stderr
