"""A note's own CSS: its rules hold for that note alone, and nothing in it leaves the note's place on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tinycss2.ast import Declaration, Node

_SCOPE = "article.note"
_PAGE = re.compile(r"(?:html|body|:root)(?=[\s>]|$)", re.IGNORECASE)
_NESTED = frozenset({"media", "supports", "container", "layer"})
_AS_IT_IS = frozenset({"keyframes", "-webkit-keyframes", "property", "counter-style"})
_PLACES = frozenset({"static", "relative", "absolute", "inherit", "initial", "unset", "revert"})
# A style attribute without any of these needs no reading.
_SUSPECT = re.compile(r"position|behavior|binding|[\\*@{}(]|script", re.IGNORECASE)
_RUNS = re.compile(r"expression\s*\(|javascript\s*:|vbscript\s*:", re.IGNORECASE)
_FETCHES = re.compile(
    r"(?:url|src|image|image-set|cross-fade|element)\(\s*[\"']?(?!#|data:image/|[\"'#])", re.IGNORECASE
)
# What could end the element, or mean something else in a drawing, where browsers read its content as HTML.
_MARKUP = re.compile(r"<|&(?=[A-Za-z#])")


def harmless_declarations(css: str) -> str:
    """The declarations of a `style` attribute without those that would leave the note's place or run something."""
    if not _SUSPECT.search(css):
        return css.strip()
    import tinycss2  # noqa: PLC0415  (few notes need it)

    return _declarations(tinycss2.parse_blocks_contents(css))


def fetches(value: str) -> bool:
    """Whether browsers would fetch something for this value of a property."""
    plain = re.sub(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", lambda found: _char(found[1]) or found[2] or "", value)
    return _FETCHES.search(plain) is not None


def _char(code: str | None) -> str:
    number = int(code, 16) if code else 0
    return chr(number) if 0 < number < 0x110000 else ""


def scoped(css: str) -> str:
    """`css` with every selector inside the note. What cannot be read as CSS is left out, as browsers do."""
    import tinycss2  # noqa: PLC0415

    rules = _rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))
    return _MARKUP.sub(lambda found: f"\\{ord(found[0]):x} ", "\n".join(rules))


def _rules(rules: Iterable[Node]) -> Iterator[str]:
    import tinycss2  # noqa: PLC0415

    for rule in rules:
        if isinstance(rule, tinycss2.ast.QualifiedRule):
            if selectors := ", ".join(_selectors(rule.prelude)):
                yield f"{selectors} {{ {_declarations(tinycss2.parse_blocks_contents(rule.content))} }}"
        elif isinstance(rule, tinycss2.ast.AtRule) and rule.content is not None:
            prelude, name = tinycss2.serialize(rule.prelude), rule.lower_at_keyword
            if name in _NESTED:
                inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                yield f"@{name}{prelude}{{ {' '.join(_rules(inner))} }}"
            elif name in _AS_IT_IS:
                yield f"@{name}{prelude}{{{tinycss2.serialize(rule.content)}}}"


def _declarations(nodes: Iterable[Node]) -> str:
    """Those that stay. Rules inside rules go: their selectors could reach out of the note."""
    import tinycss2  # noqa: PLC0415

    declarations = (node for node in nodes if isinstance(node, tinycss2.ast.Declaration))
    return "; ".join(_written(node) for node in declarations if _is_harmless(node))


def _written(declaration: Declaration) -> str:
    import tinycss2  # noqa: PLC0415

    value = tinycss2.serialize(declaration.value).strip()
    return f"{declaration.name}: {value}{' !important' * declaration.important}"


def _is_harmless(declaration: Declaration) -> bool:
    import tinycss2  # noqa: PLC0415

    value = tinycss2.serialize(declaration.value).strip()
    if declaration.lower_name in {"behavior", "-moz-binding"} or _RUNS.search(value) or fetches(value):
        return False
    return declaration.lower_name != "position" or value.lower() in _PLACES


def _selectors(prelude: Sequence[Node]) -> Iterator[str]:
    """Each selector seen from the note; one that cannot be read, or that begins with a combinator, is left out."""
    import tinycss2  # noqa: PLC0415

    one: list[Node] = []
    for token in (*prelude, None):
        is_comma = isinstance(token, tinycss2.ast.LiteralToken) and token.value == ","
        if token is not None and not is_comma:
            one.append(token)
            continue
        selector = tinycss2.serialize(one).strip()
        if selector and not any(node.type == "error" for node in one):
            while found := _PAGE.match(selector):
                selector = selector[found.end() :].lstrip()
            if not selector.startswith((">", "+", "~", "|")):
                yield f"{_SCOPE} {selector}".rstrip()
        one = []
