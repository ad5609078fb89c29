"""A build up to the writing: read, parse, assemble, list the outputs."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from hortus import again, problems, source
from hortus.ahead import Ahead, Linked
from hortus.collector import paused
from hortus.config import NAME, Config
from hortus.dialect import choose_dialect
from hortus.files import Assets, held_bundles, read_assets
from hortus.git.forge import Forge
from hortus.git.history import read_history
from hortus.git.ignored import Ignored, find_ignored
from hortus.git.origin import ForgeError, find_forge
from hortus.git.repository import Repository, find
from hortus.given import Dialects, given_to
from hortus.indexing import make_index_files
from hortus.language.words import Words, open_words
from hortus.lightening import with_lighter
from hortus.linking import link
from hortus.memo import Memo
from hortus.model import Asset, Dialect, Kept, Output, Parsed, Past, Problem, Site, Span
from hortus.outputs import Contents, Original, fit, list_outputs
from hortus.platforms import no_notes
from hortus.reading import read_note
from hortus.recording import Recorded, look_up, whereabouts
from hortus.request import (
    Request,
    beside,
    configure,
    left_out,
    of_pages,
    selection,
    skipped,
)
from hortus.theme import Theme, ThemeError, default_theme, open_theme
from hortus.theme.look import find_look
from hortus.theme.unused import unused_templates
from hortus.times import with_file_times
from hortus.watched import watch_beside, watch_notes
from hortus.work import Run, over_cluster, over_processes

Progress = Callable[[str, int, int], None]


def quiet(step: str, done: int, total: int) -> None:
    """Report no progress."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A build up to the writing: what would be published. `stopped` is why nothing can be."""

    found: source.Folder
    notes: tuple[Parsed, ...]
    parsed: int
    site: Site
    contents: Contents
    theme: Theme | None
    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...]
    stopped: Problem | None
    prefix: str  # what stands before the path of a note to see it from the folder of the request
    watched: tuple[again.Watched, ...]  # all that was read
    until: datetime.datetime | None  # when the next note is due to be published
    spans: Kept[tuple[Span, ...]]  # the dates that git knows, or files
    record: bytes | None  # what that of addresses is to hold once all is published; None leaves it as it is


def make_plan(
    request: Request,
    memo: Memo,
    progress: Progress = quiet,
    ahead: Ahead | None = None,
    without: frozenset[str] = frozenset(),
) -> Plan:
    """Read, parse, assemble and list the outputs, inside `with memo`, as if the notes at `without` were not there.

    Raises UsageError and ConfigError.
    """
    with paused():
        return _make_plan(request, memo, progress, ahead, without)


def _make_plan(
    request: Request, memo: Memo, progress: Progress, ahead: Ahead | None, without: frozenset[str]
) -> Plan:
    progress("Looking", 0, 1)
    config, folder, warnings = configure(request)
    if ahead:
        ahead.show_texts(memo)
    watched = watch_beside(request, folder, config) if request.is_watched else ()
    repository, looked_at = find(folder)
    found, ignored = _find_notes(request, config, folder, repository, memo)
    watched += ignored.watched
    words, of_words = open_words(request.folder, default_theme(), config.language)
    dialect = choose_dialect(config, found.notes)
    dialect = _same(replace(dialect, words=words.of_notes))
    if without:  # the dialect is that of the whole folder all the same
        found = replace(found, notes=tuple(note for note in found.notes if note.path not in without))
    progress("Reading", 0, len(found.notes))
    reading = _run(request, "Reading", progress)
    dialects = Dialects(dialect, given_to(config.platform), config.platform.inside)
    parsed, count = memo.map(read_note, [(item, dialects.of(item.path)) for item in found.notes], reading)
    progress("Looking back", 0, 1)
    history = read_history(repository, config, memo)
    spans, of_files = with_file_times(history.spans, folder, found.notes if config.dates == "files" else ())
    progress("Linking", 0, 1)
    site = link(parsed, found, selection(request, config), config, spans, memo)
    now = request.selection.now
    assets = _read_assets(request, config, folder, parsed, site, dialects)
    pasts = history.told(
        frozenset(page.note.path for page in site.every_page),
        frozenset(page.note.path for page in site.pages),
    )
    contents = _gather(parsed, found, assets.files, pasts)
    contents, unlightened = with_lighter(contents, site, config, memo, _run(request, "Pictures", progress))
    forge, unknown = _find_forge(request, config, repository, folder)
    theme, stopped = _open_theme(request, config, words, of_words, forge)
    theme = fit(theme, site) if theme else None
    if theme and ahead:
        ahead.show_pages(Linked(folder, dialects, parsed, site, theme, contents))
    progress("Indexing", 0, 1)
    index = make_index_files(site, contents.notes, memo, _run(request, "Indexing", progress))
    progress("Laying out", 0, 1)
    outputs = tuple(list_outputs(site, theme, contents, index)) if theme else ()
    recorded = Recorded()
    if config.addresses and not without:  # what is recorded may be of notes that are not there
        places = whereabouts(repository, found.notes, parsed, memo)
        recorded = look_up(request, site, theme, contents, outputs, parsed, places)
        site = replace(site, redirects=(*site.redirects, *recorded.redirects))
        outputs += recorded.outputs
        watched += recorded.watched
    prefix = _prefix(folder, request.folder)
    every = (
        *warnings,
        *_unasked(ignored),
        *(problem for problem in of_words if problem is not stopped),
        *history.problems(site),
        *unknown,
        *(_unused_templates(request, config) if theme else ()),
        *problems.half_public(config, site),
        *problems.useless(config, found.unused, assets.files),
        *_of_notes(found, parsed, site, (*assets.problems, *unlightened), prefix),
        *problems.replaced(outputs),
        *recorded.problems,
    )
    if request.is_watched:
        watched += (
            looked_at
            + of_files
            + found.watched
            + tuple(watch_notes(folder, found.notes, assets.files.values()))
        )
    dates = (*assets.dates, *(date for item in parsed for date in item.dates))
    until = min((date for date in dates if date > now), default=None)
    return Plan(
        found,
        tuple(parsed),
        count,
        site,
        contents,
        theme,
        outputs,
        every,
        stopped,
        prefix,
        watched,
        until,
        spans,
        recorded.data,
    )


