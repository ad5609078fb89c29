"""What authors write to hide or fold a cell, or a part of it: comments at its top, options, tags, and Jupyter's own switches.

`#hide`, `#collapse-output` (fastpages, nbdev), `#| echo: false` (Quarto, nbdev), the tags `remove-input`, `hide-cell`
(Jupyter Book). What is hidden is not published at all; what is folded is there, behind a line to click on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from hortus.formats.notebook.document import Cell

Manner = Literal["shown", "open", "folded", "hidden"]  # "open" can be folded

_FLAG = re.compile(
    r"#\s{0,4}\|?\s{0,4}(hide|collapse)(?:[-_](cell|input|output|hide|show))?:?(?:\s+(open|closed|true))?",
    re.IGNORECASE,
)
_IN_MARKDOWN = re.compile(r"(?:#\|\s?|#|<!--\s*)(?:hide|hide[-_]cell)(?:\s*-->)?", re.IGNORECASE)
_OPTION = re.compile(r"(?:#|//|--|%)\s{0,4}\|\s{0,20}([A-Za-z][\w\-]*)\s*(?::\s*(.*))?")
_TAG = re.compile(r"(hide|remove)[-_](cell|input|output|stdout|stderr)", re.IGNORECASE)
_FILTER = re.compile(r"#\s{0,4}\|\s{0,20}filter_stream:?\s+(.+)", re.IGNORECASE)
_LINE = re.compile(r"#\s{0,4}\|\s{0,20}hide_line\s*$", re.IGNORECASE)
_SAID = re.compile(r"([\w-]+): ([^,\s]+)")
_QUOTED, _COMMENT = re.compile(r"""(["'])(.*?)\1\s*(?:#|$)"""), re.compile(r"(?:^|\s)#.*$")
_NO = frozenset({"false", "no", "off", "0"})


@dataclass(frozen=True, slots=True)
class View:
    """How a cell is to be shown. `skip` are its rows, counted from the top, that only say so; `streams` those left out,
    and `unsaid` the words whose lines of a stream are.
    """

    code: Manner = "shown"
    outputs: Manner = "shown"
    caption: str = ""
    alt: str = ""
    skip: int = 0
    streams: frozenset[str] = frozenset()
    unsaid: tuple[str, ...] = ()

    @property
    def is_hidden(self) -> bool:
        return self.code == self.outputs == "hidden"


def shown_rows(code: str) -> str:
    """`code` without the rows that say of themselves that they are not to be shown."""
    return "\n".join(row for row in code.split("\n") if not _LINE.search(row))


def execution(extra: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The options for all cells that `execute` in front matter has."""
    return dict(_SAID.findall(dict(extra).get("execute", "")))


def view_of(cell: Cell, options: Mapping[str, str], *, hides_code: bool) -> View:
    """How `cell` is shown; `options`, where it has not its own, and `hides_code` are what the notebook says of all cells."""
    view = _of_tags(cell.metadata, View(code="hidden" if hides_code else "shown"))
    if cell.kind != "code":
        row = cell.source.lstrip().partition("\n")[0].strip()
        return replace(view, code="hidden", outputs="hidden") if _IN_MARKDOWN.fullmatch(row) else view
    own = set[str]()
    for row in cell.source.split("\n"):
        line = row.strip()
        if found := _FILTER.fullmatch(line):
            view = replace(view, unsaid=(*view.unsaid, *found[1].split()))
        elif flag := _FLAG.fullmatch(line):
            view = _flagged(view, flag[1].lower(), (flag[2] or "").lower(), (flag[3] or "").lower())
        elif option := _OPTION.fullmatch(line):
            name = option[1].lower().replace("_", "-")
            own.add(name)
            view = _optional(view, name, _value(option[2] or ""))
        elif line:
            break
        view = replace(view, skip=view.skip + 1)
    for name, value in options.items():
        view = view if name in own else _optional(view, name, value)
    for hidden in _below(cell.source):
        view = _with(view, hidden, "hidden")
    return view


def _value(written: str) -> str:
    """What an option is, as YAML has it: without quotation marks, and without a comment behind it."""
    found = _QUOTED.match(written)
    return found[2] if found else _COMMENT.sub("", written).strip()


def _below(source: str) -> Iterator[str]:
    """The parts that rows of the cell say are hidden, wherever those stand: nbdev finds them below code, too."""
    for row in source.split("\n"):
        if (flag := _FLAG.fullmatch(row.rstrip())) and flag[1].lower() == "hide" and not flag[3]:
            yield (flag[2] or "cell").lower()


def _flagged(view: View, verb: str, part: str, state: str) -> View:
    if verb == "collapse":
        manner: Manner = "open" if part == "show" or state == "open" else "folded"
        return replace(view, outputs=manner) if part == "output" else replace(view, code=manner)
    return _with(view, part or "cell", "hidden")


def _optional(view: View, name: str, value: str) -> View:
    is_off = value.lower() in _NO
    match name:
        case "echo":
            return replace(view, code="hidden") if is_off else view
        case "output":
            return replace(view, outputs="hidden") if is_off else view
        case "include":
            return _with(view, "cell", "hidden") if is_off else view
        case "warning":
            return replace(view, streams=view.streams | {"stderr"}) if is_off else view
        case "code-fold" if not is_off:
            return replace(view, code="open" if value.lower() == "show" else "folded")
        case "fig-cap":
            return replace(view, caption=value)
        case "fig-alt":
            return replace(view, alt=value)
        case _:
            return view


def _of_tags(metadata: Mapping[str, Any], view: View) -> View:
    for tag in _tags(metadata):
        if found := _TAG.fullmatch(tag):
            part, is_removed = found[2].lower(), found[1].lower() == "remove"
            view = _with(view, part, "hidden" if is_removed or part.startswith("std") else "folded")
    jupyter = metadata.get("jupyter")
    jupyter = jupyter if isinstance(jupyter, dict) else {}
    if jupyter.get("source_hidden") is True or metadata.get("cellView") == "form":
        view = _with(view, "input", "folded")
    if jupyter.get("outputs_hidden") is True:
        view = _with(view, "output", "folded")
    if metadata.get("hide_input") is True:
        view = _with(view, "input", "hidden")
    return _with(view, "cell", "hidden") if metadata.get("nbsphinx") == "hidden" else view


def _tags(metadata: Mapping[str, Any]) -> Iterator[str]:
    tags = metadata.get("tags")
    yield from (tag.strip() for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ()


def _with(view: View, part: str, manner: Manner) -> View:
    """`view` with a part shown so; what is hidden already stays so."""
    if part in {"stdout", "stderr"}:
        return replace(view, streams=view.streams | {part})
    code = manner if part in {"cell", "input"} and view.code != "hidden" else view.code
    outputs = manner if part in {"cell", "output"} and view.outputs != "hidden" else view.outputs
    return replace(view, code=code, outputs=outputs)
