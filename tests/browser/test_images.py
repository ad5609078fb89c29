"""Of lighter files a browser takes the one that it needs; enlarged, a picture is itself."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from conftest import NOW
from hortus.build import build
from hortus.memo import Memo
from hortus.request import Request
from hortus.selection import Selection

pytestmark = pytest.mark.browser


def picture(width: int, height: int) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), "green").save(file, "PNG")
    return file.getvalue()


FROM_ELSEWHERE = f"data:image/png;base64,{b64encode(picture(400, 300)).decode()}"  # nothing is known of it while the site is built


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


@pytest.fixture
def shown(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Opens a page with that text, a picture `view.png` of 400 × 300 and `sign.png` of 24 × 24 beside it."""
    pages = list[Page]()

    def open_page(text: str) -> Page:
        (tmp_path / "sign.png").write_bytes(picture(24, 24))
        (tmp_path / "view.png").write_bytes(picture(400, 300))
        (tmp_path / "a.md").write_text(f"# A\n\n{text}\n")
        (tmp_path / "hortus.yaml").write_text("title: Garden\n")
        request = Request(tmp_path, tmp_path / "public", tmp_path / ".hortus", Selection(NOW))
        assert build(request, Memo(None)).is_published
        pages.append(browser.new_page())
        pages[-1].goto((tmp_path / "public" / "a.html").as_uri())
        return pages[-1]

    yield open_page
    for page in pages:
        page.close()


def test_signs_in_the_text_are_no_pictures_to_enlarge(shown: Callable[..., Page]) -> None:
    page = shown(
        '![A view](view.png)\n\n![A sign](sign.png) <img src="view.png" alt="Made small" height="20">'
    )
    assert page.locator(".note img").count() == 3
    enlarged = page.locator(".note img[role=button]")
    assert enlarged.evaluate_all("all => all.map((one) => one.alt)") == ["A view"]


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ("![](view.png)", (400, 300)),
        ("![|200](view.png)", (200, 150)),
        ("![](view.png =x150)", (200, 150)),
        ("![|200x200](view.png)", (200, 150)),
        ('<img src="view.png" height="150">', (200, 150)),
        ('<img src="view.png" width="200" height="300">', (200, 150)),
        ('<img src="view.png" style="height: 150px">', (200, 150)),
        ('<img src="view.png" style="max-height: 150px">', (200, 150)),
        ('<img src="view.png" style="width: 200px">', (200, 150)),
        (f'<img src="{FROM_ELSEWHERE}" height="150">', (200, 150)),
    ],
)
def test_a_picture_is_as_large_as_its_author_says_and_never_out_of_shape(
    shown: Callable[..., Page], written: str, size: tuple[int, int]
) -> None:
    page = shown(written)
    page.wait_for_function("document.querySelector('.note img').naturalWidth")
    box = page.locator(".note img").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == pytest.approx(size, abs=1)
