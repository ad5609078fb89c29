"""Quarto, nbdev too: settings in `_quarto.yml`, notes and notebooks beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hortus.ignoring import Rule, expression_of, is_gitignore
from hortus.model import Given
from hortus.platforms.platform import (
    Found,
    Platform,
    as_json,
    base_url,
    first_of,
    language,
    name_of,
    part,
    read_settings,
    text,
    texts,
    unread,
)

_CONFIGS = ("_quarto.yml", "_quarto.yaml")
_OF_CELLS = ("echo", "output", "include", "warning")

_NO_PAGES = tuple(
    Rule(name, f"Quarto makes no page of {what}", of_notes=True)
    for name, what in (("_*", "what begins with `_`"), ("README.*", "a README"))
)

MARKS = (*_CONFIGS, "_metadata.yml", "_metadata.yaml")


def read(found: Found) -> Platform | None:
    config = first_of(found, *_CONFIGS)
    if config not in found:
        return None
    fields = read_settings(config, found)
    site = part(fields, "website") or part(fields, "book")
    rules, odd = _rendered(fields, config)
    if files := texts(fields.get("metadata-files")):
        odd += (f"what {files[0]} says, which `metadata-files` in {config} names, is not known here",)
    return Platform(
        "quarto",
        ignore=(*_NO_PAGES, *rules, *_made(fields)),
        given=tuple(_given(fields, site, config)),
        unread=(*unread(found, config), *odd),
        title=text(site, "title") or text(fields, "title"),
        description=text(site, "description"),
        author=name_of(site.get("author") or fields.get("author")),
        language=language(fields, "lang"),
        base_url=base_url(text(site, "site-url")),
        instructions=("quarto",),
        hashtags=False,
    )


def _rendered(fields: Mapping[str, Any], config: str) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """(what is no page, what of that cannot be followed): `render` names the pages, and with `!` what is none."""
    patterns = texts(part(fields, "project").get("render")) or [*_chapters(part(fields, "book"))]
    odd = tuple(
        f"nobody here can read `{one}`, by which `render` in {config} says what is a page"
        for one in patterns
        if not is_gitignore(one)
    )
    known = [one for one in patterns if is_gitignore(one)]
    left_out = [one[1:] for one in known if one.startswith("!")]
    # Of a folder that is named all is.
    chosen = [
        f"!{name}" for one in known if not one.startswith("!") for name in (one, f"{one.rstrip('/')}/**")
    ]
    rules = tuple(
        Rule("\n".join(lines), f"`render` in {config} does not name it", "gitignore", of_notes=True)
        for lines in (left_out, ["*", *chosen] if chosen else [])
        if lines
    )
    return rules, odd


def _chapters(written: object) -> Iterator[str]:
    """The files that a book is made of: in lists, below its parts, and as appendices."""
    if isinstance(written, str):
        yield from [f"/{written}"] if "." in written else []
    elif isinstance(written, list):
        yield from (name for one in written for name in _chapters(one))
    elif isinstance(written, dict):
        for key in ("part", "chapters", "appendices", "file", "href"):
            yield from _chapters(written.get(key))


def _made(fields: Mapping[str, Any]) -> Iterator[Rule]:
    """Where Quarto writes the site."""
    if made := text(part(fields, "project"), "output-dir").strip("/."):
        yield Rule(f"/{made}", "Quarto writes its site there")


def _given(fields: Mapping[str, Any], site: Mapping[str, Any], config: str) -> Iterator[Given]:
    """`drafts` names notes; `execute` is of the cells of all."""
    cells = {key: value for key, value in part(fields, "execute").items() if key in _OF_CELLS}
    if cells:
        yield Given("", as_json({"execute": cells}), f"`execute` in {config}")
    for path in texts(site.get("drafts")):
        pattern = f"^{expression_of(path.strip('/'))}$"
        yield Given(pattern, as_json({"draft": True}), f"`drafts` in {config}")
