"""Lighthouse on the kinds of pages that count: `python tests/bench/lighthouse/run.py`. See README.md beside it."""

from __future__ import annotations

import argparse
import gzip
import http.server
import json
import math
import mimetypes
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from PIL import Image

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT / "tests"))

import chromium  # noqa: E402  (of the tests)

PAGES = ("", "long.html", "search.html", "search.html?q=gradient")
FIGURES = ("performance", "accessibility", "best-practices", "seo")
FORMULAS, PICTURES = 100, 20
FULL = 0.95  # of an audit: what is below is told
SECONDS = 180


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1)
    rounds = parser.parse_args().rounds
    program = HERE / "node_modules/.bin/lighthouse"
    if not program.exists():
        sys.exit(f"there is no Lighthouse: run `npm ci --ignore-scripts` in {HERE.relative_to(Path.cwd())}")
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "public") as address:
        make_site(Path(folder), address)
        for page in PAGES:
            reports = [measure(program, f"{address}/{page}") for _ in range(rounds)]
            figures = [
                round(100 * statistics.median(score(report, name) for report in reports)) for name in FIGURES
            ]
            print(
                f"{page or 'the front page':<26}",
                *(f"{name} {figure:>3}" for name, figure in zip(FIGURES, figures, strict=True)),
            )
            for line in kept_from_full(reports[-1]):
                print(f"    {line}")


def make_site(folder: Path, address: str) -> None:
    """The bundled notes with a long one among them, at `folder/public`."""
    shutil.copytree(ROOT / "notes", folder / "notes")
    (folder / "notes/long.md").write_text(long_note(folder / "notes/pictures"), "utf-8")
    (folder / "hortus.yaml").write_text(
        f"title: Garden\ndescription: A site that is measured.\nbase_url: {address}/\nauthor: Me\n"
    )
    subprocess.run([sys.executable, "-m", "hortus", "build", folder, "-q"], check=True)


def long_note(pictures: Path) -> str:
    """Its pictures are written into a folder beside it."""
    pictures.mkdir()
    parts = ["---\ntitle: A long note\nsummary: A hundred formulas, twenty pictures.\n---\n"]
    for number in range(PICTURES):
        wave = Image.new("RGB", (960, 540))
        wave.putdata([colour(number, at % 960, at // 960) for at in range(960 * 540)])
        wave.save(pictures / f"{number}.jpg", quality=80)
        parts.append(
            f"## Wave {number + 1}\n\n![Two waves, the slower of {number + 1} crests](pictures/{number}.jpg)\n"
        )
        parts += [sentence(number, term) for term in range(FORMULAS // PICTURES)]
    return "\n".join(parts)


def sentence(number: int, term: int) -> str:
    if term % 2:
        return (
            "Add up two waves, and what is heard is a beat; its power is\n\n"
            f"$$\\int_0^{{2\\pi}} \\left(\\sin {term + 2}x + \\frac{{1}}{{{number + 1}}}\\cos x\\right)^2 dx$$\n"
        )
    return f"The mean of a period is $\\frac{{1}}{{2\\pi}} \\sum_{{k=1}}^{{{number + 2}}} a_k \\hat x_k^{term}$.\n"


def colour(number: int, x: int, y: int) -> tuple[int, int, int]:
    height = math.sin(x / 90 * (number + 1) / 4) + math.sin(y / 60)
    return int(90 + 40 * height), int(140 + 50 * height), int(110 + 30 * height)


class Compressing(http.server.BaseHTTPRequestHandler):
    """A host as they are: text is sent compressed, and files with a digest in their names are kept by the browser."""

    protocol_version = "HTTP/1.1"
    root: Path

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path).lstrip("/") or "index.html"
        file = self.root / path
        if not file.is_file():
            self.send_error(404)
            return
        data, kind = file.read_bytes(), mimetypes.guess_type(path)[0] or "application/octet-stream"
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        if not kind.startswith(("image/jpeg", "font/")):
            data = gzip.compress(data)
            self.send_header("Content-Encoding", "gzip")
        is_fixed = path.startswith(("css/", "js/", "fonts/", "pictures/"))
        self.send_header("Cache-Control", "max-age=31536000, immutable" if is_fixed else "no-cache")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        """Nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    handler = type("Handler", (Compressing,), {"root": folder})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def measure(program: Path, address: str) -> dict[str, Any]:
    flags = " ".join(("--headless=new", *chromium.ARGUMENTS))
    command = [str(program), address, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    environment = {**os.environ, "CHROME_PATH": chromium.find() or ""}
    done = subprocess.run(command, capture_output=True, check=True, timeout=SECONDS, env=environment)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def score(report: dict[str, Any], name: str) -> float:
    return float(report["categories"][name]["score"] or 0)


def kept_from_full(report: dict[str, Any]) -> Iterator[str]:
    """The audits that count for a figure and are below the full one."""
    counted = {
        item["id"] for name in FIGURES for item in report["categories"][name]["auditRefs"] if item["weight"]
    }
    for name in sorted(counted):
        audit = report["audits"][name]
        if audit["score"] is not None and audit["score"] < FULL:
            yield f"{name} {audit['score']:.2f} {audit.get('displayValue', '')}".rstrip()


if __name__ == "__main__":
    main()
