"""Jupyter notebooks as notes: shown as they were saved, whatever shape they are in."""

from __future__ import annotations

import base64
import json
import os
import random
import re
import struct
import zlib
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from conftest import Site, limit
from hortus.formats import notebook
from hortus.formats.notebook.terminal import shown
from hortus.model import Dialect, Image, Inset, Link, Note, Source
from hortus.text import parted
from test_html import filled
from test_syntax import show

CASES = int(os.environ.get("HORTUS_FUZZ", "150"))


def markdown(*lines: str, **more: Any) -> dict[str, Any]:
    source = [line + "\n" for line in "\n".join(lines).split("\n")]
    source[-1] = source[-1].removesuffix("\n")
    return {"cell_type": "markdown", "metadata": {}, "source": source, **more}


def code(source: str, *outputs: dict[str, Any], **more: Any) -> dict[str, Any]:
    cell = {
        "cell_type": "code",
        "execution_count": 3,
        "metadata": {},
        "outputs": list(outputs),
        "source": source,
    }
    return cell | more


def stream(text: str, name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def result(**data: Any) -> dict[str, Any]:
    """Media types with `_` for `/`."""
    found = {media.replace("_", "/").replace("svg", "svg+xml"): value for media, value in data.items()}
    return {"output_type": "execute_result", "execution_count": 3, "metadata": {}, "data": found}


def written(*cells: dict[str, Any], language: str = "python", **metadata: Any) -> bytes:
    book = {
        "cells": list(cells),
        "metadata": {"kernelspec": {"name": "k", "language": language}, **metadata},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(book, indent=1, ensure_ascii=False).encode()


def read(*cells: dict[str, Any], **metadata: Any) -> Note:
    return parse(written(*cells, **metadata))


def parse(data: bytes, dialect: Dialect | None = None) -> Note:
    return notebook.parse(Source("folder/2024-05-06-a-book.ipynb", data), dialect or Dialect())


def body(*cells: dict[str, Any], **metadata: Any) -> str:
    return show(read(*cells, **metadata))


def problems(note: Note) -> list[str]:
    return [f"{problem.line}: {problem.code}: {problem.message}" for problem in note.problems]


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + bytes(width) for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PNG = base64.b64encode(png(30, 20)).decode()
SVG = '<svg width="40" height="10"><rect width="40" height="10"/></svg>'


# --- Cells ------------------------------------------------------------------------------------------------


def test_markdown_is_read_as_in_any_note() -> None:
    note = read(
        markdown("# Title", "", "See [[other]] and $x^2$."), markdown("## Part", "", "> [!tip]", "> Yes.")
    )
    assert note.title == "Title"
    assert [heading.text for heading in note.headings] == ["Part"]
    assert "<wikilink other>" in show(note)
    assert "<math" in show(note)
    assert 'class="callout"' in show(note)


def test_a_cell_ends_with_itself() -> None:
    html = body(
        markdown("```python", "open"), markdown("**not code**"), markdown("$$", "x"), markdown("- [ ] y")
    )
    assert "<strong>not code</strong>" in html
    assert "checkbox" in html


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (
            (":::note\na\n\nb\n:::", ":::note\nc\n:::\n\nThis stays.\n\nend"),
            ["a", "b", "c", "This stays.", "end"],
        ),
        ((":::note\nx\n:::", ":::note\n\ny\nz\n:::"), ["x", "y\nz"]),
    ],
)
def test_a_container_ends_in_its_own_cell(cells: tuple[str, str], shown: list[str]) -> None:
    note = read(markdown("# A"), *(markdown(cell) for cell in cells))
    html = show(note)
    assert re.findall(r"<p>(.*?)</p>", html, re.DOTALL) == shown
    assert html.count('class="callout"') == 2
    assert problems(note) == []


def test_a_table_in_html_stands_before_one_for_print() -> None:
    latex = "\\begin{center}\n\\begin{tabular}{l}a\\end{tabular}\n\\end{center}"
    table = "<table><tr><td>H</td></tr></table>"
    assert "<td>H</td>" in body(code("x", result(text_html=table, text_latex=latex)))
    assert "<samp>a" in body(code("x", result(text_plain="a", text_latex=latex)))
    assert "tabular" in body(code("x", result(text_latex=latex)))
    assert "<math" in body(code("x", result(text_html="<b>x</b>", text_latex="x^2", text_plain="x2")))


def test_footnotes_are_those_of_the_whole_notebook() -> None:
    html = body(markdown("Here.[^a]"), code("1"), markdown("[^a]: There."))
    assert html.count('class="footnote-ref"') == 1
    assert html.rstrip().endswith("</section>")


