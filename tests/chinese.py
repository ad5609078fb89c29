"""A site in Chinese with each kind of page and of what a page can show, and what in a page is not Chinese."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from conftest import Site

# Names, and what is written the same everywhere.
NAMES = frozenset(
    {
        "In",
        "Hortus",
        "JavaScript",
        "Ctrl",
        "K",
        "Esc",
        "Shift",
        "Obsidian",
        "Python",
        "Git",
        "Mermaid",
        "Markdown",
        "B",
        "KB",
    }
)
# What is no word: keys, code, formulas, names of files, and what nobody sees.
_APART = "script, style, kbd, code, samp, math, svg, .file :first-child"
_READ_ALOUD = (
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "title",
    "alt",
    "placeholder",
    "label",
)
# Of the attributes for scripts and styles those that hold no words.
_OF_SCRIPTS = frozenset(
    "data-callout data-from data-kind data-language data-lines data-more data-name data-names data-root data-search data-side data-state data-tex".split()
)
# What programs are told.
_TOLD = "meta[name=description], meta[property$=title], meta[property$=description], meta[property$=alt]"
_NAME = re.compile(r'"(?:name|headline|description)":"([^"]*)"')
_LATIN = re.compile("[A-Za-z]+")

_FORMS = """\
---
title: 形式
---
> [!warning]
> 请注意。

> [!tip]- 自己的标题
> 文字

- [x] 完成
- [ ] 没有
- [!] 要紧

=== "一"
    甲
=== "二"
    乙

```python
x = 1
```

```output
1
```

```
无名
```

```mermaid
graph TD
  A --> B
```

```dataview
list
```

::: details
内容
:::

$$x^2$$

![[甲]]

![图](图.svg) [[没有]]

注[^1]

[^1]: 脚注
"""


_PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
_CELLS = (
    ("1", {"output_type": "stream", "name": "stdout", "text": "甲"}),
    ("2", {"output_type": "stream", "name": "stderr", "text": "乙"}),
    ("3", {"output_type": "error", "ename": "错", "evalue": "误", "traceback": ["误"]}),
    ("4", {"output_type": "display_data", "data": {"image/png": _PICTURE}, "metadata": {}}),
    ("5", {"output_type": "display_data", "data": {"text/html": "<script>1</script>"}, "metadata": {}}),
)
_NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {"kernelspec": {"name": "python3"}},
    "cells": [
        {"cell_type": "markdown", "source": "# 本子", "metadata": {}},
        *(
            {
                "cell_type": "code",
                "source": f"x = {number}",
                "outputs": [output],
                "metadata": {"jupyter": {"source_hidden": True}} if number == "1" else {},
                "execution_count": int(number) if number != "4" else None,
            }
            for number, output in _CELLS
        ),
    ],
}


def garden(site: Site) -> Site:
    """Not built yet."""
    site.write(
        "hortus.yaml",
        "printable: true\noffline: true\ntitle: 我的花园\ndescription: 笔记\nlanguage: zh\nnotes: 笔记\nbase_url: https://例子.example/\nrecent: 2\n"
        "author: {name: 王小明, line: 学生, place: 北京, links: {主页: 'https://例子.example'}}\n",
    )
    site.write(
        "笔记/数学/甲.md",
        "---\ntitle: 甲\ndate: 2025-03-14\nupdated: 2025-04-01\ntags: [数, 数/代数]\npinned: true\naliases: [旧]\n---\n## 一\n\n苹果\n\n## 二\n\n苹果和[[乙]]\n",
    )
    site.write(
        "笔记/数学/乙.md", "---\ntitle: 乙\ndate: 2025-03-15\n---\n文字，见[[甲]]、[[形式]]和[[长文]]。\n"
    )
    site.write("笔记/数学/index.md", "---\ntitle: 数学\n---\n文字\n")
    site.write("笔记/术语表.md", "---\ntitle: 术语\n---\n- 苹果：一种水果\n- 梨：另一种\n")
    site.write("笔记/形式.md", _FORMS).write(
        "笔记/图.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='900' height='600'/>"
    )
    site.write("笔记/本子.ipynb", json.dumps(_NOTEBOOK))
    site.write("笔记/另一篇长文.md", "---\ntitle: 另一篇长文\ntags: [文]\n---\n见[[形式]]。\n")
    return site.write("笔记/长文.md", "---\ntitle: 长文\ntags: [文]\n---\n见[[形式]]。\n\n" + "字" * 12_345)


def foreign(page: str) -> Iterator[str]:
    """The words in a page, read or heard, that are not Chinese."""
    tree = LexborHTMLParser(page)
    for told in tree.css(_TOLD):
        if _has_foreign(told.attributes.get("content") or ""):
            yield told.html or ""
    for data in tree.css("script[type='application/ld+json']"):
        yield from (name for name in _NAME.findall(data.text()) if _has_foreign(name))
    for apart in tree.css(_APART):
        apart.decompose()
    for element in tree.css("*"):
        for name, value in element.attributes.items():
            is_read = name in _READ_ALOUD or (name.startswith("data-") and name not in _OF_SCRIPTS)
            if is_read and _has_foreign(value or ""):
                yield f"{element.tag} {name}={value}"
    root = tree.root
    text = root.text(separator="\n") if root else ""
    yield from (line.strip() for line in text.split("\n") if _has_foreign(line))


def _has_foreign(text: str) -> bool:
    return not set(_LATIN.findall(text)) <= NAMES
