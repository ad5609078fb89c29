"""The program: a folder of notes is read, parsed, linked, laid out as outputs and published.

There is no other way to build: `serve` calls `build` again, and an unchanged note costs only the comparison of digests.
"""

from __future__ import annotations

import datetime
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import jinja2

from hortus import again, source
from hortus.collector import frozen, paused
from hortus.config import NAME, Config, ConfigError, read_config, with_base_url
from hortus.dialect import MARKS, choose_dialect
from hortus.files import read_assets
from hortus.indexing import documents, make_index_files
from hortus.ledger import Books, ForeignFolderError
from hortus.memo import DamagedError, Memo, digest
from hortus.model import Asset, Dialect, Engine, Face, Kept, Output, Parsed, Problem, Report, Site, Source
from hortus.outputs import Contents, IndexFile, list_outputs
from hortus.publish import Published, publish
from hortus.reading import read_note
from hortus.site import Selection, assemble
from hortus.theme import ThemeError, default_theme, open_theme, raised_in, template_problem
from hortus.work import Progress, here, over_cluster, over_processes


@dataclass(frozen=True, slots=True)
class Request:
    """What to build and where to: the command line, understood."""

    folder: Path
    output: Path
    cache: Path
    selection: Selection
    base_url: str = ""
    jobs: int = 0  # processes that parse; 0 is as many as there are processors
    cluster: str = ""  # address of the Dask scheduler whose workers parse instead
    apart: tuple[Path, ...] = ()  # further folders that are no part of the notes
    search_export: Engine | None = None  # the search server to write the documents for
    is_watched: bool = False  # whether the report is to say what was read


class UsageError(Exception):
    """What was asked for cannot be done; the message says why and what to do."""


def _quiet(step: str, done: int, total: int) -> None:
    """Report no progress."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A build up to the writing: what would be published. `stopped` is why nothing can be."""

    notes: tuple[Parsed, ...]
    parsed: int
    site: Site
    contents: Contents
    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...]
    stopped: Problem | None
    prefix: str  # what stands before the path of a note to see it from the folder of the request
    watched: tuple[again.Watched, ...]  # all that was read
    until: datetime.datetime | None  # when the next note is due to be published


def build(request: Request, memo: Memo, progress: Progress = _quiet, books: Books | None = None) -> Report:
    """Make the site. Raises UsageError and ConfigError when nothing can be done at all."""
    books = books or Books(ledger_path(request))
    with memo:
        try:
            return _build(request, memo, progress, books)
        except DamagedError:
            memo.forget()
            return _build(request, memo, progress, books)


def _build(request: Request, memo: Memo, progress: Progress, books: Books) -> Report:
    plan = make_plan(request, memo, progress)
    if plan.stopped:
        return _report(plan, Published((), (), (plan.stopped,)))
    try:
        with frozen():
            done = publish(plan.outputs, request.output, books, _explain, progress)
    except ForeignFolderError:
        raise UsageError(
            f"{request.output} holds files that Hortus did not make, so it writes nothing there;"
            " choose another folder with -o, or empty this one"
        ) from None
    report = _report(plan, done)
    if request.search_export and report.is_published:
        from hortus.export import write_export  # noqa: PLC0415  (seldom wanted, and large)

        folder = request.cache / "search-export" / request.search_export
        export = write_export(request.search_export, documents(plan.site, plan.contents.notes), folder)
        report = replace(report, search_export=export)
    return report


def make_plan(request: Request, memo: Memo, progress: Progress = _quiet) -> Plan:
    """Read, parse, assemble and list the outputs, inside `with memo`. Raises UsageError and ConfigError."""
    with paused():
        return _make_plan(request, memo, progress)


def _make_plan(request: Request, memo: Memo, progress: Progress) -> Plan:
    watched = _watched(request) if request.is_watched else ()
    progress("Looking", 0, 1)
    config, folder, warnings = configure(request)
    found = source.read(folder, skipped(request), config.ignore)
    dialect = _same(choose_dialect(config, _marks(request.folder, folder), found.notes))
    run = (
        over_cluster(request.cluster, progress) if request.cluster else over_processes(request.jobs, progress)
    )
    progress("Reading", 0, len(found.notes))
    parsed, count = memo.map(read_note, [(item, dialect) for item in found.notes], run)
    progress("Linking", 0, 1)
    site = _assemble(parsed, found, request.selection, config, memo)
    files, unread = read_assets(folder, (path for path, _ in site.assets))
    contents = Contents({item.path: item.note for item in parsed}, files)
    progress("Indexing", 0, 1)
    index = make_index_files(site, contents.notes, memo, run)
    progress("Laying out", 0, 1)
    outputs, stopped = _lay_out(request, config, site, contents, index)
    of_notes = (problem for item in parsed for problem in item.problems)
    prefix = _prefix(folder, request.folder)
    said = _below(
        (*found.problems, *_said_once(of_notes), *site.problems, *_placed(site, parsed), *unread), prefix
    )
    # What was left out on purpose comes first: it is said once, and must not be lost among many.
    ordered = sorted(said, key=lambda problem: problem.code != "html-removed")
    problems = (*warnings, *_useless(config, found, files), *ordered, *_replaced(outputs))
    if request.is_watched:
        watched += found.watched + tuple(_watched_files(folder, found.notes, files.values()))
    until = min(
        (date for item in parsed for date in item.dates if date > request.selection.now), default=None
    )
    return Plan(tuple(parsed), count, site, contents, outputs, problems, stopped, prefix, watched, until)