def test_an_address_is_first_looked_for_in_its_own_cell() -> None:
    html = body(
        markdown("[one][1]", "", "[1]: https://a.example"),
        markdown("[two][1] and [three][3]", "", "[1]: https://b.example"),
        markdown("[3]: https://c.example"),
    )
    assert re.findall(r'href="([^"]*)"', html) == [
        "https://a.example",
        "https://b.example",
        "https://c.example",
    ]


def test_headings_of_the_same_name_have_names_of_their_own() -> None:
    note = read(markdown("## Part"), code("1"), markdown("## Part"))
    assert [heading.anchor for heading in note.headings] == ["part", "part-1"]


def test_macros_of_one_cell_hold_in_the_next() -> None:
    html = body(markdown(r"$\newcommand{\w}{\mathbf{w}}$"), markdown(r"$\w$"))
    assert "math-error" not in html


def test_code_is_coloured_in_the_language_of_the_kernel_and_says_when_it_was_run() -> None:
    html = body(code("let x = 1"), language="julia")
    assert 'data-language="Julia" data-count="3"' in html
    assert 'data-count="3"' not in body(code("x", execution_count=None))


def test_magic_at_the_top_names_another_language() -> None:
    assert 'data-language="Shell"' in body(code("%%bash\necho $HOME"))


def test_code_and_what_it_put_out_are_one_cell() -> None:
    tree = LexborHTMLParser(body(code("print(1)", stream("1\n"))))
    cell = tree.css_first(".cell")
    assert cell is not None
    assert cell.attributes["aria-label"] == "Cell 3: code and its output"
    assert [node.attributes["class"] for node in cell.css(".cell > div")] == ["code single", "output"]


def test_code_without_output_is_a_block_of_code() -> None:
    assert 'class="cell"' not in body(code("x = 1"))


def test_a_raw_cell_is_text_unless_it_says_what_it_is() -> None:
    raw = {"cell_type": "raw", "metadata": {}, "source": "a < *b*"}
    assert '<pre class="plain">a &lt; *b*</pre>' in body(markdown("x"), raw)
    html = raw | {"metadata": {"raw_mimetype": "text/html"}, "source": "<b>x</b><script>y</script>"}
    assert "<b>x</b>" in body(markdown("x"), html)
    assert "<script" not in body(markdown("x"), html)


def test_html_that_opens_in_one_cell_may_close_in_another() -> None:
    html = body(
        markdown("<details><summary>More</summary>"), code("1"), markdown("</details>"), markdown("After.")
    )
    tree = LexborHTMLParser(html)
    assert len(tree.css("details .code")) + len(tree.css(".code")) >= 1
    assert not tree.css("details > p")


# --- Where it stands --------------------------------------------------------------------------------------


def test_lines_and_columns_are_those_of_the_file() -> None:
    data = written(markdown("First.", "", "See [x](nowhere.md)."))
    note = parse(data)
    (link,) = [piece for piece in note.body if isinstance(piece, Link)]
    row = data.decode().split("\n")[link.line - 1]
    assert row[link.column - 1 :].startswith("[x](nowhere.md)")


def test_a_source_that_is_one_string_stands_on_one_line() -> None:
    cell = markdown("x") | {"source": "One.\n\n[x](nowhere.md)"}
    data = written(cell)
    (link,) = [piece for piece in parse(data).body if isinstance(piece, Link)]
    assert "nowhere.md" in data.decode().split("\n")[link.line - 1]


# --- Text that was put out --------------------------------------------------------------------------------


def test_what_was_printed_and_what_was_warned_of_are_told_apart() -> None:
    html = body(code("x", stream("one\n"), stream("careful\n", "stderr"), stream("two\n")))
    assert html.count('<div class="output">') == 2
    assert '<div class="output stderr">' in html


