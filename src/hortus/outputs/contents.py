"""What pages are filled with besides what the site knows: the notes themselves, and the files they show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from hortus.context import merged
from hortus.model import Asset, Backlink, InsetFile, Kept, Lighter, Note, Page, Past, Ref, Source
from hortus.outputs.body import Around, embedded_notes, used_files

_SENTENCES = 2  # shown of one note


@dataclass(frozen=True, slots=True)
class Original:
    """A note as its author wrote it. `key`, that of the note made of it, stands for it; `told` is as in the note."""

    key: bytes
    source: Source = field(compare=False)
    told: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Contents:
    """By their paths in the folder of notes: every note, the files that notes use, the sentence around each hole of a note,
    the files that each note itself holds, with their names, of the notes whose pages show all that is in them the originals,
    what is told of the past of notes, and the lighter files of pictures.
    """

    notes: Mapping[str, Kept[Note]]
    files: Mapping[str, Asset]
    contexts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    insets: Mapping[str, tuple[tuple[str, Kept[InsetFile]], ...]] = field(default_factory=dict)
    originals: Mapping[str, Original] = field(default_factory=dict)
    pasts: Mapping[str, Kept[Past]] = field(default_factory=dict)
    lighter: Mapping[str, tuple[Lighter, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mention:
    """A page that links here, and the HTML of the sentences in which it does."""

    ref: Ref
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """What one page is filled with: its note and those that are embedded in it, by path, of each picture that they show
    (path in the folder of notes, path in the site, file), what links here, its note's past, and the lighter files of pictures.
    """

    notes: tuple[tuple[str, Kept[Note]], ...]
    files: tuple[tuple[str, str, Asset], ...]
    mentions: tuple[Mention, ...]
    past: Kept[Past] | None
    lighter: tuple[tuple[str, tuple[Lighter, ...]], ...] = ()

    def around(self, root: str) -> Around:
        """Fetches the notes."""
        pictures = {path: (place, asset) for path, place, asset in self.files}
        notes = {path: kept.value() for path, kept in self.notes}
        return Around(root, pictures, notes, lighter=dict(self.lighter))

    def history(self) -> Past | None:
        """Fetches the past, if there is any to tell: of one commit there is none."""
        past = self.past.value() if self.past else None
        return past if past and past.total > 1 else None


def pick(page: Page, places: Mapping[str, str], contents: Contents) -> Filled:
    """What `page` is filled with. `places` has the path in the site of each file that notes use."""
    mentions = tuple(_mention(backlink, contents.contexts) for backlink in page.backlinks)
    past = contents.pasts.get(page.note.path)
    filled = pick_text(page, places, contents)
    lighter = tuple(
        (path, contents.lighter[path]) for path, _, _ in filled.files if contents.lighter.get(path)
    )
    return replace(filled, mentions=mentions, past=past, lighter=lighter)


def pick_text(page: Page, places: Mapping[str, str], contents: Contents) -> Filled:
    """The same of the note alone, without those that link to it, its past and lighter pictures."""
    notes = sorted({page.note.path, *embedded_notes(page.fill)})
    files = sorted(path for path in set(used_files(page.fill)) if path in contents.files)
    return Filled(
        tuple((path, contents.notes[path]) for path in notes),
        tuple((path, places[path], contents.files[path]) for path in files),
        (),
        None,
    )


def _mention(backlink: Backlink, contexts: Mapping[str, tuple[str, ...]]) -> Mention:
    around = contexts.get(backlink.note, ())
    said = [around[hole] for hole in backlink.holes if hole < len(around) and around[hole]]
    return Mention(backlink.ref, tuple(merged(said))[:_SENTENCES])
