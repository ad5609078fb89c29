r"""Numbers of display formulas and references to them: `\tag`, `\label`, `\notag`, `\eqref`, `\ref`, over a whole note.

math-core counts too, but a formula at a time. Here every number is known before it sees the formula: each becomes a
`\tag`. Tags, labels and references are given to it as digits, for it takes little else, and get their text and their
links in the MathML (`resolve`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from hortus.tex.scan import count_cells, environments, read_group, replace_command, split_rows

TRIGGERS = frozenset({"tag", "label", "notag", "nonumber"})
_ROWED = frozenset({"align", "gather", "alignat", "flalign", "eqnarray", "xalignat"})
_NUMBERED = _ROWED | {"equation", "multline"}
_ALIGNED = {"aligned": "align", "gathered": "gather", "split": "align", "alignedat": "alignat"}
_NOT_NUMBERED = re.compile(r"\\(?:notag|nonumber)(?![A-Za-z])")
_UNSTARRED = re.compile(rf"\\begin\s*\{{(?:{'|'.join(sorted(_NUMBERED))})\}}")
_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
_REFERENCE = re.compile(r"\\(?:(eqref|autoref|[cC]?ref)(?![A-Za-z])\*?\s*\{([^{}]*)\}|.)", re.DOTALL)
# Where math-core puts them. What an author wrote so is none of ours, and its number may be any.
_SHOWN = re.compile(
    r'<a href="#([^"<>]*)">\(\?\?\)</a>| id="([^"<>]*)"|<mtext>@(\d+)</mtext>(?=</mtd></mtr>)'
)
_COMMAND_IN_TAG = re.compile(r"\\([A-Za-z]+)\s*|\\(.)|[${}]")
_SIGNS = {
    "star": "⋆", "ast": "∗", "dagger": "†", "ddagger": "‡", "prime": "′", "bullet": "•", "circ": "∘", "alpha": "α",
    "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "lambda": "λ", "mu": "μ", "clubsuit": "♣", "sharp": "♯",
    "diamond": "⋄", "triangle": "△", "square": "□", "dag": "†", "P": "¶", "S": "§",
}  # fmt: skip
_UNSAFE_IN_TAG = str.maketrans("^_%&#~", "      ")
_UNSAFE = re.compile(r"[^\w:.\-]+")


_TAG, _BARE = "\1", "\2"  # before the name of a tag, and of a label referred to without parentheses


def expects_numbers(formulas: Iterable[str]) -> bool:
    r"""Whether a note was written where environments have numbers by themselves.

    It was if it refers to a label that stands in one without a `\tag`: without numbers there would be nothing to see.
    """
    labels, references = set[str](), set[str]()
    for tex in formulas:
        if "\\label" in tex and "\\tag" not in tex and _UNSTARRED.search(tex):
            labels.update(label.strip() for label in _LABEL.findall(tex))
        if "ref" in tex:
            references.update(found[2].strip() for found in _REFERENCE.finditer(tex) if found[1])
    return not labels.isdisjoint(references)


@dataclass(slots=True)
class Numbers:
    """The numbers of one note. Formulas are numbered in their order, and only then referred to."""

    prefix: str
    numbering: bool
    last: int = 0
    labels: dict[str, str] = field(default_factory=dict)  # label → number, with its parentheses
    ids: dict[str, str] = field(default_factory=dict)  # label → id
    names: list[str] = field(default_factory=list)  # labels, references and tags, by their digits

    def number(self, tex: str, names: set[str]) -> tuple[str, str]:
        r"""(display formula `tex`, whose commands are `names`, with its numbers as `\tag`s, what is wrong with it)."""
        has_trigger = not TRIGGERS.isdisjoint(names)
        if not has_trigger and not (self.numbering and "begin" in names):
            return tex, ""
        name, star, argument, body = _parts(tex)
        if name in _ALIGNED and tex.count("\\tag") + tex.count("\\label") > 1:
            name, star = _ALIGNED[name], "*"
        if name not in _NUMBERED:
            name, star, argument, body = _plain(tex)
        messages = list[str]()
        counts = self.numbering and not star
        if not has_trigger and not counts:
            return tex, ""
        rows = split_rows(body) if name in _ROWED else [body]
        if len(rows) > 1 and not rows[-1].strip():
            rows.pop()
        rows = _filled(rows)
        done = [self._row(row, counts=counts, messages=messages) for row in rows]
        return (
            rf"\begin{{{name}*}}{argument}" + r"\\ ".join(done) + rf"\end{{{name}*}}",
            "; ".join(messages),
        )

    def _row(self, row: str, *, counts: bool, messages: list[str]) -> str:
        tags, labels = list[str](), list[str]()

        def take(into: list[str], form: str) -> str:
            into.append(form)
            return ""

        if "\\tag" in row:
            row = replace_command(row, "tag", lambda text: take(tags, _plain_text(text)), star="*")
            row = replace_command(row, "tag", lambda text: take(tags, f"({_plain_text(text)})"))
        if "\\label" in row:
            row = replace_command(row, "label", lambda text: take(labels, text.strip()))
        bare = _NOT_NUMBERED.sub(" ", row)
        counts = counts and bare == row
        row = bare
        if not tags and (labels or counts) and row.strip():
            self.last += 1
            tags.append(f"({self.last})")
        if not tags:
            return row
        shown = ", ".join(reversed(tags))
        mark = ""
        for label in reversed(labels):
            if label in self.labels:
                messages.append(f"the label `{label}` stands here a second time")
            else:
                self.labels[label] = shown
                mark = mark or rf"\label{{{self._digits(label)}}}"
                self.ids[label] = self.prefix + (_UNSAFE.sub("-", labels[-1]) or "label")
        return rf"{row}\tag*{{@{self._digits(_TAG + shown)}}}{mark}"

    def refer(self, tex: str) -> tuple[str, str]:
        """(`tex` with its references as digits, which of them lead nowhere)."""
        if "ref" not in tex:
            return tex, ""
        missing = list[str]()

        def shown(found: re.Match[str]) -> str:
            if not found[1]:
                return found[0]
            label = found[2].strip()
            if label not in self.labels:
                missing.append(label)
                return r"\text{(???)}"
            return rf"\eqref{{{self._digits(label if found[1] == 'eqref' else _BARE + label)}}}"

        tex = _REFERENCE.sub(shown, tex)
        return tex, "; ".join(f"there is no formula with the label `{label}`" for label in missing)

    def resolve(self, html: str) -> str:
        """MathML with the numbers, links and ids that the digits in it stand for."""
        return _SHOWN.sub(self._resolved, html) if "@" in html or "#" in html or " id=" in html else html

    def _resolved(self, found: re.Match[str]) -> str:
        digits = found[1] or found[2] or found[3] or ""
        name = (
            self.names[int(digits)]
            if re.fullmatch("[0-9]{1,6}", digits) and int(digits) < len(self.names)
            else ""
        )
        if found[3]:
            return f"<mtext>{escape(name.removeprefix(_TAG))}</mtext>" if name.startswith(_TAG) else found[0]
        label = name.removeprefix(_BARE)
        if label not in self.labels:
            return "(???)" if found[1] is not None else ""
        if found[2]:
            return f' id="{escape(self.ids[label])}"'
        text = self.labels[label]
        if name.startswith(_BARE):
            text = text.removeprefix("(").removesuffix(")")
        return f'<a href="#{escape(self.ids[label])}">{escape(text)}</a>'

    def _digits(self, name: str) -> str:
        self.names.append(name)
        return str(len(self.names) - 1)


def _filled(rows: list[str]) -> list[str]:
    """Rows of as many cells as the longest: the number stands in the one behind the last."""
    if len(rows) == 1:
        return rows
    counts = [count_cells(row) for row in rows]
    return [row + "&" * (max(counts) - count) for row, count in zip(rows, counts, strict=True)]


def _parts(tex: str) -> tuple[str, str, str, str]:
    """(environment, its star, its argument, what is in it) if `tex` is one environment and nothing else, but for a label."""
    marks = list(environments(tex))
    if not marks or marks[0][2] != "begin" or tex[: marks[0][0]].strip():
        return "", "", "", tex
    start, (end, past) = marks[0][1], _closing(marks)
    rest = tex[past:]
    if end < 0 or not _is_mark_only(rest):
        return "", "", "", tex
    name = marks[0][3]
    argument = ""
    if name.rstrip("*") in {"alignat", "alignedat", "xalignat"} and (group := read_group(tex, start)):
        argument, start = f"{{{group[0]}}}", group[1]
    return name.rstrip("*"), "*" * name.endswith("*"), argument, tex[start:end] + rest


def _closing(marks: list[tuple[int, int, str, str]]) -> tuple[int, int]:
    """(start, end) of the mark that closes the first of `marks`, or (-1, 0)."""
    depth = 0
    for start, end, kind, _ in marks:
        depth += 1 if kind == "begin" else -1
        if not depth:
            return start, end
    return -1, 0


def _is_mark_only(rest: str) -> bool:
    for name in ("tag", "label"):
        if "\\" + name in rest:
            rest = replace_command(rest, name, lambda text: "", star="*")
            rest = replace_command(rest, name, lambda text: "")
    return not _NOT_NUMBERED.sub("", rest).strip(" \t\n.,;")


def _plain(tex: str) -> tuple[str, str, str, str]:
    """The same of a formula that is no numbered environment: one number for all of it, or one a line."""
    rows = split_rows(tex)
    if len(rows) == 1:
        return "equation", "*", "", tex
    if sum("\\tag" in row or "\\label" in row for row in rows) > 1:
        return "gather", "*", "", tex
    return "equation", "*", "", rf"\begin{{gathered}}{tex}\end{{gathered}}"


def _plain_text(tag: str) -> str:
    """The content of a tag as plain text."""

    def plain(found: re.Match[str]) -> str:
        return _SIGNS.get(found[1], "") if found[1] else (found[2] or "").strip("\\,;:!%&#_")

    return _COMMAND_IN_TAG.sub(plain, tag).strip().translate(_UNSAFE_IN_TAG)
