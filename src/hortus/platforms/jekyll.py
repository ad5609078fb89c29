"""Jekyll and GitHub Pages: posts in `_posts/`, settings in `_config.yml`; fastpages is one with notebooks."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

from hortus.dates import zone_of
from hortus.ignoring import Rule, expression_of
from hortus.model import Given
from hortus.platforms.platform import (
    DRAFTS,
    Found,
    Platform,
    as_json,
    base_url,
    described,
    first_of,
    folder,
    language,
    name_of,
    of_zone,
    part,
    read_settings,
    text,
    texts,
    unread,
)

_CONFIGS = ("_config.yml", "_config.yaml", "_config.toml")
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_DATED = ("_posts", "_notebooks")
_PARTS = ("_includes", "_layouts", "_sass", "_data", "_plugins", "vendor")
_OWN = (
    "posts",
    "drafts",
    "notebooks",
)  # folders that begin with `_` and are read all the same; the last is of fastpages
_FASTPAGES = ("_fastpages_docs", "_action_files", "_word", "_posts/README.md", "_notebooks/README.md")

_SOME_DAY = datetime.datetime(2026, 1, 1)  # noqa: DTZ001  (it is given one)
_SURE = frozenset({"_posts", "_layouts", "_includes", "Gemfile"})
# Of its settings; others have a file that is called so, too.
_KEYS = frozenset(
    "baseurl collections collections_dir defaults exclude highlighter include kramdown permalink plugins remote_theme theme".split()
)

MARKS = (*_CONFIGS, *sorted(_SURE), "_notebooks", "source/_posts")


def read(found: Found) -> Platform | None:
    config = first_of(found, *_CONFIGS)
    if "_posts" not in found and (config not in found or "source/_posts" in found):  # that is Hexo's
        return None
    fields = read_settings(config, found)
    return Platform(
        "jekyll",
        root=folder(fields, "source"),
        ignore=(
            *(Rule(f"/{name}", "Jekyll keeps parts of pages there, and no notes") for name in _PARTS),
            *(Rule(f"/{name}", "fastpages keeps words of its own there") for name in _FASTPAGES),
            *_excluded(fields, config),
            *_unread(fields, config),
            *(_undated(fields, config) if config in found else ()),
        ),
        is_sure=not _SURE.isdisjoint(found) or not _KEYS.isdisjoint(fields),
        given=(DRAFTS, *_zone(fields, config), *_given(fields, config)),
        unread=(*unread(found, config), *_limited(fields, config)),
        title=text(fields, "title", "name"),
        description=described(fields, "description", "tagline"),
        author=name_of(fields.get("author")),
        language=language(fields, "lang", "locale"),
        base_url=base_url(text(fields, "url") + _below(fields)),
        permalinks=tuple(_permalinks(fields)) if config in found else (),
        lists=tuple(_lists(fields)),
        instructions=("jekyll",),
        emoji="jemoji" in texts(fields.get("plugins") or fields.get("gems")),
        is_by_file=True,
        hashtags=False,
        displays_in_text=False,
    )


def _excluded(fields: Mapping[str, Any], config: str) -> Iterator[Rule]:
    """`exclude`: beginnings of paths, or patterns, whose `*` goes on over folders."""
    for written in texts(fields.get("exclude")):
        name = written.strip().lstrip("/")
        glob = expression_of(name.rstrip("/")).replace("[^/]*", ".*")
        if name:
            reason = f"`exclude` in {config} names it: `{name}`"
            yield Rule(f"^(?:{re.escape(name)}|{glob}(?:/|$))", reason, "regex")


def _names(fields: Mapping[str, Any], key: str) -> list[str]:
    return [name for written in texts(fields.get(key)) if (name := written.strip().strip("/"))]


def _below(fields: Mapping[str, Any]) -> str:
    return f"/{text(fields, 'baseurl').strip('/')}"


def _collections(fields: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The options of each, by their names; a list has only names."""
    named = fields.get("collections")
    every = dict.fromkeys(texts(named)) if isinstance(named, list) else part(fields, "collections")
    return {name: part(every, name) for name in every if name not in _OWN}


