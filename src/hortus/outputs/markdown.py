"""HTML of a note → Markdown: what a reader sees of a page, in the signs that notes are written with.

It is read in one go and nothing in it is looked up, so that it can hold nothing but what stands in the HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

from hortus.outputs.lines import Lines, Margin

Attributes = dict[str, str]

_INLINE = {"em": "*", "i": "*", "strong": "**", "b": "**", "del": "~~", "s": "~~", "mark": "=="}
_SILENT = frozenset({"script", "style", "svg", "template", "button"})
_SILENT_KINDS = frozenset({"anchor", "footnote-back"})
_VOID = frozenset(
    {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# What ends the paragraph before it and the one in it.
_BLOCKS = _HEADINGS | frozenset(
    """address article aside blockquote center dd details dir div dl dt fieldset figcaption figure footer form header
    hgroup li main nav object ol p pre section summary table tbody td tfoot th thead tr ul""".split()
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_TICKS = re.compile(r"`+")
_ODD = re.compile(r"[\s()<>]")


def to_markdown(html: str) -> str:
    """`html` is that of the body of a note, in which every element is closed."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page.finished()


class _Reader(HTMLParser):
    """Takes the HTML in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Lines()
        self._lists = list[int]()  # of each open list: the number of its next item; 0 without numbers
        self._links = list[str]()  # what closes each open link
        self._boxes = list[str]()  # of each open division: the name of the callout that it is, or ""
        self._skipped = list[str]()  # open elements of which nothing is told
        self._code: list[str] | None = None  # the text of a `pre`
        self._language = ""
        self._rows = 0
        self._is_in_notes = False

    # --- Events

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        kinds = attributes.get("class", "").split()
        if self._skipped:
            self._skip(tag)
        elif "data-tex" in attributes:
            self._formula(attributes)
            self._skip(tag)
        elif tag in _SILENT or _SILENT_KINDS.intersection(kinds):
            self._skip(tag)
        elif self._code is not None:
            self._code += ["\n"] if tag == "br" else []
        else:
            self._open(tag, attributes, kinds)

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            if tag in self._skipped:
                while self._skipped.pop() != tag:
                    pass
        elif self._code is None or tag == "pre":
            self._close(tag)

    def handle_data(self, data: str) -> None:
        if self._skipped:
            return
        if self._code is not None:
            self._code.append(data)
        elif self.page.words or data.strip():
            self.page.say(data)

    def _skip(self, tag: str) -> None:
        if tag not in _VOID:
            self._skipped.append(tag)

    # --- Elements

    def _open(self, tag: str, attributes: Attributes, kinds: list[str]) -> None:
        if tag in _BLOCKS:
            self.page.end_paragraph()
        if tag in {"div", "details"}:
            self._boxes.append(attributes.get("data-callout", "note") if "callout" in kinds else "")
            if self._boxes[-1]:
                self.page.margins.append(Margin("> ", "> "))
        self._language = attributes.get("data-language", self._language)
        self._is_in_notes = self._is_in_notes or "footnotes" in kinds
        if "callout-title" in kinds:
            name = next((box for box in reversed(self._boxes) if box), "note")
            self.page.words.append(f"[!{name}] ")
        elif tag in _HEADINGS:
            self.page.words.append("#" * int(tag[1]) + " ")
        elif tag in _INLINE:
            self.page.words.append(_INLINE[tag])
        elif opens := _OPENED.get(tag):
            opens(self, attributes)

    def _close(self, tag: str) -> None:
        if tag in _INLINE:
            self.page.words.append(_INLINE[tag])
        if tag in _HEADINGS and self.page.words and self.page.words[-1].endswith("#"):
            self.page.words[-1] = self.page.words[-1][:-1] + r"\#"  # signs at the end would be no part of it
        if tag in _BLOCKS:
            self.page.end_paragraph()
        if tag in {"div", "details"} and self._boxes and self._boxes.pop():
            self.page.margins.pop()
        if closes := _CLOSED.get(tag):
            closes(self)

    def _formula(self, attributes: Attributes) -> None:
        tex = attributes["data-tex"].strip()
        if attributes.get("display") == "block" and self.page.cells is None:
            self.page.end_paragraph()
            self.page.write(["$$", *tex.split("\n"), "$$"])
        else:
            self.page.words.append(f"${_SPACES.sub(' ', tex)}$")

    def begin_code(self, attributes: Attributes) -> None:
        self.page.begin_code()

    def end_code(self) -> None:
        self.page.end_code()

    def open_link(self, attributes: Attributes) -> None:
        href = attributes.get("href", "")
        is_note = attributes.get("role") == "doc-noteref"
        self._links.append("]" if is_note else f"]({_target(href)})" if href else "")
        self.page.words.append("[^" if is_note else "[" if href else "")

    def close_link(self) -> None:
        self.page.words.append(self._links.pop() if self._links else "")

    def show(self, attributes: Attributes) -> None:
        if source := attributes.get("src") or attributes.get("data"):
            self.page.words.append("![")
            self.page.say(attributes.get("alt", ""))
            self.page.words.append(f"]({_target(source)})")

    def tick(self, attributes: Attributes) -> None:
        if attributes.get("type") == "checkbox":
            self.page.words.append("[x]" if "checked" in attributes else "[ ]")

    def break_line(self, attributes: Attributes) -> None:
        self.page.words.append(" " if self.page.cells is not None else "\\\n")

    def rule(self, attributes: Attributes) -> None:
        self.page.end_paragraph()
        self.page.write(["---"])

    # --- Quotations and lists

    def open_quotation(self, attributes: Attributes) -> None:
        self.page.margins.append(Margin("> ", "> "))

    def open_list(self, attributes: Attributes) -> None:
        self._lists.append(0)

    def open_numbers(self, attributes: Attributes) -> None:
        start = attributes.get("start", "1")
        self._lists.append(int(start) if re.fullmatch(r"[0-9]{1,8}", start) else 1)
        self.page.is_parted = self._lists[-1] != 1  # it would go on with the paragraph before it

    def close_list(self) -> None:
        if self._lists:
            self._lists.pop()
        self._is_in_notes = self._is_in_notes and bool(self._lists)

    def open_item(self, attributes: Attributes) -> None:
        mark = "- "
        if self._lists and self._lists[-1]:
            number = self._lists[-1]
            is_note = self._is_in_notes and len(self._lists) == 1
            mark = f"[^{number}]: " if is_note else f"{number}. "
            self._lists[-1] += 1
        self.page.margins.append(Margin(mark, " " * (4 if mark[0] == "[" else len(mark))))

    def open_meaning(self, attributes: Attributes) -> None:
        self.page.margins.append(Margin(": ", "  "))

    def close_margin(self) -> None:
        if self.page.margins:
            self.page.margins.pop()

    # --- Code and tables

    def open_pre(self, attributes: Attributes) -> None:
        self._code = []

    def close_pre(self) -> None:
        text = "".join(self._code or ()).strip("\n")
        self._code = None
        name, self._language = self._language.lower().replace(" ", "-"), ""
        if self.page.cells is not None:
            self.page.begin_code()
            self.page.words.append(text)
            self.page.end_code()
            return
        ticks = "`" * max(3, 1 + max(map(len, _TICKS.findall(text)), default=0))
        self.page.write([ticks + name, *text.split("\n"), ticks])

    def open_table(self, attributes: Attributes) -> None:
        self._rows = 0

    def open_row(self, attributes: Attributes) -> None:
        self.page.cells, self.page.words = [], []

    def close_row(self) -> None:
        cells, self.page.cells = self.page.cells, None
        if cells:
            head = ["|" + " --- |" * len(cells)] if not self._rows else []
            self.page.write([f"| {' | '.join(cells)} |", *head], is_tight=bool(self._rows))
            self._rows += 1

    def close_cell(self) -> None:
        self.page.end_cell()


def _target(address: str) -> str:
    """An address as the target of a link; one with odd signs in it stands in brackets."""
    return f"<{re.sub('[<>]', '', address)}>" if _ODD.search(address) else address


_OPENED: dict[str, Callable[[_Reader, Attributes], None]] = {
    "a": _Reader.open_link,
    "audio": _Reader.show,
    "blockquote": _Reader.open_quotation,
    "br": _Reader.break_line,
    "code": _Reader.begin_code,
    "dd": _Reader.open_meaning,
    "hr": _Reader.rule,
    "img": _Reader.show,
    "input": _Reader.tick,
    "kbd": _Reader.begin_code,
    "li": _Reader.open_item,
    "ol": _Reader.open_numbers,
    "pre": _Reader.open_pre,
    "samp": _Reader.begin_code,
    "table": _Reader.open_table,
    "tr": _Reader.open_row,
    "ul": _Reader.open_list,
    "video": _Reader.show,
}
_CLOSED: dict[str, Callable[[_Reader], None]] = {
    "a": _Reader.close_link,
    "blockquote": _Reader.close_margin,
    "code": _Reader.end_code,
    "dd": _Reader.close_margin,
    "kbd": _Reader.end_code,
    "li": _Reader.close_margin,
    "ol": _Reader.close_list,
    "pre": _Reader.close_pre,
    "samp": _Reader.end_code,
    "td": _Reader.close_cell,
    "th": _Reader.close_cell,
    "tr": _Reader.close_row,
    "ul": _Reader.close_list,
}
