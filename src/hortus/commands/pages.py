"""A workflow for GitHub Pages: whatever is pushed is built and published."""

from __future__ import annotations

import json
import os
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from hortus.git.ignored import ask
from hortus.git.repository import GitError, find
from hortus.programs import settings_in
from hortus.request import UsageError

_FILE = ".github/workflows/pages.yml"
_BRANCH = "main"
_WORKFLOW = """\
# Builds the notes after each push, and publishes them with GitHub Pages.
# Once, in the settings of the repository, under Pages: choose “GitHub Actions” as the source.
name: Pages

on:
  push:
    branches: [{branch}]
  workflow_dispatch:

# A newer push waits for the one that is being published.
concurrency:
  group: pages
  cancel-in-progress: false

permissions: {}

env:
  HORTUS: {hortus}  # what pip installs: a version, as hortus==1.2.3, or the address of a wheel
  SITE: {site}  # the folder of the site

jobs:
  build:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      pages: read
    steps:
      - uses: actions/checkout@v6
        with:
          fetch-depth: 0  # dates and moves of notes come from all commits
          persist-credentials: false
      - uses: actions/setup-python@v6
        with:
          python-version: "3.13"
      - run: pip install "$HORTUS"
      - uses: actions/cache@v5
        with:
          path: ${{ env.SITE }}/.hortus
          key: hortus-${{ github.sha }}
          restore-keys: hortus-
      - id: pages
        uses: actions/configure-pages@v6
      - run: hortus build "$SITE" --base-url "$ADDRESS"
        env:
          ADDRESS: ${{ steps.pages.outputs.base_url }}
      - uses: actions/upload-pages-artifact@v5
        with:
          path: ${{ env.SITE }}/public

  publish:
    needs: build
    runs-on: ubuntu-latest
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: ${{ steps.published.outputs.page_url }}
    steps:
      - id: published
        uses: actions/deploy-pages@v5
"""


def check_pages(folder: Path) -> Path:
    """Where the workflow is going to be. Raises UsageError when something is there."""
    top, _, _ = _place(folder)
    file = top / _FILE
    if os.path.lexists(file):
        raise UsageError(f"{file} is there already, and stays as it is")
    return file


def write_pages(folder: Path) -> Path:
    """Write the workflow for the site in `folder`, at the top of its work tree; its path. Raises UsageError."""
    file = check_pages(folder)
    _, site, branch = _place(folder)
    file.parent.mkdir(parents=True, exist_ok=True)
    text = _WORKFLOW.replace("{branch}", _quoted(branch)).replace("{site}", _quoted(site))
    file.write_text(text.replace("{hortus}", _requirement()), "utf-8")
    return file


def _requirement() -> str:
    """What pip is to install to have this very Hortus elsewhere: its version, or the address it came from (PEP 610)."""
    try:
        installed = distribution("hortus")
        origin = json.loads(installed.read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return "hortus"
    if not origin:
        return f"hortus=={installed.version}"
    address = str(origin.get("url"))
    return _quoted(address) if "archive_info" in origin and address.startswith("https://") else "hortus"


def left_behind(folder: Path) -> tuple[str, ...]:
    """The files by which notes in `folder` are kept back here and nowhere else, since git ignores them."""
    repository, _ = find(folder)
    if repository is None:
        return ()
    inside = {repository.inside + path: path for path in settings_in(folder)}
    try:
        return tuple(sorted(inside[path] for path in ask(repository.top, tuple(inside), ())))
    except GitError:
        return ()


def _place(folder: Path) -> tuple[Path, str, str]:
    """(top of the work tree, the way from there to `folder`, the branch that is published)."""
    repository, _ = find(folder)
    if repository is None:
        return folder, ".", _BRANCH
    site = repository.inside.rstrip("/") or "."
    return folder if site == "." else Path(repository.top), site, repository.branch or _BRANCH


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
