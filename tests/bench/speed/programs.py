"""The programs that are measured: how the notes are laid out for each, how it is run, and what work it does."""

from __future__ import annotations

import json
import posixpath
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from corpus import Corpus

HERE = Path(__file__).parent
NODE, PYTHON = HERE / "node_modules", HERE / ".venv"
LAYOUT = 'name="layout" content="{}"'  # stands in the layout of each program, and is what its edit changes

WORK = ("formulas", "code", "search", "backlinks", "tags", "feed")


@dataclass(frozen=True, slots=True)
class Program:
    """One program in one setting. Paths are relative to the folder in which it is run."""

    name: str
    skeleton: tuple[str, ...]  # folders of `peers/` that are its site without the notes
    notes: str
    output: str
    build: tuple[tuple[str, ...], ...]
    layout: str  # the template that is edited
    work: tuple[str, ...]  # what it does while it builds, in the order of WORK
    serve: tuple[str, ...] = ()  # {port} stands for the port; () when it has no server to edit under
    caches: tuple[str, ...] = ()
    index: tuple[str, ...] = ()  # folders and files of the output that are for the search alone
    is_flat: bool = False  # a/b.md becomes a/b.html, elsewhere a/b/index.html
    needs: tuple[Path, ...] = ()
    versions: tuple[str, ...] = ()

    @property
    def lacks(self) -> str:
        """What has to be installed before it can be measured, "" when nothing."""
        return ", ".join(path.name for path in self.needs if not path.exists())

    def page(self, path: str) -> str:
        """Where the page of a note lies in the output."""
        name = posixpath.splitext(path)[0]
        return f"{name}.html" if self.is_flat else f"{name}/index.html"

    def address(self, path: str) -> str:
        return f"/{self.page(path).removesuffix('index.html')}"


@dataclass(frozen=True, slots=True)
class Site:
    """The notes as one program finds them, in a folder of its own."""

    program: Program
    folder: Path
    corpus: Corpus

    @property
    def output(self) -> Path:
        return self.folder / self.program.output

    @property
    def layout(self) -> Path:
        return self.folder / self.program.layout

    def note(self, path: str) -> Path:
        return self.folder / self.program.notes / path

    def page(self, path: str) -> str:
        return (self.output / self.program.page(path)).read_text("utf-8")

    def commands(self) -> list[list[str]]:
        return [[self._filled(part) for part in command] for command in self.program.build]

    def server(self, port: int) -> list[str]:
        return [self._filled(part, port) for part in self.program.serve]

    def _filled(self, part: str, port: int = 0) -> str:
        return part.replace("{folder}", str(self.folder)).replace("{port}", str(port))

    def restore(self) -> None:
        """Take back every edit."""
        for path in (self.corpus.plain, self.corpus.linked):
            self.note(path).write_text(self.corpus.text(path), "utf-8")
        for name in self.program.skeleton:
            shutil.copytree(HERE / "peers" / name, self.folder, dirs_exist_ok=True)

    def forget(self) -> None:
        """No output, nothing remembered."""
        for name in (self.program.output, *self.program.caches):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            (self.folder / name).unlink(missing_ok=True)


def lay_out(program: Program, corpus: Corpus, folder: Path) -> Site:
    site = Site(program, folder, corpus)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(corpus.folder, folder / program.notes)
    site.restore()
    if any(path.is_relative_to(NODE) for path in program.needs):
        (folder / "node_modules").symlink_to(NODE)
    return site


def versions(program: Program) -> Iterator[str]:
    """What is measured, as the registries name it."""
    for name in program.versions:
        package = NODE / name / "package.json"
        installed = next(PYTHON.glob(f"lib/python*/site-packages/{name}-*.dist-info"), None)
        if package.is_file():
            yield f"{name} {json.loads(package.read_text('utf-8'))['version']}"
        elif installed:
            yield installed.name.removesuffix(".dist-info").replace("-", " ")
        else:
            yield f"{name} {version(name)}"


def _installed(pattern: str) -> Path:
    return next(PYTHON.glob(pattern), PYTHON / pattern)


