"""`hortus.yaml`: one small file that says what the site is called, whose it is and where its notes are."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import yaml

from hortus import yamls
from hortus.config.comments import Discussion, read_discussion
from hortus.config.images import read_images
from hortus.config.theme import Style, read_style
from hortus.git.forge import KINDS, Kind
from hortus.macros import read_macros
from hortus.model import Images, Problem
from hortus.platforms.platform import Platform
from hortus.text import clean

NAME = "hortus.yaml"
Host = Literal["netlify", "cloudflare"]
HOSTS: tuple[Host, ...] = ("netlify", "cloudflare")
_ADDRESS = re.compile(r"""https?://[\w.\-]+(?::\d+)?(?:/[^\s?#<>"'\\]*)?""")


@dataclass(frozen=True, slots=True)
class Author:
    """Whose notes these are; what is empty is not shown. `links` are (name, address) pairs."""

    name: str = ""
    picture: str = ""
    line: str = ""
    place: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """What the owner decides. An empty `title` is filled with the folder's name, an empty `notes` with the default."""

    title: str = ""
    description: str = ""
    language: str = "en"
    base_url: str = ""
    author: Author = field(default_factory=Author)
    notes: str = ""
    ignore: tuple[str, ...] = ()
    gitignore: bool = True  # what git ignores is left out
    recent: int = 12
    breaks: Literal["auto", "on", "off"] = "auto"
    hashtags: bool | None = None
    emoji: bool = False
    containers: bool = True
    html: Literal["safe", "trusted"] = "safe"
    macros: tuple[tuple[str, str], ...] = ()
    numbering: bool = False
    style: Style = field(default_factory=Style)
    look: str = ""
    discussion: Discussion = field(default_factory=Discussion)
    twins: bool = True
    social_pictures: bool = True
    dates: Literal["auto", "git", "own", "files"] = "auto"
    history: Literal["off", "on", "authors"] = "off"
    repository: str = ""  # its address, or `auto` for that of the remote `origin`
    branch: str = ""
    forge: Kind | None = None
    edit: bool = True
    file_line: bool | None = None  # pages say how much their files hold; None: where no program is known
    keeps_exif: bool = False
    numbered: bool = False
    printable: bool = False
    offline: bool = False
    images: Images | None = None
    opt_in: bool = False  # only notes that say `publish: true` are published
    platform: Platform = field(default_factory=Platform)  # the program that the notes were written for
    addresses: bool = False  # a record of them is kept
    is_own: bool = False  # the owner has written one
    hosting: Host | None = None


