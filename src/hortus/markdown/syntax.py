"""Markdown as Hortus reads it: one parser, made of the syntaxes of this package."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt

from hortus.markdown import nesting
from hortus.markdown.adfence import adfence_plugin
from hortus.markdown.admonition import admonition_plugin
from hortus.markdown.atx import atx_plugin
from hortus.markdown.autolink import autolink_plugin
from hortus.markdown.block import block_plugin
from hortus.markdown.callout import callout_plugin
from hortus.markdown.cells import cells_plugin
from hortus.markdown.code import code_plugin
from hortus.markdown.container import container_plugin
from hortus.markdown.contents import contents_plugin
from hortus.markdown.definition import definition_plugin
from hortus.markdown.diagram import diagram_plugin
from hortus.markdown.direction import direction_plugin
from hortus.markdown.embed import embed_plugin
from hortus.markdown.emoji import emoji_plugin
from hortus.markdown.emphasis import emphasis_plugin
from hortus.markdown.fence import fence_plugin
from hortus.markdown.footnote import footnote_plugin
from hortus.markdown.hashtag import hashtag_plugin
from hortus.markdown.heading import heading_plugin
from hortus.markdown.html import html_plugin
from hortus.markdown.image import image_plugin
from hortus.markdown.link import link_plugin
from hortus.markdown.mark import mark_plugin
from hortus.markdown.math import math_plugin
from hortus.markdown.nesting import nesting_plugin
from hortus.markdown.place import place_plugin
from hortus.markdown.query import query_plugin
from hortus.markdown.quotation import quotation_plugin
from hortus.markdown.reference import reference_plugin
from hortus.markdown.sieve import sift
from hortus.markdown.softbreak import softbreak_plugin
from hortus.markdown.spaced import spaced_plugin
from hortus.markdown.tab import tab_plugin
from hortus.markdown.table import table_plugin
from hortus.markdown.task import task_plugin
from hortus.markdown.tie import tie_plugin
from hortus.markdown.wikilink import wikilink_plugin

# One syntax each, in a file of its own; the order is that of their rules.
SYNTAX = (
    nesting_plugin,
    cells_plugin,
    atx_plugin,
    table_plugin,
    task_plugin,
    autolink_plugin,
    emphasis_plugin,
    mark_plugin,
    definition_plugin,
    footnote_plugin,
    html_plugin,
    softbreak_plugin,
    quotation_plugin,
    math_plugin,
    reference_plugin,
    fence_plugin,
    admonition_plugin,
    tab_plugin,
    container_plugin,
    contents_plugin,
    adfence_plugin,
    diagram_plugin,
    query_plugin,
    code_plugin,
    callout_plugin,
    link_plugin,
    block_plugin,
    embed_plugin,
    image_plugin,
    spaced_plugin,
    hashtag_plugin,
    emoji_plugin,
    wikilink_plugin,
    heading_plugin,
    direction_plugin,
    place_plugin,
    tie_plugin,
)


@cache
def parser() -> MarkdownIt:
    """The parser of notes. It is made once, keeps nothing of what it reads, and tries rules only where they can match."""
    return sift(with_syntax())


def with_syntax() -> MarkdownIt:
    """The same, trying every rule everywhere."""
    options = {
        "html": True,
        "xhtmlOut": False,
        "linkify": False,
        "typographer": False,  # it would break `--flags` and arrows
        "maxNesting": nesting.BLOCKS,
        "strikethrough_single_tilde": False,
    }
    md = MarkdownIt("commonmark", options).enable("strikethrough")
    md.disable("normalize")  # done, when a source is decoded
    for plugin in SYNTAX:
        md.use(plugin)
    md.normalizeLink = _as_written  # type: ignore[method-assign]
    md.add_render_rule("s_open", lambda self, tokens, index, options, env: "<del>")
    md.add_render_rule("s_close", lambda self, tokens, index, options, env: "</del>")
    return md


def _as_written(url: str) -> str:
    """Addresses are kept as written: browsers encode what must be, and names of files stay readable."""
    return url
