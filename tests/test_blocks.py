"""Code, callouts, containers, tabs and diagrams: what the fixtures of `tests/syntax/` cannot show."""

from __future__ import annotations

import pytest

from conftest import Site
from hortus.markdown import parse
from hortus.markdown.colour import colour
from hortus.markdown.info import Info, read_info
from hortus.model import Dialect, Link, Note, Source
from test_syntax import show


def read(text: str, dialect: Dialect | None = None) -> Note:
    return parse(Source("note.md", text.encode()), dialect or Dialect())


def warnings(note: Note) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in note.problems]


def searched(note: Note) -> str:
    return "\n".join(section.text for section in note.sections)


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ("", Info()),
        ("Python", Info("python")),
        ("C++", Info("c++")),
        ("rust,ignore", Info("rust")),
        ("{r setup, fig.width=5}", Info("r")),
        ("{#id .python .numberLines startFrom=3}", Info("python", numbered=True, start=3)),
        ("{.python}", Info("python")),
        ("python=", Info("python", numbered=True)),
        ("python=12", Info("python", numbered=True, start=12)),
        ("python {1,3-5}", Info("python", marked=((1, 1), (3, 5)))),
        ("python{1}", Info("python", marked=((1, 1),))),
        ("{1,3}", Info(marked=((1, 1), (3, 3)))),
        ('js {linenos=table,hl_lines=[2,"4-6"]}', Info("js", marked=((2, 2), (4, 6)), numbered=True)),
        ('{ .py title="x" linenums="2" hl_lines="2 3" }', Info("py", "x", ((2, 2), (3, 3)), True, 2)),
        ("js{numberLines: true}{1}", Info("js", marked=((1, 1),), numbered=True)),
        ("js showLineNumbers", Info("js", numbered=True)),
        ("js {linenos=false}", Info("js", numbered=False)),
        ('title="a b.py"', Info(title="a b.py")),
        ("py title='a b.py'", Info("py", "a b.py")),
        ("python:src/a.py", Info("python", "src/a.py")),
        ("python:title=a.py", Info("python", "a.py")),
        ("ts [a.ts]", Info("ts", "a.ts")),
        ("diff-python", Info("python", is_diff=True)),
        ("diff python", Info("python", is_diff=True)),
        ("diff", Info("diff")),
        ("(gdb) p data[0]", Info("(gdb)")),
    ],
)
def test_info_strings(info: str, expected: Info) -> None:
    assert read_info(info) == expected


def test_a_fence_that_is_not_closed_is_reported_at_its_line() -> None:
    assert warnings(read("a\n\n```py\nx\n")) == [("unclosed-code", 3)]


@pytest.mark.parametrize(
    "text", ["```\nx\n```\n", "- ```\n  x\n\na", "> ```\n> x\n\na", "- a: ```\n  x\n  ```\n"]
)
def test_one_that_ends_with_a_list_or_a_quotation_is_not(text: str) -> None:
    assert warnings(read(text)) == []


def test_a_container_that_is_not_closed_is_reported_at_its_line() -> None:
    assert warnings(read("a\n\n::: note\nb\n")) == [("unclosed-container", 3)]


@pytest.mark.parametrize(
    "text", ['!!! note "A"\n    b', '=== "A"\n    b', "::: note\nb\n:::", "```ad-note\nb\n```"]
)
def test_a_folder_can_do_without_containers(text: str) -> None:
    html = show(read(text, Dialect(containers=False)))
    assert "callout" not in html
    assert "tabs" not in html


def test_all_tabs_callouts_and_diagrams_are_searched_and_queries_are_not() -> None:
    note = read(
        '=== "Tulip"\n    red\n\n=== "Iris"\n    blue\n\n::: details Rose\npink\n:::\n\n'
        "```mermaid\ngraph TD; seed-->flower\n```\n\n```dataview\nLIST secret\n```\n"
    )
    for word in ("Tulip", "red", "Iris", "blue", "Rose", "pink", "flower"):
        assert word in searched(note)
    assert "secret" not in searched(note)


def test_headings_within_containers_keep_their_anchors() -> None:
    assert "deep" in read("::: note T\n### Deep\n:::\n\n!!! tip\n    ### Deep\n").anchors


def test_the_lines_of_what_stands_in_containers_are_those_of_the_file() -> None:
    note = read('::: note\n\n!!! tip "T"\n    a\n\n    [[b]]\n:::\n')
    assert [hole.line for hole in note.holes if isinstance(hole, Link)] == [6]


@pytest.mark.parametrize("code", ["x = 1;" * 400, "\n" * 8_000, "x = 1\n" * 5_000, "'a" * 900 + "\n"])
def test_what_would_take_long_to_colour_stays_plain(code: str) -> None:
    assert "<span" not in colour(code, "python")


def test_ordinary_code_is_coloured_however_much_there_is() -> None:
    code = "".join(f"def name_{number}(a, b):\n    return a * {number} + b\n\n" for number in range(500))
    assert colour(code, "python").count('class="nf"') == 500


@pytest.mark.parametrize(
    "opener",
    [
        "::: note\n", ":::: a\n:::\n", "!!! a\n", '!!! a "b"\n    ', '=== "a"\n    ', '=== "a"\n    b\n', "```ad-note\n",
        "```ad-note\n```\n", "> [!a]\n\n", "- a ```\n", "- a ```\n```\n", "```{", "```a\n```\n```out\n```\n",
        "```mermaid\nx\n```\n", "```py {1-999999}\n```\n", "```diff-c\n-\n```\n", "- ::: note\n",
    ],
)  # fmt: skip
def test_many_openers_raise_nothing(opener: str) -> None:
    read(opener * 2_000)


def test_the_library_for_diagrams_is_there_only_with_a_diagram(site: Site) -> None:
    site.write("a.md", "# A\n").build()
    assert not [path for path in site.tree() if "mermaid" in path]
    site.write("b.md", "# B\n\n```mermaid\npie\n```\n").build()
    (library,) = [path for path in site.tree() if "mermaid" in path]
    assert f'<meta name="hortus:diagrams" content="{library}">' in site.html("b.html")
    assert "hortus:diagrams" not in site.html("a.html")


def test_a_page_that_embeds_a_diagram_draws_it(site: Site) -> None:
    site.write("b.md", "# B\n\n```mermaid\npie\n```\n").write("a.md", "# A\n\n![[b]]\n").build()
    assert "hortus:diagrams" in site.html("a.html")


def test_the_diagram_of_a_draft_brings_no_library(site: Site) -> None:
    site.write("a.md", "# A\n").write("b.md", "---\ndraft: true\n---\n```mermaid\npie\n```\n").build()
    assert not [path for path in site.tree() if "mermaid" in path]
