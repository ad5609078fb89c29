"""Comments: a place for the service of the owner's choice, of which nothing is loaded unasked."""

from __future__ import annotations

import re

import pytest

from conftest import Site
from hortus.config import ConfigError, read_config

GISCUS = "comments: {giscus: {repo: me/notes, repo_id: R_1, category: Talk, category_id: DIC_1}}\n"


@pytest.fixture
def blog(site: Site) -> Site:
    return site.write("hortus.yaml", GISCUS).write("notes/a/b.md", "Text.")


def test_without_a_service_there_is_no_place_for_it(site: Site) -> None:
    assert "comments" not in site.write("a.md", "Text.").build().html("a.html")


def test_the_button_knows_what_the_service_is_told(blog: Site) -> None:
    section = (
        blog.build().html("a/b.html").partition('<section class="comments"')[2].partition("</section>")[0]
    )
    assert dict(re.findall(r'data-([a-z-]+)="([^"]*)"', section)) == {
        "service": "giscus",
        "script": "https://giscus.app/client.js",
        "term": "a/b.html",
        "repo": "me/notes",
        "repo-id": "R_1",
        "category": "Talk",
        "category-id": "DIC_1",
    }
    assert "giscus.app." in section
    assert "<script" not in section


def test_a_note_may_go_without(blog: Site) -> None:
    assert 'class="comments"' not in blog.write(
        "notes/a/b.md", "---\ncomments: false\n---\nText."
    ).build().html("a/b.html")


@pytest.mark.parametrize(
    ("comments", "said"),
    [
        ("true", "must have one of these below it: giscus, utterances"),
        ("{disqus: {}}", "must have one of these below it"),
        ("{giscus: me/notes}", "must have keys below `giscus`: repo, repo_id"),
        ("{giscus: {repo: me/notes}}", "needs `repo_id` below `giscus`"),
        ("{utterances: {repo: notes}}", "as owner/name"),
        ("{utterances: {repo: me/notes, theme: dark}}", "no key `theme` below `utterances`"),
    ],
)
def test_what_cannot_be_used_is_an_error_that_says_what_can(comments: str, said: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(said)):
        read_config(f"comments: {comments}\n".encode())
