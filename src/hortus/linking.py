"""Faces of notes → Site, remembered: an edit that changes no note's face changes nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hortus import source
from hortus.config import Config
from hortus.memo import Memo, digest
from hortus.model import Face, Kept, Parsed, Site, Span
from hortus.selection import Selection
from hortus.site import assemble
from hortus.work import here


def link(
    parsed: Sequence[Parsed],
    found: source.Folder,
    asked: Selection,
    config: Config,
    spans: Kept[tuple[Span, ...]],
    memo: Memo,
) -> Site:
    """The linked whole, remembered too: an edit that changes no note's face changes nothing of it."""
    faces = Faces.of(item.face for item in parsed)
    settled = asked.settled(date for item in parsed for date in item.dates)
    arguments = (faces, found.files, found.ignored, settled, (config.author.picture,), spans)
    sites: list[Site] = memo.map(assemble_faces, [arguments], here)[0]
    return sites[0]


@dataclass(frozen=True, slots=True)
class Faces:
    """Those of all notes. `key` is the digest of all that."""

    key: bytes
    all: tuple[Kept[Face], ...] = field(compare=False)

    @classmethod
    def of(cls, faces: Iterable[Kept[Face]]) -> Faces:
        found = tuple(faces)
        return cls(digest(b"".join([face.key for face in found])), found)


# Those of the site that this process linked last, which holds them anyway, by their keys: the next one has nearly all of them.
_known = dict[bytes, Face]()


def assemble_faces(
    faces: Faces,
    files: tuple[str, ...],
    ignored: int,
    selection: Selection,
    wanted: tuple[str, ...],
    spans: Kept[tuple[Span, ...]],
) -> Site:
    seen = {face.key: _known.get(face.key) or face.value() for face in faces.all}
    _known.clear()
    _known.update(seen)
    return assemble([seen[face.key] for face in faces.all], files, ignored, selection, wanted, spans.value())
