"""A question asked in the terminal: of the index that the site would be published with, whether or not it has been built."""

from __future__ import annotations

import json
from typing import Any

from hortus.build import Request, ledger_path, make_plan
from hortus.memo import Memo, digest
from hortus.model import Output
from hortus.publish import recorded
from hortus.search.finder import Answer, search
from hortus.search.store import Store
from hortus.theme import ThemeError

_FOLDER = "search/"


def ask(request: Request, memo: Memo, text: str, notes: int) -> Answer:
    """The answer with hits in up to so many notes. Raises UsageError, ConfigError and ThemeError."""
    with memo:
        plan = make_plan(request, memo)
        if plan.stopped:
            raise ThemeError(plan.stopped)
        files = {output.path: output for output in plan.outputs if output.path.startswith(_FOLDER)}
        written = recorded(ledger_path(request))

        def load(path: str) -> Any:
            return _data(_read(files[f"{_FOLDER}{path}"], request, written))

        return search(text, Store(load), notes)


def _read(output: Output, request: Request, written: dict[str, bytes | None]) -> str:
    """The content of a file of the index: as it was published, or else as it would be."""
    file = request.output / output.path
    if written.get(output.path) == digest(output.render, output.inputs) and file.is_file():
        return file.read_text("utf-8")
    content = output.render(*output.inputs)
    return content.decode() if isinstance(content, bytes) else ""


def _data(script: str) -> Any:
    """What a file of the index registers: the second argument of its only call."""
    return json.loads(script[script.index(",") + 1 : script.rindex(")")])
