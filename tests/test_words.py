"""What a site says of its own accord is said in its language, and in that alone."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import Environment

from chinese import foreign, garden
from conftest import ROOT, Run, Site
from hortus.language.say import sayings
from hortus.language.words import PLACE, open_words
from hortus.language.written import day, short, whole
from hortus.markdown.callout import _KINDS
from hortus.markdown.query import _NAMES
from hortus.markdown.task import _STATES
from hortus.memo import Memo
from hortus.plan import make_plan
from hortus.theme import Template, default_theme

WORDS = ROOT / "templates/words"
ENGLISH = json.loads((WORDS / "en.json").read_text("utf-8"))
LANGUAGES = sorted(file.stem for file in WORDS.glob("*.json"))
NOTE = "---\ntitle: A\ndate: 2025-03-14\ntags: [x]\n---\nOne two.\n"


def _site(site: Site, language: str, words: str = "", name: str = "") -> Site:
    site.write("hortus.yaml", f"language: {language}\nnotes: .\n").write("a.md", NOTE)
    if words:
        site.write(f"templates/words/{name or language}.json", words)
    return site.build()


def _problems(site: Site) -> list[str]:
    return [
        f"{problem.severity} {problem.path}:{problem.line}: {problem.message}"
        + (f" ({problem.hint})" if problem.hint else "")
        for problem in site.report.problems
    ]


# --- The files of the theme -------------------------------------------------------------------------------


def _shape(words: dict[str, dict[str, object]]) -> dict[tuple[str, str], tuple[bool, frozenset[str]]]:
    """Of each word whether it is said of numbers, and the names of the places in it."""
    return {
        (group, key): (isinstance(word, dict), frozenset(PLACE.findall(json.dumps(word))))
        for group, of_group in words.items()
        for key, word in of_group.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_words_of_english_with_their_places(language: str) -> None:
    assert _shape(json.loads((WORDS / f"{language}.json").read_text("utf-8"))) == _shape(ENGLISH)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_of_the_theme_are_as_those_of_owners_must_be(language: str, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    shutil.copytree(WORDS, tmp_path / "templates/words")
    words, problems = open_words(tmp_path, default_theme(), language)
    assert problems == ()
    assert words == open_words(tmp_path / "nothing", default_theme(), language)[0]


def test_every_word_of_the_pages_is_said_by_a_template() -> None:
    said = {
        key
        for file in (ROOT / "templates").glob("*.*")
        for key, _ in sayings(Environment(autoescape=True).parse(file.read_text("utf-8")))
    }
    assert said == ENGLISH["page"].keys()


def test_every_word_of_the_scripts_is_said_by_one() -> None:
    scripts = "\n".join(file.read_text("utf-8") for file in (ROOT / "static/_js").glob("*.js"))
    computed = re.compile(r"colours_|why_")
    for group in ("hortus", "sheet", "search", "more", "graph", "live"):
        for key in ENGLISH[group]:
            assert computed.match(key) or re.search(rf"\b{key}\b", scripts), key


def test_the_words_for_notes_are_those_that_the_syntax_has() -> None:
    sources = "\n".join(file.read_text("utf-8") for file in (ROOT / "src/hortus").rglob("*.py"))
    said = set(re.findall(r'(?:said\(env, |dialect\.say\()"([^"]+)"', sources)) | {"done", "to do"}
    said |= (
        {name.capitalize() for name in _KINDS} | {name for name, _ in _STATES.values()} | set(_NAMES.values())
    )
    assert said == ENGLISH["note"].keys()
    assert all(key == word for key, word in ENGLISH["note"].items())


# --- A site in Chinese ------------------------------------------------------------------------------------


def test_no_word_of_a_chinese_site_is_english(site: Site) -> None:
    with Memo(None) as memo:
        outputs = make_plan(garden(site).request(), memo).outputs
    made = {output.inputs[0].name for output in outputs if isinstance(output.inputs[0], Template)}
    templates = {file.name for file in (ROOT / "templates").glob("*.*")}
    assert made == {
        name for name in templates - {"layout.html", "check.html"} if name[0] != "_"
    }  # a new kind of page belongs into the garden
    site.build()
    assert 'class="related"' in site.html("长文.html")
    assert 'class="map"' in site.html("数学/乙.html")
    pages = sorted(path.relative_to(site.public).as_posix() for path in site.public.rglob("*.html"))
    assert {page: list(foreign(site.html(page))) for page in pages} == {page: [] for page in pages}
    assert re.findall("^## .*[A-Za-z]", site.html("llms.txt"), re.MULTILINE) == []


def test_a_chinese_site_writes_dates_and_numbers_in_its_way(site: Site) -> None:
    garden(site).build()
    page = site.html("数学/甲.html")
    assert ">2025年3月14日<" in page
    assert "更新于 <time" in page
    assert "1.2 万字" in site.html("长文.html")
    assert 'lang="zh" dir="ltr"' in page


def test_a_chinese_site_brings_the_words_of_the_scripts_before_them(site: Site) -> None:
    garden(site).build()
    scripts = re.findall(r'<script defer src="\.\./js/(\w+)\.', site.html("数学/甲.html"))
    assert scripts == ["words", "hortus"]
    (brought,) = site.public.glob("js/words.*.js")
    said = json.loads(brought.read_text("utf-8").removeprefix("hortusWords=").rstrip(";\n"))
    assert said["search"]["field"] == "搜索笔记"
    assert "page" not in said


def test_a_note_of_a_chinese_site_is_found_by_the_chinese_name_of_a_callout(site: Site) -> None:
    garden(site).build()
    assert "警告" in "".join(file.read_text("utf-8") for file in site.public.glob("search/*.js"))


def test_an_english_site_loads_nothing_more(site: Site) -> None:
    _site(site, "en")
    assert not list(site.public.glob("js/words*"))
    assert "words" not in "".join(re.findall("<script[^>]*>", site.html("a.html")))


def test_an_english_build_does_not_load_what_is_known_of_other_languages(site: Site) -> None:
    site.write("a.md", NOTE)
    script = (
        "import sys; from hortus.__main__ import main\n"
        f"sys.argv = ['hortus', 'build', {str(site.folder)!r}, '-q', '--jobs', '1']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([name for name in sys.modules if name.startswith('babel')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# --- Words of the owner's ---------------------------------------------------------------------------------


def test_a_language_of_the_owners_is_spoken_and_english_where_it_has_no_word(site: Site) -> None:
    _site(site, "de", '{"page": {"home": "Anfang", "notes": {"one": "{n} Notiz", "other": "{n} Notizen"}}}')
    assert _problems(site) == []
    assert ">Anfang<" in site.html("a.html")
    assert "1 Notiz<" in site.html("all-notes.html")
    assert ">Search<" in site.html("a.html")
    assert ">14. März 2025<" in site.html("a.html")


def test_a_region_takes_its_words_from_its_language(site: Site) -> None:
    site.write("templates/words/pt.json", '{"page": {"home": "Início", "next": "Seguinte"}}')
    _site(site, "pt-BR", '{"page": {"next": "Próxima"}}')
    site.write("b.md", "# B\n").build()
    assert ">Início<" in site.html("a.html")
    assert ">Próxima<" in site.html("a.html")


def test_some_words_of_a_language_of_the_theme_can_be_others(site: Site) -> None:
    _site(site, "zh", '{"page": {"home": "花园"}}')
    assert ">花园<" in site.html("a.html")
    assert ">搜索<" in site.html("a.html")


def test_english_words_can_be_others_too(site: Site) -> None:
    _site(
        site,
        "en",
        '{"page": {"home": "Garden"}, "search": {"field": "What?"}, "note": {"Warning": "Beware"}}',
    )
    site.write("a.md", NOTE + "\n> [!warning]\n> x\n").build()
    assert ">Garden<" in site.html("a.html")
    assert ">Beware<" in site.html("a.html")
    assert '"What?"' in next(site.public.glob("js/words.*.js")).read_text("utf-8")


@pytest.mark.parametrize(
    ("number", "language", "shown"),
    [(9_999, "en", "9999"), (12_345, "en", "12,345"), (12_345, "de", "12.345"), (12_345, "zh", "12,345")],
)
def test_a_number_with_many_digits_has_them_in_groups(number: int, language: str, shown: str) -> None:
    assert whole(number, language) == shown


def test_a_number_chooses_the_plural_of_the_language_that_has_the_word(site: Site) -> None:
    forms = '{"one": "{n} заметка", "few": "{n} заметки", "many": "{n} заметок", "other": "{n} заметки"}'
    site.write("hortus.yaml", "language: ru\nnotes: .\n")
    for number in range(21):
        site.write(f"{number}.md", "---\ntags: [x]\n---\nOne.\n")
    site.write("templates/words/ru.json", f'{{"page": {{"notes": {forms}}}}}').build()
    assert "21 заметка<" in site.html("tags/x.html")
    site.delete("templates/words/ru.json").build()
    assert "21 notes<" in site.html("tags/x.html")


def test_what_stands_in_a_place_is_text(site: Site) -> None:
    site.write("hortus.yaml", "language: zh\nnotes: .\n")
    site.write("a.md", '---\ntitle: <b> "{n}" &amp;\n---\nx\n').build()
    assert 'aria-label="继续阅读《&lt;b&gt; &#34;{n}&#34; &amp;amp;》"' in site.html("index.html")


def test_words_are_text(site: Site) -> None:
    _site(site, "de", '{"page": {"home": "<b>A & B\\u0000</b>"}}')
    assert ">&lt;b&gt;A &amp; B&lt;/b&gt;<" in site.html("a.html")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ('{\n"page": {\n"home": x}}', "error templates/words/de.json:3: this is not JSON: Expecting value"),
        ("[]", "error templates/words/de.json:1: this file must hold groups of words: {"),
        ('{\n"page": 3}', "error templates/words/de.json:2: `page` must be a group of words: {"),
        ('{"page": {\n"home": 3}}', "error templates/words/de.json:2: `home` must be a text"),
        (
            '{"page": {"x": {"y": 1},\n\n"home": {"other": "x"}}}',
            "error templates/words/de.json:3: `home` must be a text",
        ),
        (
            '{"page": {\n"notes": 1}}',
            "error templates/words/de.json:2: `notes` must be a text, or texts below it: zero, one, two, few, many, other",
        ),
        (
            '{"page": {"notes": {\n"one": "x",\n"lots": "y", "other": ""}}}',
            "error templates/words/de.json:3: `notes` has no text for `lots`, only for zero, one, two, few, many, other",
        ),
        (
            '{"page": {"notes": {"one": "x"}}}',
            "error templates/words/de.json:1: `notes` has no `other` (the text for all numbers that need no other)",
        ),
        (
            '{"page": {"notes": {\n"other": "{n} von {all}"}}}',
            "error templates/words/de.json:2: `notes` has no place {all} (it may have {n})",
        ),
        (
            '{"page": {"home": "{n}"}}',
            "error templates/words/de.json:1: `home` has no place {n} (it has none)",
        ),
        ('{"page": {"notes": {\n"other": [1]}}}', "error templates/words/de.json:2: `notes` must be a text"),
        ("[" * 100_000, "error templates/words/de.json:1: this is not a file of words"),
        ('{"page": ' + "1" * 5000 + "}", "error templates/words/de.json:1: this is not a file of words"),
    ],
)
def test_words_that_cannot_be_used_stop_the_build_and_leave_the_site_as_it_was(
    site: Site, words: str, problem: str
) -> None:
    before = _site(site, "de").tree()
    _site(site, "de", words)
    assert [said for said in _problems(site) if said.startswith("error")] == [problem]
    assert not site.report.is_published
    assert site.tree() == before


def test_words_that_are_not_utf8_stop_the_build(site: Site) -> None:
    site.write("templates/words/de.json", '{"page": {"home": "Öl"}}'.encode("latin-1"))
    _site(site, "de")
    assert _problems(site) == ["error templates/words/de.json:0: this file is not UTF-8 (save it as UTF-8)"]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (
            '{"page": {"skip": "x",\n"hone": "Anfang"}}',
            "warning templates/words/de.json:2: there is no word `hone` (did you mean `home`?)",
        ),
        (
            '{\n"pages": {"home": {"a": {"b": 1}}}, "page": {}}',
            "warning templates/words/de.json:2: there is no group of words `pages` (did you mean `page`?)",
        ),
        (
            '{"page": {"xyzzy": [{"a": 1}]}}',
            "warning templates/words/de.json:1: there is no word `xyzzy` (`templates/words/en.json` has them all)",
        ),
    ],
)
def test_a_word_that_nobody_says_is_a_warning(site: Site, words: str, problem: str) -> None:
    _site(site, "de", words)
    assert _problems(site) == [problem]
    assert site.report.is_published


def test_a_warning_names_the_line_that_it_is_about(hortus: Run, site: Site) -> None:
    _site(site, "de", '{"page": {\n  "hone": "Anfang"\n}}')
    done = hortus("build", site.folder)
    assert (
        'templates/words/de.json:2:1: warning: there is no word `hone`\n 2 |   "hone": "Anfang"'
        in done.stderr
    )


# --- What templates say -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ('\n{{ say("hone") }}', "2: there is no word `hone` (did you mean `home`?)"),
        ('\n{{ say("ho" ~ "ne") }}', "2: there is no word `hone`: did you mean `home`?"),
        ('\n{{ say("notes") }}', '2: `notes` is said of a number: say("notes", n=…)'),
        ('\n{{ say("updated") }}', '2: `updated` has a place to fill: say("updated", day=…)'),
    ],
)
def test_a_template_that_says_what_cannot_be_said_is_an_error(
    site: Site, template: str, problem: str
) -> None:
    site.write("templates/page.html", template)
    _site(site, "en")
    assert _problems(site) == [f"error templates/page.html:{problem}"]


def test_another_word_writes_the_pages_that_say_it(site: Site) -> None:
    _site(site, "zh")
    site.write("templates/words/zh.json", '{"page": {"no_tags": "没有"}}').build().wrote("tags/index.html")
    site.write("templates/words/zh.json", '{"note": {"Tip": "小技巧"}}').build()
    assert {"a.html", "tags/index.html"} <= set(
        site.report.written
    )  # nobody knows what a note says but by reading it
    assert "search.html" not in site.report.written


@pytest.mark.parametrize("saying", ['say("no_" ~ "tags")', '["no_tags"] | map("string") | map(say) | first'])
def test_a_word_that_a_template_computes_is_kept_up_to_date(site: Site, saying: str) -> None:
    site.write("templates/404.html", "{% set speak = say %}{{ " + saying.replace("map(say)", "list") + " }}")
    site.write("templates/redirect.html", '{% set speak = say %}{{ speak("no_tags") }}')
    site.write("z.md", "---\naliases: [zed]\n---\nx")
    _site(site, "zh")
    site.write("templates/words/zh.json", '{"page": {"no_tags": "没有"}}').build()
    assert site.html("zed.html") == "没有"


# --- Dates and numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", ("14 March 2025", "939", "1.2k", "12k")),
        ("en-US", ("14 March 2025", "939", "1.2k", "12k")),
        ("zh", ("2025年3月14日", "939", "1234", "1.2 万")),
        ("zh-Hant-TW", ("2025年3月14日", "939", "1234", "1.2 萬")),
        ("de", ("14. März 2025", "939", "1234", "12.345")),
        ("ja", ("2025年3月14日", "939", "1234", "1.2万")),
        ("tlh", ("14 March 2025", "939", "1.2k", "12k")),
        ("x-y-z-1-2-3", ("14 March 2025", "939", "1.2k", "12k")),
        ("e" * 1000 + "-x" * 1000, ("14 March 2025", "939", "1.2k", "12k")),
    ],
)
def test_dates_and_numbers_are_written_as_the_language_has_it(language: str, shown: tuple[str, ...]) -> None:
    import datetime

    moment = datetime.datetime(2025, 3, 14, tzinfo=datetime.UTC)
    assert (day(moment, language), *(short(number, language) for number in (939, 1234, 12_345))) == shown
