r"""TeX as authors write it, in the words that math-core knows.

Each rewriting is for some commands, and is tried only on a formula that has one of them. All of them are linear: the
guard has bounded the depth of groups before.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from hortus.tex.columns import rewrite_arrays
from hortus.tex.environments import close_rows, rename_environments
from hortus.tex.scan import COMMAND, group_end, read_argument, replace_command
from hortus.tex.words import TEXT, rewrite_texts

_LIMITED = r"inf|sup|max|min|lim|sum|prod|limsup|liminf|bigcup|bigcap|bigoplus|int|argmax|argmin|det|Pr|gcd"
_UNICODE = str.maketrans(
    {
        "∅": r"\emptyset ",
        "√": r"\surd ",
        "∠": r"\angle ",
        "∡": r"\measuredangle ",
        "∢": r"\sphericalangle ",
        "∴": r"\therefore ",
        "∵": r"\because ",
        "⊤": r"\top ",
        "⊥": r"\bot ",
        "\u3000": " ",
        "\u200b": "",
        "\ufeff": "",
    }
)
_ODD = re.compile("[∅√∠-∢∴∵⊤⊥\u3000\u200b\ufeff]")
_SIZES = "tiny Tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge sixptsize".split()
_DROPPED = re.compile(
    r"\\\\|\\(?:"
    + "|".join([*_SIZES, "limits(?=\\s*\\\\nolimits)", "allowdisplaybreaks", "centering"])
    + r")(?![A-Za-z])"
)
_ANGLES = re.compile(
    r"(\\(?:left|right|middle|[bB]igg?[lrm]?)(?![A-Za-z]))\s*(<|>|\\lt(?![A-Za-z])|\\gt(?![A-Za-z]))"
)
_NOT = re.compile(r"\\(?:center)?not\s*\\(implies|impliedby|iff)(?![A-Za-z])")
_LONG_ARROWS = {"implies": "Longrightarrow", "impliedby": "Longleftarrow", "iff": "Longleftrightarrow"}
_OPERATORS = "times|cdot|div|pm|mp|leq?|geq?|neq?|approx|equiv|sim|cup|cap|wedge|vee|land|lor|oplus|otimes|to|circ|subset|subseteq"
# Dots before an operator stand as high as it does.
_DOTS = re.compile(rf"\\dots(?![A-Za-z])(?=\s*(?:[+\-=<>*]|\\(?:{_OPERATORS})(?![A-Za-z])))")
_HEX = re.compile(r"\\(text|)color\s*\{\s*#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\s*\}")
_STARRED = re.compile(r"(\\\\)|\\([A-Za-z]+)\*")
_HAS_STAR = frozenset({"operatorname", "tag", "begin", "end"})
_FORGETS_STAR = frozenset(
    "hspace vspace norm abs ceil floor set bra ket braket paren dv pdv qty text mathbb smash sqrt frac".split()
)
_WORD = re.compile(r"(?:[A-Za-z0-9\s'’.\-]|\\[,;:! ]|~)+")
_FONTS = re.compile(r"\\(?:rm|mathrm|text|textrm|operatorname|mathop)(?![A-Za-z])\s*")
_SCRIPTS = re.compile(r"\s*(?:\\(no)?limits(?![A-Za-z]))?\s*(?=[_^])|\s*\\(no)?limits(?![A-Za-z])")
_SCRIPT = re.compile(r"\s*([_^])")
_END_OF_TOGGLE = re.compile(r"\\endtoggle(?![A-Za-z])")
_END_OF_LINE = re.compile(r"(\\\\)|\\(?=[\n\t]|$)")


def normalise(tex: str, names: set[str], *, display: bool) -> str:
    """`tex`, of which `names` are the commands, for math-core; the same formula."""
    if not tex.isascii() and _ODD.search(tex):
        tex = tex.translate(_UNICODE)
    if names:
        for wanted, rewrite in _REWRITES:
            if not wanted.isdisjoint(names):
                tex = rewrite(tex)
        if "*" in tex:
            tex = _STARRED.sub(_part_star, tex)
    if not display and not names.isdisjoint({"tag", "label"}):
        tex = _inline_tags(tex)
    if "^" in tex and "'" in tex:
        tex = _join_primes(tex)
    return close_rows(tex, names)


def _part_star(found: re.Match[str]) -> str:
    """math-core takes the star in `\\gamma*V` for a part of the name."""
    if found[1] or found[2] in _HAS_STAR:
        return found[0]
    return f"\\{found[2]}" if found[2] in _FORGETS_STAR else f"\\{found[2]} *"


def _inline_tags(tex: str) -> str:
    tex = replace_command(tex, "tag", lambda text: rf"\qquad \text{{{text}}}", star="*")
    tex = replace_command(tex, "tag", lambda text: rf"\qquad \text{{({text})}}")
    return rewrite_texts(replace_command(tex, "label", lambda text: ""))


_LATE_PRIME = re.compile(r"(\^(?:[A-Za-z0-9*]|\{[^{}']*\}|\\[A-Za-z]+(?![A-Za-z]))\s*)('+)")


def _join_primes(tex: str) -> str:
    """A prime that follows an exponent is part of it."""
    return _LATE_PRIME.sub(
        lambda found: (
            f"^{{{found[1][1:].strip()} {chr(92)}prime{'' if len(found[2]) == 1 else chr(92) + 'prime'} }}"
        ),
        tex,
    )


def _sizes(tex: str) -> str:
    return _DROPPED.sub(lambda found: found[0] if found[0] == "\\\\" else "", tex)


def _negations(tex: str) -> str:
    return _NOT.sub(lambda found: rf"\;\not\{_LONG_ARROWS[found[1]]}\;", tex)


def _requirements(tex: str) -> str:
    return replace_command(tex, "require", lambda text: "")


def _toggles(tex: str) -> str:
    r"""Of the states that a click would go through, `\toggle{a}{b}\endtoggle`, the first."""
    for found in reversed([found for found in COMMAND.finditer(tex) if found[1] == "toggle"]):
        first = read_argument(tex, found.end())
        closing = _END_OF_TOGGLE.search(tex, first[1]) if first else None
        if first and closing:
            tex = f"{tex[: found.start()]}{{{first[0]}}}{tex[closing.end() :]}"
    return tex


def _tips(tex: str) -> str:
    r"""`\mathtip{a}{tip}` without what only shows under the pointer."""
    for found in reversed([found for found in COMMAND.finditer(tex) if found[1] in {"mathtip", "texttip"}]):
        shown = read_argument(tex, found.end())
        tip = read_argument(tex, shown[1]) if shown else None
        if shown and tip:
            tex = f"{tex[: found.start()]}{{{shown[0]}}}{tex[tip[1] :]}"
    return tex


def _dots(tex: str) -> str:
    return _DOTS.sub(r"\\cdots", tex)


def _angles(tex: str) -> str:
    return _ANGLES.sub(
        lambda found: found[1] + ("\\langle " if found[2] in {"<", "\\lt"} else "\\rangle "), tex
    )


def _colours(tex: str) -> str:
    """`#rrggbb` as math-core reads it."""
    if "#" not in tex:
        return tex
    for found in reversed(list(_HEX.finditer(tex))):
        digits = found[2] if len(found[2]) == 6 else "".join(digit * 2 for digit in found[2])
        colour, end = rf"\color[HTML]{{{digits}}}", found.end()
        if found[1] == "text" and (argument := read_argument(tex, end)):
            colour, end = f"{{{colour}{argument[0]}}}", argument[1]
        tex = tex[: found.start()] + colour + tex[end:]
    return tex


# --- Operators --------------------------------------------------------------------------------------------


def _operators(tex: str) -> str:
    r"""`\operatorname` of more than a name, `\mathop` of anything, and limits of what math-core gives none."""
    for found in reversed(list(COMMAND.finditer(tex))):
        if found[1] not in {"operatorname", "mathop", "operatornamewithlimits"}:
            continue
        starred = tex.startswith("*", found.end())
        argument = read_argument(tex, found.end() + starred)
        if not argument:
            continue
        body, end = argument
        above = found[1] != "operatorname" or starred
        built, end = _operator(tex, body.strip(), end, above=above)
        tex = tex[: found.start()] + built + tex[end:]
    return tex


def _operator(tex: str, body: str, end: int, *, above: bool) -> tuple[str, int]:
    """(the operator `body` that ends at `end`, with its scripts if it takes them, the new end)."""
    name = _FONTS.sub("", body).strip()
    if name.startswith("{") and group_end(name, 0) == len(name):
        name = name[1:-1]
    if re.fullmatch(rf"\\(?:{_LIMITED})", body):
        return body + " ", end
    if _WORD.fullmatch(name.replace(r"\_", "")):
        return rf"\operatorname{'*' * above}{{{name}}}", end
    forced = _SCRIPTS.match(tex, end)
    if not above or (forced and "no" in forced.groups()):
        return rf"\mathop{{{body}}}", forced.end() if forced and "limits" in forced[0] else end
    return _stacked(tex, body, forced.end() if forced else end)


def _stacked(tex: str, body: str, at: int) -> tuple[str, int]:
    """`body` with the scripts that follow at `at` below and above it."""
    below = over = None
    for _ in range(2):
        found = _SCRIPT.match(tex, at)
        argument = read_argument(tex, found.end()) if found else None
        if not found or not argument:
            break
        if found[1] == "_":
            below = argument[0]
        else:
            over = argument[0]
        at = argument[1]
    built = rf"\mathop{{{body}}}" if below is None and over is None else f"{{{body}}}"
    if over is not None:
        built = rf"\overset{{{over}}}{{{built}}}"
    if below is not None:
        built = rf"\underset{{{below}}}{{{built}}}"
    return built, at


def _limits(tex: str) -> str:
    r"""`\limits` after what has its scripts below and above anyway."""
    kept = list[str]()
    last = 0
    for found in re.finditer(r"\\limits(?![A-Za-z])", tex):
        before = tex[last : found.start()].rstrip()
        kept.append(
            before if before.endswith("}") and "operatorname" not in before[-60:] else tex[last : found.end()]
        )
        last = found.end()
    return "".join(kept) + tex[last:]


def _spaces(tex: str) -> str:
    r"""A backslash at the end of a line is a space; `\hspace` and the like want their braces."""
    return _END_OF_LINE.sub(lambda found: found[0] if found[1] else r"\ ", tex)


def _kerns(tex: str) -> str:
    for name in ("kern", "mkern", "hskip", "mskip"):
        tex = replace_command(tex, name, lambda text: rf"\hspace{{{text}}}")
    return tex


Rewrite = Callable[[str], str]
_REWRITES: tuple[tuple[frozenset[str], Rewrite], ...] = (
    (frozenset({"require"}), _requirements),
    (frozenset({"toggle"}), _toggles),
    (frozenset({"mathtip", "texttip"}), _tips),
    (frozenset({*_SIZES, "allowdisplaybreaks", "centering"}), _sizes),
    (frozenset({"\n", "\t"}), _spaces),
    (TEXT, rewrite_texts),
    (frozenset({"begin"}), rewrite_arrays),
    (frozenset({"begin"}), rename_environments),
    (frozenset({"left", "right", "middle", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr",
                "Biggl", "Biggr", "bigm", "Bigm"}), _angles),
    (frozenset({"implies", "impliedby", "iff"}), _negations),
    (frozenset({"dots"}), _dots),
    (frozenset({"color", "textcolor"}), _colours),
    (frozenset({"operatorname", "mathop", "operatornamewithlimits"}), _operators),
    (frozenset({"limits"}), _limits),
    (frozenset({"kern", "mkern", "hskip", "mskip"}), _kerns),
)  # fmt: skip
