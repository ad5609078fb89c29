"""Findings as text for other programs: an object of JSON, commands for GitHub's workflows, SARIF; and the baseline."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from hortus import __version__
from hortus.checks.codes import meaning
from hortus.config import NAME
from hortus.model import Problem
from hortus.request import UsageError

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_KEYS = ("path", "code", "message")

_OF_MANY = frozenset({"missing-page", "alike-tags"})  # told at one note of several
_COUNTED = re.compile(r"\d[\d,]*(?: (?:notes?|words?|times?|pictures?|files?|links?))?")

Known = Counter[tuple[str, ...]]


def as_json(findings: Iterable[Problem]) -> dict[str, object]:
    found = list(findings)
    return {
        "findings": [
            {
                "path": finding.path,
                "line": finding.line,
                "col": finding.column,
                "code": finding.code,
                "severity": finding.severity,
                "message": finding.message,
                "hint": finding.hint,
            }
            for finding in found
        ],
        "counts": counts(found),
    }


def counts(findings: Iterable[Problem]) -> dict[str, int]:
    """How many there are of each code, by code."""
    return dict(sorted(Counter(finding.code for finding in findings).items()))


def as_github(findings: Iterable[Problem], folder: str) -> Iterator[str]:
    """Workflow commands, which GitHub shows beside the lines; `folder` stands before the paths."""
    for finding in findings:
        fields = {
            "file": folder + finding.path if finding.path else "",
            "line": str(finding.line or ""),
            "col": str(finding.column or ""),
            "title": finding.code,
        }
        said = finding.message + (f"\n{finding.hint}" if finding.hint else "")
        shown = ",".join(f"{name}={_field(value)}" for name, value in fields.items() if value)
        yield f"::{finding.severity} {shown}::{_data(said)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _field(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(findings: Iterable[Problem], folder: str) -> dict[str, object]:
    """SARIF 2.1.0, one run; `folder` stands before the paths."""
    found = list(findings)
    codes = sorted({finding.code for finding in found})
    rules = [{"id": code, "shortDescription": {"text": meaning(code)}} for code in codes]
    driver = {
        "name": "Hortus",
        "version": __version__,
        "rules": rules,
    }
    results = [_result(finding, codes.index(finding.code), folder) for finding in found]
    # Columns count characters, as those of Python's strings do.
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}


def _result(finding: Problem, rule: int, folder: str) -> dict[str, object]:
    said = finding.message + (f" ({finding.hint})" if finding.hint else "")
    # GitHub takes no result without a file and a line: what is about no note stands at the beginning of the configuration.
    column = {"startColumn": finding.column} if finding.column else {}
    place = {
        "artifactLocation": {"uri": quote(folder + (finding.path or NAME))},
        "region": {"startLine": finding.line or 1, **column},
    }
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": said},
        "locations": [{"physicalLocation": place}],
    }


# --- Baseline --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Compared:
    """The findings that are new, how many are known, and the known ones that are found no more."""

    new: tuple[Problem, ...]
    known: int
    gone: tuple[tuple[str, ...], ...]


def compare(findings: Iterable[Problem], baseline: Known) -> Compared:
    """Lines do not count, nor do numbers in messages, so that an edit above or elsewhere does not bring a known finding back."""
    left = defaultdict[tuple[str, ...], list[tuple[str, ...]]](list)
    for key in sorted(baseline.elements(), reverse=True):
        left[_lasting(key)].append(key)
    new, known = list[Problem](), 0
    for finding in findings:
        if stored := left[_lasting(_key(finding))]:
            stored.pop()
            known += 1
        else:
            new.append(finding)
    return Compared(tuple(new), known, tuple(sorted(key for keys in left.values() for key in keys)))


def read_baseline(file: Path) -> Known:
    """The known findings. Raises UsageError."""
    try:
        stored = json.loads(file.read_bytes())
        items = (
            stored if isinstance(stored, list) else None
        )  # which is no more to be gone through than a number
        return Counter(tuple(str(item[key]) for key in _KEYS) for item in items)  # type: ignore[union-attr]
    except OSError as error:
        hint = "write it with --write-baseline"
        raise UsageError(f"{file} cannot be read: {error.strerror}; {hint}") from None
    except (ValueError, TypeError, KeyError, RecursionError):
        raise UsageError(f"{file} is no list of findings; write it anew with --write-baseline") from None


def write_baseline(file: Path, findings: Iterable[Problem]) -> None:
    """Raises OSError."""
    known = sorted(map(_key, findings))
    stored = [dict(zip(_KEYS, key, strict=True)) for key in known]
    file.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _lasting(key: tuple[str, ...]) -> tuple[str, ...]:
    """What of a key stays as it is while the same is wrong: a name that no note has is told at the first note that links to it."""
    path, code, message = key
    if code in _OF_MANY:
        path = ""
    if code == "missing-page":
        message = message.partition(", and ")[0]
    return path, code, _COUNTED.sub("#", message)


def _key(finding: Problem) -> tuple[str, ...]:
    return finding.path, finding.code, finding.message
