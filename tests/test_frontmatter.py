"""The block at the top of a note is read as its author meant it, and never costs the note its text."""

from __future__ import annotations

import datetime

import pytest

from conftest import limit
from hortus.frontmatter import Parted, part
from hortus.markdown import parse
from hortus.model import Dialect, Source


def read(text: str | bytes) -> Parted:
    return part("note.md", text if isinstance(text, bytes) else text.encode())


def codes(parted: Parted) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.line, problem.column) for problem in parted.problems]


@pytest.mark.parametrize("sign", ["\n", " ", "\t"])
def test_white_space_alone_takes_no_time(sign: str) -> None:
    with limit():
        part("a.md", (sign * 190_000 + "a").encode())


def test_yaml_is_read_and_the_body_begins_on_its_line() -> None:
    parted = read("---\ntitle: A: no\n".replace(": no", "") + "tags: [x, y]\n---\n\nBody\n")
    assert (parted.meta.title, parted.meta.tags, parted.body, parted.first_line) == (
        "A",
        ("x", "y"),
        "\nBody\n",
        5,
    )


def test_toml_is_read() -> None:
    meta = read('+++\ntitle = "A"\ndate = 2024-05-01T10:00:00+08:00\ndraft = true\n+++\nBody').meta
    assert meta.title == "A"
    assert meta.draft
    assert meta.date == datetime.datetime(2024, 5, 1, 2, tzinfo=datetime.UTC)


@pytest.mark.parametrize("opening", ["---\n", "--- \n", "\n\n---\n", "\ufeff---\n", "---\r\n"])
def test_the_opening_line_may_be_untidy(opening: str) -> None:
    assert read(opening + "title: A\n---\nBody").meta.title == "A"


def test_dots_may_close_it() -> None:
    assert read("---\ntitle: A\n...\nBody").body == "Body"


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nText\n\n---\nmore",
        "---\n\n# Pizza\n\n---\n\nmore",
        "---\n\n# Pizza: with cheese\n\nNote: it is hot.\nAnd [round](a.md),\nand large.\n\n---\n\nmore",
    ],
)
def test_what_stands_between_two_rules_is_text(text: str) -> None:
    parted = read(text)
    assert (parted.body, parted.first_line, parted.problems) == (text, 1, ())


@pytest.mark.parametrize(
    "text",
    [
        "+++\n\ndate = 2099-01-01\n+++\nBody",
        "---\n\ndate created: x\nmy key: 1\na b: 2\n---\nBody",
        '---\n\n{"draft": true}\n---\nBody',
        "---\n\n제목: x\n---\nBody",
        "---\n\n# draft: true\n\n---\nBody",
        "---\n\ntitle: A\n# or B\n\n---\nBody",
    ],
)
def test_comments_in_front_matter_are_no_text(text: str) -> None:
    assert read(text).body == "Body"


def test_broken_yaml_is_read_line_by_line_with_a_warning_at_the_place() -> None:
    parted = read("---\ntitle: A\nname: @x: y\ntags:\n  - one\n  - two\n---\nBody")
    assert parted.meta.title == "A"
    assert parted.meta.tags == ("one", "two")
    assert parted.body == "Body"
    assert codes(parted) == [("front-matter", 3, 7)]


def test_a_month_13_is_a_warning() -> None:
    parted = read("---\ntitle: A\ndate: 2024-13-01\n---\nBody")
    assert parted.meta.title == "A"
    assert parted.meta.date is None
    assert codes(parted) == [("date", 3, 1)]


def test_a_date_that_may_mean_two_days_is_the_later_and_said() -> None:
    parted = read("---\ndate: 03/04/2024\n---\n")
    assert parted.meta.date == datetime.datetime(2024, 4, 3, tzinfo=datetime.UTC)
    assert codes(parted) == [("date", 2, 1)]
    assert codes(read("---\ndate: 03/03/2024\n---\n")) == codes(read("---\ndate: 03.04.2024\n---\n")) == []


