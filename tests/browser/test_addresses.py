"""Old addresses in a browser: one comes where the page is now, at the heading that was meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from conftest import Site

Open = Callable[..., Page]
Host = Callable[[Path], str]
pytestmark = pytest.mark.browser


@pytest.fixture
def moved(site: Site) -> Site:
    site.write("hortus.yaml", "title: Garden\nnotes: .\naddresses: true\n")
    text = "---\ntitle: Of bees\n---\n" + "words\n\n" * 80 + "## Their legs\n\nSix.\n"
    site.write("bees.md", text).build()
    return site.delete("bees.md").write("insects/蜂.md", text).build()


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("is_file", [True, False])
def test_an_old_address_leads_to_the_heading_that_was_meant(
    opened: Open, host: Host, moved: Site, scripts: bool, is_file: bool
) -> None:
    address = host(moved.public)
    at = moved.public.as_uri() if is_file else address
    page = opened("bees.html#their-legs", at=at, java_script_enabled=scripts)
    page.wait_for_url("**/insects/*.html*")
    assert page.locator("h1").inner_text() == "Of bees"
    if scripts:
        assert page.url.endswith("#their-legs")
        shown = "document.getElementById('their-legs').getBoundingClientRect().y < innerHeight"
        page.wait_for_function(shown)  # it is scrolled to
        assert page.evaluate("history.length") <= 2  # to go back does not lead here again
