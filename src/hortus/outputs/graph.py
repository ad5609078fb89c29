"""`graph.json`: all notes and what leads from one to another, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from hortus.model import Graph, Node, Output, Site
from hortus.outputs.contents import Contents
from hortus.theme import Theme


def graph(site: Site, theme: Theme, contents: Contents) -> Iterator[Output]:
    yield Output("graph.json", render_graph, (site.graph,))


def render_graph(graph: Graph) -> bytes:
    """A note a line, so that two builds can be compared."""
    nodes = ",\n".join(_json(_told(node)) for node in graph.nodes)
    edges = f'"links":{_json(graph.links)},\n"embeds":{_json(graph.embeds)}'
    return f'{{"nodes":[\n{nodes}\n],\n{edges}}}\n'.encode("utf-8", "replace")


def _told(node: Node) -> dict[str, Any]:
    told = {"path": node.path, "title": node.title, "folder": node.folder, "tags": node.tags}
    return told | ({"date": node.date.isoformat(timespec="seconds")} if node.date else {})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
