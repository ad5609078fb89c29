"""What fills the holes of published notes: where links lead, which file a picture is, what an embed shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hortus.elsewhere import is_for_others
from hortus.markdown.image import is_picture_name
from hortus.markdown.link import decode
from hortus.model import (
    Embed,
    Embedded,
    Face,
    Fault,
    File,
    Fill,
    Filling,
    Hole,
    Image,
    ImageCounts,
    Link,
    LinkCounts,
    NotEmbedded,
    Picture,
    Problem,
    Ref,
    Tag,
    TagRef,
    Target,
)
from hortus.names import Ambiguous, Found, Missing, Names, Outcome, find_anchor, is_given_once, join
from hortus.near import Near, meant
from hortus.places import HOME, TAGS, Places, permalink_path
from hortus.text import anchor, python_anchor, slug

# What front matter calls the picture that stands for a note.
_COVERS = (
    "image",
    "cover",
    "featured_image",
    "feature_image",
    "featuredimage",
    "thumbnail",
    "og_image",
    "header",
)
_WITHIN = re.compile(
    r"(?:^|, )(?:image|src|url|path|og_image|teaser|overlay_image): ([^,]+)"
)  # of several things said of it
_ELSEWHERE = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)
# Of Quartz, Hugo, Hexo and Jekyll.
_TAG_PAGE = re.compile(r"(?:\.{0,2}/)*(?:tags?|categor(?:y|ies))(?:/([^#]+?))?/?", re.IGNORECASE)
_MAX_EMBED_DEPTH = 6
_MAX_EMBEDS = 200  # in one page, so that notes which embed each other twice do not double without end


# As Dendron has them: what stands between the first and the last of several headings, and the lines left out of the first.
_TO, _OFFSET = ":#", re.compile(r",\d{1,3}$")
Trail = tuple[tuple[str, str], ...]  # (path of a note, anchor of what is shown of it)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A hole, the note it is in, and its number there."""

    note: Face
    number: int
    hole: Link | Image | File | Embed


