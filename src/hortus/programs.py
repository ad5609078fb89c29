"""The programs that a folder of notes was written for: what they left beside the notes, above them and among them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hortus.given import handed_down_in
from hortus.ignoring import Rule, seen_from
from hortus.model import Source
from hortus.platforms import MARKS, Platform, find_platforms, makes_sites, together
from hortus.platforms.together import kept_back, within
from hortus.source import is_read, read_marks

_SIGNS = frozenset(mark.partition("/")[0] for mark in MARKS)
_MERE = ("_posts", "_notebooks", "journals", "pages")  # deeper down these folders alone tell of no program
_SECTIONS = ("_index.", "_metadata.")
_FARTHEST = 20  # folders above notes in which a site may begin


@dataclass(frozen=True, slots=True)
class _Inside:
    """What lies among the notes: folders that may be a program's, folders that are links, and what is said of sections; paths seen
    from the notes.
    """

    folders: tuple[str, ...]
    links: tuple[str, ...]
    sections: tuple[str, ...]


def lead(folder: Path) -> Platform:
    """The program that leads by what lies in `folder`; one without a name when none does."""
    return next(iter(find_platforms(_marks(folder))), Platform())


def settings_in(folder: Path) -> tuple[str, ...]:
    """The files in `folder` that say what its programs keep back, if they keep anything back."""
    marks = _marks(folder)
    if not any(one.ignore or one.given or one.opt_in or one.locked for one in find_platforms(marks)):
        return ()
    return tuple(path for path, data in marks.items() if data)


def find_programs(folder: Path, notes: Path, skip: Iterable[Path] = (), *, is_site: bool = False) -> Platform:
    """All that programs say of `notes`, by what lies there, in `folder` and between. The first that makes sites leads, and of
    those the nearest to the notes; what any other keeps back is kept back, also for a folder among the notes alone. What is in
    the folders `skip` tells nothing. What is above a `folder` that its owner calls a site is another's, unless its notes lie there.
    """
    way = _way(folder, notes)
    real = _real(notes)
    is_apart = is_site and real.is_relative_to(os.path.realpath(folder))
    above = [] if is_apart else folders_above(real, way)
    inside = _look_inside(notes, {_relative(_real(one), real) for one in skip})
    sections = read_marks(notes, inside.sections)
    near = _near(way, folder, notes)
    deep = [
        _deep(one, notes / path, path, notes, sections)
        for path in inside.folders
        for one in find_platforms(_marks(notes / path, *_MERE))
        if one.is_sure
    ]
    linked, beyond = _behind(inside.links, notes, [real, *way, *above])
    platform = together([*(near or [Platform()]), *_around(above, real), *deep, *linked])
    places = (*(_relative(place, notes) for place in way), *(_relative(place, real) for place in above))
    asked = (_relative(place, real) for place in beyond)
    return replace(platform, places=(*places, *inside.folders, *asked), sections=sections)


def _near(way: Sequence[Path], folder: Path, notes: Path) -> list[Platform]:
    """The programs that left their marks on the `way`, that which leads first; of the others those that are sure."""
    found = _found_on(way)
    near = [
        _seen(one, place, folder, notes, _sections_above(one, place, found))
        for place, marks in found
        for one in find_platforms(marks)
    ]
    near.sort(key=lambda one: not makes_sites(one))
    return [one for number, one in enumerate(near) if one.is_sure or not number]


def _around(above: Sequence[Path], notes: Path) -> Iterator[Platform]:
    """What those programs keep back whose notes, or sites, these are but a part of."""
    found = _found_on([notes, *above])
    for place, marks in found[1:]:
        for one in find_platforms(marks):
            root = _root(one, place)
            if one.is_sure and notes.is_relative_to(root):
                given = (*one.given, *handed_down_in(one, _sections_above(one, place, found)))
                kept = kept_back(replace(one, given=seen_from(str(notes), str(root), given)))
                yield replace(
                    kept,
                    ignore=_rules(one, place, notes),
                    bundles=_below(root, notes) if one.bundles else (),
                    opt_in=one.opt_in,
                    locked=one.locked,
                    instructions=one.instructions,
                )


def _real(place: Path) -> Path:
    return Path(os.path.realpath(place))


def _relative(place: Path, notes: Path) -> str:
    return os.path.relpath(place, notes).replace(os.sep, "/")


def _marks(folder: Path, *unless: str) -> dict[str, bytes]:
    return {mark.path: mark.data for mark in read_marks(folder, MARKS) if mark.path not in unless}


def _way(folder: Path, notes: Path) -> list[Path]:
    """`notes` and the folders above it up to `folder`; only both, where one does not lie in the other."""
    up = os.path.relpath(notes, folder)
    if up == ".":
        return [folder]
    steps = [] if up.startswith("..") else Path(up).parts
    return [notes, *(folder.joinpath(*steps[:count]) for count in range(len(steps) - 1, 0, -1)), folder]


def folders_above(notes: Path, way: Sequence[Path]) -> list[Path]:
    """The folders above the `notes` that are not on the `way` to them: up to the top of the repository, and never the home of all."""
    known, home = {os.path.realpath(place) for place in way}, os.path.realpath(os.path.expanduser("~"))
    if (notes / ".git").is_dir():  # a file is that of a part of another repository
        return []
    found = list[Path]()
    for place in [*notes.parents][:_FARTHEST]:
        if str(place) == home:
            break
        found += [place] if str(place) not in known else []
        if (place / ".git").exists():
            break
    return found


def _found_on(way: Sequence[Path]) -> list[tuple[Path, dict[str, bytes]]]:
    """The marks in each folder of the `way`. Below one of a program that makes sites a mere folder is no program's."""
    found = list[tuple[Path, dict[str, bytes]]]()
    is_site = False
    for place in reversed(way):
        marks = _marks(place, *(_MERE if is_site else ()))
        is_site = is_site or any(map(makes_sites, find_platforms(marks)))
        found.append((place, marks))
    return found[::-1]


