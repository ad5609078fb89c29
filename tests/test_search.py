"""A question finds what it should, and the same in the browser and in Python."""

from __future__ import annotations

import random
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Run, Site, limit
from hortus.search.excerpt import excerpt
from hortus.search.finder import Answer, search
from hortus.search.store import Store
from twins import bundle, in_browser, in_node, in_python, reader

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
    return [f"{hit.section.path}#{hit.section.anchor}" for hit in answer.hits]


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


def test_it_is_no_matter_how_characters_are_composed(site: Site) -> None:
    apart = unicodedata.normalize("NFD", "데이터베이스 がぎぐ")
    site.write("a.md", f"# A\n\n{apart}\n").write("b.md", "# B\n\n데이터베이스 がぎぐ\n").build()
    store = Store(reader(site.public))
    for query in ("데이터베이스", "がぎ", apart):
        assert sorted(found(search(query, store))) == ["a.html#", "b.html#"]


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
    assert found(ask("文本 -语音合唱")) == ["speech.html#"]
    assert found(ask("文本 -语音合成")) == []


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


def test_a_folder_is_asked_for_by_its_name_as_by_its_address(site: Site) -> None:
    site.write("R&D #1/lab.md", "# Lab\n\nRockets.\n").write("other.md", "# Other\n\nRockets.\n").build()
    store = Store(reader(site.public))
    for folder in ('"R&D #1"', "R&D", "r-d-1"):
        assert [hit.section.title for hit in search(f"rockets folder:{folder}", store).hits] == ["Lab"], (
            folder
        )


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
    assert ask("loss vanishign").corrections == (
        ("vanishign", "vanishing"),
    )  # not `vanish`, which is farther
    assert ask("attention").corrections == ()
    assert ask("masking").hits[0].why == ("heading",)
    assert ask("soft look-up").hits[0].why == ("alias",)
    assert ask("--no-ff").hits[0].why == ("code",)
    assert ask("x_t").hits[0].why == ("math",)
    assert "correction" in ask("gradeint").hits[0].why
    assert "tag" in ask("tools").hits[0].why


def test_when_nothing_is_found_it_says_what_would(ask: Any) -> None:
    assert ask("+zzzzqqq masking").without == ("masking",)
    assert ask('"masking entropy"').without == ("masking entropy",)
    assert ask("zzzzqqq").without == ()


def test_a_long_note_leaves_room_for_others(site: Site) -> None:
    parts = [f"## Python, part {number}\n\nPython. {'Filler words. ' * 100}" for number in range(60)]
    site.write("book.md", "# Book\n\n" + "\n\n".join(parts))
    site.write("a.md", f"# A\n\n{'Filler. ' * 200} Python.\n").write(
        "b.md", f"# B\n\n{'Filler. ' * 200} Python.\n"
    )
    answer = search("python", Store(reader(site.build().public)))
    assert {hit.section.path for hit in answer.hits} == {"book.html", "a.html", "b.html"}
    assert answer.notes == 3


def test_a_page_that_was_pasted_is_a_question_like_others(ask: Any) -> None:
    pasted = " ".join(f"word{number}" for number in range(5000))
    with limit():
        assert found(ask(f"masking {pasted}"))[:1] == ["attention.html#masking"]


def test_of_the_many_words_that_a_star_stands_for_the_shortest_are_taken(site: Site) -> None:
    words = " ".join(f"anchor{number:05}" for number in range(2000))
    site.write("short.md", "# Short\n\nThe xanchor.\n").write("long.md", f"# Long\n\n{words}\n").build()
    answer = search("*anchor*", Store(reader(site.public)))
    assert {hit.section.path for hit in answer.hits} == {"short.html", "long.html"}
    assert len({word for hit in answer.hits for word in hit.words}) < 500


def test_a_word_that_no_note_has_is_named_beside_what_is_found(ask: Any) -> None:
    assert ask("zzzzqqq masking -yyyyqqq").missing == ("zzzzqqq",)
    assert ask("masking").missing == ()


def test_without_a_word_a_filter_finds_each_note_once(site: Site) -> None:
    long = "".join(f"\n## Part {number}\n\n{'word ' * 900}" for number in range(6))
    site.write("vcs/long.md", f"---\ntags: [tools]\n---\n# Long\n{long}")
    answer = search("tag:tools", Store(reader(write(site).public)))
    assert {hit.section.path for hit in answer.hits} == {"vcs/git.html", "vcs/long.html"}
    assert [hit.section.anchor for hit in answer.hits] == ["", ""]
    assert (answer.notes, answer.sections) == (2, 2)


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


