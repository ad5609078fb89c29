r"""TeX → MathML, for all the formulas of one note at once: they share macros, numbers and references.

A formula is shown exactly; or else without the escapes that were meant for Markdown; or with what is not known in it
marked as such and the rest right; or as its source. Unless it is right, a message says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from hortus.tex.environments import table_class
from hortus.tex.guard import MAX_REWRITTEN, output_refusal, refusal, with_room, work_refusal
from hortus.tex.legacy import undo_all, undo_plain
from hortus.tex.lines import part_lines
from hortus.tex.macros import Macros
from hortus.tex.normal import normalise
from hortus.tex.number import Numbers, expects_numbers
from hortus.tex.scan import command_names


@dataclass(frozen=True, slots=True)
class Formula:
    """As the note has it, without its dollars."""

    tex: str
    display: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands for it on the page: "" for one that only defines macros. `message` is "" when it is right;
    `culprit` is the macro that the message is about, and `is_source` says that only its source can be shown.
    """

    html: str
    message: str = ""
    culprit: str = ""
    is_source: bool = False


@dataclass(slots=True)
class _Draft:
    """A formula without macros, with its numbers. `message` says why it cannot be shown, `warning` what is odd in it."""

    formula: Formula
    tex: str = ""
    message: str = ""
    culprit: str = ""
    warning: str = ""
    is_definition: bool = False


def convert_all(
    formulas: Sequence[Formula],
    macros: Sequence[tuple[str, str]] = (),
    *,
    prefix: str = "",
    numbering: bool = False,
) -> tuple[Shown, ...]:
    """The formulas of one note, in their order. `prefix` makes the ids of numbered ones unique on a page.

    Environments have numbers as in LaTeX with `numbering`, or if the note itself refers to such numbers.
    """
    if not formulas:
        return ()
    numbering = numbering or expects_numbers(formula.tex for formula in formulas)
    known, numbers = Macros.of(macros), Numbers(prefix, numbering)
    drafts = [_draft(formula, known, numbers) for formula in formulas]
    return tuple(_show(draft, known, numbers) for draft in drafts)


def _draft(formula: Formula, macros: Macros, numbers: Numbers) -> _Draft:
    if message := refusal(formula.tex):
        return _Draft(formula, message=message)
    names = command_names(formula.tex)
    unfolded = macros.unfold(formula.tex, names)
    if unfolded.tex is not formula.tex:
        names = command_names(unfolded.tex)
    message = unfolded.message or refusal(unfolded.tex) or macros.refusal(names)
    if message or unfolded.is_definition:
        return _Draft(formula, "", message, unfolded.culprit, is_definition=unfolded.is_definition)
    tex, warning = undo_plain(unfolded.tex, names), ""
    if formula.display:
        tex, warning = numbers.number(tex, names)
    return _Draft(formula, tex, warning=warning)


def _show(draft: _Draft, macros: Macros, numbers: Numbers) -> Shown:
    from hortus.tex import mathml  # noqa: PLC0415  (only a note with formulas needs math-core)

    if draft.is_definition:
        return Shown("")
    if draft.culprit:
        message = f"the macro `{draft.culprit}` is broken: {draft.message}"
        return Shown(mathml.failed(draft.formula.tex, message), message, draft.culprit, is_source=True)
    if draft.message:
        return Shown(mathml.failed(draft.formula.tex, draft.message), draft.message, is_source=True)
    tex, missing = numbers.refer(draft.tex)
    html, message, culprit = _convert(tex, draft.formula, macros)
    if not html:
        return Shown(mathml.failed(draft.formula.tex, message), message, culprit, is_source=True)
    message = "; ".join(filter(None, (message, draft.warning, missing)))
    return Shown(mathml.with_source(numbers.resolve(html), draft.formula.tex), message, culprit)


def _convert(tex: str, formula: Formula, macros: Macros) -> tuple[str, str, str]:
    """(MathML or "", what is wrong, the macro that is to blame for it or "")."""
    from hortus.tex.mathml import TexError  # noqa: PLC0415

    try:
        return _exact(tex, display=formula.display), "", ""
    except TexError as error:
        culprit = macros.find(error.command, formula.tex)
        message = f"the macro `{culprit}` is broken: {error}" if culprit else str(error)
    for attempt, lenient in ((undo_all(tex), False), (tex, True)):
        if attempt != tex or lenient:
            with suppress(TexError):
                html = _exact(attempt, display=formula.display, lenient=lenient)
                return html, message if lenient else "", culprit if lenient else ""
    return "", message, culprit


@lru_cache(maxsize=20_000)
def _exact(tex: str, *, display: bool, lenient: bool = False) -> str:
    from hortus.tex.mathml import TexError, convert  # noqa: PLC0415

    names = command_names(tex)
    normal = normalise(tex, names, display=display)
    if len(normal) > MAX_REWRITTEN:
        raise TexError(f"it has more than {MAX_REWRITTEN:,} characters")
    if message := work_refusal(normal):
        raise TexError(message)
    html = with_room(len(normal), lambda: convert(normal, display=display, lenient=lenient))
    if message := output_refusal(html):
        raise TexError(message)
    if "begin" in names and (kind := table_class(tex)):
        html = html.replace("<mtable", f'<mtable class="{kind}"', 1)
    return html if display else part_lines(html)
