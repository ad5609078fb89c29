"""A note's body as HTML: its holes filled with what the site found for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from hortus.endings import AUDIO, VIDEO
from hortus.markdown.balance import closed
from hortus.markdown.image import fitted
from hortus.model import (
    Asset,
    Block,
    BlockEnd,
    Embed,
    Embedded,
    Face,
    File,
    Fill,
    Filling,
    Heading,
    HeadingEnd,
    Hole,
    Image,
    Inset,
    Lighter,
    Link,
    LinkEnd,
    Note,
    NotEmbedded,
    Picture,
    Piece,
    Tag,
    TagRef,
    Target,
)

INSETS = "insets"  # the folder in the site of what notes themselves hold

# Pixels: the widest text, and what is beside it on a telephone.
_COLUMN, _MARGIN = 714, 36

Pictures = Mapping[str, tuple[str, Asset]]  # path in the folder of notes → (path in the site, the file)


@dataclass(frozen=True, slots=True)
class Around:
    """What fills a body besides its own fill. `root` leads from the page to the root of the site: "" or `../../`; `notes` are
    those that are embedded, by their paths; `numbers` are those of headings, by their anchors, `lighter` the files that may be shown
    instead of a picture.
    """

    root: str
    pictures: Pictures
    notes: Mapping[str, Note]
    numbers: Mapping[str, str] = field(default_factory=dict)
    lighter: Mapping[str, tuple[Lighter, ...]] = field(default_factory=dict)


_LAZY = ' loading="lazy"'
_FIRST_VIEW = 12_000  # characters of HTML above a picture that may stand in the first view of a page
_ID = re.compile(r'(?<=\w|") id="[^"]*"')
_TAG_NAME = re.compile(r"<[a-z][a-z0-9\-]*")
_HASH_LINK = re.compile(r'(<a href=")#')

_FOLDERS = re.compile(r".*[/\\](?=.)", re.DOTALL)


def used_files(fill: Fill) -> Iterator[str]:
    """The paths in the folder of notes of the pictures that `fill` shows, those of embedded notes too."""
    for filling in fill:
        if isinstance(filling, Picture) and filling.path:
            yield filling.path
        elif isinstance(filling, Embedded):
            yield from used_files(filling.fill)


def shows_diagrams(note: Face, fill: Fill) -> bool:
    """Whether there is a diagram to draw in the note, or in one that it embeds."""
    return note.has_diagrams or any(
        shows_diagrams(filling.note, filling.fill) for filling in fill if isinstance(filling, Embedded)
    )


def embedded_notes(fill: Fill) -> Iterator[str]:
    """The paths of the notes that `fill` shows, those that are embedded in them too."""
    for filling in fill:
        if isinstance(filling, Embedded):
            yield filling.note.path
            yield from embedded_notes(filling.fill)


def render_body(note: Note, fill: Fill, around: Around) -> Markup:
    """The whole body."""
    above, lazy, below = "".join(_pieces(note.body, fill, around, is_embedded=False)).partition(_LAZY)
    is_first_seen = len(above) < _FIRST_VIEW  # what one sees first is not to wait for what one may never see
    return Markup(above + ("" if is_first_seen else lazy) + below)  # noqa: S704  (made here)


def render_apart(note: Note, fill: Fill, around: Around, page: str) -> str:
    """The whole body as it stands among others, outside its own page at the path `page`: without ids, and what leads to
    one leads to that page.
    """
    html = "".join(_pieces(_without_ids(note), fill, around, is_embedded=True))
    return _led_to(escape(around.root + page), html)


def _named(html: str, name: str) -> str:
    """`html` with `name` as the id of its first element."""
    return _TAG_NAME.sub(lambda found: f'{found[0]} id="{name}"', html, count=1)


def _led_to(page: str, html: str) -> str:
    """`html` with its links within the page as links to that place of `page`, which is an address as HTML."""
    return _HASH_LINK.sub(lambda found: f"{found[1]}{page}#", html)


def _without_ids(note: Note) -> tuple[Piece, ...]:
    return tuple(_ID.sub("", piece) if isinstance(piece, str) else piece for piece in note.body)


def _pieces(
    body: tuple[Piece, ...],
    fill: Fill,
    around: Around,
    *,
    is_embedded: bool,
    section: str = "",
    until: str = "",
) -> Iterator[str]:
    """The HTML of the pieces; with `section` only of that heading and what is under it, or of that block, and of what follows up to
    the end of `until`.
    """
    closers, name = list[str](), ""
    filled = _filled(body, fill)
    for piece, filling in _between(filled, section, until or section) if section else filled:
        match piece:
            case str():
                yield _named(piece, name) if name else piece
                name = ""
            case Inset():
                yield f"{around.root}{INSETS}/{piece.name}"
            case Block() if not is_embedded:
                name = str(escape(piece.anchor))
            case Heading():
                yield f"<h{piece.level}>" if is_embedded else _heading(piece, around.numbers)
            case HeadingEnd():
                yield _heading_end(piece, is_embedded=is_embedded)
            case LinkEnd():
                yield closers.pop() if closers else ""
            case Link() | Image() | File() | Embed() | Tag() if filling is not None:
                html, closer = _fill_hole(piece, filling, around)
                closers += [closer] if isinstance(piece, Link) else []
                yield html


def _filled(body: tuple[Piece, ...], fill: Fill) -> Iterator[tuple[Piece, Filling | None]]:
    """Each piece with what fills it. A title stands in place of the words of its link."""
    fillings, title = iter(fill), ""
    for piece in body:
        filling = next(fillings) if isinstance(piece, Hole) else None
        yield str(escape(title)) if title and isinstance(piece, str) else piece, filling
        title = filling.title if isinstance(filling, Target) else ""


def _between(
    pieces: Iterator[tuple[Piece, Filling | None]], first: str, last: str
) -> Iterator[tuple[Piece, Filling | None]]:
    """Those from the heading or block `first` to the end of `last`, which may be the same, or of all."""
    is_inside, level = False, 0
    for piece, filling in pieces:
        match piece:
            case Heading(anchor=name):
                if 0 < piece.level <= level:
                    return
                is_inside = is_inside or name == first
                level = piece.level if is_inside and name == last else level
            case Block(anchor=name) if name == first:
                is_inside = True
            case BlockEnd(anchor=name) if name == last:
                return
            case _:
                pass
        if is_inside:
            yield piece, filling


def _heading(piece: Heading, numbers: Mapping[str, str]) -> str:
    number = f' data-number="{numbers[piece.anchor]}"' if piece.anchor in numbers else ""
    return f'<div class="heading"><h{piece.level} id="{escape(piece.anchor)}"{number}>'


def _heading_end(piece: HeadingEnd, *, is_embedded: bool) -> str:
    if is_embedded:
        return f"</h{piece.level}>"
    name = escape(piece.anchor)
    # Beside the heading, not in it, so that neither the heading's name nor a copy of it holds the sign.
    return f'</h{piece.level}><a class="anchor" href="#{name}" aria-labelledby="{name}"></a></div>'


def _fill_hole(piece: Hole, filling: Filling, around: Around) -> tuple[str, str]:
    """(the HTML in the hole's place, what closes it if it is a link)."""
    root = around.root
    match filling:
        case Target() if isinstance(piece, File):
            return str(escape(address(filling, root))) if filling.path else "", ""
        case Target() if isinstance(piece, Link):
            return _open_link(filling, root, piece.attributes)
        case Picture() if isinstance(piece, Image):
            return _image(piece, filling, around), ""
        case Embedded():
            return _embedded(filling, around), ""
        case NotEmbedded() if isinstance(piece, Embed):
            return _not_embedded(piece, filling, root), ""
        case TagRef(path="") if isinstance(piece, Tag):
            return f"#{escape(piece.name)}", ""
        case TagRef() if isinstance(piece, Tag):
            return f'<a class="tag" href="{escape(root + filling.path)}">#{escape(piece.name)}</a>', ""
        case _:
            raise TypeError(f"{type(filling).__name__} cannot fill a {type(piece).__name__}")


def address(target: Target, root: str) -> str:
    anchor = f"#{target.anchor}" if target.anchor else ""
    return f"{root}{target.path}{anchor}" if target.path else anchor or "#"


def _open_link(target: Target, root: str, attributes: str) -> tuple[str, str]:
    match target.state:
        case "missing":
            return '<span class="link-missing">', "</span>"
        case "hidden":
            return "", ""
        case "note" | "file":
            return f'<a href="{escape(address(target, root))}"{attributes}>', "</a>"


def _image(piece: Image, picture: Picture, around: Around) -> str:
    if picture.path not in around.pictures:
        # Where it lies may be where it lay on its author's disk.
        is_said = piece.alt and not piece.title  # the caption, where there is one, says the same
        return f'<span class="image-missing{" said" if is_said else ""}">{escape(piece.alt or _FOLDERS.sub("", piece.target))}</span>'
    path, asset = around.pictures[picture.path]
    width, height = fitted((piece.width, piece.height), (asset.width, asset.height))
    title = f' title="{escape(piece.title)}"' if piece.title else ""
    size = f' width="{width}"' * bool(width) + f' height="{height}"' * bool(height)
    shown = f'<img src="{escape(around.root + path)}" alt="{escape(piece.alt)}"{title}{size}{piece.attributes} loading="lazy" decoding="async">'
    return _lightened(shown, around.lighter.get(picture.path, ()), width, around.root)


def _lightened(shown: str, files: tuple[Lighter, ...], width: int, root: str) -> str:
    """The picture in `shown`, which is so wide, with lighter files that a browser may take instead. Enlarged, it is itself again."""
    if not files:
        return shown
    named = ", ".join(f"{escape(root + file.path)} {file.width}w" for file in files)
    most = min(width or files[-1].width, _COLUMN)
    sizes = f"(max-width: {most + _MARGIN}px) calc(100vw - {_MARGIN}px), {most}px"
    source = f'<source type="{files[0].type}" srcset="{named}" sizes="{sizes}">'
    return f'<picture class="lighter">{source}{shown}</picture>'


def _embedded(filling: Embedded, around: Around) -> str:
    root = around.root
    anchor = f"#{filling.anchor}" if filling.anchor else ""
    href, title = escape(root + filling.ref.path + anchor), escape(filling.ref.title)
    page = escape(root + filling.ref.path)
    # The ids stay on the note's own page, and so do the ends of links to them.
    body = tuple(
        _led_to(page, piece) if isinstance(piece, str) else piece
        for piece in _without_ids(around.notes[filling.note.path])
    )
    pieces = _pieces(
        body, filling.fill, around, is_embedded=True, section=filling.anchor, until=filling.until
    )
    shown = "".join(pieces)
    if filling.anchor:
        shown = closed(f"<ul>{shown}</ul>" if shown.startswith("<li") else shown)
    return f'<div class="embed"><p class="embed-source"><a href="{href}">{title}</a></p>{shown}</div>\n'


def _not_embedded(piece: Embed, filling: NotEmbedded, root: str) -> str:
    text = escape(piece.text)
    href = escape(address(filling.target, root))
    match filling.reason:
        case "hidden":
            return ""
        case "missing":
            return f'<p><span class="link-missing">{text}</span></p>\n'
        case "file":
            ending = filling.target.path.rpartition(".")[2].lower()
            if ending in VIDEO:
                return f'<video src="{href}" controls preload="metadata"></video>\n'
            if ending in AUDIO:
                return f'<audio src="{href}" controls preload="metadata"></audio>\n'
            if ending == "pdf":
                link = f'<a href="{href}">{text}</a>'
                shown = f'<object data="{href}" type="application/pdf" aria-label="{text}">{link}</object>'
                return f'<figure class="pdf">{shown}<figcaption>{link}</figcaption></figure>\n'
            return f'<p class="attachment"><a href="{href}">{text}</a></p>\n'
        case "link":
            return f'<p><a href="{href}">{text}</a></p>\n'
