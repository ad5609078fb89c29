"""Code blocks: label, title, line numbers, marked and changed lines, sessions with their prompts, and the output of code.

Line numbers and the signs of changes are attributes that the style sheet prints: they can be neither selected, copied
nor searched. Where lines are marked or changed, each is an element of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from hortus.markdown.collector import collector, said
from hortus.markdown.colour import PLAIN, colour, is_session, label
from hortus.markdown.info import Info, read_info
from hortus.model import Dialect

_OUTPUT = frozenset({"output", "out", "stdout", "result", "console-output"})
# Of notebooks: where one was made Markdown, what code has put out stands indented below it.
_RUN = frozenset(
    {"python", "python3", "py", "ipython", "ipython3", "r", "julia", "octave", "matlab", "scala"}
)
_SHELLS = frozenset({"bash", "sh", "shell", "zsh", "fish", "ksh"})
_UNNUMBERED = PLAIN | {"diff", "patch", "udiff"}
_PROMPT = re.compile(r"\s*\$ ")
_BELOW_LABEL = 56  # characters of a first line that would reach under the label
_COUNT_WIDTH = 10  # characters that the label is longer when it says when the code was run
_CHANGES = {"+": "ins", "-": "del"}


def code_plugin(md: MarkdownIt) -> None:
    md.core.ruler.after("block", "cell", _join_output)
    md.add_render_rule("fence", _fence)
    md.add_render_rule("code_block", _indented)
    md.add_render_rule("output", _output)
    md.add_render_rule("cell_open", _open_cell)
    md.add_render_rule("cell_close", _close_cell)


# --- Code and its output ---------------------------------------------------------------------------------


def _join_output(state: StateCore) -> None:
    """Output and the code right before it are one cell."""
    result = list[Token]()
    cell: Token | None = None  # the one that is open
    for token in state.tokens:
        if _is_output(token, result[-1] if result else None):
            token.type = "output"
            if cell is None and result and result[-1].type == "fence":
                cell = Token("cell_open", "div", 1, level=token.level, block=True)
                result.insert(-1, cell)
        elif cell is not None:
            result.append(Token("cell_close", "div", -1, level=cell.level, block=True))
            cell = None
        result.append(token)
    if cell is not None:
        result.append(Token("cell_close", "div", -1, level=cell.level, block=True))
    state.tokens = result


def _is_output(token: Token, before: Token | None) -> bool:
    """Whether it is a fence of the language `output`, or an indented block right below code as notebooks have it."""
    if token.type == "code_block":
        return before is not None and before.type == "fence" and read_info(before.info).language in _RUN
    return token.type == "fence" and read_info(token.info).language in _OUTPUT


def _open_cell(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<div class="cell" role="group" aria-label="{escapeHtml(said(env, "Code and its output"))}">\n'


def _close_cell(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "</div>\n"


def _output(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    warn_unclosed(tokens[index], env)
    samp = f"<samp>{escapeHtml(tokens[index].content)}</samp>"
    return f'<div class="output">{pre(samp, said(env, "Output"))}</div>\n'


# --- Code ------------------------------------------------------------------------------------------------


def _fence(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    warn_unclosed(tokens[index], env)
    return code_block(tokens[index].content, read_info(tokens[index].info), collector(env).dialect)


def _indented(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return code_block(tokens[index].content, Info(), collector(env).dialect)


def warn_unclosed(token: Token, env: EnvType) -> None:
    if token.meta.get("unclosed") and token.map:
        notes = collector(env)
        notes.warn(
            "unclosed-code",
            "this code block is not closed and goes on to the end of the note",
            token.map[0] + notes.first_line,
            hint=f"close it with a line of {token.markup}",
        )


def pre(content: str, name: str, attributes: str = "") -> str:
    """The box that scrolls: reached by keyboard, and named for those who hear the page."""
    return f'<pre tabindex="0" role="group" aria-label="{escapeHtml(name)}"{attributes}>{content}</pre>'


def code_block(code: str, info: Info, dialect: Dialect, count: str = "") -> str:
    """`count` says when the code of a notebook was run, as a number."""
    signs = _signs(code) if info.is_diff else []
    if signs:
        code = "\n".join(line[bool(sign) :] for line, sign in zip(code.split("\n"), signs, strict=True))
    name = "console" if info.language in _SHELLS and _PROMPT.match(code) else info.language
    called = label(name)
    html = colour(code, name).rstrip()
    numbers = _numbers(html, info, is_quiet=name in _UNNUMBERED or is_session(name))
    marked = set(_within(info.marked, html.count("\n") + 1))
    html = _lines(html, marked, signs) if marked or signs else html + "\n"
    box = pre(f"<code>{html}</code>", _spoken(called, info.title, dialect), numbers)
    data = f' data-language="{escapeHtml(called)}"' if called else ""
    data += f' data-count="{escapeHtml(count)}"' if count else ""
    kind = "code session" if is_session(name) else "code"
    if info.title:
        return (
            f'<figure class="{kind}"{data}><figcaption>{escapeHtml(info.title)}</figcaption>{box}</figure>\n'
        )
    if called and len(code.partition("\n")[0]) > _BELOW_LABEL - (_COUNT_WIDTH if count else 0):
        kind += " wide"
    elif called and "\n" not in code.strip("\n"):
        kind += " single"
    return f'<div class="{kind}"{data}>{box}</div>\n'


def _spoken(called: str, title: str, dialect: Dialect) -> str:
    kind = dialect.say("{language} code", language=called) if called else dialect.say("Code")
    return f"{kind}: {title}" if title else kind


def _within(marked: tuple[tuple[int, int], ...], count: int) -> Iterator[int]:
    for first, last in marked:
        yield from range(first, min(last, count) + 1)


def _numbers(html: str, info: Info, *, is_quiet: bool) -> str:
    """The numbers of the lines, for the style sheet; those of one line, of plain text and of sessions only if asked for."""
    count = html.count("\n") + 1
    if info.numbered is False or (info.numbered is None and (count < 2 or is_quiet or info.is_diff)):
        return ""
    return ' data-lines="' + "\n".join(map(str, range(info.start, info.start + count))) + '"'


def _signs(code: str) -> list[str]:
    """What has become of each line: `+`, `-`, a space that stands where a sign could, or nothing."""
    lines = code.split("\n")
    is_shifted = all(not line or line[0] in "+- " for line in lines)
    return [
        line[0] if line and (line[0] in _CHANGES or (is_shifted and line[0] == " ")) else "" for line in lines
    ]


def _lines(html: str, marked: set[int], signs: list[str]) -> str:
    lines = html.split("\n")
    changes = signs[: len(lines)] + [""] * (len(lines) - len(signs))
    return "".join(
        _line(line, number in marked, sign)
        for number, (line, sign) in enumerate(zip(lines, changes, strict=True), 1)
    )


def _line(html: str, is_marked: bool, sign: str) -> str:
    tag = _CHANGES.get(sign, "span")
    mark = " marked" if is_marked else ""
    return f'<{tag} class="line{mark}">{html}\n</{tag}>'
