"""Plain text and names: slugs, path segments, anchors, natural order, words counted, HTML made plain."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal

_NAME_BYTES = 200  # a path segment stays below the 255 bytes that file systems allow, with room for a suffix
_MINUTE_WORDS = 200

# Characters that break a URL, a file system or a shell; everything else, letters of all scripts above all, is kept.
_UNSAFE = re.compile(
    r"""[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"#%&'*/:;<>?@\[\\\]^`{|}~]+"""
)
_DASHES = re.compile(r"-{2,}")
_DIGITS = re.compile(r"(\d+)")
_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
_CONTROL = re.compile(f"[{_CONTROLS}]")
_CLEAN = re.compile(f"[^{_CONTROLS}]*")
_TAG = re.compile(r"<!--(?s:.*?)(?:-->|\Z)|<[^<>]*>")
# Tags between whose insides a reader sees a gap.
_PARTING = re.compile(
    r"</?(?:blockquote|br|d[dlt]|div|figcaption|figure|h[1-6]|hr|li|ol|p|pre|table|t[dhr]|ul)\b[^>]*>",
    re.IGNORECASE,
)
_NO_ID, _BETWEEN = re.compile(r"[^\w\s-]"), re.compile(r"[-\s]+")
_SPACE = re.compile(r"\s+")
# Han, kana, hangul and their extensions: each character is read as a word.
CJK = "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3040-\u30ff\u3100-\u312f\u3130-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
# The same in ASCII: each byte as a letter, as what joins two parts of a word, or as a space.
_IN_WORDS = bytes(
    ord("a") if chr(code).isalnum() else ord("-") if chr(code) in "'.-" else ord(" ") for code in range(128)
).ljust(256)


def clean(text: str) -> str:
    """`text` without the control characters that no HTML or XML file may hold."""
    return text if _CLEAN.fullmatch(text) else _CONTROL.sub("", text)


# In the text of a section: code begins, a formula begins, either ends. No note can hold these characters.
UNSAID = "↗"  # stands for the words of a link that says those of the block it leads to
CODE, MATH, END = "\x01", "\x02", "\x03"
_MARKED = re.compile("([\x01\x02])([^\x01-\x03]*)\x03")

Span = tuple[int, int, Literal["code", "math"]]


def parted(text: str) -> tuple[str, list[Span]]:
    """(the text of a section without its marks, where code and formulas stand in it)."""
    spans = list[Span]()

    def take(found: re.Match[str]) -> str:
        start = found.start() - 2 * len(spans)
        spans.append((start, start + len(found[2]), "code" if found[1] == CODE else "math"))
        return found[2]

    return _MARKED.sub(take, text), spans


def plain(markup: str) -> str:
    """HTML as the words a reader sees."""
    return _SPACE.sub(" ", html.unescape(_TAG.sub("", _PARTING.sub(" ", markup)))).strip()


def nfc(name: str) -> str:
    """Names compare in composed form: the same name may be stored decomposed on another system."""
    return unicodedata.normalize("NFC", name)


def segment(name: str) -> str:
    """`name` as one segment of a path in the site: letters of every script kept, the rest made safe, never empty."""
    safe = _DASHES.sub("-", _UNSAFE.sub("-", nfc(name))).strip("-.") or "-"
    if len(safe.encode()) <= _NAME_BYTES:
        return safe
    mark = hashlib.blake2b(safe.encode(), digest_size=4).hexdigest()
    return safe.encode()[: _NAME_BYTES - len(mark) - 1].decode(errors="ignore") + "-" + mark


def slug(name: str) -> str:
    """A tag or title as a path segment: lower case."""
    return segment(name.casefold())


def anchor(text: str) -> str:
    """The id of a heading, as GitHub makes it: lower case, punctuation gone, spaces to dashes, Unicode kept."""
    kept = (char for char in text.strip().lower() if char in "-_ " or unicodedata.category(char)[0] in "LNM")
    return "".join(kept).replace(" ", "-")


def python_anchor(text: str) -> str:
    """The same as Python-Markdown makes it: of ASCII alone, with one dash for what stands between words."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _BETWEEN.sub("-", _NO_ID.sub("", ascii_only).strip().lower())


@lru_cache(maxsize=50_000)
def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key under which `Lecture 2` comes before `Lecture 12`."""
    parts = _DIGITS.split(nfc(name).casefold())
    return tuple(
        _number(part) if part.isdecimal() and part.isascii() else (1, 0, part) for part in parts if part
    )


def _number(digits: str) -> tuple[int, int, str]:
    """Of two numbers the one with fewer digits is smaller; they may be longer than Python reads."""
    return 0, len(digits.lstrip("0")), digits.lstrip("0")


def count_words(text: str) -> int:
    """Characters of the scripts written without spaces, and words of all others."""
    lines = text.split("\n")  # no word goes on over the end of a line, and most lines are in ASCII
    others = "\n".join(line for line in lines if not line.isascii())
    count = _count_ascii("\n".join(line for line in lines if line.isascii()))
    return count + _count_any(others) if others else count


def _count_any(text: str) -> int:
    return len(_cjk().findall(text)) + len(_WORD.findall(_cjk().sub(" ", text)))


@cache
def _cjk() -> re.Pattern[str]:
    """Compiled for the first text that may need it: so large a set of characters takes long."""
    return re.compile(f"[{CJK}]")


def _count_ascii(text: str) -> int:
    """Where words begin: at a letter that follows a space, or a joint that does not follow a letter."""
    shape = b" " + text.encode("ascii").translate(_IN_WORDS)
    return shape.count(b" a") + shape.count(b" -a") + shape.count(b"--a")


def reading_minutes(words: int) -> int:
    """Whole minutes, at least one, at 200 words a minute."""
    return max(1, round(words / _MINUTE_WORDS))


def short_count(number: int) -> str:
    """`number` as a reader takes it in: 939, 1.2k, 12k."""
    if number < 1_000:
        return str(number)
    return f"{number / 1_000:.1f}".removesuffix(".0") + "k" if number < 9_950 else f"{number / 1_000:.0f}k"


def clip(text: str, limit: int) -> str:
    """At most `limit` characters of `text`, cut between words where there are spaces, with an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    space = head.rfind(" ")
    return (head[:space] if space > limit // 2 else head).rstrip(" ,;:，；、") + "…"


def prettify(name: str) -> str:
    """A file or folder name as a title: `git-basics` is shown as `Git basics`, `CNN notes` as it is."""
    words = name if " " in name else re.sub(r"[-_]+", " ", name)
    words = words.strip() or name
    return words[0].upper() + words[1:] if words.islower() else words