ODD = {
    "garden.md": """\
        ---
        tags: ["🌱/seedling", "🌱/budding", "🌱garden", "🌱growth", "𝒳y", "a, b", 'c\\d', "e f"]
        ---
        # Garden

        Seeds and trees. 나무를 심었다.
        """,
    "phrase.md": "# Phrase\n\n"
    + "\n\n".join(f"## Part {number}\n\n{'zero one ' * 700}" for number in range(70))
    + "\n\n## Last\n\none, zero and two\n",
    "long.md": f"# Long\n\n{''.join(map(chr, range(0x4E00, 0x4E00 + 900)))}\n",
    "names.md": "# Names\n\n__proto__ constructor hasOwnProperty toString valueOf\n",
}
ODD_QUESTIONS = [
    *("tag:🌱garden", "tag:🌱growth", "tag:🌱/seedling", "tag:🌱/budding", "tag:🌱", "tag:𝒳y", 'tag:"a, b"', 'tag:"e f"'),
    *('"zero one"', '"one zero one"', '"two zero"', "zero one", "*ero\ufeff", "*ero\x1cone", "\u205f", "\ufeff!", "\x85+zero"),
    "".join(map(chr, range(0x4E00, 0x4E00 + 600))),
    f'seeds -"{"zero one " * 300}"',
    " ".join(f"zero{number}" for number in range(300)),
    *("__proto__", "constructor", "hasOwnProperty", "toString", "*o*", "o*", "one~2", "-constructor"),
    unicodedata.normalize("NFD", '나무를 "나무를 심었다"'),
    "seeds -심다가",
]  # fmt: skip


def test_the_browser_answers_odd_questions_as_python_does(site: Site, bundles: Path) -> None:
    for path, text in ODD.items():
        site.write(path, "\n".join(line.removeprefix("        ") for line in text.splitlines()))
    public = site.build().public
    answers = zip(
        ODD_QUESTIONS,
        in_python(public, ODD_QUESTIONS),
        in_browser(bundles, public, ODD_QUESTIONS),
        strict=True,
    )
    for query, ours, theirs in answers:
        assert ours == theirs, query
    assert len(search("tag:🌱growth", Store(reader(public))).hits) == 1


def test_a_text_that_is_not_the_one_of_the_index_is_no_answer(site: Site, bundles: Path) -> None:
    filler = "\n\n".join(f"word{number}" for number in range(400))
    for number in range(40):
        site.write(f"n{number}.md", f"# Note {number}\n\n{filler}\n\n## Last\n\nokapi{number}\n")
    before = site.folder / "before"
    shutil.copytree(site.build().public, before)
    for number in range(20):
        site.write(f"n{number}.md", f"# Other {number}\n\n{filler}\n")
        site.delete(f"n{number + 20}.md").write(f"m{number}.md", f"# More\n\n{filler}\n\n## Last\n\n")
    script = """
    const held = async (path) => {
      input.folder = path.startsWith("notes/") ? input.public : input.before;
      return load(path);
    };
    const engine = need("engine").open(held, async () => ({ ...need("clauses"), ...need("shorter") }));
    const answers = [];
    for (const query of input.queries) {
      try {
        answers.push(...(await engine.search(query)).hits.map((hit) => [query, hit.path]));
      } catch (error) {
        if (error instanceof TypeError) throw error;
      }
    }
    answer(answers);
    """
    queries = [f"okapi{number}" for number in range(40)]
    answers = in_node(bundles, script, public=str(site.build().public), before=str(before), queries=queries)
    assert answers == []


def test_the_note_that_is_shown_early_stays_first(tmp_path: Path, bundles: Path) -> None:
    site = Site(tmp_path)
    for note in sorted((ROOT / "notes").rglob("*.md")):
        site.write(note.relative_to(ROOT / "notes").as_posix(), note.read_text("utf-8"))
    script = """
    const engine = need("engine").open(load, async () => ({}));
    const found = [];
    for (const query of input.queries) {
      let first;
      const whole = await engine.search(query, { early: ({ hits }) => (first = hits[0].path) });
      found.push([first ?? "", whole.hits[0].path]);
    }
    answer(found);
    """
    queries = [
        "attention",
        "rebasing",
        "gradient",
        "gradient descent",
        "formulas",
        "attenion",
        "git rebase",
        "search",
        "softmax",
        "batch normalisation",
        "tag",
    ]
    found = in_node(bundles, script, folder=str(site.build().public), queries=queries)
    assert any(first for first, _ in found)
    for query, (first, best) in zip(queries, found, strict=True):
        assert first in {"", best}, query


@pytest.mark.parametrize("places", ["!", "~", "$%"])
def test_an_index_that_is_written_otherwise_is_an_error_and_no_hang(bundles: Path, places: str) -> None:
    script = """
    try {
      need("pack").readPlaces(input.places);
      answer("read");
    } catch (error) {
      answer(error.name);
    }
    """
    assert in_node(bundles, script, places=places) == "RangeError"


# In the terminal


@pytest.mark.parametrize("most", [30, 45, 80])
def test_an_excerpt_shows_what_was_found_in_text_without_spaces(most: int) -> None:
    shown, marks = excerpt(
        "前言 " + "长长的句子。" * 20 + "学习率衰减" + "很长的句子。" * 20, frozenset(["学习", "习率"]), most
    )
    assert [shown[start:stop] for start, stop in marks] == ["学习率"]
    assert len(shown) <= most


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
