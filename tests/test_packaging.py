"""What is installed from the wheel is whole: it builds a site far from the repository."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        check=True,
        cwd=ROOT,
        capture_output=True,
    )
    (made,) = folder.glob("*.whl")
    return made


def test_the_wheel_holds_the_theme_and_no_sources_of_bundles(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    needed = {
        "cli.py",
        "py.typed",
        "templates/page.html",
        "templates/words/zh.json",
        "templates/_looks/blog/static/look.css",
        "templates/_looks/wiki/templates/_entry.html",
        "static/css/hortus.css",
        "static/js/hortus.js",
        "static/js/search.js",
        "static/js/graph.js",
        "static/js/mermaid.js",
        "static/js/_live.js",
    }
    assert {f"hortus/{name}" for name in needed} <= names
    assert not any("_js/" in name or "_css/" in name for name in names)


def test_the_wheel_builds_a_site(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", system_site_packages=False, with_pip=False)
    # Its dependencies are those of the environment that runs the tests; the package itself is only the wheel's.
    site_packages = next((tmp_path / "env/lib").glob("python*/site-packages"))
    zipfile.ZipFile(wheel).extractall(site_packages)
    ours = next(path for path in sys.path if path.endswith("site-packages"))
    (site_packages / "dependencies.pth").write_text(ours)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/a.md").write_text("# A\n\n$x^2$\n")
    python = tmp_path / "env/bin/python"
    where = subprocess.run(
        [python, "-c", "import hortus; print(hortus.__file__)"], capture_output=True, text=True, check=True
    )
    assert where.stdout.startswith(str(site_packages))
    subprocess.run([python, "-m", "hortus", "build", "notes", "--strict"], check=True, cwd=tmp_path)
    assert "<math" in (tmp_path / "notes/public/a.html").read_text()
    assert list((tmp_path / "notes/public/js").glob("search.*.js"))
