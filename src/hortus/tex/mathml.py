"""math-core: its converters, what they raise, and what of their MathML is changed.

This is the only module that knows it, and it is imported only for a note with formulas.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from math_core import LatexError, LatexToMathML

from hortus.tex.lines import FORMULA
from hortus.tex.pack import PACK

_POSITION = re.compile(r"^\d+:\s*")
_UNKNOWN = re.compile(r"unknown command \"(.+?)\"")
# A sized bracket with an index is not drawn in its size by Chromium: it is stretched as one operator with its index.
_SIZED = re.compile(r'<(msub|msup|msubsup)>(<mo [^<>]*minsize="[^<>]*>[^<>]*</mo>)')
# Where the lower limit of an integral stands is for the style sheet to mend.
_INTEGRAL = re.compile("<(msub|msubsup)>(<mo[^<>]*>[∫∬∭∮∯∰])")
# A subscript stands closer to a letter that leans to the right: the more, the larger the number (`math_font.py`).
_LEAN = {
    letter: number
    for number, letters in enumerate(("CEHIKSXZγζν𝑪𝑬𝑯𝑰𝑲𝑺𝑿𝒁𝜸𝜻𝝂", "FJMNPTUWτ𝑭𝑱𝑴𝑵𝑷𝑻𝑼𝑾𝝉", "VY𝑽𝒀"), 1)
    for letter in letters
}
_LEANING = re.compile(f"<(msub|msubsup)><mi>([{''.join(_LEAN)}])</mi>")
# No MathML at all would be lost without these: the first is an entity that XML does not know.
_LAST_LINE = re.compile(r'<mtr><mtd style="border-top:[^"]*"></mtd></mtr></mtable>')
_TABLE = re.compile(r"<(/?)mtable")
# An operator stands close to brackets, and off from everything else; math-core takes braces for brackets.
_APPLIED = re.compile("<mo>\u2061</mo>(?!(?:<mrow>|<mspace[^<>]*>)*<mo[ >](?![^<>]*>[|‖−+]))")
# As TeX has it, the bar of a root stands well above a small letter. Browsers put it as low as they can.
_STRUT = '<mspace height="0.6em"/>'
_ROOT = re.compile("<mroot>(<m[ino]>[^<]*</m[ino]>)")
# A sign that begins a cell joins it to the one before it, as in `a &+ b`.
_JOINS = re.compile('(padding-left:0"><mo)(?=>[+−±∓]</mo><)')
_WORDS = (
    ("&ApplyFunction;", "\u2061"),
    ("justify-items: ", "justify-items:"),
    ("text-align: ", "text-align:"),
    ('padding-right: 0;"', 'padding-right:0"'),
    ("padding-right: 0;", "padding-right:0;"),
    ('padding-left: 0;"', 'padding-left:0"'),
    ("width: ", "width:"),
)


class TexError(Exception):
    """The message says what math-core does not understand; `command` is the one it does not know, or ""."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        found = _UNKNOWN.search(message)
        self.command = found[1] if found else ""


def convert(tex: str, *, display: bool, lenient: bool = False) -> str:
    """MathML. Raises TexError. With `lenient`, commands that are not known are shown as such and the rest is right."""
    converter = _converters()[lenient]
    try:
        html = converter.convert_with_local_state(tex, displaystyle=display)
    except LatexError as error:
        raise TexError(_say(str(error))) from None
    return _tidy(html)


def _say(message: str) -> str:
    message = _POSITION.sub("", message).rstrip(".")
    return message[:1].lower() + message[1:]


def _tidy(html: str) -> str:
    if "&Ap" in html or "<mtable" in html:
        for old, new in _WORDS:
            html = html.replace(old, new)
        html = _JOINS.sub(r'\1 form="infix"', html)
        html = _APPLIED.sub('<mo lspace="0.1667em">\u2061</mo>', html)
        if _LAST_LINE.search(html):
            html = _underline(html)
    if "\\<<" in html:
        html = html.replace("\\<<", "\\&lt;<")  # an unknown command by this name is not escaped
    if "minsize" in html:
        html = _SIZED.sub(r"<\1><mrow>\2<mi></mi></mrow>", html)
    if "<msqrt>" in html:
        html = html.replace("<msqrt>", f"<msqrt>{_STRUT}")
    if "<mroot>" in html:
        html = _ROOT.sub(rf"<mroot><mrow>{_STRUT}\1</mrow>", html)
    if "<msub" not in html:
        return html
    html = _LEANING.sub(lambda found: f'<{found[1]} class="lean{_LEAN[found[2]]}"><mi>{found[2]}</mi>', html)
    return _INTEGRAL.sub(r'<\1 class="integral">\2', html)


def _underline(html: str) -> str:
    r"""Tables with a line below as such: `\hline` at the end gives a row of one cell, which has a line of its own."""
    at, starts, ends = 0, list[int](), list[tuple[int, int]]()
    for found in _TABLE.finditer(html):
        if not found[1]:
            starts.append(found.end())
        elif starts:
            ends.append((starts.pop(), found.start() + len("</mtable>")))
    lined = {found.end(): found.start() for found in _LAST_LINE.finditer(html)}
    cuts = [(lined[end], end, "</mtable>") for _, end in ends if end in lined]
    cuts += [(start, start, ' class="underlined"') for start, end in ends if end in lined]
    parts = list[str]()
    for start, end, text in sorted(cuts):
        parts += html[at:start], text
        at = end
    return "".join(parts) + html[at:]


@lru_cache(maxsize=1)
def _converters() -> tuple[LatexToMathML, LatexToMathML]:
    def make(*, lenient: bool) -> LatexToMathML:
        return LatexToMathML(
            macros=PACK,
            fancy_error=False,
            max_expansions=2_000,
            allow_unreliable_rendering=True,
            ignore_unknown_commands=lenient,
        )

    return make(lenient=False), make(lenient=True)


def with_source(html: str, tex: str) -> str:
    """`html` that carries the TeX it was made from, for copying. A letter or a number is its own source."""
    if len(tex) == 1 or tex.isdigit():
        return html
    tex = tex if "%" in tex else " ".join(tex.split())  # a comment ends with its line
    tex = tex.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
    opening = FORMULA if html.startswith(FORMULA) else "<math"
    return f'{opening} data-tex="{tex}"{html.removeprefix(opening)}'


def failed(tex: str, message: str) -> str:
    return f'<code class="math-error" title="{escape(message)}">{escape(tex, quote=False)}</code>'
