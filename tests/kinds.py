"""One page of each kind, of the bundled site."""

from __future__ import annotations

from typing import Any

NOTE = "deep-learning/attention.html"
KINDS = {
    "home": "index.html",
    "note": NOTE,
    "chinese note": "deep-learning/梯度下降.html",
    "folder": "git/index.html",
    "tag": "tags/attention.html",
    "tags": "tags/index.html",
    "all notes": "all-notes.html",
    "archive": "archive.html",
    "glossary": "terms.html",
    "search": "search.html?q=attention",
    "guide": "guide/writing.html",
    "notebook": "statistics/bootstrap-by-hand.html",
}

# How far the layout shifts while a page is opened, to be asked of one that is `again` opened: formulas move when their font comes
# late, and from disk none is loaded ahead.
SHIFT = """new Promise((resolve) => {
  let sum = 0;
  const look = (list) => { for (const entry of list.getEntries()) sum += entry.value; };
  new PerformanceObserver(look).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 300);
})"""


def again(page: Any) -> None:
    """Opens the page anew, from where its font is known."""
    page.evaluate("document.fonts.ready.then(() => 0)")
    address = page.url
    page.goto("about:blank")
    page.goto(address)
