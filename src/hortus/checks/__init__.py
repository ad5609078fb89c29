"""What may be wrong with a folder of notes besides what its build says: one pure function for each kind of finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hortus.checks.copies import copies
from hortus.checks.dates import odd_dates
from hortus.checks.emphasis import stray_stars
from hortus.checks.formulas import odd_formulas
from hortus.checks.garden import Garden, Text
from hortus.checks.links import empty_links, missing_pages, told_together, wrong_case
from hortus.checks.lone import orphans, same_titles, stubs, untitled
from hortus.checks.marks import conflicts, missing_footnotes, unclosed_comments, unclosed_formulas
from hortus.checks.pictures import undescribed, unused_files
from hortus.checks.spelling import misspelt
from hortus.checks.tags import alike_tags
from hortus.model import Problem

__all__ = ["CHECKS", "Check", "Garden", "Text", "misspelt", "told_together"]

Check = Callable[[Garden], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    missing_pages,
    empty_links,
    wrong_case,
    orphans,
    stubs,
    untitled,
    same_titles,
    copies,
    undescribed,
    unused_files,
    stray_stars,
    odd_formulas,
    unclosed_formulas,
    missing_footnotes,
    unclosed_comments,
    conflicts,
    odd_dates,
    alike_tags,
)
