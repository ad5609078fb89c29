"""Templates and static files: the default theme, with the owner's files over it, path by path."""

from __future__ import annotations

import datetime
import errno
import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import ClassVar

import jinja2
from jinja2 import meta

from hortus.config import Author, Config, ConfigError
from hortus.config.comments import Discussion
from hortus.files import read_asset
from hortus.git.forge import Forge
from hortus.language import direction
from hortus.language.say import sayings, speaker, unknown
from hortus.language.words import FOLDER, Words
from hortus.language.written import day, month_day, month_name, short, size
from hortus.memo import digest
from hortus.model import Asset, Problem
from hortus.text import prettify
from hortus.theme.look import LookError, find_look
from hortus.theme.overlay import Overlay, shown, template_problem

_PACKAGE = Path(__file__).parents[1]
_FONT = "fonts/hortus-math.woff2"
_WORKER = "js/_worker.js"
_HASHED = ("css/", "js/", "fonts/")  # the folders of static files that templates refer to by `asset()`
_OF_HOSTS = frozenset({"_headers", "_redirects", ".htaccess", ".nojekyll", ".well-known"})
_SHEET = "css/hortus.css"  # made by a build of Hortus itself
_SHEETS = ("look.css", "custom.css")  # of a look and of the owner: pages load them after the theme's own

Names = tuple[tuple[str, str], ...]  # (path of a static file in the theme, its path in the site)
Folders = tuple[Path | None, Path | None, Path]  # of templates: the owner's, those of a look, and the theme's
Closures = tuple[tuple[str, bytes], ...]  # (name of a template, the digest of all that it is made of)


class ThemeError(Exception):
    """A template or static file cannot be used; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Chrome:
    """What every page shows of the site."""

    IS_SHARED: ClassVar = True
    title: str
    description: str
    language: str
    base_url: str
    author: Author
    recent: int  # notes shown on the home page
    style: str  # a rule of CSS with what the owner chose of the look
    twins: bool  # the text of each note is there as Markdown too
    social_pictures: bool  # pictures are drawn for those who share a page
    numbered: bool = False  # headings have numbers, unless a note says otherwise
    offline: bool = False  # the site can be installed and read offline
    forge: Forge | None = None  # where readers find the sources
    file_line: bool = False  # pages say how much the files of their notes hold
    has_glossary: bool = False
    discussion: Discussion = field(default_factory=Discussion)


@dataclass(frozen=True, slots=True)
class Template:
    """A template and all that it extends and includes: `key` is the digest of their texts and of the assets' names."""

    name: str
    key: bytes
    environment: jinja2.Environment = field(compare=False)

    def render(self, root: str, **values: object) -> bytes:
        """The page; `root` leads from it to the root of the site."""
        template = self.environment.get_template(self.name, globals={"root": root})
        return template.render(**values).encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Theme:
    """`statics` are the files to copy, by their paths in the site. Each output picks from `config` what it depends on."""

    chrome: Chrome
    templates: dict[str, Template]
    statics: tuple[tuple[str, Asset], ...]
    font: Asset  # what words in pictures are drawn with
    words: Words
    config: Config
    worker: bytes | None  # the script that makes the site readable offline, if it is to be

    def template(self, name: str) -> Template:
        return self.templates[name]

    def say(self, key: str) -> str:
        """One of the words of pages, for what is told outside of templates."""
        return self.words.text(key)

    def has_static(self, path: str) -> bool:
        """Whether a static file stands at `path` in the site."""
        return any(place == path for place, _ in self.statics)


def root_of(path: str) -> str:
    """The way from the page at `path` to the root of the site: "" or `../../`."""
    return "../" * path.count("/")


def default_theme() -> Path:
    """The folder of `templates/` and `static/`: the package when installed, the root of the repository in a checkout."""
    return _PACKAGE if (_PACKAGE / "templates").is_dir() else _PACKAGE.parents[1]