class ConfigError(Exception):
    """The configuration cannot be used; `problems` say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


def adopt(platform: Platform) -> Config:
    """What the settings of another program say, where the owner says nothing else."""
    config = Config(platform=platform, title=platform.title, description=platform.description)
    if platform.author:
        config = replace(config, author=Author(platform.author))
    if platform.language:
        config = replace(config, language=platform.language)
    return replace(config, base_url=platform.base_url, opt_in=bool(platform.opt_in))


def read_config(data: bytes, base: Config | None = None) -> tuple[Config, tuple[Problem, ...]]:
    """The configuration in `data`, over what `base` says. An unknown key is a warning; what cannot be read or has the wrong kind is a ConfigError."""
    try:
        text = data.decode("utf-8-sig")
        fields = yamls.load(text)
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
    except UnicodeDecodeError:
        raise ConfigError(_problem("this file is not UTF-8", hint="save it as UTF-8")) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        message = getattr(error, "problem", None) or str(error).split("\n", 1)[0]
        last = max(1, len(text.rstrip().splitlines()))
        line, column = (line, column) if line <= last else (last, 1)  # what it misses at the end began above
        raise ConfigError(_problem(f"this is not YAML: {message}", line, column)) from None
    if fields is None:
        return base or Config(), ()
    if not isinstance(fields, dict) or not isinstance(tree, yaml.MappingNode):
        raise ConfigError(_problem("this file must hold lines of `key: value`", 1, 1))
    _check_twice(tree)
    return _fill(base or Config(), fields, _positions(tree))


def _check_twice(tree: yaml.MappingNode) -> None:
    known = set[str]()
    for key, _ in tree.value:
        if str(key.value) in known:
            raise ConfigError(
                _problem(f"`{key.value}` is written twice", key.start_mark.line + 1, 1, "keep one of the two")
            )
        known.add(str(key.value))


def _fill(
    config: Config, fields: dict[Any, Any], lines: dict[str, int]
) -> tuple[Config, tuple[Problem, ...]]:
    warnings, errors = list[Problem](), list[Problem]()
    for key, value in fields.items():
        line = lines.get(str(key), 1)
        reader = _READERS.get(str(key))
        if reader is None:
            warnings.append(_unknown(str(key), line))
        elif value is not None:
            try:
                config = reader(config, value)
            except ValueError as error:
                errors.append(_problem(f"`{key}` {error}", line, 1))
            else:
                warnings += _faint(config.style, line) if key == "theme" else ()
    if errors:
        raise ConfigError(*errors)
    return config, tuple(warnings)


def _text(value: object) -> str:
    if isinstance(value, dict | list | bool):
        raise ValueError("must be a line of text")  # noqa: TRY004  (the one error that `_fill` reports)
    return clean(str(value).strip().encode("utf-8", "replace").decode())


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, dict):
        raise ValueError("must be a list of lines of text")  # noqa: TRY004
    return tuple(_text(item) for item in (value if isinstance(value, list) else [value]))


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("must be a whole number, 0 or more")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")  # noqa: TRY004
    return value


def _breaks(value: object) -> Literal["auto", "on", "off"]:
    word = {True: "on", False: "off"}.get(value, value) if isinstance(value, bool) else value  # YAML's `on`
    if word not in {"auto", "on", "off"}:
        raise ValueError("must be auto, on or off")
    return word


def _html(value: object) -> Literal["safe", "trusted"]:
    if value not in {"safe", "trusted"}:
        raise ValueError("must be safe or trusted")
    return value


def _dates(value: object) -> Literal["auto", "git", "own", "files"]:
    if value not in {"auto", "git", "own", "files"}:
        raise ValueError("must be auto, git, own or files")
    return value


def _history(value: object) -> Literal["off", "on", "authors"]:
    if value != "authors":
        try:
            return "on" if _flag(value) else "off"
        except ValueError:
            raise ValueError("must be true, false or authors") from None
    return "authors"


def _repository(value: object) -> str:
    text = _text(value)
    return text if text == "auto" else _address(text).rstrip("/").removesuffix(".git")


def _forge(value: object) -> Kind:
    for kind in KINDS:
        if value == kind:
            return kind
    raise ValueError(f"must be one of {', '.join(KINDS)}")


def _hosting(value: object) -> Host:
    for host in HOSTS:
        if value == host:
            return host
    raise ValueError(f"must be one of {', '.join(HOSTS)}")


def _keeps_exif(value: object) -> bool:
    if value not in {"keep", "strip"}:
        raise ValueError("must be keep or strip")
    return value == "keep"


def _math(config: Config, value: object) -> Config:
    if not isinstance(value, dict) or value.keys() - {"macros", "numbering"}:
        raise ValueError("must have keys below it: macros, numbering")
    return replace(
        config, macros=read_macros(value.get("macros") or {}), numbering=_flag(value.get("numbering", False))
    )


def _address(value: object) -> str:
    text = _text(value)
    if text and not text.startswith(("http://", "https://")):
        raise ValueError("must begin with http:// or https://")
    if text and not _ADDRESS.fullmatch(text):
        raise ValueError("must be an address such as https://example.org/notes/, without ? and #")
    return text.rstrip("/") + "/" if text else ""


def _language(value: object) -> str:
    text = _text(value)
    if not text.replace("-", "").isalnum() or not text.isascii():
        raise ValueError("must be a language tag such as en, zh or pt-BR")
    return text


def _author(value: object) -> Author:
    if isinstance(value, str):
        return Author(name=value)
    if not isinstance(value, dict):
        raise ValueError("must be a name, or keys below it: name, picture, line, place, links")  # noqa: TRY004
    if odd := [str(key) for key in value if key not in {"name", "picture", "line", "place", "links"}]:
        raise ValueError(f"has no key `{odd[0]}`; it may have name, picture, line, place, links")
    links = value.get("links") or {}
    if not isinstance(links, dict):
        raise ValueError("must have `links` as lines of `name: address`")  # noqa: TRY004
    one = {
        key: _text(value[key]) for key in ("name", "picture", "line", "place") if value.get(key) is not None
    }
    return Author(**one, links=tuple((str(name), _text(address)) for name, address in links.items()))


def _opt_in(value: object) -> bool:
    if value not in {"all", "opt-in"}:
        raise ValueError("must be all or opt-in")
    return value == "opt-in"


_READERS: dict[str, Callable[[Config, Any], Config]] = {
    "title": lambda config, value: replace(config, title=_text(value)),
    "description": lambda config, value: replace(config, description=_text(value)),
    "language": lambda config, value: replace(config, language=_language(value)),
    "base_url": lambda config, value: replace(config, base_url=_address(value)),
    "author": lambda config, value: replace(config, author=_author(value)),
    "notes": lambda config, value: replace(config, notes=_text(value)),
    "ignore": lambda config, value: replace(config, ignore=_texts(value)),
    "gitignore": lambda config, value: replace(config, gitignore=_flag(value)),
    "recent": lambda config, value: replace(config, recent=_count(value)),
    "breaks": lambda config, value: replace(config, breaks=_breaks(value)),
    "hashtags": lambda config, value: replace(config, hashtags=_flag(value)),
    "emoji": lambda config, value: replace(config, emoji=_flag(value)),
    "containers": lambda config, value: replace(config, containers=_flag(value)),
    "html": lambda config, value: replace(config, html=_html(value)),
    "math": _math,
    "comments": lambda config, value: replace(config, discussion=read_discussion(value)),
    "look": lambda config, value: replace(config, look=_text(value)),
    "theme": lambda config, value: replace(config, style=read_style(value)),
    "twins": lambda config, value: replace(config, twins=_flag(value)),
    "social_pictures": lambda config, value: replace(config, social_pictures=_flag(value)),
    "dates": lambda config, value: replace(config, dates=_dates(value)),
    "history": lambda config, value: replace(config, history=_history(value)),
    "repository": lambda config, value: replace(config, repository=_repository(value)),
    "branch": lambda config, value: replace(config, branch=_text(value)),
    "forge": lambda config, value: replace(config, forge=_forge(value)),
    "edit": lambda config, value: replace(config, edit=_flag(value)),
    "file_line": lambda config, value: replace(config, file_line=_flag(value)),
    "numbered": lambda config, value: replace(config, numbered=_flag(value)),
    "printable": lambda config, value: replace(config, printable=_flag(value)),
    "publish": lambda config, value: replace(config, opt_in=_opt_in(value)),
    "offline": lambda config, value: replace(config, offline=_flag(value)),
    "images": lambda config, value: replace(config, images=read_images(value)),
    "addresses": lambda config, value: replace(config, addresses=_flag(value)),
    "hosting": lambda config, value: replace(config, hosting=_hosting(value)),
    "exif": lambda config, value: replace(config, keeps_exif=_keeps_exif(value)),
}


def with_base_url(config: Config, address: str) -> Config:
    """`config` with the address given on the command line. Raises ValueError when it is none."""
    return replace(config, base_url=_address(address))


def _faint(style: Style, line: int) -> Iterator[Problem]:
    for scheme, contrast in style.faint:
        message = (
            f"`accent` has a contrast of {contrast} to the {scheme} page; links need 4.5 to be read by all"
        )
        hint = (
            "give it as `light` and `dark`, each to be read on its page"
            if scheme == "dark"
            else "take a darker one"
        )
        yield Problem("warning", "contrast", message, NAME, line, 1, hint)


def _positions(tree: yaml.MappingNode) -> dict[str, int]:
    return {str(key.value): key.start_mark.line + 1 for key, _ in tree.value}


def _unknown(key: str, line: int) -> Problem:
    near = difflib.get_close_matches(key, _READERS, n=1)
    hint = f"did you mean `{near[0]}`?" if near else "known keys: " + ", ".join(_READERS)
    return Problem("warning", "config-key", f"unknown key `{key}`", NAME, line, 1, hint)


def _problem(message: str, line: int = 0, column: int = 0, hint: str = "") -> Problem:
    return Problem("error", "config", message, NAME, line, column, hint)
