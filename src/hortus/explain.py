"""Why a file of the site is as it is, and whether the whole of it is what a build from nothing would make."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hortus.build import Request, UsageError, build, ledger_path, outputs
from hortus.memo import Memo, digest
from hortus.publish import recorded, walk, with_manifest


def explain(request: Request, memo: Memo, path: str) -> Iterator[str]:
    """What the key of `path` is made of. Raises UsageError when the site has no such file."""
    wanted = with_manifest(outputs(request, memo)[1])
    path = path.removeprefix("./").lstrip("/")
    output = wanted.get(path)
    if output is None:
        near = [name for name in wanted if path.rpartition("/")[2] in name]
        raise UsageError(f"the site has no file {path}" + (f"; did you mean {near[0]}?" if near else ""))
    key = digest(output.render, output.inputs)
    before = recorded(ledger_path(request)).get(path)
    yield f"{path} is {output.render.__module__}.{output.render.__qualname__} of:"
    for value in output.inputs:
        yield from _describe(value, 1)
    state = "not written yet" if before is None else "up to date" if before == key else "out of date"
    yield f"key {key.hex()}: {state}"


def _describe(value: object, depth: int) -> Iterator[str]:
    """One line for each part of a value that counts, with its digest: the same walk as that of `digest`."""
    indent = "  " * depth
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        name = next(
            (str(getattr(value, name)) for name in ("path", "name", "title") if hasattr(value, name)), ""
        )
        yield (
            f"{indent}{type(value).__name__} {name} {digest(value).hex()[:12]}".replace("  ", " ")
            if depth > 3
            else (f"{indent}{type(value).__name__} {name} {digest(value).hex()[:12]}")
        )
        if depth < 3:
            for field in dataclasses.fields(value):
                inner = getattr(value, field.name)
                if field.compare and (
                    dataclasses.is_dataclass(inner) or (isinstance(inner, tuple) and inner)
                ):
                    yield from _describe(inner, depth + 1)
    elif isinstance(value, tuple):
        yield f"{indent}{len(value)} × {type(value[0]).__name__ if value else 'nothing'} {digest(value).hex()[:12]}"
    else:
        yield f"{indent}{value!r}"[:100]


def verify(request: Request) -> list[str]:
    """How the site differs from one that is built from nothing, a line for each file."""
    with tempfile.TemporaryDirectory() as temporary:
        clean = replace(
            request,
            output=Path(temporary, "site"),
            cache=Path(temporary, "cache"),
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
