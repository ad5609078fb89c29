"""What Hortus finds in folders of real notes, beside what it found before: `PYTHONPATH=tests python tests/bench/corpora.py FOLDER`.

Each folder in FOLDER is one of notes. Nothing is written into it. The figures are kept in `corpora.json` beside this file; a
figure that differs is shown with the one before, and `--write` keeps those of now. They hold for one state of the folders.
"""

from __future__ import annotations

import argparse
import datetime
import json
import tempfile
from pathlib import Path

from bench.table import print_table
from hortus.memo import Memo
from hortus.plan import make_plan
from hortus.request import Request
from hortus.selection import Selection

KEPT = Path(__file__).with_suffix(".json")
NOW = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)

Figures = dict[str, int | str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    before: dict[str, Figures] = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    folders = sorted(folder for folder in options.folder.iterdir() if folder.is_dir())
    now = {folder.name: measure(folder) for folder in folders}
    columns = list(next(iter(now.values())))
    rows = [
        [name, *(shown(before.get(name, {}), figures, key) for key in columns)]
        for name, figures in now.items()
    ]
    print_table(["folder", *columns], rows)
    if options.write:
        KEPT.write_text(json.dumps(before | now, indent=1, sort_keys=True) + "\n")


def measure(folder: Path) -> Figures:
    with tempfile.TemporaryDirectory() as elsewhere:
        out = Path(elsewhere)
        memo = Memo(None)
        request = Request(folder, out / "public", out / "cache", Selection(NOW))
        with memo:
            plan = make_plan(request, memo)
    site = plan.site
    hidden = site.hidden
    return {
        "notes": len(plan.notes),
        "pages": len(site.every_page),
        "draft": hidden.draft,
        "future": hidden.future,
        "private": hidden.private,
        "ignored": hidden.ignored,
        "redirects": len(site.redirects),
        "links": site.links.total,
        "unresolved": site.links.missing,
        "ambiguous": site.links.ambiguous,
        "pictures": site.images.total,
        "missing": site.images.missing,
        "warnings": len(plan.problems),
    }


def shown(before: Figures, now: Figures, key: str) -> str:
    old = before.get(key, now[key])
    return str(now[key]) if old == now[key] else f"{old} → {now[key]}"


if __name__ == "__main__":
    main()
