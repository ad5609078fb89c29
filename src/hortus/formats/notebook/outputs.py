"""Outputs of code on the page: of what a program has put out in several forms the best that a still page can show."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from markdown_it.common.utils import escapeHtml

from hortus.formats.notebook.document import Output, joined
from hortus.formats.notebook.insets import PICTURES
from hortus.formats.notebook.marks import View
from hortus.formats.notebook.markup import show_markup
from hortus.formats.notebook.sheet import Sheet
from hortus.formats.notebook.terminal import shown
from hortus.formats.notebook.written import Place
from hortus.markdown.code import code_block, pre
from hortus.markdown.info import Info
from hortus.model import Inset
from hortus.text import clean

MOST = 200_000  # characters of one output that are shown
_LONG_TRACE = 12  # rows: a longer one is folded
_WIDGET = "application/vnd.jupyter.widget-view+json"
# LaTeX that is no formula: it comes beside a table in HTML.
_OF_TEXT = re.compile(
    r"\\begin\s*\{(?:tabular[xy*]?|table\*?|longtable|center|document|figure\*?|itemize|enumerate)\}"
)
_SCRIPTS = frozenset({"application/javascript", "text/javascript"})


def show_outputs(sheet: Sheet, outputs: tuple[Output, ...], view: View, name: str) -> None:
    """What a cell has put out; `name` says which cell, to those who hear the page."""
    for output in _joined(output for output in outputs if output.name not in view.streams):
        match output.kind:
            case "stream":
                _show_text(
                    sheet,
                    _said(output.text, view.unsaid),
                    output.place,
                    "stderr" if output.name == "stderr" else "",
                )
            case "error":
                _show_error(sheet, output)
            case "data":
                _show_data(sheet, output, view, name)


def _said(text: str, unsaid: tuple[str, ...]) -> str:
    """`text` without the lines in which one of the words stands."""
    return "".join(
        line for line in text.splitlines(keepends=True) if not any(word in line for word in unsaid)
    )


def _joined(outputs: Iterator[Output]) -> Iterator[Output]:
    """What goes into one stream bit by bit is one text."""
    for (kind, name), found in groupby(outputs, key=lambda output: (output.kind, output.name)):
        group = list(found)
        if kind == "stream":
            yield Output("stream", group[0].place, name, "".join(output.text for output in group))
        else:
            yield from group


# --- Text -------------------------------------------------------------------------------------------------


def _show_text(sheet: Sheet, text: str, place: Place, kind: str = "") -> None:
    text = _cut(sheet, text, place)
    html, words = shown(text.rstrip())
    if words.strip():
        box = pre(
            f"<samp>{html}\n</samp>",
            sheet.dialect.say("Errors and warnings") if kind else sheet.dialect.say("Output"),
        )
        sheet.show(
            f'<div class="output {kind}">{box}</div>\n' if kind else f'<div class="output">{box}</div>\n',
            words=words,
        )


def _cut(sheet: Sheet, text: str, place: Place) -> str:
    """`text` as far as it is shown, with a line that says how much is not."""
    if len(text) <= MOST:
        return text
    end = text.rfind("\n", MOST // 2, MOST)
    end = end if end > 0 else MOST
    left = (
        f"{(len(text) - end) / 1_000_000:.1f} million" if len(text) - end > 10**6 else f"{len(text) - end:,}"
    )
    hint = f"an output is shown up to {MOST:,} characters; print less, or write it to a file"
    sheet.warn("output-cut", f"this output is long: {left} characters more are not shown", place, hint)
    return f"{text[:end]}\n\x1b[0m… {left} characters more are not shown"


def _show_error(sheet: Sheet, output: Output) -> None:
    text = _cut(sheet, output.text, output.place)
    html, words = shown(text.strip("\n"))
    box = pre(f"<samp>{html}\n</samp>", sheet.dialect.say("Error"))
    if words.count("\n") < _LONG_TRACE:
        sheet.show(f'<div class="output error">{box}</div>\n', words=words)
        return
    title = escapeHtml(clean(shown(output.name)[1]).partition("\n")[0][:300])
    folded = f"<details><summary><samp>{title}</samp></summary>{box}</details>"
    sheet.show(f'<div class="output error">{folded}</div>\n', words=words)


# --- Data -------------------------------------------------------------------------------------------------


def _show_data(sheet: Sheet, output: Output, view: View, name: str) -> None:
    data, place = output.data, output.place
    plain = joined(data.get("text/plain"))
    if _WIDGET in data:
        message = "widgets need a running kernel; this one is shown as text"
        sheet.warn_once("output-widget", message, place)
        _show_text(sheet, plain, place)
    elif (latex := joined(data.get("text/latex")).strip()) and not _OF_TEXT.search(latex):
        _show_prose(sheet, _formula(latex), place)
    elif picture := _picture(sheet, output):
        _show_picture(sheet, picture, view, name)
    elif html := joined(data.get("text/html")).strip():
        _show_html(sheet, html, plain, place, name)
    elif prose := joined(data.get("text/markdown")).strip():
        _show_prose(sheet, prose, place)
    elif "application/json" in data:
        _show_json(sheet, data["application/json"], place)
    else:
        _say_unshown(sheet, data, place)
        _show_text(sheet, plain or latex, place)


def _say_unshown(sheet: Sheet, data: Mapping[str, Any], place: Place) -> None:
    unknown = data.keys() - PICTURES.keys() - {"text/plain", "text/latex"}
    if _SCRIPTS & unknown:
        hint = "save it as a picture too, which can be shown"
        sheet.warn_once("output-script", "what this script shows is not shown", place, hint)
    elif unknown:
        media = ", ".join(sorted(clean(media)[:60] for media in unknown)[:3])
        hint = "save it as a picture too, which can be shown"
        sheet.warn_once("output-unknown", f"an output of the kind `{media}` is not shown", place, hint)


def _picture(sheet: Sheet, output: Output) -> Inset | None:
    for media in PICTURES:
        if media in output.data:
            sizes = output.metadata.get(media)
            added = sheet.insets.add(media, output.data[media], sizes if isinstance(sizes, dict) else None)
            if added:
                return added[1]
            sheet.warn(
                "output-picture",
                f"this is no picture of the kind {media}",
                output.place,
                "run the cell again",
            )
    return None


def _show_picture(sheet: Sheet, inset: Inset, view: View, name: str) -> None:
    size = f' width="{inset.width}"' * bool(inset.width) + f' height="{inset.height}"' * bool(inset.height)
    alt = escapeHtml(
        clean(view.alt or view.caption) or sheet.dialect.say("Picture put out by {cell}", cell=name)
    )
    caption = (
        f'<figcaption aria-hidden="true">{escapeHtml(clean(view.caption))}</figcaption>'
        if view.caption
        else ""
    )
    opened = '<div class="output picture"><figure><img src="'
    closed = f'" alt="{alt}"{size} loading="lazy" decoding="async">{caption}</figure></div>\n'
    sheet.show(opened, inset, closed, words=view.caption)


def _show_prose(sheet: Sheet, text: str, place: Place) -> None:
    """Markdown and formulas that were put out."""
    sheet.open('<div class="output prose">')
    sheet.prose(clean(_cut(sheet, text, place)), (place,), depth=1)
    sheet.close("</div>\n")


def _formula(latex: str) -> str:
    """With marks around it, if it has none."""
    has_marks = "$" in latex or latex.startswith(("\\(", "\\[", "\\begin"))
    return latex if has_marks else f"$$\n{latex}\n$$"


def _show_html(sheet: Sheet, html: str, plain: str, place: Place, name: str) -> None:
    html = sheet.insets.taken_out(clean(html))
    if len(html) > MOST:
        message = f"this output is HTML of {len(html):,} characters, and too long to be shown; its text stands for it"
        sheet.warn("output-cut", message, place, "put out less, or a picture")
        _show_text(sheet, plain, place)
    elif not show_markup(sheet, html, place, name):
        _show_text(sheet, plain, place)


def _show_json(sheet: Sheet, value: Any, place: Place) -> None:
    try:
        text = clean(json.dumps(value, indent=2, ensure_ascii=False))
    except (ValueError, RecursionError):
        return
    text = _cut(sheet, text, place)
    sheet.show(
        f'<div class="output json">{code_block(text, Info("json", numbered=False), sheet.dialect)}</div>\n',
        words=text,
    )
