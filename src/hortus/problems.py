"""What is wrong with a folder of notes as a whole, in the order and the words in which it is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from hortus.config import NAME, Config
from hortus.ignoring import Rule
from hortus.model import Asset, Output, Parsed, Problem, Site


def placed(site: Site, parsed: Iterable[Parsed]) -> Iterator[Problem]:
    """What is wrong with holes, and the lines and columns where they stand now."""
    places = {item.path: item.places for item in parsed}
    for fault in site.faults:
        line, column = places[fault.path][fault.hole]
        yield Problem("warning", fault.code, fault.message, fault.path, line, column, fault.hint)


def said_once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """`problems`, those about raw HTML that is left out drawn together in one: it is one decision of the owner's. So is what is
    done about an instruction that nobody knows, wherever it stands.
    """
    removed, unknown = list[Problem](), dict[str, list[Problem]]()
    for problem in problems:
        match problem.code:
            case "html-removed":
                removed.append(problem)
            case "instruction":
                unknown.setdefault(problem.message, []).append(problem)
            case _:
                yield problem
    if removed:
        kinds = Counter(problem.message for problem in removed)
        shown = ", ".join(f"`{kind}`" for kind, _ in kinds.most_common(6)) + (" …" if len(kinds) > 6 else "")
        yield replace(removed[0], message=f"raw HTML that acts is left out: {shown}{_elsewhere(removed)}")
    for message, same in unknown.items():
        yield replace(same[0], message=f"{message}{_elsewhere(same)}")


def _elsewhere(problems: list[Problem]) -> str:
    notes = len({problem.path for problem in problems})
    return f", in {notes} notes" if notes > 1 else ""


def half_public(config: Config, site: Site) -> Iterator[Problem]:
    """Where some pages are chosen for the public, and their program would show no others."""
    chosen = sum(page.note.meta.chosen for page in site.pages)
    if config.platform.shows_chosen and not config.opt_in and 0 < chosen < len(site.pages):
        message = f"{chosen} of the pages say `public:: true`, and Logseq would publish no others; here all are public"
        hint = f"`publish: opt-in` in {NAME} publishes only those; `:publishing/all-pages-public? true` says that all are meant"
        yield Problem("warning", "settings", message, hint=hint)


def useless(config: Config, unused: Iterable[Rule], files: Mapping[str, Asset]) -> Iterator[Problem]:
    """What the configuration names and nothing in the folder answers to; `unused` are rules that leave out nothing."""
    without_use = {rule.pattern for rule in unused}
    for pattern in (pattern for pattern in config.ignore if pattern in without_use):
        yield Problem(
            "warning", "ignore", f"`ignore` names `{pattern}`, and no note or file is called so", NAME
        )
    picture = config.author.picture
    if picture and "//" not in picture and picture not in files:
        yield Problem(
            "warning", "missing-image", f"the author's picture `{picture}` is not among the notes", NAME
        )


def replaced(outputs: tuple[Output, ...]) -> Iterator[Problem]:
    """Pages that a static file of the owner's stands for; a note's own picture may be one of those files."""
    places = Counter(path for path, _ in {(output.path, _file_of(output)) for output in outputs})
    for path in sorted(path for path, count in places.items() if count > 1):
        yield Problem(
            "warning", "path-conflict", f"`static/{path}` stands in the place of a page", f"static/{path}"
        )


def _file_of(output: Output) -> bytes | None:
    """What a file that is copied holds."""
    return next((value.key for value in output.inputs if isinstance(value, Asset)), None)


def below(problems: Iterable[Problem], prefix: str) -> Iterator[Problem]:
    """In the order of the notes, their paths as seen from the folder that was named; `prefix` stands before them."""
    for problem in sorted(problems, key=lambda problem: (problem.path, problem.line, problem.column)):
        yield replace(problem, path=prefix + problem.path)
