"""The addresses that pages have had, as a file that travels with the notes: its text as values, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from hortus.model import Page, Redirect
from hortus.places import ancestors, is_name
from hortus.text import nfc

NAME = "hortus-addresses.txt"
_HEAD = (
    "# The addresses of all notes so far: path, note, title. `hortus build` writes this file; commit it with the notes.",
    "# A page that moves leaves a redirect at its old address. Take out a line to let that address go.",
)
_ENDING = ".html"


@dataclass(frozen=True, slots=True)
class Address:
    """A path in the site, the note whose page is or was there, and its title; `line` is where the file says so."""

    path: str
    note: str
    title: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Record:
    """What a file says; `odd` are the lines that say nothing which can be understood."""

    addresses: tuple[Address, ...] = ()
    odd: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Loss:
    """An address at which nothing stands any more. `rival` is what stands in the way of a redirect there, "" when there is no
    note to lead to; it `is_case` when that has the same name in other capitals.
    """

    address: Address
    rival: str = ""
    is_case: bool = False


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of all addresses: the pages that lead on, what the record says from now on, and what is lost."""

    redirects: tuple[Redirect, ...]
    addresses: tuple[Address, ...]
    losses: tuple[Loss, ...]


def read_record(data: bytes) -> Record:
    """What the file holds. Branches that were merged may have left a path twice: both lines count."""
    addresses, odd = list[Address](), list[int]()
    for number, row in enumerate(data.decode("utf-8-sig", "replace").split("\n"), 1):
        line = row.rstrip("\r")
        path, note, title, *more = [*nfc(line).split("\t"), "", ""]
        if not line.strip() or line.startswith("#"):
            continue
        if note and len(more) == 2 and _is_page(path):
            addresses.append(Address(path, note, title, number))
        else:
            odd.append(number)
    return Record(tuple(addresses), tuple(odd))


def write_record(addresses: Iterable[Address]) -> tuple[bytes, dict[str, int]]:
    """(the file that says so, the line of each path), in an order that no language or system decides."""
    ordered = sorted(addresses, key=lambda address: address.path)
    rows = ["\t".join((item.path, _plain(item.note), _plain(item.title))) for item in ordered]
    text = "".join(f"{row}\n" for row in (*_HEAD, *rows))
    return text.encode("utf-8", "replace"), {
        item.path: number for number, item in enumerate(ordered, len(_HEAD) + 1)
    }


def _is_page(path: str) -> bool:
    """Whether a page of ours may be at `path`, which anybody may have written."""
    stem = path.removesuffix(_ENDING)
    return stem != path and all(map(is_name, stem.split("/")))


def _plain(text: str) -> str:
    """`text` without what parts the lines and columns of the file."""
    return " ".join(text.split())


# --- What became of them -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where notes that are gone may be now. `moved` maps the paths of such notes to those they have now, as far as git knows;
    `titles` are those of all notes by their paths. Both are asked for only when a note is missed.
    """

    moved: Callable[[Collection[str]], Mapping[str, str]]
    titles: Callable[[], Mapping[str, str]]


def follow(
    addresses: Iterable[Address],
    notes: Collection[str],
    pages: Iterable[Page],
    led: Iterable[Redirect],
    outputs: Iterable[str],
    whereabouts: Whereabouts,
) -> Followed:
    """What became of `addresses` on a site with these `pages`, the redirects `led` to them that their notes ask for, and the files
    `outputs`; `notes` are the paths of all notes, published or not. Of a note that is not published nothing is told: its old address
    neither leads on nor counts as lost.
    """
    known = tuple(addresses)
    now = {page.path: Address(page.path, nfc(page.note.path), page.note.title) for page in pages}
    place = {address.note: path for path, address in now.items()}
    standing = {
        **{one.path: replace(now[one.target], path=one.path) for one in led if _may_lead(one, now)},
        **now,
    }
    dead: dict[str, list[Address]] = {}
    for address in known:
        if address.path not in standing:
            dead.setdefault(address.path, []).append(address)
    taken = _Taken(outputs if dead else ())
    silent = [address for path in dead if not taken.has(path) for address in dead[path]]
    home = _homes(silent, {address.note for address in known}, frozenset(map(nfc, notes)), whereabouts)
    redirects, kept, losses = list[Redirect](), list[Address](), list[Loss]()
    for path in sorted(dead):
        found = [home[address.note] for address in dead[path] if address.note in home]
        target = next((place[note] for note in found if note in place), "")
        rival = taken.in_the_way(path)
        if taken.has(path) or not target:
            kept.append(dead[path][0])
            losses += [Loss(dead[path][0])] if not (found or taken.has(path)) else []
            continue
        kept.append(Address(path, now[target].note, now[target].title))
        if rival:
            losses.append(Loss(dead[path][0], rival, is_case=rival.casefold() == path.casefold()))
        else:
            redirects.append(Redirect(path, target, now[target].title))
            taken.add(path)
    return Followed(tuple(redirects), (*standing.values(), *kept), tuple(losses))


def _may_lead(redirect: Redirect, pages: Mapping[str, Address]) -> bool:
    """Whether a redirect can be recorded: to a page that is, at an address that is no comment in the file."""
    return redirect.target in pages and redirect.path[0] != "#"


def _homes(
    addresses: Iterable[Address], recorded: Collection[str], notes: Collection[str], whereabouts: Whereabouts
) -> dict[str, str]:
    """Where the notes of `addresses` are now. What is surest comes first: the note is there; git saw it move; one new note, and
    one only, has its title.
    """
    missed = {address.note: address.title for address in addresses if address.note not in notes}
    homes = {address.note: address.note for address in addresses if address.note in notes}
    if not missed:
        return homes
    moved = whereabouts.moved(missed.keys())
    homes |= {note: moved[note] for note in missed if moved.get(note) in notes}
    titled: dict[str, list[str]] = {}
    for note, title in whereabouts.titles().items():
        titled.setdefault(_plain(nfc(title)), []).append(nfc(note))
    of_title: dict[str, list[str]] = {}
    for note in missed.keys() - homes.keys():
        of_title.setdefault(missed[note], []).append(note)
    for title, lost in of_title.items():
        found = titled.get(title, [])
        if len(lost) == len(found) == 1 and found[0] not in recorded and title:
            homes[lost[0]] = found[0]
    return homes


class _Taken:
    """What stands in the site: no redirect may differ from it only in case, or be a file where that has a folder."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = dict[str, str]()
        self._exact = set[str]()
        self._folders = set[str]()
        for path in paths:
            self.add(path)

    def add(self, path: str) -> None:
        self._exact.add(path)
        self._paths[path.casefold()] = path
        self._folders.update(ancestors(path.casefold())[1:])

    def has(self, path: str) -> bool:
        return path in self._exact

    def in_the_way(self, path: str) -> str:
        """What keeps a file from being at `path`, "" for nothing."""
        folded = path.casefold()
        above = next((self._paths[name] for name in ancestors(folded) if name in self._paths), "")
        return self._paths.get(folded, "") or (f"{path}/" if folded in self._folders else above)
