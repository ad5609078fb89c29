"""What Hugo's settings and the pages of its sections hand down: front matter for all notes below, unless they say otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hortus.ignoring import expression_of, is_found
from hortus.model import Given
from hortus.platforms.platform import as_json, lowered, part, text, texts

_NAME = r"(?:/?_?index)?(?:\.[A-Za-z-]+)?\.\w+$"  # what stands in the path of a file after the address of its page
_FROM_ROOT = re.compile(r"(^|[{,])/")  # addresses begin with it, paths of files do not
_KINDS = {"page": r"(?!(?:.*/)?_index\.)", "section": r"(?=.+/_index\.)", "home": r"(?=_index\.)"}
_TARGETS = ("_target", "target")


def handed_down(cascade: object, folder: str, origin: str) -> Iterator[Given]:
    """What stands under `cascade` for the notes in `folder`, "" for all: a mapping, or a list of them with the pages they are for, of
    which the first that says a thing holds.
    """
    for one in reversed(cascade) if isinstance(cascade, list) else [cascade]:
        yield from _handed(one, folder, origin)


def _handed(one: object, folder: str, origin: str) -> Iterator[Given]:
    written = lowered(part({"": one}, ""))
    target = {key: value for name in _TARGETS for key, value in lowered(part(written, name)).items()}
    params = lowered(part(written, "params"))
    fields = {**params, **{key: value for key, value in written.items() if key not in {*_TARGETS, "params"}}}
    environment, language = text(target, "environment"), text(target, "lang")
    if not fields or (environment and not is_found(f"^{expression_of(environment)}$", "production")):
        return
    below = f"(?i:(?={_spaced(re.escape(folder))}/))" if folder else ""
    for path in texts(target.get("path")) or [""]:
        of_path = f"(?={_address(path)}{_NAME})" if path else ""
        # Which language a note without a sign of one is in is not known here: where a path says more, that is enough.
        of_language = f"(?=(?:.*[./])?{re.escape(language)}[./])" if language and not path else ""
        yield Given(
            f"^{below}{_of_kind(text(target, 'kind').lower())}{of_path}{of_language}", as_json(fields), origin
        )


def _of_kind(glob: str) -> str:
    kinds = [known for name, known in _KINDS.items() if is_found(f"^{expression_of(glob)}$", name)]
    return f"(?:{'|'.join(kinds)})" if kinds else "(?!)" if glob else ""


def _address(glob: str) -> str:
    """Addresses are in small letters, with hyphens for spaces."""
    expression = expression_of(_FROM_ROOT.sub(r"\1", glob))
    return f"(?i:{_spaced(expression)})"


def _spaced(expression: str) -> str:
    return expression.replace(re.escape(" "), re.escape("-")).replace(re.escape("-"), "[ -]")
