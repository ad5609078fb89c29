"""A rebuild gives what a build from nothing gives, byte for byte, whatever happened before; and it writes no more than it must."""

from __future__ import annotations

import base64
import json
import os
import random
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from conftest import Site
from hortus import ledger, publish
from hortus.record import NAME as RECORD
from repositories import Repo, begin

STEPS = int(os.environ.get("HORTUS_RANDOM_STEPS", "60"))


@pytest.fixture
def garden(site: Site) -> Site:
    site.write("a.md", "---\ntitle: A\ndate: 2026-01-01\ntags: [x]\n---\nSee [[b]].\n")
    site.write("b.md", "---\ntitle: B\ndate: 2026-01-02\ntags: [x, y]\n---\nText.\n")
    site.write("c.md", "---\ntitle: C\ndate: 2026-01-03\n---\nAlone.\n")
    return site.build()


def test_a_second_build_writes_nothing(garden: Site) -> None:
    garden.build().wrote()


def test_an_edited_body_writes_its_page_and_text_the_feed_and_the_index(garden: Site) -> None:
    garden.write(
        "c.md", "---\ntitle: C\ndate: 2026-01-03\nsummary: Alone.\n---\nAlone, but more so.\n"
    ).build()
    garden.wrote("c.html", "c.md", "feed.xml", "search/index.js", "search/notes.js")


def test_an_edited_body_of_a_note_that_the_feed_does_not_tell_leaves_it(garden: Site) -> None:
    garden.write("d.md", "---\nsummary: Same.\n---\nOld.\n").build()
    garden.write("d.md", "---\nsummary: Same.\n---\nNew words.\n").build()
    garden.wrote("d.html", "d.md", "search/index.js", "search/notes.js")


def test_an_edited_summary_writes_the_lists_that_show_it(garden: Site) -> None:
    garden.write("c.md", "---\ntitle: C\ndate: 2026-01-03\n---\nNo longer alone.\n").build()
    shown_on = ("c.html", "c.md", "index.html", "feed.xml", "llms.txt")
    garden.wrote(*shown_on, "search/index.js", "search/notes.js")


def test_an_edited_title_writes_the_pages_that_show_it(garden: Site) -> None:
    garden.write("a.md", "---\ntitle: New A\ndate: 2026-01-01\ntags: [x]\n---\nSee [[b]].\n").build()
    shown_on = ("a.html", "b.html", "index.html", "all-notes.html", "archive.html", "tags/x.html")
    told_in = ("a.md", "feed.xml", "tags/x.xml", "graph.json", "graph.html", "graph.js", "llms.txt")
    garden.wrote(*shown_on, *told_in, "nav/index.js", "search/index.js", "search/notes.js")


def test_a_sentence_with_a_link_is_shown_where_the_link_leads(garden: Site) -> None:
    garden.write("a.md", "---\ntitle: A\ndate: 2026-01-01\ntags: [x]\nsummary: S\n---\nSee [[b]].\n").build()
    garden.write(
        "a.md",
        "---\ntitle: A\ndate: 2026-01-01\ntags: [x]\nsummary: S\n---\nLook at [[b]] now.\n\nMore.\n",
    ).build()
    garden.wrote("a.html", "a.md", "b.html", "feed.xml", "search/index.js", "search/notes.js")
    garden.write(
        "a.md",
        "---\ntitle: A\ndate: 2026-01-01\ntags: [x]\nsummary: S\n---\nLook at [[b]] now.\n\nLess.\n",
    ).build()
    garden.wrote("a.html", "a.md", "feed.xml", "search/index.js", "search/notes.js")


def test_a_deleted_note_is_removed_and_its_links_are_missing(garden: Site) -> None:
    garden.delete("b.md").build()
    assert garden.report.removed == ("b.html", "b.md", "tags/y.html", "tags/y.xml")
    assert 'class="link-missing"' in garden.html("a.html")


