r"""Macros of the site, of the note and of its formulas, unfolded before math-core sees any.

It could unfold them itself, but what it then parses has no bound that can be known beforehand: a few characters may
unfold to a tower that overflows its stack. Here each step counts, and the outcome is as long as it is.

What a formula defines holds to the end of the note, or of the group or environment that it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hortus.tex.guard import MAX_LENGTH

_MAX_STEPS = 1_000  # macros unfolded in one formula
_TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|#\d|##|[{}]|\s+|[^\\{}#\s]+|[\\#]", re.DOTALL)
_NAME = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
_NEW = {"\\newcommand", "\\renewcommand", "\\providecommand"}
_DEF = {"\\def", "\\gdef", "\\edef", "\\xdef"}
_OPERATOR = "\\DeclareMathOperator"
_PAIRED = "\\DeclarePairedDelimiter"
_PREFIXES = {"\\global", "\\long", "\\outer", "\\protected"}
_DEFINERS = {name[1:] for name in _NEW | _DEF | _PREFIXES | {_OPERATOR, _PAIRED, "\\let"}}


class MacroError(Exception):
    """A definition or a use that cannot be understood."""


class _Fixed(str):
    """A command that stands for what it was when `\\let` took it, whatever it is made to mean later."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Macro:
    """What a command stands for. `pattern` is what a use looks like: `("#1", ",", "#2")`."""

    body: tuple[str, ...]
    pattern: tuple[str, ...] = ()
    default: tuple[str, ...] | None = (
        None  # of the first argument, which may then stand in brackets or be missing
    )


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A formula without macros. `message` says what was wrong, `culprit` which macro with; `is_definition`: only that."""

    tex: str
    message: str = ""
    culprit: str = ""
    is_definition: bool = False


@dataclass(slots=True)
class Macros:
    """The macros in force at a place of a note. A broken one is known by what is wrong with it."""

    known: dict[str, Macro] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Macros:
        """`pairs` of name and TeX with `#1`…; the last of a name holds."""
        macros = cls()
        for name, tex in pairs:
            body = tuple(_TOKEN.findall(tex))
            macros.known.pop("\\" + name, None)
            macros.broken.pop("\\" + name, None)
            try:
                macros.known["\\" + name] = _macro(body, count_arguments(body))
            except MacroError as error:
                macros.broken["\\" + name] = str(error)
        return macros

    def unfold(self, tex: str, names: set[str]) -> Unfolded:
        """`tex`, of which `names` are the commands, without macros; what it defines is known from then on."""
        if names.isdisjoint(_DEFINERS) and not any(
            "\\" + name in self.known or "\\" + name in self.broken for name in names
        ):
            return Unfolded(tex)
        return _Unfolding(self, tex).run()

    def find(self, command: str, tex: str) -> str:
        """The macro used in `tex` that brings in `command`, or ""."""
        if not command or command in tex:
            return ""
        used = (name for name in map(str, _NAME.findall(tex)) if name in self.known)
        return next((name for name in used if command in self.known[name].body), "")

    @staticmethod
    def refusal(names: set[str]) -> str:
        """Why a formula with the commands `names` must not go on: definitions end here."""
        return "" if names.isdisjoint(_DEFINERS) else "it defines a macro in a way that is not understood"


def count_arguments(body: Sequence[str]) -> int:
    return max(
        (int(token[1]) for token in body if len(token) == 2 and token[0] == "#" and token[1].isdigit()),
        default=0,
    )


def _macro(body: Sequence[str], count: int, default: tuple[str, ...] | None = None) -> Macro:
    return _checked(Macro(tuple(body), tuple(f"#{number}" for number in range(1, count + 1)), default))


def _checked(macro: Macro) -> Macro:
    depth = 0
    for token in macro.body:
        depth += (token == "{") - (token == "}")
        if depth < 0:
            break
    if depth:
        raise MacroError("its braces do not match")
    if "#" in macro.body or not set(_arguments(macro.body)) <= set(_arguments(macro.pattern)):
        raise MacroError("it uses an argument that it does not have")
    return macro


def _arguments(tokens: Iterable[str]) -> list[str]:
    return [token for token in tokens if len(token) == 2 and token[0] == "#" and token[1] != "#"]


class _Unfolding:
    """One formula on its way: `pending` is what is still to be read, its end first; `done` what stands."""

    def __init__(self, macros: Macros, tex: str) -> None:
        self.macros = macros
        self.pending: list[str] = _TOKEN.findall(tex)[::-1]
        self.done = list[str]()
        self.length = 0
        self.steps = 0
        self.scopes = list[dict[str, Macro | None]]()  # what each open group has to restore
        self.has_defined = False
        self.culprit = ""

    def run(self) -> Unfolded:
        try:
            while self.pending:
                self._step(self.pending.pop())
        except MacroError as error:
            return Unfolded("", str(error), self.culprit)
        finally:
            while self.scopes:
                self._close()
        tex = "".join(self.done).strip()
        return Unfolded(tex, is_definition=self.has_defined and not tex)

    def _step(self, token: str) -> None:
        if isinstance(token, _Fixed):
            self._put(token)
        elif token in self.macros.known:
            self._expand(token, self.macros.known[token])
        elif token in self.macros.broken:
            self.culprit = token
            raise MacroError(self.macros.broken[token])
        elif token[0] == "\\" and token[1:] in _DEFINERS:
            self.has_defined = True
            self._define(token)
        else:
            if token in {"{", "\\begin"}:
                self.scopes.append({})
            elif token in {"}", "\\end"} and self.scopes:
                self._close()
            self._put(token)

    def _put(self, token: str) -> None:
        if self.done and token[0].isalpha() and _is_word(self.done[-1]):
            self.done.append(" ")
        self.done.append(token)
        self.length += len(token)
        if self.length > MAX_LENGTH:
            raise MacroError(f"its macros unfold to more than {MAX_LENGTH:,} characters")

    def _close(self) -> None:
        for name, macro in self.scopes.pop().items():
            if macro is None:
                self.macros.known.pop(name, None)
            else:
                self.macros.known[name] = macro

    # --- Uses ---

    def _expand(self, name: str, macro: Macro) -> None:
        self.steps += 1
        if self.steps > _MAX_STEPS:
            self.culprit = name
            raise MacroError("it unfolds without end")
        arguments = self._match(name, macro)
        for token in reversed(macro.body):
            if token in arguments:
                self.pending.extend(reversed(arguments[token]))
            else:
                self.pending.append("#" if token == "##" else token)
        if len(self.pending) > 2 * MAX_LENGTH:
            self.culprit = name
            raise MacroError("it unfolds to too much")

    def _match(self, name: str, macro: Macro) -> dict[str, list[str]]:
        arguments = dict[str, list[str]]()
        pattern = list(macro.pattern)
        if macro.default is not None and pattern:
            given = self._bracketed()
            arguments[pattern.pop(0)] = list(macro.default) if given is None else given
        for index, part in enumerate(pattern):
            if not _arguments([part]):
                self._require(part, name)
            elif index + 1 < len(pattern) and not _arguments([pattern[index + 1]]):
                arguments[part] = self._until(pattern[index + 1], name)
            else:
                arguments[part] = self._argument(name)
        return arguments

    def _argument(self, name: str) -> list[str]:
        self._skip_space()
        if not self.pending or self.pending[-1] == "}":
            raise MacroError(f"`{name}` lacks an argument")
        token = self.pending.pop()
        if token == "{":
            return self._group(name)
        if token[0] != "\\" and len(token) > 1 and not isinstance(token, _Fixed):
            self.pending.append(token[1:])
            token = token[0]
        return [token]

    def _group(self, name: str) -> list[str]:
        """The tokens up to the brace that closes the group whose opening one has been read."""
        depth, tokens = 1, list[str]()
        while self.pending:
            token = self.pending.pop()
            depth += (token == "{") - (token == "}")
            if not depth:
                return tokens
            tokens.append(token)
        raise MacroError(f"a brace of `{name}` never closes")

    def _until(self, mark: str, name: str) -> list[str]:
        """The tokens before `mark`, which stays, outside groups."""
        depth, tokens = 0, list[str]()
        while self.pending:
            token = self.pending.pop()
            at = token.find(mark) if not depth and (mark[0] == "\\") == (token[0] == "\\") else -1
            if at >= 0:
                self.pending.append(token[at:])
                return [*tokens, token[:at]] if at else tokens
            depth += (token == "{") - (token == "}")
            tokens.append(token)
        raise MacroError(f"`{name}` lacks its `{mark}`")

    def _require(self, mark: str, name: str) -> None:
        token = self.pending.pop() if self.pending else ""
        if not token.startswith(mark):
            raise MacroError(f"`{name}` lacks its `{mark}`")
        if rest := token[len(mark) :]:
            self.pending.append(rest)

    def _skip_space(self) -> None:
        while self.pending and self.pending[-1].isspace():
            self.pending.pop()

    def _bracketed(self) -> list[str] | None:
        """What stands in the brackets that follow, if they do."""
        self._skip_space()
        if not self.pending or self.pending[-1][0] != "[":
            return None
        self._require("[", "[")
        tokens = self._until("]", "[")
        self._require("]", "[")
        return tokens

    # --- Definitions ---

    def _define(self, command: str) -> None:
        if command in _PREFIXES:
            self._skip_space()
            return
        star = self._star()
        name = self._name(command)
        self.culprit = name
        macro = self._definition(command, star=star)
        self.culprit = ""
        if command == "\\providecommand" and (name in self.macros.known or name in self.macros.broken):
            return
        if self.scopes and command not in {"\\gdef", "\\xdef"}:
            self.scopes[-1].setdefault(name, self.macros.known.get(name))
        else:
            for scope in self.scopes:
                scope.pop(name, None)
        self.macros.broken.pop(name, None)
        self.macros.known[name] = macro

    def _definition(self, command: str, *, star: bool) -> Macro:
        if command == "\\let":
            return self._alias()
        if command in _DEF:
            return self._def()
        if command == _OPERATOR:
            return Macro(("\\operatorname", *("*" * star), "{", *self._argument(command), "}"))
        if command == _PAIRED:
            left, right = self._argument(command), self._argument(command)
            return Macro(("\\left", *left, "#1", "\\right", *right), ("#1",))
        count = self._bracketed()
        default = self._bracketed() if count is not None else None
        digits = "".join(count or ["0"]).strip()
        if not digits.isascii() or not digits.isdigit() or int(digits[:2]) > 9:
            raise MacroError("it must have from 0 to 9 arguments")
        body = self._argument(command)
        return _macro(body, int(digits), None if default is None else tuple(default))

    def _alias(self) -> Macro:
        self._skip_space()
        if self.pending and self.pending[-1][0] == "=":
            self._require("=", "\\let")
        target = self._argument("\\let")
        return self.macros.known.get(target[0]) or Macro((_Fixed(target[0]),)) if target else Macro(())

    def _def(self) -> Macro:
        pattern = list[str]()
        while self.pending and self.pending[-1] != "{":
            token = self.pending.pop()
            if not token.isspace():
                pattern.append(token)
        body = self._argument("\\def")
        return _checked(Macro(tuple(body), tuple(pattern)))

    def _star(self) -> bool:
        self._skip_space()
        if self.pending and self.pending[-1][0] == "*":
            self._require("*", "*")
            return True
        return False

    def _name(self, command: str) -> str:
        found = "".join(self._argument(command)).strip()
        if not _NAME.fullmatch(found):
            raise MacroError(f"`{command}` lacks the name of a command")
        return found


def _is_word(token: str) -> bool:
    return token[0] == "\\" and token[-1].isalpha()
