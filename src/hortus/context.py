"""The sentence around each link of a note, as the page that it leads to shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape, unescape

from hortus.model import Heading, HeadingEnd, Hole, Link, LinkEnd, Piece, Tag

_REACH = 30  # pieces of the body that are looked at on either side of a link
_LONG = 20_000  # characters of HTML: a block longer than this is cut
_SIDE = 140  # characters shown on either side
_LEAST = 3  # letters: with fewer around it the link alone says as much

_BLOCK = re.compile(
    r"</?(?:p|li|[uod]l|d[dt]|h[1-6]|t[dhr]|table|thead|tbody|blockquote|div|pre|figure|figcaption|section|details|summary|br|hr)\b[^>]*>"
)
# What is shown as it is, or left out, or text.
_WHOLE = re.compile(
    r"(?P<whole><math\b.*?</math>|<code\b.*?</code>)|<sup\b.*?</sup>|<[^>]*>|(?P<text>[^<]+)", re.DOTALL
)
_BOLD = re.compile("(</?b>)")
_ID = re.compile(r' id="[^"]*"')
# Where a sentence ends: what follows the sign may not go on with a small letter.
_END = re.compile(r"""[.!?]["')\]”’]*\s+(?=[^a-z\s])|[。！？]["”’」』）]*""")
_WHOLES = 5  # formulas and pieces of code shown on either side
_HOLE = "\x01"  # stands for one formula or piece of code; no note can hold it


def contexts(body: Sequence[Piece]) -> tuple[str, ...]:
    """For each hole of `body` the HTML of the sentence it stands in, the link's own words in `<b>`; for a link with nothing
    around it the heading it stands under; "" where there is none, or no link.
    """
    found, heading, under = list[str](), 0, ""
    for index, piece in enumerate(body):
        if isinstance(piece, Heading):
            heading, under = index, ""
        elif isinstance(piece, HeadingEnd):
            text, whole = _flat(_html(body[heading + 1 : index]))
            under = _show(f"§\u00a0{text.strip()}", whole) if text.strip() else ""
        elif isinstance(piece, Link):
            found.append(_around(body, index) or under)
        elif isinstance(piece, Hole):
            found.append("")
    return tuple(found)


def merged(sentences: Iterable[str]) -> Iterator[str]:
    """Each sentence once, with all that is bold in any of its copies."""
    found = dict[str, set[tuple[int, str]]]()
    for sentence in sentences:
        parts = _BOLD.split(sentence.replace("<b></b>", ""))
        at = 0
        marks = found.setdefault("".join(parts[::2]), set())
        for text, tag in zip(parts[::2], [*parts[1::2], ""], strict=True):
            at += len(text)
            marks |= {(at, tag)} if tag else set()
    for plain, marks in found.items():
        ends = sorted(marks, key=lambda mark: (mark[0], mark[1] == "<b>"))
        starts = [0, *(at for at, _ in ends)]
        texts = [plain[start:end] for start, end in zip(starts, [*starts[1:], len(plain)], strict=True)]
        yield "".join(
            f"{text}{tag}" for text, tag in zip(texts, [*(tag for _, tag in ends), ""], strict=True)
        )


def _around(body: Sequence[Piece], index: int) -> str:
    end = next((at for at in range(index + 1, len(body)) if isinstance(body[at], LinkEnd)), len(body))
    before, first = _flat(reversed(list(_before(body, index))))
    inside, second = _flat(_html(body[index + 1 : end][:_REACH]))
    after, third = _flat(_after(body, end))
    before, after = _end(before), _beginning(after)
    if len((before + after).strip(" .,:;…")) < _LEAST and _HOLE not in before + after:
        return ""
    kept = [*first[len(first) - before.count(_HOLE) :], *second, *third]
    return _show(f"{before}\x02{inside}\x03{after}", kept)


def _before(body: Sequence[Piece], index: int) -> Iterator[str]:
    """The HTML from the link back to where its block begins, last first."""
    for piece in reversed(body[max(0, index - _REACH) : index]):
        if isinstance(piece, Heading | HeadingEnd):
            return
        if isinstance(piece, str):
            cut = max(
                (found.end() for found in _BLOCK.finditer(piece, max(0, len(piece) - _LONG))), default=0
            )
            yield piece[cut:]
            if cut or len(piece) > _LONG:
                return
        else:
            yield from _html([piece])


def _after(body: Sequence[Piece], end: int) -> Iterator[str]:
    for piece in body[end + 1 : end + 1 + _REACH]:
        if isinstance(piece, Heading | HeadingEnd):
            return
        if isinstance(piece, str):
            found = _BLOCK.search(piece, 0, _LONG)
            yield piece[: found.start() if found else _LONG]
            if found or len(piece) > _LONG:
                return
        else:
            yield from _html([piece])


def _html(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, str):
            yield piece
        elif isinstance(piece, Tag):
            yield f"#{escape(piece.name)}"


def _flat(html: Iterable[str]) -> tuple[str, list[str]]:
    """(the text, with a sign for each formula and piece of code; these, in order)."""
    text, whole = list[str](), list[str]()
    for found in _WHOLE.finditer("".join(html)):
        if found["whole"]:
            whole.append("…" if "<a" in found["whole"] else _ID.sub("", found["whole"]))
            text.append(_HOLE)
        elif found["text"]:
            text.append(unescape(found["text"]))
    return re.sub(r"\s+", " ", "".join(text)), whole


def _end(text: str) -> str:
    """The last sentence of `text`, or as much of its end as is shown."""
    text = text[max((found.end() for found in _END.finditer(text)), default=0) :]
    parts = text.split(_HOLE)
    start = len(text) - min(_SIDE, len(_HOLE.join(parts[-1 - _WHOLES :])))
    return text.lstrip() if start == 0 else "… " + (text[start:].partition(" ")[2] or text[start:])


def _beginning(text: str) -> str:
    """The first sentence of `text`, or as much of its beginning as is shown."""
    found = _END.search(text)
    text = (text[: found.end()] if found else text).rstrip()
    stop = min(_SIDE, len(_HOLE.join(text.split(_HOLE)[: 1 + _WHOLES])))
    return text if stop == len(text) else (text[:stop].rpartition(" ")[0] or text[:stop]) + " …"


def _show(text: str, whole: Sequence[str]) -> str:
    """`text` as HTML, with what its signs stand for."""
    rest = iter(whole)
    parts = re.split(r"([\x01-\x03])", text)
    shown = {"\x02": "<b>", "\x03": "</b>"}
    return "".join(
        next(rest, "") if part == _HOLE else shown.get(part) or escape(part, quote=False) for part in parts
    )
