"""Pictures: those of the folder become holes; one alone in its paragraph becomes a figure, captioned if it has a real caption."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from hortus.markdown.collector import collector
from hortus.markdown.link import decode, is_external
from hortus.markdown.place import column, line
from hortus.model import Image

PICTURES = frozenset(
    {"png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "apng", "ico", "tif", "tiff"}
)
_SIZE = re.compile(r"(?:(.*?)\\?\|)?\s*(\d{1,5})(?:x(\d{1,5}))?\s*")
# What cameras, screenshot tools and editors call a file, and an author leaves standing as its description.
_MACHINE_WORDS = frozenset(
    """alt am at capture clipboard dsc dscf dscn fig figure image img jpeg jpg pasted photo pic picture pm png screen
    screencast screenshot shot text untitled 上午 下午 截图 截圖 截屏 图像 图片 屏幕截图 屏幕快照""".split()
)
_LETTERS = re.compile(r"[^\W\d_]+")
_HASH = re.compile(r"[0-9a-f\-]{16,}", re.IGNORECASE)


# HTML in which a picture has a caption that its author wrote.
_IN_FIGURE = re.compile(r"<figure\b[^<>]*>\s*\Z", re.IGNORECASE)


def image_plugin(md: MarkdownIt) -> None:
    md.core.ruler.push("picture_size", _keep_numbers)
    md.core.ruler.push("part_figures", _part_figures)
    md.core.ruler.push("figure", _figures)
    md.add_render_rule("image", _render)
    md.add_render_rule("figure_open", _open_figure)
    md.add_render_rule("figure_close", _close_figure)
    md.add_render_rule("caption", _render_caption)


def _keep_numbers(state: StateCore) -> None:
    """`![1](a.png)` is the first picture, and no picture of one pixel, where Obsidian is not known; elsewhere a bar tells."""
    if "obsidian" in collector(state.env).dialect.instructions:
        return
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "image" and not child.meta.get("is_sized"):
                child.meta["is_plain"] = "|" not in child.content


def is_picture_name(name: str) -> bool:
    return name.rpartition(".")[2].lower() in PICTURES


def is_caption(alt: str, target: str) -> bool:
    """Whether `alt` says something to a reader, not just the file's name over again."""
    words = alt.strip()
    stem = decode(target).rpartition("/")[2]
    same = words.lower() in {stem.lower(), stem.rpartition(".")[0].lower()}
    return bool(words) and not (
        same or is_picture_name(words) or _is_machine_made(words) or _HASH.fullmatch(words)
    )


def _is_machine_made(words: str) -> bool:
    return all(word.casefold() in _MACHINE_WORDS for word in _LETTERS.findall(words))


def read_size(text: str) -> tuple[str, int, int]:
    """`text|300x200`, `text|300` or `300` as (text, width, height), 0 for what is not said."""
    found = _SIZE.fullmatch(text)
    if not found:
        return text, 0, 0
    return (found[1] or "").strip(), int(found[2]), int(found[3] or 0)


def described(image: Token) -> tuple[str, int, int]:
    """What stands in the brackets of a picture as (text, width, height)."""
    return (image.content, 0, 0) if image.meta.get("is_plain") else read_size(image.content)


def fitted(wanted: tuple[int, int], own: tuple[int, int]) -> tuple[int, int]:
    """(width, height) to show, in pixels: the picture's own, scaled to what the author wants of them. Nothing is shown out of shape:
    of a width and a height that do not belong together both hold as the most. A 0 is not known, or not wanted.
    """
    if not all(own):
        return wanted
    scale = min((most / side for most, side in zip(wanted, own, strict=True) if most), default=1)
    return max(round(own[0] * scale), 1), max(round(own[1] * scale), 1)


def _part_figures(state: StateCore) -> None:
    """Part a paragraph of nothing but pictures, a line each, of which one has a title: each is a figure."""
    parted = list[Token]()
    for index, token in enumerate(state.tokens):
        before = state.tokens[index - 1]
        children = token.children or []
        kinds = {child.type for child in children[1::2]}
        is_row = (
            token.type == "inline"
            and len(children) > 2
            and before.type == "paragraph_open"
            and not before.hidden
            and {child.type for child in children[::2]} == {"image"}
            and kinds <= {"softbreak", "hardbreak"}
            and any("title" in child.attrs for child in children[::2])
        )
        if not is_row:
            parted.append(token)
            continue
        for picture in children[::2]:
            inline = copy(token)
            inline.children = [picture]
            parted += [inline, Token("paragraph_close", "p", -1), copy(before)]
        del parted[-2:]
    state.tokens = parted


