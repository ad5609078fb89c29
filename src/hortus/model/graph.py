"""The notes of a site as points, and what leads from one to another as lines."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Node:
    """A published note: its path in the site, and the folder that its page is in, "" for the root."""

    path: str
    title: str
    folder: str
    tags: tuple[str, ...]
    date: datetime.datetime | None


Edge = tuple[int, int]  # from one node to another, by their numbers


@dataclass(frozen=True, slots=True)
class Graph:
    """`nodes` by their paths, and the edges between them, each once and in order. `key` is the digest of all that."""

    key: bytes
    nodes: tuple[Node, ...] = field(compare=False)
    links: tuple[Edge, ...] = field(compare=False)
    embeds: tuple[Edge, ...] = field(compare=False)
