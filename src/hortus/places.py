"""Where everything is in the site: every page, tag, folder and file gets a path that no other has."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import blake2b

from mdurl import decode

from hortus.dates import split_name
from hortus.model import Addresses, Face, Page, Problem, TagRef
from hortus.permalink import expand
from hortus.text import segment, slug

HOME = "index.html"
TAGS = "tags/index.html"
ARCHIVE = "archive.html"
INDEX_NAMES = frozenset({"index", "readme", "_index"})

_LONGEST = 800  # bytes of a path in the site; macOS has 1,024 for all of it

# What no name of a file has on every system, and how long it may be there, in bytes.
_NO_NAME = re.compile(r"""[\x00-\x1f\x7f<>:"\\|?*]|^\.|[. ]$""")
_LONGEST_NAME = 240

# The programs to which an address in a note begins at the root in any case.
_FROM_ROOT = frozenset({"hexo", "hugo"})

# Of Jekyll and Hexo.
_POSTS = frozenset({"_posts", "_drafts"})

# What the outputs write besides the notes' own pages, and the folders they write into.
_OURS = (
    HOME,
    "favicon.svg",
    "404.html",
    "all-notes.html",
    ARCHIVE,
    "graph.html",
    "graph.js",
    "terms.html",
    "nav.js",
    "search.html",
    "feed.xml",
    "sitemap.xml",
    "robots.txt",
    "llms.txt",
    "graph.json",
    "social/site.png",
    "manifest.webmanifest",
    "sw.js",
    "app/192.png",
    "app/512.png",
    "app/maskable.png",
    "app/offline.html",
    TAGS,
)
_OUR_FOLDERS = ("tags", "css", "js", "nav", "search", "insets", "social")


def parent(path: str) -> str:
    """The folder that holds `path`; "" is the root."""
    return path.rpartition("/")[0]


