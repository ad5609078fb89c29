"""A page at each old or other address of a note, which leads to the note."""

from __future__ import annotations

from collections.abc import Iterator

from hortus.model import Output, Redirect, Site
from hortus.outputs.contents import Contents
from hortus.theme import Chrome, Template, Theme, root_of


def redirects(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    for redirect in site.redirects:
        yield Output(
            redirect.path, render_redirect, (theme.template("redirect.html"), theme.chrome, redirect)
        )


def render_redirect(template: Template, chrome: Chrome, redirect: Redirect) -> bytes:
    return template.render(root_of(redirect.path), site=chrome, redirect=redirect)
