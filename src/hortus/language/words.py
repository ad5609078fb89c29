"""What the site says of its own accord, in its language: `templates/words/LANGUAGE.json`, the owner's over the theme's."""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hortus.language.written import CATEGORIES, fallbacks, tag
from hortus.model import Problem
from hortus.text import clean

FOLDER = "words"  # among the templates
_ENGLISH = "en"
_OF_TEMPLATES, _OF_NOTES = "page", "note"
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"(?P<key>\s*:)?')
PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Plural:
    """What is said of a number: a text for each category that numbers have in `language`."""

    language: str
    forms: tuple[tuple[str, str], ...]


Word = str | Plural
Group = tuple[tuple[str, Word], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """`groups` by the names of those who say them. `script` is what scripts of the browser say otherwise than they would
    by themselves, in English; "" when there is nothing of that.
    """

    language: str
    groups: tuple[tuple[str, Group], ...]
    script: str = ""

    def group(self, name: str = _OF_TEMPLATES) -> Group:
        return dict(self.groups)[name]

    def text(self, key: str) -> str:
        """A word of pages that is said of no number."""
        return str(dict(self.group())[key])

    @property
    def of_notes(self) -> tuple[tuple[str, str], ...]:
        """What is said of notes otherwise than in English, which stands first, and is also the key."""
        return tuple(
            (key, word) for key, word in self.group(_OF_NOTES) if isinstance(word, str) and word != key
        )

    @property
    def script_path(self) -> str:
        """Where the script is in the site; "" without one."""
        digest = hashlib.blake2b(self.script.encode("utf-8", "replace"), digest_size=4).hexdigest()
        return f"js/words.{digest}.js" if self.script else ""


def open_words(site: Path, theme: Path, language: str) -> tuple[Words, tuple[Problem, ...]]:
    """The words for the site in the folder `site`, and what is wrong with those of its owner's.

    A word that the files of `language` do not have is taken from the next language, and at last from English.
    """
    english = _read(theme / "templates" / FOLDER / f"{_ENGLISH}.json")
    known = {group: dict(words) for group, words in english.items()}
    found = {group: dict[str, Word]() for group in known}
    problems = list[Problem]()
    for name in fallbacks(language):
        own, ours = (_named(folder / "templates" / FOLDER, name) for folder in (site, theme))
        if own and not (ours and own.samefile(ours)):
            checked = _Checked(known, own.stem, f"templates/{FOLDER}/{own.name}")
            checked.read(own)
            problems += checked.problems
            _fill(found, checked.words)
        if ours:
            _fill(found, _read(ours))
    # In the order of the English file, so that nothing depends on that of others.
    groups = {group: {key: found[group][key] for key in words} for group, words in known.items()}
    spoken = {group: words for group, words in groups.items() if group not in {_OF_TEMPLATES, _OF_NOTES}}
    is_bundled = all(words == known[group] for group, words in spoken.items())
    return (
        Words(
            language,
            tuple((group, tuple(words.items())) for group, words in groups.items()),
            "" if is_bundled else _script(spoken),
        ),
        tuple(problems),
    )


def nearest(key: str, known: Iterable[str]) -> str:
    """A hint for who has written `key`."""
    near = difflib.get_close_matches(key, list(known), n=1)
    return f"did you mean `{near[0]}`?" if near else f"`templates/{FOLDER}/{_ENGLISH}.json` has them all"


def _read(file: Path) -> dict[str, dict[str, Word]]:
    """Words of the theme's own, which need not be looked through."""
    groups: dict[str, dict[str, Any]] = json.loads(file.read_bytes())
    return {
        group: {
            key: Plural(file.stem, tuple(word.items())) if isinstance(word, dict) else str(word)
            for key, word in words.items()
        }
        for group, words in groups.items()
    }


def _fill(found: dict[str, dict[str, Word]], words: Mapping[str, Mapping[str, Word]]) -> None:
    """Take the words that are still missing."""
    for group, more in words.items():
        found[group] = {**more, **found[group]}


def _named(folder: Path, language: str) -> Path | None:
    """The file of a language, in whatever case its name is written."""
    names = sorted(folder.glob("*.json")) if folder.is_dir() else []
    return next((file for file in names if file.stem.lower() == language.lower()), None)


def _script(groups: Mapping[str, Mapping[str, Word]]) -> str:
    def plain(word: Word) -> object:
        return {"in": tag(word.language), **dict(word.forms)} if isinstance(word, Plural) else word

    said = {group: {key: plain(word) for key, word in words.items()} for group, words in groups.items()}
    return f"hortusWords={json.dumps(said, ensure_ascii=False, separators=(',', ':'))};\n"


class _Pairs(list[tuple[str, Any]]):
    """An object of JSON as it is written: with what is written twice."""


class _Checked:
    """What can be used of a file of words, and the problems with the rest."""

    def __init__(self, known: Mapping[str, Mapping[str, Word]], language: str, path: str) -> None:
        self._known, self._language, self._path = known, language, path
        self.words = {group: dict[str, Word]() for group in known}
        self.problems = list[Problem]()

    def read(self, file: Path) -> None:
        try:
            text = file.read_bytes().decode("utf-8-sig")
            groups = json.loads(text, object_pairs_hook=_Pairs)
        except OSError as error:
            return self._error(f"this file cannot be read: {error.strerror}")
        except UnicodeDecodeError:
            return self._error("this file is not UTF-8", hint="save it as UTF-8")
        except json.JSONDecodeError as error:
            return self._error(f"this is not JSON: {error.msg}", error.lineno, error.colno)
        except (ValueError, RecursionError):
            return self._error("this is not a file of words", 1)
        if not isinstance(groups, _Pairs):
            return self._error("this file must hold groups of words: {", 1)
        lines = _lines(text)
        for group, words in groups:
            self._read_group(group, words, next(lines), lines)
        return None

    def _read_group(self, group: str, words: Any, line: int, lines: Iterator[int]) -> None:
        if not isinstance(words, _Pairs):
            _skip(words, lines)
            return self._error(f"`{group}` must be a group of words: {{", line)
        if group not in self._known:
            _skip(words, lines)
            return self._unknown("group of words", group, line, self._known)
        for key, word in words:
            at = next(lines)
            if key in self._known[group]:
                self._read_word(group, key, word, at, lines)
            else:
                _skip(word, lines)
                self._unknown("word", key, at, self._known[group])
        return None

    def _read_word(self, group: str, key: str, word: Any, line: int, lines: Iterator[int]) -> None:
        english = self._known[group][key]
        if isinstance(word, str):
            forms = {"other": (word, line)}
        elif isinstance(word, _Pairs) and isinstance(english, Plural):
            forms = {}
            for category, form in word:
                forms[category] = form, next(lines)
                _skip(form, lines)
        else:
            _skip(word, lines)
            kind = (
                "a text, or texts below it: " + ", ".join(CATEGORIES)
                if isinstance(english, Plural)
                else "a text"
            )
            return self._error(f"`{key}` must be {kind}", line)
        for category, (form, at) in forms.items():
            self._check_form(key, category, form, at, _places(english))
        if "other" not in forms:
            self._error(f"`{key}` has no `other`", line, hint="the text for all numbers that need no other")
        texts = tuple(
            (category, clean(form)) for category, (form, _) in forms.items() if isinstance(form, str)
        )
        self.words[group][key] = Plural(self._language, texts) if isinstance(english, Plural) else texts[0][1]
        return None

    def _check_form(self, key: str, category: str, form: Any, line: int, places: dict[str, None]) -> None:
        if category not in CATEGORIES:
            self._error(f"`{key}` has no text for `{category}`, only for " + ", ".join(CATEGORIES), line)
        elif not isinstance(form, str):
            self._error(f"`{key}` must be a text", line)
        elif odd := [place for place in PLACE.findall(form) if place not in places]:
            may = "it may have " + ", ".join(f"{{{place}}}" for place in places) if places else "it has none"
            self._error(f"`{key}` has no place {{{odd[0]}}}", line, hint=may)

    def _unknown(self, kind: str, name: str, line: int, known: Mapping[str, Any]) -> None:
        message = f"there is no {kind} `{name}`"
        self.problems.append(Problem("warning", "words", message, self._path, line, 1, nearest(name, known)))

    def _error(self, message: str, line: int = 0, column: int = 0, hint: str = "") -> None:
        self.problems.append(Problem("error", "words", message, self._path, line, column, hint))


def _lines(text: str) -> Iterator[int]:
    """The lines of the keys of a JSON text, in the order in which they stand there."""
    line, end = 1, 0
    for found in _STRING.finditer(text):
        if found["key"]:
            line += text.count("\n", end, found.start())
            end = found.start()
            yield line


def _skip(value: Any, lines: Iterator[int]) -> None:
    """Take the lines of the keys in `value`."""
    todo = [value]
    while todo:
        inner = todo.pop()
        if isinstance(inner, _Pairs):
            todo += [item for _, item in inner]
            for _ in inner:
                next(lines)
        elif isinstance(inner, list):
            todo += inner


def _places(word: Word) -> dict[str, None]:
    """The names of the places in a word, in order."""
    texts = [form for _, form in word.forms] if isinstance(word, Plural) else [word]
    return dict.fromkeys(place for text in texts for place in PLACE.findall(text))
