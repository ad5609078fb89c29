"""Simple formulas as plain text, for where nothing else can stand: a title in a list, in a tab of the browser, in a feed."""

from __future__ import annotations

import re
from html import unescape

from hortus.tex.lines import is_operation, is_relation

_PART = re.compile(r"<(/?)([a-z]+)([^<>]*?)(/?)>([^<]*)")
_ABOVE = dict(
    zip(
        "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ′∗⊤",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ′*ᵀ",
        strict=True,
    )
)
_BELOW = dict(
    zip(
        "0123456789+−=()aehijklmnoprstuvxβγρφχ",
        "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
        strict=True,
    )
)
_ROWS = frozenset({"math", "mrow", "span", "mpadded", "mstyle"})
_LEAVES = frozenset({"mi", "mn", "mtext"})
_EM = re.compile(r'width="([\d.]+)em')


def readable(html: str) -> str:
    """The formula that `html` shows, in Unicode, or "" when that would be hard to read."""
    opened: list[tuple[str, str, str, list[str]]] = [("math", "", "", [])]
    for found in _PART.finditer(html.replace("<wbr>", "")):
        closing, tag, attributes, empty, text = found.groups()
        if closing:
            name, given, content, parts = opened.pop()
            said = _said(name, given, unescape(content), parts)
            if said is None or not opened:
                return ""
            opened[-1][3].append(said)
        elif empty:
            opened[-1][3].append(" " if _EM.search(attributes) else "")
        else:
            opened.append((tag, attributes, text, []))
    return " ".join("".join(opened[-1][3]).split())


def _said(tag: str, attributes: str, text: str, parts: list[str]) -> str | None:
    if tag in _ROWS:
        return "".join(parts)
    if tag in _LEAVES and not parts:
        return text.replace("\ufe00", "")
    if tag == "msqrt":
        return f"√{_grouped(''.join(parts))}"
    match tag, parts:
        case "mo", []:
            return _sign(text, attributes)
        case "mfrac", [above, below]:
            return f"{_grouped(above, letters=True)}/{_grouped(below, letters=True)}"
        case "msup", [body, above]:
            return body + _script(above, _ABOVE, "^")
        case "msub", [body, below]:
            return body + _script(below, _BELOW, "_")
        case "msubsup", [body, below, above]:
            return body + _script(below, _BELOW, "_") + _script(above, _ABOVE, "^")
    return None


def _sign(sign: str, attributes: str) -> str:
    if sign == "\u2061":
        return " " if "lspace" in attributes else ""
    if sign in {",", ";"}:
        return f"{sign} "
    stands_apart = (is_relation(sign) or is_operation(sign)) and 'space="0"' not in attributes
    return f" {sign} " if stands_apart else sign


def _script(text: str, letters: dict[str, str], mark: str) -> str:
    text = text.replace(" ", "")
    small = [letters.get(char, "") for char in text]
    return "".join(small) if all(small) else mark + _grouped(text)


def _grouped(text: str, *, letters: bool = False) -> str:
    """`text` in brackets, unless it is one thing; `letters` side by side may be that too."""
    text = text.strip()
    return text if len(text) == 1 or text.isdigit() or (letters and text.isalnum()) else f"({text})"
