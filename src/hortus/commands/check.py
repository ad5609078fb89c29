"""The command that says what is wrong with a folder of notes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hortus.commands.options import CACHE, DEBUG, FOLDER, closing_memo, open_request
from hortus.commands.terminal import FAILED, Errors, print_finding, print_json, print_lines, say

if TYPE_CHECKING:
    from hortus.commands.findings import Compared
    from hortus.model import Problem

_HINTS = frozenset({"spelling"})  # which nobody has to follow
_FORMATS = ("text", "json", "github", "sarif")


@click.command()
@FOLDER
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True, help="Print it so."
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Do not count the findings that this file knows.",
)
@click.option("--write-baseline", "writes", is_flag=True, help="Write all that is found into that file.")
@click.option("--spelling", is_flag=True, help="Look for words that may be misspelt.")
@click.option("--leaks", is_flag=True, help="Look in the site for words of notes that are not published.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The folder of the site. [FOLDER/public]"
)
@click.option("--drafts", is_flag=True, help="Check drafts too.")
@click.option("--future", is_flag=True, help="Check notes dated in the future too.")
@click.option("--base-url", default="", metavar="URL", help="Address of the site.")
@CACHE
@DEBUG
def check(
    folder: Path,
    *,
    form: str,
    baseline: Path | None,
    writes: bool,
    spelling: bool,
    leaks: bool,
    **options: Any,
) -> None:
    """Say what is wrong with the notes in FOLDER: what a build says, and more.

    Nothing is written into the site. Exits with 1 when there are findings; words that may be misspelt are hints.
    """
    with Errors(folder, debug=options["debug"]):
        from hortus.checking import Wanted, check as run
        from hortus.commands.findings import Compared, compare, read_baseline, write_baseline
        from hortus.request import UsageError

        if writes and not baseline:
            raise UsageError("--write-baseline needs the name of the file: --baseline FILE")
        known = read_baseline(baseline) if baseline and not writes else None
        request = open_request(folder, {**options, "jobs": 0, "cluster": ""}, folder / "public")
        with closing_memo(request) as memo:
            checked = run(request, memo, Wanted(spelling=spelling, leaks=leaks))
        if baseline and writes:
            write_baseline(baseline, checked.findings)
            say(f"{len(checked.findings)} known findings written to {baseline}")
            sys.exit(0)
        compared = Compared(checked.findings, 0, ()) if known is None else compare(checked.findings, known)
        _print(compared, checked.notes, folder, form)
        if not checked.notes:
            say(f"there are no notes in {folder}")
        sys.exit(FAILED if any(finding.code not in _HINTS for finding in compared.new) else 0)


def _print(compared: Compared, notes: int, folder: Path, form: str) -> None:
    from hortus.commands.findings import as_github, as_json, as_sarif

    shown = "" if folder == Path() else f"{folder.as_posix().rstrip('/')}/"
    match form:
        case "json":
            print_json(as_json(compared.new))
        case "sarif":
            print_json(as_sarif(compared.new, shown))
        case "github":
            print_lines(as_github(compared.new, shown))
        case _:
            for finding in compared.new:
                print_finding(finding, folder)
            print_lines([_sentence(compared.new, notes)])
    if compared.known:
        say(f"{compared.known} known findings not counted")
    for path, code, message in compared.gone:
        say(f"no longer found: {path}: {message} [{code}]")


def _sentence(findings: Sequence[Problem], notes: int) -> str:
    """`3 findings in 2 of 41 notes: 2 missing-link, 1 stub`."""
    from hortus.commands.findings import counts
    from hortus.report import count

    if not findings:
        return f"{count(notes, 'note')}, nothing found"
    places = len({finding.path for finding in findings})
    kinds = ", ".join(f"{number} {code}" for code, number in counts(findings).items())
    return f"{count(notes, 'note')}, {count(len(findings), 'finding')} in {count(places, 'file')}: {kinds}"
