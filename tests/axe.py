"""What axe-core finds wrong on a page."""

from __future__ import annotations

from typing import Any

from conftest import ROOT


def violations(page: Any, where: str) -> list[Any]:
    """What axe-core finds wrong in an element, and the first places of each."""
    page.add_script_tag(path=str(ROOT / "node_modules/axe-core/axe.min.js"))
    found = page.evaluate(f"axe.run({where}, {{ resultTypes: ['violations'], preload: false }})")
    return [(item["id"], [node["target"] for node in item["nodes"]][:3]) for item in found["violations"]]
