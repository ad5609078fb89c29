"""Bare addresses as links, by GitHub's rules; beside Chinese, Japanese and Korean text they end where it begins.

Unlike there, `https://` may follow any character that is no letter or figure, as it does in GitHub's own program.
"""

from __future__ import annotations

import re
import string
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from hortus.markdown.cjk import LETTERS, PUNCTUATION, is_cjk

_NO_LETTERS = "\u3000\u200b-\u200f\u2028\u2029\u2060\ufeff\x00-\x1f"
_OTHER = LETTERS + PUNCTUATION + _NO_LETTERS
# Where a name stands in an address, Chinese letters are part of it; elsewhere the sentence goes on.
_BEFORE_NAME = re.compile(r"(?:/(?:wiki|item|tags?|categor(?:y|ies)|topics?)/|[=#])\Z", re.IGNORECASE)
_LABEL = rf"[^\W_{LETTERS}]|[_-]"
_WORLD_DOMAIN = re.compile(r"[^\W_]+(?:-+[^\W_]+)*(?:\.[^\W_]+(?:-+[^\W_]+)*)*\.[a-z]{2,}\b")  # of any script
_SCHEME = re.compile(r"https?|mailto|xmpp", re.IGNORECASE)
_LOCAL = string.ascii_letters + string.digits + ".+_-"
_MAILBOX = re.compile(r"[A-Za-z0-9.+_-]+@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")
_RESOURCE = re.compile(r"/[A-Za-z0-9@.]+")
_ENTITY = re.compile(r"&[A-Za-z0-9]+;\Z")
_TRAILING = "?!.,:*_~'\"[]”’»›…“‘"
_BEFORE = " \t\r\n\u3000*_~("
_MAX_LOCAL = 320


def autolink_plugin(md: MarkdownIt) -> None:
    # Only where `www.` begins does a `w` have to stop the rule that passes over plain text.
    md.inline.terminator_re = re.compile(md.inline.terminator_re.pattern + r"|w(?=ww\.)")
    md.inline.ruler.push("bare_www", _www)
    md.inline.ruler.push("bare_address", _address)
    md.inline.ruler.push("bare_mail", _mail)


def _www(state: StateInline, silent: bool) -> bool:
    begin = state.pos
    if silent or state.linkLevel or not state.src.startswith("www.", begin) or not _is_free(state.src, begin):
        return False
    end = _end(state, begin, begin)
    return bool(end) and "." in state.src[begin + 4 : end] and _link(state, begin, end, "http://")


def _address(state: StateInline, silent: bool) -> bool:
    """`http://…`, `mailto:…` and `xmpp:…`; what stands before the colon has been passed over already."""
    colon = state.pos
    if silent or state.linkLevel or state.src[colon] != ":":
        return False
    found = re.search(r"[A-Za-z]{0,8}\Z", state.src[max(0, colon - 8) : colon])
    scheme = found[0].lower() if found else ""
    begin = colon - len(scheme)
    if not _SCHEME.fullmatch(scheme) or not state.pending.endswith(state.src[begin:colon]):
        return False
    if scheme.startswith("http"):
        before = state.src[begin - 1 : begin]
        if not state.src.startswith("//", colon + 1) or (before.isalnum() and not is_cjk(before)):
            return False
        end = _end(state, begin, colon + 3)
    else:
        end = _end_of_mailbox(state, colon + 1) if _is_free(state.src, begin) else 0
        if end and scheme == "xmpp" and (resource := _RESOURCE.match(state.src, end, state.posMax)):
            end = resource.end()
    return bool(end) and _link(state, begin, end)


def _mail(state: StateInline, silent: bool) -> bool:
    at = state.pos
    if silent or state.linkLevel or state.src[at] != "@":
        return False
    tail = state.pending[-_MAX_LOCAL:]
    begin = at - len(tail) + len(tail.rstrip(_LOCAL))
    if begin == at or not _is_free(state.src, begin) or not state.pending.endswith(state.src[begin:at]):
        return False
    end = _end_of_mailbox(state, begin)
    return bool(end) and _link(state, begin, end, "mailto:")


def _is_free(text: str, begin: int) -> bool:
    before = text[begin - 1] if begin else " "
    return before in _BEFORE or is_cjk(before)


def _end(state: StateInline, begin: int, domain: int) -> int:
    """Where the address ends whose domain begins at `domain`, or 0 when it is none."""
    text, limit = state.src, state.posMax
    domains, rests, names = _shapes()
    found = domains.match(text, domain, limit) or _WORLD_DOMAIN.match(text, domain, limit)
    if not found or any("_" in label for label in found[0].split(".")[-2:]):
        return 0
    rest = rests.match(text, found.end(), limit)
    end = rest.end() if rest else found.end()
    name = names.match(text, end, limit) if _BEFORE_NAME.search(text, found.end(), end) else None
    return _trimmed(text, begin, name.end() if name else end)


@cache
def _shapes() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """(a domain, the rest of an address, a name in it), compiled for the first one: so large sets of characters take long."""
    return (
        re.compile(rf"(?:{_LABEL})+(?:\.(?:{_LABEL})+)*"),
        re.compile(rf"[^\s<{_OTHER}]*"),
        re.compile(rf"[{LETTERS}][^\s<{PUNCTUATION}{_NO_LETTERS}]*"),
    )


def _trimmed(text: str, begin: int, end: int) -> int:
    """The end without the punctuation that belongs to the sentence around the address."""
    unopened = text.count(")", begin, end) - text.count("(", begin, end)
    while end > begin:
        last = text[end - 1]
        if last in _TRAILING:
            end -= 1
        elif last == ")" and unopened > 0:
            end -= 1
            unopened -= 1
        elif last == ";":
            entity = _ENTITY.search(text, max(begin, end - 40), end)
            end = entity.start() if entity else end - 1
        else:
            break
    return end


def _end_of_mailbox(state: StateInline, begin: int) -> int:
    found = _MAILBOX.match(state.src, begin, state.posMax)
    return found.end() if found and found[0][-1] not in "-_" else 0


def _link(state: StateInline, begin: int, end: int, prefix: str = "") -> bool:
    """Put the link in place of what was passed over from `begin`, and of what follows up to `end`."""
    shown = state.src[begin:end]
    address = state.md.normalizeLink(prefix + shown)
    if not state.md.validateLink(address):
        return False
    if begin < state.pos:
        state.pending = state.pending[: begin - state.pos]
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": address}
    state.push("text", "", 0).content = shown
    closing = state.push("link_close", "a", -1)
    opening.markup = closing.markup = "autolink"
    opening.info = closing.info = "auto"
    state.pos = end
    return True
