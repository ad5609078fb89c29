"""What names in notes mean, and what is said when they mean nothing."""

from __future__ import annotations

import re

import pytest

from conftest import Site

_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"/>'


@pytest.fixture
def vault(site: Site) -> Site:
    site.write("a.md", "# A\n\n## Part one\n\ntext\n\nA block. ^block\n")
    site.write("deep/b.md", "---\naliases: [Other name]\n---\n# The title of B\n")
    site.write("deep/twin.md", "").write("far/twin.md", "")
    site.write("deep/er/c.md", "---\naliases: [/old/place/]\n---\n")
    site.write("folder/index.md", "# Folder").write("folder/inner.md", "").write("bare/x.md", "")
    site.write("Space name.md", "").write("注意力.md", "").write("files/paper.pdf", b"%PDF")
    site.write("deep/pi.md", "---\ntitle: On $\\pi^2$\n---\n")
    site.write("What now%3F.md", "").write("one___two.md", "")
    site.write("deep/bundle/index.md", "").write("2026_03_01.md", "")
    return site


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("[[a]]", "a.html"),
        ("[[A]]", "a.html"),
        ("[[a.md]]", "a.html"),
        ("[[deep/b]]", "deep/b.html"),
        ("[[b]]", "deep/b.html"),
        ("[[er/c]]", "deep/er/c.html"),
        ("[[lost/c]]", "deep/er/c.html"),
        ("[[Other name]]", "deep/b.html"),
        ("[[the title of b]]", "deep/b.html"),
        ("[[On $\\pi^2$]]", "deep/pi.html"),
        ("[[On π²]]", "deep/pi.html"),
        ("[[a#Part one]]", "a.html#part-one"),
        ("[[a#part-one]]", "a.html#part-one"),
        ("[[folder]]", "folder/index.html"),
        ("[[bare]]", "bare/index.html"),
        ("[[Mar 1st, 2026]]", "2026_03_01.html"),
        ("[[bundle]]", "deep/bundle/index.html"),
        ("[t](bundle.md)", "deep/bundle/index.html"),
        ("[[注意力]]", "注意力.html"),
        ("[[paper.pdf]]", "files/paper.pdf"),
        ("[t](a.md)", "a.html"),
        ("[t](a)", "a.html"),
        ("[t](./a.md#part-one)", "a.html#part-one"),
        ("[t](/deep/b.md)", "deep/b.html"),
        ("[t](deep/b.html)", "deep/b.html"),
        ("[t](/old/place/)", "deep/er/c.html"),
        ("[t](/old/place/#top)", "deep/er/c.html"),
        ("[t](folder/)", "folder/index.html"),
        ("[t](Space%20name.md)", "Space-name.html"),
        ("[t](<Space name.md>)", "Space-name.html"),
        ("[t](files/paper.pdf)", "files/paper.pdf"),
        ("[t](#here)", "#here"),
        ("[t](deep/b.md#the-title-of-b)", "deep/b.html"),
        ("[[What now?]]", "What-now-3F.html"),
        ("[[one/two]]", "one___two.html"),
        ("[[a#^block]]", "a.html#^block"),
        ('<a href="a.md">t</a>', "a.html"),
    ],
)
def test_a_link_leads_there(vault: Site, text: str, href: str) -> None:
    vault.write("origin.md", f"{text}\n\n## Here\n").build()
    assert f'<a href="{href}">' in vault.article("origin.html")
    assert not vault.report.problems


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[t](/tags/old-roses)", '<a href="tags/old-roses.html">t</a>'),
        ("[t](/categories/Old%20Roses/)", '<a href="tags/old-roses.html">t</a>'),
        ("[[tags/old roses|t]]", '<a href="tags/old-roses.html">t</a>'),
        ("[t](/tags/)", '<a href="tags/index.html">t</a>'),
        ("[t](/tags/none)", '<span class="link-missing">t</span>'),
        ("[[tags|t]]", '<span class="link-missing">t</span>'),
        ("[t](/tags/private)", '<span class="link-missing">t</span>'),
    ],
)
def test_a_link_may_be_written_as_the_page_of_a_tag(site: Site, text: str, shown: str) -> None:
    site.write("a.md", "---\ntags: [Old Roses]\n---\nA.\n").write("origin.md", f"{text}\n")
    site.write("hidden.md", "---\ntags: [private]\ndraft: true\n---\nH.\n").build()
    assert shown in site.article("origin.html")