def ancestors(path: str) -> list[str]:
    """The folders that hold `path`, outermost first, from the root."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[:count]) for count in range(len(parts) + 1)]


def is_index(path: str) -> bool:
    """Whether the note at `path` is the page of its folder: index.md, README.md."""
    return path.rpartition("/")[2].rpartition(".")[0].lower() in INDEX_NAMES


def tags_above(tag: str) -> list[str]:
    """`a` and `a/b` of `a/b/c`."""
    return [name for name in ancestors(tag) if name.strip("/") == name != ""]


class Places:
    """Hands out paths. No two differ only in case, and none is a file and a folder at once."""

    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses
        self._redirects = defaultdict[str, list[str]](list)
        for address, path in addresses.redirects:
            self._redirects[path].append(address)
        self._taken = {path.casefold(): "a page that Hortus makes" for path in _OURS}
        self._folders = set(_OUR_FOLDERS)
        self._tries = Counter[str]()
        self._is_home_free = True
        self.problems: list[Problem] = []

    def note(self, note: Face) -> str:
        """The path of a note's page."""
        wanted = self._wanted(note)
        if wanted == HOME and self._is_home_free:
            self._is_home_free = False
            self._taken[HOME] = note.path
            return HOME
        path = self.take(wanted, note.path)
        if path != wanted:
            other = self._taken.get(wanted.casefold(), "a folder")
            message = f"this note and {other} both want to be {wanted}; it became {path}"
            hint = "rename one of them, or give this one a `slug:` in its front matter"
            self.problems.append(Problem("warning", "path-conflict", message, note.path, 0, 0, hint))
        return path

    def _wanted(self, note: Face) -> str:
        if address := self._address(note):
            return permalink_path(address)
        folder, name = parent(note.path), note.path.rpartition("/")[2]
        stem = name.rpartition(".")[0]
        if folder.rpartition("/")[2] in _POSTS:  # files named by date
            stem = split_name(stem)[1]
        last = "index" if is_index(note.path) else segment(_last(note.meta.slug) or stem)
        return "/".join([*folder_path(folder), last + ".html"])

    def _address(self, note: Face, named: Callable[[str], str] = segment) -> str:
        """What the note itself says, or the pattern for its folder, below that of its language; "" for neither."""
        bare, below = self._without_language(note)
        found = self._addressed(bare, named)
        if bare is note or note.meta.permalink:
            return found
        is_front = is_index(bare.path) and not parent(bare.path)
        return f"/{below}{found or '/'}".replace("//", "/") if found or is_front else ""

    def _without_language(self, note: Face) -> tuple[Face, str]:
        """(`note` as if its path had no sign of a language, the folder in which the pages of that are)."""
        for sign, below in self._addresses.languages:
            if sign.startswith(".") and (at := note.path.rpartition(".")[0]).lower().endswith(sign.lower()):
                return replace(note, path=at[: -len(sign)] + note.path[len(at) :]), below.strip("/")
            if sign.endswith("/") and note.path.startswith(sign):
                return replace(note, path=note.path.removeprefix(sign)), below.strip("/")
        return note, ""

    def below(self, note: Face) -> str:
        """The folder in which the pages of the note's language are; "" for the root."""
        return self._without_language(note)[1]

    def _addressed(self, note: Face, named: Callable[[str], str]) -> str:
        own = note.meta.permalink
        if self._addresses.program == "quartz":  # to which it is one more address
            return ""
        if self._addresses.program in _FROM_ROOT and own and "://" not in own:
            own = f"/{own.lstrip('/')}"
        if ":" not in own and own.startswith("/"):
            return own
        if ":" in own and "://" not in own:
            return expand(own, note, self._addresses, named)
        folders = parent(note.path).split("/")
        # MkDocs too has README.md for the page of its folder, and so has GitHub with Jekyll.
        is_front = is_index(note.path) and (
            folders == [""] or self._addresses.program in {"mkdocs", "jekyll"}
        )
        is_page = self._addresses.program != "jekyll" or not any(name[:1] == "_" for name in folders)
        patterns = self._addresses.patterns
        if self._addresses.sections and note.path.rpartition("/")[2].startswith("_index."):
            patterns = self._addresses.sections
        for folder, pattern in () if is_front or own else patterns:
            is_inside = note.path.startswith(folder) if folder.endswith("/") else folder in folders
            is_for_it = is_inside if folder else is_page
            if is_for_it and (found := expand(pattern, note, self._addresses, named)):
                return found
        return ""

    def given(self, note: Face) -> Iterator[str]:
        """Where its program had the page of a note, if that is no place to keep it: Dendron's are called by a number, others have
        signs in them that are better left out of addresses, and some were elsewhere before.
        """
        if self._addresses.program == "dendron" and (number := dict(note.meta.extra).get("id", "")):
            yield f"notes/{number}/index.html"
        if self._addresses.program == "quartz" and note.meta.permalink.startswith("/"):
            yield self.former(note.meta.permalink)
        yield from (self.former(old) for old in self._redirects.get(note.path, ()))
        address = self._address(note, str) or self._by_file(note)
        exact = _exact_path(decode(address, "") if note.meta.permalink else address) if address else ""
        if exact:
            yield exact

    def _by_file(self, note: Face) -> str:
        """The address by the path of the file, with all signs in it; "" where the program has no such pages."""
        folder, stem = parent(note.path), note.path.rpartition("/")[2].rpartition(".")[0]
        if not self._addresses.is_by_file or folder.rpartition("/")[2] in _POSTS:
            return ""
        if self._addresses.program == "obsidian":  # to Obsidian Publish no name is that of a folder's page
            return f"/{folder}/{stem}.html".replace(" ", "+")
        if self._addresses.program == "quartz":
            folder, stem = _of_quartz(folder), _of_quartz(stem)
        return f"/{folder}/" if is_index(note.path) else f"/{folder}/{stem}.html"

    def former(self, address: str) -> str:
        """The path of the page that was at an address from the root."""
        return _exact_path(address) or permalink_path(address)

    def alias(self, alias: str, page: Page) -> str:
        """Where an alias of the note on `page` leads from. One with a slash is an old address, and what has that already is told; any
        other is a name, and stands beside the note. To Hugo all are addresses of folders; those that do not begin at the root begin
        where that of the page lies.
        """
        path = self._of_alias(alias, page.path)
        owner = self._taken.get(path.casefold(), page.note.path)
        if _is_address(alias) and owner != page.note.path:
            message = f"nothing leads here from the old address `{alias}`, which {owner} has"
            self.problems.append(
                Problem(
                    "warning", "path-conflict", message, page.note.path, hint="take it out of one of them"
                )
            )
        return path

    def _of_alias(self, alias: str, page: str) -> str:
        folders = page.split("/")[:-1]
        if self._addresses.program == "hugo":
            above = folders[:-1] if page.endswith("/index.html") else folders
            whole = posixpath.normpath(posixpath.join("/", *above, decode(alias, "")))
            address = whole if whole.endswith(".html") else whole + "/"
            return _exact_path(address) or permalink_path(address)
        if _is_address(alias):
            return _exact_path(decode(alias, "")) or permalink_path(alias)
        return "/".join([*folders, segment(alias) + ".html"])

    def tags(self, notes: list[Face]) -> dict[str, TagRef]:
        """The tags of `notes` and those above them, `a` of `a/b`, by their folded names: those that differ only in case are one,
        as most notes write it, or else the first.
        """
        refs: dict[str, TagRef] = {}
        every = (tag for note in notes for tag in note.meta.tags)
        written = Counter(name for tag in every for name in [tag, *tags_above(tag)])
        usual = dict[str, str]()
        for tag, _ in written.most_common():
            usual.setdefault(tag.casefold(), tag)
        for tag in map(str.casefold, written):
            if tag not in refs:
                wanted = "/".join(["tags", *map(slug, tag.split("/"))]) + ".html"
                refs[tag] = TagRef(self.take(wanted, f"the tag {usual[tag]}"), usual[tag])
        return refs

    def folder(self, folder: str) -> str:
        """The path of a page for a folder without one of its own."""
        return (
            self.take("/".join([*folder_path(folder), "index.html"]), f"the folder {folder}")
            if folder
            else HOME
        )

    def file(self, path: str) -> str:
        """The path of a file that is copied as it is."""
        folder, _, name = path.rpartition("/")
        stem, dot, ending = name.rpartition(".")
        last = segment(stem) + dot + segment(ending) if stem else segment(name)
        return self.take("/".join([*folder_path(folder), last]), path)

    def feed(self, tag: TagRef) -> str:
        """The path of a tag's feed."""
        return self.take(tag.path.removesuffix(".html") + ".xml", f"the feed of {tag.name}")

    def twin(self, page: str) -> str:
        """The path of the text of a page as Markdown."""
        return self.take(page.removesuffix(".html") + ".md", f"the text of {page}")

    def card(self, page: str) -> str:
        """The path of the picture that is drawn for a page."""
        return self.take(f"social/{page.removesuffix('.html')}.png", f"the picture of {page}")

    def take(self, wanted: str, owner: str) -> str:
        """`wanted`, or else the first of it with `-2`, `-3`, … before its ending that is free."""
        wanted = self._below_folders(_shortened(wanted))
        stem, dot, ending = wanted.rpartition(".")
        path = wanted
        while not self.is_free(path):
            self._tries[wanted.casefold()] += 1
            path = f"{stem}-{self._tries[wanted.casefold()] + 1}{dot}{ending}"
        self._taken[path.casefold()] = owner
        self._folders.update(ancestors(path.casefold())[1:])
        return path

    def _below_folders(self, wanted: str) -> str:
        """`wanted`, with another name for each folder above it that is a file already."""
        parts = wanted.split("/")
        for at, name in enumerate(parts[:-1]):
            number = 2
            while "/".join(parts[: at + 1]).casefold() in self._taken:
                parts[at] = f"{name}-{number}"
                number += 1
        return "/".join(parts)

    def is_free(self, path: str) -> bool:
        folded = path.casefold()
        is_below_file = any(folder in self._taken for folder in ancestors(folded))
        return folded not in self._taken and folded not in self._folders and not is_below_file


