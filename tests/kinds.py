"""One page of each kind, of the bundled site."""

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
