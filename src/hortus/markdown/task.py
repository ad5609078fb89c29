"""Task lists: `- [ ] to do` and `- [x] done`, each box with a name for those who hear the page."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict


def task_plugin(md: MarkdownIt) -> None:
    md.options["tasklists"] = True
    md.add_render_rule("list_item_open", _open)


def _open(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    kind = tokens[index].attrs.get("class")
    item = f'<li class="{kind}">' if kind else "<li>"
    # A tight item's text follows on the same line, as markdown-it has it; other blocks begin on one of their own.
    if "checked" not in tokens[index].meta:
        return item if _is_tight(tokens, index) else item + "\n"
    state = 'checked aria-label="done"' if tokens[index].meta["checked"] else 'aria-label="to do"'
    return f'{item}<input type="checkbox" disabled {state}> '


def _is_tight(tokens: Sequence[Token], index: int) -> bool:
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return following is not None and (following.hidden or following.type in {"inline", "list_item_close"})