def test_bits_of_a_stream_are_one_text() -> None:
    assert body(code("x", stream("one\n"), stream("two\n"))).count("<samp>") == 1


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("10%\r 50%\r100%", "100%"),
        ("longer\rshort", "shortr"),
        ("ab\b\bxy", "xy"),
        ("a\r\nb", "a\nb"),
        ("one\ntwo\x1b[A\rONE", "ONE\ntwo"),
        ("abc\r\x1b[Kd", "d"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b[?25lhidden cursor\x1b[?25h", "hidden cursor"),
        ("a\x1b[999Cb", "ab"),
        ("a\0\x07b", "ab"),
        ("\x1b", ""),
        ("\x1b[", ""),
    ],
)
def test_a_terminal_writes_over_what_it_wrote(text: str, plain: str) -> None:
    assert shown(text)[1].removesuffix("[") == plain


@pytest.mark.parametrize(
    ("codes", "names"),
    [
        ("31", "ansi-red"),
        ("1;92", "ansi-bold ansi-green"),
        ("44;37", "ansi-on-blue ansi-white"),
        ("38;5;196", "ansi-red"),
        ("38;2;10;20;250", "ansi-blue"),
        ("48;5;240", "ansi-on-grey"),
        ("38;5;244", "ansi-grey"),
        ("7", "ansi-inverse"),
        ("31;39;4", "ansi-underline"),
    ],
)
def test_colours_are_classes(codes: str, names: str) -> None:
    assert shown(f"\x1b[{codes}m<x>\x1b[0m y")[0] == f'<span class="{names}">&lt;x&gt;</span> y'


def test_an_end_of_colour_leaves_the_other_manners() -> None:
    assert (
        shown("\x1b[1;31ma\x1b[39mb")[0]
        == '<span class="ansi-bold ansi-red">a</span><span class="ansi-bold">b</span>'
    )


def test_a_long_traceback_is_folded_behind_what_went_wrong() -> None:
    error = {"output_type": "error", "ename": "E", "evalue": "no <x>", "traceback": ["\x1b[31mE\x1b[0m"] * 40}
    html = body(code("x", error))
    assert "<summary><samp>E: no &lt;x&gt;</samp></summary>" in html
    assert "<details" not in body(code("x", error | {"traceback": ["one", "two"]}))


def test_what_is_too_long_is_cut_and_says_so() -> None:
    note = read(code("x", stream("0123456789\n" * 30_000)))
    assert len(show(note)) < 210_000
    assert "130,010 characters more are not shown" in show(note)
    assert [problem.code for problem in note.problems] == ["output-cut"]


# --- Other outputs ----------------------------------------------------------------------------------------


def test_a_picture_becomes_a_file_with_its_size() -> None:
    note = read(code("x", result(text_plain="<Figure>", image_png=PNG)))
    (inset,) = [piece for piece in note.body if isinstance(piece, Inset)]
    assert inset == Inset(note.insets[0].name, 30, 20)
    assert note.insets[0].data == png(30, 20)
    assert 'alt="Picture put out by In [3]" width="30" height="20"' in show(note)
    assert "Figure" not in show(note)


def test_the_size_that_the_program_has_set_counts() -> None:
    output = result(image_png=PNG) | {"metadata": {"image/png": {"width": 15, "height": 10}}}
    assert 'width="15" height="10"' in body(code("x", output))


def test_a_drawing_becomes_a_file_that_browsers_can_show() -> None:
    note = read(code("x", result(image_svg=SVG, image_png=PNG)))
    assert note.insets[0].name.endswith(".svg")
    assert b'xmlns="http://www.w3.org/2000/svg"' in note.insets[0].data


def test_the_same_picture_twice_is_one_file() -> None:
    assert len(read(code("x", result(image_png=PNG)), code("y", result(image_png=PNG))).insets) == 1


def test_a_damaged_picture_is_a_problem_and_its_text_is_shown() -> None:
    note = read(code("x", result(text_plain="<Figure>", image_png="no base64!")))
    assert "&lt;Figure&gt;" in show(note)
    assert [problem.code for problem in note.problems] == ["output-picture"]


def test_options_give_a_picture_its_caption_and_its_description() -> None:
    html = body(code("#| fig-cap: A line.\n#| fig-alt: It rises.\nx", result(image_png=PNG)))
    assert 'alt="It rises."' in html
    assert "A line.</figcaption>" in html
    assert "#|" not in html


FRAME = """<div><style scoped>.dataframe tbody tr th { vertical-align: top; }</style>
<table border="1" class="dataframe"><thead><tr style="text-align: right;"><th></th><th>a</th></tr></thead>
<tbody><tr><th>0</th><td>1.50</td></tr><tr><th>1</th><td>two</td></tr></tbody></table>
<p>2 rows × 1 columns</p><script>x</script><button>y</button></div>"""


def test_a_table_of_pandas_is_a_table_of_the_note() -> None:
    note = read(code("x", result(text_html=FRAME, text_plain="a")))
    html = show(note)
    assert '<div class="table" tabindex="0"><table>' in html
    assert '<td class="number">1.50</td>' in html
    assert "<td>two</td>" in html
    assert "<thead><tr><td></td><th>a</th></tr></thead>" in html
    assert "<p>2 rows × 1 columns</p>" in html
    assert not re.search(r"<style|<script|<button|border=|style=", html)
    assert not note.problems


def test_html_is_filtered_as_that_of_any_note() -> None:
    html = body(
        code("x", result(text_html='<b onclick="x">bold</b><a href="javascript:x">y</a>', text_plain="p"))
    )
    assert "<b>bold</b>" in html
    assert "javascript" not in html
    assert "onclick" not in html


def test_a_picture_that_stands_in_html_as_data_becomes_a_file_too() -> None:
    note = read(code("x", result(text_html=f'<p><img src="data:image/png;base64,{PNG}"></p>')))
    assert note.insets[0].data == png(30, 20)
    assert "base64" not in show(note)
    assert 'width="30" height="20"' in show(note)


def test_a_sound_becomes_a_file() -> None:
    sound = base64.b64encode(b"RIFF....WAVE").decode()
    note = read(
        code("x", result(text_html=f'<audio controls><source src="data:audio/wav;base64,{sound}"></audio>'))
    )
    assert note.insets[0].name.endswith(".wav")
    assert "<audio controls><source src=" in show(note)
    assert "base64" not in show(note)


CHART = '<div id="v"></div><script src="https://cdn.example/vega.js"></script><script>draw("#v")</script>'


@pytest.mark.parametrize("trust", ["safe", "trusted"])
def test_a_script_that_loads_from_elsewhere_is_shown_as_text_and_said_once(trust: Any) -> None:
    output = result(text_html=CHART, text_plain="alt.Chart(...)")
    note = parse(written(code("x", output), code("y", output)), Dialect(html=trust))
    assert show(note).count("alt.Chart(...)") == 2
    assert "cdn.example" not in show(note)
    assert [problem.code for problem in note.problems] == ["output-script"]
    assert note.problems[0].message.endswith("and so is one more")


def test_a_script_of_its_own_runs_in_a_frame_where_the_owner_trusts_it() -> None:
    output = result(text_html='<p id="a"></p><script>a.textContent = "ran"</script>', text_plain="plain")
    assert "plain" in body(code("x", output))
    html = show(parse(written(code("x", output)), Dialect(html="trusted")))
    frame = LexborHTMLParser(html).css_first("iframe")
    assert frame is not None
    assert frame.attributes["sandbox"] == "allow-scripts"
    assert "default-src 'none'" in (frame.attributes["srcdoc"] or "")


def test_formulas_and_markdown_that_were_put_out_are_shown_as_such() -> None:
    html = body(code("x", result(text_latex=r"$\displaystyle x^2$", text_plain="x**2", image_png=PNG)))
    assert "<math" in html
    assert "<strong>b</strong>" in body(code("x", result(text_markdown="**b**", text_plain="b")))
    note = read(code("x", result(text_markdown="# Big", text_plain="b")))
    assert not note.headings


def test_widgets_are_shown_as_text() -> None:
    widget = result(
        **{"application/vnd.jupyter.widget-view+json": {"model_id": "x"}, "text/plain": "IntSlider()"}
    )
    note = read(code("x", widget), code("y", widget), code("z", widget))
    assert show(note).count("IntSlider()") == 3
    assert problems(note) == [
        f"{note.problems[0].line}: output-widget: widgets need a running kernel; this one is shown as text, and so are 2 more"
    ]


def test_an_attachment_is_the_picture_of_its_own_cell() -> None:
    other = base64.b64encode(png(5, 6)).decode()
    note = read(
        markdown("![One](attachment:image.png)", attachments={"image.png": {"image/png": PNG}}),
        markdown('<img src="attachment:image.png">', attachments={"image.png": {"image/png": other}}),
        markdown("![](attachment:gone.png)"),
    )
    assert [file.data for file in note.insets] == [png(30, 20), png(5, 6)]
    assert [(piece.width, piece.height) for piece in note.body if isinstance(piece, Inset)] == [
        (30, 20),
        (5, 6),
    ]
    assert [piece.target for piece in note.body if isinstance(piece, Image)] == ["gone.png"]


@pytest.mark.parametrize(
    "shown", ["", "<!-- ![](attachment:a.png) -->", "%% ![](attachment:a.png) %%", "`![](attachment:a.png)`"]
)
def test_an_attachment_that_nothing_shows_is_no_file_of_the_site(shown: str) -> None:
    note = parse(
        written(markdown("T", "", shown, attachments={"a.png": {"image/png": PNG}})),
        Dialect(instructions=("obsidian",)),
    )
    assert not note.insets


# --- Hidden and folded ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "mark",
    [
        "#hide",
        "# hide",
        "#|hide",
        "#| hide",
        "#hide_cell",
        "#| include: false",
        "# | include: false",
        "#  |  hide",
        "import os\n#hide",
        "#export\n#hide",
        "%%time\n\n# hide",
    ],
)
def test_a_hidden_cell_is_nowhere(mark: str) -> None:
    note = read(markdown("x"), code(f"{mark}\nsecret = 1", stream("secret"), result(image_png=PNG)))
    assert "secret" not in show(note)
    assert "secret" not in str(note.sections)
    assert not note.insets