def test_front_matter_that_never_closes_ends_where_keys_end() -> None:
    parted = read("---\ntitle: A\ntags: x\nThe text begins.\n")
    assert parted.meta.title == "A"
    assert parted.body == "The text begins.\n"
    assert codes(parted) == [("front-matter-open", 1, 1)]


def test_front_matter_without_keys_is_a_warning() -> None:
    assert codes(read("---\n- a\n- b\n---\nBody")) == [("front-matter", 2, 1)]


@pytest.mark.parametrize(
    ("value", "tags"),
    [
        ("[a, null, 3, true]", ("a", "3", "true")),
        ("null", ()),
        ("a b", ("a", "b")),
        ("a, b c", ("a", "b c")),
        ("'#a'", ("a",)),
        ("[[a, b], {c: d}]", ("a", "b")),
        ("[a, A, a]", ("a", "A")),
    ],
)
def test_tags_of_every_kind(value: str, tags: tuple[str, ...]) -> None:
    assert read(f"---\ntags: {value}\n---\n").meta.tags == tags


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("2024-05-01", "2024-05-01"),
        ("42", "42"),
        ("12:30", "12:30"),
        ("007  # a film", "007"),
        ("1.10", "1.10"),
        ("yes", "yes"),
        ("[a, b]", "a, b"),
        ("null", ""),
        ("'  a\n  b'", "a b"),
    ],
)
def test_a_title_may_be_anything(value: str, title: str) -> None:
    assert read(f"---\ntitle: {value}\n---\n").meta.title == title


@pytest.mark.parametrize(
    "text",
    [
        "---\n\u200bdraft: true\n---\n", "---\ndraft\u200b: true\n---\n", "\ufeff\ufeff---\ndraft: true\n---\n", '---json\n{"draft": true}\n---\n',
        "---YAML\ndraft: true\n---\n", "--- # mine\ndraft: true\n---\n", "---\xa0\ndraft: true\n---\n", "{'draft': true}\ntext", "{draft: true}\ntext",
        '// mine\n{"draft": true}\ntext', '---\n"draft": true\n"draft": false\n---\n', "---\ntitle: a: b\nbuild:\n  render: never\n---\n",
        "---\ntitle: a: b\nbuild: {render: never}\n---\n", '+++\ntitle = x\n[build]\nrender = "never"\n+++\n', "---\npublish: never\n---\n",
        "---\nexpiryDate: 2020-01-01\nexpiryDate: 2999-01-01\n---\n", "---\ntitle: a: b\nbuild: {list: never}\n---\n",
    ],
)  # fmt: skip
def test_what_hides_a_note_may_be_written_oddly(text: str) -> None:
    meta = read(text).meta
    assert meta.draft or meta.private


@pytest.mark.parametrize("text", ["{: .class}\nText", "{a: set} of things", "{ x: y }\n\nText"])
def test_what_begins_with_a_brace_may_be_text(text: str) -> None:
    parted = read(text)
    assert (parted.body, parted.problems) == (text, ())


def test_a_key_that_is_written_twice_is_told_and_hides_in_doubt() -> None:
    parted = read("---\ntitle: A\ndraft: true\ntags: [a]\nDraft: false\n---\n")
    assert [(problem.line, problem.code) for problem in parted.problems] == [(5, "front-matter")]
    assert parted.meta.draft
    assert not read("---\ntitle: |\n  a: b\n  a: c\na: d\n---\n").problems


@pytest.mark.parametrize(
    ("line", "hidden"),
    [
        ("draft: true", True),
        ("draft: 'yes'", True),
        ("draft: false", False),
        ("draft: 'false'", False),
        ("draft:", False),
        ("private: true", True),
        ("publish: false", True),
        ("published: false", True),
        ("published: Penguin Books", False),
        ("publish: true", False),
        ("dg-publish: false", True),
        ("headless: true", True),
        ("password: hunter2", True),
        ("password: ''", False),
        ("_build:\n  render: never", True),
        ("build: {list: never}", False),
        ("build: make", False),
    ],
)
def test_flags_that_hide_a_note(line: str, hidden: bool) -> None:
    meta = read(f"---\n{line}\n---\n").meta
    assert (meta.draft or meta.private) is hidden


