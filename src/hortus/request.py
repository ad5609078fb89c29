"""What to build: the command line, understood, and what it finds in the folder."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from hortus import platforms
from hortus.config import NAME, Config, ConfigError, adopt, read_config, with_base_url
from hortus.ignoring import Rule, seen_from
from hortus.memo import digest
from hortus.model import Engine, Problem, Source
from hortus.platforms import VAULT, Platform, bundled, find_platform, find_platforms, no_notes
from hortus.record import NAME as RECORD
from hortus.selection import Selection
from hortus.source import read_marks
from hortus.theme.look import own_look


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
    is_recorded: bool = False  # whether addresses that are new are to be recorded, where the owner wants that


class UsageError(Exception):
    """What was asked for cannot be done; the message says why and what to do."""


def configure(request: Request) -> tuple[Config, Path, tuple[Problem, ...]]:
    """(configuration, folder of notes, warnings). Raises UsageError and ConfigError."""
    folder = request.folder
    if not folder.exists():
        raise UsageError(f"there is no folder {folder}")
    if not folder.is_dir():
        raise UsageError(f"{folder} is a file, not a folder of notes; name the folder that it is in")
    platform, *others = [*find_platforms(_marks(folder)), Platform()]
    config, warnings = adopt(platform), _unread(platform.unread)
    file = folder / NAME
    _check_name(folder, file)
    if file.is_file():
        try:
            config, found = read_config(file.read_bytes(), config)
        except OSError as error:
            raise UsageError(f"{file} cannot be read: {error.strerror}") from None
        warnings += found
    try:
        config = with_base_url(config, request.base_url) if request.base_url else config
    except ValueError as error:
        raise UsageError(f"--base-url {error}") from None
    ours = "notes" if file.is_file() and (folder / "notes").is_dir() else ""
    theirs = platform.root if (folder / platform.root).is_dir() else ""
    notes = folder / (config.notes or ours or theirs or ".")
    if os.path.normpath(notes) != os.path.normpath(folder / theirs):
        config = replace(config, platform=_of_notes(platform, folder, notes))
    if not notes.is_dir():
        raise ConfigError(
            Problem("error", "config", f"`notes` names {config.notes}, which is no folder here", NAME)
        )
    _check_output(request.output, notes)
    vaults = tuple(_folders_with(".obsidian", notes))
    more = [(folder / other.root, "", other) for other in others] + list(_read_vaults(vaults, notes, config))
    rules = tuple(rule for at, _, other in more for rule in seen_from(str(notes), str(at), other.ignore))
    platform = replace(config.platform, ignore=config.platform.ignore + rules, vaults=vaults)
    config = replace(config, platform=platform)
    unread = [place + message for _, place, other in more for message in other.unread]
    return config, notes, warnings + _unread([*unread, *_unheard(config.platform, others)])


def _check_name(folder: Path, file: Path) -> None:
    """A configuration that is called nearly so must not be passed over: it may say what is not to be published."""
    with suppress(OSError):
        names = {name.lower(): name for name in os.listdir(folder)}
        near = next((names[name] for name in (NAME, NAME.replace("yaml", "yml")) if name in names), "")
        if near and not file.is_file():
            hint = f"call it {NAME}, as a plain file"
            raise ConfigError(
                Problem("error", "config", f"{near} is not read as the configuration", near, hint=hint)
            )


def _marks(folder: Path, names: tuple[str, ...] = platforms.MARKS) -> dict[str, bytes]:
    return {mark.path: mark.data for mark in read_marks(folder, names)}


def _unheard(platform: Platform, others: Iterable[Platform]) -> Iterator[str]:
    """What is said when a second program has settings that say of notes which are published."""
    for other in others:
        if other.given or (other.opt_in and not platform.opt_in):
            yield f"these notes are read as {platform.name}'s: what the settings of {other.name} say of drafts is not followed"


def _read_vaults(vaults: Iterable[str], notes: Path, config: Config) -> Iterator[tuple[Path, str, Platform]]:
    """The vaults of Obsidian among the notes, the place that is named before what is said of each, and what it says."""
    for inside in vaults:
        if inside or config.platform.name != "obsidian":
            vault = find_platform(_marks(notes / inside, VAULT))
            yield notes / inside, f"{inside}/" if inside else "", vault


def _folders_with(mark: str, notes: Path) -> Iterator[str]:
    """The paths of the folders that hold a folder `mark`, "" for `notes` itself; links are not followed."""
    todo = [""]
    while todo:
        inside = todo.pop()
        try:
            with os.scandir(notes / inside) as entries:
                names = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
        except OSError:
            continue
        if mark in names:
            yield inside
        todo += [
            f"{inside}/{name}".lstrip("/")
            for name in sorted(names)
            if name[0] != "." and name != "node_modules"
        ]


def _unread(messages: Iterable[str]) -> tuple[Problem, ...]:
    hint = f"name under `ignore` in {NAME} what is not to be published"
    return tuple(Problem("warning", "settings", message, hint=hint) for message in messages)


def _of_notes(platform: Platform, folder: Path, notes: Path) -> Platform:
    """The program that notes were written for which lie where their owner says: as is seen there, or beside them."""
    inside = find_platform(_marks(notes))
    seen = seen_from(str(notes), str(folder / platform.root), platform.ignore)
    return replace(inside if inside.name else replace(platform, ignore=seen), root="", beside=())


def skipped(request: Request, config: Config) -> list[Path]:
    """What lies in the folder but is no part of the notes."""
    folder, ours = request.folder, written(request)
    if (folder / NAME).is_file():
        ours += [folder / "templates", folder / "static"]
    look = own_look(folder, config.look)
    return [*ours, *([look] if look else []), *request.apart]


def selection(request: Request, config: Config) -> Selection:
    """What is asked for, by the rules of the site."""
    program, below = config.platform, "/" + config.base_url.partition("://")[2].partition("/")[2]
    return replace(
        request.selection,
        opt_in=config.opt_in,
        locked=program.locked,
        permalinks=program.permalinks,
        program=program.name,
        below=below.removesuffix("/") and below,
    )


def beside(request: Request, config: Config) -> tuple[Path, ...]:
    """Folders whose files stand at the root of the site, as the program has it that the notes were written for."""
    return tuple(request.folder / name for name in config.platform.beside)


def left_out(config: Config, notes: Sequence[Source] = ()) -> tuple[Rule, ...]:
    """What is no note: by the owner's word, that of the other program, or for what `notes` are."""
    owner = (Rule(pattern, f"`ignore` in {NAME} names it: `{pattern}`") for pattern in config.ignore)
    return (*owner, *config.platform.ignore, *no_notes(notes), *of_pages(config, notes))


def of_pages(config: Config, notes: Sequence[Source]) -> tuple[Rule, ...]:
    """What is a file of a page, and so no note."""
    return bundled(notes) if config.platform.name == "hugo" else ()


def written(request: Request) -> list[Path]:
    """What a build writes to."""
    return [request.output, request.cache, request.folder / "public", request.folder / RECORD]


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


def now() -> datetime.datetime:
    """The moment of this build, read once, at the edge."""
    return datetime.datetime.now(datetime.UTC)
