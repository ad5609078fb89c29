"""Pages → graph: who links to whom, and who shows whom in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from hortus.memo import digest
from hortus.model import Edge, Embedded, Filling, Graph, Node, NotEmbedded, Page, Ref, Target
from hortus.places import parent


def graph_of(pages: Iterable[Page]) -> Graph:
    """The graph of `pages`. What leads to no note, or to the note itself, is no edge."""
    ordered = sorted(pages, key=lambda page: page.path)
    numbers = {page.path: number for number, page in enumerate(ordered)}
    nodes = tuple(map(_node, ordered))
    links, embeds = set[Edge](), set[Edge]()
    for number, page in enumerate(ordered):
        for filling in page.fill:
            edges = embeds if isinstance(filling, Embedded) else links
            edges |= {(number, other) for other in _ends(filling, numbers) if other != number}
    seen = nodes, tuple(sorted(links)), tuple(sorted(embeds))
    return Graph(digest(*seen), *seen)


def _node(page: Page) -> Node:
    tags = tuple([tag.name for tag in page.tags])
    return Node(page.path, page.note.title, parent(page.path), tags, page.date)


def _ends(filling: Filling, numbers: Mapping[str, int]) -> Iterator[int]:
    match filling:
        case (
            Target(state="note", path=path)
            | Embedded(ref=Ref(path=path))
            | NotEmbedded(target=Target(state="note", path=path))
        ) if path in numbers:
            yield numbers[path]
        case _:
            pass
