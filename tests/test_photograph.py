"""Photographs are published without what they tell of the place, the time and the person."""

from __future__ import annotations

import base64
import json
import random
import re
import struct
from contextlib import suppress
from io import BytesIO
from typing import Any
from urllib.parse import quote_from_bytes, unquote_to_bytes

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from conftest import Site, limit
from hortus.config import ConfigError, read_config
from hortus.pictures.inline import cut_inline
from hortus.pictures.photograph import DamagedPictureError, cut, is_photograph

GPS = {1: "N", 2: (48.0, 12.0, 30.5), 3: "E", 4: (16.0, 22.0, 11.0)}
XMP = b"<x:xmpmeta><Where>Secretville</Where></x:xmpmeta>"
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x10\x1c\x02\x5a\0\x0bSecretville"


def picture() -> Image.Image:
    image = Image.new("RGB", (40, 24), (30, 90, 60))
    for x in range(40):
        for y in range(24):
            image.putpixel((x, y), (x * 6, y * 10, (x * y) % 256))
    return image


def told(turn: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Secretville Cameras"
    exif[0x0112] = turn
    exif.get_ifd(0x8825).update(GPS)
    return exif.tobytes()


def segment(code: int, content: bytes) -> bytes:
    return bytes([0xFF, code]) + struct.pack(">H", len(content) + 2) + content


def jpeg(turn: int = 1, **how: Any) -> bytes:
    file = BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture().save(
        file, "JPEG", exif=told(turn), xmp=XMP, icc_profile=profile, comment="Secretville", quality=90, **how
    )
    data = file.getvalue()
    return data[:2] + segment(0xED, IPTC) + segment(0xEB, b"JP Secretville") + data[2:]


def png(turn: int = 1) -> bytes:
    file, info = BytesIO(), PngImagePlugin.PngInfo()
    info.add_text("Comment", "Secretville")
    info.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=False)
    info.add_text("Author", "Secretville", zip=False)
    picture().save(file, "PNG", exif=told(turn), pnginfo=info, dpi=(144, 144))
    return file.getvalue()


def webp(turn: int = 1) -> bytes:
    file = BytesIO()
    picture().save(file, "WEBP", exif=told(turn), xmp=XMP, quality=80)
    return file.getvalue()


KINDS = {"jpg": jpeg, "png": png, "webp": webp}


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_told_and_every_pixel_stays(kind: str) -> None:
    data = KINDS[kind]()
    bare = cut(data)
    assert b"Secretville" in data
    assert b"Secretville" not in bare
    assert opened(bare).tobytes() == opened(data).tobytes()
    assert not opened(bare).getexif()
    assert len(bare) < len(data)
    assert cut(bare) == bare


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("turn", range(2, 9))
def test_how_it_is_turned_stays(kind: str, turn: int) -> None:
    bare = cut(KINDS[kind](turn))
    assert b"Secretville" not in bare
    assert dict(opened(bare).getexif()) == {0x0112: turn}


def test_colours_and_density_stay() -> None:
    assert opened(cut(jpeg())).info["icc_profile"]
    assert opened(cut(png())).info["dpi"] == pytest.approx((144, 144), abs=0.1)


@pytest.mark.parametrize("how", [{"progressive": True}, {"restart_marker_blocks": 1}, {"optimize": True}])
def test_all_kinds_of_jpeg_keep_their_pixels(how: dict[str, Any]) -> None:
    data = jpeg(6, **how)
    assert opened(cut(data)).tobytes() == opened(data).tobytes()


@pytest.mark.parametrize("kind", KINDS)
def test_what_hangs_on_behind_the_picture_goes(kind: str) -> None:
    data = KINDS[kind]()
    assert cut(data + b"ftypmp42 Secretville" + jpeg()) == cut(data)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_broken_off_tells_nothing_either(kind: str) -> None:
    data = KINDS[kind]()
    for length in range(len(data)):
        try:
            bare = cut(data[:length])
        except DamagedPictureError:
            continue
        assert b"ecretvill" not in bare


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_bytes_raise_nothing_else(kind: str) -> None:
    chance, whole = random.Random(kind), KINDS[kind](6)
    for _ in range(2000):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with suppress(DamagedPictureError):
            cut(bytes(data))


@pytest.mark.parametrize(
    "data", [b"", b"no picture", b"\xff\xd8abc", b"\x89PNG\r\n\x1a\n\0\0\0\1????", b"RIFF"]
)
def test_what_is_no_picture_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(DamagedPictureError):
        cut(data)


def test_only_kinds_that_can_be_cut_are_photographs() -> None:
    assert is_photograph("a/B.JPG")
    assert not is_photograph("a.svg")
    assert not is_photograph("a.pdf")


