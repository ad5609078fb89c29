"""What the names in notes mean: a link's target is Missing, Ambiguous or Found, by one order of rules for all platforms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mdurl import decode

from hortus.dates import parse_date
from hortus.endings import NOTES
from hortus.model import Face
from hortus.near import Near
from hortus.text import anchor as slug_of, nfc

_INDEX = ("index", "readme", "_index")
_WORD = re.compile(r"\w+")
_GIVEN_ONCE = re.compile(r"\^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# A day as Logseq writes it: `Mar 1st, 2026`; its note is called 2026-03-01.
_DAY = re.compile(r"[A-Za-z]{3,9} \d{1,2}(?:st|nd|rd|th), \d{4}")
_ROOTS = ("static", "source", "public", "assets")


@dataclass(frozen=True, slots=True)
class Found:
    """`path` is that of a note or another file; or of a folder, with `/` at its end, when it has no note of its own."""

    path: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several notes have the name; `path` is the nearest to the note that links."""

    path: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing has the name."""


Outcome = Found | Ambiguous | Missing


class Names:
    """Every name in a folder of notes, made once for a site and not changed after. What lies with `others`, and with none of the
    `notes`, is theirs: it is found only where it is said to be.
    """

    def __init__(self, notes: Iterable[Face], files: Iterable[str], others: Iterable[Face] = ()) -> None:
        self._paths: dict[str, str] = {}
        self._stems: dict[str, list[str]] = {}
        self._files: dict[str, list[str]] = {}
        self._aliases: dict[str, list[str]] = {}
        self._titles: dict[str, list[str]] = {}
        self._indexes: dict[str, list[str]] = {}  # by the names of their folders
        self._blocks: dict[str, str] = {}
        self._folders: dict[str, str] = {"": ""}
        self._titled: list[tuple[str, str]] = []  # titles as they are compared, and as they are
        self._near_notes: Near | None = None  # made when the first name is missing
        self._near_files: Near | None = None
        for path in files:
            self._paths.setdefault(_fold(path), path)
            self._files.setdefault(_fold(_name(path)), []).append(path)
        # Whether a folder holds any of the notes, or only others.
        self._homes = dict.fromkeys((_parent(note.path) for note in others), False)
        for note in notes:
            self._homes[_parent(note.path)] = True
            self._add(note)

    def _add(self, note: Face) -> None:
        stem = _stem(note.path)
        self._paths[_fold(note.path)] = note.path
        # Logseq writes what no file name may hold as `%3F`, and `/` as `___` too.
        for name in dict.fromkeys(
            (_name(stem), decode(_name(stem), ""), decode(_name(stem), "").replace("___", "/"))
        ):
            self._stems.setdefault(_fold(name), []).append(note.path)
        if _name(stem).lower() in _INDEX and (folder := _parent(note.path)):
            self._indexes.setdefault(_fold(_name(folder)), []).append(note.path)
        # With its formulas in Unicode, and as written.
        for title in {_fold(title) for title in (note.title, note.meta.title) if title}:
            self._titles.setdefault(title, []).append(note.path)
        self._titled.append((_fold(note.title), note.title))
        for anchor in note.anchors:
            if is_given_once(anchor):
                self._blocks[anchor] = note.path
        for alias in note.meta.aliases:
            self._aliases.setdefault(_fold(alias.strip("/")), []).append(note.path)
        folder = note.path
        while folder := _parent(folder):
            self._folders.setdefault(_fold(folder), folder)

    def note(self, target: str, origin: str, *, wiki: bool) -> Outcome:
        """The note, file or folder that `target`, written in the note `origin`, means.

        The order: the path as written (in a wikilink from the root first, in a link from the note's own folder first);
        a file name anywhere; the last parts of a path; an alias; a title; a folder with a page of its own; a day
        in words. Among several the nearest folder wins.
        """
        target = nfc(target).strip()
        for path in _places(target, origin, wiki=wiki):
            if found := self._at(path):
                return Found(found)
        name = target.strip("/")
        if not name or not (wiki or _has_suffix(name)):
            return Missing()
        for candidates in self._named(name):
            if candidates:
                return _nearest(candidates, origin)
        return Missing()

    def near_note(self, target: str) -> str:
        """What may have been meant by a name that no note has: the name of one, its title or an alias."""
        if self._near_notes is None:
            stems = ((name, _name(_stem(path))) for name, paths in self._stems.items() for path in paths[:1])
            aliases = ((name, name) for name in self._aliases)
            self._near_notes = Near((*self._titled, *aliases, *stems))
        return self._near_notes.find(_fold(_name(_stem(nfc(target).strip().rstrip("/")))))

    def near_file(self, target: str) -> str:
        """The same of a file."""
        if self._near_files is None:
            self._near_files = Near((name, _name(paths[0])) for name, paths in self._files.items())
        return self._near_files.find(_fold(_name(nfc(target).strip())))

    def block(self, anchor: str) -> Outcome:
        """The note whose block has the name `anchor`, which `is_given_once`."""
        found = self._blocks.get(anchor)
        return Found(found) if found else Missing()

    def file(self, target: str, origin: str) -> Outcome:
        """The file that a picture's `target` means: as written, in the folder that is called as the note, from the
        root or a folder that other programs take for it, or by its name alone, wherever it was moved to.
        """
        target = nfc(target).strip()
        roots = (join(root, target.lstrip("/")) for root in (_stem(origin), *_ROOTS))
        for path in (*_places(target, origin, wiki=False), *(path for path in roots if path is not None)):
            if found := self._paths.get(_fold(path)):
                return Found(found)
        if not target:
            return Missing()
        candidates = self._files_named(target)
        return _nearest(candidates, origin) if candidates else Missing()

    def _files_named(self, target: str) -> list[str]:
        """Those whose paths end so; else those of the name alone."""
        ending = "/" + _fold(target.lstrip("./"))
        named = self._files.get(_fold(_name(target)), [])
        found = [path for path in named if ("/" + _fold(path)).endswith(ending)]
        return found or [path for path in named if not self._is_of_others(path)]

    def _is_of_others(self, path: str) -> bool:
        folder = _parent(path)
        while folder and folder not in self._homes:
            folder = _parent(folder)
        return not self._homes.get(folder, True)

    def _at(self, path: str) -> str | None:
        """What stands at `path`, with or without ending, or the index of the folder there."""
        folded = _fold(path)
        bare = folded.removesuffix(".html") if folded.endswith(".html") else folded
        tries = [folded, *(bare + suffix for suffix in NOTES)]
        tries += [f"{folded}/{name}{suffix}".lstrip("/") for name in _INDEX for suffix in NOTES]
        found = next((self._paths[name] for name in tries if name in self._paths), None)
        if found is None and folded in self._folders:
            return self._folders[folded] + "/"
        return found

    def _named(self, name: str) -> Iterator[list[str]]:
        folded = _fold(name)
        bare = _fold(_stem(name))
        last = bare.rpartition("/")[2]
        ending = "/" + bare
        stems = self._stems.get(last, [])
        yield [path for path in stems if ("/" + _fold(_stem(path))).endswith(ending)]
        yield self._stems.get(bare, [])
        yield self._files_named(name)
        # Who moves notes leaves such links behind: they are followed where the name can mean but one.
        yield stems if "/" in bare and len(stems) == 1 and last not in _INDEX else []
        yield self._aliases.get(folded, [])
        yield self._titles.get(folded, [])
        yield self._indexes.get(bare, [])
        day = parse_date(name) if _DAY.fullmatch(name) else None
        yield self._titles.get(day.date().isoformat(), []) if day else []


def is_given_once(anchor: str) -> bool:
    """Whether it names a block wherever that is: Logseq links to one without the name of its note."""
    return bool(_GIVEN_ONCE.fullmatch(anchor))


def find_anchor(note: Face, anchor: str) -> str | None:
    """The id in `note` that `anchor` means, as an id or as a heading's words (`A#B` is heading B), or None."""
    wanted = anchor.rpartition("#")[2].strip()
    if wanted in note.anchors:
        return wanted
    words = " ".join(wanted.split()).casefold()
    for heading in note.headings:
        if heading.text.casefold() == words:
            return heading.anchor
    slug = slug_of(wanted)
    if slug and slug in note.anchors:
        return slug
    # Obsidian writes a space for what stands between the words: `D&D, part 2` is linked to as `D D part 2`.
    bare = _bare(wanted)
    return next((heading.anchor for heading in note.headings if bare and _bare(heading.text) == bare), None)


def _bare(words: str) -> str:
    return " ".join(_WORD.findall(words.casefold()))


def _places(target: str, origin: str, *, wiki: bool) -> list[str]:
    """Where `target` may stand as a path: seen from the root of the folder and from the note's own folder."""
    root = join("", target.lstrip("/"))
    if target.startswith("/"):
        return [root] if root is not None else []
    beside = join(_parent(origin), target)
    order = [root, beside] if wiki and not target.startswith(".") else [beside, root]
    return [path for path in order if path is not None and (path or not wiki)]


def join(folder: str, target: str) -> str | None:
    """`folder/target` with `.` and `..` worked out; None when it leads out of the folder of notes."""
    parts = folder.split("/") if folder else []
    for part in target.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def _nearest(candidates: list[str], origin: str) -> Outcome:
    if len(candidates) == 1:
        return Found(candidates[0])
    home = _parent(origin).split("/") if _parent(origin) else []

    def distance(path: str) -> tuple[int, int, str]:
        folders = _parent(path).split("/") if _parent(path) else []
        shared = 0
        for ours, theirs in zip(home, folders, strict=False):
            if ours != theirs:
                break
            shared += 1
        return len(home) + len(folders) - 2 * shared, len(path), path

    first, *others = sorted(candidates, key=distance)
    return Ambiguous(first, tuple(others))


def _fold(name: str) -> str:
    return nfc(name).casefold()


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _has_suffix(name: str) -> bool:
    return name.lower().endswith(NOTES)


def _stem(path: str) -> str:
    for suffix in NOTES:
        if path.lower().endswith(suffix):
            return path[: -len(suffix)]
    return path