@pytest.mark.parametrize(
    ("mark", "code_shown", "output_shown"),
    [
        ("#hide_input", "hidden", "shown"),
        ("#hide-input", "hidden", "shown"),
        ("#hide_output", "shown", "hidden"),
        ("#| echo: false", "hidden", "shown"),
        ("#| output: false", "shown", "hidden"),
        ("# | echo: false", "hidden", "shown"),
        ("%matplotlib inline\n#hide_input", "hidden", "shown"),
        ("#collapse", "folded", "shown"),
        ("#collapse-hide", "folded", "shown"),
        ("#collapse-show", "open", "shown"),
        ("#collapse_input open", "open", "shown"),
        ("#collapse_output", "shown", "folded"),
        ("#| code-fold: true", "folded", "shown"),
        ("tag:hide-input", "folded", "shown"),
        ("tag:hide_output", "shown", "folded"),
        ("tag:hide-cell", "folded", "folded"),
        ("tag:remove-input", "hidden", "shown"),
        ("tag:remove_output", "shown", "hidden"),
        ("tag:other", "shown", "shown"),
    ],
)
def test_marks_hide_and_fold(mark: str, code_shown: str, output_shown: str) -> None:
    tag = mark.partition("tag:")[2]
    cell = code(
        "x = 1" if tag else f"{mark}\nx = 1", stream("put out"), metadata={"tags": [tag]} if tag else {}
    )
    tree = LexborHTMLParser(body(cell))
    assert _manner(tree, ".code") == code_shown
    assert _manner(tree, ".output") == output_shown
    assert "#" not in tree.text()


