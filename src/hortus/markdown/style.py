"""A note's own CSS: its rules hold for that note alone, and nothing in it leaves the note's place on the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SCOPE = "article.note"
_WHOLE = re.compile(r"^(?:html|body|:root|\*)(?![\w-])", re.IGNORECASE)
_NESTED = frozenset({"media", "supports", "container", "layer"})
_AS_IT_IS = frozenset({"keyframes", "-webkit-keyframes", "font-face", "property", "counter-style"})
_LEAVES = re.compile(
    r"position\s*:\s*(?:fixed|sticky)|expression\s*\(|behavior\s*:|javascript\s*:", re.IGNORECASE
)


def harmless_declarations(css: str) -> str:
    """The declarations of a `style` attribute without those that would leave the note's place or run something."""
    if not _LEAVES.search(_plain(css)):
        return css.strip()
    return "; ".join(
        part.strip() for part in css.split(";") if part.strip() and not _LEAVES.search(_plain(part))
    )


def _plain(css: str) -> str:
    """`css` as a browser reads it: without comments and escapes."""
    css = re.sub(r"/\*.*?(?:\*/|\Z)", "", css, flags=re.DOTALL)
    return re.sub(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", _unescape, css)


def _unescape(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else 0
    return chr(code) if 0 < code < 0x110000 else found[2] or ""


def scoped(css: str) -> str:
    """`css` with every selector inside the note. What cannot be read as CSS is left out, as browsers do."""
    import tinycss2  # noqa: PLC0415  (few notes have CSS)

    rules = _rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))
    return "\n".join(rules).replace("</", "<\\/")  # an escape in a string could end the element


def _rules(rules: Sequence[object]) -> list[str]:
    import tinycss2  # noqa: PLC0415

    shown = list[str]()
    for rule in rules:
        if isinstance(rule, tinycss2.ast.QualifiedRule) and not _is_broken(rule.prelude):
            body = harmless_declarations(tinycss2.serialize(rule.content))
            shown.append(f"{_inside(tinycss2.serialize(rule.prelude))} {{ {body} }}")
        elif isinstance(rule, tinycss2.ast.AtRule) and rule.content is not None:
            prelude, name = tinycss2.serialize(rule.prelude), rule.lower_at_keyword
            if name in _NESTED:
                inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                shown.append(f"@{name}{prelude}{{ {' '.join(_rules(inner))} }}")
            elif name in _AS_IT_IS:
                shown.append(f"@{name}{prelude}{{{tinycss2.serialize(rule.content)}}}")
    return shown


def _is_broken(tokens: Sequence[object]) -> bool:
    return any(getattr(token, "type", "") == "error" for token in tokens)


def _inside(selectors: str) -> str:
    """Each of `selectors` seen from the note. `:is()` would change nothing but their weight."""
    return ", ".join(_one(selector.strip()) for selector in _parted(selectors) if selector.strip())


def _one(selector: str) -> str:
    rest = _WHOLE.sub("", selector)
    if rest != selector and not selector.startswith("*"):
        return (
            f"{_SCOPE}{rest}"
            if rest[:1] in {"", ":", ".", "[", "#", " ", ">", "+", "~"}
            else f"{_SCOPE} {rest}"
        )
    return f"{_SCOPE} {selector}"


def _parted(selectors: str) -> list[str]:
    """`selectors` cut at the commas outside brackets and quotes."""
    parts, depth, quote = [""], 0, ""
    for char in selectors:
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        if char == "," and not depth and not quote:
            parts.append("")
        else:
            parts[-1] += char
    return parts
