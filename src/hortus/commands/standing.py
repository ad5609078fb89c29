"""Where each note stands: whether it is published and where, by which rule it is not, and how it is known when it was written."""

from __future__ import annotations

import datetime
import difflib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

import mdurl

from hortus import source
from hortus.config import NAME, Config
from hortus.dates import split_name
from hortus.dating import date_of
from hortus.elsewhere import is_for_others
from hortus.frontmatter import part
from hortus.git.ignored import REASON
from hortus.given import Dialects, given_to
from hortus.ignoring import first_rule
from hortus.memo import Memo
from hortus.model import Dialect, Embed, Face, Finder, Given, Link, NotEmbedded, Page, Source, Span, Target
from hortus.names import Ambiguous, Found, Names
from hortus.places import permalink_path
from hortus.plan import Plan, make_plan
from hortus.request import Request, configure, left_out, selection, skipped
from hortus.selection import Selection, locked_by, why_hidden
from hortus.text import nfc

State = Literal["published", "draft", "future", "private", "ignored", "unread"]
From = Literal["front matter", "file name", "git", "file time"]

_NEAR = 3
_HEAD = 30  # lines of a note without front matter in which another kind of it may stand
_WIDEST = 48  # of the paths in a list
_HIDING = {"draft": "draft", "private": "private|password|headless|(?:dg-)?publish(?:ed)?|render|public:"}


@dataclass(frozen=True, slots=True)
class When:
    """A date, and how it is known."""

    date: datetime.datetime
    source: From


@dataclass(frozen=True, slots=True)
class Standing:
    """`path` is as seen from the folder that was named, `rule` says why the note is not published, `page` is its path in the
    site, `address` where that is, if it is known.
    """

    path: str
    title: str = ""
    state: State = "published"
    rule: str = ""
    page: str = ""
    is_unlisted: bool = False
    unfound_by: tuple[Finder, ...] = ()
    leads_to: str = ""  # the address that its page has instead of its text
    address: str = ""
    date: When | None = None
    updated: When | None = None
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    redirects: tuple[str, ...] = ()
    links: int = 0
    missing: int = 0
    backlinks: int = 0
    lies_at: str = ""  # where its file really is, if a link of the system leads out of the folder


@dataclass(frozen=True, slots=True)
class Standings:
    """Those of all notes by their paths. `names` finds notes as links do, `places` has them by their paths in the site."""

    all: Mapping[str, Standing]
    names: Names
    places: Mapping[str, str]
    request: Request
    config: Config
    folder: Path
    prefix: str

    def find(self, note: str) -> list[Standing]:
        """What is at that path or address, or else all notes of that name, alias or title."""
        path = self._path(note)
        at_address = (self.places.get(place, "") for place in self._places(note))
        paths = [path, self.prefix + nfc(note).removeprefix("./"), *at_address]
        if known := [self.all[path] for path in paths if path in self.all]:
            return known[:1]
        if there := next((path for path in paths[:2] if path and self._is_unread(path)), ""):
            return [Standing(there, state="unread", rule=self._why_unread(there))]
        match self.names.note(note, "", wiki=True):
            case Found(found):
                named = [found]
            case Ambiguous(found, others):
                named = list(dict.fromkeys((found, *others)))
            case _:
                named = []
        return [self.all[at] for found in named if (at := nfc(self.prefix + found)) in self.all]

    def near(self, note: str) -> list[str]:
        """The paths of notes that might be meant."""
        called = {
            name.casefold(): path
            for path, standing in reversed(list(self.all.items()))
            for name in (standing.title, path, Path(path).stem, *standing.aliases)
        }
        close = difflib.get_close_matches(note.casefold(), called, n=_NEAR)
        return list(dict.fromkeys(called[name] for name in close))

    def _is_unread(self, path: str) -> bool:
        return path not in self.all and os.path.isfile(self.request.folder / path)

    def _path(self, note: str) -> str:
        """`note` as a path, as seen from the folder that was named, whether it was written from there or from here."""
        folder = os.path.abspath(self.request.folder)
        inside = os.path.join(folder, note)
        found = inside if os.path.exists(inside) else note
        return nfc(os.path.relpath(os.path.abspath(found), folder).replace(os.sep, "/"))

    def _places(self, address: str) -> tuple[str, ...]:
        """The paths in the site that an address may lead to: hosts add a slash where a folder is meant."""
        base = self.config.base_url
        path = address.removeprefix(base) if base else address
        path = nfc(mdurl.decode(path.partition("#")[0].partition("?")[0], ""))
        if path.endswith(".html"):
            return (path.lstrip("/"),)
        return permalink_path(path), permalink_path(f"{path}/")

    def _why_unread(self, path: str) -> str:
        inside = path.removeprefix(self.prefix)
        if not path.startswith(self.prefix) or path.startswith("../"):
            return f"it lies outside of the folder of notes, {self.prefix or '.'}"
        if part_ := source.unread_part(inside):
            names = "names that begin with a dot are" if part_[0] == "." else f"`{part_}` is"
            return f"{names} never read"
        real = os.path.realpath(self.folder / inside)
        for left in skipped(self.request, self.config):
            if Path(real).is_relative_to(os.path.realpath(left)):
                return f"{left} is no part of the notes"
        if is_for_others(inside):
            return "only other programs read notes of this form, and a link to one does not publish it"
        if not source.is_note(inside):
            return "it is no note; as a file it is published when a published note uses it"
        return "it cannot be read"


