"""The record of addresses, kept beside `hortus.yaml` when the owner wants it: read before a build, written when it is published."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hortus import again
from hortus.git.moves import moved
from hortus.git.repository import Repository
from hortus.memo import Memo
from hortus.model import Output, Parsed, Problem, Redirect, Report, Site, Source
from hortus.outputs import Contents
from hortus.outputs.redirects import redirects
from hortus.record import NAME, Followed, Loss, Record, Whereabouts, follow, read_record, write_record
from hortus.request import Request
from hortus.theme import Theme


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the record adds to a build. `data` is what the file is to hold once the site is published; None leaves it as it is."""

    redirects: tuple[Redirect, ...] = ()
    outputs: tuple[Output, ...] = ()
    problems: tuple[Problem, ...] = ()
    data: bytes | None = None
    watched: tuple[again.Watched, ...] = ()


def look_up(
    request: Request,
    site: Site,
    theme: Theme | None,
    contents: Contents,
    outputs: Sequence[Output],
    parsed: Sequence[Parsed],
    places: Whereabouts,
) -> Recorded:
    """What became of the addresses in the record, on a site with these `outputs`. What is shown and not for the public, such as
    drafts, is not recorded.
    """
    try:
        data = _read(request.folder)
    except OSError as error:
        hint = "make it a file that can be read, or take `addresses` out of hortus.yaml"
        problem = _problem(f"this file cannot be read: {error.strerror}", 0, hint)
        return Recorded(problems=(problem,), watched=(_watched(request.folder, b""),))
    watched = (_watched(request.folder, data),)
    if theme is None:
        return Recorded(watched=watched)
    record = read_record(data)
    paths = (output.path for output in outputs)
    done = follow(record.addresses, [item.path for item in parsed], site.pages, site.redirects, paths, places)
    text, lines = write_record(done.addresses)
    is_public = not (request.selection.drafts or request.selection.future)
    is_kept = request.is_recorded and is_public and not record.odd
    is_written = is_kept and text != data.replace(b"\r\n", b"\n")
    return Recorded(
        done.redirects,
        tuple(redirects(replace(site, redirects=done.redirects), theme, contents)),
        tuple(_problems(record, done, lines if is_written else {})),
        text if is_written else None,
        watched,
    )


def keep_record(folder: Path, data: bytes | None, report: Report) -> Report:
    """What has been published is recorded, last of all: `data` takes the place of the record, whole."""
    if data is None or report.is_stopped:
        return report
    temporary = folder / f".{NAME}.new"
    try:
        temporary.write_bytes(data)
        os.replace(temporary, folder / NAME)
    except OSError as error:
        hint = "the site is published all the same; addresses that are new now are not remembered"
        problem = _problem(f"this file cannot be written: {error.strerror}", 0, hint)
        return replace(report, problems=(*report.problems, problem))
    now = _watched(folder, data)
    return replace(report, watched=tuple(now if item[:2] == now[:2] else item for item in report.watched))


def _read(folder: Path) -> bytes:
    """Raises OSError."""
    try:
        return (folder / NAME).read_bytes()
    except FileNotFoundError:
        return b""


def _watched(folder: Path, data: bytes) -> again.Watched:
    return "content", os.path.abspath(folder / NAME), again.mark(data) if data else ""


def whereabouts(
    repository: Repository | None, sources: Iterable[Source], parsed: Iterable[Parsed], memo: Memo
) -> Whereabouts:
    """Where notes that are missed are looked for."""

    def titles() -> Mapping[str, str]:
        return {item.path: item.face.value().title for item in parsed}

    def ask(missed: Collection[str]) -> Mapping[str, str]:
        return moved(repository, missed, sources, memo)

    return Whereabouts(ask, titles)


def _problems(record: Record, done: Followed, lines: Mapping[str, int]) -> Iterator[Problem]:
    for line in record.odd:
        message = "this line is no address, so nothing new is recorded"
        yield _problem(
            message, line, "put it right: path, note and title with tabs between them; or remove it"
        )
    for loss in done.losses:
        line = lines.get(loss.address.path, loss.address.line)
        yield Problem("warning", "address-gone", _lost(loss), NAME, line, 1, _remedy(loss))


def _lost(loss: Loss) -> str:
    path = loss.address.path
    if loss.is_case:
        return f"{path} is gone, and {loss.rival} differs from it only in case, so it cannot lead there"
    if loss.rival:
        return f"{path} is gone, and cannot lead on: {loss.rival} stands in the way"
    return f"{path} is gone: {loss.address.note}, whose page it was, is there no more"


def _remedy(loss: Loss) -> str:
    path = loss.address.path
    if loss.is_case:
        stem = path.rpartition("/")[2].removesuffix(".html")
        return f"give the note `slug: {stem}` to keep its address, or remove this line"
    if loss.rival:
        return "rename what stands there, or remove this line"
    return f"give the note that took its place `aliases: [/{path}]`, or remove this line"


def _problem(message: str, line: int, hint: str) -> Problem:
    return Problem("warning", "addresses", message, NAME, line, hint=hint)
