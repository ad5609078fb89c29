"""Instructions between braces in a text, found outside of code: `{{< name … >}}`, `{% name … %}`, `{{ … }}`, and what they enclose."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from hortus.instructions import markup
from hortus.instructions.code import CODE
from hortus.instructions.hidden import Hidden, without_hidden

_ARGUMENT = re.compile(
    r"""(?:(?P<key>[A-Za-z_][\w-]*)[ \t]*(?:=|:(?!//))[ \t]*)?(?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>[^']*)'|`(?P<raw>[^`]*)`|(?P<bare>[^\s"'`,]+))"""
)


@dataclass(frozen=True, slots=True)
class Arguments:
    """Those of an instruction: by their places, by their names, and as they are written."""

    written: str
    places: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def get(self, place: int, *names: str) -> str:
        """The first that is there of the `names`, or else that at the `place`; "" for none."""
        found = next((self.names[name] for name in names if name in self.names), "")
        return found or (self.places[place] if 0 <= place < len(self.places) else "")


Single = Callable[[Arguments], str | None]  # what stands for it; None when it is not understood
Paired = Callable[[Arguments, str], str | None]  # the same of one that encloses a text


@dataclass(frozen=True, slots=True)
class Language:
    """The instructions of one program.

    `tag` finds one outside of code: its groups are `name`, `arguments` and `end`, which is not empty at the end of what one
    encloses; or `value`, of one that stands for a value; or `escaped`, of one that is only shown. What is enclosed by one of the
    `verbatim` holds no instructions. `in_code` says what code becomes, `hidden` what nobody is shown.
    """

    tag: str
    close: Callable[[str], str]  # the expression for the end of a name
    singles: Mapping[str, Single]
    pairs: Mapping[str, Paired]
    verbatim: frozenset[str]
    value: Callable[[str], str | None]
    in_code: Callable[[str], str]
    hidden: tuple[Hidden, ...]


@dataclass(slots=True)
class _Open:
    name: str
    written: str
    arguments: Arguments
    start: int  # in the text
    pieces: list[str]


# A line that is a tag and no more, and an instruction below it: there Markdown is not read.
_ABOVE_IN_HTML = re.compile(r"(?:\A|\n)[ \t]*<[A-Za-z][^\n]*>[ \t]*\n[ \t]*\Z")
_BULLETS = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")
_ABOVE = 400  # characters
# The beginnings of what stands on lines of its own; of that the last two go on with the lines below, up to an empty one.
_FRAME = "<iframe "
_BLOCKS = ("```", ":::", "> [!")
_OPEN = (_FRAME, "> [!")
_BELOW = re.compile(r"[ \t]*\n(?=[ \t]*[^\s<])")


@dataclass(frozen=True, slots=True)
class Unknown:
    """An instruction that is not carried out, as it is written, with its line, from 0, and its column, from 1; or one that `hides` all below it."""

    written: str
    line: int
    column: int
    hides: bool = False


_Spot = tuple[str, int]  # (the instruction as it is written, where in the text)


def arguments(written: str) -> Arguments:
    """`lang "a title" width=300` → two places and a name."""
    places, names = list[str](), dict[str, str]()
    for found in _ARGUMENT.finditer(written):
        value = next(found[kind] for kind in ("double", "single", "raw", "bare") if found[kind] is not None)
        value = value.replace('\\"', '"')
        if found["key"]:
            names[found["key"].lower()] = value
        else:
            places.append(value)
    return Arguments(written.strip(), tuple(places), names)


def carry_out(text: str, language: Language) -> tuple[str, list[Unknown]]:
    """`text` with what its instructions stand for, and those that nobody knows, which stand as they are written."""
    before = text
    text, hiding = without_hidden(text, language.hidden)
    unknown, endless = list[_Spot](), set[str]()
    pattern = re.compile(f"{CODE} | {language.tag}", re.MULTILINE | re.VERBOSE)
    opened = [_Open("", "", Arguments(""), 0, [])]
    position = 0
    while found := pattern.search(text, position):
        opened[-1].pieces.append(text[position : found.start()])
        position = found.end()
        if found["fence"] or found["ticks"] or found["escaped"] is not None:
            opened[-1].pieces.append(language.in_code(found[0]))
        elif found["value"] is not None:
            opened[-1].pieces.append(_or_unknown(language.value(found["value"]), found, unknown))
        elif found["end"]:
            _close(found, opened, language, unknown)
        elif found["name"] in language.verbatim and (end := _end_of(found, language, endless)):
            inner = text[position : end.start()]
            shown = language.pairs[found["name"]](arguments(found["arguments"]), inner)
            if shown is None:
                unknown.append((found[0], found.start()))
            whole = shown if shown is not None else found[0] + inner + end[0]
            position = end.end()
            opened[-1].pieces += _apart(whole, opened[-1].pieces, text, position, inner)
        else:
            _open(found, opened, language, unknown)
    opened[-1].pieces.append(text[position:])
    while len(opened) > 1:
        _give_up(opened, language, unknown)
    every = [placed(written, start, text) for written, start in unknown]
    if hiding:
        every.append(placed(hiding.written, hiding.start, before, hides=True))
    return "".join(opened[0].pieces), every


def placed(written: str, start: int, text: str, *, hides: bool = False) -> Unknown:
    """The instruction that stands at `start` in `text`."""
    return Unknown(written, text.count("\n", 0, start), start - text.rfind("\n", 0, start), hides)


def _end_of(found: re.Match[str], language: Language, endless: set[str]) -> re.Match[str] | None:
    """The end of what encloses no instructions; None for a name of the `endless`, to which it is added when there is none."""
    name = found["name"]
    end = None if name in endless else re.compile(language.close(name)).search(found.string, found.end())
    endless |= set() if end else {name}
    return end


def _or_unknown(shown: str | None, found: re.Match[str], unknown: list[_Spot]) -> str:
    if shown is None:
        unknown.append((found[0], found.start()))
    return found[0] if shown is None else shown


def _open(found: re.Match[str], opened: list[_Open], language: Language, unknown: list[_Spot]) -> None:
    name = found["name"]
    if name in language.pairs:
        opened.append(_Open(name, found[0], arguments(found["arguments"]), found.start(), []))
        return
    single = language.singles.get(name)
    shown = single(arguments(found["arguments"])) if single else None
    if shown is not None and _ABOVE_IN_HTML.search(
        found.string, max(0, found.start() - _ABOVE), found.start()
    ):
        shown = markup.in_html(shown)
    pieces = opened[-1].pieces
    pieces += _apart(_or_unknown(shown, found, unknown), pieces, found.string, found.end())


def _close(found: re.Match[str], opened: list[_Open], language: Language, unknown: list[_Spot]) -> None:
    name, written = found["name"], found[0]
    if name not in {one.name for one in opened}:
        opened[-1].pieces.append(written)
        return
    while opened[-1].name != name:
        _give_up(opened, language, unknown)
    last = opened.pop()
    inner = "".join(last.pieces)
    shown = language.pairs[name](last.arguments, inner)
    if shown is None:
        unknown.append((last.written, last.start))
        shown = last.written + inner + written
    # Of what it left out nothing is to be said.
    unknown[:] = [one for one in unknown if one[1] < last.start or one[0] in shown]
    opened[-1].pieces += _apart(shown, opened[-1].pieces, found.string, found.end(), inner)


def _apart(shown: str, before: list[str], text: str, end: int, inner: str = "") -> list[str]:
    """A block on lines of its own, below what stands before it and above the `text` from its `end` on: in a line of words a fence
    would be none, and words right below a frame would be HTML. What it says of its own, and not of an `inner` text with lines, stands in
    the list that it is in.
    """
    if not shown.startswith((*_BLOCKS, _FRAME)):
        return [shown]
    line = _last_line(before)
    bullets = _BULLETS.match(line)
    margin = re.sub(r"[^\s>]", " ", bullets[0]) if bullets else ""
    is_first = len(margin) == len(line)
    if not is_first and shown.startswith(_FRAME):
        return [shown]
    body = shown if "\n" in inner else shown.replace("\n", f"\n{margin}")
    return [body if is_first else f"\n{margin}{body}", _gap(shown, margin, text, end)]


def _last_line(pieces: list[str]) -> str:
    line = ""
    for piece in reversed(pieces):
        line = piece + line
        if "\n" in piece or len(line) > _ABOVE:
            break
    return line.rpartition("\n")[2]


def _gap(shown: str, margin: str, text: str, end: int) -> str:
    """What keeps a block from the text that begins at its `end`."""
    behind = text[end : end + _ABOVE].partition("\n")[0]
    if behind.strip():
        return f"\n\n{margin}"
    return "\n" if shown.startswith(_OPEN) and _BELOW.match(text, end) and ">" not in margin else ""


def _give_up(opened: list[_Open], language: Language, unknown: list[_Spot]) -> None:
    """One that is never closed encloses nothing."""
    last = opened.pop()
    single = language.singles.get(last.name)
    shown = single(last.arguments) if single else None
    if shown is None:
        unknown.append((last.written, last.start))
    opened[-1].pieces += [last.written if shown is None else shown, *last.pieces]