def _manner(tree: LexborHTMLParser, kind: str) -> str:
    if not tree.css(kind):
        return "hidden"
    if not tree.css(f"details {kind}"):
        return "shown"
    return "open" if tree.css(f"details[open] {kind}") else "folded"


def test_a_removed_cell_is_nowhere() -> None:
    assert "secret" not in body(code("secret", stream("secret"), metadata={"tags": ["remove-cell"]}))
    assert "secret" not in body(markdown("x"), markdown("#hide", "secret"))
    assert "secret" not in body(markdown("x"), markdown("secret", metadata={"tags": ["remove-cell"]}))


def test_jupyters_own_switches_fold() -> None:
    cell = code("x", stream("y"), metadata={"jupyter": {"source_hidden": True, "outputs_hidden": True}})
    assert body(cell).count("<details") == 2


# --- What it says about itself ----------------------------------------------------------------------------


def test_front_matter_of_fastpages() -> None:
    first = markdown(
        '# "Trains: late"', "> How late they are.", "", "- toc: true", "- categories: [rail, Some Thing]", "- date: 2023-01-02",
        "- author: Me",
    )  # fmt: skip
    note = read(first, markdown("Text."))
    assert note.title == "Trains: late"
    assert note.description == "How late they are."
    assert note.meta.tags == ("rail", "Some Thing")
    assert str(note.meta.date)[:10] == "2023-01-02"
    assert dict(note.meta.extra)["author"] == "Me"
    assert "toc" not in show(note)


def test_a_list_that_only_looks_like_front_matter_stays() -> None:
    html = body(markdown("# Title", "", "- mean: 3", "- median: 4"))
    assert "median: 4" in html


@pytest.mark.parametrize(
    "mark",
    ["#| include: false # not here", "#|  hide", "#| hide: true", "#|hide:", '#| include: "false"  # no'],
)
def test_a_mark_that_hides_a_cell_may_have_a_comment(mark: str) -> None:
    assert "secret" not in body(markdown("x"), code(f"{mark}\nsecret = 1", stream("secret")))


RAW = {"cell_type": "raw", "metadata": {}, "source": "---\ntitle: Mine\ndraft: true\n---"}
FASTPAGES = markdown('# "Mine"', "> d", "- draft: true", "- toc: true")


@pytest.mark.parametrize(
    "before",
    [
        [code("#| default_exp core"), RAW],
        [markdown("Words."), code("x"), RAW],
        [code("#hide\nimport x"), FASTPAGES],
        [code(""), markdown(""), code("#default_exp x"), code("#hide"), FASTPAGES],
    ],
)
def test_front_matter_may_stand_below_code(before: list[dict[str, Any]]) -> None:
    note = read(*before, markdown("Text."))
    assert (note.title, note.meta.draft) == ("Mine", True)
    assert "draft" not in show(note)


