"""Real notes as their authors keep them: every one is published, and nothing falls over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bench.words import losses
from conftest import NOW, ROOT, Site
from hortus.build import build
from hortus.memo import Memo
from hortus.request import Request
from hortus.selection import Selection

CORPORA = ROOT.parent / "shared" / "corpora"
pytestmark = pytest.mark.skipif(not CORPORA.exists(), reason="the corpora of real notes are not here")

NAMES = (
    "boda-hugo/content", "weili-jekyll", "silencial", "til-simonw", "learning-ai", "obsidian-help-en",
    "quartz-jzhao/content", "hexo-12tall/source", "kepano", "karpathy", "lini-he", "logseq-docs", "mlnotes",
)  # fmt: skip

# Of the words of each note so many stand on its page; of these notes, for the reason given, fewer.
KEPT = 0.995
EXPLAINED = {
    "quartz-jzhao/content": {"posts/primacy-of-consciousness.md"},  # a footnote that nothing refers to
    # When somebody worked at a task, and what Logseq notes at blocks for itself.
    "logseq-docs": {
        f"pages/{name}.md"
        for name in (
            "Changelog_07_09",
            "Advanced Queries",
            "Commands",
            "Graph Overview",
            "Publishing",
            "Queries",
            "Query function",
        )
    },
}


@pytest.mark.parametrize("name", NAMES)
def test_every_note_has_a_page(name: str, tmp_path: Path) -> None:
    request = Request(CORPORA / name, tmp_path / "site", tmp_path / "cache", Selection(NOW), jobs=1)
    report = build(request, Memo(None))
    hidden = report.hidden
    assert report.is_published
    assert report.published == report.notes - hidden.draft - hidden.future - hidden.private > 0
    assert len(dict(report.places)) == report.published
    assert all((tmp_path / "site" / page).is_file() for _, page in report.places)
    lost = {loss.path for loss in losses(request.folder, request.output, report.places) if loss.kept < KEPT}
    assert lost == EXPLAINED.get(name, set())


def test_a_second_build_of_real_notes_writes_nothing(tmp_path: Path) -> None:
    request = Request(CORPORA / "weili-jekyll", tmp_path / "site", tmp_path / "cache", Selection(NOW), jobs=1)
    memo = Memo(None)
    build(request, memo)
    assert build(replace(request), memo).written == ()


def test_every_link_in_a_vault_leads_somewhere(tmp_path: Path) -> None:
    from test_outputs import broken_links

    folder = tmp_path / "vault"
    folder.symlink_to(CORPORA / "obsidian-help-en")
    request = Request(folder, tmp_path / "public", tmp_path / "cache", Selection(NOW), jobs=1)
    build(request, Memo(None))
    assert broken_links(Site(tmp_path)) == []
