"""All notes and what leads from one to another: `graph.json` for programs, a page that draws them, and its data as a script."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from hortus.model import Edge, Graph, Node, Output, Ref, Site
from hortus.outputs.contents import Contents
from hortus.outputs.head import head_of_list
from hortus.places import ancestors, parent
from hortus.text import natural
from hortus.theme import Chrome, Template, Theme

PATH, SCRIPT = "graph.html", "graph.js"
_MOST, _ALONE = 24, 60  # notes in the lists beside the drawing

Titles = tuple[tuple[str, str], ...]  # (folder, what it is called)


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page says of the graph in words: how many notes and links there are, the notes with most links and their numbers,
    and those without any, of which `more` are not listed.
    """

    notes: int
    links: int
    most: tuple[tuple[Ref, int], ...]
    alone: tuple[Ref, ...]
    more: int


def graph(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    titles = tuple((parent(folder.path), folder.title) for folder in site.folders)
    yield Output("graph.json", render_graph, (site.graph,))
    yield Output(SCRIPT, render_script, (site.graph, titles))
    # As elsewhere on the site, a note that is the page of a folder is not counted.
    overview = replace(look_over(site.graph), notes=len(site.recent))
    title = theme.say("graph")
    yield Output(PATH, render_page, (theme.template(PATH), theme.chrome, title, overview))


def render_graph(graph: Graph) -> bytes:
    """A note a line, so that two builds can be compared."""
    nodes = ",\n".join(_json(_told(node)) for node in graph.nodes)
    edges = f'"links":{_json(graph.links)},\n"embeds":{_json(graph.embeds)}'
    return f'{{"nodes":[\n{nodes}\n],\n{edges}}}\n'.encode("utf-8", "replace")


def render_script(graph: Graph, titles: Titles) -> bytes:
    """Registers folders as [path, title], the names of tags, notes as [name in the folder, title, number of the folder, numbers of
    tags …], and the edges as one row of numbers, two for each.
    """
    every = {folder for node in graph.nodes for folder in ancestors(node.path)}
    folders = {folder: number for number, folder in enumerate(sorted(every))}
    names = sorted({tag for node in graph.nodes for tag in node.tags}, key=natural)
    tags = {tag: number for number, tag in enumerate(names)}
    named = dict(titles)
    data = {
        "folders": [[folder, named.get(folder) or folder] for folder in folders],
        "tags": names,
        "notes": [
            [
                node.path.rpartition("/")[2],
                node.title,
                folders[node.folder],
                *(tags[tag] for tag in node.tags),
            ]
            for node in graph.nodes
        ],
        "edges": [end for edge in joined(graph) for end in edge],
    }
    return f"hortusGraph({_json(data)})\n".encode("utf-8", "replace")


def render_page(template: Template, chrome: Chrome, title: str, overview: Overview) -> bytes:
    head = head_of_list(chrome, Ref(PATH, title))
    return template.render("", site=chrome, head=head, graph=overview)


@lru_cache(maxsize=1)
def look_over(graph: Graph) -> Overview:
    edges = joined(graph)
    degrees = Counter(end for edge in edges for end in edge)
    most = sorted(degrees, key=lambda number: (-degrees[number], number))[:_MOST]
    alone = [number for number in range(len(graph.nodes)) if number not in degrees]
    return Overview(
        len(graph.nodes),
        len(edges),
        tuple((_ref(graph.nodes[number]), degrees[number]) for number in most),
        tuple(_ref(graph.nodes[number]) for number in alone[:_ALONE]),
        max(0, len(alone) - _ALONE),
    )


def joined(graph: Graph) -> list[Edge]:
    """The pairs of notes of which one links to the other or shows it, each once, in order."""
    return sorted({(min(edge), max(edge)) for edge in (*graph.links, *graph.embeds)})


def _ref(node: Node) -> Ref:
    return Ref(node.path, node.title)


def _told(node: Node) -> dict[str, Any]:
    told = {"path": node.path, "title": node.title, "folder": node.folder, "tags": node.tags}
    return told | ({"date": node.date.isoformat(timespec="seconds")} if node.date else {})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