def _figures(state: StateCore) -> None:
    """Turn a paragraph that is one picture into a figure; words in italics below the picture, or at its end without a space, are its caption."""
    tokens = state.tokens
    for index, token in enumerate(tokens):
        if token.type != "paragraph_open" or token.hidden:
            continue
        children, around = _unlinked(tokens[index + 1].children or [])
        is_whole = (
            tokens[index + 2].type == "paragraph_close"
        )  # a footnote's last paragraph has links back in it
        if (
            is_whole
            and children
            and children[0].type in {"image", "embed"}
            and _ends_in_caption(children[1:])
        ):
            image = children[0]
            if image.type == "embed" and not is_picture_name(image.meta["target"]):
                continue
            if around and not (children[1:] or image.attrs.get("title")):
                continue  # a badge, or a picture that leads to its whole
            above = tokens[index - 1]
            if index and above.type == "html_block" and _IN_FIGURE.search(above.content):
                token.hidden = tokens[index + 2].hidden = True  # which has a caption of its own
                continue
            token.type, tokens[index + 2].type = "figure_open", "figure_close"
            caption = Token("caption", "figcaption", 0, children=_caption_in(children[1:]))
            shown = [*around[:1], image, *around[1:]]
            tokens[index + 1].children = [*shown, caption] if caption.children else shown
            tokens[index + 2].meta["image"] = image
            tokens[index + 2].meta["is_told"] = bool(caption.children)


def _unlinked(children: list[Token]) -> tuple[list[Token], list[Token]]:
    """(the tokens without the link around a picture with which they begin, where it begins and where it ends)."""
    if [token.type for token in children[:3]] == ["link_open", "image", "link_close"]:
        return [children[1], *children[3:]], [children[0], children[2]]
    return children, []


def _ends_in_caption(below: Sequence[Token]) -> bool:
    """Whether nothing stands below a picture or beside it, or words all of which are in italics."""
    return not below or bool(_caption_in(below))


def _caption_in(below: Sequence[Token]) -> list[Token]:
    """What stands between the stars of the caption; nothing where it is none."""
    kinds = [token.type for token in below]
    begins = next((at for at, token in enumerate(below) if not _is_gap(token)), len(below))
    is_one = "em_open" in kinds[begins : begins + 1] and kinds.index("em_close") == len(kinds) - 1
    return list(below[begins + 1 : -1]) if is_one and not {"image", "embed"} & {*kinds} else []


def _is_gap(token: Token) -> bool:
    return token.type in {"softbreak", "hardbreak"} or (token.type == "text" and not token.content)


def _open_figure(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "<figure>"


def _close_figure(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    is_told = tokens[index].meta["is_told"]
    caption = "" if is_told else _caption(self, tokens[index].meta["image"], options, env)
    # The caption is the picture's description too, so it is read aloud once.
    return f'<figcaption aria-hidden="true">{caption}</figcaption></figure>\n' if caption else "</figure>\n"


def _render_caption(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    said = self.render([Token("inline", "", 0, children=tokens[index].children)], options, env)
    return f"<figcaption>{said.strip()}</figcaption>"


def _caption(renderer: RendererProtocol, image: Token, options: OptionsDict, env: EnvType) -> str:
    if image.type == "embed":
        alt = read_size(image.meta["text"])[0]
        return escapeHtml(alt) if is_caption(alt, image.meta["target"]) else ""
    if title := str(image.attrs.get("title", "")):
        return escapeHtml(title)
    alt, width, _ = described(image)
    if not is_caption(alt, str(image.attrs.get("src", ""))):
        return ""
    if width:
        return escapeHtml(alt)
    kept = [
        child
        for child in image.children or []
        if child.type not in {"link_open", "link_close", "image", "wikilink"}
    ]
    return str(renderer.render([_inline(kept)], options, env)).strip()


def _inline(children: list[Token]) -> Token:
    return Token("inline", "", 0, children=children)


def _render(
    self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    source, title = str(token.attrs.get("src", "")), str(token.attrs.get("title", ""))
    alt, width, height = described(token)
    inset = collector(env).insets.get(source)
    if inset is None and not is_external(source):
        place = line(token), column(token)
        target = decode(source.partition("#")[0].partition("?")[0])
        return collector(env).hole(
            Image(target, alt, title, width, height, wiki=False, line=place[0], column=place[1])
        )
    address = escapeHtml(source)
    if inset:
        address = collector(env).hole(inset)
        width, height = fitted((width, height), (inset.width, inset.height))
    size = f' width="{width}"' * bool(width) + f' height="{height}"' * bool(height)
    tip = f' title="{escapeHtml(title)}"' if title else ""
    return f'<img src="{address}" alt="{escapeHtml(alt)}"{tip}{size} loading="lazy" decoding="async">'
