"""`comments:` in `hortus.yaml`: whose service readers may talk below a note with. Nothing of it is loaded before one asks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_REPOSITORY = re.compile(r"[\w.\-]+/[\w.\-]+")
_VALUE = re.compile(r"[^\x00-\x1f<>\"]{1,200}")
# (address of the script, keys that must be there, others that may be)
_SERVICES = {
    "giscus": ("https://giscus.app/client.js", ("repo", "repo_id", "category", "category_id"), ("lang",)),
    "utterances": ("https://utteranc.es/client.js", ("repo",), ("label",)),
}


@dataclass(frozen=True, slots=True)
class Discussion:
    """`service` is "" when there is none; `settings` are what its script is told, by the names of its documentation."""

    service: str = ""
    script: str = ""
    settings: tuple[tuple[str, str], ...] = ()

    @property
    def host(self) -> str:
        return self.script.removeprefix("https://").partition("/")[0]


def read_discussion(value: object) -> Discussion:
    """Raises ValueError with the end of a sentence about `comments`."""
    if value is False:
        return Discussion()
    if not isinstance(value, dict) or len(value) != 1 or (name := str(next(iter(value)))) not in _SERVICES:
        raise ValueError(f"must have one of these below it: {', '.join(_SERVICES)}")
    script, needed, others = _SERVICES[name]
    said = value[name]
    if not isinstance(said, dict):
        raise ValueError(f"must have keys below `{name}`: {', '.join(needed)}")  # noqa: TRY004  (see config)
    if missing := [key for key in needed if not said.get(key)]:
        raise ValueError(f"needs `{missing[0]}` below `{name}`; {name} tells it when it is set up")
    if odd := [str(key) for key in said if key not in {*needed, *others}]:
        raise ValueError(f"has no key `{odd[0]}` below `{name}`; it may have {', '.join((*needed, *others))}")
    settings = tuple((str(key), str(text)) for key, text in said.items() if text is not None)
    if not _REPOSITORY.fullmatch(dict(settings)["repo"]) or not all(
        _VALUE.fullmatch(text) for _, text in settings
    ):
        raise ValueError(f"needs `repo` below `{name}` as owner/name, and plain text for the others")
    return Discussion(name, script, settings)
