"""What is shown in place though it is no picture: `![](note.md)`, `![](film.mp4)`, and `![](…)` with the page of a film."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from hortus.endings import AUDIO, MARKDOWN, VIDEO
from hortus.instructions.markup import film
from hortus.markdown.link import is_external, split_anchor

_SHOWN = frozenset((*(ending[1:] for ending in MARKDOWN), *AUDIO, *VIDEO, "pdf"))


def embed_plugin(md: MarkdownIt) -> None:
    md.core.ruler.after("inline", "written_embed", _embed)


def _embed(state: StateCore) -> None:
    for token in state.tokens:
        if any(child.type == "image" for child in token.children or ()):
            token.children = [_made(child) for child in token.children or ()]


def _made(child: Token) -> Token:
    source = str(child.attrs.get("src", "")) if child.type == "image" else ""
    if shown := film(source):
        title = f' title="{escapeHtml(child.content)}"' if child.content else ""
        frame = f'<iframe src="{shown}"{title}></iframe>'
        return Token("html_inline", "", 0, content=frame, map=child.map, meta=dict(child.meta))
    target, anchor = split_anchor(source)
    if is_external(source) or target.rpartition(".")[2].lower() not in _SHOWN:
        return child
    child.type, child.markup = "embed", "!["
    child.meta |= {"target": target, "anchor": anchor, "text": child.content}
    child.content = child.content or target
    return child
