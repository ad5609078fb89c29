"""A page for each tag, and one with all of them."""

from __future__ import annotations

from collections.abc import Iterator

from hortus.model import Output, Ref, Site, TagRef, Term
from hortus.outputs.contents import Contents
from hortus.outputs.head import head_of_list
from hortus.outputs.prints import print_of
from hortus.places import TAGS
from hortus.theme import Chrome, Template, Theme, root_of

TagCount = tuple[TagRef, int]
Group = tuple[TagRef, int, tuple[TagCount, ...]]  # a tag that stands below none, and all below it


def terms(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    every = Ref(TAGS, theme.say("tags"))
    for term in site.terms:
        inputs = theme.template("tag.html"), theme.chrome, every, term, print_of(site, theme, term.path)
        yield Output(term.path, render_term, inputs)
    below = dict[str, list[TagCount]]()
    for term in site.terms:
        if term.above:
            below.setdefault(term.above[0].path, []).append((TagRef(term.path, term.name), len(term.notes)))
    groups = tuple(
        (TagRef(term.path, term.name), len(term.notes), tuple(below.get(term.path, ())))
        for term in site.terms
        if not term.above
    )
    yield Output(TAGS, render_terms, (theme.template("tags.html"), theme.chrome, every, groups))


def render_term(template: Template, chrome: Chrome, every: Ref, term: Term, printed: str) -> bytes:
    head = head_of_list(chrome, Ref(term.path, term.name), (every,), feed=term.feed)
    return template.render(root_of(term.path), site=chrome, head=head, term=term, printed=printed)


def render_terms(template: Template, chrome: Chrome, every: Ref, groups: tuple[Group, ...]) -> bytes:
    return template.render(root_of(TAGS), site=chrome, head=head_of_list(chrome, every), tags=groups)
