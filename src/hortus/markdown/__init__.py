"""Markdown → Note: one source at a time, knowing of no other file. markdown-it's tokens and `env` stay in this package."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from markdown_it.utils import EnvType

from hortus.dates import split_name
from hortus.endings import MARKDOWN
from hortus.frontmatter import Parted, part, with_properties
from hortus.instructions import carried_out, page_name, page_properties
from hortus.markdown.balance import balanced
from hortus.markdown.cells import Part
from hortus.markdown.collector import Collector, install
from hortus.markdown.comment import without_comments
from hortus.markdown.heading import demote, heading_text, headings, take_title
from hortus.markdown.nesting import deep_stack, is_too_deep
from hortus.markdown.plain import block_text
from hortus.markdown.rows import put_back
from hortus.markdown.shown import shows_all
from hortus.markdown.summary import summarise
from hortus.markdown.syntax import parser
from hortus.markdown.title import title_html, title_text, title_tokens
from hortus.memo import digest
from hortus.model import Block, Counts, Dialect, Inset, Meta, Note, Piece, Program, Section, Source, Tag
from hortus.pictures.inline import cut_inline
from hortus.text import CODE, clean, clip, count_words, nfc, prettify, reading_minutes

SUFFIXES = frozenset(MARKDOWN)

# What a note says that holds no instructions.
_SWITCHES = (
    ("hexo", "disablenunjucks", "true"),
    ("jekyll", "render_with_liquid", "false"),
    ("macros", "render_macros", "false"),
)
_CONDITION = re.compile(r"\{%[-+]?\s*(?:if|unless|case)\b")
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun 周一 周二 周三 周四 周五 周六 周日 星期一 星期二 星期三 星期四 星期五 星期六 星期日".split()
)
_LONGEST_SHOWN = 60  # characters of what nobody knows

_ID = re.compile(r"""<(?:[a-z][^<>]*?\sid|a\s[^<>]*?name)=["']?([^"'\s<>]+)""", re.IGNORECASE)


def parse(source: Source, dialect: Dialect) -> Note:
    """The meaning of `source`. Never fails: what cannot be understood is shown as it stands, and is a problem."""
    return parse_parted(source, _parted(source, dialect), dialect)


def _parted(source: Source, dialect: Dialect) -> Parted:
    return part(source.path, source.data, dialect.given, is_loose="hexo" in dialect.instructions)


def parse_parted(
    source: Source,
    parted: Parted,
    dialect: Dialect,
    cells: Sequence[Part] | None = None,
    insets: Sequence[tuple[str, Inset]] = (),
) -> Note:
    """The same of a source whose front matter is read. A text that is made of `cells` may show `insets`, by their addresses."""
    if "logseq" in dialect.instructions and cells is None:
        told, body = page_properties(parted.body)
        if told:
            parted = with_properties(source.path, parted, told, body)
        named = parted.meta.title or _name(source.path, dialect.instructions)  # a page is called as its file
        parted = replace(parted, meta=replace(parted.meta, title=named))
    if parted.meta.macros:
        dialect = replace(dialect, macros=dialect.macros + parted.meta.macros)
    collector = Collector(source.path, parted.first_line, dialect, insets=dict(insets))
    env: EnvType = {
        "docId": hashlib.blake2b(source.path.encode("utf-8", "surrogateescape"), digest_size=3).hexdigest(),
    }
    if parted.meta.language:
        env["language"] = parted.meta.language
    if cells is not None:
        env["cells"] = cells
    install(env, collector)
    try:
        with deep_stack():
            return _read(source, parted, collector, env)
    except RecursionError:
        collector.pieces.clear()
        collector.warn(
            "nesting", "lists or quotations are nested too deep; the note is shown as plain text", 0
        )
        return _read_plain(source, parted, collector)
    except Exception as error:  # noqa: BLE001  (a mistake of ours in one note must not cost its author all the others)
        collector = Collector(source.path, parted.first_line, dialect)
        message = f"this note cannot be read as Markdown and is shown as plain text: {type(error).__name__}: {error}"
        collector.warn(
            "internal", message, 0, hint="this is a mistake in Hortus; please report it with the note"
        )
        return _read_plain(source, parted, collector)


def _read(source: Source, parted: Parted, collector: Collector, env: EnvType) -> Note:
    md = parser()
    written = cut_inline(parted.body if "cells" in env else _carried_out(parted, collector))
    told = tuple(collector.problems)  # in lines of the file
    collector.problems.clear()
    text = written if "cells" in env else _uncommented(written, collector)
    tokens = md.parse(text, env)
    found = list(collector.problems)
    if is_too_deep(tokens):
        raise RecursionError
    title, tokens = take_title(tokens, title_tokens(parted.meta.title, collector.dialect))
    demote(tokens)
    toc = headings(md, tokens, env)
    sections, counts = _sections(tokens)
    summary, description = summarise(md, tokens, parted.meta.summary, env)
    summary = collector.without_holes(summary)
    # What stands in headings and the summary too is counted once: with the body.
    collector = replace(
        collector, pieces=[], problems=found, anchors=[], tables=0, formulas=0, failed_formulas=0, diagrams=0
    )
    install(env, collector)
    html = md.renderer.render(tokens, md.options, env)
    if env.get("html_is_crooked"):
        html = balanced(html, collector)
    body = collector.split(html)
    note = Note(
        key=digest(source, collector.dialect),
        path=source.path,
        title=title_text(title) or _name(source.path, collector.dialect.instructions),
        title_html=title_html(title),
        meta=_tagged(replace(_dated(parted.meta, source.path), language=env["language"]), body),
        body=body,
        headings=toc,
        sections=sections,
        anchors=frozenset(
            {str(token.attrs["id"]) for token in tokens if token.type == "heading_open"}
            | {name for piece in body if isinstance(piece, str) for name in _ID.findall(piece)}
            | {piece.anchor for piece in body if isinstance(piece, Block)}
        ),
        summary=summary,
        description=description,
        counts=_count(counts, collector),
        problems=tuple(collector.problems),
        told=len(parted.body)
        if written == parted.body and shows_all(parted.body, title_text(title), sections, body)
        else 0,
    )
    note = put_back(note, parted.body, written, parted.first_line)
    return replace(note, problems=(*parted.problems, *told, *note.problems))


def _carried_out(parted: Parted, collector: Collector) -> str:
    """The text after the instructions in it for the programs that it was written for, unless it says that it has none."""
    said = dict(parted.meta.extra)
    off = {program for program, key, value in _SWITCHES if said.get(key, "").lower() == value}
    programs = [one for one in collector.dialect.instructions if one not in off and one != "obsidian"]
    done, unknown = carried_out(parted.body, programs)
    for one in unknown:
        shown = clip(" ".join(one.written.split()), _LONGEST_SHOWN)
        message = f"nobody here knows `{shown}`; it stands as it is written"
        if _CONDITION.match(one.written):
            message = f"nobody here knows when `{shown}` holds: it stands as it is written, and what it may hide is shown"
        if one.hides:
            message = f"`{shown}` is never closed: nothing below it is shown"
        collector.warn("instruction", message, collector.first_line + one.line, one.column)
    return done


def _uncommented(text: str, collector: Collector) -> str:
    """The text without the author's comments; one that never ends is said."""
    shown, endless = without_comments(text, collector.dialect)
    if endless >= 0:
        line, column = text.count("\n", 0, endless), endless - text.rfind("\n", 0, endless)
        sign = "-->" if text.startswith("<!--", endless) else "%%"
        message, hint = "this comment never ends: nothing below it is shown", f"write `{sign}` where it ends"
        collector.warn("unclosed-comment", message, collector.first_line + line, column, hint=hint)
    return shown


def _read_plain(source: Source, parted: Parted, collector: Collector) -> Note:
    """The note as preformatted text, for the one that cannot be parsed."""
    return Note(
        key=digest(source, collector.dialect),
        path=source.path,
        title=parted.meta.title or _name(source.path, collector.dialect.instructions),
        title_html="",
        meta=_dated(parted.meta, source.path),
        body=(f'<pre class="plain">{escapeHtml(parted.body)}</pre>',),
        headings=(),
        sections=(Section("", "", parted.body),),
        anchors=frozenset(),
        summary="",
        description="",
        counts=_count(parted.body, collector),
        problems=parted.problems + tuple(collector.problems),
        told=0,
    )


def _sections(tokens: list[Token]) -> tuple[tuple[Section, ...], str]:
    """(the note cut at its own headings, the prose of the whole for counting words)."""
    sections, prose = list[Section](), list[str]()
    anchor, heading, text = "", "", list[str]()
    is_heading = False
    for token in tokens:
        if token.type == "heading_open" and token.level == 0:
            sections.append(Section(anchor, heading, _join(text)))
            anchor, text, is_heading = str(token.attrs["id"]), [], True
        elif is_heading:
            heading, is_heading = heading_text(token), False
            prose.append(heading)
        else:
            text.append(block_text(token, marked=True))
            prose.append(block_text(token, prose=True))
    sections.append(Section(anchor, heading, _join(text)))
    return tuple(section for section in sections if section.text or section.heading), "\n".join(prose)


def _join(parts: list[str]) -> str:
    """Each block on a line of its own, and each line of code."""
    lines = (line for part in parts for line in (part.split("\n") if part.startswith(CODE) else [part]))
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def _count(prose: str, collector: Collector) -> Counts:
    words = count_words(prose)
    formulas, failed = collector.formulas, collector.failed_formulas
    return Counts(words, reading_minutes(words), formulas, failed, collector.diagrams)


def _dated(meta: Meta, path: str) -> Meta:
    """A note without a date of its own has the one in its file name."""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    return meta if meta.date else replace(meta, date=split_name(stem, meta.timezone)[0])


def _tagged(meta: Meta, body: tuple[Piece, ...]) -> Meta:
    """A note has the tags of its front matter and those in its text."""
    tags = dict[str, str]()
    for name in (*meta.tags, *(piece.name for piece in body if isinstance(piece, Tag))):
        tags.setdefault(name.casefold(), name)
    return replace(meta, tags=tuple(tags.values()))


def _name(path: str, programs: Sequence[Program]) -> str:
    """What a note without a title is called: its file name, or its folder's when it is the folder's index. One of a day is
    called by its date, whichever signs part it, and by its name among those of the week.
    """
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0] or name
    if stem.lower() in {"index", "readme", "_index"}:
        stem = folder.rpartition("/")[2] or "Home"
    date, rest = split_name(stem)
    if date and rest == stem:
        return date.date().isoformat()
    if date and rest.casefold() in _DAYS:
        return f"{date.date().isoformat()} {rest}"
    if "logseq" in programs:
        return clean(page_name(nfc(stem)))
    return clean(prettify(nfc(rest)))