@pytest.mark.parametrize(
    ("line", "unlisted"),
    [("unlisted: true", True), ("hidden: true", True), ("build: {list: never}", True), ("build: {}", False)],
)
def test_flags_that_leave_a_note_out_of_lists(line: str, unlisted: bool) -> None:
    assert read(f"---\n{line}\n---\n").meta.unlisted is unlisted


@pytest.mark.parametrize(
    ("line", "finders"),
    [
        ("noindex: true", ("engines",)),
        ("noindex: false", ()),
        ("robots: noindex, follow", ("engines",)),
        ("robots: [nofollow]", ()),
        ("robotsNoIndex: true", ("engines",)),
        ("sitemap: false", ("sitemap",)),
        ("sitemap: {disable: true}", ("sitemap",)),
        ("sitemap: {priority: 0.1}", ()),
        ("search: {exclude: true}", ("search",)),
        ("search: {boost: 2}", ()),
        ("search: false", ("search",)),
        ("search_exclude: true", ("search",)),
        ("searchHidden: true", ("search",)),
        ("pagefind: false", ("search",)),
        ("robots: none\nsearch: no", ("engines", "search")),
    ],
)
def test_flags_that_keep_a_page_from_being_found(line: str, finders: tuple[str, ...]) -> None:
    meta = read(f"---\n{line}\n---\n").meta
    assert meta.unfound_by == finders
    assert not meta.unlisted


def test_a_list_of_what_is_hidden_on_the_page_hides_no_note() -> None:
    assert not read("---\nhide:\n  - navigation\n  - toc\n---\n").meta.unlisted


def test_an_old_address_under_the_name_that_jekyll_has_for_it() -> None:
    assert read("---\nredirect_from:\n  - /old/\n  - /older.html\n---\n").meta.aliases == (
        "/old/",
        "/older.html",
    )


def test_a_date_that_is_none_is_a_warning() -> None:
    parted = read("---\ntitle: A\ndate: soon\n---\n")
    assert codes(parted) == [("date", 3, 1)]


def test_bytes_that_are_not_utf8_are_shown_as_such() -> None:
    parted = read(b"one\ntwo \xff three\n")
    assert parted.body == "one\ntwo \N{REPLACEMENT CHARACTER} three\n"
    assert codes(parted) == [("encoding", 2, 5)]


def test_control_characters_are_dropped() -> None:
    assert read(b"a\x00b\x08c\td\n").body == "abc\td\n"


def test_line_ends_of_every_kind() -> None:
    assert read(b"a\r\nb\rc\nd").body == "a\nb\nc\nd"


def test_utf16_is_understood() -> None:
    assert read("语音\n".encode("utf-16")).body == "语音\n"


@pytest.mark.parametrize(
    ("text", "is_hidden"),
    [
        ('{"title": "x", "draft": true,}\ntext', True),
        ('{\n  "title": "x"\n  "publish": false\n}\ntext', True),
        ('"title": "x",\n"published": no,\n;;;\ntext', True),
        (';;;\n"title": "x",\n"published": no,\n;;;\ntext', True),
        ('{"title": "x",}\ntext', False),
    ],
)
def test_what_is_nearly_json_hides_a_note_that_says_so(text: str, is_hidden: bool) -> None:
    parted = read(text)
    assert (parted.meta.draft or parted.meta.private) == is_hidden
    assert codes(parted) == [("front-matter", 1, 1)]
    assert "text" in parted.body


