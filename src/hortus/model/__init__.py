"""The values that flow through Hortus, each complete when it is made and never changed after.

Only str, bytes, bool, int, float, dates, tuples and these dataclasses appear in them, so that any of them can be
digested (`memo.digest`). A field with `compare=False` does not count there: equal values have equal digests, and
equal digests stand for equal bytes on the page.
"""

from __future__ import annotations

from dataclasses import is_dataclass

from hortus.model.graph import Edge, Graph, Node
from hortus.model.history import Commit, Dates, Past, Pasts, Span
from hortus.model.kept import Kept
from hortus.model.note import (
    Block,
    BlockEnd,
    Counts,
    Embed,
    Face,
    File,
    Heading,
    HeadingEnd,
    Hole,
    Image,
    Inset,
    InsetFile,
    Link,
    LinkEnd,
    Meta,
    Note,
    Parsed,
    Piece,
    Section,
    Tag,
)
from hortus.model.output import (
    Asset,
    Content,
    Copy,
    Engine,
    Images,
    Lightened,
    Lighter,
    Output,
    Report,
    SearchExport,
)
from hortus.model.search import Passage
from hortus.model.site import (
    Backlink,
    Embedded,
    Entry,
    Fault,
    Fill,
    Filling,
    Folder,
    FolderRef,
    Hidden,
    ImageCounts,
    LinkCounts,
    NotEmbedded,
    Page,
    Picture,
    Redirect,
    Ref,
    Related,
    Series,
    Site,
    TagRef,
    Target,
    Term,
)
from hortus.model.source import Dialect, Given, Problem, Program, Severity, Source
from hortus.model.value import quick

__all__ = [
    "Asset",
    "Backlink",
    "Block",
    "BlockEnd",
    "Commit",
    "Content",
    "Copy",
    "Counts",
    "Dates",
    "Dialect",
    "Edge",
    "Embed",
    "Embedded",
    "Engine",
    "Entry",
    "Face",
    "Fault",
    "File",
    "Fill",
    "Filling",
    "Folder",
    "FolderRef",
    "Given",
    "Graph",
    "Heading",
    "HeadingEnd",
    "Hidden",
    "Hole",
    "Image",
    "ImageCounts",
    "Images",
    "Inset",
    "InsetFile",
    "Kept",
    "Lightened",
    "Lighter",
    "Link",
    "LinkCounts",
    "LinkEnd",
    "Meta",
    "Node",
    "NotEmbedded",
    "Note",
    "Output",
    "Page",
    "Parsed",
    "Passage",
    "Past",
    "Pasts",
    "Picture",
    "Piece",
    "Problem",
    "Program",
    "Redirect",
    "Ref",
    "Related",
    "Report",
    "SearchExport",
    "Section",
    "Series",
    "Severity",
    "Site",
    "Source",
    "Span",
    "Tag",
    "TagRef",
    "Target",
    "Term",
]

for _kind in [kind for kind in globals().values() if isinstance(kind, type) and is_dataclass(kind)]:
    quick(_kind)
