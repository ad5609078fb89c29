"""What is printed: problems with the line they are about, and the sentence that says what happened."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from hortus.model import Hidden, Problem, Report, SearchExport

_ENDS = re.compile(r"\r\n|[\r\n]")  # of lines, as a note is read
_WIDTH = 100  # of an excerpt
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def describe(problem: Problem, folder: Path, shown: str = "") -> list[str]:
    """Lines for the terminal: `path:line:col: severity: message`, the line itself with a caret, a hint.

    `folder` is where the problem's path begins, `shown` how that folder is written.
    """
    place = ":".join(
        [shown + problem.path, *(str(number) for number in (problem.line, problem.column) if number)]
    )
    lines = [
        f"{place}: {problem.severity}: {problem.message}"
        if problem.path
        else f"{problem.severity}: {problem.message}"
    ]
    lines += _excerpt(folder / problem.path, problem.line, problem.column)
    lines += [f"  = {problem.hint}"] if problem.hint else []
    return [CONTROL.sub("\N{REPLACEMENT CHARACTER}", line) for line in lines]


@lru_cache(maxsize=1)
def _rows(file: Path, stamp: tuple[int, int]) -> tuple[str, ...]:  # noqa: ARG001  (part of the key)
    """The lines of a file, which may have many problems. Raises OSError."""
    data = file.read_bytes()
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    return tuple(_ENDS.split(data.decode(encoding, "replace")))


def _excerpt(file: Path, line: int, column: int) -> list[str]:
    """The line of the file, cut to a window around the column, and a caret below."""
    if not line or not file.is_file():
        return []
    try:
        stat = file.stat()
        rows = _rows(file, (stat.st_size, stat.st_mtime_ns))
    except OSError:
        return []
    if line > len(rows) or not rows[line - 1].strip():
        return []
    start = max(0, column - _WIDTH * 2 // 3)
    row = rows[line - 1][start : start + _WIDTH].replace("\t", " ").rstrip()
    gutter = " " * len(str(line))
    before = row[: column - 1 - start].ljust(column - 1 - start)
    caret = [f" {gutter} | {' ' * sum(map(_cells, before))}^"] if column else []
    return [f" {line} | {row}", *caret]


def _cells(sign: str) -> int:
    """How wide a terminal shows it: those of Chinese are as wide as two letters."""
    return 0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in {"W", "F"} else 1


def sentence(report: Report, seconds: float) -> str:
    """`31 notes, 2 changed, 4 pages written, 1 removed, 0.04 s`."""
    return ", ".join(
        [
            count(report.notes, "note"),
            f"{report.parsed} changed",
            f"{count(len(report.written), 'file')} written",
            f"{len(report.removed)} removed",
            f"{seconds:.2f} s",
        ]
    )


def export_sentence(export: SearchExport) -> str:
    """`search export for typesense: 78 documents in 3 files in .hortus/search-export/typesense`."""
    counts = f"{count(export.documents, 'document')} in {count(len(export.files), 'file')}"
    return f"search export for {export.engine}: {counts} in {export.path}"


def hidden_sentence(hidden: Hidden) -> str:
    """`3 drafts, 1 future not published; 2 .org not read`, or "" when nothing is hidden."""
    parts = [
        count(hidden.draft, "draft") if hidden.draft else "",
        f"{hidden.future} future" if hidden.future else "",
        f"{hidden.private} private" if hidden.private else "",
        f"{hidden.ignored} ignored" if hidden.ignored else "",
    ]
    unread = [f"{number:,} .{ending}" for ending, number in hidden.unread]
    said = {"not published": [part for part in parts if part], "not read": unread}
    return "; ".join(f"{', '.join(those)} {what}" for what, those in said.items() if those)


def as_json(report: Report, seconds: float) -> dict[str, object]:
    """The report as one object of plain values."""
    total, failed = report.formulas
    return {
        "notes": report.notes,
        "published": report.published,
        "hidden": {**asdict(report.hidden), "unread": dict(report.hidden.unread)},
        "written": list(report.written),
        "removed": list(report.removed),
        "seconds": round(seconds, 3),
        "formulas": {"total": total, "failed": failed},
        "links": asdict(report.links),
        "images": asdict(report.images),
        "search_export": asdict(report.search_export) if report.search_export else None,
        "problems": [asdict(problem) for problem in report.problems],
    }


def count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
