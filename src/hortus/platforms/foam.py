"""Foam: a folder of an editor with `.foam/`."""

from __future__ import annotations

from hortus.platforms.platform import Found, Platform

MARKS = (".foam",)


def read(found: Found) -> Platform | None:
    return Platform("foam") if ".foam" in found else None