def read_standings(request: Request, memo: Memo) -> Standings:
    """Raises UsageError and ConfigError."""
    config, folder, _ = configure(request)
    with memo:
        plan = make_plan(request, memo)
        faces = [item.face.value() for item in plan.notes]
        spans = {span.path: span for span in plan.spans.value()}
    pages = {page.note.path: page for page in plan.site.every_page}
    redirects: dict[str, tuple[str, ...]] = {}
    for redirect in plan.site.redirects:
        redirects[redirect.target] = (*redirects.get(redirect.target, ()), redirect.path)
    standings = list(_ignored(request, config, folder, plan))
    top = Path(os.path.realpath(folder))
    dialects = Dialects(Dialect(), given_to(config.platform))
    for face in faces:
        data = (folder / face.path).read_bytes() if (folder / face.path).is_file() else b""
        standing = _stand(face, spans.get(nfc(face.path)), data, plan.prefix)
        standing = replace(standing, lies_at=_outside(folder / face.path, top))
        if page := pages.get(face.path):
            standing = _published(standing, page, config, redirects.get(page.path, ()))
        else:
            given = dialects.origins(face.path)
            standing = _hidden(standing, face, selection(request, config), data, config, given)
        standings.append(standing)
    places = {place: item.path for item in standings for place in (item.page, *item.redirects) if place}
    ordered = {nfc(item.path): item for item in sorted(standings, key=lambda item: item.path)}
    return Standings(ordered, Names(faces, ()), places, request, config, folder, plan.prefix)


def _outside(file: Path, top: Path) -> str:
    real = Path(os.path.realpath(file))
    return "" if real.is_relative_to(top) else str(real)


def _ignored(request: Request, config: Config, folder: Path, plan: Plan) -> Iterator[Standing]:
    read = {item.path for item in plan.notes}
    paths = [path for path in source.list_names(folder, skipped(request, config), ())[0] if path not in read]
    notes = [Source(path, (folder / path).read_bytes()) for path in paths if (folder / path).is_file()]
    rules = left_out(config, [*plan.found.notes, *notes])
    for path in paths:
        if path in plan.found.by_git:
            yield Standing(plan.prefix + path, Path(path).stem, "ignored", REASON)
        elif rule := first_rule(path, rules):
            yield Standing(plan.prefix + path, Path(path).stem, "ignored", rule.reason)


def _stand(face: Face, span: Span | None, data: bytes, prefix: str) -> Standing:
    date, updated = date_of(face, span)
    other: From = "git" if span is None or span.commits else "file time"
    own: From = (
        "front matter"
        if face.meta.date != split_name(Path(face.path).stem, face.meta.timezone)[0]
        or part(face.path, data).meta.date
        else "file name"
    )
    return Standing(
        prefix + face.path,
        face.title,
        date=When(date, own if face.meta.date else other) if date else None,
        updated=When(updated, "front matter" if face.meta.updated else other) if updated else None,
        tags=face.meta.tags,
        aliases=face.meta.aliases,
        links=sum(isinstance(hole, Link | Embed) for hole in face.holes),
    )


def _published(standing: Standing, page: Page, config: Config, redirects: tuple[str, ...]) -> Standing:
    holes = zip(page.note.holes, page.fill, strict=True)
    filled = [filling for hole, filling in holes if isinstance(hole, Link | Embed)]
    missing = [
        item
        for item in filled
        if (isinstance(item, Target) and item.state == "missing")
        or (isinstance(item, NotEmbedded) and item.reason == "missing")
    ]
    return replace(
        standing,
        page=page.path,
        is_unlisted=page.note.meta.unlisted,
        unfound_by=page.note.meta.unfound_by,
        leads_to=page.note.meta.moved,
        address=config.base_url and config.base_url + mdurl.encode(page.path.removesuffix("index.html")),
        redirects=redirects,
        missing=len(missing),
        backlinks=len(page.backlinks),
    )


