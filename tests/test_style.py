"""What the owner says of the look: colours, fonts and width."""

from __future__ import annotations

import re

import pytest

from conftest import Site
from hortus.config import ConfigError, read_config
from hortus.config.theme import contrast, read_style


@pytest.fixture
def blog(site: Site) -> Site:
    return site.write("hortus.yaml", "title: T\n").write("notes/a.md", "Text.")


def style(site: Site) -> str:
    found = re.search(r"<style>(:root\{.*?)</style>", site.build().html("a.html"))
    return found[1] if found else ""


def test_without_a_word_of_it_the_pages_say_nothing(blog: Site) -> None:
    assert style(blog) == ""


def test_colour_fonts_and_width_are_custom_properties(blog: Site) -> None:
    blog.write(
        "hortus.yaml",
        """theme:
  accent: {light: "#804000", dark: orange}
  fonts: {text: "Palatino, 'Book Antiqua'", code: Fira Code, monospace}
  width: 38rem
""".replace("Fira Code, monospace", '"Fira Code, monospace"'),
    )
    assert style(blog) == (
        ":root{--accent:light-dark(#804000, #ffa500);--accent-2:color-mix(in srgb, var(--accent) 13%, var(--paper));"
        "--serif:Palatino, 'Book Antiqua', serif;--mono:Fira Code, monospace;--measure:38rem}"
    )


def test_one_colour_is_made_light_enough_for_the_dark(blog: Site) -> None:
    blog.write("hortus.yaml", "theme: {accent: navy}\n")
    light, dark = re.findall("#[0-9a-f]{6}", style(blog))
    assert light == "#000080"
    assert contrast(rgb(dark), (0.078, 0.094, 0.102)) >= 4.5
    assert blog.report.problems == ()


def rgb(text: str) -> tuple[float, float, float]:
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def test_a_faint_colour_is_a_warning_with_its_contrast(blog: Site) -> None:
    (problem,) = blog.write("hortus.yaml", "title: T\ntheme: {accent: gold}\n").build().report.problems
    assert (problem.code, problem.severity, problem.line) == ("contrast", "warning", 2)
    assert "contrast of 1.4 to the light page" in problem.message


@pytest.mark.parametrize(
    ("theme", "said"),
    [
        ("dark", "must have keys below it: accent, fonts, width"),
        ("{colour: red}", "has no key `colour`; it may have accent, fonts, width"),
        ("{accent: reddish}", "`reddish` for a colour"),
        ("{accent: #fff\n}", "`` for a colour; write one such as"),
        ("{accent: {light: red}}", "as `light` and `dark`"),
        ("{accent: oklch(0.5 0.1 150)}", "as rgb, hsl or #rrggbb"),
        ("{fonts: {body: Arial}}", "no font for `body`"),
        ("{fonts: 'x; } body { display: none'}", "no list of families"),
        ("{fonts: '</style>'}", "no list of families"),
        ("{width: wide}", "no length such as 40rem"),
        ("{width: '40rem; color: red'}", "no length"),
    ],
)
def test_what_cannot_be_used_is_an_error_that_says_what_can(theme: str, said: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(said)):
        read_config(f"theme: {theme}\n".encode())


def test_contrast_is_that_of_wcag() -> None:
    assert round(contrast((0, 0, 0), (1, 1, 1)), 2) == 21
    assert round(contrast((0.5, 0.5, 0.5), (1, 1, 1)), 2) == 3.98


def test_a_style_sheet_of_the_owner_is_loaded_last_with_its_digest_in_its_name(blog: Site) -> None:
    assert "custom" not in blog.build().html("a.html")
    blog.write("static/custom.css", "h1 { color: red }").build()
    (name,) = (file.name for file in blog.public.glob("custom*.css"))
    assert re.fullmatch(r"custom\.[0-9a-f]{8}\.css", name)
    page = blog.html("a.html")
    assert page.index("css/hortus.") < page.index(f'href="{name}"')


def test_a_look_that_is_not_read_changes_nothing() -> None:
    assert read_style({}).rule == ""
