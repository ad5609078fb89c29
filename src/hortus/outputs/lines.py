"""Markdown while it is written: lines below the margins of quotations and lists, and the signs that words need to stay words."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"[\\`*_\[\]<$]")
_MARKED = re.compile(r"\\([\\`*_\[\]<$])")
_BEGINS_BLOCK = re.compile(r"\s*(?:\d{1,9}(?=[.)])|(?=[#>+\-=~|]))")
_BOXES = frozenset({"[ ]", "[x]"})
_SPACES = re.compile(r"[ \t\r\n\f]+")
_TICKS = re.compile(r"`+")


@dataclass(slots=True)
class Margin:
    """What stands before the lines of a quotation or an item: `first` before its first one. `begun` is empty before that."""

    first: str
    rest: str
    begun: str = ""


class Lines:
    """Those that are done, and the words of the paragraph that is not."""

    def __init__(self) -> None:
        self.words = list[str]()
        self.margins = list[Margin]()
        self.cells: list[str] | None = None  # those of the open row of a table
        self.is_parted = False  # the next block must not follow closely
        self._is_in_list = False  # the last block belongs to a list
        self._lines = list[str]()
        self._codes = list[int]()  # where in the paragraph code begins that is not yet closed

    def finished(self) -> str:
        self.end_paragraph()
        return "\n".join([*self._lines, ""])

    def say(self, text: str) -> None:
        """Plain words."""
        marked = _MARK.sub(r"\\\g<0>", _SPACES.sub(" ", text))
        if not self.words and (found := _BEGINS_BLOCK.match(marked)):
            marked = f"{marked[: found.end()]}\\{marked[found.end() :]}"
        self.words.append(marked)

    def begin_code(self) -> None:
        self._codes.append(len(self.words))

    def end_code(self) -> None:
        """What was said since stands between ticks, as many as it needs."""
        if self._codes:
            start = self._codes.pop()
            text = _MARKED.sub(r"\1", "".join(self.words[start:]))
            ticks = "`" * (1 + max(map(len, _TICKS.findall(text)), default=0))
            space = " " if text[:1] == "`" or text[-1:] == "`" else ""
            self.words[start:] = [f"{ticks}{space}{text}{space}{ticks}"] if text else []

    def end_paragraph(self) -> None:
        if self.cells is not None:
            return
        text = "".join(self.words).strip()
        if text in _BOXES:  # what is to be done is a paragraph of its own
            self.words = [f"{text} "]
            return
        self.words, self._codes = [], []
        if text:
            self.write([line.strip() for line in text.split("\n")])

    def end_cell(self) -> None:
        if self.cells is not None:
            self.cells.append("".join(self.words).strip().replace("|", "\\|").replace("\n", " "))
            self.words, self._codes = [], []

    def write(self, lines: list[str], *, is_tight: bool = False) -> None:
        """A block, after a line with nothing but the margin, where it does not begin an item that follows closely."""
        begins_item = bool(self.margins) and not self.margins[-1].begun and self.margins[-1].first != "> "
        follows = begins_item and any(margin.begun for margin in self.margins[:-1])
        is_close = is_tight or ((follows or (begins_item and self._is_in_list)) and not self.is_parted)
        self.is_parted = False
        if self._lines and not is_close:
            self._lines.append("".join(margin.begun for margin in self.margins).rstrip())
        for line in lines:
            before = "".join(margin.begun or margin.first for margin in self.margins)
            self._lines.append((before + line).rstrip())
            for margin in self.margins:
                margin.begun = margin.rest
        self._is_in_list = begins_item or (bool(self.margins) and self._is_in_list)