def test_a_note_comes_before_a_tag(site: Site) -> None:
    site.write("a.md", "---\ntags: [own]\n---\n[t](/tags/own)\n").write("tags/own.md", "A note.\n").build()
    assert '<a href="tags/own.html">t</a>' in site.article("a.html")
    assert "A note." in site.article("tags/own.html")


def test_links_are_relative_to_the_page(vault: Site) -> None:
    vault.write("deep/er/origin.md", "[up](../b.md) [[a]] [beside](c.md)").build()
    article = vault.article("deep/er/origin.html")
    assert ['href="../../deep/b.html"' in article, 'href="../../a.html"' in article] == [True, True]


def test_the_nearest_of_several_is_taken_with_a_warning(vault: Site) -> None:
    vault.write("deep/er/origin.md", "[[twin]]").build()
    assert 'href="../../deep/twin.html"' in vault.article("deep/er/origin.html")
    assert vault.warnings == ["deep/er/origin.md:1:1: ambiguous-link"]
    assert vault.report.links.ambiguous == 1


def test_a_missing_note_is_shown_quietly_and_said_with_its_place(vault: Site) -> None:
    vault.write("origin.md", "text\n\nand [[no such|words]] here\n").build()
    assert '<span class="link-missing">words</span>' in vault.article("origin.html")
    assert vault.warnings == ["origin.md:3:5: missing-link"]
    assert vault.report.links.missing == 1


def test_a_missing_heading_still_leads_to_the_note(vault: Site) -> None:
    vault.write("origin.md", "[[a#No such]]").build()
    assert '<a href="a.html">' in vault.article("origin.html")
    assert vault.warnings == ["origin.md:1:1: missing-anchor"]


def test_nothing_outside_the_folder_is_reached(vault: Site) -> None:
    (vault.folder.parent / "secret.md").write_text("secret")
    vault.write("origin.md", "[x](../secret.md) ![y](../../secret.png)").build()
    assert "secret.md" not in vault.article("origin.html")


def test_backlinks_are_listed_by_title(vault: Site) -> None:
    vault.write("z.md", "---\ntitle: Alpha\n---\n[[a]] [[a]]").write(
        "y.md", "---\ntitle: Beta\n---\n![[a]]"
    ).build()
    aside = vault.html("a.html").partition('<aside class="backlinks"')[2].partition("</aside>")[0]
    assert aside.index("Alpha") < aside.index("Beta")
    assert aside.count("<li>") == 2


def test_a_backlink_comes_with_the_sentence_it_stands_in(vault: Site) -> None:
    vault.write(
        "z.md", "First. As [[a]] has it. Last.\n\n- [[a]]\n\nOr [[a]]; or not.\n\nAnd [[a]]?\n"
    ).build()
    aside = vault.html("a.html").partition('<aside class="backlinks"')[2].partition("</aside>")[0]
    assert "<p>As <b>a</b> has it.</p><p>Or <b>a</b>; or not.</p></li>" in aside


def test_a_sentence_tells_nothing_of_a_hidden_note(vault: Site) -> None:
    vault.write("z.md", "As [[a]] and [[secret]] have it.").write(
        "secret.md", "---\ndraft: true\n---\nAs [[a]] never said.\n"
    ).build()
    page = vault.html("a.html")
    assert "As <b>a</b> and secret have it." in page
    assert "never said" not in page


def test_an_embed_shows_the_note_with_its_links_as_seen_from_here(vault: Site) -> None:
    vault.write("deep/source.md", "## One\n\n[[a]]\n\n## Two\n\ntwo\n").write(
        "origin.md", "![[source]]"
    ).build()
    article = vault.article("origin.html")
    assert '<div class="embed">' in article
    assert '<a href="a.html">' in article
    assert "two" in article
    assert 'id="one"' not in article


