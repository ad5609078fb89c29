"""What git knows of the notes in a folder: asked once for each commit that is checked out, by one `git log` for all notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from hortus.config import Config
from hortus.elsewhere import ENDINGS
from hortus.git.log import FORMAT, Log, commits_of, read_log
from hortus.git.repository import GitError, Repository
from hortus.memo import Memo, digest
from hortus.model import Commit, Dates, Kept, Past, Pasts, Problem, Site, Span
from hortus.pickles import keep
from hortus.reading import SUFFIXES
from hortus.text import nfc
from hortus.work import here

_SHOWN = 20  # commits of a note
_ASKED = sorted(SUFFIXES | {f".{ending}" for ending in ENDINGS})
_PAPERS = frozenset({"README", "CHANGELOG", "CONTRIBUTING", "CODE_OF_CONDUCT", "SECURITY", "LICENSE"})
_NO_MORE = ""  # stands for the notes that are gone, or lie elsewhere
_NO_SPANS: Kept[tuple[Span, ...]] = keep(digest(()), ())
_SHALLOW = GitError(
    "this clone is shallow, so git does not know when notes were written",
    "clone it whole (`fetch-depth: 0` for GitHub's checkout, `git fetch --unshallow`), or say `dates: own` in hortus.yaml",
)


@dataclass(frozen=True, slots=True)
class History:
    """`spans` are the dates that a build may use; `pasts` what pages tell of their notes, by path; `fault` is why either is
    missing that could be there, `is_wanted` that the owner asked for it.
    """

    spans: Kept[tuple[Span, ...]] = _NO_SPANS
    pasts: Mapping[str, Kept[Past]] = field(default_factory=dict)
    touched: Callable[[], tuple[tuple[str, frozenset[str]], ...]] = tuple
    fault: GitError | None = None
    is_wanted: bool = False

    def told(self, published: frozenset[str], listed: frozenset[str]) -> dict[str, Kept[Past]]:
        """The pasts of the notes at the paths `published`. Of a commit that touched any other note too, which is not among the
        `listed`, the message is left out: nobody is to know of that note, or of one that is gone by now nobody knows whether.
        """
        if not self.pasts:
            return {}
        touched = dict(self.touched())
        notes = Counter(hash_ for path in touched if path not in listed for hash_ in touched[path])
        return {
            path: _without(past, frozenset(secret)) if secret else past
            for path, past in self.pasts.items()
            if path in published
            for secret in [
                [
                    hash_ for hash_ in touched[path] if notes[hash_] > (path not in listed)
                ]  # its own it may tell
            ]
        }

    def problems(self, site: Site) -> Iterable[Problem]:
        """Says what git could not say, where somebody may miss it."""
        is_missed = self.is_wanted or any(entry.date is None for entry in site.recent)
        if self.fault and is_missed:
            yield Problem("warning", "git", str(self.fault), hint=self.fault.hint)


def _without(past: Kept[Past], secret: frozenset[str]) -> Kept[Past]:
    value = past.value()
    commits = tuple(
        replace(commit, subject="") if commit.hash in secret else commit for commit in value.commits
    )
    return past if commits == value.commits else _kept(replace(value, commits=commits))


def read_history(repository: Repository | None, config: Config, memo: Memo) -> History:
    """What is asked for in `config`, or else of use. Never fails: what git cannot say is a fault of the history."""
    tells = config.history != "off"
    is_wanted = tells or config.dates == "git"
    if not is_wanted and config.dates == "own":
        return History()
    if repository is None or not repository.head:
        missing = GitError(
            "git knows nothing of these notes",
            "commit them, or take `dates` and `history` out of hortus.yaml",
        )
        return History(fault=missing if is_wanted else None, is_wanted=is_wanted)
    if repository.is_shallow:
        return History(fault=_SHALLOW, is_wanted=is_wanted)
    try:
        dates: Dates = memo.map(read_dates, [(repository,)], here)[0][0]
        with_names = config.history == "authors"
        told: Pasts | None = memo.map(read_pasts, [(repository, with_names)], here)[0][0] if tells else None
    except GitError as error:
        return History(fault=error, is_wanted=is_wanted)
    uses_dates = config.dates == "git" or (config.dates in {"auto", "files"} and dates.commits > 1)
    spans = dates.spans if uses_dates else _NO_SPANS
    if told is None:
        return History(spans)
    return History(spans, dict(told.pasts), told.touched.value, is_wanted=True)


def read_dates(repository: Repository) -> Dates:
    """Raises GitError."""
    found = _asked_before(repository).commits
    spans = tuple(
        Span(path, min(dates), max(dates), len(dates))
        for path, commits in found.items()
        for dates in [[commit.date for commit in commits]]
    )
    number = len({commit.hash for commits in found.values() for commit in commits})
    return Dates(number, keep(digest(spans), spans))


def read_pasts(repository: Repository, with_names: bool) -> Pasts:
    """Raises GitError."""
    known = _asked_before(repository)
    found = known.commits
    touched = (
        *((path, frozenset(commit.hash for commit in commits)) for path, commits in found.items()),
        (_NO_MORE, frozenset(hash_ for path, hash_ in known.strays if not _is_of_all(path, repository))),
    )
    pasts = tuple(
        (path, _kept(Past(tuple(_told(commit, with_names) for commit in commits[:_SHOWN]), len(commits))))
        for path, commits in found.items()
    )
    return Pasts(pasts, keep(b"", touched))


def _is_of_all(path: str, repository: Repository) -> bool:
    """Whether it is one of the papers that lie beside the notes in most repositories, for everybody to read."""
    name = path.rpartition("/")[2].partition(".")[0].upper()
    return (
        not path.startswith(repository.inside or path)
        and ("/" not in path or path[0] == ".")
        and name in _PAPERS
    )


def _told(commit: Commit, with_names: bool) -> Commit:
    return commit if with_names else replace(commit, author="")


def _kept(past: Past) -> Kept[Past]:
    return keep(digest(past), past)


# What git could not say of a commit it cannot a moment later: a build that is made again and again does not ask again.
@lru_cache(maxsize=1)
def _asked(repository: Repository, _: str) -> Log | GitError:
    # How much of two files is the same takes their contents to tell; that they are equal does not.
    similar = "-M100%" if repository.is_partial else "-M"
    try:
        names = repository.git("ls-tree", "-r", "-z", "--name-only", repository.head)
        log = repository.git(
            "-c", "log.showRoot=true", "-c", "log.follow=false", "-c", "diff.renameLimit=1000",
            "log", "-z", f"--format={FORMAT}", "--name-status", similar, "-c", "--topo-order", "--encoding=UTF-8",
            "--no-color", "--no-ext-diff", "--no-show-signature", "--no-notes", "--no-relative", repository.head,
            "--", *(f":(icase)*{suffix}" for suffix in _ASKED),
        )  # fmt: skip
    except GitError as error:
        return error
    files = [
        name for name in names.decode("utf-8", "surrogateescape").split("\0") if _is_note(name, repository)
    ]
    found = commits_of(files, read_log(log))
    inside = {nfc(path.removeprefix(repository.inside)): commits for path, commits in found.commits.items()}
    return replace(found, commits=inside)


def _asked_before(repository: Repository) -> Log:
    found = _asked(repository, repository.top)
    if isinstance(found, GitError):
        raise found
    return found


def _is_note(name: str, repository: Repository) -> bool:
    return name.startswith(repository.inside) and name.lower().endswith(tuple(SUFFIXES))
