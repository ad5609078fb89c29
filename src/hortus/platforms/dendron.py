"""Dendron: a hierarchy in the names of files, `a.b.c.md`."""

from __future__ import annotations

from hortus.platforms.platform import Found, Platform

MARKS = ("dendron.yml", "root.schema.yml")


def read(found: Found) -> Platform | None:
    return Platform("dendron", text_first=True) if {*MARKS} & found.keys() else None
