"""Files that are notes in a form that only other programs read."""

from __future__ import annotations

# Nobody here knows what such a file keeps back, or which notes it names: a link to one does not publish it.
ENDINGS = ("adoc", "base", "canvas", "mdx", "org", "qmd", "rmd", "rst")


def is_for_others(path: str) -> bool:
    return path.rpartition(".")[2].lower() in ENDINGS
