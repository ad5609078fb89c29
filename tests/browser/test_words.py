"""What the scripts say is said in the language of the site."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from chinese import foreign, garden
from conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a site in Chinese."""
    folder = tmp_path_factory.mktemp("chinese") / "garden"
    folder.mkdir()
    return garden(Site(folder)).build().public.as_uri()


def _shown(page: Page) -> list[str]:
    return list(foreign(page.content()))


def test_the_search_speaks_chinese(opened: Open, chinese: str) -> None:
    page = opened("数学/甲.html", at=chinese)
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="搜索笔记")
    expect(field).to_be_focused()
    expect(page.get_by_text("这些词必须连在一起")).to_be_visible()
    assert _shown(page) == []
    field.fill("苹果")
    expect(page.locator(".search-status")).to_have_text("2 篇笔记中的 3 个小节")
    assert _shown(page) == []
    field.fill("苹果 明天")
    expect(page.locator("#search")).to_contain_text("没有笔记包含“明天”")
    field.fill("昨天 明天")
    expect(page.locator(".search-status")).to_have_text("没有找到与“昨天 明天”相关的内容。")
    assert _shown(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#search")).to_be_hidden()


def test_marks_of_a_search_are_counted_in_chinese(opened: Open, chinese: str) -> None:
    page = opened("数学/乙.html#?find=文字", at=chinese)
    expect(page.get_by_role("button", name="清除 1 处标记")).to_be_visible()


def test_buttons_and_diagrams_speak_chinese(opened: Open, chinese: str) -> None:
    page = opened("形式.html", at=chinese)
    expect(page.get_by_role("button", name="配色：跟随系统")).to_be_visible()
    expect(page.get_by_role("button", name="复制").first).to_be_attached()
    page.locator(".diagram").scroll_into_view_if_needed()
    expect(page.locator(".drawing svg[aria-label=流程图]").first).to_be_attached()
    expect(page.locator(".diagram summary")).to_have_text("源代码")
    assert _shown(page) == []


def test_the_page_of_the_search_speaks_chinese(opened: Open, chinese: str) -> None:
    page = opened("search.html", at=chinese)
    expect(page.get_by_role("combobox", name="搜索笔记")).to_be_focused()
    assert _shown(page) == []


def test_the_sheet_of_keys_and_pictures_speak_chinese(opened: Open, chinese: str) -> None:
    page = opened("形式.html", at=chinese)
    page.get_by_role("button", name="快捷键").click()
    expect(page.get_by_role("dialog", name="快捷键")).to_be_visible()
    assert _shown(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="放大：图").click()
    expect(page.get_by_role("dialog", name="图片")).to_be_visible()
    assert _shown(page) == []


def test_the_menu_speaks_chinese(opened: Open, chinese: str) -> None:
    page = opened("数学/甲.html", at=chinese, width=390)
    page.get_by_role("button", name="菜单").click()
    expect(page.get_by_role("dialog", name="全部笔记")).to_be_visible()
    assert _shown(page) == []
    page.get_by_role("button", name="关闭菜单").click()
    expect(page.get_by_role("dialog", name="全部笔记")).to_be_hidden()


def test_the_graph_and_mentions_speak_chinese(opened: Open, chinese: str) -> None:
    page = opened("graph.html", at=chinese)
    page.wait_for_selector(".graph-frame[data-settled]")
    expect(page.get_by_role("application", name="全部笔记的关系图谱")).to_be_visible()
    page.get_by_role("searchbox", name="查找笔记").fill("甲")
    expect(page.locator(".graph-status")).to_have_text("1 篇笔记")
    assert _shown(page) == []
    page = opened("数学/甲.html", at=chinese)
    page.get_by_text("未链接的提及").click()
    expect(page.locator("details.mentions :is(li, p)").first).not_to_contain_text("正在搜索")
    assert _shown(page) == []
