"""What to build: the command line, understood, and what it finds in the folder."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from hortus.above import with_site_above
from hortus.config import NAME, Config, ConfigError, adopt, read_config, with_base_url
from hortus.ignoring import Rule
from hortus.ledger import MANIFEST
from hortus.memo import digest
from hortus.model import Addresses, Engine, Problem, Source
from hortus.permalink import unknown_in
from hortus.platforms import Platform, bundled, no_notes
from hortus.programs import find_programs, lead
from hortus.record import NAME as RECORD
from hortus.selection import Selection
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
    own = _read_own(folder)
    named = _named_folder(own)
    notes = folder / (named or _usual_folder(folder, is_site=own is not None))
    if not notes.is_dir():
        raise ConfigError(Problem("error", "config", f"`notes` names {named}, which is no folder here", NAME))
    _check_output(request.output, notes)
    if request.cache.exists() and not request.cache.is_dir():
        raise UsageError(
            f"{request.cache} is a file; what is remembered needs a folder, choose another with --cache-dir"
        )
    platform = find_programs(folder, notes, written(request), is_site=own is not None)
    config = adopt(platform)
    config, warnings = with_site_above(config, notes) if own is None else read_config(own, config)
    try:
        config = with_base_url(config, request.base_url) if request.base_url else config
    except ValueError as error:
        raise UsageError(f"--base-url {error}") from None
    told = (*_unread(platform.unread), *_unfilled(platform))
    return replace(config, is_own=own is not None), notes, (*told, *warnings)


def _unfilled(platform: Platform) -> Iterator[Problem]:
    """What is to be said of patterns of addresses that nobody here can fill."""
    for _, pattern in (*platform.permalinks, *platform.permalinks_of_sections):
        for name in unknown_in(pattern)[:1]:
            message = f"nobody here knows `:{name}` in `{pattern}`: notes are not at the addresses that they had by that"
            yield Problem("warning", "settings", message, hint="give such notes a `permalink` of their own")


def _read_own(folder: Path) -> bytes | None:
    """The owner's configuration; None where there is none."""
    file = folder / NAME
    _check_name(folder, file)
    try:
        return file.read_bytes() if file.is_file() else None
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}") from None


def _named_folder(own: bytes | None) -> str:
    """Where the owner says that the notes are."""
    return read_config(own)[0].notes if own is not None else ""


def _usual_folder(folder: Path, *, is_site: bool) -> str:
    """Where they are when the owner says nothing."""
    if is_site and (folder / "notes").is_dir():
        return "notes"
    root = lead(folder).root
    return root if (folder / root).is_dir() else "."


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


def _unread(messages: Iterable[str]) -> tuple[Problem, ...]:
    hint = f"if that keeps anything back, name it under `ignore` in {NAME}"
    return tuple(Problem("warning", "settings", message, hint=hint) for message in messages)


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
        addresses=Addresses(
            program.name,
            program.permalinks,
            program.permalinks_of_sections,
            program.languages,
            program.redirects,
            program.categories,
            program.is_by_file,
            program.tags,
            program.lists,
        ),
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
    return bundled(notes, config.platform.bundles)


def written(request: Request) -> list[Path]:
    """What a build writes to, or another has written."""
    public = request.folder / "public"  # an owner may call a folder of notes so
    is_site = (public / MANIFEST).is_file() or (public / "index.html").is_file()
    return [request.output, request.cache, *([public] if is_site else []), request.folder / RECORD]


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
    if output.is_symlink() and not inner.exists():
        raise UsageError(f"{output} leads to {inner}, which is not there; make it, or choose another with -o")
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


def of_output(request: Request, path: str) -> str:
    """A file of the site as it is seen from the folder of the request, wherever the site is written."""
    return os.path.relpath(request.output / path, request.folder).replace(os.sep, "/")
