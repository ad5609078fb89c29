"""Finds a Chromium to test with, or installs one: the system's own, Debian's package, or Playwright's download."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
MISSING = "no Chromium was found: install one, or name it in CHROMIUM=/path/to/chromium"

# A sandbox needs rights that root in a container does not have; nothing here reaches the network.
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--no-first-run",
    *(("--no-sandbox",) if os.geteuid() == 0 else ()),
)


def find() -> str | None:
    """The path of a browser, or None. `CHROMIUM` names one that is taken before all others."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    return next((path for name in NAMES if (path := shutil.which(name))), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> str | None:
    """Install one if there is none; None when no way works, so that the tests that need it say so."""
    if found := find():
        return found
    if shutil.which("apt-get"):
        root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        if not root or shutil.which("sudo"):
            packages = ["chromium", "fonts-noto-core", "fonts-noto-cjk"]
            _run([*root, "apt-get", "update", "-qq"])
            _run([*root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages])
    if not find():
        _run([sys.executable, "-m", "playwright", "install", "chromium"])
    return find()


def _run(command: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    path = install() if "--install" in sys.argv else find()
    print(path or MISSING)