_HUGO = _installed("lib/python*/site-packages/hugo/binaries/hugo")  # not through Python, which takes its time
_ZENSICAL = _installed("bin/zensical")
_PAGEFIND = NODE / ".bin/pagefind"
_ELEVENTY = NODE / ".bin/eleventy"
_HEXO = NODE / ".bin/hexo"

_HUGO_HERE = ("--source", ".", "--cacheDir", "{folder}/cache", "--noBuildLock")
_ELEVENTY_HERE = (str(_ELEVENTY), "--config=eleventy.config.cjs")


def _pagefind(output: str) -> tuple[str, ...]:
    return (str(_PAGEFIND), "--site", output, "--force-language", "en", "--quiet")


_BARE_HUGO = Program(
    name="Hugo",
    skeleton=("hugo",),
    notes="content",
    output="public",
    build=((str(_HUGO), *_HUGO_HERE, "--destination", "public"),),
    serve=(str(_HUGO), "server", *_HUGO_HERE, "--port", "{port}"),
    caches=("cache", "resources"),
    layout="layouts/baseof.html",
    needs=(_HUGO,),
    work=("–", "yes", "–", "–", "yes", "yes"),
    versions=("hugo",),
)
_HUGO_MATHS = replace(
    _BARE_HUGO,
    name="Hugo + ToMath",
    skeleton=("hugo", "hugo-maths"),
    work=("yes", "yes", "–", "–", "yes", "yes"),
)

HORTUS = "hortus"
PROGRAMS = {
    HORTUS: Program(
        name="Hortus",
        skeleton=("hortus",),
        notes="notes",
        output="public",
        build=((sys.executable, "-m", "hortus", "build", ".", "--quiet"),),
        serve=(sys.executable, "-m", "hortus", "serve", ".", "--port", "{port}", "--quiet"),
        caches=(".hortus",),
        layout="templates/layout.html",
        index=("search",),
        is_flat=True,
        work=("yes", "yes", "yes", "yes", "yes", "yes"),
        versions=("hortus",),
    ),
    "hugo": _BARE_HUGO,
    "hugo-maths": _HUGO_MATHS,
    "hugo-pagefind": replace(
        _HUGO_MATHS,
        name="Hugo + ToMath + Pagefind",
        build=(*_HUGO_MATHS.build, _pagefind("public")),
        serve=(),
        index=("pagefind",),
        needs=(_HUGO, _PAGEFIND),
        work=("yes", "yes", "yes", "–", "yes", "yes"),
        versions=("hugo", "pagefind"),
    ),
    "zensical": Program(
        name="Zensical",
        skeleton=("zensical",),
        notes="docs",
        output="public",
        build=((str(_ZENSICAL), "build"),),
        serve=(str(_ZENSICAL), "serve", "--dev-addr", "127.0.0.1:{port}"),
        caches=(".cache",),
        layout="overrides/main.html",
        index=("search.json",),
        needs=(_ZENSICAL,),
        work=("–", "yes", "text only", "–", "on the note", "–"),
        versions=("zensical",),
    ),
    "eleventy": Program(
        name="Eleventy + Pagefind",
        skeleton=("eleventy", "node"),
        notes="notes",
        output="public",
        build=((*_ELEVENTY_HERE, "--quiet"), _pagefind("public")),
        serve=(*_ELEVENTY_HERE, "--serve", "--incremental", "--port={port}"),
        caches=(".cache",),
        layout="_includes/base.njk",
        index=("pagefind",),
        needs=(_ELEVENTY, _PAGEFIND),
        work=("yes", "yes", "yes", "–", "yes", "yes"),
        versions=("@11ty/eleventy", "pagefind"),
    ),
    "hexo": Program(
        name="Hexo",
        skeleton=("hexo", "node"),
        notes="source/_posts",
        output="public",
        build=((str(_HEXO), "generate", "--silent"),),
        serve=(str(_HEXO), "server", "--ip", "127.0.0.1", "--port", "{port}"),
        caches=("db.json",),
        layout="themes/bare/layout/layout.njk",
        index=("search.json",),
        needs=(_HEXO,),
        work=("yes", "yes", "text only", "–", "yes", "yes"),
        versions=("hexo",),
    ),
}
