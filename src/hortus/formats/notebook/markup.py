"""HTML that was put out: tables as tables of the note, the rest as far as a note may hold it.

A script runs in no page; where the owner trusts the HTML of notes it does in a frame of its own, which can reach neither the
page nor the network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.common.utils import escapeHtml

from hortus.formats.notebook.sheet import Sheet
from hortus.formats.notebook.written import Place
from hortus.text import plain

_TABLE = re.compile(r"<table\b[^<>]*>", re.IGNORECASE)
# Those of pandas, plain and styled. Around Colab's are buttons and scripts.
_OF_PANDAS = re.compile(r"""\bclass=["'][^"']*\bdataframe\b|\bid=["']T_[0-9a-f_]+["']""")
_END = "</table>"
_EXTENT = re.compile(r"\s*<p>([^<]{1,80})</p>")  # "5 rows × 3 columns"
_CELL = re.compile(r"<(table|caption|thead|tbody|tr|th|td)\b([^<>]*)>", re.IGNORECASE)
_SPAN = re.compile(r"""\b(?:colspan|rowspan)=["']?\d{1,4}["']?""", re.IGNORECASE)
_NO_HEADING = re.compile(r"<th([^<>]*)>\s*</th>")  # above the names of the rows
_NUMBER = re.compile(
    r"<td([^<>]*)>(?=\s*(?:[+\-−]?[$€£]?\d[\d,.]*(?:e[+\-]?\d+)?\s?%?|NaN|nan|[+\-]?inf)\s*</td>)"
)
_STYLE = re.compile(r"<style\b.*?(?:</style\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_SCRIPT = re.compile(r"<script\b.*?(?:</script\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_ACTS = re.compile(r"<(?:script|form|canvas|object|embed)\b", re.IGNORECASE)
_SEEN = re.compile(r"<(?:img|svg|audio|video|iframe|hr|table)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(r"https?:|=\s*[\"']?//|\bimport\b|\brequire\b|\blocation\b", re.IGNORECASE)
_FORBID = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; media-src data:; font-src data:;"
    " form-action 'none'"
)


def show_markup(sheet: Sheet, html: str, place: Place, name: str) -> bool:
    """Whether something of `html` could be shown, and was."""
    if tables := list(_tables(html)):
        sheet.open('<div class="output">')
        for table, extent in tables:
            sheet.raw(table, place)
            sheet.show(f"<p>{extent}</p>" if extent else "")
        sheet.close("</div>\n")
        return True
    if _ACTS.search(html):
        if sheet.is_trusted and not _ELSEWHERE.search(html):
            sheet.show(
                f'<div class="output">{_frame(html, sheet.dialect.say("Shown by {cell}", cell=name))}</div>\n'
            )
            return True
        _say_unrun(sheet, html, place)
        html = _SCRIPT.sub("", html)
        if not _is_seen(html):
            return False
    sheet.open('<div class="output prose">')
    sheet.raw(html, place)
    sheet.close("</div>\n")
    return True


def _tables(html: str) -> Iterator[tuple[str, str]]:
    """(each table of pandas without its looks, the line below that says how much of it is shown)."""
    position = 0
    while opening := _TABLE.search(html, position):
        position = opening.end()
        if not _OF_PANDAS.search(opening[0]):
            continue
        end = html.find(_END, position)
        if end < 0:
            return
        position = end + len(_END)
        extent = _EXTENT.match(html, position)
        yield _plain_table(html[opening.start() : position]), extent[1] if extent else ""


def _plain_table(html: str) -> str:
    """Numbers say that they are some, so that they stand below each other."""
    html = _CELL.sub(lambda found: f"<{' '.join([found[1].lower(), *_SPAN.findall(found[2])])}>", html)
    html = _NO_HEADING.sub(r"<td\1></td>", html)
    return _NUMBER.sub(r'<td\1 class="number">', html)


def _is_seen(html: str) -> bool:
    return bool(_SEEN.search(html) or plain(_STYLE.sub("", html)))


def _say_unrun(sheet: Sheet, html: str, place: Place) -> None:
    if _ELSEWHERE.search(html):
        message = "what this script shows comes from elsewhere, and is not shown"
        sheet.warn_once("output-script", message, place, "save it as a picture too, which can be shown")
    else:
        hint = "`html: trusted` in hortus.yaml runs it, in a frame of its own"
        sheet.warn_once("output-script", "what this script shows is not shown", place, hint)


def _frame(html: str, title: str) -> str:
    """Nothing in it can reach the page, and nothing is fetched for it."""
    document = f'<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_FORBID}">{html}'
    title = escapeHtml(title)
    return f'<iframe class="frame" sandbox="allow-scripts" title="{title}" srcdoc="{escapeHtml(document)}" loading="lazy"></iframe>'
