"""What an owner's templates hold that no page asks for: a name that is nearly that of another does nothing, without a word."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import jinja2
from jinja2 import nodes

from hortus.language.words import FOLDER
from hortus.model import Problem

_COMPUTED = re.compile(r"\{%[-+]?\s*(?:include|extends|import|from)\s[^%]*[~|(+]")  # may name any template
_BLOCK = re.compile(r"\{%[-+]?\s*block\s+(\w+)")


def unused_templates(site: Path, look: Path | None, theme: Path) -> Iterator[Problem]:
    """Warnings for the templates in the folder `site`, which stand over those of `look` and `theme`."""
    own = _read(site / "templates")
    if not own or site.resolve() == theme.resolve():
        return
    beneath = _read(theme / "templates") | (_read(look / "templates") if look else {})
    blocks = {name for text in beneath.values() for name in _BLOCK.findall(text)}
    is_computed = any(_COMPUTED.search(text) for text in own.values())
    for name, text in own.items():
        if is_computed:
            pass
        elif name not in beneath and not any(name in other for other in own.values() if other is not text):
            hint = (
                _near(name, beneath)
                or "a page uses those that are called as the theme's, and what they include"
            )
            yield Problem("warning", "template", "no page uses this template", f"templates/{name}", hint=hint)
        others = {block for other in own if other != name for block in _BLOCK.findall(own[other])}
        for block, line in _blocks(text):
            if block not in blocks | others:
                message = f"no template has a block `{block}`, so this one is not shown"
                yield Problem(
                    "warning", "template", message, f"templates/{name}", line, 1, _near(block, blocks)
                )


def _read(folder: Path) -> dict[str, str]:
    """The templates in the folder, by their names."""
    files = sorted(folder.rglob("*")) if folder.is_dir() else []
    names = {file.relative_to(folder).as_posix(): file for file in files if file.suffix in {".html", ".xml"}}
    return {
        name: file.read_text("utf-8", "replace")
        for name, file in names.items()
        if name.partition("/")[0] not in {FOLDER, "_looks"} and os.access(file, os.R_OK) and file.is_file()
    }


def _blocks(text: str) -> Iterator[tuple[str, int]]:
    """(name, line) of the blocks of a template that stands over another, those within them apart."""
    try:
        tree = jinja2.Environment(autoescape=True).parse(text)
    except jinja2.TemplateSyntaxError:
        return  # which is said elsewhere
    if tree.find(nodes.Extends):
        yield from ((node.name, node.lineno) for node in tree.body if isinstance(node, nodes.Block))


def _near(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.75)
    return f"did you mean `{near[0]}`?" if near else ""
