"""Why a file of the site is as it is, and whether the whole of it is what a build from nothing would make."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hortus.build import build
from hortus.ledger import recorded, walk
from hortus.memo import Memo, compared, digest
from hortus.plan import make_plan
from hortus.publish import with_manifest
from hortus.request import Request, UsageError, ledger_path
from hortus.theme import ThemeError

_DEPTH = 3


def explain(request: Request, memo: Memo, path: str) -> Iterator[str]:
    """What the key of `path` is made of. Raises UsageError when the site has no such file, and ThemeError."""
    with memo:
        plan = make_plan(request, memo)
    if plan.stopped:
        raise ThemeError(plan.stopped)
    wanted = with_manifest(plan.outputs)
    path = path.removeprefix("./").lstrip("/")
    output = wanted.get(path)
    if output is None:
        near = [name for name in wanted if path and path.rpartition("/")[2] in name]
        raise UsageError(f"the site has no file {path}" + (f"; did you mean {near[0]}?" if near else ""))
    key = digest(output.render, output.inputs)
    before = recorded(ledger_path(request)).get(path)
    yield f"{path} is {output.render.__module__}.{output.render.__qualname__} of:"
    for value in output.inputs:
        yield from _describe(value, 1)
    state = "not written yet" if before is None else "up to date" if before == key else "out of date"
    yield f"key {key.hex()}: {state}"


def _describe(value: object, depth: int) -> Iterator[str]:
    """A line with the digest of a value, and below it lines for those of its fields that `digest` counts."""
    indent = "  " * depth
    mark = digest(value).hex()[:12]
    if isinstance(value, tuple):
        yield f"{indent}{len(value)} × {type(value[0]).__name__ if value else 'nothing'} {mark}"
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = (str(getattr(value, name)) for name in ("path", "name", "title") if hasattr(value, name))
        yield f"{indent}{type(value).__name__} {next(names, '')} {mark}"
        for inner in (getattr(value, name) for name in compared(type(value))) if depth < _DEPTH else ():
            if dataclasses.is_dataclass(inner) or (isinstance(inner, tuple) and inner):
                yield from _describe(inner, depth + 1)
    else:
        yield f"{indent}{value!r}"[:100]


def verify(request: Request) -> list[str]:
    """How the site differs from one that is built from nothing, a line for each file."""
    with tempfile.TemporaryDirectory() as temporary:
        clean = replace(
            request,
            output=Path(temporary, "site"),
            cache=Path(temporary, "cache"),
            search_export=None,
            is_recorded=False,
            apart=(*request.apart, request.output, request.cache),
        )
        memo = Memo(None)
        build(clean, memo)
        return list(_differences(request.output, clean.output))


def _differences(ours: Path, clean: Path) -> Iterator[str]:
    ours_files, clean_files = set(walk(ours)), set(walk(clean))
    for path in sorted(clean_files - ours_files):
        yield f"{path}: missing"
    for path in sorted(ours_files & clean_files):
        if (ours / path).read_bytes() != (clean / path).read_bytes():
            yield f"{path}: different"