def test_of_front_matter_in_a_raw_cell_nothing_is_left() -> None:
    for end in ("", "\n"):
        raw = {"cell_type": "raw", "metadata": {}, "source": f"---\ntitle: Mine\n---{end}"}
        assert body(raw, markdown("Text.")).strip() == "<p>Text.</p>"


def test_front_matter_in_a_raw_cell() -> None:
    raw = {"cell_type": "raw", "metadata": {}, "source": "---\ntitle: Mine\ntags: [a, b]\n---\n"}
    note = read(raw, markdown("# Other", "", "Text."))
    assert note.title == "Mine"
    assert note.meta.tags == ("a", "b")
    assert "---" not in show(note)


def test_bad_front_matter_says_where_it_is() -> None:
    raw = {"cell_type": "raw", "metadata": {}, "source": ["---\n", "title: Mine\n", "date: soon\n", "---"]}
    data = written(raw)
    (problem,) = parse(data).problems
    assert "date: soon" in data.decode().split("\n")[problem.line - 1]


def test_title_and_date_come_from_metadata_or_else_from_heading_and_file_name() -> None:
    assert read(markdown("Text."), title="Given", authors=[{"name": "Me"}]).title == "Given"
    assert dict(read(title="x", authors=[{"name": "Me"}]).meta.extra)["authors"] == "Me"
    assert read(markdown("# Heading")).title == "Heading"
    assert read(markdown("Text.")).title == "A book"
    assert str(read(markdown("Text.")).meta.date)[:10] == "2024-05-06"


# --- Search -----------------------------------------------------------------------------------------------


def test_search_reads_text_and_code_and_the_beginning_of_outputs() -> None:
    note = read(
        markdown("## One", "", "Words."),
        code("special_name = 1", stream("lines " * 5000)),
        code("y", result(text_html="<b>in html</b>")),
    )
    (section,) = note.sections
    text, spans = parted(section.text)
    assert "Words." in text
    assert "special_name = 1" in text
    assert "in html" in text
    assert 1900 < text.count("lines ") * 6 < 2100
    assert {kind for _, _, kind in spans} == {"code"}
    assert note.counts.words < 10


# --- Notebooks in another shape ---------------------------------------------------------------------------


def test_nbformat_3() -> None:
    cells = [
        {"cell_type": "heading", "level": 2, "source": "Part"},
        {"cell_type": "code", "language": "python", "input": ["x = 1"], "prompt_number": 7, "outputs": [
            {"output_type": "pyout", "text": ["1"], "png": PNG}, {"output_type": "stream", "stream": "stderr", "text": "!"},
            {"output_type": "pyerr", "ename": "E", "evalue": "v", "traceback": ["trace"]},
        ]},
    ]  # fmt: skip
    data = json.dumps({"worksheets": [{"cells": cells}], "metadata": {}, "nbformat": 3}).encode()
    note = parse(data)
    assert [heading.text for heading in note.headings] == ["Part"]
    assert 'data-count="7"' in show(note)
    assert "stderr" in show(note)
    assert "trace" in show(note)
    assert len(note.insets) == 1
    assert not note.problems


@pytest.mark.parametrize(
    "data",
    [b"", b"  \n", b"{", b"[]", b"null", b"12", b'"text"', b"not json", b"{}", b'{"cells": 3}', b'{"cells": [1, null, []]}',
     b'{"cells": [{}], "nbformat": 2}', b"[" * 100_000, b'{"a":' * 50_000, b"\xff\xfe\x00", b'{"cells": [{"cell_type": 5, "source": 7}]}',
     b'{"cells": [], "nbformat": ' + b"9" * 5000 + b"}", b"<<<<<<< HEAD\n{}"],
)  # fmt: skip
def test_what_is_no_notebook_is_a_problem_and_no_crash(data: bytes) -> None:
    note = parse(data)
    assert note.problems
    assert note.title == "A book"
    assert not [problem for problem in note.problems if problem.code == "internal"]
    assert all(problem.line >= 1 for problem in note.problems)


def test_of_a_notebook_that_breaks_off_the_beginning_is_shown() -> None:
    data = written(markdown("# Whole"), markdown("Second."), markdown("Third, which is lost."))
    note = parse(data[: data.index(b"lost")])
    assert note.title == "Whole"
    assert "Second." in show(note)
    assert note.problems[0].line > 10
    assert "is not whole" in note.problems[0].message


def test_marks_of_a_conflict_are_named() -> None:
    data = written(markdown("First."), markdown("Second."))
    row = data.index(b'    "Second')
    note = parse(data[:row] + b"<<<<<<< HEAD\n" + data[row:])
    assert "First." in show(note)
    assert "git" in note.problems[0].hint


