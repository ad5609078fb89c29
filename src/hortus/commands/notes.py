"""Commands that ask where notes stand: whether they are published, and why."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hortus.commands.options import CACHE, DEBUG, FOLDER, closing_memo, open_request
from hortus.commands.terminal import FAILED, Errors, print_json, print_lines, say

if TYPE_CHECKING:
    from hortus.commands.standing import Standings

_STATES = ("published", "draft", "future", "private", "ignored")


@click.command()
@click.argument("note")
@FOLDER
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.option("--base-url", default="", metavar="URL", help="Address of the site.")
@CACHE
@DEBUG
def why(note: str, folder: Path, *, as_json: bool, **options: Any) -> None:
    """Say whether and where NOTE is published, or by which rule it is not.

    NOTE is its path, its name, its title, or an address of the site. FOLDER is the folder of the site. Exits with 1 when
    there is no such note.
    """
    with Errors(folder, debug=options["debug"]):
        from hortus.commands.standing import as_json as plain, describe

        standings = _ask(folder, options)
        found = standings.find(note)
        if as_json:
            print_json([plain(standing) for standing in found])
        else:
            for standing in found:
                print_lines(describe(standing))
        if not found:
            near = standings.near(note)
            say(f"there is no note {note}" + (f"; did you mean {' or '.join(near)}?" if near else ""))
        sys.exit(0 if found else FAILED)


@click.command("list")
@FOLDER
@click.option("--published", is_flag=True, help="Those that are published.")
@click.option("--drafts", "draft", is_flag=True, help="Drafts.")
@click.option("--future", is_flag=True, help="Those dated in the future.")
@click.option("--private", is_flag=True, help="Private ones.")
@click.option(
    "--ignored",
    is_flag=True,
    help="Those that `ignore` in hortus.yaml, git or another program's settings leave out.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@CACHE
@DEBUG
def list_notes(folder: Path, *, as_json: bool, **options: Any) -> None:
    """List the notes in FOLDER: date, whether it is published, path, title.

    Of several options all that any of them names are listed; without one, all notes.
    """
    with Errors(folder, debug=options["debug"]):
        from hortus.commands.standing import as_json as plain, rows

        wanted = {state for state in _STATES if options[state]} or set(_STATES)
        found = [
            item for item in _ask(folder, {**options, "base_url": ""}).all.values() if item.state in wanted
        ]
        if as_json:
            print_json([plain(standing) for standing in found])
        else:
            print_lines(rows(found))


def _ask(folder: Path, options: dict[str, Any]) -> Standings:
    from hortus.commands.standing import read_standings

    asked = {**options, "output": None, "drafts": False, "future": False, "jobs": 0, "cluster": ""}
    request = open_request(folder, asked, folder / "public")
    with closing_memo(request) as memo:
        return read_standings(request, memo)
