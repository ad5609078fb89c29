"""What goes in: a file as read, how it is to be read, and what is said about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Literal

_PLACE = re.compile(r"\{(\w+)\}")

Severity = Literal["error", "warning"]
Program = Literal[
    "hugo", "jekyll", "hexo", "logseq", "mkdocs", "macros", "obsidian", "quarto"
]  # whose instructions stand in the text of notes


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: its path inside the folder of notes, parted by `/`, and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Problem:
    """A message for the author. `line` and `column` count from 1; 0 means the whole file or the whole line."""

    severity: Severity
    code: str
    message: str
    path: str = ""
    line: int = 0
    column: int = 0
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the program that the notes were written for has their pages. `patterns` are pairs of the name of a folder, or its path
    with `/` at its end, "" for any, and the pattern of the addresses there; where `sections` has any, those are for the pages of
    folders. `languages` are pairs of what tells the language of a note, the end of its name (`.de`) or the folder of its notes
    (`de/`), and the folder of its pages; `redirects` are pairs of an old address and the path of a note, `categories` pairs of a
    category, "" for none, and what stands for it, `tags` the same of tags. `lists` are pairs of what the notes are listed by, `tags`,
    `categories` or `archive`, and the address of that, with `:name` for those of one name. Where nothing else is said of a note, the page `is_by_file`: where its file is.
    """

    program: str = ""
    patterns: tuple[tuple[str, str], ...] = ()
    sections: tuple[tuple[str, str], ...] = ()
    languages: tuple[tuple[str, str], ...] = ()
    redirects: tuple[tuple[str, str], ...] = ()
    categories: tuple[tuple[str, str], ...] = ()
    is_by_file: bool = False
    tags: tuple[tuple[str, str], ...] = ()
    lists: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """What the front matter of some notes says where they say nothing else themselves: `fields`, as JSON, of those in whose path the
    regular expression `paths` is found. `origin` tells where that is written. The path is that in the folder `inside`, with `below`
    before it. Of what `is_aside` only that counts which keeps a note back.
    """

    IS_SHARED: ClassVar = True
    paths: str
    fields: str
    origin: str
    below: str = ""
    inside: str = ""
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the notes of a folder are to be read, where programs differ.

    `macros` are pairs of a TeX command, without its backslash, and what it stands for; `given` is front matter, as JSON, that holds
    where a note says nothing else.
    """

    IS_SHARED: ClassVar = True
    breaks: bool = False  # a line break within a paragraph is shown as one
    hashtags: bool = True  # `#word` is a tag
    emoji: bool = False  # `:name:` is one
    says_titles: bool = False  # `[[name]]` shows the title of the note, and not its name
    text_first: bool = False  # `[[text|target]]` and not `[[target|text]]`
    containers: bool = True  # `!!! note`, `=== "tab"` and `:::`, where they have their shape
    html: Literal["safe", "trusted"] = "safe"
    macros: tuple[tuple[str, str], ...] = ()
    numbering: bool = False  # display formulas are numbered as in LaTeX
    has_python_ids: bool = (
        False  # those of headings are as Python-Markdown makes them, and not as GitHub does
    )
    displays_in_text: bool = (
        True  # `$$x$$` within a sentence is a display; for kramdown it is part of the sentence
    )
    instructions: tuple[Program, ...] = ()
    given: str = ""
    words: tuple[tuple[str, str], ...] = ()  # what is said of a note, in English and in the site's language

    @property
    def is_vault(self) -> bool:
        """Whether what Obsidian alone has, as comments `%% %%` and names `^of-blocks`, is meant: it is known, or no other program is."""
        return not self.instructions or "obsidian" in self.instructions

    @property
    def names_blocks(self) -> bool:
        """Whether `^name` at the end of a block is a name of it."""
        return self.is_vault or "logseq" in self.instructions

    def say(self, text: str, **places: str) -> str:
        """`text`, which is English and one of the words for notes, in the language of the site, with its places filled."""
        said = next((other for own, other in self.words if own == text), text)
        return _PLACE.sub(lambda found: places[found[1]], said)