def test_a_broken_notebook_that_was_not_to_be_published_is_hidden() -> None:
    raw = {"cell_type": "raw", "metadata": {}, "source": ["---\n", "title: Mine\n", "draft: true\n", "---"]}
    data = written(raw, markdown("Text."))
    assert parse(data).meta.draft
    assert parse(data[: data.index(b"draft") + 16]).meta.draft


@pytest.mark.parametrize("text", ["# Title\n- private: true", "- private: true", "- publish: false\n\nText"])
def test_one_field_in_the_first_cell_can_hide_a_notebook(text: str) -> None:
    assert read(markdown(text), code("x")).meta.private


def test_metadata_can_hide_a_notebook() -> None:
    assert read(markdown("x"), draft=True).meta.draft
    raw = {"cell_type": "raw", "metadata": {}, "source": "---\ntitle: Mine\n---"}
    assert read(raw, private=True).meta.private


# --- In a site --------------------------------------------------------------------------------------------


def test_a_notebook_is_a_page_and_its_pictures_are_files(site: Site) -> None:
    site.write("deep/book.ipynb", written(markdown("# Book"), code("x", result(image_png=PNG))))
    site.write("a.md", "[[book]] and [it](deep/book.ipynb).\n\n![[book]]").build()
    (name,) = [path for path in site.tree() if path.startswith("insets/")]
    assert (site.public / name).read_bytes() == png(30, 20)
    assert f'<img src="../{name}"' in site.article("deep/book.html")
    assert f'<img src="{name}"' in site.article("a.html")
    assert site.article("a.html").count('href="deep/book.html"') == 3
    assert not site.report.problems
    site.build().wrote()


def test_checkpoints_are_not_read(site: Site) -> None:
    site.write(".ipynb_checkpoints/book-checkpoint.ipynb", written(markdown("# Old")))
    site.write("book.ipynb", written(markdown("# Book"))).build()
    assert site.report.notes == 1


@pytest.mark.parametrize("flag", ["draft: true", "private: true", "publish: false", "date: 2999-01-01"])
def test_nothing_of_a_hidden_notebook_is_published(site: Site, flag: str) -> None:
    raw = {"cell_type": "raw", "metadata": {}, "source": f"---\ntitle: Secret\n{flag}\n---"}
    cells = (
        raw,
        markdown("# Secret", "![](attachment:a.png)", attachments={"a.png": {"image/png": PNG}}),
        code("secret", result(image_png=PNG)),
    )
    site.write("secret.ipynb", written(*cells)).write("a.md", "[[secret]] ![[secret]]").build()
    assert not [path for path in site.tree() if path.startswith("insets/")]
    assert not [path for path, data in site.tree().items() if b"secret.html" in data or b"Secret" in data]


def test_another_picture_takes_the_place_of_the_first(site: Site) -> None:
    site.write("book.ipynb", written(code("x", result(image_png=PNG)))).build()
    before = {path for path in site.tree() if path.startswith("insets/")}
    other = base64.b64encode(png(4, 4)).decode()
    site.write("book.ipynb", written(code("x", result(image_png=other)))).build()
    after = {path for path in site.tree() if path.startswith("insets/")}
    assert len(before) == len(after) == 1
    assert before != after


# --- Whatever it is ---------------------------------------------------------------------------------------

_VALUES: tuple[Any, ...] = (
    None, True, -1, 1e308, "", "text", "\0 \x1b[31m \ud800", [], [None, 1, "x\n"], {}, {"a": [1]}, ["a"] * 3, PNG, SVG, FRAME, CHART,
    "<div>", "</article></main>", "![](attachment:a.png)", "$$\n\\frac", "```", "#| echo: false", "---\ntitle: [\n---", "%%bash", "[^1]: x",
    "<svg onload=x><script>y</script>", "\x1b[", "\x1b[38;5", "a\rb\b\b\b", {"image/png": PNG}, {"text/html": ["<b>", 1]},
)  # fmt: skip


def _damage(value: Any, draw: random.Random) -> Any:
    """`value` with parts of it replaced, dropped or doubled."""
    if draw.random() < 0.06:
        return draw.choice(_VALUES)
    if isinstance(value, dict):
        return {
            (key if draw.random() > 0.03 else "source"): _damage(item, draw)
            for key, item in value.items()
            if draw.random() > 0.04
        }
    if isinstance(value, list):
        return [_damage(item, draw) for item in value for _ in range(draw.choice((1, 1, 1, 1, 1, 0, 2)))]
    return value


