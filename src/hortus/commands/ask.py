"""A question asked in the terminal: of the index that the site would be published with, whether or not it has been built."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import mdurl

from hortus.ledger import recorded
from hortus.memo import Memo, digest
from hortus.model import Output
from hortus.plan import Plan, make_plan
from hortus.request import Request, UsageError, ledger_path
from hortus.search.finder import Answer, Hit, search
from hortus.search.store import Store
from hortus.theme import ThemeError

_FOLDER = "search/"


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer, and the file of each note in it by the path of its page, as seen from the folder of the request."""

    answer: Answer
    files: Mapping[str, str]


def ask(request: Request, memo: Memo, text: str, most: int) -> Reply:
    """The answer with hits in up to `most` notes. Raises UsageError, ConfigError and ThemeError."""
    with memo:
        plan = make_plan(request, memo)
        if plan.stopped:
            raise ThemeError(plan.stopped)
        return Reply(search(text, _open(plan, request), most), _files(plan))


def address(hit: Hit, request: Request) -> str:
    """Where the section is in the site as it was last built. Raises UsageError when that has no such page."""
    anchor = hit.section.anchor
    file = request.output / hit.section.path
    if not file.is_file():
        raise UsageError(
            f"{request.output} has no page for this note yet; make it with: hortus build {shlex.quote(str(request.folder))}"
        )
    return file.resolve().as_uri() + (f"#{mdurl.encode(anchor)}" if anchor else "")


def _open(plan: Plan, request: Request) -> Store:
    outputs = {output.path: output for output in plan.outputs if output.path.startswith(_FOLDER)}
    written = recorded(ledger_path(request))

    def load(path: str) -> Any:
        return _data(_read(outputs[f"{_FOLDER}{path}"], request, written))

    return Store(load)


def _read(output: Output, request: Request, written: Mapping[str, bytes | None]) -> str:
    """The content of a file of the index: as it was published, or else as it would be."""
    file = request.output / output.path
    if written.get(output.path) == digest(output.render, output.inputs) and file.is_file():
        return file.read_text("utf-8")
    content = output.render(*output.inputs)
    return content.decode() if isinstance(content, bytes) else ""


def _data(script: str) -> Any:
    """What a file of the index registers: the second argument of its only call."""
    return json.loads(script[script.index(",") + 1 : script.rindex(")")])


def _files(plan: Plan) -> dict[str, str]:
    return {page.path: plan.prefix + page.note.path for page in plan.site.pages}