def _unread(fields: Mapping[str, Any], config: str) -> Iterator[Rule]:
    """What Jekyll makes no pages of: names that begin with a special sign and are in no setting, and collections that are only data."""
    collections = _collections(fields)
    top = folder(fields, "collections_dir")
    anywhere = [
        *(f"_{name}/" for name in _OWN),
        *(f"{expression_of(one)}(?:/|$)" for one in _names(fields, "include")),
    ]
    own = [f"_{re.escape(name)}/" for name in collections]
    inside, outside = "|".join([*anywhere, *own]), "|".join(anywhere)
    places = (
        f"^(?!{outside if top else inside})",
        f"^{re.escape(top)}/(?!{inside})" if top else "",
        f"/(?!{outside})",
    )
    reason = f"Jekyll reads no name that begins so, and nothing in {config} says that it should"
    for place in filter(None, places):
        kept = f"(?<!^{re.escape(top)})" if top and place[0] == "/" else ""
        yield Rule(f"{kept}{place}[_#~]", reason, "regex")
    for name, options in collections.items():
        if options.get("output") is not True:
            reason = f"Jekyll makes no pages of it: in {config} the collection `{name}` has no `output: true`"
            yield Rule(f"(?:^|/)_{re.escape(name)}/", reason, "regex")


def _undated(fields: Mapping[str, Any], config: str) -> Iterator[Rule]:
    """What lies among the posts and is none. A year of five digits is a slip of the hand."""
    reason = "Jekyll makes posts only of files with a date before their names: `2026-03-01-name.md`"
    yield Rule(
        r"(?:^|/)_posts/(?:.*/)?(?!\d{2,9}-\d{1,2}-\d{1,2}-|README\.)[^/]+$", reason, "regex", of_notes=True
    )
    if top := folder(fields, "collections_dir"):
        yield Rule("/_posts", f"posts are in {top}/_posts: `collections_dir` in {config} says so")


def _zone(fields: Mapping[str, Any], config: str) -> tuple[Given, ...]:
    """The zone of dates that name none. To Jekyll some of those are of UTC all the same: where it is behind that, all are taken for the
    later, so that nothing is shown too early.
    """
    named = text(fields, "timezone")
    ahead = _SOME_DAY.replace(tzinfo=zone_of(named)).utcoffset() or datetime.timedelta()
    return of_zone(named, config)[0] if ahead < datetime.timedelta() else ()


def _limited(fields: Mapping[str, Any], config: str) -> Iterator[str]:
    if fields.get("limit_posts"):
        yield f"`limit_posts` in {config} is not followed here: all posts are shown"


def _permalinks(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """A style that ends in `/` is also that of pages, and of collections that have none."""
    written = text(fields, "permalink")
    style = _STYLES.get(written, written) or _STYLES["date"]
    is_pretty = style.endswith("/")
    own = text(part(part(fields, "collections"), "posts"), "permalink")
    for dated in _DATED:
        yield dated, _STYLES.get(own, own) or style
    for name, options in _collections(fields).items():
        yield (
            f"_{name}",
            text(options, "permalink") or f"/:collection/:path{'/' if is_pretty else ':output_ext'}",
        )
    if is_pretty:
        yield "", "/:sections/:filename/"


def _lists(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The pages that themes have, and those of the plugin jekyll-archives."""
    yield from (("categories", "/categories/"), ("archive", "/archives/"), ("archive", "/archive/"))
    archives = part(fields, "jekyll-archives")
    enabled = texts(archives.get("enabled")) + (["all"] if archives.get("enabled") is True else [])
    for kind, key, usual in (
        ("tags", "tag", "/tag/:name/"),
        ("categories", "category", "/category/:name/"),
    ):
        if kind in enabled or "all" in enabled:
            yield kind, text(part(archives, "permalinks"), key) or usual


def _given(fields: Mapping[str, Any], config: str) -> Iterator[Given]:
    """`defaults`: those of a longer path before those of a shorter one, and of a kind before those of any."""
    found = list[tuple[int, bool, str, dict[str, Any]]]()
    collections = "|".join(map(re.escape, (*_OWN, *_collections(fields))))
    top = folder(fields, "collections_dir")
    defaults = fields.get("defaults")
    for one in defaults if isinstance(defaults, list) else [defaults]:
        scope, values = part(part({"": one}, ""), "scope"), part(part({"": one}, ""), "values")
        path, kind = text(scope, "path").strip("/"), text(scope, "type")
        kind = f"{kind}s" if kind in {"post", "draft", "page"} else kind
        if style := _STYLES.get(text(values, "permalink")):
            values["permalink"] = style
        of_kind = rf"(?=(?:.*/)?_{re.escape(kind)}/)" if kind else ""
        if kind == "pages":
            of_kind = rf"(?!(?:.*/)?_(?:{collections})/)"
        of_path = f"(?:{re.escape(top)}/)?{expression_of(path)}" if top else expression_of(path)
        found.append((len(path), bool(kind), f"^{of_kind}{of_path}", values))
    for _, _, paths, values in sorted(found, key=lambda item: item[:2]):
        if values:
            yield Given(paths, as_json(values), f"`defaults` in {config}")
