"""A site that is installed and read offline: its manifest, its icons, the service worker, and the page for what is not kept."""

from __future__ import annotations

import json
from collections.abc import Iterator

from hortus.language import direction
from hortus.memo import digest
from hortus.model import Output, Site
from hortus.outputs.contents import Contents
from hortus.pictures.icon import draw_icon
from hortus.places import HOME
from hortus.theme import Chrome, Template, Theme

_MISSING = "app/offline.html"
_MASKABLE = "app/maskable.png"
_ICONS = {"app/192.png": 192, "app/512.png": 512}
_PAGES = (HOME, "all-notes.html", "search.html", "404.html", _MISSING)
_LARGE = ("js/mermaid", "js/graph")  # scripts that few pages need
_HASHED = ("css/", "js/", "fonts/", "custom.")
_PAPER = "#fdfdfa"  # as in the style sheet


def offline(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    if theme.worker is None:
        return
    accent = theme.config.style.accent
    yield Output("manifest.webmanifest", render_manifest, (theme.chrome, accent))
    for path, size in _ICONS.items():
        yield Output(path, render_icon, (size, accent, False))
    yield Output(_MASKABLE, render_icon, (512, accent, True))
    yield Output(_MISSING, render_missing, (theme.template("offline.html"), theme.chrome))
    shell = tuple(_shell(theme))
    # The text of a note is no part of it: it is fetched whenever the network is there.
    version = digest(shell, theme.chrome, tuple(page.key for page in site.pages)).hex()[:12]
    yield Output("sw.js", render_worker, (theme.worker, version, shell))


def _shell(theme: Theme) -> Iterator[str]:
    """What is kept at once, beside what is visited."""
    yield from _PAGES
    yield from ("nav.js", "search/index.js", "manifest.webmanifest", "app/192.png")
    if theme.words.script:
        yield theme.words.script_path
    for place, _ in theme.statics:
        if place == "favicon.svg" or (place.startswith(_HASHED) and not place.startswith(_LARGE)):
            yield place


def render_manifest(chrome: Chrome, accent: str) -> bytes:
    icons = [
        {"src": "favicon.svg", "sizes": "any", "type": "image/svg+xml"},
        *({"src": path, "sizes": f"{size}x{size}", "type": "image/png"} for path, size in _ICONS.items()),
        {"src": _MASKABLE, "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
    ]
    told = {
        "name": chrome.title,
        "short_name": chrome.title,
        "description": chrome.description,
        "lang": chrome.language,
        "dir": direction(chrome.language),
        "start_url": "./",
        "scope": "./",
        "id": "./",
        "display": "standalone",
        "background_color": _PAPER,
        "theme_color": accent,
        "icons": icons,
    }
    known = {key: value for key, value in told.items() if value}
    return (json.dumps(known, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def render_icon(size: int, accent: str, is_maskable: bool) -> bytes:
    return draw_icon(size, accent, is_maskable=is_maskable)


def render_missing(template: Template, chrome: Chrome) -> bytes:
    # Shown at any address with a `<base>` that leads to the root of the site.
    return template.render("", site=chrome)


def render_worker(script: bytes, version: str, shell: tuple[str, ...]) -> bytes:
    known = {"version": version, "shell": shell, "missing": _MISSING, "fixed": _HASHED}
    told = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    return f"var hortusOffline={told};\n".encode("utf-8", "replace") + script
