"""Programs that make sites of notes and that nobody here knows: what they keep back is not kept back, and that is said."""

from __future__ import annotations

from collections.abc import Iterator

from hortus.platforms.platform import Found, Platform

_SUMMARY = "what `SUMMARY.md` does not name"
# (what the program is called, what it keeps back), by the file that tells of it.
_KNOWN_BY = {
    "_toc.yml": ("Jupyter Book", "what `_toc.yml` does not name and `exclude_patterns` leaves out"),
    "myst.yml": ("MyST", "what its `toc` does not name and `exclude` leaves out"),
    "book.toml": ("mdBook", _SUMMARY),
    "book.json": ("GitBook", _SUMMARY),
    ".gitbook.yaml": ("GitBook", _SUMMARY),
    **dict.fromkeys(
        (f"docusaurus.config.{ending}" for ending in ("js", "ts", "mjs", "cjs")),
        ("Docusaurus", "names that begin with `_` and what `exclude` leaves out"),
    ),
    **dict.fromkeys((".vitepress", "docs/.vitepress"), ("VitePress", "what `srcExclude` names")),
    **dict.fromkeys((".vuepress", "docs/.vuepress"), ("VuePress", "what `pagePatterns` leaves out")),
    **dict.fromkeys(
        (".eleventy.js", *(f"eleventy.config.{ending}" for ending in ("js", "mjs", "cjs"))),
        ("Eleventy", "what `.eleventyignore` names and `permalink: false` leaves out"),
    ),
}
_SPHINX = ("conf.py", "source/conf.py", "docs/conf.py", "docs/source/conf.py")

MARKS = (*_KNOWN_BY, *_SPHINX)


def read(found: Found) -> Platform | None:
    named = dict.fromkeys(_strangers(found))
    if not named:
        return None
    return Platform(
        is_sure=False,
        unread=tuple(
            f"this looks like a site of {name}: {what} is not kept back here" for name, what in named
        ),
    )


def _strangers(found: Found) -> Iterator[tuple[str, str]]:
    yield from (known for mark, known in _KNOWN_BY.items() if mark in found)
    if any(b"exclude_patterns" in found.get(mark, b"") for mark in _SPHINX):
        yield "Sphinx", "what `exclude_patterns` names"
