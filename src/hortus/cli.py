"""The command line: its arguments and what they call. Nothing heavy is imported before it is needed."""

from __future__ import annotations

import io
import math
import os
import shlex
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from hortus import __version__, again
from hortus.collector import leave
from hortus.commands.check import check
from hortus.commands.notes import list_notes, why
from hortus.commands.options import FOLDER, closing_memo, open_memo, open_request
from hortus.commands.terminal import (
    FAILED,
    INTERRUPTED,
    WRONG,
    Errors,
    Progress,
    Steps,
    print_export,
    print_json,
    print_report,
    print_steps,
    printed,
    say,
)

LOADED = time.perf_counter()  # when the command began, as far as it can know

if TYPE_CHECKING:
    from hortus.model import Problem, Report
    from hortus.request import Request


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What `build` and `serve` have in common."""
    for option in reversed(
        [
            click.option(
                "-o", "--output", type=click.Path(path_type=Path), help="Write the site to this folder."
            ),
            click.option(
                "--cache-dir",
                type=click.Path(path_type=Path),
                help="Keep what is remembered here. [FOLDER/.hortus]",
            ),
            click.option("--drafts", is_flag=True, help="Publish drafts too."),
            click.option("--future", is_flag=True, help="Publish notes dated in the future too."),
            click.option(
                "--base-url", default="", metavar="URL", help="Address of the site, for its feed and sitemap."
            ),
            click.option(
                "-j",
                "--jobs",
                type=click.IntRange(min=0),
                default=0,
                help="Processes to read notes with. [all]",
            ),
            click.option(
                "--cluster",
                default="",
                metavar="ADDRESS",
                help="Read notes on a Dask cluster: tcp://host:8786.",
            ),
            click.option("-q", "--quiet", is_flag=True, help="Print errors only."),
            click.option("-v", "--verbose", is_flag=True, help="Print every warning."),
            click.option("--debug", is_flag=True, help="Print a traceback when Hortus itself fails."),
        ]
    ):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="hortus")
def hortus() -> None:
    """A folder of notes becomes a site that is browsed, searched and rebuilt as you write.

    \b
    hortus serve FOLDER    look at the notes in FOLDER while you write
    hortus build FOLDER    make the site in FOLDER/public
    hortus search WORDS    find the section that says it
    hortus check FOLDER    say what is wrong with the notes
    hortus why NOTE        say whether and where a note is published
    """


@hortus.command()
@FOLDER
@_options
@click.option("--strict", is_flag=True, help="Exit with status 1 when there are warnings.")
@click.option("--clean", is_flag=True, help="Forget what is remembered and make everything anew.")
@click.option(
    "--verify",
    is_flag=True,
    help="Compare the site with one made from nothing; exit with 1 when they differ.",
)
@click.option(
    "--explain",
    metavar="PATH",
    help="Say what the file PATH of the site is made of, and whether it is up to date.",
)
@click.option(
    "--search-export",
    type=click.Choice(["opensearch", "typesense", "meilisearch"]),
    help="Write all that is published for a search server too, into FOLDER/.hortus/search-export.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--profile", is_flag=True, help="Say how long each step took.")
def build(folder: Path, **options: Any) -> None:
    """Make the site from the notes in FOLDER.

    The site is written to FOLDER/public. Without a FOLDER, the current one is taken.
    """
    with Errors(folder, debug=options["debug"]):
        sys.exit(_build(folder, options))


def _build(folder: Path, options: dict[str, Any]) -> int:
    from hortus.build import build as run
    from hortus.commands.explain import explain, verify
    from hortus.ledger import forget
    from hortus.request import ledger_path

    request = replace(
        open_request(folder, options, folder / "public"),
        search_export=options["search_export"],
        is_watched=True,
        is_recorded=True,
    )
    if options["clean"]:
        forget(ledger_path(request))
        again.forget(str(request.cache))
        (request.cache / "memo").unlink(missing_ok=True)
    with closing_memo(request) as memo:
        if options["explain"] is not None:
            for line in explain(request, memo, options["explain"]):
                print(line)
            return 0
        began = time.perf_counter()
        steps = Steps(LOADED)
        with Progress(quiet=options["quiet"] or options["as_json"]) as progress:
            report = run(request, memo, steps.watching(progress))
        steps.end()
        seconds = time.perf_counter() - began
    _print(report, seconds, folder, options)
    if options["profile"]:
        print_steps(steps)
    if request.search_export and not options["quiet"]:
        print_export(report)
    status = 0 if report.is_published and not (options["strict"] and report.problems) else FAILED
    if report.is_published and not request.search_export:
        _remember(request, report, folder, options, status)
    if options["verify"] and not status:
        differences = verify(request)
        for line in differences:
            say(line)
        say(
            f"{len(differences)} files differ from a clean build" if differences else "equal to a clean build"
        )
        status = FAILED if differences else 0
    return status


def _print(report: Report, seconds: float, folder: Path, options: dict[str, Any]) -> None:
    if options["as_json"]:
        from hortus.report import as_json

        print_json(as_json(report, seconds))
    else:
        print_report(report, seconds, folder, quiet=options["quiet"], verbose=options["verbose"])


def _remember(request: Request, report: Report, folder: Path, options: dict[str, Any], status: int) -> None:
    """Keep what the same command will say when it finds nothing to do."""
    from hortus.request import ledger_path

    unchanged = replace(report, parsed=0, written=(), removed=())
    said = printed(lambda: _print(unchanged, math.nan, folder, options))
    site = os.path.abspath(request.output), os.path.abspath(ledger_path(request))
    until = report.until.timestamp() if report.until else None
    with suppress(OSError):
        again.remember(str(request.cache), sys.argv[1:], report.watched, until, site, said, status)


@hortus.command()
@FOLDER
@_options
@click.option(
    "-p",
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="0 takes any free one.",
)
@click.option(
    "--bind", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address to listen on."
)
@click.option("--open", "opens", is_flag=True, help="Open the site in a browser.")
@click.option(
    "--poll", is_flag=True, help="Look for changes every half second, where the system reports none."
)
def serve(folder: Path, **options: Any) -> None:
    """Show the site of the notes in FOLDER, and rebuild it the moment a note is edited.

    The site is made in FOLDER/.hortus/served, apart from the one that `build` makes.
    """
    with Errors(folder, debug=options["debug"]):
        from hortus.serve import Listening, serve as run

        cache = options["cache_dir"] or folder / ".hortus"
        request = open_request(folder, options, cache / "served")
        listening = Listening(options["bind"], options["port"], poll=options["poll"], opens=options["opens"])

        said: set[Problem] = set()

        def tell(report: Report, seconds: float) -> None:
            """What was said of the last build is not said again."""
            new = [one for one in report.problems if one.severity == "error" or one not in said]
            known = len(report.problems) - len(new)
            said.clear()
            said.update(report.problems)
            shown = replace(report, problems=tuple(new))
            print_report(shown, seconds, folder, quiet=options["quiet"], verbose=options["verbose"])
            if known and not options["quiet"]:
                say(f"{known} warnings as before")

        run(request, lambda: open_memo(request), listening, tell, say)


@hortus.command(context_settings={"ignore_unknown_options": True})  # `--no-ff` is something to look for
@click.argument("query")
@FOLDER
@click.option(
    "-n",
    "most",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="Show so many sections at most.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the sections as JSON.")
@click.option("--open", "opens", is_flag=True, help="Open the best in a browser, in the site as last built.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The folder of the site. [FOLDER/public]"
)
@click.option(
    "--cache-dir", type=click.Path(path_type=Path), help="Keep what is remembered here. [FOLDER/.hortus]"
)
@click.option("--drafts", is_flag=True, help="Search drafts too.")
@click.option("--future", is_flag=True, help="Search notes dated in the future too.")
@click.option("--debug", is_flag=True, help="Print a traceback when Hortus itself fails.")
def search(query: str, folder: Path, *, most: int, as_json: bool, opens: bool, **options: Any) -> None:
    """Search the notes in FOLDER as the site does: the same words, the same order.

    The site need not be built. Exits with 1 when nothing is found.
    """
    with Errors(folder, debug=options["debug"]):
        from hortus.commands.ask import address, ask
        from hortus.commands.terminal import print_hits

        request = open_request(
            folder, {**options, "base_url": "", "jobs": 0, "cluster": ""}, folder / "public"
        )
        with closing_memo(request) as memo:
            reply = ask(request, memo, query, most)
        if opens and reply.answer.hits:
            click.launch(address(reply.answer.hits[0], request))
        print_hits(reply, most, as_json=as_json)
        sys.exit(0 if reply.answer.hits else FAILED)


@hortus.command()
@click.argument("title")
@click.option(
    "--in", "folder", type=click.Path(path_type=Path), default=".", help="Folder of the site or of the notes."
)
@click.option("--draft", is_flag=True, help="Begin it as a draft.")
@click.option("--debug", is_flag=True, hidden=True)
def new(title: str, folder: Path, *, draft: bool, debug: bool) -> None:
    """Begin a note called TITLE. A TITLE such as `git/Rebasing` puts it into a folder of the notes."""
    with Errors(folder, debug=debug):
        from hortus.commands.start import new_note

        print(new_note(folder, title, draft=draft))


@hortus.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--pages", is_flag=True, help="Write a workflow too that publishes the site with GitHub Pages.")
@click.option("--debug", is_flag=True, hidden=True)
def init(folder: Path, *, pages: bool, debug: bool) -> None:
    """Begin a site in FOLDER: a `hortus.yaml` and a first note. What is there already is left as it is.

    With --pages, FOLDER may be a site already.
    """
    with Errors(folder, debug=debug):
        from hortus.commands.start import init_site

        for path in init_site(folder, pages=pages):
            shown = os.path.relpath(path)
            print(path if shown.startswith("..") else shown)
        if pages:
            from hortus.commands.pages import left_behind

            for name in left_behind(folder):
                say(
                    f"warning: git ignores {name}, and what that keeps back here is published from a clone; name it under `ignore` in hortus.yaml, too"
                )
            say("Once, in the settings of the repository, under Pages: choose GitHub Actions as the source")
        say(f"Look at it with: hortus serve {shlex.quote(str(folder))}")


for _command in (check, why, list_notes):
    hortus.add_command(_command)


def main() -> NoReturn:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                errors="backslashreplace"
            )  # a name that the terminal cannot show is no reason to fail
    try:
        hortus.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(WRONG)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    finally:
        leave()
    sys.exit(0)