def _shortened(path: str) -> str:
    """`path`, or another one where it is longer than systems let the path of a file be."""
    if len(path.encode()) <= _LONGEST:
        return path
    stem, dot, ending = path.rpartition(".")
    return f"long/{blake2b(stem.encode(), digest_size=8).hexdigest()}{dot}{ending}"


def folder_path(folder: str) -> list[str]:
    """The segments of a folder in the site. A leading `_` goes: several hosts serve nothing below such a name."""
    return [segment(name.lstrip("_") or name) for name in folder.split("/")] if folder else []


def _is_address(alias: str) -> bool:
    """Whether an alias is an old address, and no name."""
    return "/" in alias or alias.endswith(".html")


def is_name(part: str) -> bool:
    """Whether every system can have a file or folder called so, and none takes it for something else."""
    return bool(part) and not _NO_NAME.search(part) and len(part.encode()) <= _LONGEST_NAME


def _of_quartz(path: str) -> str:
    """A path as Quartz writes it in addresses."""
    for sign, written in (("&", "-and-"), ("%", "-percent"), ("?", ""), ("#", "")):
        path = path.replace(sign, written)
    return re.sub(r"\s", "-", path)


def _exact_path(address: str) -> str:
    """The same as `permalink_path`, with every sign as it is written; "" where not every system can have such a file."""
    path = _page_at(address, str)
    return path if all(map(is_name, path.split("/"))) else ""


def _last(slug: str) -> str:
    return slug.strip("/").rpartition("/")[2]


def permalink_path(permalink: str) -> str:
    """`/a/b/` is a/b/index.html; `/a/b` and `/a/b.html` are a/b.html."""
    return _page_at(permalink, segment)


def _page_at(address: str, named: Callable[[str], str]) -> str:
    """The path of the page at an address, in which each folder is `named` as it may be."""
    parts = [named(part) for part in address.removesuffix("index.html").split("/") if part]
    if address.endswith(("/", "/index.html")) or not parts:
        return "/".join([*parts, "index.html"])
    return "/".join(parts).removesuffix(".html") + ".html"
