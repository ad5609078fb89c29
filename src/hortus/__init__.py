"""Hortus: a folder of notes becomes a static site that is browsed, searched and rebuilt as you write."""

__version__ = "0.1.0"
