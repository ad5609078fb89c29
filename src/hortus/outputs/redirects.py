"""A page at each old or other address of a note, which leads to the note; and for notes that say nothing but where to go on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from hortus.model import Output, Page, Redirect, Site
from hortus.outputs.contents import Contents
from hortus.places import HOME, permalink_path
from hortus.theme import Chrome, Template, Theme, root_of


def redirects(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    moved = (_of_note(page, theme.chrome.base_url) for page in site.unlisted if page.note.meta.moved)
    for redirect in (*site.redirects, *(one for one in moved if one.path != HOME)):
        yield Output(
            redirect.path, render_redirect, (theme.template("redirect.html"), theme.chrome, redirect)
        )


def _of_note(page: Page, base_url: str) -> Redirect:
    """The page of a note that leads elsewhere; an address without a host is one of this site."""
    address = page.note.meta.moved
    if "://" in address:
        return Redirect(page.path, address, page.note.title)
    below = "/" + base_url.partition("://")[2].partition("/")[2]
    path, sign, anchor = address.partition("#")
    bare = path.removeprefix(below).lstrip("/")
    is_page = PurePosixPath(bare).suffix in {"", ".html"} or bare.endswith("/")
    return Redirect(
        page.path, (permalink_path(f"/{bare}") if is_page else bare) + sign + anchor, page.note.title
    )


def render_redirect(template: Template, chrome: Chrome, redirect: Redirect) -> bytes:
    return template.render(root_of(redirect.path), site=chrome, redirect=redirect)