def _root(platform: Platform, place: Path) -> Path:
    return place / platform.root if (place / platform.root).is_dir() else place


def _seen(platform: Platform, place: Path, folder: Path, notes: Path, above: Sequence[Source]) -> Platform:
    """`platform`, which left its marks at `place`, as seen from `notes`."""
    root = _root(platform, place)
    is_whole = os.path.normpath(root) == os.path.normpath(notes)
    beside = (place / name for name in platform.beside)
    given = (*platform.given, *handed_down_in(platform, above))
    return replace(
        platform,
        ignore=_rules(platform, place, notes),
        given=seen_from(str(notes), str(root), given),
        bundles=_below(root, notes) if platform.bundles else (),
        beside=tuple(
            os.path.relpath(one, folder) for one in beside if is_whole or not one.is_relative_to(notes)
        ),
    )


def _rules(platform: Platform, place: Path, notes: Path) -> tuple[Rule, ...]:
    root = _root(platform, place)
    outside = () if root == place else seen_from(str(notes), str(place), platform.outside)
    return (*seen_from(str(notes), str(root), platform.ignore), *outside)


def _below(root: Path, notes: Path) -> tuple[str, ...]:
    """The folder `root` as one among the notes, "" where all notes are in it; none where none are."""
    inside = _relative(root, notes)
    if not inside.startswith(".."):
        return ("" if inside == "." else inside,)
    return () if _relative(notes, root).startswith("..") else ("",)


def _sections_above(
    platform: Platform, place: Path, found: Sequence[tuple[Path, dict[str, bytes]]]
) -> list[Source]:
    """What is said of the sections in which the notes lie, as `platform` at `place` knows them."""
    root = _root(platform, place)
    return [
        Source(os.path.relpath(above / mark, root).replace(os.sep, "/"), data)
        for above, marks in found[1:]
        if above.is_relative_to(root)
        for mark, data in marks.items()
        if mark.lower().startswith(_SECTIONS)
    ]


def _deep(platform: Platform, place: Path, path: str, notes: Path, sections: Sequence[Source]) -> Platform:
    """What `platform`, which left its marks in a folder among the notes, keeps back there."""
    root = _root(platform, place)
    inside = _relative(root, notes)
    own = [
        Source(section.path.removeprefix(f"{inside}/"), section.data)
        for section in sections
        if section.path.startswith(f"{inside}/")
    ]
    kept = within(replace(platform, given=(*platform.given, *handed_down_in(platform, own))))
    return replace(
        kept,
        ignore=_rules(platform, place, notes),
        given=seen_from(str(notes), str(root), kept.given),
        unread=tuple(f"{path}/{message}" for message in kept.unread),
        bundles=(inside,) if platform.bundles else (),
        inside=((inside, platform.instructions),) if platform.instructions else (),
    )


def _behind(links: Iterable[str], notes: Path, known: Sequence[Path]) -> tuple[list[Platform], list[Path]]:
    """(what programs keep back of the folders that are linked at `links` among the notes, for they are parts of others, the folders
    that were asked besides those that are `known`).
    """
    found, asked = list[Platform](), list[Path]()
    for path in links:
        place = _real(notes / path)
        above = folders_above(place, known)
        found += [_of_link(one, path, notes) for one in _around(above, place)]
        asked += above
    return found, asked


def _of_link(platform: Platform, path: str, notes: Path) -> Platform:
    """What `platform`, which holds for a folder elsewhere, keeps back of it where it is linked at `path` among the notes."""
    kept, here = within(platform), str(notes / path)
    return replace(
        kept,
        ignore=seen_from(str(notes), here, kept.ignore),
        given=seen_from(str(notes), here, kept.given),
        bundles=tuple(f"{path}/{name}".rstrip("/") for name in kept.bundles),
        inside=((path, platform.instructions),) if platform.instructions else (),
    )


def _look_inside(notes: Path, skip: set[str]) -> _Inside:
    folders, links, sections = list[str](), list[str](), list[str]()
    for path, names, linked in _folders(notes, skip):
        links += linked
        before = f"{path}/" if path else ""
        if path and not _SIGNS.isdisjoint(names):
            folders.append(path)
        sections += [before + name for name in names if name.lower().startswith(_SECTIONS)]
    return _Inside(tuple(sorted(folders)), tuple(sorted(links)), tuple(sorted(sections)))


def _folders(notes: Path, skip: set[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    """(path, names in it, paths of those that are links to folders) of all folders that are read but those at the paths `skip`; what
    is linked too, but nothing twice.
    """
    todo, seen = [""], set[str]()
    while todo:
        path = todo.pop()
        try:
            with os.scandir(notes / path) as entries:
                found = list(entries)
        except OSError:
            continue
        deeper = {
            inner: entry
            for entry in found
            if is_read(entry.name)
            and (inner := f"{path}/{entry.name}".lstrip("/")) not in skip
            and _is_new_folder(entry, seen)
        }
        links = [inner for inner, entry in deeper.items() if entry.is_symlink()]
        yield path, [entry.name for entry in found], links
        todo += deeper


def _is_new_folder(entry: os.DirEntry[str], seen: set[str]) -> bool:
    try:
        if not entry.is_dir():
            return False
    except OSError:  # a link in a circle
        return False
    if not entry.is_symlink():
        return True
    real = os.path.realpath(entry.path)
    is_new = real not in seen
    seen.add(real)
    return is_new
