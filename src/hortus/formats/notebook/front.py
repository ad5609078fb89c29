"""What a notebook says about itself: in a raw first cell, as in a note; in a first cell of Markdown, as fastpages has it; in its
own metadata.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from hortus.formats.notebook.document import Cell, Notebook
from hortus.frontmatter import hidden_where_damaged, keeps_back, part
from hortus.model import Meta, Problem

_TITLE = re.compile(r"#\s+(.*\S)\s*")
_SUMMARY = re.compile(r">\s*(.*\S)\s*")
_FIELD = re.compile(r"[-*]\s+([A-Za-z_][\w\-]*)\s*:(?:\s(.*))?")
# Of these one at least is among the fields of fastpages; a list in a text may look like fields, but has others.
_FASTPAGES = frozenset(
    """author badges branch categories comments date description draft hide hide_binder_badge hide_colab_badge hide_github_badge
    image layout permalink published search_exclude sticky_rank tags toc use_math""".split()
)
_OF_METADATA = frozenset(
    """title author authors date tags categories description abstract summary lang slug permalink aliases draft private publish
    published order password headless expirydate unlisted hidden public publishdate pubdate dg-publish dg-hide build _build render""".split()
)
_EDGE = 4_000  # characters at both ends of a broken notebook that may hide it
_LONGEST = 100  # rows of a cell that may be front matter


@dataclass(frozen=True, slots=True)
class Front:
    """What was found, and the cells without it."""

    meta: Meta
    cells: tuple[Cell, ...]
    problems: tuple[Problem, ...]


def take_front(path: str, notebook: Notebook, given: str = "") -> Front:
    """`given` is front matter, as JSON, that holds where the notebook says nothing else."""
    tried = ((number, _of_cell(path, notebook.cells[number], given)) for number in _may_begin(notebook.cells))
    at, found = next(((number, one) for number, one in tried if one), (0, None))
    own, more = _of_metadata(path, notebook.metadata, "" if found else given)
    meta, problems, cells = own, more, notebook.cells
    if found:
        meta, rest, said = found
        meta, problems = _joined(meta, own), problems + said
        cells = (*cells[:at], *([rest] if rest.source.strip() else []), *cells[at + 1 :])
    return Front(hidden_if_broken(meta, notebook), cells, problems)


def _may_begin(cells: tuple[Cell, ...]) -> Iterator[int]:
    """The cells that may be front matter: the first, or the first below code, as fastpages has it, and raw ones anywhere, as nbdev
    and Quarto do.
    """
    is_below_code = True
    for number, cell in enumerate(cells):
        if cell.source.strip() and (is_below_code or cell.kind == "raw"):
            yield number
            is_below_code = is_below_code and cell.kind == "code"


def hidden_if_broken(meta: Meta, notebook: Notebook) -> Meta:
    """`meta`, hidden where the text of a notebook that is broken says so: in doubt, so that nothing leaks."""
    edges = f"{notebook.text[:_EDGE]}\n{notebook.text[-_EDGE:]}"
    return hidden_where_damaged(meta, edges) if notebook.is_broken else meta


def _of_cell(path: str, cell: Cell, given: str) -> tuple[Meta, Cell, tuple[Problem, ...]] | None:
    """(what the cell says, what is left of it, what is wrong), None when it is no front matter."""
    rows = cell.source.split("\n")
    if cell.kind != "code" and cell.source.lstrip().startswith(("---", "+++")):
        # The last row of a cell has no end of its own; without one it would not be counted.
        parted = part(path, f"{cell.source}\n".encode("utf-8", "surrogatepass"), given)
        if parted.first_line > 1:
            return parted.meta, _without(cell, parted.first_line - 1), _placed(parted.problems, cell)
    if cell.kind != "markdown":
        return None
    count, title, summary, block = _fields(rows)
    if not block:
        return None
    parted = part(path, "\n".join(["---", *block, "---", ""]).encode("utf-8", "surrogatepass"), given)
    moved = tuple(replace(problem, line=max(1, problem.line - 1)) for problem in parted.problems)
    meta = replace(parted.meta, title=title or parted.meta.title, summary=parted.meta.summary or summary)
    return meta, _without(cell, count), _placed(moved, cell)


def _fields(rows: list[str]) -> tuple[int, str, str, list[str]]:
    """(how many rows are front matter of fastpages, title, summary, its fields as a row each); no fields when it is none."""
    title = summary = ""
    block, count, is_known = list[str](), 0, False
    for row in rows[:_LONGEST]:
        text = row.strip()
        if not title and not count and (found := _TITLE.fullmatch(text)):
            title = found[1].strip("\"'“”")
            block.append("")
        elif title and not summary and (found := _SUMMARY.fullmatch(text)):
            summary = found[1].strip("\"'“”")
            block.append("")
        elif (found := _FIELD.fullmatch(text)) and (title or _keeps_back(found)):
            is_known = is_known or found[1].lower() in _FASTPAGES or _keeps_back(found)
            block.append(text[1:].strip())
        elif text:
            break
        else:
            block.append("")
        count += 1
    return count, title, summary, block if is_known else []


def _keeps_back(field: re.Match[str]) -> bool:
    return keeps_back({field[1]: (field[2] or "").strip()})


def _without(cell: Cell, count: int) -> Cell:
    rows = cell.source.split("\n")
    return replace(
        cell, kind="markdown", source="\n".join(rows[count:]), places=cell.places[count:] or cell.places[-1:]
    )


def _placed(problems: tuple[Problem, ...], cell: Cell) -> tuple[Problem, ...]:
    """`problems` of the text of a cell, with the lines of the file."""
    last = len(cell.places) - 1
    lines = (cell.places[min(max(problem.line - 1, 0), last)][0] for problem in problems)
    return tuple(replace(problem, line=line) for problem, line in zip(problems, lines, strict=True))


def _of_metadata(path: str, metadata: Mapping[str, Any], given: str) -> tuple[Meta, tuple[Problem, ...]]:
    """What the notebook's own metadata says, read as front matter in JSON is."""
    known = {key: value for key, value in metadata.items() if key.lower() in _OF_METADATA}
    people = known.get("authors")
    if isinstance(people, list):
        known["authors"] = [one.get("name", "") if isinstance(one, dict) else one for one in people]
    parted = part(path, json.dumps(known).encode() if known else b"", given)
    return parted.meta, tuple(replace(problem, line=1, column=0) for problem in parted.problems)


def _joined(first: Meta, second: Meta) -> Meta:
    """What either says; where both do, the first. Either can hide the note."""
    empty = Meta()
    extra = dict(second.extra) | dict(first.extra)
    chosen = {
        field.name: getattr(second, field.name)
        for field in fields(Meta)
        if getattr(first, field.name) == getattr(empty, field.name)
    }
    return replace(first, **{**chosen, "extra": tuple(sorted(extra.items()))})
