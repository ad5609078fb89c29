"""Bytes → the cells of a notebook. What has another shape than it should is a problem, and the rest is read all the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from hortus.formats.notebook.written import Path, Place, mended, places
from hortus.frontmatter import decode
from hortus.model import Problem

_KINDS = ("markdown", "code", "raw")
_OLD_NAMES = {  # of nbformat 3
    "png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml", "html": "text/html", "latex": "text/latex",
    "json": "application/json", "javascript": "application/javascript", "text": "text/plain",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Output:
    """What code has put out: a stream of that `name`; data by media type; an error with its traceback as `text`."""

    kind: Literal["stream", "data", "error"]
    place: Place
    name: str = ""
    text: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """`places` are those of the rows of `source`, `count` says when its code was run."""

    kind: str
    source: str
    places: tuple[Place, ...]
    count: str = ""
    outputs: tuple[Output, ...] = ()
    attachments: Mapping[str, Any] = field(default_factory=dict)
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notebook:
    """`text` is the file as it is written; `is_broken` says that some of it could not be read."""

    text: str
    cells: tuple[Cell, ...]
    metadata: Mapping[str, Any]
    problems: tuple[Problem, ...]
    is_broken: bool = False


def read_notebook(path: str, data: bytes) -> Notebook:
    """Never fails."""
    text, problems = decode(path, data)
    if not text.strip():
        hint = "write something in it, or delete it"
        problem = Problem("warning", "notebook", "this notebook is empty", path, 1, hint=hint)
        return Notebook(text, (), {}, (*problems, problem))
    value, broken = _load(path, text)
    reader = _Reader(path, places(text))
    if isinstance(value, dict):
        cells, metadata = tuple(reader.cells(value)), _mapping(value.get("metadata"))
    else:
        cells, metadata = (), {}
        reader.warn("this is no notebook: it is not a JSON object", ())
    return Notebook(text, cells, metadata, problems + broken + tuple(reader.problems), bool(broken))


def _load(path: str, text: str) -> tuple[Any, tuple[Problem, ...]]:
    """(the value of the JSON as far as it can be read, what is wrong with it)."""
    try:
        return json.loads(text), ()
    except json.JSONDecodeError as error:
        message = f"this notebook is not whole, or no notebook: {error.msg}; what stands above is shown"
        hint = "open it in Jupyter and save it again, or take it from your history"
        if text.startswith(("<<<<<<<", "=======", ">>>>>>>"), text.rfind("\n", 0, error.pos) + 1):
            hint = (
                "these are git's marks of a conflict: choose one side, for instance with `nbdime mergetool`"
            )
        problem = Problem("warning", "notebook", message, path, error.lineno, error.colno, hint)
        try:
            return json.loads(mended(text, error.pos)), (problem,)
        except (ValueError, RecursionError):
            return {}, (problem,)
    except (ValueError, RecursionError):  # a number of thousands of digits, lists in lists in lists
        problem = Problem("warning", "notebook", "this notebook is nested too deep to be read", path, 1)
        return {}, (problem,)


class _Reader:
    """What was read as JSON, as the cells of a notebook, with the places where it stands."""

    def __init__(self, path: str, found: Mapping[Path, Place]) -> None:
        self._path, self._places = path, found
        self.problems: list[Problem] = []

    def warn(self, message: str, at: Path, hint: str = "") -> None:
        line, column = self._place(at)
        self.problems.append(Problem("warning", "notebook", message, self._path, line, column, hint))

    def _place(self, at: Path) -> Place:
        """The place of what is `at` this path, or of what it stands in."""
        while at and at not in self._places:
            at = at[:-1]
        return self._places.get(at, (1, 1))

    def cells(self, value: Mapping[str, Any]) -> Iterator[Cell]:
        version = value.get("nbformat")
        if not isinstance(version, int) or version not in {3, 4}:
            known = (
                f"it has the format {version!s:.20}" if version is not None else "it does not say its format"
            )
            hint = "open it in Jupyter and save it again"
            self.warn(f"{known}; it is read as the formats 3 and 4, which Hortus knows", ("nbformat",), hint)
        found = value.get("cells")
        if isinstance(found, list):
            yield from self._list(found, ("cells",))
        elif isinstance(sheets := value.get("worksheets"), list):
            for number, sheet in enumerate(sheets):
                if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list):
                    yield from self._list(sheet["cells"], ("worksheets", number, "cells"))
        else:
            self.warn("this notebook has no list of cells", ("cells",))

    def _list(self, found: list[Any], at: Path) -> Iterator[Cell]:
        for number, value in enumerate(found):
            if isinstance(value, dict):
                yield self._cell(value, (*at, number))
            else:
                self.warn(f"this is no cell but {_called(value)}; it is left out", (*at, number))

    def _cell(self, value: Mapping[str, Any], at: Path) -> Cell:
        kind = value.get("cell_type")
        name = "input" if "source" not in value and "input" in value else "source"
        source, rows = self._text(value.get(name, ""), (*at, name))
        if kind == "heading":  # of nbformat 3
            level = value.get("level")
            kind, source = (
                "markdown",
                f"{'#' * level if isinstance(level, int) and 0 < level < 7 else '#'} {source}",
            )
        if kind not in _KINDS:
            self.warn(f"`{kind!s:.40}` is no kind of cell; it is shown as it stands", (*at, "cell_type"))
            kind = "raw"
        count = value.get("execution_count", value.get("prompt_number"))
        metadata = dict(_mapping(value.get("metadata")))
        if isinstance(language := value.get("language"), str):
            metadata.setdefault("language", language)
        return Cell(
            kind=str(kind),
            source=source,
            places=rows,
            count=str(count)
            if isinstance(count, int) and not isinstance(count, bool) and 0 < count < 10**9
            else "",
            outputs=tuple(self._outputs(value.get("outputs", []), (*at, "outputs"))),
            attachments=_mapping(value.get("attachments")),
            metadata=metadata,
        )

    def _text(self, value: Any, at: Path) -> tuple[str, tuple[Place, ...]]:
        """(a text that is written as one string or as a list of lines, the places of its rows)."""
        if not isinstance(value, str | list):
            self.warn(f"this should be text and is {_called(value)}; it is left out", at)
            return "", (self._place(at),)
        items = [value] if isinstance(value, str) else value
        rows = list[Place]()
        for number, item in enumerate(items):
            line, column = self._place(at if isinstance(value, str) else (*at, number))
            if not isinstance(item, str):
                self.warn(
                    f"this should be a line of text and is {_called(item)}; it is left out", (*at, number)
                )
                continue
            # A row that an earlier item began stands where that stands.
            is_begun = bool(rows) and not str(items[number - 1]).endswith("\n")
            count = item.count("\n") + (not item.endswith("\n")) - is_begun
            rows += [(line, column + 1)] * count
        text = "".join(item for item in items if isinstance(item, str))
        text = text.replace("\r\n", "\n")
        last = self._place(at)
        return text, tuple(rows) or (last,)

    def _outputs(self, found: Any, at: Path) -> Iterator[Output]:
        if not isinstance(found, list):
            self.warn(f"this should be a list of outputs and is {_called(found)}; it is left out", at)
            return
        for number, value in enumerate(found):
            if isinstance(value, dict):
                yield from self._output(value, (*at, number))
            else:
                self.warn(f"this is no output but {_called(value)}; it is left out", (*at, number))

    def _output(self, value: Mapping[str, Any], at: Path) -> Iterator[Output]:
        place = self._place(at)
        match value.get("output_type"):
            case "stream":
                name = str(value.get("name", value.get("stream", "stdout")))
                yield Output("stream", place, name, joined(value.get("text")))
            case "execute_result" | "display_data" | "update_display_data":
                yield Output(
                    "data",
                    place,
                    data=_mapping(value.get("data")) or _old_data(value),
                    metadata=_mapping(value.get("metadata")),
                )
            case "pyout":
                yield Output("data", place, data=_old_data(value))
            case "error" | "pyerr":
                said = f"{joined(value.get('ename'))}: {joined(value.get('evalue'))}".strip(": ")
                trace = value.get("traceback")
                lines = [line for line in trace if isinstance(line, str)] if isinstance(trace, list) else []
                yield Output("error", place, said, "\n".join(lines) or said)
            case kind:
                self.warn(f"`{kind!s:.40}` is no kind of output; it is left out", at)


def _old_data(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Of nbformat 3."""
    return {media: value[name] for name, media in _OLD_NAMES.items() if name in value}


def joined(value: Any) -> str:
    """Text that is written as one string or as a list of its lines."""
    if isinstance(value, list):
        return "".join(item for item in value if isinstance(item, str))
    return value if isinstance(value, str) else ""


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _called(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "an object"