def test_an_embedded_section_ends_where_the_next_begins(vault: Site) -> None:
    vault.write("deep/source.md", "before\n\n## One\n\none\n\n### Under\n\nunder\n\n## Two\n\ntwo\n")
    vault.write("origin.md", "![[source#One]]").build()
    article = vault.article("origin.html")
    assert [word in article for word in ("one", "under", "before", "two")] == [True, True, False, False]


def test_notes_that_embed_each_other_end_in_a_link(vault: Site) -> None:
    vault.write("x.md", "X ![[y]]\n\n![[y]]").write("y.md", "Y\n\n![[x]]").build()
    assert vault.article("x.html").count('class="embed"') == 1
    assert {problem.code for problem in vault.report.problems} == {"embed-cycle"}


def test_chains_of_doubling_embeds_stay_small(vault: Site) -> None:
    for number in range(12):
        vault.write(f"n{number}.md", f"![[n{number + 1}]]\n\n![[n{number + 1}]]")
    vault.build()
    assert len(vault.article("n0.html")) < 200_000


def test_pictures_are_found_and_published_with_their_size(vault: Site) -> None:
    vault.write("img/wide.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100"></svg>')
    vault.write("img/unused.svg", "<svg/>").write(
        "deep/origin.md", "![[wide.svg|200]] ![x](../img/wide.svg)"
    ).build()
    article = vault.article("deep/origin.html")
    assert (
        '<img src="../img/wide.svg" alt="" width="200" height="50" decoding="async"' in article
    )  # the first is not waited for
    assert 'alt="x" width="400" height="100"' in article
    assert (vault.public / "img/wide.svg").exists()
    assert not (vault.public / "img/unused.svg").exists()


def test_a_missing_picture_shows_its_description(vault: Site) -> None:
    vault.write("origin.md", "![A cat](cat.png)").build()
    assert '<span class="image-missing said">A cat</span>' in vault.article("origin.html")
    assert vault.warnings == ["origin.md:1:1: missing-image"]
    assert vault.report.images.missing == 1


def test_a_block_is_embedded_alone(vault: Site) -> None:
    vault.write("blocks.md", "Before.\n\nThe *block*. ^one\n\n- a\n- b [[a]] ^two\n- c\n")
    vault.write("origin.md", "![[blocks#^one]]\n\n![[blocks#^two]]\n").build()
    shown = vault.article("origin.html")
    assert '<a href="blocks.html#^one">Blocks</a></p><p>The <em>block</em>.</p>' in shown
    assert '</p><ul><li>b <a href="a.html">a</a></li>' in shown
    assert "Before" not in shown
    assert not vault.report.problems
    own = vault.article("blocks.html")
    assert '<p id="^one">' in own
    assert '<li id="^two">' in own


def test_a_missing_block_still_leads_to_the_note(vault: Site) -> None:
    vault.write("origin.md", "[[a#^nothing]]").build()
    assert '<a href="a.html">' in vault.article("origin.html")
    assert [problem.message for problem in vault.report.problems] == ["a.md has no block `^nothing`"]


_PNG = bytes.fromhex(  # one grey pixel
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6368000000820081"
    "77cd72b60000000049454e44ae426082"
)


@pytest.mark.parametrize(
    ("target", "stored"),
    [
        ("cat.png", "posts/my-post/cat.png"),  # Hexo's folder beside the post
        ("/img/cat.png", "static/img/cat.png"),
        ("/img/cat.png", "source/img/cat.png"),
        ("img/cat.png", "assets/img/cat.png"),
        ("cat.png", "far/away/cat.png"),
        ("../img/c%C3%A4t%201.png", "img/ca\u0308t 1.png"),
    ],
)
@pytest.mark.parametrize("form", ["![x]({})", '<img src="{}" alt="x">'])
def test_a_picture_is_looked_for_where_programs_keep_them(
    site: Site, form: str, target: str, stored: str
) -> None:
    site.write(stored, _PNG).write("posts/my-post.md", form.format(target)).build()
    assert not site.report.problems
    assert '<img src="../' in site.article("posts/my-post.html")


def test_sound_film_and_papers_are_played_in_place(vault: Site) -> None:
    vault.write("a.mp3", b"x").write("b.mp4", b"x")
    vault.write(
        "origin.md", "![[a.mp3]]\n\n![[b.mp4]]\n\n![[paper.pdf#page=3]]\n\n<video src='b.mp4'></video>\n"
    ).build()
    shown = vault.article("origin.html")
    assert '<audio src="a.mp3" controls' in shown
    assert '<video src="b.mp4" controls' in shown
    assert '<object data="files/paper.pdf#page=3" type="application/pdf"' in shown
    assert '<video src="b.mp4"></video>' in shown
    assert not vault.report.problems


def test_what_raw_html_names_and_nobody_has_is_said(site: Site) -> None:
    site.write("a.md", "x\n\n<video src='no.mp4'></video> <img src='no.png'> <a href='no.md'>y</a>").build()
    assert [(problem.code, problem.line, problem.column) for problem in site.report.problems] == [
        ("missing-file", 3, 1),
        ("missing-image", 3, 30),
        ("missing-link", 3, 49),
    ]


def test_dendron_writes_the_text_first(site: Site) -> None:
    site.write("dendron.yml", "").write("ml.nets.md", "# Nets\n").write(
        "a.md", "[[See nets|ml.nets]]"
    ).build()
    assert '<a href="ml.nets.html">See nets</a>' in site.article("a.html")


def test_what_dendron_calls_a_page_leads_to_it(site: Site) -> None:
    site.write("dendron.yml", "").write("ml.nets.md", "---\nid: x7fK\n---\n# Nets\n").build()
    assert 'url=../../ml.nets.html"' in site.html("notes/x7fK/index.html")
    site.delete("dendron.yml").build()
    assert not (site.public / "notes/x7fK/index.html").exists()


def test_a_note_may_show_a_block_of_its_own_again(site: Site) -> None:
    site.write("a.md", "One. ^one\n\n## Part\n\nTwo.\n\n![[#^one]]\n\n![[a#Part]]\n").build()
    article = site.article("a.html")
    # Here, and in the section that shows it; its own place carries its name.
    assert article.count("<p>One.</p>") == 2
    assert not site.report.problems


BLOCK = "63503015-99b5-4186-9c42-d3ab9c82482b"


def test_a_block_that_only_one_can_be_called_is_found_in_any_note(site: Site) -> None:
    site.write("a.md", f"Words. ^{BLOCK}\n").write("b.md", f"[to it](#^{BLOCK})\n\n![[#^{BLOCK}]]\n").build()
    assert f'<a href="a.html#^{BLOCK}">to it</a>' in site.article("b.html")
    assert "Words." in site.article("b.html")
    site.write("a.md", f"---\ndraft: true\n---\nWords. ^{BLOCK}\n").build()
    assert site.article("b.html").strip() == "<p>to it</p>"
    assert site.report.links.missing == 0
    site.delete("a.md").build()
    assert site.report.links.missing == 2


def test_what_may_be_meant_by_a_missing_name_is_said(site: Site) -> None:
    site.write("Recipe for bread.md", "# How to bake\n\n## Why it works\n").write("leaf.svg", "<svg/>")
    site.write(
        "a.md",
        "[[Recipe for braed]] [[How to bke]] [[Recipe for bread#Why it wroks]] ![](laef.svg) [[Nothing like it]] [x](recipe-for-bred.md)\n",
    ).build()
    hints = {problem.message.partition("`")[2].rstrip("`"): problem.hint for problem in site.report.problems}
    assert hints == {
        "Recipe for braed": "did you mean `Recipe for bread`?", "How to bke": "did you mean `How to bake`?", "Why it wroks": "did you mean `Why it works`?",
        "laef.svg": "did you mean `leaf.svg`?", "Nothing like it": "", "recipe-for-bred.md": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("- [ ] task [ok](b.md) then [bad](bad.md)", 28),
        ("Hello `[x]` and [ok](b.md) then [bad](bad.md).", 33),
        ("Foo [x] and [ok](b.md) then [bad](bad.md).", 29),
        ("Hello `a[0]` [bad](bad.md).", 14),
        ("See [ ] and [*bad*](bad.md).", 13),
        ("See [ ] and [`bad`](bad.md) and [**very** bad](b.md).", 13),
    ],
)
def test_a_missing_link_is_told_where_it_stands(site: Site, text: str, column: int) -> None:
    site.write("b.md", "B").write("a.md", text).build()
    assert site.warnings == [f"a.md:1:{column}: missing-link"]


