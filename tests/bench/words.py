"""How many of the words of each note stand on its page. `python tests/bench/words.py FOLDER…` builds and lists the losses.

The words of a source are counted without what no reader is meant to see: front matter, comments, addresses, tags,
the languages of code blocks, and formulas, whose letters are counted elsewhere.
"""

from __future__ import annotations

import html
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from hortus.build import build
from hortus.frontmatter import part
from hortus.memo import Memo
from hortus.request import Request, now
from hortus.selection import Selection
from hortus.text import CJK

_WORD = re.compile(rf"[{CJK}]|[^\W_{CJK}]+")
_UNSEEN = re.compile(
    r"""
    <!--(?s:.*?)(?:-->|\Z) | %%(?s:.*?)%%            # comments
    | \{%-?[ ](?:end)?raw[ ]-?%\}                    # what only guards
    | ^[ \t]+(?:id|collapsed|heading|background-color|created-at|updated-at|(?:logseq|ls|hl|card)[\w.-]*)::.*$   # Logseq's own
    | ^(?:-[ ])?(?:title|tags|public|icon|filters)(?=::)   # names of what the page shows in another way
    | (?<=-[ ])(?:TODO|LATER|WAITING|DOING|NOW|IN-PROGRESS|DONE|CANCELL?ED)(?=[ ]\S) | (?<=\{\{)(?:embed|cloze)\b  # boxes and the like
    | ^[ \t]*(?:-[ ])?\#\+(?:BEGIN|END)_(?:SRC|EXAMPLE|QUOTE|NOTE|TIP|IMPORTANT|CAUTION|WARNING|PINNED)\b[^\n]*$ | (?<=\))\{:(?:height|width)[ ][^{}\n]*\}
    | (?<!\\)\$\$(?s:.*?)\$\$ | (?<![\\A-Za-z0-9])\$[^$\n]+\$ | \\\[(?s:.*?)\\\] | \\\((?s:.*?)\\\)   # formulas
    | \\begin\{(?P<env>[a-z*]+)\}(?s:.*?)\\end\{(?P=env)\}
    | ^[ \t>*+\-]*(?:[`~]{3,})[^\n`]*$               # fences and their languages
    | ^[ \t>]*\d{1,9}[.)](?=\s) | ^[ \t>]*[*+\-][ \t]+\[[^\]\n]\]   # numbers of lists, states of tasks
    | <(?:script|style)\b(?s:.*?)</(?:script|style)>
    | </?[A-Za-z][^<>]*>                              # tags and autolinks
    | (?<=\])\(\(\([0-9a-f\-]{36}\)\)\) | \(\([0-9a-f\-]{36}\)\) | (?<=\{\{)(?:video|youtube|vimeo)[ ]+[^\s{}]+   # Logseq's own
    | (?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+["'(][^\n]*?["')])?\) | (?<=\])\([^()\n]*\)   # destinations
    | ^[ \t]{0,3}\[[^\]\n]+\]:\s*\S+.*$               # reference definitions
    | !\[\[[^\]\n]*\]\] | \[\[[^\]\n|]*\\?\|           # embeds; targets of wikilinks that show another text
    | (?<=[\s(])\^[A-Za-z0-9\-]+[ \t]*$               # names of blocks
    | !\[[^\]\n]*\]                                    # descriptions of pictures
    | \[!\w[^\]\n]*\][+\-]?                            # types of callouts
    """,
    re.VERBOSE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Loss:
    """The words of a note that its page lacks, out of how many."""

    path: str
    lost: tuple[str, ...]
    total: int

    @property
    def kept(self) -> float:
        return 1 - len(self.lost) / self.total if self.total else 1.0


def losses(folder: Path, output: Path, places: Iterable[tuple[str, str]]) -> Iterator[Loss]:
    """For each published note in `folder`; `places` are pairs of a note there and its page in `output`."""
    for source, page in sorted(places):
        wanted = _source_words((folder / source).read_bytes(), source)
        shown = _page_words((output / page).read_text("utf-8"))
        lost = list((wanted - shown).elements())
        yield Loss(source, tuple(lost), sum(wanted.values()))


def _source_words(data: bytes, path: str) -> Counter[str]:
    text = html.unescape(_UNSEEN.sub(" ", part(path, data).body))
    return Counter(word.casefold() for word in _WORD.findall(text))


def _page_words(page: str) -> Counter[str]:
    tree = LexborHTMLParser(page)
    shown = [node.text(deep=True, separator="\0") for node in tree.css("h1, .meta, article.note")]
    shown += [value or "" for node in tree.css("article.note *") for value in node.attributes.values()]
    joined = "\n".join(shown)
    # A word may be cut by markup, as in `<b>f</b>oo`; then its letters stand side by side.
    whole = joined.replace("\0", "")
    words = Counter(word.casefold() for word in _WORD.findall(whole))
    return words | Counter(word.casefold() for word in _WORD.findall(joined.replace("\0", " ")))


if __name__ == "__main__":
    for name in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as place:
            request = Request(Path(name), Path(place) / "site", Path(place) / "cache", Selection(now()))
            found = list(losses(request.folder, request.output, build(request, Memo(None)).places))
        bad = sorted((loss for loss in found if loss.kept < 0.995), key=lambda loss: loss.kept)
        lost, total = sum(len(loss.lost) for loss in found), sum(loss.total for loss in found)
        print(
            f"{name}: {len(found)} notes, {100 * (1 - lost / total):.3f} % of {total:,} words; {len(bad)} notes below 99.5 %"
        )
        for loss in bad[:40]:
            print(f"  {100 * loss.kept:6.2f} % of {loss.total:6,}  {loss.path}: {' '.join(loss.lost[:14])}")
