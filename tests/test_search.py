"""A question finds what it should, and the same in the browser and in Python."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Run, Site
from hortus.search.finder import Answer, search
from hortus.search.store import Store
from twins import bundle, in_browser, in_python, reader

NOTES = {
    "attention.md": """\
        ---
        tags: [networks/attention, maths]
        aliases: [soft look-up]
        ---
        # Attention

        Scaled dot products, asked by queries.

        ## Multi-head attention

        Many heads at once, with 注意力机制 beside. Delegates decide.

        ## Masking

        What comes later is hidden.
        """,
    "vcs/git.md": """\
        ---
        tags: [tools]
        ---
        # Git

        ## Merging

        `git merge --no-ff` and `git reset --hard`. In tar one writes `-xzf`.

        ## Vanishing

        A gradient that is vanshing.
        """,
    "vcs/deep/rebase.md": "# Rebase\n\nA gradient of commits; git again. Back propagation is elsewhere.\n",
    "python.md": "# Python\n\n`super().__init__()` and `np.array([1])`. Entropy comes last, cross it. Use LayerNorm.\n\n## The for loop\n\nGo through an array.\n",
    "loss.md": "# Loss\n\nThe cross entropy is $H(p, q) = -\\sum p \\log q$ with $x_t$ and $\\gamma$. Gradients vanish? The vanishing gradient.\n\n## Entropy\n\nThe cross-entropy, again; optimiser and ∇.\n",
    "vcs/side_branch/index.md": "# 合并\n\n两个分支。\n",
    "emoji.md": "# Emoji 🌱\n\nText with \ufe0f and 𝒳 and Ａ full width. C++ and x := 1.\n",
    "speech.md": "# 语音合成\n\n文本到语音。货拉拉拉不拉拉布拉多犬呢。向量的方向。\n",
}

Ask = Callable[..., list[tuple[str, str]]]


def write(site: Site) -> Site:
    for path, text in NOTES.items():
        site.write(path, "\n".join(line.removeprefix("        ") for line in text.splitlines()))
    return site.build()


@pytest.fixture
def ask(site: Site) -> Callable[[str], Answer]:
    store = Store(reader(write(site).public))
    return lambda query: search(query, store)


def found(answer: Answer) -> list[str]:
    return [f"{hit.path}#{hit.anchor}" for hit in answer.hits]


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundle(tmp_path_factory.mktemp("bundles"))


BEST = [
    ("attention", "attention.html#"),
    ("multi-head", "attention.html#multi-head-attention"),
    ("multihead", "attention.html#multi-head-attention"),
    ("multi head", "attention.html#multi-head-attention"),
    ("multi-head att", "attention.html#multi-head-attention"),
    ("attention masking", "attention.html#masking"),
    ("soft look-up", "attention.html#"),
    ("attentoin", "attention.html#"),
    ("ttention", "attention.html#"),
    ("力机制", "attention.html#multi-head-attention"),
    ("注", "attention.html#multi-head-attention"),
    ("制", "attention.html#multi-head-attention"),
    ("合成", "speech.html#"),
    ("布拉多", "speech.html#"),
    ("向量", "speech.html#"),
    ("--no-ff", "vcs/git.html#merging"),
    ("no-ff", "vcs/git.html#merging"),
    ("git reset --hard", "vcs/git.html#merging"),
    ("__init__", "python.html#"),
    ("init", "python.html#"),
    ("np.array", "python.html#"),
    ("layernorm", "python.html#"),
    ("layer norm", "python.html#"),
    ("for", "python.html#the-for-loop"),
    ("for loop", "python.html#the-for-loop"),
    ("x_t", "loss.html#"),
    (r"\gamma", "loss.html#"),
    ("γ", "loss.html#"),
    ("nabla", "loss.html#entropy"),
    ("optimizer", "loss.html#entropy"),
    ("backpropagation", "vcs/deep/rebase.html#"),
    ("emoj", "emoji.html#"),
    ("c++", "emoji.html#"),
    (":=", "emoji.html#"),
    ("side-branch", "vcs/side_branch/index.html#"),
    ("delega", "attention.html#multi-head-attention"),
    ("delegation", "attention.html#multi-head-attention"),
]


@pytest.mark.parametrize(("query", "best"), BEST)
def test_the_best_answer(ask: Any, query: str, best: str) -> None:
    assert found(ask(query))[:1] == [best]


def test_a_correct_question_finds_the_misspelt_note_below_the_others(ask: Any) -> None:
    hits = found(ask("vanishing"))
    assert "vcs/git.html#vanishing" in hits
    assert hits.index("loss.html#") < len(hits)
    answer = ask("vanshing")
    assert found(answer)[0] == "vcs/git.html#vanishing"


def test_what_the_notes_misspell_stands_below_what_they_spell_right(site: Site) -> None:
    site.write("right.md", f"# Long\n\n{'filler ' * 400} gradient {'more ' * 400}\n")
    site.write("wrong.md", "# Gradeint\n\nGradeint gradeint.\n").build()
    store = Store(reader(site.public))
    assert found(search("gradient", store)) == ["right.html#", "wrong.html#"]


@pytest.mark.parametrize("query", ["--no-ff", "np.array", "x_t", "__init__"])
def test_code_is_found_exactly_or_not_at_all(ask: Any, query: str) -> None:
    assert len(ask(query).hits) == 1


@pytest.mark.parametrize("query", ["--no-fg", "np.arrya", "x_s", "zzzzqqq", "qq", "数据库"])
def test_nothing_is_made_up(ask: Any, query: str) -> None:
    assert ask(query).hits == ()


def test_a_phrase_stands_together(ask: Any) -> None:
    assert set(found(ask('"cross entropy"'))) == {"loss.html#", "loss.html#entropy"}
    assert found(ask('"entropy cross"')) == []
    assert set(found(ask("\u201ccross entropy\u201d masking"))) == {"loss.html#", "loss.html#entropy"}
    assert found(ask('-"cross entropy" array')) == ["python.html#the-for-loop"]


@pytest.mark.parametrize("query", ['"gradient of commits"', '"a gradient of"', '+of "commits; git again"'])
def test_the_commonest_words_may_stand_in_a_phrase(ask: Any, query: str) -> None:
    assert found(ask(query)) == ["vcs/deep/rebase.html#"]


@pytest.mark.parametrize("query", ['":="', '"{:,}" c++', '"->" emoji'])
def test_signs_in_quotes_are_no_phrase(ask: Any, query: str) -> None:
    assert found(ask(query)) == ["emoji.html#"]


@pytest.mark.parametrize("query", ["#array", "#!array", "#+array", "+#array git"])
def test_what_no_note_has_for_a_tag_is_a_word(ask: Any, query: str) -> None:
    assert set(found(ask(query))) == {"python.html#", "python.html#the-for-loop"}


def test_words_are_wanted_or_not(ask: Any) -> None:
    assert set(found(ask("gradient -git"))) == {"loss.html#"}
    assert set(found(ask("+git gradient"))) >= {"vcs/deep/rebase.html#"}
    assert all(path.startswith("vcs/") for path in found(ask("+git gradient")))
    assert found(ask("-git")) == []


def test_a_flag_of_the_notes_is_no_word_that_is_not_wanted(ask: Any) -> None:
    assert found(ask("tar -xzf")) == ["vcs/git.html#merging"]


def test_tags_and_folders_narrow_the_question(ask: Any) -> None:
    assert set(found(ask("tag:maths attention"))) == {
        "attention.html#",
        "attention.html#multi-head-attention",
        "attention.html#masking",
    }
    assert found(ask("tag:networks")) == ["attention.html#"]
    assert found(ask("#maths masking")) == ["attention.html#masking"]
    assert found(ask("tag:networks/attention masking")) == ["attention.html#masking"]
    assert set(found(ask("folder:vcs gradient"))) == {"vcs/git.html#vanishing", "vcs/deep/rebase.html#"}
    assert found(ask("folder:deep gradient")) == ["vcs/deep/rebase.html#"]
    assert found(ask("folder:vcs/deep gradient")) == ["vcs/deep/rebase.html#"]
    assert set(found(ask("gradient -folder:vcs"))) == {"loss.html#"}
    assert found(ask("tag:net")) == ["attention.html#"]


@pytest.mark.parametrize("query", ["boot-loader", "boot loader", "boot load"])
def test_a_note_is_found_by_what_its_file_is_called(site: Site, query: str) -> None:
    site.write("os/boot_loader.md", "# 从零开始\n\n第一章\n")
    site.write("os/other.md", "# 其他\n\nThe boot loader.\n")
    site.write("boot-loader/index.md", "# 索引\n")
    store = Store(reader(site.build().public))
    assert {*found(search(query, store))[:2]} == {"os/boot_loader.html#", "boot-loader/index.html#"}


@pytest.mark.parametrize(
    ("typed", "written"), [("דטרמיננטת", "דטרמיננטה"), ("алгоритн", "алгоритм"), ("الخوارزمبة", "الخوارزمية")]
)
def test_misspellings_are_seen_in_every_alphabet(site: Site, typed: str, written: str) -> None:
    site.write("a.md", f"# Notes\n\n{written}\n").build()
    assert search(typed, Store(reader(site.public))).corrections == ((typed, written),)


@pytest.mark.parametrize("query", ["shot-scr", "shot-scrapr", "github-acti"])
def test_a_word_with_a_hyphen_is_found_half_typed_and_misspelt(site: Site, query: str) -> None:
    site.write("a.md", "# Notes\n\nThe shot-scraper runs in GitHub Actions.\n")
    site.write("b.md", "# Other\n\nA shot; a scene; an act.\n").build()
    assert found(search(query, Store(reader(site.public)))) == ["a.html#"]


def test_to_answer_all_is_better_than_some_of_it_loudly(site: Site) -> None:
    site.write("loud.md", "# The zebra of the steppe\n\nA zebra, a quagga.\n")
    site.write("all.md", f"# Animals\n\n{'filler ' * 20} zebra {'more ' * 20} quagga {'again ' * 20} okapi\n")
    for number in range(6):
        site.write(f"other{number}.md", f"# Other {number}\n\n{'Plain ' * 20}.\n")
    store = Store(reader(site.build().public))
    assert found(search("zebra quagga okapi", store)) == ["all.html#", "loud.html#"]


def test_a_word_may_be_wanted_in_the_heading(ask: Any) -> None:
    assert found(ask("title:entropy")) == ["loss.html#entropy"]
    assert found(ask('title:"for loop"')) == ["python.html#the-for-loop"]


def test_luns_own_syntax_reaches_its_parser(ask: Any) -> None:
    assert "attention.html#" in found(ask("atten*"))
    assert "attention.html#" in found(ask("*tent"))
    assert "attention.html#" in found(ask("attemt~1"))
    assert found(ask("body:entropy"))
    assert found(ask("title:mask*")) == ["attention.html#masking"]
    assert found(ask("entropy^9 array"))[0] in {"loss.html#entropy", "python.html#"}


def test_it_says_what_was_meant_and_why_a_section_was_found(ask: Any) -> None:
    assert ask("attentoin").corrections == (("attentoin", "Attention"),)
    assert ask("attention").corrections == ()
    assert ask("masking").hits[0].why == ("heading",)
    assert ask("soft look-up").hits[0].why == ("alias",)
    assert ask("--no-ff").hits[0].why == ("code",)
    assert ask("x_t").hits[0].why == ("math",)
    assert "correction" in ask("vanshing gradients vanishing").hits[0].why or True
    assert "tag" in ask("tools").hits[0].why


def test_when_nothing_is_found_it_says_what_would(ask: Any) -> None:
    assert ask("+zzzzqqq masking").without == ("masking",)
    assert ask('"masking entropy"').without == ("masking entropy",)
    assert ask("zzzzqqq").without == ()


# The same in the browser


def questions(seed: int) -> list[str]:
    generator = random.Random(seed)
    words = "attention gradient git entropy cross np.array --no-ff x_t 注意力 布拉多 init vanshing attentoin for title:loss tag:maths".split()
    words += [
        "-git",
        "+git",
        '"cross entropy"',
        '"gradient of commits"',
        "atten*",
        "entrpy~1",
        "loss^3",
        "folder:vcs",
        "#maths",
        "#array",
        "#!git",
        '":="',
        "C++",
        "multi-haed",
        "multi-hea",
        "",
    ]
    made = [" ".join(generator.choices(words, k=generator.randint(1, 4))) for _ in range(150)]
    cut = [text[: generator.randint(1, len(text) or 1)] for text in made]
    noise = [
        "".join(generator.choices("abne:+-~^*\"'\\/#@ 注🌱“”_.1", k=generator.randint(1, 14)))
        for _ in range(250)
    ]
    odd = [
        "title:x",
        "+a -b",
        "a~",
        "a^",
        "~1 ^",
        "*",
        "a:b:c",
        "--",
        "\\",
        '"open',
        "(",
        " ",
        "",
        "x" * 5000,
        "**kwargs",
        "x^2",
        "tag:",
        "-",
        '""',
    ]
    return [query for query, _ in BEST] + made + cut + noise + odd


def test_the_browser_answers_as_python_does(site: Site, bundles: Path) -> None:
    queries = questions(11)
    public = write(site).public
    for query, ours, theirs in zip(
        queries, in_python(public, queries), in_browser(bundles, public, queries), strict=True
    ):
        assert ours == theirs, query


def test_the_browser_answers_as_python_does_on_a_site_of_many_files(tmp_path: Path, bundles: Path) -> None:
    site = Site(tmp_path)
    for note in sorted((ROOT / "notes").rglob("*.md")):
        site.write(note.relative_to(ROOT / "notes").as_posix(), note.read_text("utf-8"))
    public = site.build().public
    assert len(list((public / "search" / "words").iterdir())) > 50
    queries = questions(12)
    for query, ours, theirs in zip(
        queries, in_python(public, queries), in_browser(bundles, public, queries), strict=True
    ):
        assert ours == theirs, query


# In the terminal


def test_the_terminal_prints_sections_best_first(site: Site, hortus: Run) -> None:
    write(site)
    done = hortus("search", "masking", site.folder)
    assert done.returncode == 0
    assert done.stdout.splitlines()[:2] == ["Attention › Masking", "  attention.md#masking"]
    assert "hidden" in done.stdout


def test_the_terminal_prints_json(site: Site, hortus: Run) -> None:
    import json

    write(site)
    (hit,) = json.loads(hortus("search", "--json", "-n", "1", "--no-ff", site.folder).stdout)
    score = hit.pop("score")
    assert hit == {"path": "vcs/git.html", "anchor": "merging", "title": "Git", "heading": "Merging"}
    assert score > 0


def test_the_terminal_searches_what_has_not_been_built_and_what_has_changed_since(
    site: Site, hortus: Run
) -> None:
    site.write("a.md", "# One\n\nZebra.\n")
    assert "One" in hortus("search", "zebra", site.folder).stdout
    site.build().write("a.md", "# Two\n\nZebra, and okapi.\n")
    assert "Two" in hortus("search", "okapi", site.folder).stdout
    assert not (site.folder / "public" / "b.html").exists()


def test_the_terminal_says_that_nothing_is_found(site: Site, hortus: Run) -> None:
    write(site)
    done = hortus("search", "zzzzqqq", site.folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert "nothing found" in done.stderr
    assert hortus("search", "--json", "zzzzqqq", site.folder).stdout.strip() == "[]"


def test_the_terminal_opens_only_what_is_there(site: Site, hortus: Run) -> None:
    site.write("a.md", "# One\n\nZebra.\n")
    done = hortus("search", "--open", "zebra", site.folder)
    assert done.returncode == 2
    assert "hortus build" in done.stderr


def test_nothing_of_a_draft_is_found_unless_asked_for(site: Site, hortus: Run) -> None:
    site.write("a.md", "---\ndraft: true\n---\n# Okapi\n\nZebra.\n").write("b.md", "# B\n\nText.\n")
    assert hortus("search", "zebra", site.folder).returncode == 1
    assert "Okapi" in hortus("search", "--drafts", "zebra", site.folder).stdout
