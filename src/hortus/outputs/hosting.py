"""What hosts read: that GitHub Pages is to leave the files as they are, and how long browsers may keep which of them."""

from __future__ import annotations

from collections.abc import Iterator

import mdurl

from hortus.model import Output, Site
from hortus.outputs.contents import Contents
from hortus.theme import Theme

_AS_IT_IS = ".nojekyll"  # else texts beside pages would be made into pages, in the place of these
_HEADERS = "_headers"
_FOR_EVER = "Cache-Control: public, max-age=31536000, immutable"


def hosting(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    if not theme.has_static(_AS_IT_IS):
        yield Output(_AS_IT_IS, render_mark, ("",))
    if theme.config.hosting and not theme.has_static(_HEADERS):
        hashed = [place for place, asset in theme.statics if place != asset.path]
        words = [theme.words.script_path] if theme.words.script else []
        yield Output(_HEADERS, render_headers, (tuple(sorted([*hashed, *words])),))


def render_mark(text: str) -> bytes:
    """A file that says all by being there."""
    return text.encode()


def render_headers(hashed: tuple[str, ...]) -> bytes:
    """As Netlify and Cloudflare read it. A file whose name is made of its content never changes; of all others they ask anew."""
    return "".join(f"/{mdurl.encode(path)}\n  {_FOR_EVER}\n" for path in hashed).encode()
