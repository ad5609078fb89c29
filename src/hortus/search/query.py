"""What the reader typed → what is asked for. Nothing a person can type is wrong. `static/_js/query.js` is its twin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from hortus.search.passage import facet
from hortus.search.words import CJK, LETTERS, Kind, fold, is_cjk, tokens
from hortus.text import nfc

Presence = Literal["may", "must", "not"]

# What either of the two languages takes for a space: the parsers of Lunr split at what their own does.
_S = " \t\n\r\f\v\x1c-\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_CHUNK = re.compile(rf'([+-]?)((?:[Tt]itle|[Tt]ag|[Ff]older):|#)?("[^"]*"?|\u201c[^\u201d]*\u201d?|[^{_S}]+)')
_LETTER = "A-Za-z\u00c0-\U0010ffff"
_SIGNED = re.compile(rf"(?:\+.|-[^-]).|\+[{_LETTER}]")
_LUNR = re.compile(
    rf"(?:crumbs|body):[^{_S}:]+\Z|(?:title:)?(?=[^*]*(?:[0-9{_LETTER}]\*|(?<!\*)\*[0-9{_LETTER}]))[^{_S}:]+\Z"
    rf"|(?:title:)?[{_LETTER}][0-9{_LETTER}]+(?:[~^][0-9]{{1,2}}){{1,2}}\Z"
)
_BETWEEN = re.compile(rf"[^{LETTERS}{CJK}+#]+")
_SPACES = re.compile(rf"[{_S}]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """One word that is asked for. `typed` is that word as it was typed, `raw` the same folded, `words` those of the index
    that it may stand for; `is_open` says that more letters may follow. Of a phrase that is not wanted, `words` are those of all of it.
    """

    typed: str
    raw: str
    words: tuple[str, ...]
    kind: Kind
    presence: Presence = "may"
    in_title: bool = False
    is_open: bool = False
    is_stop: bool = False
    is_phrase: bool = False

    @property
    def flag(self) -> str:
        """What is not wanted, had it been a flag: `-xzf`."""
        return f"-{self.raw}"


@dataclass(frozen=True, slots=True)
class Filter:
    """Notes with a tag (`term` begins with `#`) or in a folder (`/`); or those without."""

    term: str
    is_not: bool
    typed: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Query:
    """All that is asked for. `lunr` are the pieces in Lunr's own syntax, `chunks` the pieces of the whole as typed, and
    `plain` the words alone, to be compared with headings and texts.
    """

    asked: tuple[Asked, ...]
    phrases: tuple[str, ...]
    filters: tuple[Filter, ...]
    lunr: tuple[str, ...]
    chunks: tuple[str, ...]
    plain: str


def read_query(text: str) -> Query:
    asked, phrases, filters, lunr = list[Asked](), list[str](), list[Filter](), list[str]()
    chunks, plain = list[str](), list[str]()
    text = nfc(text)
    found = list(_CHUNK.finditer(text))
    for number, chunk in enumerate(found):
        typed = chunk[0]
        chunks.append(typed)
        is_last = number == len(found) - 1 and chunk.end() == len(text)
        sign, field, body = chunk[1], (chunk[2] or "").lower(), chunk[3]
        is_quoted = body[0] in '"\u201c'
        inner = body.strip('"\u201c\u201d') if is_quoted else body
        if sign and not (field or is_quoted or _SIGNED.match(typed)):
            sign, body, inner = "", typed, typed
        presence: Presence = "not" if sign == "-" else "must" if sign == "+" else "may"
        if field in {"tag:", "folder:", "#"}:
            name = facet(inner)
            if name:
                filters.append(
                    Filter(f"{'/' if field == 'folder:' else '#'}{name}", presence == "not", typed, is_last)
                )
            continue
        if not is_quoted and _LUNR.match(field + body):
            lunr.append(sign + field + body)
            continue
        if is_quoted and presence == "not":
            asked += _unwanted(inner)
            continue
        if presence != "not":
            plain.append(inner)
        if is_quoted and squeeze(inner):
            phrases.append(squeeze(inner))
            presence = "must"
        asked += ask(inner, typed, presence, in_title=field == "title:", is_open=is_last and not is_quoted)
    return Query(
        tuple(asked), tuple(phrases), tuple(filters), tuple(lunr), tuple(chunks), squeeze(" ".join(plain))
    )


def ask(
    text: str, typed: str = "", presence: Presence = "may", *, in_title: bool = False, is_open: bool = False
) -> list[Asked]:
    """The words of `text`."""
    found = tokens(text)
    return [
        Asked(
            typed=token.raw if presence == "may" or len(found) > 1 else typed.lstrip("+-"),
            raw=token.raw if token.kind == "cjk" else fold(token.raw).replace("\u2019", "'"),
            words=token.words,
            kind=token.kind,
            presence=presence,
            in_title=in_title,
            is_open=is_open and token.start + len(token.raw) == len(text),
            is_stop=token.is_stop,
        )
        for token in found
    ]


def _unwanted(phrase: str) -> list[Asked]:
    """A phrase that is not wanted. Whether its words stand together is not known: having all of them is enough."""
    found = tuple(token.words[0] for token in tokens(phrase) if not token.is_stop)
    return [Asked(phrase, squeeze(phrase), found, "code", "not", is_phrase=True)] if found else []


def squeeze(text: str) -> str:
    """`text` for comparing: folded, its words with single spaces between them; as it stands when it has no words."""
    folded = fold(text)
    return _BETWEEN.sub(" ", folded).strip(" ") or _SPACES.sub(" ", folded).strip(" ")


def stands_in(phrase: str, text: str) -> bool:
    """Whether a phrase stands in a text, both squeezed, from the beginning of a word on. Chinese and the like know none."""
    return phrase in text if is_cjk(phrase) else f" {phrase}" in f" {text}"