def test_a_note_that_appears_fills_the_links_to_it(garden: Site) -> None:
    garden.write("c.md", "---\ntitle: C\ndate: 2026-01-03\n---\nSee [[d]].\n").build()
    assert 'class="link-missing"' in garden.html("c.html")
    garden.write("d.md", "Here.").build()
    assert 'href="d.html"' in garden.html("c.html")


def test_a_draft_goes_and_comes_back(garden: Site) -> None:
    garden.write("b.md", "---\ntitle: B\ndraft: true\n---\nText.\n").build()
    assert not (garden.public / "b.html").exists()
    garden.write("b.md", "---\ntitle: B\n---\nText.\n").build()
    assert (garden.public / "b.html").exists()


def test_a_template_override_writes_the_pages_made_from_it(garden: Site) -> None:
    garden.write(
        "templates/page.html", '{% extends "default/page.html" %}{% block title %}Mine{% endblock %}'
    ).build()
    garden.wrote("a.html", "b.html", "c.html")
    assert "<title>Mine</title>" in garden.html("a.html")
    garden.delete("templates/page.html").build()
    assert "<title>Mine</title>" not in garden.html("a.html")


def test_a_static_override_changes_the_address_it_is_loaded_from(garden: Site) -> None:
    before = garden.html("a.html")
    garden.write("static/css/hortus.css", "body { color: red }").build()
    assert garden.html("a.html") != before
    assert len(list(garden.public.glob("css/hortus.*.css"))) == 1


def test_a_tampered_page_is_made_again(garden: Site) -> None:
    before = garden.html("a.html")
    (garden.public / "a.html").write_text("tampered")
    (garden.public / "b.html").unlink()
    garden.build().wrote("a.html", "b.html")
    assert garden.html("a.html") == before


def test_a_lost_cache_costs_time_but_no_page(garden: Site) -> None:
    before = garden.tree()
    garden.delete(".hortus").delete("c.md").build()
    assert "c.html" not in garden.tree()
    garden.write("c.md", "---\ntitle: C\ndate: 2026-01-03\n---\nAlone.\n").build()
    assert garden.tree() == before


@pytest.mark.parametrize("damaged", ["memo", "ledger-*"])
def test_a_damaged_cache_is_no_cache(garden: Site, damaged: str) -> None:
    before = garden.tree()
    (file,) = (garden.folder / ".hortus").glob(damaged)
    file.write_bytes(b"\0 damaged" * 1000)
    garden.build()
    assert garden.tree() == before