# --- In a site -------------------------------------------------------------------------------------------


def test_a_site_publishes_pictures_that_tell_nothing(site: Site) -> None:
    site.write("hortus.yaml", "author: {name: Me, picture: me.jpg}\n")
    site.write("notes/a.md", "![A](a.jpg) [B](b.png) ![[c.webp]]\n")
    site.write("notes/a.jpg", jpeg()).write("notes/b.png", png()).write("notes/c.webp", webp())
    site.write("notes/me.jpg", jpeg(3)).write("static/banner.jpg", jpeg()).build()
    pictures = [path for path in site.tree() if is_photograph(path)]
    assert sorted(pictures) == ["a.jpg", "b.png", "banner.jpg", "c.webp", "me.jpg"]
    assert not any(b"Secretville" in site.tree()[path] for path in pictures)
    assert site.report.problems == ()
    site.build().wrote()


def test_exif_is_kept_where_the_owner_says_so(site: Site) -> None:
    data = jpeg()
    site.write("hortus.yaml", "exif: strip\n").write("notes/a.md", "![A](a.jpg)").write("notes/a.jpg", data)
    assert b"Secretville" not in site.build().tree()["a.jpg"]
    site.write("hortus.yaml", "exif: keep\n").build()
    assert site.tree()["a.jpg"] == data
    site.wrote("a.jpg")


def test_exif_is_kept_or_stripped() -> None:
    with pytest.raises(ConfigError, match="`exif` must be keep or strip"):
        read_config(b"exif: some\n")


def test_a_turned_picture_has_the_size_that_is_seen(site: Site) -> None:
    site.write("a.md", "![A](a.jpg)").write("a.jpg", jpeg(6)).build()
    assert 'width="24" height="40"' in site.article("a.html")


def test_what_is_no_picture_is_copied_with_a_warning(site: Site) -> None:
    site.write("a.md", "![A](a.jpg)").write("a.jpg", b"no picture").build()
    assert site.tree()["a.jpg"] == b"no picture"
    assert site.warnings == ["a.jpg:0:0: picture"]
    assert site.build().warnings == ["a.jpg:0:0: picture"]
    site.write("hortus.yaml", "exif: keep\nnotes: .\n").build()
    assert site.warnings == ["a.jpg:0:0: picture"]


@pytest.mark.parametrize("name", ["p.gif", "p", "p.bin"])
def test_a_photograph_is_known_by_what_it_is(site: Site, name: str) -> None:
    (site.folder / name).parent.mkdir(exist_ok=True)
    (site.folder / name).write_bytes(jpeg())
    site.write("a.md", f"[p]({name}) ![[{name}]] <a href='{name}'>p</a>\n").build()
    assert b"Secretville" not in (site.public / name).read_bytes()
    site.write("hortus.yaml", "exif: keep\n").build()
    assert b"Secretville" in (site.public / name).read_bytes()


def test_what_is_no_photograph_is_copied_as_it_is(site: Site) -> None:
    site.write("p.txt", "RIFF and other words").write("a.md", "[p](p.txt)").build()
    assert (site.public / "p.txt").read_text() == "RIFF and other words"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "shape",
    [
        "![A]({})",
        "[a]: {}\n\n![A][a]",
        '<img alt="A" src="{}">',
        "<img alt=A src='{}'>",
        '<p style="background: url({})">A</p>',
        '<img alt="A" src="\n{}\n">',
    ],
)
def test_a_picture_within_the_text_tells_nothing_either(site: Site, kind: str, shape: str) -> None:
    data = base64.b64encode(KINDS[kind]()).decode().rstrip("=")
    if 'src="\n' in shape:
        data = "\n".join(data[start : start + 76] for start in range(0, len(data), 76)).replace("+", "%2B")
        shape = shape.replace("\n", "")
    site.write("a.md", f"# A\n\n{shape.format(f'data:image/jpeg;x=y;base64,{data}')}\n\nend\n").build()
    for path in ("a.html", "a.md"):
        found = re.findall(r";base64,([A-Za-z0-9+/=\s]+)", site.tree()[path].decode())
        shown = [base64.b64decode("".join(one.split()) + "==") for one in found]
        assert all(b"Secretville" not in one for one in shown)
        if path == "a.html":
            assert shown
            assert all(opened(one).tobytes() == opened(KINDS[kind]()).tobytes() for one in shown)


