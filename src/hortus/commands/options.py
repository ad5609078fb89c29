"""The options of a command, understood: what is asked for, and the memo for it. Nothing heavy is imported before it is needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from hortus.memo import Memo
    from hortus.request import Request

FOLDER = click.argument("folder", type=click.Path(path_type=Path), default=".")
CACHE = click.option(
    "--cache-dir", type=click.Path(path_type=Path), help="Keep what is remembered here. [FOLDER/.hortus]"
)
DEBUG = click.option("--debug", is_flag=True, help="Print a traceback when Hortus itself fails.")


def open_request(folder: Path, options: dict[str, Any], output: Path) -> Request:
    from hortus.request import Request, now
    from hortus.selection import Selection

    return Request(
        folder=folder,
        output=options["output"] or output,
        cache=options["cache_dir"] or folder / ".hortus",
        selection=Selection(now(), drafts=options["drafts"], future=options["future"]),
        base_url=options["base_url"],
        jobs=options["jobs"],
        cluster=options["cluster"],
    )


def closing_memo(request: Request) -> Any:
    """The memo, closed at the end."""
    from contextlib import closing

    return closing(open_memo(request))


def open_memo(request: Request) -> Memo:
    """Nothing is created for a folder that cannot be built."""
    from hortus.memo import Memo
    from hortus.request import configure

    configure(request)
    return Memo(request.cache / "memo")
