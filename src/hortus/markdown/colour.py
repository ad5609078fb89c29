"""Code as HTML with the classes of Pygments; what it does not know, or what would take it too long, stays plain.

A lexer is a set of regular expressions, and one in six takes quadratic time or worse on text that says the same over
and over, such as ten thousand blank lines or opening quotes. What bounds them is the length of a block, of its lines, and
of a stretch that repeats itself.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markdown_it.common.utils import escapeHtml

if TYPE_CHECKING:
    from pygments.formatters import HtmlFormatter
    from pygments.lexer import Lexer

_LONGEST_BLOCK = 32_000  # characters; a longer block is data
_LONGEST_LINE = 2_000  # characters; a longer line is data, or made by a machine
_STRETCH = 1_000  # characters, in which at least
_VARIETY = 40  # different groups of
_GROUP = 6  # characters are to be found
_SESSION = re.compile("session|console|sqlite3con", re.IGNORECASE)

# Names that stand for no language at all.
PLAIN = frozenset({
    "", "ascii", "no-highlight", "nohighlight", "none", "plain", "plaintext", "raw", "text", "txt", "zh-cn",
})  # fmt: skip

# Names people write that Pygments does not know.
_ALIASES = {
    "assembly": "nasm", "cjs": "javascript", "cmd": "batch", "conf": "ini", "console-session": "console",
    "dotenv": "bash", "env": "bash", "gitconfig": "ini", "gradle": "groovy", "hbs": "html+handlebars", "htaccess": "apacheconf",
    "json5": "javascript", "jsonl": "json", "mjs": "javascript", "mts": "typescript", "node": "javascript",
    "objectivec": "objective-c", "postgres": "postgresql", "pwsh": "powershell", "py3": "python",
    "shell": "bash", "terminal": "console", "tex": "latex", "vimscript": "vim", "viml": "vim", "wasm": "wast",
}  # fmt: skip

# Where the name that Pygments has for a language is not the one its people use.
_LABELS = {
    "S": "R", "Bash": "Shell", "Bash Session": "Console", "Text only": "", "ApacheConf": "Apache",
    "Python console session": "Python session", "MSDOS Session": "Console", "PowerShell Session": "Console",
    "Base Makefile": "Makefile", "Transact-SQL": "T-SQL",
}  # fmt: skip


def label(name: str) -> str:
    """How the language `name` is called; "" for none."""
    if name in PLAIN or not any(map(str.isalnum, name)):
        return ""
    lexer = _lexer(name)
    return _LABELS.get(lexer.name, lexer.name) if lexer else name


def is_session(name: str) -> bool:
    """Whether a language is what one sees in a terminal: prompts, commands and what they print."""
    lexer = _lexer(name)
    return lexer is not None and _SESSION.search(lexer.name) is not None


def colour(code: str, name: str) -> str:
    """`code` as HTML of as many lines; no element goes on over the end of a line."""
    lexer = _lexer(name)
    if lexer is None or _is_too_long(code) or _repeats_itself(code):
        return escapeHtml(code)
    from pygments import highlight  # noqa: PLC0415  (only a note with code needs Pygments)

    return highlight(code, lexer, _formatter())


def _is_too_long(code: str) -> bool:
    return len(code) > _LONGEST_BLOCK or any(len(line) > _LONGEST_LINE for line in code.split("\n"))


def _repeats_itself(code: str) -> bool:
    return any(
        len({code[place : place + _GROUP] for place in range(start, start + _STRETCH)}) < _VARIETY
        for start in range(0, len(code) - _STRETCH, _STRETCH // 2)
    )


@cache
def _formatter() -> HtmlFormatter[str]:
    from pygments.formatters import HtmlFormatter  # noqa: PLC0415

    return HtmlFormatter(nowrap=True)


@cache
def _lexer(name: str) -> Lexer | None:
    if name in PLAIN:
        return None
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415
    from pygments.util import ClassNotFound  # noqa: PLC0415

    from hortus.markdown.lexing import quicken  # noqa: PLC0415

    try:
        return quicken(get_lexer_by_name(_ALIASES.get(name, name), stripnl=False))
    except ClassNotFound:
        return None
