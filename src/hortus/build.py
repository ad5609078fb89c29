"""The program: a folder of notes is read, parsed, linked, laid out as outputs (`plan.py`) and published.

There is no other way to build: `serve` calls `build` again, and an unchanged note costs only the comparison of digests.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import jinja2

from hortus.ahead import Ahead
from hortus.collector import frozen
from hortus.indexing import documents
from hortus.ledger import Books, ForeignFolderError
from hortus.memo import Memo
from hortus.model import Output, Problem, Report
from hortus.pickles import DamagedError
from hortus.plan import Plan, Progress, make_plan, quiet
from hortus.publish import Published, publish
from hortus.recording import keep_record
from hortus.request import (
    Request,
    UsageError,
    ledger_path,
    of_output,
)
from hortus.theme.overlay import raised_in, template_problem


def build(
    request: Request,
    memo: Memo,
    progress: Progress = quiet,
    books: Books | None = None,
    ahead: Ahead | None = None,
) -> Report:
    """Make the site. Raises UsageError and ConfigError when nothing can be done at all."""
    books = books or Books(ledger_path(request))
    with memo:
        try:
            return _build(request, memo, progress, books, ahead)
        except DamagedError:
            memo.forget()
            return _build(request, memo, progress, books, ahead)


def _build(request: Request, memo: Memo, progress: Progress, books: Books, ahead: Ahead | None) -> Report:
    plan = make_plan(request, memo, progress, ahead)
    if plan.stopped:
        return _report(plan, Published((), (), (plan.stopped,)))
    try:
        with frozen():
            done = publish(
                plan.outputs, request.output, books, partial(explain_failure, request.folder), progress
            )
    except ForeignFolderError:
        raise UsageError(
            f"{request.output} holds files that Hortus did not make, so it writes nothing there;"
            " choose another folder with -o, or empty this one"
        ) from None
    done = replace(done, problems=tuple(_located(request, problem) for problem in done.problems))
    report = keep_record(request.folder, plan.record, _report(plan, done))
    if request.search_export and report.is_published:
        from hortus.export import write_export  # noqa: PLC0415  (seldom wanted, and large)

        folder = request.cache / "search-export" / request.search_export
        export = write_export(request.search_export, documents(plan.site, plan.contents.notes), folder)
        report = replace(report, search_export=export)
    return report


def _located(request: Request, problem: Problem) -> Problem:
    """What is said of a file in the folder of the site names it so that it is found."""
    is_there = problem.code == "foreign-file"
    return replace(problem, path=of_output(request, problem.path)) if is_there else problem


def explain_failure(site: Path, error: Exception, output: Output) -> Problem:
    """A failed render as a problem of the owner's; what is Hortus's own fault is raised again."""
    if isinstance(error, jinja2.TemplateError | RecursionError):
        return template_problem(error, getattr(output.inputs[0], "name", output.path), site)
    if place := raised_in(error, site):
        return Problem("error", "template", f"{type(error).__name__}: {error}", *place)
    if isinstance(error, OSError) and error.filename and ".hortus-staging" not in str(error.filename):
        return Problem("error", "unreadable", f"this file cannot be copied: {error.strerror}", output.path)
    raise error


def _report(plan: Plan, done: Published) -> Report:
    published = {page.note.path for page in plan.site.every_page}
    counts = [item.counts for item in plan.notes if item.path in published]
    return Report(
        notes=len(plan.notes),
        parsed=plan.parsed,
        published=len(plan.site.every_page),
        hidden=plan.site.hidden,
        written=done.written,
        removed=done.removed,
        formulas=(sum(count.formulas for count in counts), sum(count.failed_formulas for count in counts)),
        links=plan.site.links,
        images=plan.site.images,
        problems=(*plan.problems, *done.problems),
        is_stopped=bool(done.problems),
        places=tuple((plan.prefix + page.note.path, page.path) for page in plan.site.every_page),
        watched=plan.watched,
        until=plan.until,
    )
