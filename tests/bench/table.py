"""Figures as a table of Markdown."""

from __future__ import annotations

from collections.abc import Sequence


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    print(_line(head, widths))
    print(
        "|"
        + "|".join("-" * (width + 1) + (":" if number else "-") for number, width in enumerate(widths))
        + "|"
    )
    for row in rows:
        print(_line(row, widths))
    print()


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [
        cell.rjust(width) if number else cell.ljust(width)
        for number, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return f"| {' | '.join(padded)} |"
