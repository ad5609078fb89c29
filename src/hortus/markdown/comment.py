"""Comments of the author's, `%% … %%`: nothing of them is published."""

from __future__ import annotations

import re

# What stands in code is no comment. One that begins a line may go on over paragraphs, any other ends on its line.
_CODE_OR_COMMENT = re.compile(
    r"""
    ^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*$ (?s:.*?) (?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)
    | (?P<ticks>`+)(?!`) [^\n]*? (?<!`)(?P=ticks)(?!`)
    | (?P<comment> ^[ \t>]*%%(?s:.*?)%% | %%[^\n]+?%% )
    """,
    re.MULTILINE | re.VERBOSE,
)


def without_comments(text: str) -> str:
    """`text` without `%% comments %%`; every line stays on its line."""
    return _CODE_OR_COMMENT.sub(_blank, text) if "%%" in text else text


def _blank(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n") if found["comment"] else found[0]
