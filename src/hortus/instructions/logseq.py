"""Logseq's outline: properties of pages and blocks, `key:: value`, the words for tasks, and what stands between double braces."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from mdurl import decode

from hortus.instructions import markup
from hortus.instructions.code import CODE
from hortus.text import UNSAID

_PROPERTY = r"[^\W\d_][\w ./-]{0,60}::(?:[ \t][^\n]*)?"
_PAGE = re.compile(rf"\A\s*+(?:[ \t]*+(?:-[ \t]+)?{_PROPERTY}[ \t]*(?:\n|\Z))+")
_GOES_ON = re.compile(r"[ \t]+(?!-[ \t])\S")  # with its text: what stands above is said of the block alone
# What the page shows in another way, or Logseq notes for itself; all else that is said of a page is text of its author's.
_UNSEEN = frozenset({"title", "tags", "public", "icon", "filters", "id", "collapsed"})
_ITS_OWN = r"(?:id|collapsed|heading|background-color|created-at|updated-at|logseq[\w.-]*|(?:ls|hl|card|query)-[\w-]+)::(?:[ \t][^\n]*)?"
_OF_PAGE = re.compile(r"^[ \t]*(?:-[ \t]+)?([^\W\d_][\w ./-]{0,60})::[ \t]*([^\n]*?)[ \t]*$", re.MULTILINE)
# In code nothing is a property.
_FOUND = re.compile(
    rf"""
    {CODE}
    | (?P<hidden>^[ \t]*(?:-[ \t]+)?\#\+(?i:BEGIN_COMMENT)\b[^\n]*\n(?:(?!^[ \t]*(?:-[ \t]|\#\+(?i:END_COMMENT)))[^\n]*(?:\n|\Z))*+(?:^[ \t]*\#\+(?i:END_COMMENT)\b[^\n]*$)?
      |^[ \t]*:LOGBOOK:[ \t]*\n(?s:.*?)^[ \t]*:END:[ \t]*$)
    | (?P<bullet>^[ \t]*-)[ \t]+(?:id::[ \t]+(?P<first>[0-9A-Za-z-]+)|{_ITS_OWN})[ \t]*(?P<lines>(?:\n[ \t]+(?!-[ \t]|`{{3}}|~{{3}})[^\s][^\n]*)+)
    | \n[ \t]*id::[ \t]+(?P<block>[0-9A-Za-z-]+)[ \t]*
      (?=(?:\n[ \t]+{_ITS_OWN}[ \t]*){{0,9}}(?:\n[ \t]*(?:-[ \t]|\n|\Z)|\Z))
    | (?P<property>\n[ \t]*{_ITS_OWN}[ \t]*(?=\n|\Z))
    | (?P<to>\])?(?P<bracket>\()?\(\((?P<named>[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}})\)\)(?(bracket)\))
    | (?P<task>^[ \t]*-[ \t]+)(?P<state>TODO|LATER|WAITING|DOING|NOW|IN-PROGRESS|DONE|CANCELL?ED)[ \t]+(?=\S)
    | !\[(?P<alt>[^\]\n]{{0,300}})(?P<target>\]\((?:[^()\n]|\([^()\n]{{0,300}}\)){{1,1000}}\))\{{:(?P<size>[^{{}}\n]{{0,200}})\}}
    | \^\^(?P<marked>[^\^\n]{{1,500}})\^\^
    | (?<=[\s*])\[(?P<priority>\#[A-C])\](?=\s)
    | \#\[\[(?P<tag>[^\[\]\n]{{1,300}})\]\]
    | ^(?P<before>[ \t]*(?:-[ \t]+)?)\#\+(?P<edge>BEGIN|END)_(?P<box>[A-Z]+)[ \t]*(?P<language>[\w+-]{{0,40}})[^\n]{{0,200}}$
    | \{{\{{(?P<name>embed|youtube|video|vimeo|tweet|twitter|cloze)[ \t]+(?P<value>[^{{}}\n]{{1,500}}?)[ \t]*\}}\}}
    """,
    re.MULTILINE | re.VERBOSE,
)
# What keeps a page back above its first block, whatever else stands there.
_HIDES = re.compile(r"^[ \t]*public::[ \t]*false\b", re.MULTILINE | re.IGNORECASE)
_BLOCK = re.compile(r"^[ \t]*-[ \t]", re.MULTILINE)
_BULLET = re.compile(r"[ \t]*-(?:[ \t]|$)")
_NUMBER = re.compile(r"[ \t]+logseq\.order-list-type::[ \t]*number[ \t]*")
_WIDTH = re.compile(r":width[ \t]+(\d{1,5})\b")
_CODE = frozenset({"src", "example"})
_BOXES = frozenset({"quote", "note", "tip", "important", "caution", "warning", "pinned"})
_STATES = {
    "TODO": " ",
    "LATER": " ",
    "WAITING": " ",
    "DOING": "/",
    "NOW": "/",
    "IN-PROGRESS": "/",
    "DONE": "x",
}


def page_properties(text: str) -> tuple[Mapping[str, str], str]:
    """What a page says of itself at its beginning, and the text without what of it is shown in another way; every line of it
    stays on its line.
    """
    first = _BLOCK.search(text)
    hides = {"public": "false"} if _HIDES.search(text[: first.start()] if first else text) else {}
    found = _PAGE.match(text)
    if not found or (found[0].lstrip().startswith("-") and _GOES_ON.match(text, found.end())):
        return hides, text
    told = {**{key.lower(): value for key, value in _OF_PAGE.findall(found[0])}, **hides}
    shown = _OF_PAGE.sub(lambda row: "" if row[1].lower() in _UNSEEN else row[0], found[0])
    return told, shown + text[found.end() :]


def page_name(stem: str) -> str:
    """What a page is called whose file is: it holds what no name of a file may hold as `%3F`, and `/` as `___` too."""
    return decode(stem, "").replace("___", "/")


def carried_out(text: str) -> str:
    """The Markdown that an outline stands for. What Logseq notes at a block for itself goes with its line."""
    return _FOUND.sub(_put, _numbered(_lifted(text)))


def _lifted(text: str) -> str:
    """`text` in which what lies below a block without a bullet, a heading or the first of a page, is no deeper than such a block is."""
    rows, fence, is_bare = text.split("\n"), "", False
    for number, row in enumerate(rows):
        mark = row[:3] if row.startswith(("```", "~~~")) else ""
        if mark and mark == (fence or mark):
            fence = "" if fence else mark
        if row[:1] not in {"", " ", "\t"}:
            is_bare = not row.startswith("-") or row[1:2] not in {"", " ", "\t"}
        elif is_bare and not fence and row.startswith("\t"):
            rows[number] = row[1:]
    return "\n".join(rows)


def _numbered(text: str) -> str:
    """`text` in which blocks that say that they are numbered are items of such a list; what belongs to one is a space deeper."""
    if "logseq.order-list-type::" not in text:
        return text
    rows = text.split("\n")
    bullets = [number for number, row in enumerate(rows) if _BULLET.match(row)]
    for begin, end in pairwise([*bullets, len(rows)]):
        if any(_NUMBER.fullmatch(row) for row in rows[begin + 1 : end]):
            rows[begin] = rows[begin].replace("-", "1.", 1)
            rows[begin + 1 : end] = [
                f" {row}" if row[:1] in {" ", "\t"} else row for row in rows[begin + 1 : end]
            ]
    return "\n".join(rows)


def _put(found: re.Match[str]) -> str:
    if found["fence"] or found["ticks"]:
        return found[0]
    if found["bullet"] or found["block"] or found["property"] or found["hidden"]:
        return _without_own(found)
    if found["named"]:
        return _to_block(found)
    if found["box"]:
        return _edge(found)
    if found["task"]:
        return f"{found['task']}[{_STATES.get(found['state'], '-')}] "
    if found["name"]:
        return _instruction(found["name"], found["value"])
    return _words(found)


def _without_own(found: re.Match[str]) -> str:
    """What is left of what Logseq notes at a block for itself: the name by which it is linked to, behind its text."""
    if found["bullet"]:
        name = f"^{found['first']}" if found["first"] else ""
        lines = carried_out(found["lines"])
        if name:  # behind the text, and below the end of a box
            name = (
                f"\n{found['bullet'].replace('-', ' ')} {name}"
                if lines.endswith((":::", "```"))
                else f" {name}"
            )
        return f"{found['bullet']}{lines}{name}"
    if found["block"]:
        return f" ^{found['block']}"
    return "" if found["property"] else "\n" * found[0].count("\n")


def _words(found: re.Match[str]) -> str:
    """A picture with a size, how much a task matters, marked words, or a tag of several words."""
    if found["target"]:
        width = _WIDTH.search(found["size"])
        return f"![{found['alt']}{f'|{width[1]}' if width else ''}{found['target']}"
    if found["priority"]:
        return f"\\[\\{found['priority']}]"
    if found["marked"]:
        return f"=={carried_out(found['marked'])}=="
    return f"[[{found['tag']}|#{found['tag']}]]" if " " in found["tag"] else f"#{found['tag']}"


def _to_block(found: re.Match[str]) -> str:
    """A block is shown in place, or linked to, by its name alone: it may be in any note."""
    before, name = (found["to"] or "") + (found["bracket"] or ""), found["named"]
    return (
        f"](#^{name})"
        if before == "]("
        else f"{before}![[#^{name}|{UNSAID}]]{')' if found['bracket'] else ''}"
    )


def _edge(found: re.Match[str]) -> str:
    """Where a box begins or ends that is written as in Org: one of code, or of words."""
    kind, is_end = found["box"].lower(), found["edge"] == "END"
    if kind in _CODE:
        fence = "```" if kind == "src" else "`````"  # an example may be one of code
        return f"{found['before']}{fence}{'' if is_end else found['language']}"
    if kind in _BOXES:
        return f"{found['before']}:::{'' if is_end else f' {kind}'}"
    return found[0]


def _instruction(name: str, value: str) -> str:
    if name == "embed":
        return f"!{value}" if value.startswith("[[") else carried_out(value)
    if name == "cloze":
        return value
    if name in {"tweet", "twitter"}:
        return markup.link(value, value) or ""
    known = {"youtube": "https://www.youtube.com/embed/", "vimeo": "https://player.vimeo.com/video/"}
    if film := markup.film(value):  # the page of one, which cannot be shown in another
        return markup.frame(film)
    is_address = "//" in value
    return markup.frame(value if is_address else known.get(name, "") + value)
