"""What the same command said when it was last given, if nothing that it read has changed since: the build that has nothing to do.

Only the standard library is imported, and of that little: most of such a build would be the loading of what it does not need.
Notes are read again and every file of the site is looked at, as in any build; other files count as unchanged while their
sizes, times and numbers are.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time

TYPE_CHECKING = False  # what `typing` says too, without its being loaded
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

# "content", "listing" or "stamp"; a path, of a folder with names in it that do not count, each after a NUL; what is there.
Watched = tuple[str, str, str]

STAGING = ".hortus-staging"  # in the folder of the site, what is about to stand there
_PREFIX = "said-"
_MOST = 8  # different commands that are remembered in a folder
_ANEW = frozenset(
    {"--clean", "--verify", "--explain", "--search-export", "--profile", "--debug", "-h", "--help"}
)


def say_again(arguments: list[str]) -> int | None:
    """Print what `arguments` led to before and give the exit status of then; None when it must be found out anew."""
    began = time.perf_counter()
    if arguments[:1] != ["build"] or any(item.partition("=")[0] in _ANEW for item in arguments):
        return None
    for folder in _caches(arguments):
        try:
            with open(os.path.join(folder, _name(arguments)), "rb") as stream:
                known = json.load(stream)
            if _holds(known):
                out, error = known["said"]
                _print(out, error, time.perf_counter() - began)
                return int(known["status"])
        except (OSError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
            continue
    return None


def remember(
    cache: str,
    arguments: list[str],
    watched: Iterable[Watched],
    until: float | None,
    site: tuple[str, str],
    said: tuple[str, str],
    status: int,
) -> None:
    """Keep in the folder `cache` what the command says when it changes nothing: (on the standard output, on that for errors),
    with `nan` for the seconds. It holds while what is `watched` is as it is, until the moment `until`, and while the `site`
    (its folder, its ledger) is as the ledger has it. Raises OSError.
    """
    folder, ledger = site
    known = {
        "watched": [*watched, ("content", ledger, content(ledger))],
        "until": until,
        "folder": folder,
        "ledger": ledger,
        "said": said,
        "status": status,
    }
    file = os.path.join(cache, _name(arguments))
    with open(f"{file}.new", "w", encoding="ascii") as stream:
        json.dump(known, stream)
    os.replace(f"{file}.new", file)
    _prune(cache)


def forget(cache: str) -> None:
    """Forget what was said with this cache. Raises OSError."""
    for name in os.listdir(cache) if os.path.isdir(cache) else ():
        if name.startswith(_PREFIX):
            os.unlink(os.path.join(cache, name))


def content(path: str) -> str:
    """The digest of a file's bytes."""
    try:
        with open(path, "rb", buffering=0) as stream:
            return mark(stream.readall())
    except OSError:
        return ""


def mark(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=12).hexdigest()


def listing(path: str) -> str:
    """The digest of the names in a folder, but for those that do not count."""
    folder, *ignored = path.split("\0")
    try:
        with os.scandir(folder) as entries:
            return listed(entries, ignored)
    except OSError:
        return ""


def listed(entries: Iterable[os.DirEntry[str]], ignored: list[str]) -> str:
    """The same of entries that are known already."""
    counted = (entry for entry in entries if entry.name not in ignored)
    names = sorted(f"{entry.name}/" if _is_folder(entry) else entry.name for entry in counted)
    return mark("\0".join(names).encode("utf-8", "surrogatepass"))


def without(folder: str, ours: Iterable[str]) -> str:
    """The path of a folder as one that is watched, without what is `ours`: it may come and go."""
    real = os.path.realpath(folder)
    names = sorted({os.path.basename(path) for path in ours if os.path.dirname(path) == real})
    return "\0".join([os.path.abspath(folder), *names])


def stamp(path: str) -> str:
    """Size, times and number of a file: nobody writes another content without changing one of them."""
    try:
        stat = os.stat(path)
    except OSError:
        return ""
    return f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}"


def watch_tree(folder: str) -> list[Watched]:
    """All that lies below `folder`, by its stamps, but for what Python leaves there."""
    found: list[Watched] = [("listing", folder, listing(folder))]
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if _is_folder(entry):
                    found += watch_tree(entry.path) if entry.name != "__pycache__" else []
                else:
                    found.append(("stamp", entry.path, stamp(entry.path)))
    except OSError:
        pass
    return found


_MARKS = {"content": content, "listing": listing, "stamp": stamp}


def _holds(known: dict[str, Any]) -> bool:
    if known["until"] is not None and time.time() >= known["until"]:
        return False
    if any(_MARKS[kind](path) != was for kind, path, was in known["watched"]):
        return False
    with open(known["ledger"], "rb") as stream:
        paths = json.load(stream)["paths"]
    folder = known["folder"]
    if os.path.lexists(
        f"{folder}/{STAGING}"
    ):  # a build was cut off, and what it was about to publish must go
        return False
    return all(entry and _is_whole(f"{folder}/{path}", entry[1]) for path, entry in paths.items())


def _is_whole(path: str, was: list[int]) -> bool:
    stat = os.lstat(path)
    return was == [stat.st_size, stat.st_mtime_ns]


def _print(out: str, error: str, seconds: float) -> None:
    for stream, said in ((sys.stderr, error), (sys.stdout, out)):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # as the command itself does
        before, is_there, after = said.rpartition("nan s")
        text = f"{before}{seconds:.2f} s{after}" if is_there else said
        timed = text.replace('"seconds": NaN', f'"seconds": {seconds:.3f}')
        stream.write(timed if stream.isatty() and not os.environ.get("NO_COLOR") else _plain(timed))
        stream.flush()


def _plain(text: str) -> str:
    """`text` without the codes that colour it."""
    first, *rest = text.split("\x1b[")
    return first + "".join(part.partition("m")[2] for part in rest)


def _caches(arguments: list[str]) -> list[str]:
    """Where the command may keep what it remembers: in a folder that it names, or where it is given."""
    named = [item for item in arguments[1:] if not item.startswith("-")]
    return [*named, *(os.path.join(folder, ".hortus") for folder in (*named, "."))]


def _name(arguments: list[str]) -> str:
    colours = "plain" if os.environ.get("NO_COLOR") else "coloured"
    parts = [*arguments, os.getcwd(), sys.executable, __file__, colours, sys.stdout.encoding]
    return _PREFIX + mark("\0".join(parts).encode("utf-8", "surrogatepass"))


def _prune(cache: str) -> None:
    """Forget the commands that were given longest ago, when there are many."""
    files = [os.path.join(cache, name) for name in os.listdir(cache) if name.startswith(_PREFIX)]
    for file in sorted(files, key=os.path.getmtime)[:-_MOST]:
        os.unlink(file)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link in a circle
        return False
