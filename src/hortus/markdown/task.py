"""Task lists: `- [ ] to do`, `- [x] done`, and other states such as `- [/]` and `- [!]`.

Each box has a name for those who hear the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml, normalizeReference
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from hortus.markdown.collector import said

# What stands in the brackets → (what is read aloud, what is shown).
_STATES = {
    "/": ("in progress", "◐"),
    "-": ("cancelled", "–"),
    ">": ("forwarded", "›"),
    "<": ("scheduled", "‹"),
    "!": ("important", "!"),
    "?": ("question", "?"),
    "*": ("star", "★"),
    '"': ("quote", "“"),
    "i": ("information", "i"),
    "l": ("place", "@"),
    "b": ("bookmark", "§"),
    "S": ("money", "$"),
    "I": ("idea", "✦"),
    "p": ("for", "+"),
    "c": ("against", "−"),
    "f": ("urgent", "»"),
    "k": ("key", "#"),
    "w": ("success", "✓"),
    "u": ("up", "↑"),
    "d": ("down", "↓"),
}
_MARK = re.compile(r"\[([" + re.escape("".join(_STATES)) + r"])\][ \t]+(?=\S)")


def task_plugin(md: MarkdownIt) -> None:
    md.options["tasklists"] = True  # markdown-it itself knows `[ ]` and `[x]`
    md.core.ruler.after("block", "task_states", _mark_states)
    md.add_render_rule("list_item_open", _open)


def _mark_states(state: StateCore) -> None:
    """Give list items that begin with another state their meaning, and their lists the class of task lists."""
    lists = list[Token]()
    for index, token in enumerate(state.tokens):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append(token)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "list_item_open" and (sign := _take_sign(state, index)):
            token.meta["state"] = sign
            token.attrs["class"] = "task-list-item"
            lists[-1].attrs["class"] = "contains-task-list"


def _take_sign(state: StateCore, index: int) -> str:
    """The state that the text of the list item at `index` begins with, cut off there; "" if it has none."""
    following = state.tokens[index + 1 : index + 3]
    if [token.type for token in following] != ["paragraph_open", "inline"]:
        return ""
    found = _MARK.match(following[1].content)
    if not found or normalizeReference(found[1]) in state.env.get("references", {}):
        return ""
    following[1].content = following[1].content[found.end() :]
    return found[1]


def _open(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    kind = tokens[index].attrs.get("class")
    item = f'<li class="{kind}">' if kind else "<li>"
    if "state" in tokens[index].meta:
        return item + _sign(tokens[index].meta["state"], env) + " "
    # A tight item's text follows on the same line, as markdown-it has it; other blocks begin on one of their own.
    if "checked" not in tokens[index].meta:
        return item if _is_tight(tokens, index) else item + "\n"
    is_done = tokens[index].meta["checked"]
    name = escapeHtml(said(env, "done" if is_done else "to do"))
    return f'{item}<input type="checkbox" disabled {"checked " if is_done else ""}aria-label="{name}"> '


def _sign(state: str, env: EnvType) -> str:
    english, sign = _STATES[state]
    name = escapeHtml(said(env, english))
    return f'<span class="task-state" data-state="{escapeHtml(state)}" role="img" aria-label="{name}" title="{name}">{sign}</span>'


def _is_tight(tokens: Sequence[Token], index: int) -> bool:
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return following is not None and (following.hidden or following.type in {"inline", "list_item_close"})
