"""Code blocks, coloured by Pygments while the note is parsed; the classes get their colours in the theme's style sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

_INFO = re.compile(r"\{?\.?\s*([^\s{}:,=]+)")
_OUTPUT = frozenset({"output", "out", "stdout"})
_UNNUMBERED = frozenset({"", "text", "txt", "plain", "plaintext", "console", "shell-session", "mermaid"})
_TOO_LONG = 32_000  # characters; a longer block is data, and colouring it would take seconds
_FORMATTER = HtmlFormatter[str](nowrap=True)

# Names people write that Pygments does not know.
_ALIASES = {
    "zh-cn": "",
    "plain": "",
    "plaintext": "",
    "txt": "",
    "text": "",
    "shell": "bash",
    "viml": "vim",
    "assembly": "nasm",
}


def code_plugin(md: MarkdownIt) -> None:
    md.add_render_rule("fence", _fence)
    md.add_render_rule("code_block", _indented)


def language(info: str) -> str:
    """The language that an info string names, lower case: `python`, `{r}`, `python{1,3}`, `js:app.js`, `.c`."""
    found = _INFO.match(info.strip())
    return found[1].lower() if found else ""


def _fence(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    name = language(token.info)
    if name in _OUTPUT:
        return f'<div class="output"><pre tabindex="0"><samp>{escapeHtml(token.content)}</samp></pre></div>\n'
    return _block(token.content, name)


def _indented(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return _block(tokens[index].content, "")


def _block(code: str, name: str) -> str:
    lexer = _lexer(name)
    label = f' data-language="{escapeHtml(lexer.name if lexer else name)}"' if name else ""
    html = highlight(code, lexer, _FORMATTER) if lexer and len(code) <= _TOO_LONG else escapeHtml(code)
    return f'<div class="code"{label}><pre tabindex="0"{_numbers(code, name)}><code>{html.rstrip()}\n</code></pre></div>\n'


def _numbers(code: str, name: str) -> str:
    """Line numbers as an attribute that the style sheet prints: they can be neither selected nor copied nor searched."""
    count = code.rstrip("\n").count("\n") + 1
    if count < 2 or name in _UNNUMBERED:
        return ""
    return ' data-lines="' + "\n".join(map(str, range(1, count + 1))) + '"'


@cache
def _lexer(name: str) -> Lexer | None:
    name = _ALIASES.get(name, name)
    try:
        return get_lexer_by_name(name, stripnl=False) if name else None
    except ClassNotFound:
        return None
