"""Jupyter notebook → Note. Nothing of it is run: it is shown as it was saved.

Its Markdown is read by the parser of all notes, cell by cell; code and what it has put out are made HTML here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from markdown_it.common.utils import escapeHtml

from hortus.formats.notebook.document import Cell, Notebook, read_notebook
from hortus.formats.notebook.front import hidden_if_broken, take_front
from hortus.formats.notebook.insets import ENDINGS
from hortus.formats.notebook.marks import Manner, View, execution, shown_rows, view_of
from hortus.formats.notebook.outputs import show_outputs
from hortus.formats.notebook.sheet import Sheet
from hortus.frontmatter import Parted
from hortus.markdown import parse_parted
from hortus.markdown.code import code_block
from hortus.markdown.info import Info
from hortus.model import Dialect, Inset, Meta, Note, Problem, Source
from hortus.text import clean

_MAGIC = re.compile(r"%%(\w+)[^\n]*(?:\n|$)")
# What a line of magic at the top makes of the whole cell.
_MAGIC_LANGUAGES = {
    "bash": "bash", "sh": "bash", "script": "bash", "cython": "cython", "html": "html", "svg": "html", "javascript": "javascript",
    "js": "javascript", "latex": "latex", "markdown": "markdown", "perl": "perl", "ruby": "ruby", "r": "r", "sql": "sql",
    "bigquery": "sql", "cmd": "batch", "powershell": "powershell",
}  # fmt: skip
_VERSION = re.compile(r"[\s\d.]+\Z")
_RAW_HTML = frozenset({"text/html", "html"})
_RAW_MARKDOWN = frozenset({"text/markdown", "markdown"})


def parse(source: Source, dialect: Dialect) -> Note:
    """The meaning of `source`. Never fails: what cannot be understood is shown as it stands, and is a problem."""
    notebook = read_notebook(source.path, source.data)
    try:
        return _read(source, notebook, dialect)
    except Exception as error:  # noqa: BLE001  (a mistake of ours in one note must not cost its author all the others)
        message = f"this notebook cannot be shown: {type(error).__name__}: {error}"
        hint = "this is a mistake in Hortus; please report it with the notebook"
        problem = Problem("warning", "internal", message, source.path, 1, 0, hint)
        meta = hidden_if_broken(Meta(), replace(notebook, is_broken=True))
        return parse_parted(source, Parted(meta, "", 1, (*notebook.problems, problem)), dialect)


def _read(source: Source, notebook: Notebook, dialect: Dialect) -> Note:
    front = take_front(source.path, notebook, dialect.given)
    sheet = Sheet(source.path, dialect)
    language = _language(notebook.metadata)
    hides_code = notebook.metadata.get("hide_input") is True
    options = execution(front.meta.extra)
    for cell in front.cells:
        view = view_of(cell, options, hides_code=hides_code)
        if not view.is_hidden:
            _show_cell(sheet, cell, view, language)
    sheet.settle()
    parted = Parted(front.meta, sheet.text, 1, ())
    note = sheet.located(parse_parted(source, parted, dialect, sheet.parts, sheet.insets.addresses))
    problems = notebook.problems + front.problems + tuple(sheet.problems) + note.problems
    # A picture may be attached though nothing shows it, or only a comment does.
    shown = {piece.name for piece in note.body if isinstance(piece, Inset)}
    return replace(
        note, problems=problems, insets=tuple(one for one in sheet.insets.files if one.name in shown)
    )


def _show_cell(sheet: Sheet, cell: Cell, view: View, language: str) -> None:
    match cell.kind:
        case "code":
            own = cell.metadata.get("language")
            _show_code(sheet, cell, view, own.lower() if isinstance(own, str) else language)
        case "markdown":
            _fold(sheet, view.code, sheet.dialect.say("Text"), lambda: _show_markdown(sheet, cell))
        case _:
            _show_raw(sheet, cell)


def _show_markdown(sheet: Sheet, cell: Cell) -> None:
    sheet.prose(clean(cell.source), cell.places, attachments=_attachments(sheet, cell))


def _attachments(sheet: Sheet, cell: Cell) -> Iterator[tuple[str, str]]:
    """The pictures that are in the cell itself: by name, the address of each."""
    for name, forms in cell.attachments.items():
        for media, content in forms.items() if isinstance(forms, dict) else ():
            added = sheet.insets.add(media, content) if media in ENDINGS else None
            if added:
                yield name, added[0]
                break
        else:
            hint = "put it in again from its file"
            sheet.warn("output-picture", f"the attachment `{name:.60}` is no picture", cell.places[0], hint)


def _show_raw(sheet: Sheet, cell: Cell) -> None:
    kind = str(cell.metadata.get("raw_mimetype") or cell.metadata.get("format") or "").lower()
    text = clean(cell.source)
    if kind in _RAW_HTML:
        sheet.raw(text, cell.places[0])
    elif kind in _RAW_MARKDOWN:
        _show_markdown(sheet, cell)
    elif text.strip():
        sheet.show(f'<pre class="plain">{escapeHtml(text)}</pre>\n', words=text, is_output=False)


# --- Code -------------------------------------------------------------------------------------------------


def _show_code(sheet: Sheet, cell: Cell, view: View, language: str) -> None:
    rows = cell.source.split("\n")[view.skip :]
    code = shown_rows(clean("\n".join(rows))).strip("\n")
    has_code = bool(code.strip()) and view.code != "hidden"
    has_outputs = bool(cell.outputs) and view.outputs != "hidden"
    name = f"In [{cell.count}]" if cell.count else sheet.dialect.say("a cell")
    if has_outputs:
        sheet.open(
            f'<div class="cell" role="group" aria-label="{escapeHtml(_spoken(cell, sheet.dialect, has_code=has_code))}">\n'
        )
    if has_code:
        info = Info(_of_magic(code) or language, numbered=False)
        html = code_block(code, info, sheet.dialect, cell.count)
        _fold(
            sheet, view.code, sheet.dialect.say("Code"), lambda: sheet.show(html, words=code, is_output=False)
        )
    if has_outputs:
        _fold(
            sheet,
            view.outputs,
            sheet.dialect.say("Output"),
            lambda: show_outputs(sheet, cell.outputs, view, name),
        )
        sheet.close("</div>\n")


def _spoken(cell: Cell, dialect: Dialect, *, has_code: bool) -> str:
    if not cell.count:
        return dialect.say("Code and its output") if has_code else dialect.say("Output")
    if has_code:
        return dialect.say("Cell {count}: code and its output", count=cell.count)
    return dialect.say("Cell {count}: output", count=cell.count)


def _of_magic(code: str) -> str:
    """The language of a cell that begins with a line of magic that says so, or ""."""
    magic = _MAGIC.match(code)
    return _MAGIC_LANGUAGES.get(magic[1].lower(), "") if magic else ""


def _language(metadata: Mapping[str, Any]) -> str:
    """That of the kernel."""
    kernel, info = metadata.get("kernelspec"), metadata.get("language_info")
    kernel = kernel if isinstance(kernel, dict) else {}
    info = info if isinstance(info, dict) else {}
    if str(kernel.get("name")).startswith("python"):
        return "python"
    names = (info.get("name"), kernel.get("language"), metadata.get("language"))
    name = next((name for name in names if isinstance(name, str) and name), "")
    return _VERSION.sub("", name).lower()


def _fold(sheet: Sheet, manner: Manner, name: str, show: Callable[[], None]) -> None:
    """Call `show`, whose content can be folded if its author says so."""
    if manner in {"folded", "open"}:
        sheet.open(
            f'<details class="fold"{" open" if manner == "open" else ""}><summary>{escapeHtml(name)}</summary>\n'
        )
    show()
    if manner in {"folded", "open"}:
        sheet.close("</details>\n")