def open_theme(
    site: Path, config: Config, words: Words, *, is_site: bool, forge: Forge | None = None
) -> Theme:
    """The theme for the site in the folder `site`, which says `words`.

    Files there replace those of the default theme; further static files are copied only when `is_site`: a folder of
    notes without `hortus.yaml` may hold a `static/` that is not meant for the public. Raises ThemeError, and ConfigError when there is no such look.
    """
    default = default_theme()
    look = _look(site, default, config.look)
    own = None if site.resolve() == default.resolve() else site  # the theme itself stands over no look
    ours = dict(_files(default / "static"))
    if _SHEET not in ours:
        message = "this copy of Hortus was installed without the parts that browsers read"
        hint = "install a wheel that `make wheel` has made in a clone of it, or run `make` there"
        raise ThemeError(Problem("error", "theme", message, f"static/{_SHEET}", hint=hint))
    of_look = dict(_files(look / "static")) if look else {}
    theirs = {path: file for path, file in _files(site / "static") if own and (is_site or path in ours)}
    statics = _statics({**ours, **of_look, **theirs}, {**ours, **of_look}.keys())
    names = tuple(sorted((path, place) for path, (place, _) in statics.items()))
    known = {path for path, _ in _files(default / "templates") if not path.startswith(f"{FOLDER}/")}
    folders = own and own / "templates", look and look / "templates", default / "templates"
    closures = _closures(_environment(folders, names, words), known, names, words, site)
    environment = _compiled(folders, names, words, closures)
    name = site.resolve().name.encode("utf-8", "replace").decode()
    chrome = Chrome(
        config.title or prettify(name),
        config.description,
        config.language,
        config.base_url,
        config.author,
        config.recent,
        config.style.rule,
        config.twins,
        config.social_pictures,
        numbered=config.numbered,
        offline=config.offline,
        forge=forge,
        file_line=not config.platform.name if config.file_line is None else config.file_line,
        discussion=config.discussion,
    )
    templates = {name: Template(name, key, environment) for name, key in closures}
    font = read_asset(default / "static" / _FONT, _FONT)
    every = tuple(sorted(statics.values(), key=lambda item: item[0]))
    worker = (default / "static" / _WORKER).read_bytes() if config.offline else None
    return Theme(chrome, templates, every, font, words, config, worker)


