"""Of lighter files a browser takes the one that it needs; enlarged, a picture is itself."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from conftest import NOW
from hortus.build import build
from hortus.memo import Memo
from hortus.request import Request
from hortus.selection import Selection

pytestmark = pytest.mark.browser


def test_a_telephone_takes_a_narrow_file_and_the_zoom_the_original(browser: Browser, tmp_path: Path) -> None:
    file = BytesIO()
    Image.radial_gradient("L").resize((1600, 1200)).convert("RGB").save(file, "JPEG", quality=95)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.jpg").write_bytes(file.getvalue())
    (tmp_path / "notes" / "a.md").write_text("# A\n\n![A view](a.jpg)\n")
    (tmp_path / "hortus.yaml").write_text("images: {format: webp, widths: [480, 960]}\n")
    request = Request(tmp_path, tmp_path / "public", tmp_path / ".hortus", Selection(NOW))
    assert build(request, Memo(None)).is_published
    for width, taken in ((390, 480), (1440, 960)):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto((tmp_path / "public" / "a.html").as_uri())
        shown = page.locator(".note img")
        page.wait_for_function("document.querySelector('.note img').currentSrc.endsWith('.webp')")
        address = shown.evaluate("image => image.currentSrc").removeprefix("file://")
        with Image.open(address) as file_taken:
            assert file_taken.width == taken
        box = shown.bounding_box()
        assert box is not None
        assert box["width"] / box["height"] == pytest.approx(4 / 3, abs=0.02)
        shown.click()
        assert page.locator("dialog.zoom img").evaluate("image => image.src").endswith("/a.jpg")
        page.close()


def test_signs_in_the_text_are_no_pictures_to_enlarge(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    for name, size in (("sign", 24), ("view", 400)):
        Image.new("RGB", (size, size), "green").save(tmp_path / "notes" / f"{name}.png")
    written = '![A view](view.png)\n\n![A sign](sign.png) <img src="view.png" alt="Made small" height="20">\n'
    (tmp_path / "notes" / "a.md").write_text("# A\n\n" + written)
    (tmp_path / "hortus.yaml").write_text("title: Garden\n")
    request = Request(tmp_path, tmp_path / "public", tmp_path / ".hortus", Selection(NOW))
    assert build(request, Memo(None)).is_published
    page = browser.new_page()
    page.goto((tmp_path / "public" / "a.html").as_uri())
    assert page.locator(".note img").count() == 3
    assert page.locator(".note img[role=button]").evaluate_all("all => all.map((one) => one.alt)") == [
        "A view"
    ]
    page.close()
