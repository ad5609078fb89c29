"""What a notebook becomes on its way to a note: a text of rows, what each of them is, and where it stands in the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hortus.formats.notebook.insets import Insets
from hortus.formats.notebook.written import Place
from hortus.markdown.cells import Part, Prose, Raw, Shown
from hortus.markdown.comment import without_comments
from hortus.markdown.rows import located
from hortus.model import Dialect, Inset, Note, Problem


class Sheet:
    """Gathers what is shown, in its order."""

    def __init__(self, path: str, dialect: Dialect) -> None:
        self._path, self.dialect = path, dialect
        self.is_trusted = dialect.html == "trusted"
        self._rows: list[str] = []
        self._places: list[Place] = []
        self._once: dict[tuple[str, str, str], list[Place]] = {}
        self.parts: list[Part] = []
        self.problems: list[Problem] = []
        self.insets = Insets()

    @property
    def text(self) -> str:
        return "\n".join(self._rows)

    def prose(
        self, text: str, places: Sequence[Place], depth: int = 0, attachments: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Markdown."""
        shown, endless = without_comments(text, self.dialect)
        if endless >= 0:
            place = places[min(text.count("\n", 0, endless), len(places) - 1)]
            message = "this comment never ends: nothing below it in its cell is shown"
            self.warn("unclosed-comment", message, place, "write where it ends")
        first, end = self._write(shown, places)
        self.parts.append(Prose(first, end, depth, tuple(attachments)))

    def raw(self, html: str, place: Place) -> None:
        """HTML that was put out: it has passed no filter yet."""
        row, _ = self._write("", (place,))
        self.parts.append(Raw(html, row))

    def show(self, *html: str | Inset, words: str = "", is_output: bool = True) -> None:
        self.parts.append(Shown(html, words, is_output=is_output))

    def open(self, html: str) -> None:
        self.parts.append(Shown((html,), nesting=1))

    def close(self, html: str) -> None:
        self.parts.append(Shown((html,), nesting=-1))

    def warn(self, code: str, message: str, place: Place, hint: str = "") -> None:
        self.problems.append(Problem("warning", code, message, self._path, *place, hint))

    def warn_once(self, code: str, message: str, place: Place, hint: str = "") -> None:
        """What is likely to be wrong with many outputs is said once, where it is so first."""
        self._once.setdefault((code, message, hint), []).append(place)

    def settle(self) -> None:
        """Say what was to be said once."""
        for (code, message, hint), places in self._once.items():
            more = len(places) - 1
            others = f", and so are {more} more" if more > 1 else ", and so is one more" if more else ""
            self.warn(code, message + others, places[0], hint)

    def _write(self, text: str, places: Sequence[Place]) -> tuple[int, int]:
        """(the first of the rows that `text` takes, the one behind the last)."""
        first, rows = len(self._rows), text.split("\n")
        self._rows += [*rows, ""]
        self._places += [places[min(number, len(places) - 1)] for number in range(len(rows) + 1)]
        return first, first + len(rows)

    def located(self, note: Note) -> Note:
        """`note`, made of this text, with the lines and columns of the file."""
        return located(note, self._place)

    def _place(self, line: int, column: int) -> Place:
        if not 0 < line <= len(self._places):
            return line, column
        place = self._places[line - 1]
        return place[0], place[1] + max(column, 1) - 1