@lru_cache(maxsize=8)
def _same(dialect: Dialect) -> Dialect:
    """The first of those that are equal: the memo knows again what is the very same."""
    return dialect


def _watched(request: Request) -> tuple[again.Watched, ...]:
    """What is read besides the notes and their files: the configuration, the marks of other programs, the theme, Hortus itself."""
    folder, theme = os.path.abspath(request.folder), default_theme()
    place = again.without(folder, map(os.path.realpath, skipped(request)[:3]))
    trees = [f"{folder}/templates", f"{folder}/static", str(theme / "templates"), str(theme / "static")]
    libraries = [path for path in sys.path if path.endswith("-packages")]
    marks = [os.path.join(folder, *near, name) for name in (NAME, *MARKS) for near in ((), ("notes",))]
    return (
        ("listing", place, again.listing(place)),
        *(("content", path, again.content(path)) for path in marks),
        *(found for tree in (*trees, os.path.dirname(__file__)) for found in again.watch_tree(tree)),
        *(("listing", path, again.listing(path)) for path in libraries),
    )


def _watched_files(folder: Path, notes: Iterable[Source], files: Iterable[Asset]) -> Iterator[again.Watched]:
    base = os.path.abspath(folder)
    yield from (("content", f"{base}/{note.path}", again.mark(note.data)) for note in notes)
    for path in (os.path.abspath(asset.file) for asset in files):
        yield "stamp", path, again.stamp(path)


def _assemble(
    parsed: Sequence[Parsed], found: source.Folder, selection: Selection, config: Config, memo: Memo
) -> Site:
    """The linked whole, remembered too: an edit that changes no note's face changes nothing of it."""
    faces = tuple(item.face for item in parsed)
    settled = selection.settled(date for item in parsed for date in item.dates)
    arguments = (faces, found.files, found.ignored, settled, (config.author.picture,))
    sites: list[Site] = memo.map(assemble_faces, [arguments], here)[0]
    return sites[0]


def assemble_faces(
    faces: tuple[Kept[Face], ...],
    files: tuple[str, ...],
    ignored: int,
    selection: Selection,
    wanted: tuple[str, ...],
) -> Site:
    return assemble([face.value() for face in faces], files, ignored, selection, wanted)


def _placed(site: Site, parsed: Iterable[Parsed]) -> Iterator[Problem]:
    """What is wrong with holes, and the lines and columns where they stand now."""
    places = {item.path: item.places for item in parsed}
    for fault in site.faults:
        line, column = places[fault.path][fault.hole]
        yield Problem("warning", fault.code, fault.message, fault.path, line, column, fault.hint)


def _marks(*folders: Path) -> Iterator[Source]:
    """Of the program that the notes were written for: beside them, and where their site is."""
    for folder in dict.fromkeys(folders):
        yield from source.read_marks(folder, MARKS)


def _lay_out(
    request: Request, config: Config, site: Site, contents: Contents, index: tuple[IndexFile, ...]
) -> tuple[tuple[Output, ...], Problem | None]:
    try:
        theme = open_theme(request.folder, config, is_site=(request.folder / NAME).is_file())
        return tuple(list_outputs(site, theme, contents, index)), None
    except ThemeError as error:
        return (), error.problem


def _said_once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """`problems`, those about raw HTML that is left out drawn together in one: it is one decision of the owner's."""
    removed = list[Problem]()
    for problem in problems:
        if problem.code == "html-removed":
            removed.append(problem)
        else:
            yield problem
    if removed:
        kinds = Counter(problem.message for problem in removed)
        notes = len({problem.path for problem in removed})
        shown = ", ".join(f"`{kind}`" for kind, _ in kinds.most_common(6)) + (" …" if len(kinds) > 6 else "")
        others = f", in {notes} notes" if notes > 1 else ""
        yield replace(removed[0], message=f"raw HTML that acts is left out: {shown}{others}")


def _useless(config: Config, found: source.Folder, files: Mapping[str, Asset]) -> Iterator[Problem]:
    """What the configuration names and nothing in the folder answers to."""
    for pattern in found.unused:
        yield Problem(
            "warning", "ignore", f"`ignore` names `{pattern}`, and no note or file is called so", NAME
        )
    picture = config.author.picture
    if picture and "//" not in picture and picture not in files:
        yield Problem(
            "warning", "missing-image", f"the author's picture `{picture}` is not among the notes", NAME
        )