@pytest.mark.parametrize("kind", ["", "application/octet-stream", "IMAGE/jpeg;charset=utf-8"])
@pytest.mark.parametrize("encoded", [True, False])
@pytest.mark.parametrize("shape", ["src='{}'", "src=x.png srcset='{} 2x'"])
def test_whatever_the_address_of_a_picture_says_of_its_kind_it_tells_nothing(
    site: Site, kind: str, encoded: bool, shape: str
) -> None:
    whole = jpeg()
    data = (
        f";base64,{base64.b64encode(whole).decode()}" if encoded else f",{quote_from_bytes(whole, safe='')}"
    )
    site.write("a.md", f"# A\n\n<img alt='A' {shape.format(f'data:{kind}{data}')}>\n").build()
    for path in ("a.html", "a.md"):
        for written in re.findall(r"data:[^,\"']*,([^\"'\s]{200,})", site.tree()[path].decode()):
            shown = base64.b64decode(written) if encoded else unquote_to_bytes(written)
            assert b"Secretville" not in shown
            assert opened(shown).tobytes() == opened(whole).tobytes()


@pytest.mark.parametrize(
    "head",
    [
        "data:image/jpeg;name=" + "x" * 60 + ";base64,",
        "data:image/jpeg" + ";a=b" * 7 + ";base64,",
        "data:image/jpeg; charset=x; base64 ,",
        "data:image/jpeg;x=(1);base64,",
        "data&colon;image/jpeg&semi;base64&comma;",
    ],
)
def test_however_long_the_address_of_a_picture_is_it_tells_nothing(site: Site, head: str) -> None:
    data = base64.b64encode(jpeg()).decode()
    site.write("a.md", f'# A\n\n<img alt="A" src="{head}{data}">\n').build()
    page = site.html("a.html")
    assert len(data) > 500
    assert "base64" in page
    assert data not in page
    assert data not in site.tree()["a.md"].decode()


@pytest.mark.parametrize("text", ["data:;", "data:" + ";" * 400 + " " * 100, "'data:&#", "data:a;base64"])
def test_no_text_takes_long_to_be_searched_for_pictures(text: str) -> None:
    text = text * (100_000 // len(text)) + ";base64"
    with limit():
        assert cut_inline(text) == text


def test_what_looks_like_a_picture_within_the_text_stays_as_it_is(site: Site) -> None:
    odd = "data:image/png;base64,AAAA"
    site.write("a.md", f"![A]({odd}) and `data:image/jpeg;base64,/9j/4AAQ` end").build()
    assert odd in site.html("a.html")
    assert "data:image/jpeg;base64,/9j/4AAQ" in site.html("a.html")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("comma", [",", "&#44;", "&#x2C;"])
def test_a_photograph_within_a_drawing_of_another_kind_tells_nothing(
    site: Site, encoding: str, comma: str
) -> None:
    data = base64.b64encode(jpeg()).decode()
    broken = "&#10;".join(data[at : at + 76] for at in range(0, len(data), 76))
    drawing = f'<ns0:svg><ns0:image href="DATA:image/JPEG;BASE64{comma}{broken}"/></ns0:svg>'
    site.write("a.md", "![A](a.svg)").write("a.svg", drawing.encode(encoding))
    made = site.build().tree()["a.svg"].decode(encoding)
    shown = base64.b64decode(made.partition("BASE64,")[2].partition('"')[0])
    assert b"Secretville" not in shown
    assert opened(shown).tobytes() == opened(jpeg()).tobytes()


def test_a_photograph_within_a_drawing_of_a_notebook_tells_nothing(site: Site) -> None:
    data = base64.b64encode(jpeg()).decode()
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/jpeg;base64,{data}"/></svg>'
    output = {"output_type": "display_data", "metadata": {}, "data": {"image/svg+xml": drawing}}
    cell = {"cell_type": "code", "metadata": {}, "execution_count": 1, "source": "x", "outputs": [output]}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    site.write("a.ipynb", json.dumps(notebook)).build()
    (made,) = [
        data for path, data in site.tree().items() if path.endswith(".svg") and path.startswith("insets/")
    ]
    shown = base64.b64decode(made.partition(b"base64,")[2].partition(b'"')[0])
    assert b"Secretville" not in shown
    assert opened(shown).tobytes() == opened(jpeg()).tobytes()


def test_a_photograph_within_a_drawing_tells_nothing(site: Site) -> None:
    data = base64.b64encode(jpeg()).decode()
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><text>\u00e9</text><image href="data:image/jpeg;base64,{data}"/></svg>'
    site.write("a.md", "![A](a.svg)").write("a.svg", drawing).build()
    made = site.tree()["a.svg"].decode()
    assert "<text>\u00e9</text>" in made
    shown = base64.b64decode(made.partition("base64,")[2].partition('"')[0])
    assert b"Secretville" not in shown
    assert opened(shown).tobytes() == opened(jpeg()).tobytes()
    site.write("hortus.yaml", "exif: keep\nnotes: .\n").build()
    assert site.tree()["a.svg"].decode() == drawing