def test_an_undone_edit_after_a_crash_leaves_no_stale_page(
    garden: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = garden.tree()
    text = (garden.folder / "a.md").read_text()
    garden.write("a.md", text + "More.\n")
    _crash_after(monkeypatch, 1)
    with pytest.raises(KeyboardInterrupt):
        garden.build()
    monkeypatch.undo()
    garden.write("a.md", text).build()
    assert garden.tree() == before


def _crash_after(monkeypatch: pytest.MonkeyPatch, moves: int) -> None:
    """End the next build when it has moved so many files into place."""
    left = [moves]
    move = publish._move

    def crash(temporary: Path, target: Path) -> None:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        move(temporary, target)

    monkeypatch.setattr(publish, "_move", crash)


# --- Random edits -----------------------------------------------------------------------------------------

_NAMES = (
    "a",
    "b",
    "c",
    "Long name",
    "章节",
    "deep/a",
    "deep/e",
    "deep/er/f",
    "bundle/index",
    "deep/README",
    "index",
    "A",
    "_posts/2026-01-02-p",
    "Templates/t",
)
_WORDS = (
    "attention",
    "梯度",
    "`code`",
    "$x^2$",
    "**bold**",
    "np.array",
    "--no-ff",
    "naïve",
    "emoji 🌱",
    "tail",
)
_SPECIAL = (
    "{{date}} {% raw %}{{ x }}{% endraw %} [l]({% post_url 2026-01-02-p %}) {% odd %} {{< odd >}}",
    "An address: [p](/2026/01/02/p.html) [q](/blog/p/).",
    "A block with a name. ^block",
    "Two lines\nof #y and #new/tag.",
    '<img src="pic.svg"> <video src="pic.svg"></video> <a href="A.md">x</a> <b>open',
    "<details><summary>open\n\n<script>x</script>",
    r"$\newcommand{\w}{x}$ and $\w = \v \label{one}$ and $\eqref{one}$",
    "```mermaid\ngraph TD\n  A --> B\n```",
    "מרחב וקטורי מעל שדה",
    '!!! tip\n    In here [[A]]\n\n=== "One"\n    1\n=== "Two"\n    2',
    "%% A comment. %% And words after it.",
    "A note.[^1] Another.^[With [[A]].]\n\n[^1]: Here.",
)
_TEMPLATES = {
    "templates/page.html": '{% extends "default/page.html" %}{% block title %}T{{ note.title }}{% endblock %}',
    "templates/_parts.html": "{% macro broken() %}{% endmacro %}",
    "templates/tag.html": "<p>{{ term.name }}</p>",
    "templates/_entry.html": '{% include "default/_entry.html" %}!',
    "static/css/hortus.css": "body { color: red }",
    "templates/words/en.json": '{"page": {"home": "Garden"}, "note": {"Tip": "Hint"}, "search": {"name": "Find"}}',
    "static/extra.txt": "extra",
    "static/robots.txt": "User-agent: *\nDisallow: /\n",
    "hortus.yaml": "title: Garden\nbase_url: https://example.org/n\nnotes: .\nauthor: Me\nhtml: trusted\nmath: {macros: {v: y}, numbering: true}\n"
    "look: wiki\nhistory: authors\nrepository: https://github.com/me/notes\n"
    "numbered: true\nprintable: true\noffline: true\nimages: {format: webp, widths: [20]}\n"
    "comments: {utterances: {repo: me/notes}}\naddresses: true\n",
    "_config.yml": "title: Other\npermalink: /blog/:title/\nurl: https://other.name\n",
    "hugo.toml": 'title = "Third"\n[permalinks]\ndeep = "/d/:slug/"\n',
    ".obsidian/app.json": "{}",
    "root.schema.yml": "",
}


def _photograph(width: int) -> bytes:
    """One that tells where it was taken."""
    file, exif = BytesIO(), Image.Exif()
    exif[0x010F] = "Secretville"
    Image.radial_gradient("L").resize((width, 20)).convert("RGB").save(file, "JPEG", exif=exif, quality=98)
    return file.getvalue()


class _Editor:
    """Does to a site what its owner may do, at random but the same for a seed."""

    def __init__(self, site: Site, seed: int) -> None:
        self.site, self.random = site, random.Random(seed)
        self.repo: Repo | None = begin(site.folder) if seed % 2 else None

    def step(self) -> None:
        if not self.site.report.is_published:
            self.overlay()
            return
        choices = (
            self.edit,
            self.edit,
            self.edit,
            self.draft,
            self.delete,
            self.rename,
            self.overlay,
            self.picture,
            self.notebook,
            self.tamper,
            self.lose,
            self.record,
            *([self.commit] if self.repo else []),
        )
        self.random.choice(choices)()

    def _notes(self) -> list[Path]:
        folder = self.site.folder
        return sorted(
            file
            for file in folder.rglob("*.md")
            if "public" not in file.parts and ".hortus" not in file.parts
        )

    def edit(self) -> None:
        name = self.random.choice(_NAMES)
        lines = ["---", f"title: {self.random.choice(_WORDS)} {self.random.randrange(4)}"]
        if self.random.random() < 0.7:
            lines.append(
                f"date: 2026-0{self.random.randrange(1, 9)}-1{self.random.randrange(9)}"
            )  # some in the future
        lines.append(
            f"tags: [{', '.join(self.random.sample(['x', 'y', 'X', 'z/w'], self.random.randrange(3)))}]"
        )
        if self.random.random() < 0.2:
            lines.append(f"aliases: [{self.random.choice(_NAMES)}, other]")
        if self.random.random() < 0.2:
            lines.append("cover: pic.svg")
        if self.random.random() < 0.2:
            lines.append(f"slug: {self.random.choice(['s', 'S', 't'])}")
        if self.random.random() < 0.3:
            lines += [
                f"series: {self.random.choice(['S', 's', 'Other'])}",
                f"part: {self.random.randrange(3)}",
            ]
        if self.random.random() < 0.2:
            lines.append(self.random.choice(["numbered: true", "numbered: false", "comments: false"]))
        lines.append("---")
        for _ in range(self.random.randrange(1, 5)):
            lines.append(
                self.random.choice(
                    [self._link, self._embed, self._heading, self._image, self._text, self._special]
                )()
            )
            lines.append("")
        self.site.write(name + ".md", "\n".join(lines))

    def _link(self) -> str:
        name = self.random.choice(_NAMES)
        return self.random.choice(
            [f"See [[{name}]].", f"See [it]({name.replace(' ', '%20')}.md#one).", f"[[{name}#One|text]]"]
        )

    def _embed(self) -> str:
        return f"![[{self.random.choice(_NAMES)}{self.random.choice(['', '#One', '#^block'])}]]"

    def _heading(self) -> str:
        return f"## {self.random.choice(['One', 'Two', '三'])}"

    def _image(self) -> str:
        return self.random.choice(
            ["![A real caption](pic.svg)", "![[pic.svg|40]]", "![x](none.png)", "![A view](photo.jpg)"]
        )

    def _text(self) -> str:
        return " ".join(self.random.choices(_WORDS, k=6))

    def _special(self) -> str:
        return self.random.choice(_SPECIAL)

    def draft(self) -> None:
        if notes := self._notes():
            note = self.random.choice(notes)
            text = note.read_text("utf-8")
            flags = [
                "draft: true\n",
                "private: true\n",
                "unlisted: true\n",
                "noindex: true\nsearch: false\n",
                "permalink: /p/:title/\n",
            ]
            flag, plain = self.random.choice(flags), text
            for known in flags:
                plain = plain.replace(known, "")
            note.write_text(plain if plain != text else text.replace("---\n", f"---\n{flag}", 1), "utf-8")

    def delete(self) -> None:
        if notes := self._notes():
            self.random.choice(notes).unlink()

    def rename(self) -> None:
        if notes := self._notes():
            name = self.random.choice([self.random.choice(_NAMES), f"new/{self.random.randrange(100)}"])
            target = self.site.folder / f"{name}.md"
            target.parent.mkdir(parents=True, exist_ok=True)
            self.random.choice(notes).replace(target)

    def overlay(self) -> None:
        broken = "templates/_parts.html"  # put in seldom, taken out at once: while it is broken nothing is published
        there = (self.site.folder / broken).exists()
        path = broken if there else self.random.choice(list(_TEMPLATES))
        if (self.site.folder / path).exists():
            self.site.delete(path)
        else:
            self.site.write(path, _TEMPLATES[path])

    def picture(self) -> None:
        place = self.random.choice(["pic.svg", "deep/pic.svg"])
        size = self.random.randrange(10, 14)
        if self.random.random() < 0.4:
            photo = _photograph(size * 3)
            self.site.write("photo.jpg", photo[: len(photo) // 2] if self.random.random() < 0.2 else photo)
            return
        self.site.write(place, f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="20"></svg>')

    def notebook(self) -> None:
        """Beside notes of the same name, sometimes hidden, with one of a few pictures."""
        picture = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.random.randrange(1, 4)}" height="9"></svg>'
        )
        flag = self.random.choice(["", "draft: true", "private: true", "tags: [x]"])
        attached = {"p.svg": {"image/svg+xml": base64.b64encode(picture.encode()).decode()}}
        output = {"output_type": "display_data", "data": {"image/svg+xml": picture}, "metadata": {}}
        cells = [
            {"cell_type": "raw", "source": f"---\ntitle: {self.random.choice(_WORDS)}\n{flag}\n---"},
            {
                "cell_type": "markdown",
                "source": f"{self._link()} {self._text()} ![](attachment:p.svg)",
                "attachments": attached,
            },
            {"cell_type": "code", "source": "x", "outputs": [output] * self.random.randrange(2)},
        ]
        book = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4})
        broken = self.random.random() < 0.2
        self.site.write(f"{self.random.choice(_NAMES)}.ipynb", book[: len(book) // 2] if broken else book)

    def tamper(self) -> None:
        files = (
            sorted(file for file in self.site.public.rglob("*") if file.is_file())
            if self.site.public.exists()
            else []
        )
        if files:
            file = self.random.choice(files)
            if file.name == ledger.MANIFEST or self.random.random() < 0.5:
                file.unlink()
            else:
                file.write_bytes(b"tampered")

    def commit(self) -> None:
        if self.repo:
            self.repo.commit(f"2026-0{self.random.randrange(1, 9)}-1{self.random.randrange(9)}")

    def record(self) -> None:
        """Addresses are let go, and a merge leaves what nobody can read."""
        file = self.site.folder / RECORD
        if file.is_file():
            lines = file.read_text("utf-8").splitlines(keepends=True)
            odd = ["=======\n"] if self.random.random() < 0.2 else []
            file.write_text(
                "".join([*odd, *self.random.sample(lines, self.random.randrange(len(lines) + 1))]), "utf-8"
            )

    def lose(self) -> None:
        """The memo is thrown away, as by a new version or a cleaned cache."""
        if self.random.random() < 0.3:
            (self.site.folder / ".hortus" / "memo").unlink(missing_ok=True)


def _record(site: Site) -> bytes:
    file = site.folder / RECORD
    return file.read_bytes() if file.is_file() else b""


@pytest.mark.parametrize("seed", range(4))
def test_random_edits_and_crashes_give_what_a_clean_build_gives(
    site: Site, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`HORTUS_RANDOM_STEPS=500` makes this as long as one likes; four seeds run side by side."""
    editor = _Editor(site, seed)
    if seed > 1:
        site.write("hortus.yaml", "notes: .\naddresses: true\n")
    editor.edit()
    compared = 0
    for step in range(STEPS):
        before = {note: note.read_bytes() for note in editor._notes()}
        editor.step()
        if editor.random.random() < 0.3:
            _crash_after(monkeypatch, editor.random.randrange(6))
            try:
                site.build()
            except KeyboardInterrupt:
                if editor.random.random() < 0.5:  # the edit is undone before anybody builds again
                    for note in editor._notes():
                        note.unlink()
                    for note, data in before.items():
                        note.parent.mkdir(parents=True, exist_ok=True)
                        note.write_bytes(data)
            monkeypatch.undo()
        site.build()
        record = _record(site)
        clean = site.clean_tree(tmp_path / f"step-{step}")
        assert _record(site) == record, f"step {step} of seed {seed}: the same site is recorded otherwise"
        if site.report.is_published:
            compared += 1
            assert site.tree() == clean, f"step {step} of seed {seed}"
    assert compared > STEPS * 0.8


@pytest.mark.parametrize("name", ["soft\u00adhyphen", "\ue000icon", "\U0001fae8", "\U00020bb7"])
def test_a_note_of_any_name_is_built_again(site: Site, name: str) -> None:
    site.write(f"{name}.md", "# One\n").build()
    site.write(f"{name}.md", "# Two\n").build()
    assert site.report.is_published
    assert "Two" in site.html(f"{name}.html")
    site.delete(".hortus").write(f"{name}.md", "# Three\n").build()
    assert "Three" in site.html(f"{name}.html")