def _replaced(outputs: tuple[Output, ...]) -> Iterator[Problem]:
    """Pages that a static file of the owner's stands for."""
    times = Counter(output.path for output in outputs)
    for path in (path for path, count in times.items() if count > 1):
        yield Problem(
            "warning", "path-conflict", f"`static/{path}` stands in the place of a page", f"static/{path}"
        )


def configure(request: Request) -> tuple[Config, Path, tuple[Problem, ...]]:
    """(configuration, folder of notes, warnings). Raises UsageError and ConfigError."""
    folder = request.folder
    if not folder.exists():
        raise UsageError(f"there is no folder {folder}")
    if not folder.is_dir():
        raise UsageError(f"{folder} is a file, not a folder of notes; name the folder that it is in")
    config, warnings = Config(), tuple[Problem, ...]()
    file = folder / NAME
    if file.is_file():
        try:
            config, warnings = read_config(file.read_bytes())
        except OSError as error:
            raise UsageError(f"{file} cannot be read: {error.strerror}") from None
    try:
        config = with_base_url(config, request.base_url) if request.base_url else config
    except ValueError as error:
        raise UsageError(f"--base-url {error}") from None
    notes = folder / (config.notes or ("notes" if file.is_file() and (folder / "notes").is_dir() else "."))
    if not notes.is_dir():
        raise ConfigError(
            Problem("error", "config", f"`notes` names {config.notes}, which is no folder here", NAME)
        )
    _check_output(request.output, notes)
    return config, notes, warnings


def skipped(request: Request) -> list[Path]:
    """What lies in the folder but is no part of the notes."""
    ours = [request.output, request.cache, request.folder / "public", *request.apart]
    return ours + (
        [request.folder / "templates", request.folder / "static"] if (request.folder / NAME).is_file() else []
    )


def ledger_path(request: Request) -> Path:
    """One ledger for each folder built into, found again when all of it is moved together."""
    output, folder = request.output.resolve(), request.folder.resolve()
    name = output.relative_to(folder) if output.is_relative_to(folder) else output
    return request.cache / f"ledger-{digest(name.is_absolute(), name.as_posix()).hex()[:12]}"


def _check_output(output: Path, notes: Path) -> None:
    """The notes must not be written over, nor pages be read as notes by the next build."""
    try:
        inner, outer = output.resolve(), notes.resolve()
    except (OSError, RuntimeError) as error:
        raise UsageError(f"{output} leads nowhere: {error}") from None
    if output.exists() and not output.is_dir():
        raise UsageError(f"{output} is a file; the site needs a folder, choose another with -o")
    if outer.is_relative_to(inner):
        raise UsageError(f"the notes in {notes} lie in the output folder {output}; choose another with -o")
    if inner.is_relative_to(outer) and not _is_left_alone(inner.relative_to(outer)):
        hint = "choose one outside, or `public` in the folder itself, with -o"
        raise UsageError(f"the output folder {output} lies among the notes in {notes}; {hint}")


def _is_left_alone(path: Path) -> bool:
    """Folders that are never read as notes, whatever the next build's output is."""
    return path.parts == ("public",) or any(part.startswith(".") for part in path.parts)


def _explain(error: Exception, output: Output) -> Problem:
    """A failed render as a problem of the owner's; what is Hortus's own fault is raised again."""
    if isinstance(error, jinja2.TemplateError | RecursionError):
        return template_problem(error, getattr(output.inputs[0], "name", output.path))
    if place := raised_in(error):
        return Problem(
            "error", "template", f"{type(error).__name__}: {error}", f"templates/{place[0]}", place[1]
        )
    if isinstance(error, OSError) and error.filename and ".hortus-staging" not in str(error.filename):
        return Problem("error", "unreadable", f"this file cannot be copied: {error.strerror}", output.path)
    raise error


def _prefix(notes: Path, folder: Path) -> str:
    """What stands before the path of a note to see it from the folder that was named on the command line."""
    inside = notes.relative_to(folder).as_posix() if notes.is_relative_to(folder) else notes.as_posix()
    return "" if inside == "." else inside + "/"


def _below(problems: Iterable[Problem], prefix: str) -> Iterator[Problem]:
    for problem in sorted(problems, key=lambda problem: (problem.path, problem.line, problem.column)):
        yield replace(problem, path=prefix + problem.path)


def _report(plan: Plan, done: Published) -> Report:
    published = {page.note.path for page in plan.site.pages}
    counts = [item.counts for item in plan.notes if item.path in published]
    return Report(
        notes=len(plan.notes),
        parsed=plan.parsed,
        published=len(plan.site.pages),
        hidden=plan.site.hidden,
        written=done.written,
        removed=done.removed,
        formulas=(sum(count.formulas for count in counts), sum(count.failed_formulas for count in counts)),
        links=plan.site.links,
        images=plan.site.images,
        problems=(*plan.problems, *done.problems),
        is_stopped=bool(done.problems),
        places=tuple((plan.prefix + page.note.path, page.path) for page in plan.site.pages),
        watched=plan.watched,
        until=plan.until,
    )


def now() -> datetime.datetime:
    """The moment of this build, read once, at the edge."""
    return datetime.datetime.now(datetime.UTC)