@pytest.mark.parametrize("disk", ["file:///home/secretive/", "C:\\Users\\secretive\\", "d:/secretive/"])
def test_an_address_on_its_authors_disk_leads_nowhere_and_is_not_told(site: Site, disk: str) -> None:
    html = f"<img src='{disk}b.png' alt='B'> <a href='{disk}c.pdf'>C</a>"
    site.write("a.md", f"![]({disk}a.png) [D]({disk}d.pdf) [E]({disk}e.md#f)\n\n{html} <x>\n").build()
    assert not any(b"secretive" in data for data in site.tree().values())
    article = site.article("a.html")
    assert '<span class="image-missing">a.png</span>' in article
    assert article.count("-missing") == 5
    assert len(site.warnings) == 5


@pytest.mark.parametrize(
    ("target", "leads"), [("gone/one.md", True), ("gone/two.md", False), ("gone/README.md", False)]
)
def test_a_path_that_is_gone_leads_only_where_its_name_can_mean_but_one(
    site: Site, target: str, leads: bool
) -> None:
    for path in ("a/one.md", "a/two.md", "b/two.md", "b/README.md"):
        site.write(path, f"# {path}\n")
    site.write("origin.md", f"[x]({target})\n").build()
    assert ("link-missing" in site.article("origin.html")) != leads