def _find_notes(
    request: Request, config: Config, folder: Path, repository: Repository | None, memo: Memo
) -> tuple[source.Folder, Ignored]:
    """What lies in the folder, without what is no note of the owner's, or is none that the owner would publish."""
    found = source.read(
        folder,
        skipped(request, config),
        left_out(config),
        beside(request, config),
        is_watched=request.is_watched,
    )
    found = source.leave_out(found, no_notes(found.notes))
    ignored = Ignored()
    if config.gitignore:
        ignored = find_ignored(str(folder), repository, (note.path for note in found.notes), memo)
        found = replace(source.leave_out_paths(found, ignored.paths), by_git=ignored.paths)
    return source.as_files(found, of_pages(config, found.notes)), ignored


def _unasked(ignored: Ignored) -> Iterator[Problem]:
    """Says that git could not say what it ignores."""
    if ignored.fault:
        message = f"git cannot be asked what it ignores, and its files were read instead: {ignored.fault}"
        yield Problem("warning", "git", message, hint=ignored.fault.hint)


def _read_assets(
    request: Request, config: Config, folder: Path, parsed: Sequence[Parsed], site: Site, dialects: Dialects
) -> Assets:
    """The files that the site's pages use."""
    published = {page.note.path for page in site.every_page}
    held = held_bundles((item.path for item in parsed), published, config.platform.bundles)
    paths = (path for path, _ in site.assets)
    around = beside(request, config)
    return read_assets(
        folder, paths, request.selection.now, lambda path: dialects.of(path).given, around, held
    )


def _gather(
    parsed: Sequence[Parsed],
    found: source.Folder,
    files: Mapping[str, Asset],
    pasts: Mapping[str, Kept[Past]],
) -> Contents:
    """What pages are filled with."""
    originals = {
        item.path: Original(item.note.key, read, item.told)
        for item, read in zip(parsed, found.notes, strict=True)
        if item.told
    }
    return Contents(
        {item.path: item.note for item in parsed},
        files,
        {item.path: item.contexts for item in parsed},
        {item.path: item.insets for item in parsed if item.insets},
        originals,
        pasts,
    )


def _of_notes(
    found: source.Folder, parsed: Sequence[Parsed], site: Site, of_files: Iterable[Problem], prefix: str
) -> list[Problem]:
    """What is wrong with notes and their files. What was left out on purpose comes first: it is said once, and must not be lost
    among many.
    """
    of_each = problems.said_once(problem for item in parsed for problem in item.problems)
    said = (*found.problems, *of_each, *site.problems, *problems.placed(site, parsed), *of_files)
    return sorted(problems.below(said, prefix), key=lambda problem: problem.code != "html-removed")


def _run(request: Request, step: str, progress: Progress) -> Run:
    """How much is computed: over processes, or a cluster. What is done of it is told as that of `step`."""

    def tell(done: int, total: int) -> None:
        progress(step, done, total)

    return over_cluster(request.cluster, tell) if request.cluster else over_processes(request.jobs, tell)


@lru_cache(maxsize=8)
def _same(dialect: Dialect) -> Dialect:
    """The first of those that are equal: the memo knows again what is the very same."""
    return dialect


def _find_forge(
    request: Request, config: Config, repository: Repository | None, folder: Path
) -> tuple[Forge | None, tuple[Problem, ...]]:
    """Where readers find the sources, and why that is not known."""
    try:
        return find_forge(config, repository, request.folder, folder), ()
    except ForgeError as error:
        return None, (error.problem,)


def _open_theme(
    request: Request, config: Config, words: Words, of_words: tuple[Problem, ...], forge: Forge | None
) -> tuple[Theme | None, Problem | None]:
    """The theme, or why it cannot be opened."""
    if wrong := next((problem for problem in of_words if problem.severity == "error"), None):
        return None, wrong
    try:
        return open_theme(
            request.folder, config, words, is_site=(request.folder / NAME).is_file(), forge=forge
        ), None
    except ThemeError as error:
        return None, error.problem


def _unused_templates(request: Request, config: Config) -> Iterator[Problem]:
    default = default_theme()
    return unused_templates(request.folder, find_look(request.folder, default, config.look), default)


def _prefix(notes: Path, folder: Path) -> str:
    """What stands before the path of a note to see it from the folder that was named on the command line."""
    inside = notes.relative_to(folder).as_posix() if notes.is_relative_to(folder) else notes.as_posix()
    return "" if inside == "." else inside + "/"
