"""Whatever a note's own HTML does to its looks, the page around it is there, and can be clicked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import NOW
from hortus.build import build
from hortus.memo import Memo
from hortus.request import Request
from hortus.selection import Selection

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

COVERS = (
    '<div style="position:absolute;inset:0;z-index:99;background:red">x</div>',
    '<div style="position:relative;margin:-900px;height:3000px;width:3000px;z-index:9999;background:red">x</div>',
    '<div style="transform:scale(100);background:red;height:20px">x</div>',
    '<div class="skip" style="left:0;top:0;width:100%;height:100vh;background:red">x</div>',
    '<a class="anchor" href="https://example.org" style="width:200vw;height:200vh;inset:-500px;opacity:1">x</a>',
    "<style>@keyframes k { from, to { position: fixed; inset: 0 } } p { animation: k 9s infinite }</style>",
)
REACHED = """selector => {
  const wanted = document.querySelector(selector), box = wanted.getBoundingClientRect();
  const there = document.elementFromPoint(box.left + 5, box.top + box.height / 2);
  return there !== null && (wanted.contains(there) || (there.contains(wanted) && !there.closest(".note")));
}"""


@pytest.mark.parametrize("html", COVERS)
def test_nothing_in_a_note_covers_the_page_around_it(opened: Any, tmp_path: Path, html: str) -> None:
    (tmp_path / "a.md").write_text(f"# A\n\ntext\n\n{html}\n\n## Two\n\n## Three\n")
    request = Request(tmp_path, tmp_path / "public", tmp_path / "cache", Selection(NOW))
    assert build(request, Memo(None)).is_published
    page = opened("a.html", at=(tmp_path / "public").as_uri())
    assert [page.evaluate(REACHED, name) for name in (".brand", "a.search", "h1", ".toc a")] == [True] * 4