def _hidden(
    standing: Standing, face: Face, asked: Selection, data: bytes, config: Config, given: tuple[Given, ...]
) -> Standing:
    match why_hidden(face, asked):
        case "private" if not face.meta.private and face.meta.expiry and face.meta.expiry <= asked.now:
            rule = f"it expired on {face.meta.expiry.isoformat(' ', 'minutes')}"
            return replace(standing, state="private", rule=rule)
        case "private" if not face.meta.private and (tag := locked_by(face, asked)):
            rule = f"notes with the tag `{tag}` are for those who have the password"
            return replace(standing, state="private", rule=rule)
        case "private" if not face.meta.private:
            said = config.platform.opt_in or f"`publish: opt-in` in {NAME}"
            rule = f"it has no `publish: true`, which {said} asks for"
            return replace(standing, state="private", rule=rule)
        case "private":
            return replace(standing, state="private", rule=_line(data, "private", given))
        case "draft" if face.meta.draft:
            return replace(standing, state="draft", rule=f"{_line(data, 'draft', given)}; --drafts shows it")
        case "draft":
            return replace(standing, state="draft", rule="it lies in a folder `_drafts`; --drafts shows it")
        case _:
            due = max(date for date in (face.meta.date, face.meta.release) if date)
            rule = f"it is due on {due.isoformat(' ', 'minutes')}; --future shows it before"
            return replace(standing, state="future", rule=rule)


def _line(data: bytes, key: str, given: tuple[Given, ...]) -> str:
    """The line of the front matter that hides a note, or what gives it to the note."""
    pattern = re.compile(rf"""\W*(?:{_HIDING[key]})\W*[:=]""", re.IGNORECASE)
    above = part("", data).first_line - 1 or _HEAD
    rows = list(enumerate(data.decode("utf-8", "replace").splitlines(), 1))[:above]
    found = next(((number, row) for number, row in rows if pattern.match(row)), None)
    if found:
        return f"line {found[0]} says `{found[1].strip()}`"
    hides = re.compile(rf"""["{{ ](?:{_HIDING[key]})\W*:""", re.IGNORECASE)
    origin = next((one.origin for one in reversed(given) if hides.search(one.fields)), "")
    return f"{origin} says so" if origin else "its front matter says so"


# --- In words ------------------------------------------------------------------------------------------

_FINDERS: dict[Finder, str] = {
    "engines": "search engines",
    "sitemap": "the sitemap",
    "search": "the search of the site",
}


def describe(standing: Standing) -> Iterator[str]:
    """Lines for the terminal."""
    match standing.state:
        case "published":
            unlisted = ", unlisted: no list, search or feed tells of it" if standing.is_unlisted else ""
            yield f"{standing.path} is published as {standing.page}{unlisted}"
        case "unread":
            yield f"{standing.path} is not read: {standing.rule}"
            return
        case state:
            words = {"draft": "a draft", "future": "dated in the future"}.get(state, state)
            yield f"{standing.path} is not published, for it is {words}: {standing.rule}"
    linked = f", linked from {_count(standing.backlinks, 'note')}" if standing.page else ""
    missing = f", {standing.missing} of them missing" if standing.missing else ""
    for name, value in (
        ("title", standing.title),
        ("lies at", standing.lies_at),
        ("address", standing.address),
        ("date", _when(standing.date)),
        ("updated", _when(standing.updated)),
        ("tags", ", ".join(standing.tags)),
        ("aliases", ", ".join(standing.aliases)),
        ("kept from", ", ".join(_FINDERS[finder] for finder in standing.unfound_by)),
        ("leads to", standing.leads_to),
        ("redirects", ", ".join(standing.redirects)),
        ("links", (_count(standing.links, "link") if standing.links else "none") + missing + linked),
    ):
        if value and (standing.page or name != "links") and standing.state != "ignored":
            yield f"  {name:<9} {value}"


def rows(standings: list[Standing]) -> Iterator[str]:
    """A line each: date, whether it is published, path, title."""
    width = min(_WIDEST, max((len(standing.path) for standing in standings), default=0))
    for item in standings:
        date = item.date.date.date().isoformat() if item.date else ""
        state = "unlisted" if item.is_unlisted else item.state
        yield f"{date:<10}  {state:<9}  {item.path:<{width}}  {item.title}"


def as_json(standing: Standing) -> dict[str, object]:
    """The same as one object of plain values."""
    dates = {
        name: {"date": when.date.isoformat(), "source": when.source} if when else None
        for name, when in (("date", standing.date), ("updated", standing.updated))
    }
    return {**asdict(standing), **dates}


def _when(when: When | None) -> str:
    if when is None:
        return ""
    return f"{when.date.date().isoformat()}, from {when.source if when.source == 'git' else f'its {when.source}'}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
