"""What makes a site installable and readable offline; that it is, the browser tests say."""

from __future__ import annotations

import json
import re
from io import BytesIO

import pytest
from PIL import Image

from conftest import Site
from hortus.config import ConfigError, read_config

FILES = {
    "sw.js",
    "manifest.webmanifest",
    "app/192.png",
    "app/512.png",
    "app/maskable.png",
    "app/offline.html",
}


@pytest.fixture
def app(site: Site) -> Site:
    site.write("hortus.yaml", "title: A & B\noffline: true\ntheme: {accent: '#804000'}\n")
    return site.write("notes/a/b.md", "---\nsummary: s\n---\n# B\n\nText.\n")


def told(site: Site) -> dict[str, object]:
    script = site.tree()["sw.js"].decode()
    found: dict[str, object] = json.loads(script.partition("hortusOffline=")[2].partition(";\n")[0])
    return found


def test_all_that_the_shell_names_is_there(app: Site) -> None:
    shell = told(app.build())["shell"]
    assert isinstance(shell, list)
    assert {"index.html", "search.html", "search/index.js", "404.html", "app/offline.html"} <= set(shell)
    assert set(shell) <= app.tree().keys()
    assert not [path for path in shell if "mermaid" in path]


def test_pages_lead_to_the_manifest_and_say_that_there_is_a_worker(app: Site) -> None:
    page = app.build().html("a/b.html")
    assert '<link rel="manifest" href="../manifest.webmanifest">' in page
    assert re.search(r'<script defer src="[^"]*hortus[^"]*" data-root="\.\./"[^>]* data-offline>', page)


def test_the_manifest_is_relative_and_its_icons_are_there(app: Site) -> None:
    manifest = json.loads(app.build().tree()["manifest.webmanifest"])
    assert (manifest["name"], manifest["start_url"], manifest["scope"]) == ("A & B", "./", "./")
    assert manifest["theme_color"] == "#804000"
    for icon in manifest["icons"]:
        data = app.tree()[icon["src"]]
        if icon["src"].endswith(".png"):
            image = Image.open(BytesIO(data))
            assert f"{image.width}x{image.height}" == icon["sizes"]
            assert image.convert("RGB").getpixel((image.width // 2, 12)) == (0x80, 0x40, 0)


def test_a_maskable_icon_is_filled_to_its_edges(app: Site) -> None:
    tree = app.build().tree()
    assert Image.open(BytesIO(tree["app/maskable.png"])).convert("RGBA").getpixel((0, 0)) == (
        0x80,
        0x40,
        0,
        255,
    )
    corner = Image.open(BytesIO(tree["app/512.png"])).convert("RGBA").getpixel((0, 0))
    assert isinstance(corner, tuple)
    assert corner[3] == 0


def test_a_new_text_is_no_new_version_but_a_new_note_is(app: Site) -> None:
    before = told(app.build())["version"]
    app.write("notes/a/b.md", "---\nsummary: s\n---\n# B\n\nOther text.\n").build()
    assert told(app)["version"] == before
    app.write("notes/c.md", "# C\n").build()
    assert told(app)["version"] != before


def test_a_site_that_does_not_want_it_has_nothing_of_it(app: Site) -> None:
    app.build()
    assert app.tree().keys() >= FILES
    app.write("hortus.yaml", "title: A & B\n").build()
    assert not FILES & app.tree().keys()
    assert "manifest" not in app.html("a/b.html")
    assert "data-offline" not in app.html("a/b.html")


def test_offline_is_true_or_false() -> None:
    with pytest.raises(ConfigError, match="`offline` must be true or false"):
        read_config(b"offline: often\n")
