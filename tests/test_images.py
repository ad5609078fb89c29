"""Pictures in lighter files, where the owner wants them."""

from __future__ import annotations

import random
import re
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from conftest import Site
from hortus.config import ConfigError, read_config
from hortus.model import Images


def picture(width: int, height: int) -> Image.Image:
    """Soft colours, as a photograph has them."""
    chance = random.Random(1)
    small = Image.new("RGB", (8, 6))
    small.putdata([(chance.randrange(256), chance.randrange(256), chance.randrange(256)) for _ in range(48)])
    return small.resize((width, height), Image.Resampling.BICUBIC)


def encoded(kind: str, width: int = 600, height: int = 400, **how: Any) -> bytes:
    file = BytesIO()
    picture(width, height).save(file, kind, **how)
    return file.getvalue()


@pytest.fixture
def album(site: Site) -> Site:
    site.write("hortus.yaml", "images: {format: webp, widths: [480, 200, 4000]}\n")
    site.write("notes/d/a.md", "![A view|300](a.jpg)\n")
    return site.write("notes/d/a.jpg", encoded("JPEG", quality=95))


def files(site: Site) -> dict[str, Image.Image]:
    found = {path: data for path, data in site.tree().items() if path.startswith("img/")}
    return {path: Image.open(BytesIO(data)) for path, data in found.items()}


def source(site: Site, path: str = "d/a.html") -> tuple[str, list[tuple[str, str]], str]:
    found = re.search(r'<source type="([^"]*)" srcset="([^"]*)" sizes="([^"]*)">', site.article(path))
    if not found:
        return "", [], ""
    return found[1], re.findall(r"(\S+) (\d+w)", found[2]), found[3]


def test_a_picture_is_published_in_the_format_and_the_widths_below_its_own(album: Site) -> None:
    album.build()
    kind, offered, sizes = source(album)
    assert kind == "image/webp"
    assert [width for _, width in offered] == ["200w", "480w", "600w"]
    assert sizes == "(max-width: 336px) calc(100vw - 36px), 300px"
    shown = files(album)
    assert {path for path, _ in offered} == {f"../{path}" for path in shown}
    assert sorted((image.format, image.size) for image in shown.values()) == [
        ("WEBP", (200, 133)),
        ("WEBP", (480, 320)),
        ("WEBP", (600, 400)),
    ]


def test_the_original_stays_with_its_size(album: Site) -> None:
    album.build()
    assert Image.open(BytesIO(album.tree()["d/a.jpg"])).size == (600, 400)
    assert '<img src="../d/a.jpg" alt="A view" width="300" height="200"' in album.article("d/a.html")


def test_only_the_format_may_be_named(album: Site) -> None:
    album.write("hortus.yaml", "images: avif\n").build()
    kind, offered, _ = source(album)
    assert (kind, [width for _, width in offered]) == ("image/avif", ["600w"])
    assert [image.format for image in files(album).values()] == ["AVIF"]


def test_without_a_word_of_it_nothing_is_made(album: Site) -> None:
    album.write("hortus.yaml", "title: T\n").build()
    assert files(album) == {}
    assert "<picture" not in album.article("d/a.html")


