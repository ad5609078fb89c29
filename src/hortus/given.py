"""What the front matter of notes says where they say nothing else: in the settings of their program, or in the note of a section."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from hortus.frontmatter import fields_of, keeps_back
from hortus.ignoring import is_found, path_in
from hortus.model import Dialect, Given, Program, Source
from hortus.platforms import Platform, handed_down
from hortus.platforms.platform import as_json, lowered, read_settings

# What hands front matter down to all that lies in its folder.
_SECTION = re.compile(r"(?:(.*)/)?_index\.[^/]*", re.IGNORECASE)
_METADATA = re.compile(r"(?:(.*)/)?_metadata\.ya?ml")

_Key = tuple[tuple[int, ...], tuple[Program, ...]]


@dataclass(frozen=True, slots=True)
class Dialects:
    """How each note of a folder is to be read: as all of them, but for what its place gives it."""

    common: Dialect
    given: tuple[Given, ...] = ()
    inside: tuple[
        tuple[str, tuple[Program, ...]], ...
    ] = ()  # whose instructions stand in the notes of a folder, too
    _known: dict[_Key, Dialect] = field(default_factory=dict, repr=False, compare=False)

    def of(self, path: str) -> Dialect:
        """That of the note at `path`. Those of two notes with the same are the very same."""
        if not self.given and not self.inside:
            return self.common
        more = (one for folder, programs in self.inside if path.startswith(f"{folder}/") for one in programs)
        programs = tuple(dict.fromkeys((*self.common.instructions, *more)))
        found = self._found(path), programs
        if found not in self._known:
            common = _with_instructions(self.common, programs)
            self._known[found] = _dialect(common, tuple(self.given[number] for number in found[0]))
        return self._known[found]

    def origins(self, path: str) -> tuple[Given, ...]:
        """What is given to the note at `path`, that which holds last."""
        return tuple(self.given[number] for number in self._found(path))

    def _found(self, path: str) -> tuple[int, ...]:
        return tuple(
            number
            for number, one in enumerate(self.given)
            if (seen := path_in(one, path)) is not None and is_found(one.paths, seen)
        )


def given_to(platform: Platform) -> tuple[Given, ...]:
    """What is given to some notes: what keeps them back comes last, for then it holds."""
    more = handed_down_in(platform, platform.sections)
    return tuple(sorted((*platform.given, *more), key=lambda one: one.is_aside))


def handed_down_in(platform: Platform, files: Sequence[Source]) -> Iterator[Given]:
    """What `files` hand down where the notes are of that program, the outermost first: what is nearer to a note holds before what
    is farther.
    """
    if "hugo" in platform.instructions:
        for folder, note in _outermost(_SECTION, files):
            fields = lowered(fields_of(note.path, note.data))
            yield from handed_down(fields.get("cascade"), folder, f"`cascade` in {note.path}")
    if platform.name == "quarto":
        for folder, file in _outermost(_METADATA, files):
            fields = read_settings(file.path, {file.path: file.data})
            below = f"^{re.escape(folder)}/" if folder else ""
            yield Given(below, as_json(fields), file.path)


def _outermost(name: re.Pattern[str], files: Sequence[Source]) -> list[tuple[str, Source]]:
    """The folders of the files of that name, and those."""
    found = [(match[1] or "", file) for file in files if (match := name.fullmatch(file.path))]
    return sorted(found, key=lambda one: one[0].count("/") + bool(one[0]))


@lru_cache(maxsize=64)  # as below
def _with_instructions(common: Dialect, programs: tuple[Program, ...]) -> Dialect:
    return common if programs == common.instructions else replace(common, instructions=programs)


@lru_cache(maxsize=1024)  # the memo knows again what is the very same as in the last build
def _dialect(common: Dialect, given: tuple[Given, ...]) -> Dialect:
    fields = {key: value for one in given for key, value in _fields(one).items()}
    return replace(common, given=json.dumps(fields)) if fields else common


def _fields(given: Given) -> dict[str, object]:
    fields = json.loads(given.fields).items()
    return {key.lower(): value for key, value in fields if not given.is_aside or keeps_back({key: value})}
