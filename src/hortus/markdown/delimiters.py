"""Where formulas begin and end in a text, whatever stands around them.

`$…$`, `$`…`$`, `\\(…\\)` and the older `\\\\(…\\\\)` are part of a line; `$$…$$`, `\\[…\\]`, `\\\\[…\\\\]` and bare environments
such as `\\begin{align}…\\end{align}` are displays. Each text is looked through once for every kind of mark, so that
text full of marks without partners costs no more than other text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from html import unescape

from markdown_it.utils import EnvType

from hortus.markdown.evidence import (
    is_between_dollars,
    is_display,
    is_in_brackets,
    is_in_square_brackets,
)

INLINE = "math_inline"
DISPLAY = "math_display"
ENVIRONMENTS = frozenset(
    """align aligned alignat alignedat array bmatrix Bmatrix cases dcases eqnarray equation flalign gather gathered matrix
    multline pmatrix rcases smallmatrix split subequations vmatrix Vmatrix""".split()
)

_MAX_INLINE = 2_000
_MAX_DISPLAY = 20_000
_ESCAPED_OR_DOLLARS = re.compile(r"\\.|\$\$", re.DOTALL)
_DOLLARS_AND_BRACES = re.compile(r"\\.|[${}]", re.DOTALL)
_ESCAPE = re.compile(r"\\.", re.DOTALL)
_OLD_BRACKET = re.compile(r"(?<!\\)\\\\[()\[\]]")
_ENVIRONMENT = re.compile(r"\\(begin|end)\{([A-Za-z]+\*?)\}")
_TICKS = re.compile(r"`+")
_SPECIAL = re.compile(r"[\\$`<]")
_TAG = re.compile(r"<(?:[A-Za-z][\w+.-]*:[^\s<>]*|[A-Za-z/][^<>\n]*)>")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#39);")
_OBSIDIAN_COMMENT = re.compile(r"%%[^\n]*?%%")
_COMMENT_LINE = re.compile(r"^[ \t]*%[^\n]*\n", re.MULTILINE)
_PERCENT = re.compile(r"\\.|%[^\n]*", re.DOTALL)
_WORDS = re.compile(r"%+\s*[A-Za-z]{2}|%+\s+[^\W\d_]{2}")
_PUNCTUATION = re.compile(r"[.,;:!?。，；：！？](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula from `start` to `end` of the text it stands in; `mark` is what it begins with."""

    kind: str
    tex: str
    mark: str
    start: int
    end: int