def _book() -> dict[str, Any]:
    cells = (
        {
            "cell_type": "raw",
            "metadata": {"format": "text/html"},
            "source": "---\ntitle: x\ndate: 2024-01-01\n---",
        },
        markdown("# Title", "> summary", "- toc: true", attachments={"a.png": {"image/png": PNG}}),
        markdown("## Part", "", "![](attachment:a.png) [^1]", "", "[^1]: x"),
        code(
            "#hide_input\nx", stream("a\x1b[31mb\r"), stream("c", "stderr"), metadata={"tags": ["hide-cell"]}
        ),
        code(
            "x",
            result(text_html=FRAME),
            result(image_png=PNG),
            result(image_svg=SVG),
            result(text_latex="$x$"),
        ),
        code("x", {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["t"] * 20}),
    )
    book: dict[str, Any] = json.loads(written(*cells))
    return book


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("trust", ["safe", "trusted"])
def test_whatever_a_notebook_holds_it_becomes_a_page(part: int, trust: Any) -> None:
    for seed in range(CASES):
        draw = random.Random(part * 1_000_003 + seed)
        data = json.dumps(_damage(_book(), draw), indent=draw.choice((None, 1))).encode()
        if draw.random() < 0.3:
            data = data[: draw.randrange(len(data))]
        elif draw.random() < 0.3:
            cut = draw.randrange(len(data))
            data = data[:cut] + bytes([draw.randrange(256)]) + data[cut + 1 :]
        with limit():
            note = parse(data, Dialect(html=trust))
        assert not [problem for problem in note.problems if problem.code in {"internal", "nesting"}], seed
        html = "".join(filled(piece) for piece in note.body)
        tree = LexborHTMLParser(
            f"<main><article>{html}</article><footer>after</footer></main>", is_fragment=True
        )
        assert "\0" not in html
        if trust == "safe":
            assert tree.css_first("main > footer") is not None, f"seed {seed} reaches beyond its end"
            assert not {node.tag for node in tree.css("script, form, object, base, meta, link, iframe")}


@pytest.mark.parametrize(
    "text",
    ["\r" * 300_000, "a\r" * 150_000, "\x1b[31m" * 60_000, "\x1b[A\n" * 10_000, "\b" * 300_000, "\x1b[9999C" * 50_000, "\x1b]" * 150_000,
     "<table class='dataframe'>" * 7_000, "<table" * 30_000, "<script" * 25_000, "<style>" * 25_000, '"data:image/png;base64,' * 8_000,
     "%%" * 90_000, "#| " * 60_000, "# " + " " * 190_000 + "x", '\\"' * 90_000, "[" * 100_000, "$" * 100_000],
)  # fmt: skip
def test_no_text_takes_longer_than_its_length_asks_for(text: str) -> None:
    cells = (
        code(text, stream(text), result(text_html=text, text_plain=text)),
        code("x", result(text_latex=text[:20_000])),
    )
    data = written(markdown("x") | {"source": text[:20_000]}, *cells)
    with limit():
        parse(data)
        parse(data[:-20])
        parse(data.replace(b"\\", b""))


def test_a_comment_that_never_ends_hides_the_rest_of_its_cell_and_is_said() -> None:
    note = read(markdown("Open", "", "%% secret", "", "secret"), markdown("Seen"))
    assert "secret" not in show(note)
    assert "Seen" in show(note)
    assert [(one.code, one.line) for one in note.problems] == [("unclosed-comment", 9)]


EXECUTE = "---\ntitle: T\nexecute:\n  {}: false\n---"


@pytest.mark.parametrize(
    ("option", "shown"),
    [("echo", {"out", "err"}), ("output", {"code"}), ("include", set()), ("warning", {"code", "out"}), ("eval", {"code", "out", "err"})],
)  # fmt: skip
def test_what_the_front_matter_says_of_all_cells_holds(option: str, shown: set[str]) -> None:
    front = {"cell_type": "raw", "metadata": {}, "source": EXECUTE.format(option)}
    cell = code("'the-code'", stream("the-out"), stream("the-err", "stderr"))
    page = body(front, cell)
    assert {part for part in ("code", "out", "err") if f"the-{part}" in page} == shown


def test_a_cell_may_say_otherwise() -> None:
    front = {"cell_type": "raw", "metadata": {}, "source": EXECUTE.format("echo")}
    assert "the-code" in body(front, code("#| echo: true\n'the-code'"))


def test_a_line_and_lines_of_a_stream_may_stay_unsaid() -> None:
    page = body(
        code(
            "#| filter_stream Future Multi\na = 1\nkey = 'secret' #| hide_line\nb = 2",
            stream("FutureWarning\nSeen\nMulti x\n"),
        )
    )
    assert "secret" not in page
    assert "filter_stream" not in page
    assert "Future" not in page
    assert "Seen" in page