@pytest.mark.parametrize(
    ("settings", "written", "shown"),
    [
        ("dendron.yml", "[[a.m]] is *it*", '<a href="notes/a.m.html">M &amp; me</a> is <em>it</em>'),
        ("dendron.yml", "[[Own|a.m]]", '<a href="notes/a.m.html">Own</a>'),
        ("dendron.yml", "[[a.m#part]]", '<a href="notes/a.m.html#part">a.m &gt; part</a>'),
        ("", "[[a.m]]", '<a href="notes/a.m.html">a.m</a>'),
    ],
)
def test_a_link_says_the_title_where_its_program_does(
    site: Site, settings: str, written: str, shown: str
) -> None:
    site.write(settings or "x.txt", "").write("notes/a.m.md", "---\ntitle: M & me\n---\n## Part\n")
    site.write("n.md", f"{written}\n").build()
    assert f"<p>{shown}</p>" in site.article("n.html")


def test_a_reference_to_a_block_says_its_words_and_none_that_are_kept_back(site: Site) -> None:
    name = "63503015-99b5-4186-9c42-d3ab9c82482b"
    site.write("logseq/config.edn", "{}").write("pages/b.md", f"- see (({name})) there\n")
    site.write("pages/a.md", f"- Sow *beans* & [[b|peas]]\n  id:: {name}\n\t- a child\n").build()
    assert f'see <a href="../pages/a.html#^{name}">Sow beans &amp; peas</a> there' in site.article(
        "pages/b.html"
    )
    site.write("pages/a.md", f"- Sow corn\n  id:: {name}\n").build()
    assert ">Sow corn</a> there" in site.article("pages/b.html")
    site.write("pages/a.md", f"public:: false\n\n- Sow corn\n  id:: {name}\n").build()
    assert "corn" not in site.html("pages/b.html")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("n#one", "1 1a"),
        ("n#one:#three", "1 1a 2 2b 3 3a"),
        ("n#one:#sub", "1 1a"),
        ("n#^a:#^b", "1a 2 2b"),
        ("n#three:#*", "3 3a 4"),
        ("n#three,1", "3 3a"),
        ("n#four, 4,1", "4"),
        ("n#one:#nowhere", "1 1a"),
    ],
)
def test_an_embed_may_go_from_one_heading_to_another(site: Site, written: str, shown: str) -> None:
    site.write(
        "n.md",
        "# N\n\n0\n\n## One\n\n1\n\n### Sub\n\n1a ^a\n\n## Two\n\n2\n\n2b ^b\n\n## Three\n\n3\n\n### More\n\n3a\n\n## Four, 4,1\n\n4\n",
    )
    site.write("m.md", f"![[{written}]]\n").build()
    assert " ".join(re.findall(r"<p>(\w+)</p>", site.article("m.html"))) == shown
    assert site.report.problems == ()
