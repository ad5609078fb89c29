"""What Hugo's settings and the pages of its sections hand down: front matter for all notes below, unless they say otherwise."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from hortus.ignoring import expression_of
from hortus.model import Given
from hortus.platforms.platform import part, text, texts

_NAME = r"(?:/?_?index)?(?:\.[A-Za-z-]+)?\.\w+$"  # what stands in the path of a file after the address of its page
_FROM_ROOT = re.compile(r"(^|[{,])/")  # addresses begin with it, paths of files do not
_KINDS = {"page": r"(?!(?:.*/)?_index\.)", "section": r"(?=.+/_index\.)", "home": r"(?=_index\.)", "": ""}


def handed_down(cascade: object, folder: str, origin: str) -> Iterator[Given]:
    """What stands under `cascade` for the notes in `folder`, "" for all: a mapping, or a list of them with the pages they are for."""
    for one in cascade if isinstance(cascade, list) else [cascade]:
        yield from _handed(one, folder, origin)


def _handed(one: object, folder: str, origin: str) -> Iterator[Given]:
    written = part({"": one}, "")
    target = {**part(written, "_target"), **part(written, "target")}
    fields = {key: value for key, value in written.items() if key not in {"_target", "target", "params"}}
    kind, environment = text(target, "kind"), text(target, "environment")
    if not fields or kind not in _KINDS or (environment and not _is_named("production", environment)):
        return
    below = f"{re.escape(folder)}/" if folder else ""
    for path in texts(target.get("path")) or [""]:
        glob = _FROM_ROOT.sub(r"\1", path)
        of_path = f"(?={expression_of(glob)}{_NAME})" if path else ""
        yield Given(f"^(?={below}){_KINDS[kind]}{of_path}", json.dumps(fields, default=str), origin)


def _is_named(name: str, glob: str) -> bool:
    return bool(re.fullmatch(expression_of(glob), name))