class Marks:
    """The marks of formulas in one text, and what pairs of them hold."""

    def __init__(self, text: str) -> None:
        self.text = text

    @classmethod
    def of(cls, text: str, env: EnvType) -> Marks:
        """Those of `text`, looked for once while a note is parsed."""
        known: dict[str, Marks] = env.setdefault("formula_marks", {})
        if text not in known:
            known[text] = cls(text)
        return known[text]

    def formula(self, start: int, limit: int) -> Formula | None:
        """The formula that begins at `start`, a dollar or backslash that is not escaped, and ends by `limit`."""
        text = self.text
        if text.startswith("$$", start):
            return self._display(start, limit)
        if text.startswith("$", start):
            return self._dollar(start, limit)
        if text.startswith(("\\(", "\\\\("), start):
            return self._brackets(start, limit)
        if text.startswith(("\\[", "\\\\["), start):
            return self._square_brackets(start, limit)
        if text.startswith("\\begin{", start):
            return self._bare(start, limit)
        return None

    def formulas(self, start: int = 0) -> Iterator[Formula]:
        """Every formula of the text, in order, apart from what only looks so in code and in tags."""
        limit = len(self.text)
        while found := _SPECIAL.search(self.text, start):
            start = found.start()
            if found[0] == "`":
                start = self._after_code(start)
            elif found[0] == "<":
                tag = _TAG.match(self.text, start)
                start = tag.end() if tag else start + 1
            elif formula := self.formula(start, limit):
                yield formula
                start = formula.end
            else:
                start += 2 if found[0] == "\\" else 1

    def closer(self, mark: str, start: int) -> int:
        """Where the first `mark` at or after `start` stands that is not escaped, or -1."""
        return _next(self._places[mark], start)

    def _display(self, start: int, limit: int) -> Formula | None:
        if self._char(start - 1, limit) == "$" or self._char(start + 2, limit) == "$":
            return None  # a price or a prompt, `$$$`
        end = self.closer("$$", start + 2)
        if not 0 < end <= min(limit - 2, start + _MAX_DISPLAY):
            return None
        content = self.text[start + 2 : end]
        return self._made(DISPLAY, content, "$$", start, end + 2) if is_display(content) else None

    def _dollar(self, start: int, limit: int) -> Formula | None:
        for end in self._dollars.get(start, ()):
            if not start < end < min(limit, start + _MAX_INLINE):
                continue
            content = self.text[start + 1 : end]
            before, after = self._char(start - 1, limit), self._char(end + 1, limit)
            if is_between_dollars(content, before, after):
                inner = content.strip()
                return self._made(INLINE, inner.strip("`") if inner[0] == "`" else inner, "$", start, end + 1)
            return None
        return None

    def _brackets(self, start: int, limit: int) -> Formula | None:
        mark = "\\(" if self.text[start + 1] == "(" else "\\\\("
        content, end = self._between(mark, mark[:-1] + ")", start, limit)
        if not is_in_brackets(content, self._char(start - 1, limit)):
            return None
        return self._made(INLINE, content, mark, start, end)

    def _square_brackets(self, start: int, limit: int) -> Formula | None:
        mark = "\\[" if self.text[start + 1] == "[" else "\\\\["
        content, end = self._between(mark, mark[:-1] + "]", start, limit)
        if not is_in_square_brackets(content, self._char(end, limit)):
            return None
        return self._made(DISPLAY, content, mark, start, end)

    def _bare(self, start: int, limit: int) -> Formula | None:
        end = self.environments.get(start, -1)
        if not 0 < end <= min(limit, start + _MAX_DISPLAY):
            return None
        return self._made(DISPLAY, self.text[start:end], "\\begin", start, end)

    def _between(self, mark: str, closer: str, start: int, limit: int) -> tuple[str, int]:
        """("", -1) when there is no closer, or another opener before it."""
        inner = start + len(mark)
        end, again = self.closer(closer, inner), self.closer(mark, inner)
        if not 0 < end <= min(limit - len(closer), start + _MAX_INLINE) or 0 < again < end:
            return "", -1
        return self.text[inner:end], end + len(closer)

    def _made(self, kind: str, content: str, mark: str, start: int, end: int) -> Formula | None:
        tex = clean(content)
        return Formula(kind, tex, mark, start, end) if tex else None

    def punctuated(self, formula: Formula, limit: int) -> Formula:
        """The display with the punctuation that follows it, which would stand on a line of its own."""
        found = _PUNCTUATION.match(self.text, formula.end, limit)
        if not found or not (tex := with_punctuation(formula.tex, found[0])):
            return formula
        return replace(formula, tex=tex, end=found.end())

    def _char(self, position: int, limit: int) -> str:
        return self.text[position] if 0 <= position < limit else " "

    def _after_code(self, start: int) -> int:
        """Where the code span that opens here ends, or the ticks that open none."""
        ticks = _TICKS.match(self.text, start)
        after = ticks.end() if ticks else start + 1
        closer = _next(self._ticks[after - start], after)
        return closer + after - start if closer > 0 else after

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places = defaultdict[str, list[int]](list)
        places["$$"] = [
            found.start() for found in _ESCAPED_OR_DOLLARS.finditer(self.text) if found[0] == "$$"
        ]
        for found in _ESCAPE.finditer(self.text):
            if found[0][1] in "()[]":
                places[found[0]].append(found.start())
        for found in _OLD_BRACKET.finditer(self.text):
            places[found[0]].append(found.start())
        return places

    @cached_property
    def _dollars(self) -> dict[int, tuple[int, int]]:
        """For each dollar the next in the same braces, and the next of all."""
        result = dict[int, tuple[int, int]]()
        group, groups = 0, [0]
        last, latest, count = dict[int, int](), -1, 0
        for found in _DOLLARS_AND_BRACES.finditer(self.text):
            position, char = found.start(), found[0]
            if char == "{":
                count += 1
                groups.append(count)
            elif char == "}" and len(groups) > 1:
                groups.pop()
            elif char == "$":
                group = groups[-1]
                if latest >= 0:
                    result[latest] = result.get(latest, (-1, -1))[0], position
                if group in last:
                    result[last[group]] = position, result.get(last[group], (-1, -1))[1]
                last[group] = latest = position
        return result

    @cached_property
    def environments(self) -> dict[int, int]:
        """Where each bare environment begins and ends."""
        result, opened = dict[int, int](), list[tuple[str, int]]()
        for found in _ENVIRONMENT.finditer(self.text):
            if found[1] == "begin":
                opened.append((found[2], found.start()))
            elif opened and opened[-1][0] == found[2]:
                name, start = opened.pop()
                if name.rstrip("*") in ENVIRONMENTS:
                    result[start] = found.end()
            else:
                opened.clear()
        return result

    @cached_property
    def _ticks(self) -> dict[int, list[int]]:
        runs = defaultdict[int, list[int]](list)
        for found in _TICKS.finditer(self.text):
            runs[len(found[0])].append(found.start())
        return runs


def clean(content: str) -> str:
    """`content` as TeX: entities undone, comments left out. In the last row `%` is the sign, unless words follow it or it begins
    the row.
    """
    tex = content.strip()
    if "&" in tex:
        tex = _ENTITY.sub(lambda found: unescape(found[0]), tex)
    if "%" in tex:
        tex = _OBSIDIAN_COMMENT.sub("", _COMMENT_LINE.sub("", tex))
        last = tex.rfind("\n")
        tex = _PERCENT.sub(lambda found: _percent(found, is_last=found.start() > last), tex).strip()
    return tex


def _percent(found: re.Match[str], *, is_last: bool) -> str:
    if found[0][0] == "\\":
        return found[0]
    begins_row = not found.string[: found.start()].rpartition("\n")[2].strip()
    is_comment = not is_last or _WORDS.match(found[0]) or (begins_row and found[0].strip("% \t") != "")
    return "" if is_comment else found[0].replace("%", "\\%")


def with_punctuation(tex: str, mark: str) -> str:
    """`tex` that ends with the punctuation mark, or "" where it cannot be added."""
    if "\\begin{" in tex or "\\tag" in tex or "\\label" in tex:
        return ""
    return tex + (mark if mark.isascii() else f"\\text{{{mark}}}")


def _next(places: list[int], start: int) -> int:
    index = bisect_left(places, start)
    return places[index] if index < len(places) else -1