class Linker:
    """Fills holes, and counts and reports what cannot be filled.

    `paths` gives the path in the site of each published note, `folders` that of each folder of notes,
    `tags` each tag by its folded name. `below` is where the site is to lie on its host, as `/blog/`.
    """

    def __init__(
        self,
        notes: list[Face],
        files: Iterable[str],
        paths: Mapping[str, str],
        folders: Mapping[str, str],
        tags: Mapping[str, TagRef],
        places: Places,
        below: str = "",
    ) -> None:
        self._notes = {note.path: note for note in notes}
        hidden = [note for note in notes if note.path not in paths]
        self._public = Names([note for note in notes if note.path in paths], files, hidden)
        self._hidden = Names(hidden, ())
        self._paths, self._folders, self._tags, self._places = paths, folders, tags, places
        self._below = below
        # A link may be written as the address that a page has, or had.
        former = ((note, self._notes[note]) for note in reversed(list(paths)))
        self._pages = {
            **{
                permalink_path(old).casefold(): path
                for path, note in former
                for old in (*(alias for alias in note.meta.aliases if alias[:1] == "/"), *places.given(note))
            },
            **{path.casefold(): note for note, path in paths.items()},
        }
        self._links = self._missing = self._ambiguous = self._images = self._missing_images = 0
        self._faults: dict[Fault, None] = {}
        self._is_embedding = False
        self.assets: dict[str, str] = {}
        self.problems: list[Problem] = []

    @property
    def link_counts(self) -> LinkCounts:
        return LinkCounts(self._links, self._missing, self._ambiguous)

    @property
    def image_counts(self) -> ImageCounts:
        return ImageCounts(self._images, self._missing_images)

    @property
    def faults(self) -> tuple[Fault, ...]:
        return tuple(self._faults)

    def fill(self, note: Face) -> Fill:
        """What stands in each hole of `note` on its own page."""
        return self._fill(note, ((note.path, ""),), [0])

    def _fill(self, note: Face, trail: Trail, count: list[int]) -> Fill:
        """`trail` is the chain of what embeds each other, `count` holds how many the page has embedded so far."""
        return tuple(
            self._filling(note, number, hole, trail, count) for number, hole in enumerate(note.holes)
        )

    def _filling(self, note: Face, number: int, hole: Hole, trail: Trail, count: list[int]) -> Filling:
        match hole:
            case Link():
                return self._target(_Spot(note, number, hole), hole)
            case Image():
                return self._picture(_Spot(note, number, hole), hole)
            case File():
                return self._file(_Spot(note, number, hole), hole)
            case Embed():
                return self._embed(_Spot(note, number, hole), hole, trail, count)
            case Tag():
                return self._tags.get(hole.name.casefold(), TagRef("", hole.name))

    # --- Links

    def _target(self, spot: _Spot, hole: Link | Embed) -> Target:
        found = self._find(spot, hole)
        if found is None:
            return self._of_tag(hole) or self._not_found(spot, hole)
        self._links += not self._is_embedding
        if found.endswith("/"):
            return Target("note", self._folders[found[:-1]])
        if found not in self._notes and is_for_others(found):
            return Target("hidden")
        if found not in self._notes:
            return Target("file", self.use(found), hole.anchor)
        is_here = not hole.target and found == spot.note.path and not self._is_embedding
        path = "" if is_here else self._paths[found]
        place = self._anchor(spot, self._notes[found], hole)
        title = _title(self._notes[found], place) if isinstance(hole, Link) and hole.says_title else ""
        return Target("note", path, place, title)

    def _find(self, spot: _Spot, hole: Link | Embed) -> str | None:
        """The path of the published note or the file, or a folder's with `/` at its end."""
        if not hole.target and (hole.anchor in spot.note.anchors or not is_given_once(hole.anchor)):
            return spot.note.path
        match self._outcome(self._public, spot, hole):
            case Found(path):
                is_no_page = path.endswith("/") and path[:-1] not in self._folders
                return None if is_no_page else path
            case Ambiguous(path, others):
                self._ambiguous += not self._is_embedding
                named = ", ".join(others[:3]) + (" …" if len(others) > 3 else "")
                message = f"`{hole.target}` could be {path} or {named}; the nearest was taken"
                self._warn("ambiguous-link", message, spot, "write more of the path to say which")
                return path
            case Missing():
                return self._at_address(hole.target, self._paths.get(spot.note.path, ""))

    def _outcome(self, names: Names, spot: _Spot, hole: Link | Embed) -> Outcome:
        if not hole.target:
            return names.block(hole.anchor)
        return names.note(hole.target, spot.note.path, wiki=isinstance(hole, Embed) or hole.wiki)

    def _at_address(self, target: str, page: str) -> str | None:
        """The note whose page is at the address `target`, as it is written on the page at `page`: an old link may say where a
        page is in the site, or on its host, and not where its note lies.
        """
        if self._below and target.startswith(self._below):
            target = target.removeprefix(self._below.rstrip("/"))
        place = join("" if target.startswith("/") else page.rpartition("/")[0], target)
        if place is None:
            return None
        tries = (permalink_path(place), permalink_path(f"{place}/")) if place else (HOME,)
        return next((self._pages[path.casefold()] for path in tries if path.casefold() in self._pages), None)

    def _of_tag(self, hole: Link | Embed) -> Target | None:
        """The page of a tag, or that of all of them, at the address that other programs have it at."""
        target = hole.target.removeprefix(self._below.rstrip("/")) if self._below else hole.target
        written = _TAG_PAGE.fullmatch(target)
        if not written:
            return None
        if written[1]:
            wanted = slug(written[1])
            path = next((tag.path for name, tag in self._tags.items() if slug(name) == wanted), "")
        else:  # a wikilink to `tags` means a note
            path = TAGS if self._tags and isinstance(hole, Link) and not hole.wiki else ""
        if not path:
            return None
        self._links += not self._is_embedding
        return Target("file", path)

    def _not_found(self, spot: _Spot, hole: Link | Embed) -> Target:
        """A link to an unpublished note is plain text, so that not even its existence shows."""
        outcome = self._outcome(self._hidden, spot, hole)
        if not isinstance(outcome, Missing) and outcome.path in self._notes:
            return Target("hidden")
        self._links += not self._is_embedding
        self._missing += not self._is_embedding
        hint = meant(self._public.near_note(hole.target)) if hole.target else ""
        self._warn("missing-link", f"nothing here is called `{hole.target or hole.anchor}`", spot, hint)
        return Target("missing")

    def _anchor(self, spot: _Spot, target: Face, hole: Link | Embed) -> str:
        if not hole.anchor:
            return ""
        if hole.anchor.startswith(":~:"):  # a text fragment: the browser's own business
            return hole.anchor
        first = hole.anchor.partition(_TO)[0]
        found = find_anchor(target, first) or find_anchor(target, _OFFSET.sub("", first))
        # The title stands at the top, where a link to the page leads anyway.
        titles = {target.title.casefold(), anchor(target.title), python_anchor(target.title)}
        if found is None and hole.anchor.casefold() not in {"top", *titles}:
            where = "this note" if target is spot.note else target.path
            kind = "block" if hole.anchor.startswith("^") else "heading"
            near = Near((heading.text.casefold(), heading.text) for heading in target.headings)
            hint = meant(near.find(hole.anchor.casefold()))
            self._warn("missing-anchor", f"{where} has no {kind} `{hole.anchor}`", spot, hint)
        return found or ""

    # --- Files

    def _picture(self, spot: _Spot, hole: Image) -> Picture:
        self._images += not self._is_embedding
        outcome = self._public.file(hole.target, spot.note.path)
        if isinstance(outcome, Missing) or outcome.path in self._notes or is_for_others(outcome.path):
            self._missing_images += not self._is_embedding
            hint = meant(self._public.near_file(hole.target))
            self._warn("missing-image", f"there is no picture `{hole.target}`", spot, hint)
            return Picture("")
        self.use(outcome.path)
        return Picture(outcome.path)

    def _file(self, spot: _Spot, hole: File) -> Target:
        outcome = self._public.file(hole.target, spot.note.path)
        if isinstance(outcome, Missing) or outcome.path in self._notes or is_for_others(outcome.path):
            hint = meant(self._public.near_file(hole.target))
            self._warn("missing-file", f"there is no file `{hole.target}`", spot, hint)
            return Target("missing")
        return Target("file", self.use(outcome.path))

    def cover(self, note: Face) -> str:
        """The picture that a note's front matter names for it: its path in the site, or an address; "" when there is none."""
        for key, value in note.meta.extra:
            if key not in _COVERS:
                continue
            target = (within[1] if (within := _WITHIN.search(value)) else value).strip("![]")
            if not target:
                continue
            if _ELSEWHERE.fullmatch(target):
                return target
            outcome = self._public.file(decode(target), note.path)
            if isinstance(outcome, Missing) and is_picture_name(target):
                message = f"there is no picture `{target}`, which `{key}` names"
                self.problems.append(Problem("warning", "missing-image", message, note.path))
            elif not isinstance(outcome, Missing) and is_picture_name(outcome.path):
                return self.use(outcome.path)
        return ""

    def use(self, path: str) -> str:
        """The path in the site of a file that a published note uses."""
        if path not in self.assets:
            self.assets[path] = self._places.file(path)
        return self.assets[path]

    # --- Embeds

    def _embed(self, spot: _Spot, hole: Embed, trail: Trail, count: list[int]) -> Filling:
        target = self._target(spot, hole)
        if target.state != "note":
            return NotEmbedded(target.state, target)
        path = self._find(spot, hole) or ""
        count[0] += 1
        shown = path, target.anchor
        if shown in trail and not target.anchor:
            message = f"`{hole.target or hole.anchor}` embeds a note in itself; a link stands in its place"
            self._faults[Fault("embed-cycle", message, spot.note.path, spot.number, "")] = None
        if target.anchor and path in self._notes and target.anchor not in self._notes[path].shown:
            message = f"`{hole.anchor}` stands inside a quotation or the like and cannot be shown alone"
            self._warn("missing-anchor", message, spot, "a link stands in its place")
            return NotEmbedded("link", target)
        if (
            shown in trail
            or path not in self._notes
            or len(trail) > _MAX_EMBED_DEPTH
            or count[0] > _MAX_EMBEDS
        ):
            return NotEmbedded("link", target)
        embedded = self._notes[path]
        outer, self._is_embedding = self._is_embedding, True  # its own holes are counted on its own page
        fill = self._fill(embedded, (*trail, shown), count)
        self._is_embedding = outer
        ref = Ref(self._paths[path], embedded.title)
        return Embedded(ref, embedded, target.anchor, fill, _until(embedded, hole) if target.anchor else "")

    def _warn(self, code: str, message: str, spot: _Spot, hint: str = "") -> None:
        if not self._is_embedding:
            self._faults[Fault(code, message, spot.note.path, spot.number, hint)] = None


def _title(note: Face, anchor: str) -> str:
    """What a link to a note says that leaves it to the note."""
    return dict(note.blocks).get(anchor, "") if anchor else note.title


def _until(note: Face, hole: Embed) -> str:
    """The last heading or block that is shown of a note where it is embedded from one to another."""
    _, to, last = hole.anchor.partition(_TO)
    if not to or last == "*":
        return last
    return find_anchor(note, last) or ""