def test_they_are_made_once(album: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    album.build()
    before = album.tree()
    album.build().wrote()
    album.write("notes/d/a.md", "![A view|300](a.jpg)\n\nMore.\n").build()
    assert not [path for path in album.report.written if path.startswith(("img/", "d/a.jpg"))]
    album.write("notes/d/copy.jpg", encoded("JPEG", quality=95)).write(
        "notes/b.md", "![](d/copy.jpg)"
    ).build()
    assert {path for path in album.tree() if path.startswith("img/")} == {
        path for path in before if path.startswith("img/")
    }


def test_they_go_with_the_picture(album: Site) -> None:
    album.build()
    album.write("notes/d/a.md", "No picture.\n").build()
    assert files(album) == {}


def test_how_a_picture_is_turned_is_seen(album: Site) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    album.write("notes/d/a.jpg", encoded("JPEG", quality=95, exif=exif)).build()
    assert max(image.size for image in files(album).values()) == (400, 600)
    assert all(not image.getexif() for image in files(album).values())
    assert 'width="300" height="450"' in album.article("d/a.html")


@pytest.mark.parametrize("kind", ["webp", "avif"])
def test_they_tell_nothing_of_the_place(album: Site, kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Secretville"
    data = encoded("JPEG", quality=95, exif=exif, xmp=b"<x>Secretville</x>", comment="Secretville")
    album.write("hortus.yaml", f"images: {kind}\nexif: keep\n").write("notes/d/a.jpg", data).build()
    assert files(album)
    assert [path for path, made in album.tree().items() if b"Secretville" in made] == ["d/a.jpg"]


def test_pictures_of_screens_lose_nothing(album: Site) -> None:
    chart = Image.new("RGB", (300, 200), "white")
    chart.paste((200, 30, 30), (20, 20, 280, 60))
    file = BytesIO()
    chart.save(file, "PNG", compress_level=1)
    album.write("notes/d/a.md", "![](c.png)").write("notes/d/c.png", file.getvalue()).build()
    largest = max(files(album).values(), key=lambda image: image.width)
    assert largest.convert("RGB").tobytes() == chart.tobytes()


def test_what_would_grow_is_left_alone(album: Site) -> None:
    dots = Image.frombytes("RGB", (60, 60), random.Random(2).randbytes(60 * 60 * 3))
    file = BytesIO()
    dots.save(file, "JPEG", quality=5)
    album.write("notes/d/a.jpg", file.getvalue()).build()
    assert files(album) == {}
    assert "<picture" not in album.article("d/a.html")


def test_what_moves_and_what_is_drawn_are_left_alone(album: Site) -> None:
    frames = [picture(300, 200), picture(300, 200).rotate(90)]
    for name, kind in (("a.gif", "GIF"), ("a.png", "PNG"), ("a.webp", "WEBP")):
        file = BytesIO()
        frames[0].save(file, kind, save_all=True, append_images=frames[1:])
        album.write(f"notes/d/{name}", file.getvalue())
    album.write("notes/d/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>')
    album.write("notes/d/a.md", "![](a.gif) ![](a.png) ![](a.webp) ![](a.svg)").build()
    assert files(album) == {}
    assert album.report.problems == ()


def test_see_through_pictures_stay_so(album: Site) -> None:
    see = Image.new("RGBA", (300, 200), (10, 200, 30, 0))
    see.paste((200, 0, 0, 255), (0, 0, 100, 100))
    file = BytesIO()
    see.save(file, "PNG", compress_level=0)
    album.write("notes/d/a.md", "![](c.png)").write("notes/d/c.png", file.getvalue()).build()
    assert files(album)
    assert all(
        image.convert("RGBA").getchannel("A").getextrema() == (0, 255) for image in files(album).values()
    )


def test_a_damaged_picture_is_copied_with_a_warning(album: Site) -> None:
    data = encoded("JPEG", quality=95)
    album.write("notes/d/a.jpg", data[: len(data) // 2]).build()
    assert files(album) == {}
    assert "d/a.jpg" in album.tree()
    assert album.warnings == ["notes/d/a.jpg:0:0: picture"]
    assert album.build().warnings == ["notes/d/a.jpg:0:0: picture"]


def test_pictures_of_drafts_are_not_made(album: Site) -> None:
    album.write("notes/d/a.md", "---\ndraft: true\n---\n![](a.jpg)").build()
    assert files(album) == {}


def test_texts_and_feeds_show_the_picture_itself(album: Site) -> None:
    album.write("notes/d/a.md", "---\ndate: 2026-01-01\n---\n# A\n\n![A view](a.jpg) %% secret %%\n").build()
    assert b"img/" not in album.tree()["d/a.md"]
    assert b"img/" not in album.tree()["feed.xml"]


@pytest.mark.parametrize(
    ("value", "images"),
    [
        ("webp", Images("webp", ())),
        ("{format: avif}", Images("avif", ())),
        ("{widths: [960, 480, 480]}", Images("webp", (480, 960))),
        ("{format: avif, widths: 640}", Images("avif", (640,))),
    ],
)
def test_what_the_owner_may_say(value: str, images: Images) -> None:
    assert read_config(f"images: {value}\n".encode())[0].images == images


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("jpeg", "must be one of webp, avif, or have keys below it: format, widths"),
        ("true", "must be one of webp, avif"),
        ("{format: png}", "must be one of webp, avif"),
        ("{width: 3}", "has no key `width`; it may have format, widths"),
        (
            "{widths: [480, wide]}",
            "must have `widths` as a list of at most 8 whole numbers of pixels, 16 to 8000",
        ),
        ("{widths: [0]}", "must have `widths`"),
        ("{widths: {a: 1}}", "must have `widths`"),
    ],
)
def test_what_is_wrong_is_said(value: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        read_config(f"images: {value}\n".encode())
    assert message in str(error.value)
