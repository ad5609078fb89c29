"""The values that flow through Hortus, each complete when it is made and never changed after.

Only str, bytes, bool, int, float, dates, tuples and these dataclasses appear in them, so that any of them can be
digested (`memo.digest`). A field with `compare=False` does not count there: equal values have equal digests, and
equal digests stand for equal bytes on the page.
"""

from __future__ import annotations

from hortus.model.note import (
    Block,
    BlockEnd,
    Counts,
    Embed,
    File,
    Heading,
    HeadingEnd,
    Hole,
    Image,
    Link,
    LinkEnd,
    Meta,
    Note,
    Piece,
    Section,
    Tag,
)
from hortus.model.output import Asset, Content, Copy, Engine, Output, Report, SearchExport
from hortus.model.search import Passage
from hortus.model.site import (
    Embedded,
    Entry,
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
    Site,
    TagRef,
    Target,
    Term,
)
from hortus.model.source import Dialect, Problem, Severity, Source

__all__ = [
    "Asset",
    "Block",
    "BlockEnd",
    "Content",
    "Copy",
    "Counts",
    "Dialect",
    "Embed",
    "Embedded",
    "Engine",
    "Entry",
    "File",
    "Fill",
    "Filling",
    "Folder",
    "FolderRef",
    "Heading",
    "HeadingEnd",
    "Hidden",
    "Hole",
    "Image",
    "ImageCounts",
    "Link",
    "LinkCounts",
    "LinkEnd",
    "Meta",
    "NotEmbedded",
    "Note",
    "Output",
    "Page",
    "Passage",
    "Picture",
    "Piece",
    "Problem",
    "Redirect",
    "Ref",
    "Report",
    "SearchExport",
    "Section",
    "Severity",
    "Site",
    "Source",
    "Tag",
    "TagRef",
    "Target",
    "Term",
]
