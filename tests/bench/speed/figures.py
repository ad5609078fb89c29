"""What was measured, as tables of Markdown: absolute, and as ratios."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence

from bench.table import print_table
from cases import BUILDS, Figures
from programs import HORTUS, PROGRAMS, WORK, Program, versions

Column = Callable[[Figures], float | None]
NONE = "–"


def print_work(programs: Sequence[Program]) -> None:
    rows = [[one.name, ", ".join(versions(one)), *one.work] for one in programs]
    print_table(["while it builds", "version", *WORK], rows)


def print_size(title: str, measured: Mapping[str, Figures]) -> None:
    """Absolute figures, and how many times those of each other program Hortus takes."""
    head = [title, *_COLUMNS]
    print_table(head, [[PROGRAMS[name].name, *map(_cell, _values(one))] for name, one in measured.items()])
    for name, one in measured.items():
        for case, why in one.failed.items():
            print(f"{PROGRAMS[name].name}, {case}: {why}.\n")
    if HORTUS not in measured:
        return
    ours = _values(measured[HORTUS])
    rows = [
        [f"to {PROGRAMS[name].name}", *map(_ratio, ours, _values(one))]
        for name, one in measured.items()
        if name != HORTUS
    ]
    if rows:
        print_table(["Hortus", *_COLUMNS], rows)


def print_growth(measured: Mapping[int, Mapping[str, Figures]]) -> None:
    """How many times as much the largest size takes as the smallest."""
    small, large = min(measured), max(measured)
    rows = [
        [PROGRAMS[name].name, *map(_ratio, _values(measured[large][name]), _values(one))]
        for name, one in measured[small].items()
    ]
    print_table([f"{large:,} to {small:,} notes, × {large / small:g}", *_COLUMNS], rows)


def _values(one: Figures) -> list[float | None]:
    return [column(one) for column in _COLUMNS.values()]


def _wall(case: str) -> Column:
    return lambda one: _median([cost.wall for cost in one.costs.get(case, [])])


def _median(values: Sequence[float]) -> float | None:
    return statistics.median(values) if values else None


def _size(one: Figures, name: str) -> float | None:
    return getattr(one.size, name) or None if one.size else None


_COLUMNS: dict[str, Column] = {
    f"{BUILDS[0]}, s": _wall(BUILDS[0]),
    "of processors, s": lambda one: _median([cost.cpu for cost in one.costs.get(BUILDS[0], [])]),
    "memory, MB": lambda one: one.memory / 1e6 or None,
    **{f"{case}, s": _wall(case) for case in BUILDS[1:]},
    "served, s": lambda one: _median(one.served),
    "open, s": lambda one: _median(one.shown),
    "files": lambda one: _size(one, "files"),
    "output, MB": lambda one: (_size(one, "output") or 0) / 1e6 or None,
    "index, MB": lambda one: (_size(one, "index") or 0) / 1e6 or None,
}


def _cell(value: float | None) -> str:
    if value is None:
        return NONE
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _ratio(value: float | None, to: float | None) -> str:
    return f"× {value / to:.2g}" if value is not None and to else NONE
