"""`say("notes", n=3)`: what a template says in the language of the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import jinja2
from jinja2 import nodes
from markupsafe import Markup, escape

from hortus.language.words import PLACE, Plural, Words, nearest
from hortus.language.written import category, whole
from hortus.model import Problem
from hortus.text import CJK

Say = Callable[..., Markup]

_NUMBER = "n"  # the place that decides between plurals
_ENDS_IN_CJK = re.compile(f"[{CJK}]$")


def speaker(words: Words) -> Say:
    """The function that says `words`, with the places in them filled. Raises TemplateRuntimeError."""
    known = dict(words.group())
    # Most have nothing to be filled, and are said on every page.
    fixed = {
        key: escape(word) for key, word in known.items() if isinstance(word, str) and not PLACE.search(word)
    }

    def say(key: str, /, **places: object) -> Markup:
        if key in fixed:
            return fixed[key]
        word = known.get(key)
        if word is None:
            raise jinja2.TemplateRuntimeError(f"there is no word `{key}`: {nearest(key, known)}")
        if isinstance(word, Plural):
            number = places.get(_NUMBER)
            if not isinstance(number, int):
                raise jinja2.TemplateRuntimeError(f'`{key}` is said of a number: say("{key}", n=…)')
            forms = dict(word.forms)
            word = forms.get(category(number, word.language), forms["other"])
        written = {
            name: whole(value, words.language) if isinstance(value, int) else value
            for name, value in places.items()
        }
        return _filled(key, word, written)

    return say


def _filled(key: str, text: str, places: dict[str, object]) -> Markup:
    """`text` as HTML. What stands in a place may be HTML already.

    Between Latin and Chinese a space is usual, and so words have one beside their places; it goes where what stands in the
    place ends in Chinese itself.
    """
    pieces = PLACE.split(text)
    shown = [escape(pieces[0])]
    for name, after in zip(pieces[1::2], pieces[2::2], strict=True):
        if name not in places:
            raise jinja2.TemplateRuntimeError(f'`{key}` has a place to fill: say("{key}", {name}=…)')
        value = escape(places[name])
        is_joined = after[:1] == " " and after[1:2] > "\u2e80" and _ENDS_IN_CJK.search(value) is not None
        shown += [value, escape(after[1:] if is_joined else after)]
    return Markup("").join(shown)


def sayings(tree: nodes.Template) -> Iterator[tuple[str | None, int]]:
    """The words that a template says and the lines where it does; None for a word that is computed."""
    calls = [call for call in tree.find_all(nodes.Call) if getattr(call.node, "name", "") == "say"]
    for call in calls:
        key = call.args[0] if call.args else None
        yield (key.value if isinstance(key, nodes.Const) else None), call.lineno
    names = [name for name in tree.find_all(nodes.Name) if name.name == "say"]
    if len(names) > len(calls):  # it is given to something else, which may say anything
        yield None, names[0].lineno


def unknown(key: str, known: Iterable[str], path: str, line: int) -> Problem:
    """The template at `path` says a word that there is not."""
    return Problem("error", "template", f"there is no word `{key}`", path, line, 0, nearest(key, known))