@pytest.mark.parametrize(
    "text",
    [
        '"title": "T",\n"draft": true,\n;;;\ntext',
        ';;;\n"title": "T",\n"draft": true\n;;;\ntext',
        '{"title": "T",\n"draft": true}\n;;;\ntext',
    ],
)
def test_json_down_to_semicolons(text: str) -> None:
    parted = read(text)
    assert (parted.meta.title, parted.meta.draft, parted.body) == ("T", True, "text")
    assert parted.first_line == text.count("\n") + 1
    assert parted.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        '{"draft": true, "title": "x", "draft": false}\ntext',
        "---\n{draft: true, title: x, draft: false}\n---\ntext",
        "---\ntitle: x\ntitle: y\npublishDate: 2020-01-01\npublishDate: 2020-02-01\n---\ntext",
    ],
)
def test_a_key_written_twice_in_one_line_or_after_another(text: str) -> None:
    meta = read(text).meta
    assert meta.draft or meta.private


def test_of_two_dates_the_later_holds() -> None:
    meta = read("---\ndate: 2099-01-01\ntitle: x\ndate: 2020-01-01\n---\ntext").meta
    assert meta.release
    assert meta.release.year == 2099


@pytest.mark.parametrize("text", ["{{< note >}}\ntext", "{% raw %}", '{"a"}', '"Quoted": he said'])
def test_braces_and_quotes_at_the_top_are_text(text: str) -> None:
    assert read(text).body == text


@pytest.mark.parametrize(("key", "value"), [("expiryDate", "01/13/20999"), ("publishDate", "soon")])
def test_a_note_whose_time_cannot_be_read_is_hidden(key: str, value: str) -> None:
    parted = read(f"---\n{key}: {value}\n---\n")
    assert parted.meta.private
    assert codes(parted)[:1] == [("date", 2, 1)]


@pytest.mark.parametrize(
    ("value", "aliases"),
    [
        ("one, two", ("one", "two")),
        ("[one, two]", ("one", "two")),
        ("https://x.org/old/", ("/old/",)),
        ("/a,b/", ("/a,b/",)),
    ],
)
def test_aliases_of_every_kind(value: str, aliases: tuple[str, ...]) -> None:
    assert read(f"---\naliases: {value}\n---\n").meta.aliases == aliases


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("20260305143000", "2026-03-05T14:30:00+00:00"),
        ("202603051430", "2026-03-05T14:30:00+00:00"),
        ("20260305", "2026-03-05T00:00:00+00:00"),
        ("1700000000", "2023-11-14T22:13:20+00:00"),
        ("1700000000000", "2023-11-14T22:13:20+00:00"),
    ],
)
def test_digits_are_a_moment(written: str, date: str) -> None:
    found = read(f"---\ndate created: {written}\n---\n").meta.date
    assert found is not None
    assert found.isoformat() == date


@pytest.mark.parametrize("date", ["2024-01-01: x", "1: x", "created: {a: b}", "[]: x"])
def test_odd_dates_together_are_none(date: str) -> None:
    assert part("a.md", f"---\ndate:\n  {date}\n---\n".encode()).meta.date is None


def test_dates_may_stand_together() -> None:
    """As Material for MkDocs has them."""
    found = part("a.md", b"---\ndate:\n  created: 2090-01-02\n  updated: 2091-02-03\n---\n")
    assert found.meta.date == datetime.datetime(2090, 1, 2, tzinfo=datetime.UTC)
    assert found.meta.updated == datetime.datetime(2091, 2, 3, tzinfo=datetime.UTC)
    assert found.problems == ()


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("2024-01-02.md", "2024-01-02"),
        ("days/2024_01_02-Tuesday.md", "2024-01-02 Tuesday"),
        ("2024-01-02 周二.md", "2024-01-02 周二"),
        ("2024-01-02-planting-beans.md", "Planting beans"),
    ],
)
def test_a_note_of_a_day_is_called_by_its_date(path: str, title: str) -> None:
    assert parse(Source(path, b"Text.\n"), Dialect()).title == title
