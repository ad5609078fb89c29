"""The index: what stands in its files, how they are cut, which of them an edit changes, and that a part of it answers as all."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lunr.builder import Builder

from conftest import ROOT, Site
from hortus.model import Passage
from hortus.pickles import keep
from hortus.search.document import Document
from hortus.search.index import EMPTY, Index, assign_slots, is_near, make_index, remains_of, revive
from hortus.search.pack import (
    LENGTHS,
    Place,
    in_utf16_order,
    length_class,
    read_list,
    read_number,
    read_places,
    write_list,
    write_marks,
    write_number,
)
from hortus.search.passage import FIELDS, Entry, make_passages
from hortus.search.scores import BOOSTS, weight
from hortus.search.store import Store
from hortus.search.ways import idf
from twins import bundle, in_node, reader

WORDS = (
    "attention gradient descent softmax entropy kernel matrix vector tensor rebase merge commit branch stash tacotron mel"
    " spectrogram phoneme bishop forest garden notes search index shard markdown lunr token stem prefix typo 注意 力机"
).split()


def prose(generator: random.Random, count: int) -> str:
    return " ".join(generator.choices(WORDS, k=count))


def fill(site: Site, notes: int, seed: int = 1) -> Site:
    """Notes that need shards of their own."""
    generator = random.Random(seed)
    for number in range(notes):
        words = [f"{generator.choice(WORDS)}{generator.randrange(400)}" for _ in range(120)]
        text = f"# {prose(generator, 3)}\n\n{prose(generator, 60)}\n\n## {prose(generator, 2)}\n\n{' '.join(words)}\n"
        site.write(f"folder{number % 5}/note{number}.md", text)
    return site


# Packing


def test_numbers_and_places_are_read_as_they_were_written() -> None:
    generator = random.Random(2)
    for _ in range(500):
        number = generator.randrange(10 ** generator.randint(1, 9))
        assert read_number(write_number(number), 0) == (number, len(write_number(number)))
    marks = [
        (0, 0, 1, 4),
        (1, 0, 1, 9),
        (1, 63, 3, 9),
        (2, 0, 2, 20),
        (2, 1, 1, 27),
        (2, 2, 3, 27),
        (2, 3, 4, 27),
        (2, 40, 35, 0),
    ]
    packed = write_number(7) + write_marks(tuple(marks)) + write_number(0) + write_marks(((2, 5, 1, 1),))
    expected = [Place(7, section, field, times, length) for field, section, times, length in marks]
    assert list(read_places(packed)) == [*expected, Place(8, 5, 2, 1, 1)]


def test_lists_are_read_as_they_were_written() -> None:
    items = {"": "x", "a": "", "abc": "1", "abd": "2", "注意": "3"}
    written = write_list(f"{word},{more}" if more else word for word, more in items.items())
    assert dict(read_list(written)) == items
    assert dict(read_list("")) == {}


def test_words_stand_in_the_order_of_javascript() -> None:
    assert in_utf16_order(["\uff21", "𝒳", "a", "注"]) == ["a", "注", "𝒳", "\uff21"]


def test_a_length_class_is_within_a_fifth_of_the_length() -> None:
    for words in (*range(6, 400), 1000, 5000):
        assert abs(LENGTHS[length_class(words)] - words) <= max(words / 5, 0.5)


# Passages


def document(**given: Any) -> Document:
    whole: dict[str, Any] = {
        "path": "a.html", "anchor": "", "title": "A", "heading": "", "headings": (), "folders": (), "tags": (), "aliases": (),
        "language": "", "date": None, "text": "",
    }  # fmt: skip
    return Document(**whole | given)


def test_a_long_section_becomes_several_documents_of_one_address_and_no_word_is_lost() -> None:
    text = "\n".join(f"line{number} \x01code {number}\x03" for number in range(6000))
    passages = make_passages(Entry(b"", (document(text=text),)))
    assert len(passages) > 3
    found = {
        word
        for passage in passages
        for word in (item.partition(",")[0] for item in passage.words.value().split(" "))
    }
    assert {f"line{number}" for number in range(6000)} <= found
    for passage in passages:
        fragment = passage.fragment.value()
        assert len(fragment) == passage.size
        assert fragment.count("\\u0001") == fragment.count("\\u0003") > 0


def test_a_note_of_many_sections_is_parted_and_each_part_has_a_slot() -> None:
    parts = make_passages(
        Entry(b"", tuple(document(anchor=f"s{number}", heading=f"H {number}") for number in range(150)))
    )
    assert [passage.sections for passage in parts] == [64, 64, 22]
    assert len({passage.name for passage in parts}) == 3


def test_slots_hardly_move_when_notes_come_and_go() -> None:
    names = [f"folder/{number}.html" for number in range(700)]
    before = dict(zip(names, assign_slots(names), strict=True))
    more = [*names[:300], "new.html", *names[300:]]
    after = dict(zip(more, assign_slots(more), strict=True))
    assert sum(before[name] != after[name] for name in names) < 10
    assert len(set(after.values())) == len(more)
    assert assign_slots(names[::-1]) == [before[name] for name in names[::-1]]


# Files


def files(site: Site) -> dict[str, bytes]:
    return {path: data for path, data in site.tree().items() if path.startswith("search/")}


def kinds(changed: set[str]) -> Counter[str]:
    return Counter(path.split("/")[1] for path in changed)


def test_a_small_site_travels_as_two_files(site: Site) -> None:
    site.write("a.md", "# One\n\nText with **words**.\n").write("b.md", "# Two\n\nMore.\n").build()
    assert sorted(files(site)) == ["search/index.js", "search/notes.js"]


def test_a_site_without_notes_has_an_index(site: Site) -> None:
    site.build()
    assert reader(site.public)("index.js")["sections"] == 0


def test_a_note_without_any_word_is_no_hindrance(site: Site) -> None:
    site.write("—.md", "…\n").write("a.md", "The ending n't, and log-_.\n").build()
    assert reader(site.public)("index.js")["sections"] == 2


def test_a_shard_has_no_number_about_the_whole_site(site: Site) -> None:
    """Only the list of files changes when a note with nothing but new words is added."""
    before = files(fill(site, 60).build())
    site.write("other.md", "# Zzyzzx\n\nZzyzzy zzyzzw.\n").build()
    changed = {path for path, data in files(site).items() if before.get(path) != data}
    assert len(before) > 80
    assert kinds(changed)["words"] <= 2
    assert kinds(changed)["notes"] == 1


def test_a_mended_word_changes_its_shards_its_note_and_the_list(site: Site) -> None:
    fill(site, 60).write("a.md", "# Optimisers\n\nThe gradeint of the loss.\n").build()
    before = files(site)
    site.write("a.md", "# Optimisers\n\nThe gradient of the loss.\n").build()
    after = files(site)
    changed = kinds({path for path, data in after.items() if before.get(path) != data})
    gone = kinds({path for path in before if path not in after})
    assert changed["words"] <= 2
    assert changed["spelling"] <= 1
    assert (changed["notes"], changed["index.js"]) == (1, 1)
    assert gone["words"] <= changed["words"]


def test_an_unchanged_site_writes_nothing_and_an_edit_only_what_it_touches(site: Site) -> None:
    fill(site, 60).build()
    assert site.build().report.written == ()
    path = "folder0/note0.md"
    site.write(
        path, (site.folder / path).read_text("utf-8") + "\nOne sentence more, with attention.\n"
    ).build()
    written = kinds({path for path in site.report.written if path.startswith("search/")})
    assert written["notes"] == 1
    assert 0 < written["words"] < 0.5 * len([path for path in files(site) if "/words/" in path])


def test_whatever_is_edited_the_index_is_that_of_a_clean_build(site: Site, tmp_path: Path) -> None:
    """On a site large enough for shards, and around the border where it becomes so."""
    generator = random.Random(4)
    fill(site, 52)
    for step in range(12):
        number = generator.randrange(60)
        path = f"folder{number % 5}/note{number}.md"
        if step % 4 == 3 and (site.folder / path).exists():
            site.delete(path)
        else:
            site.write(
                path, f"# {prose(generator, 2)}\n\n{prose(generator, 400)} {generator.randrange(10**6)}\n"
            )
        site.build()
        clean = site.clean_tree(tmp_path / str(step))
        assert files(site) == {path: data for path, data in clean.items() if path.startswith("search/")}, step


# An index made from the one before


def some_passages(generator: random.Random, name: str) -> tuple[Passage, ...]:
    """Of a note with words that others have and words that none has, of few sections or many."""
    texts = [
        f"{prose(generator, 30)} {' '.join(f'{generator.choice(WORDS)}{generator.randrange(300)}' for _ in range(40))} 𝒳{name[-6]}"
        for _ in range(generator.choice([0, 1, 1, 2, 3, 70]))
    ]
    documents = [
        document(path=name, title=prose(generator, 2), tags=(generator.choice(WORDS),)),
        *(document(path=name, anchor=f"s{at}", text=text) for at, text in enumerate(texts)),
    ]
    return make_passages(Entry(generator.randbytes(16), tuple(documents)))


def edit(notes: dict[str, tuple[Passage, ...]], generator: random.Random) -> None:
    kind = generator.choice(["write", "write", "remove", "rename"])
    if kind == "write" or not notes:
        name = f"{generator.randrange(10 ** generator.choice([2, 4]))}.html"
        notes[name] = some_passages(generator, f"note{name}")
        return
    parts = notes.pop(generator.choice(sorted(notes)))
    if kind == "rename":
        name = f"{generator.randrange(10**6)}"
        notes[name] = tuple(
            replace(part, key=generator.randbytes(16), name=f"{name}#{at}") for at, part in enumerate(parts)
        )


def scripts(index: Index) -> dict[str, tuple[bytes, str]]:
    return {path: (file.key, file.script()) for path, file in index.files.items()}


@pytest.mark.parametrize("notes_at_first", [0, 3, 25, 90])
def test_an_index_made_from_the_one_before_is_that_made_from_nothing(notes_at_first: int) -> None:
    """Whatever is edited: around the borders of a small site and of a list in lists, where slots move and where they do not."""
    generator = random.Random(notes_at_first)
    notes: dict[str, tuple[Passage, ...]] = {}
    index, sizes = EMPTY, set[int]()
    for _ in range(notes_at_first):
        edit(notes, generator)
    for step in range(25):
        for _ in range(generator.choice([0, 1, 1, 1, 3, 12])):
            edit(notes, generator)
        passages = [passage for parts in notes.values() for passage in parts]
        generator.shuffle(passages)
        index = make_index(passages, index)
        assert scripts(index) == scripts(make_index(passages)), step
        sizes.add(len(index.words))
    assert len(sizes) > 5


def test_an_index_made_from_what_remains_of_another_is_that_made_from_nothing() -> None:
    """Of one of many edits ago too; it is taken for near only while few passages are others."""
    generator = random.Random(11)
    notes: dict[str, tuple[Passage, ...]] = {}
    for _ in range(150):
        edit(notes, generator)
    remains, near = None, list[bool]()
    for _ in range(30):
        passages = [passage for parts in notes.values() for passage in parts]
        index = make_index(passages, revive(remains, passages) if remains else EMPTY)
        assert scripts(index) == scripts(make_index(passages))
        near.append(remains is not None and is_near(remains, index))
        if not near[-1]:
            remains = remains_of(index)
        edit(notes, generator)
    assert near.count(True) > 5
    assert near.count(False) > 5


def test_where_a_shard_begins_follows_what_the_one_before_ends_with() -> None:
    generator = random.Random(6)
    passages = [part for number in range(80) for part in some_passages(generator, f"note{number:03}.html")]
    before = make_index(passages)
    borders = [(one.last, other.first) for one, other in itertools.pairwise(before.words)]
    between = [(last, f"{first[:-1]}{chr(ord(first[-1]) - 1)}") for last, first in borders]
    ends = sorted(word for last, word in between if word > last and word.isascii() and word.isalnum())
    words = keep(b"more", " ".join(f"{word},!!" for word in ends))
    more = replace(passages[0], key=b"more", name="more", words=words)
    after = make_index([*passages, more], before)
    assert {shard.last for shard in after.words} & set(ends)
    assert scripts(after) == scripts(make_index([*passages, more]))


def test_the_shard_of_a_word_is_hardly_larger_than_any() -> None:
    """What is asked for stands in the large ones the more often the larger they are."""
    generator = random.Random(4)
    passages = [part for number in range(200) for part in some_passages(generator, f"note{number:03}.html")]
    sizes = [shard.size for shard in make_index(passages).words]
    assert len(sizes) > 64
    assert sum(size * size for size in sizes) / sum(sizes) < 1.6 * sum(sizes) / len(sizes)


def test_what_an_edit_does_not_touch_is_taken_over() -> None:
    generator = random.Random(3)
    notes = [some_passages(generator, f"note{number:03}.html") for number in range(80)]
    before = make_index([passage for parts in notes for passage in parts])
    first = notes[0][0]
    words = keep(b"other", first.words.value() + " zzz,!!")
    notes[0] = (replace(first, key=b"other", words=words), *notes[0][1:])
    after = make_index([passage for parts in notes for passage in parts], before)
    kept = [path for path, file in after.files.items() if file is before.files.get(path)]
    assert len(before.words) > 64
    assert len(after.files) - len(kept) <= 5


# A part of the index answers as the whole


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundle(tmp_path_factory.mktemp("bundles"))


@pytest.fixture(scope="module")
def indexed(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Site, dict[int, dict[str, Counter[str]]], dict[str, int]]:
    """A site; the words of each field of each of its sections, as its index has them; and the lengths of the fields."""
    site = Site(tmp_path_factory.mktemp("indexed"))
    for note in sorted((ROOT / "notes").rglob("*.md")):
        site.write(note.relative_to(ROOT / "notes").as_posix(), note.read_text("utf-8"))
    store = Store(reader(site.build().public))
    sections: dict[int, dict[str, Counter[str]]] = {}
    lengths: dict[str, int] = {}
    for word in store.beginning(""):
        for place in store.places(word) if word[0] not in "#/" else ():
            number, field = place.slot * 64 + place.section, FIELDS[place.field]
            sections.setdefault(number, {name: Counter() for name in FIELDS})[field][word] += place.times
            lengths[f"{field}/s{number}"] = LENGTHS[place.length]
    assert len(sections) == store.sections
    return site, dict(sorted(sections.items())), lengths


QUERIES = {
    "exact": "{common}",
    "three exact": "{common} {common} {rare}",
    "boost": "{common}^10 {common}",
    "field": "title:{common} {common}",
    "required": "+{common} +{common}",
    "prohibited": "{common} -{common}",
    "mixed": "+{common} {common} -{common}",
    "trailing wildcard": "{common:.4}*",
    "inner wildcard": "{common:.2}*{rare:.1}",
    "leading wildcard": "*{common:.5}",
    "one letter off": "{wrong}~1",
    "two letters off": "{wrong}~2",
    "missing": "zzqqx +{common}",
    "rare": "{rare} {rare}",
}


class Drawn:
    """Words of the index, drawn at random."""

    def __init__(self, sections: dict[int, dict[str, Counter[str]]], seed: int) -> None:
        counts = Counter(word for fields in sections.values() for word in fields["body"])
        words = sorted(word for word in counts if word.isascii() and word.isalpha() and 4 <= len(word) <= 12)
        self._rare = [word for word in words if counts[word] < 3]
        self._common = [word for word in words if counts[word] > 8]
        self._generator = random.Random(seed)

    def __getitem__(self, kind: str) -> str:
        word = self._generator.choice(self._rare if kind == "rare" else self._common)
        at = self._generator.randrange(1, len(word))
        return word[:at] + word[at + 1 :] if kind == "wrong" else word


@pytest.mark.parametrize("kind", QUERIES)
def test_a_part_of_the_index_answers_as_the_whole_that_lunr_js_builds(
    bundles: Path, indexed: Any, kind: str
) -> None:
    """Sections, order and scores are the same, for Lunr's own queries of every kind."""
    site, sections, lengths = indexed
    queries = [QUERIES[kind].format_map(Drawn(sections, seed)) for seed in range(25)]
    script = """
    const builder = new lunr.Builder();
    builder.ref("id");
    builder.k1(1.2);
    builder.b(0.75);
    input.boosts.forEach((boost, at) => builder.field(input.fields[at], { boost }));
    builder.tokenizer = (words) => words.map((word) => new lunr.Token(word, {}));
    for (const [id, fields] of input.sections) builder.add({ id: `s${id}`, ...fields });
    Object.assign(builder.fieldLengths, input.lengths);
    const whole = builder.build();
    const { partialIndex } = need("scores");
    const { expanded } = need("clauses");
    const { Store } = need("store");
    // Our own questions take the stem of a word before they look for what is near; these are Lunr's.
    const near = async (term, off, store) => {
      const { fromArray, fromFuzzyString } = lunr.TokenSet;
      return fromArray((await store.everyWord()).sort()).intersect(fromFuzzyString(term, off)).toArray();
    };
    const found = [];
    for (const query of input.queries) {
      const store = new Store(await load("index.js"), load);
      const { clauses } = new lunr.QueryParser(query, new lunr.Query(input.fields)).parse();
      const words = (await Promise.all(clauses.map(({ term, editDistance }) =>
        editDistance ? near(term, editDistance, store) : term.includes("*") ? expanded(term, 0, store) : [term]))).flat(2);
      await store.load(words);
      // The fields of a section are summed up as they come, so that the last digits may differ, and what is equal change places.
      const plain = (results) => results
        .map(({ ref, score, matchData }) => [ref, score.toFixed(9), Object.keys(matchData.metadata).sort()])
        .sort(([a, one], [b, other]) => other - one || a.localeCompare(b));
      // The page asks for words as they stand in the index; a query of text has to know that nothing is to be done to them.
      const part = Object.assign(partialIndex([...new Set(words)], store), { pipeline: new lunr.Pipeline() });
      found.push([plain(whole.search(query)), plain(part.search(query))]);
    }
    answer(found);
    """
    data = [
        [number, {name: sorted(words.elements()) for name, words in fields.items()}]
        for number, fields in sections.items()
    ]
    found = in_node(
        bundles, script, folder=str(site.public), queries=queries, sections=data, lengths=lengths, fields=FIELDS, boosts=BOOSTS
    )  # fmt: skip
    for query, (whole, part) in zip(queries, found, strict=True):
        assert part == whole, query
    assert sum(len(whole) for whole, _ in found) > 0


def test_weights_are_those_of_lunr_in_python(indexed: Any) -> None:
    site, sections, lengths = indexed
    builder = Builder()
    builder.k1(1.2)
    builder.ref("id")
    for name, boost in zip(FIELDS, BOOSTS, strict=True):
        builder.field(name, boost=boost)
    for number, fields in sections.items():
        builder.add({"id": f"s{number}", **{name: list(words.elements()) for name, words in fields.items()}})
    builder.field_lengths.update(lengths)
    index = builder.build()
    store = Store(reader(site.public))
    generator = random.Random(1)
    for word in generator.sample(sorted(index.inverted_index), 300):
        at = index.inverted_index[word]["_index"]
        for place in store.places(word):
            elements = index.field_vectors[
                f"{FIELDS[place.field]}/s{place.slot * 64 + place.section}"
            ].elements
            theirs = elements[elements[::2].index(at) * 2 + 1]
            ours = weight(idf(store.count(word), store), place.times, place.length, place.field, store)
            assert abs(ours - theirs) <= 0.0011, word
