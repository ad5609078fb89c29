"""Whether a note's page shows all that its author wrote, so that the source can be given to readers too.

The doubt counts against it: a word that the page may not have makes the answer no.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from hortus.model import Embed, File, Image, Link, Piece, Section, Tag

_HIDING = ("%%", "<!", "<?", "]: #", "]: <>")  # comments, and what is used as such
_MORE = re.compile(r"<!--[ \t]*more[ \t]*-->", re.IGNORECASE)
# Bytes of UTF-8 as letters in lower case, or as spaces: those of ASCII, and all others.
_IN_ASCII = bytes(ord(chr(byte).lower()) if byte < 128 and chr(byte).isalnum() else 32 for byte in range(256))
_BEYOND_ASCII = bytes(byte if byte > 127 else 32 for byte in range(256))
_Words = tuple[set[bytes], set[bytes]]  # words of ASCII, runs of other letters
_NONE: _Words = (set(), set())
_VALUE = re.compile(r'="([^"]*)"')
# What stands in the signs of Markdown and HTML, and so in no text; none of it can be a secret.
_OF_MARKUP = frozenset(
    b"""align alt bash blockquote br center cite class code console cpp css datetime del details diff div dl dt em figcaption
    figure font go h1 h2 h3 h4 h5 h6 height hr href html iframe img ini ins java javascript js json kbd latex li lua
    markdown math md mermaid ol plain powershell py python rowspan colspan ruby rust samp scss sh shell small span sql src
    strong style sub summary sup svg swift table target tbody td text tex th thead title toml tr ts txt typescript ul var
    video width xml yaml yml zsh""".split()
)


def shows_all(text: str, title: str, sections: Iterable[Section], body: Iterable[Piece]) -> bool:
    """Whether each word of `text` stands on the page, and nothing in it looks like a comment.

    What stands in its holes is taken to be shown; who fills them knows better.
    """
    if "<!" in text:
        text = _MORE.sub("", text)
    if "%20" in text:  # a space in an address; the name of a file has it as such
        text = text.replace("%20", " ")
    if any(sign in text for sign in _HIDING):
        return False
    seen = [title]
    for section in sections:
        seen += (section.heading, section.text)
    words = _missing(_words(text), "\n".join(seen))
    return words == _NONE or _missing(words, "\n".join(_said(body))) == _NONE


def _missing(words: _Words, text: str) -> _Words:
    """Those of `words` that `text` does not have. Of other scripts it may have longer ones, where the source has a sign."""
    shown = text.encode("utf-8", "replace")
    runs = {run for run in words[1] if run not in shown} if words[1] else words[1]
    return words[0].difference(shown.translate(_IN_ASCII).split()), runs


def _words(text: str) -> _Words:
    if not text.isascii():
        text = " ".join(text.split())  # as in the text of sections: any space is one
    data = text.encode("utf-8", "replace")
    words = {word for word in data.translate(_IN_ASCII).split() if len(word) > 1}
    return words - _OF_MARKUP, set() if text.isascii() else set(data.translate(_BEYOND_ASCII).split())


def _said(body: Iterable[Piece]) -> Iterator[str]:
    """What the body names in attributes and holes."""
    for piece in body:
        match piece:
            case str():
                values = "\n".join(_VALUE.findall(piece))
                yield html.unescape(values) if "&" in values else values
            case Link() | Embed():
                yield f"{piece.target}\n{piece.anchor}"
            case Image():
                yield f"{piece.target}\n{piece.alt}\n{piece.title}"
            case File():
                yield piece.target
            case Tag():
                yield piece.name
            case _:
                pass
