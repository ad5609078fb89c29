"""Whether anything of notes that are not published stands in the site.

What lies in the folder of the site is read as it is, for that is what is given away, pages of older builds too; what the next
build would write anew is rendered in memory. A word that the same file has when the hidden notes are not there at all is the
site's own: so templates and dates need no list of exceptions.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath

from hortus import source
from hortus.build import explain_failure
from hortus.checks.leaks import said_by, secrets_of, told_by, words_of
from hortus.frontmatter import decode
from hortus.ledger import recorded
from hortus.memo import Memo, digest
from hortus.model import Copy, Output, Problem, Source
from hortus.places import INDEX_NAMES
from hortus.plan import Plan, make_plan
from hortus.publish import with_manifest
from hortus.request import Request, configure, ledger_path, of_output, skipped
from hortus.text import segment
from hortus.theme import default_theme

_LARGEST = 20_000_000  # bytes of a file that is read
_SHOWN = 5
_HINT = "build again, look at it, and publish it anew; what is out already has to be taken back where it is"
_SAID = (".html", ".json", ".js", ".css")


def find_leaks(request: Request, memo: Memo, plan: Plan) -> Iterator[Problem]:
    """An error for each file that tells what only notes say that are not published; inside `with memo`."""
    hidden, public = _parted(request, plan)
    if not hidden:
        return
    wanted = with_manifest(plan.outputs)
    secrets = secrets_of(map(_whole, hidden), [*map(_whole, public), *_own_words(request, plan)])
    found = dict[str, set[str]]()
    for path, text in (*_published(request.output), *_rendered(request, wanted)):
        if told := told_by(secrets, path, text):
            found.setdefault(path, set()).update(told)
    clean = _Clean(request, memo, frozenset(note.path for note in hidden)) if found else None
    said = {path: left for path, told in found.items() if clean and (left := told - clean.words(path))}
    for path, told in sorted(said.items()):
        yield _problem(request, path, told, hidden)
    for path, note in _old_pages(request, wanted, hidden):
        if path not in said:
            message = f"this page is of a note that is not published ({note})"
            yield Problem("error", "leak", message, of_output(request, path), hint=_HINT)


def _old_pages(
    request: Request, wanted: Mapping[str, Output], hidden: list[Source]
) -> Iterator[tuple[str, str]]:
    """(page of an older build, hidden note that is called so); a note may have no word of its own."""
    notes = {segment(PurePosixPath(note.path).stem).casefold(): note.path for note in hidden}
    for path in sorted(recorded(ledger_path(request)).keys() - wanted.keys()):
        page = PurePosixPath(path)
        note = notes.get(page.stem.casefold(), "")
        is_note = page.suffix == ".html" and note and page.stem not in INDEX_NAMES
        if is_note and (request.output / path).is_file():
            yield path, note


def _parted(request: Request, plan: Plan) -> tuple[list[Source], list[Source]]:
    """The notes that are not published, those among them that are ignored too, and those that are."""
    config, folder, _ = configure(request)
    shown = {page.note.path for page in plan.site.every_page} | {path for path, _ in plan.site.assets}
    every = source.read(folder, skipped(request, config), ()).notes
    return [note for note in every if note.path not in shown], [note for note in every if note.path in shown]


def _whole(note: Source) -> str:
    return f"{note.path}\n{decode(note.path, note.data)[0]}"


def _own_words(request: Request, plan: Plan) -> Iterator[str]:
    """What the owner publishes besides notes: the site's settings and the names of files."""
    yield from (f"{path} {place}" for path, place in plan.site.assets)
    file = request.folder / "hortus.yaml"
    if file.is_file():
        yield file.read_text("utf-8", "replace")


def _published(folder: Path) -> Iterator[tuple[str, str]]:
    """The files that lie in the folder of the site, by their paths."""
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(above, name)
            text = _read(file)
            yield file.relative_to(folder).as_posix(), "" if text is None else text


def _read(file: Path) -> str | None:
    """A text; None for what is none, or cannot be read."""
    try:
        return file.read_bytes().decode("utf-8") if file.stat().st_size <= _LARGEST else None
    except (OSError, UnicodeDecodeError):
        return None


def _rendered(request: Request, wanted: Mapping[str, Output]) -> Iterator[tuple[str, str]]:
    """What the next build would write: the files that are not in the site, or not as they are to be."""
    written = recorded(ledger_path(request))
    for path, output in wanted.items():
        is_current = written.get(path) == digest(output.render, output.inputs)
        if not is_current or not (request.output / path).is_file():
            yield path, _render(request, output)


def _render(request: Request, output: Output) -> str:
    """The text of an output; "" when it has none, or cannot be rendered, which the build says."""
    try:
        content = output.render(*output.inputs)
    except Exception as error:  # noqa: BLE001  (`explain_failure` raises again what it cannot explain)
        explain_failure(request.folder, error, output)
        return ""
    if isinstance(content, Copy):
        return _read(content.file) or ""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return ""


class _Clean:
    """The site as it would be without the hidden notes."""

    def __init__(self, request: Request, memo: Memo, hidden: frozenset[str]) -> None:
        self._request = request
        self._outputs = with_manifest(make_plan(request, memo, without=hidden).outputs)

    def words(self, path: str) -> set[str]:
        """Those of the file at `path`; where there would be none, those of the site's templates and lists."""
        output = self._outputs.get(path)
        return said_by(path, _render(self._request, output)) if output else self._around

    @cached_property
    def _around(self) -> set[str]:
        theme = default_theme()
        files: Iterable[Path] = (
            file for layer in (theme, self._request.folder) for name in ("templates", "static")
            for file in (layer / name).rglob("*") if file.suffix in _SAID
        )  # fmt: skip
        texts = [_read(file) or "" for file in files]
        texts += [_render(self._request, output) for path, output in self._outputs.items() if "/" not in path]
        return {word for text in texts for word in words_of(text)}


def _problem(request: Request, path: str, told: set[str], hidden: list[Source]) -> Problem:
    """An error for the file at `path` of the site."""
    shown = sorted(told, key=lambda word: (-len(word), word))
    words = ", ".join(f"`{word}`" for word in shown[:_SHOWN]) + (" …" if len(shown) > _SHOWN else "")
    notes = [note.path for note in hidden if told & words_of(_whole(note))]
    of = f" ({notes[0]}{' …' if len(notes) > 1 else ''})" if notes else ""
    file = request.output / path
    place = _place(_read(file) or "", shown) if file.is_file() else (0, 0)
    message = f"{words} {'stands' if len(shown) == 1 else 'stand'} only in notes that are not published{of}"
    return Problem("error", "leak", message, of_output(request, path), *place, _HINT)


def _place(text: str, words: Iterable[str]) -> tuple[int, int]:
    """Where the first of `words` that can be seen stands."""
    for word in words:
        for number, line in enumerate(text.split("\n"), 1):
            if (at := line.casefold().find(word)) >= 0:
                return number, at + 1
    return 0, 0