def _look(site: Path, default: Path, name: str) -> Path | None:
    try:
        return find_look(site, default, name)
    except LookError as error:
        raise ConfigError(error.problem) from None


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of a theme's folder by their paths in it; names that begin with `_` or `.` are its own affair, but for those that
    hosts read.
    """
    for file in sorted(_walk(folder)):
        path = file.relative_to(folder)
        name = path.as_posix()
        parts = path.parts[1:] if path.parts[0] in _OF_HOSTS else path.parts
        if file.is_file() and not any(part[0] in "_." for part in parts) and name.isprintable():
            yield name, file


def _walk(folder: Path) -> Iterator[Path]:
    """All files in a folder of a theme; none where it is missing, but what cannot be read must not go out of the site unsaid."""

    def fail(error: OSError) -> None:
        at = f"{folder.name}{(error.filename or '').removeprefix(str(folder)).replace(os.sep, '/')}"
        raise ThemeError(Problem("error", "theme", f"this folder cannot be read: {error.strerror}", at))

    if folder.is_symlink() and not folder.exists():
        fail(FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder)))
    for above, _, names in os.walk(folder, onerror=fail) if folder.is_dir() else ():
        yield from (Path(above, name) for name in names)


def _statics(files: dict[str, Path], ours: Collection[str]) -> dict[str, tuple[str, Asset]]:
    """(path in the site, file) of each; a file that templates refer to has the digest of its bytes in its name."""
    statics = dict[str, tuple[str, Asset]]()
    for path, file in files.items():
        try:
            asset = read_asset(file, path)
        except OSError as error:
            raise ThemeError(
                Problem("error", "theme", f"this file cannot be read: {error.strerror}", f"static/{path}")
            ) from None
        stem, dot, ending = path.rpartition(".")
        is_hashed = path in _SHEETS or (path in ours and path.startswith(_HASHED))
        statics[path] = (f"{stem}.{asset.key.hex()[:8]}{dot}{ending}" if is_hashed else path), asset
    return statics


def _environment(folders: Folders, names: Names, words: Words) -> Overlay:
    places = dict(names)
    environment = Overlay(*folders)

    @jinja2.pass_context
    def url(context: jinja2.runtime.Context, path: str) -> str:
        return str(context["root"]) + path

    @jinja2.pass_context
    def asset(context: jinja2.runtime.Context, name: str) -> str:
        if name not in places:
            raise jinja2.TemplateRuntimeError(f"there is no static file `{name}`")
        return str(context["root"]) + places[name]

    environment.globals = {
        "url": url,
        "asset": asset,
        "own_sheets": [sheet for sheet in _SHEETS if sheet in places],
        "say": speaker(words),
        "words_script": words.script_path,
        "range": range,
        "dict": dict,
    }
    environment.filters |= {
        "day": partial(day, language=words.language),
        "month_day": partial(month_day, language=words.language),
        "month_name": partial(month_name, language=words.language),
        "short": partial(short, language=words.language),
        "size": partial(size, language=words.language),
        "iso": _iso,
        "direction": direction,
    }
    return environment


@lru_cache(maxsize=1)
def _compiled(
    folders: Folders,
    names: Names,
    words: Words,
    closures: Closures,  # noqa: ARG001
) -> Overlay:
    """The environment in which templates are compiled when they are first wanted: another one for other templates."""
    return _environment(folders, names, words)


def _closures(environment: Overlay, known: Iterable[str], names: Names, words: Words, site: Path) -> Closures:
    return tuple(
        (name, _closure(environment, name, names, words, site))
        for name in sorted(known)
        if not name.startswith("_")
    )


def _closure(environment: Overlay, name: str, names: Names, words: Words, site: Path) -> bytes:
    """Digest of the template as it resolves now, so that an override that appears later changes it too; and of the words
    that it says, so that another word changes no other template.
    """
    sources: dict[str, str] = {}
    said = set[str]()
    known = dict(words.group())
    todo, named_in = [name], {name: name}
    while todo:
        current = todo.pop()
        if current in sources:
            continue
        try:
            sources[current], file = environment.read(current)
            references, sayings = _references(sources[current], current, file)
        except jinja2.TemplateNotFound:
            sources[current] = ""  # it may appear later, and may be included only if it is there
            continue
        except (jinja2.TemplateError, RecursionError) as error:
            raise ThemeError(template_problem(error, named_in[current], site)) from None
        for key, line in sayings:
            if key is not None and key not in known:
                raise ThemeError(unknown(key, known, shown(file, site), line))
            said |= known.keys() if key is None else {key}
        for reference in references:
            found = environment.pages() if reference is None else [environment.join_path(reference, current)]
            named_in |= {inner: current for inner in found if inner not in named_in}
            todo += found
    spoken = tuple((key, known[key]) for key in sorted(said))
    return digest(tuple(sorted(sources.items())), names, spoken, words.language, words.script_path)


@lru_cache(maxsize=256)
def _references(
    source: str, name: str, file: str
) -> tuple[tuple[str | None, ...], tuple[tuple[str | None, int], ...]]:
    """(the templates that a source names, the words that it says, with their lines); None for what is computed.

    Raises TemplateSyntaxError.
    """
    tree = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).parse(
        source, name=name, filename=file
    )
    return tuple(meta.find_referenced_templates(tree)), tuple(sayings(tree))


def _iso(moment: datetime.datetime) -> str:
    """RFC 3339, as feeds and `<time>` want it."""
    return moment.isoformat(timespec="seconds")
