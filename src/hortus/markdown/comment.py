"""Comments of the author's, `%% … %%` and `<!-- … -->`: nothing of them is published."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

# What stands in code is no comment. One that begins a line may go on over paragraphs, any other ends on its line.
_CODE_OR_COMMENT = re.compile(
    r"""
    ^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*$ (?s:.*?) (?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)
    | (?P<ticks>`+)(?!`) [^\n]*? (?<!`)(?P=ticks)(?!`)
    | (?P<comment> ^[ \t>]*%%(?s:.*?)%% | %%[^\n]+?%% )
    """,
    re.MULTILINE | re.VERBOSE,
)
_HTML_COMMENT = re.compile(r"<!--(?s:.*?)(?:-->|\Z)")


def without_comments(text: str) -> str:
    """`text` without `%% comments %%`; every line stays on its line."""
    return _CODE_OR_COMMENT.sub(_blank, text) if "%%" in text else text


def _blank(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n") if found["comment"] else found[0]


def html_comment_plugin(md: MarkdownIt) -> None:
    md.add_render_rule("html_block", _render)
    md.add_render_rule("html_inline", _render)


def _render(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return _HTML_COMMENT.sub("", tokens[index].content)
